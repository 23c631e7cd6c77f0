"""Where things are kept: the allow-list, what an administrator publishes, what a user's own is.

Two roots: the whole computer where /etc/nettui exists, else the environment in which nettui is
installed. No variable names another one: what is in force belongs to who administers nettui.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

import nettui
from nettui import installation, toml


class Faulty(Exception):
    """An administrator's file cannot be used; the text says why."""


_GROUP_OR_OTHERS = stat.S_IWGRP | stat.S_IWOTH


def root() -> Path:
    """Return the folder under which etc/ and var/ are read."""
    return installation.root()


def allow_list() -> Path:
    """Return the file that says which plugins may take part."""
    return root() / "etc/nettui/plugins.toml"


def sign_offs() -> Path:
    """Return the file that says what has been signed off for clinical use, and by whom."""
    return root() / "etc/nettui/sign-offs.toml"


def administered() -> Path:
    """Return the folder of what the administrator has published."""
    return root() / "var/lib/nettui"


def self_published() -> Path | None:
    """Return the folder of what nettui publishes by itself, None where nothing of it is used.

    An isolated start, as that of a clinician's session, takes nothing from a home: anybody who can
    write there could have the session run it.
    """
    return None if sys.flags.isolated else own()


def own() -> Path | None:
    """Return the user's folder for what is theirs alone, None without a home."""
    state = os.environ.get("XDG_STATE_HOME", "")
    if state.startswith("/"):
        return Path(state) / "nettui"
    try:
        return Path.home() / ".local/state/nettui"
    except RuntimeError:
        return None


def administrators() -> set[int]:
    """Return who may own what is trusted: root, and the owner of the installation."""
    return {0, Path(nettui.__file__).stat().st_uid}


def untrusted(path: Path) -> tuple[str, Path] | None:
    """Return what keeps a file or folder from being trusted, and which part of its path.

    ``owner``: it belongs to neither root nor the owner of the installation. ``writable``: others
    can change it. A folder in which everyone may write but only delete their own is all right.
    Links are followed: all that they go through must be trusted as well.
    """
    owners = administrators()
    for place, is_last in _way(path.absolute(), set()):
        found = place.lstat()
        if found.st_uid not in owners:
            return "owner", place
        # A link has no mode of its own: what counts is the folder it lies in, and its target.
        if stat.S_ISLNK(found.st_mode):
            continue
        sticky = not is_last and stat.S_ISDIR(found.st_mode) and found.st_mode & stat.S_ISVTX
        if found.st_mode & _GROUP_OR_OTHERS and not sticky:
            return "writable", place
    return None


def _way(path: Path, seen: set[Path]) -> Iterator[tuple[Path, bool]]:
    """Yield every place through which opening a path goes, and whether it is the last of a way."""
    for place in (path, *path.parents):
        if place not in seen:
            seen.add(place)
            yield place, place == path
            if place.is_symlink():
                yield from _way(place.parent / place.readlink(), seen)


def opened(path: Path) -> tuple[bytes, os.stat_result]:
    """Return what a file holds, and whose it was when it was opened. Raises `OSError`.

    A folder, a pipe or a device in its place is refused, never waited for.
    """
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    try:
        found = os.fstat(handle)
        if not stat.S_ISREG(found.st_mode):
            raise OSError(errno.EINVAL, "it is no file", str(path))
        with os.fdopen(handle, "rb", buffering=0, closefd=False) as file:
            return file.read(), found
    finally:
        os.close(handle)


def trusted(path: Path, owners: Collection[int]) -> bytes:
    """Return what a file holds that only these owners can change. Raises `OSError`.

    What is looked at is the file that was opened: another one may take its name meanwhile.
    """
    data, found = opened(path)
    if found.st_uid not in owners:
        raise PermissionError(errno.EPERM, f"{path.name} belongs to someone else", str(path))
    if found.st_mode & _GROUP_OR_OTHERS:
        raise PermissionError(errno.EPERM, f"{path.name} can be changed by others", str(path))
    return data


def text(path: Path) -> str:
    """Return an administrator's file, empty when there is none. Raises `Faulty`."""
    # A link to nothing is no missing file: what it should say is not known.
    if not os.path.lexists(path):
        return ""
    try:
        if doubt := untrusted(path):
            kind, place = doubt
            why = "can be changed by others" if kind == "writable" else "belongs to someone else"
            raise Faulty(f"{place} {why}.")
        return opened(path)[0].decode()
    except OSError as fault:
        raise Faulty(f"{fault.strerror}.") from None
    except UnicodeDecodeError:
        raise Faulty("It has bytes that are no UTF-8.") from None


def parsed(text: str) -> dict[str, Any]:
    """Return the data of an administrator's TOML file. Raises `Faulty`."""
    try:
        return toml.read(text)
    except toml.NotToml as fault:
        raise Faulty(f"It is no TOML: {fault}.") from None


def tables(path: Path) -> dict[str, Any]:
    """Return the data of an administrator's file, empty when there is none. Raises `Faulty`."""
    return parsed(text(path))
