"""Where case files are: the case library that comes with nettui, and folders of one's own."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from attrs import frozen

from nettui.case.base import identity

SUFFIXES = (".toml", ".json")
_HIDDEN = "hidden, since its name begins with a dot"
_NO_CASE = f"its name does not end in {' or '.join(SUFFIXES)}"
_NOT_FOLLOWED = "a link to a folder, which is not followed"
_SHUT = "this account may not look into it"
_NAMED = 5  # files left out that are named one by one


@frozen
class Folder:
    """What was found under a folder: its case files, sorted, and what is left out, with why."""

    files: tuple[Path, ...]
    left: tuple[tuple[Path, str], ...] = ()


def folder() -> Path | None:
    """Return the folder of the case library, None where it was not installed."""
    try:
        import nettui_cases
    except ImportError:
        return None
    return Path(nettui_cases.__file__).parent


def plugin_folders() -> list[Path]:
    """Return the folders of the cases that bundled plugins bring for their own rules."""
    try:
        import nettui_plugins
    except ImportError:
        return []
    return sorted(Path(nettui_plugins.__file__).parent.glob("*/cases/good"))


def is_case_file(name: str) -> bool:
    """Say whether a file of this name is one of a case: the ending counts, in any case."""
    return name.lower().endswith(SUFFIXES)


def case_files(place: Path) -> list[Path]:
    """Return a file itself, or every case file under a folder, sorted; hidden ones are left out."""
    return list(looked_through(place).files)


def looked_through(place: Path) -> Folder:
    """Return a file itself, or what is under a folder and all folders in it."""
    if not place.is_dir():
        return Folder((place,))
    files: list[Path] = []
    left: list[tuple[Path, str]] = []

    def shut(error: OSError) -> None:
        left.append((Path(error.filename), _SHUT))

    for here, folders, names in os.walk(place, onerror=shut):
        at = Path(here)
        left += [(at / name, _HIDDEN) for name in folders if name.startswith(".")]
        folders[:] = [name for name in folders if not name.startswith(".")]
        left += [(at / name, _NOT_FOLLOWED) for name in folders if (at / name).is_symlink()]
        for name in names:
            why = _why_left(name)
            if why:
                left.append((at / name, why))
            else:
                files.append(at / name)
    return Folder(tuple(sorted(files)), tuple(sorted(left)))


def in_folder(place: Path) -> Folder:
    """Return what is in one folder itself; the folders in it are left out unmentioned."""
    files: list[Path] = []
    left: list[tuple[Path, str]] = []
    try:
        found = sorted(place.iterdir())
    except OSError:
        return Folder(())
    for path in found:
        why = _why_left(path.name)
        if not why:
            files.append(path)
        elif not path.is_dir():
            left.append((path, why))
    return Folder(tuple(files), tuple(left))


def _why_left(name: str) -> str:
    """Return why a file of this name is left out, empty when it is not."""
    if name.startswith("."):
        return _HIDDEN
    return "" if is_case_file(name) else _NO_CASE


def left_out(place: Path, found: Folder) -> str:
    """Return what of a folder is left out and why, in a sentence; empty when nothing is."""
    if not found.left:
        return ""
    count = len(found.left)
    told = [f"{path.relative_to(place)} ({why})" for path, why in found.left[:_NAMED]]
    more = [f"{count - _NAMED} more"] if count > _NAMED else []
    return f"{place}: {count} left out: {', '.join((*told, *more))}."


def shared_ids(cases: Iterable[tuple[str, str]]) -> list[str]:
    """Return a sentence for each id, or look, that several files have; given (file, id) pairs."""
    found: dict[str, list[tuple[str, str]]] = {}
    for name, case_id in cases:
        found.setdefault(identity.looks(case_id), []).append((name, case_id))
    return [_shared(files) for files in found.values() if len(files) > 1]


def _shared(files: list[tuple[str, str]]) -> str:
    ids = dict.fromkeys(case_id for _, case_id in files)
    if len(ids) == 1:
        return f"{len(files)} files have the case id '{files[0][1]}': {_names(files)}."
    told = ", ".join(f"{name} ({identity.spelt(case_id)})" for name, case_id in files[:_NAMED])
    more = f", {len(files) - _NAMED} more" if len(files) > _NAMED else ""
    return f"{len(files)} files have case ids that look the same: {told}{more}."


def _names(files: list[tuple[str, str]]) -> str:
    more = [f"{len(files) - _NAMED} more"] if len(files) > _NAMED else []
    return ", ".join([*(name for name, _ in files[:_NAMED]), *more])


def named(name: str) -> Path | None:
    """Return the case of the library with this file name (its ending may be left out)."""
    place = folder()
    if place is None or Path(name).name != name:
        return None
    for path in case_files(place):
        if name in (path.name, path.stem):
            return path
    return None


def names() -> list[str]:
    """Return the name of every case of the library."""
    place = folder()
    return [path.stem for path in case_files(place)] if place else []
