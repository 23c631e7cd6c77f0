"""Where exports go, and under which names: one folder, and nothing of it chosen by a case.

The administrator sets it in ``etc/nettui/exports.toml`` (``folder = "/srv/nettui-exports"``); in it
each account has a folder of its own, out of which its exports can be fetched. Where none is set,
exports go to the current folder, and to a folder in the home of an account whose session was
started in ``/``, as the session launcher does.
"""

from __future__ import annotations

import os
import stat
from itertools import count
from pathlib import Path

from attrs import frozen

from nettui.atomic_files import write_new
from nettui.case.base import reach
from nettui.plugin import locations
from nettui.store.account import name_of

_OWN = "nettui-exports"
_LONGEST = 80
# What Windows takes for a device, whatever its ending; exports are fetched to such computers.
_DEVICES = frozenset(
    ("CON", "PRN", "AUX", "NUL", *(f"{port}{n}" for port in ("COM", "LPT") for n in range(10)))
)


class NoFolder(Exception):
    """Exports have no folder; the text says why, and what to do."""


@frozen
class ExportFolder:
    """The folder that exports go to. ``is_fixed``: nobody chooses another one."""

    path: Path
    is_fixed: bool


def export_folder() -> ExportFolder:
    """Return where exports of this session go. Raises `NoFolder`."""
    found = configured()
    if found is not None:
        return ExportFolder(found, is_fixed=True)
    try:
        here = Path.cwd()
    except OSError:  # it was removed meanwhile
        here = Path("/")
    if here != Path("/"):
        return ExportFolder(here, is_fixed=False)
    try:
        home = Path.home()
    except RuntimeError:
        raise NoFolder(
            "This account has no home, so there is no folder for exports. Ask whoever administers "
            f"nettui to set one in {_configuration()}."
        ) from None
    return ExportFolder(_made(home / _OWN), is_fixed=True)


def configured() -> Path | None:
    """Return this account's folder in the one that the administrator has set, None without one.

    Raises `NoFolder` where it cannot be used, or what sets it.
    """
    path = _configuration()
    try:
        data = locations.tables(path)
    except locations.Faulty as fault:
        raise NoFolder(
            f"{path} cannot be used: {fault} Nothing was written. Whoever administers nettui has "
            "to mend it."
        ) from None
    if not data:
        return None
    folder = data.get("folder")
    if (
        set(data) != {"folder"}
        or not isinstance(folder, str)
        or not folder.startswith("/")
        or "\0" in folder
    ):
        raise NoFolder(
            f'{path} cannot be used: it takes folder = "/srv/nettui-exports" and nothing else. '
            "Nothing was written. Whoever administers nettui has to mend it."
        )
    return _made(Path(folder, _account()))


def _configuration() -> Path:
    return locations.root() / "etc/nettui/exports.toml"


def _account() -> str:
    """Return the name of this account, as the kernel has it; its number where it has none."""
    uid = os.geteuid()
    name = name_of(uid)
    return str(uid) if name != plain_name(name) else name


def _made(folder: Path) -> Path:
    """Return a folder of this account alone, made where there is none. Raises `NoFolder`."""
    try:
        if not reach.is_there(folder, follow=False):
            folder.mkdir(mode=0o700)
        found = folder.lstat()
    except OSError as error:
        reason = (error.strerror or "refused").lower()
        raise NoFolder(
            f"There is no folder for your exports, and it could not be made ({reason}). Nothing "
            "was written. Ask whoever administers nettui to make it, for your account alone: "
            f"{folder}"
        ) from None
    others = found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid() or others:
        raise NoFolder(
            f"{folder} is not a folder that only your account can write to, so others could "
            "exchange what is exported. Nothing was written. Ask whoever administers nettui to "
            "mend it."
        )
    return folder


def plain_name(text: str) -> str:
    """Return a name for a file: letters, digits and a few signs of a text, nothing else.

    It is never empty, hidden, taken for an option or for a device, and always short.
    """
    kept = "".join(c if c.isascii() and (c.isalnum() or c in "-_.") else "_" for c in text)
    kept = kept.lstrip("-.")[:_LONGEST].rstrip(".") or "case"
    return f"case-{kept}" if kept.split(".")[0].upper() in _DEVICES else kept


def is_hidden(text: str) -> bool:
    """Say whether a path that was typed goes through a hidden folder or into one."""
    return any(part.startswith(".") and part not in (".", "..") for part in Path(text).parts)


def give_out(folder: Path, stem: str, suffix: str, data: bytes) -> Path:
    """Write a new file of this account alone, under a name with a number where it is taken.

    The folder is no link, nothing is overwritten, nothing is followed. Raises `OSError`.
    """
    for n in count(1):
        path = folder / f"{stem}{f'-{n}' if n > 1 else ''}{suffix}"
        try:
            write_new(path, data, follow=False)
        except FileExistsError:
            continue
        return path
    raise AssertionError("numbers do not end")
