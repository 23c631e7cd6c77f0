"""Case files that are taken into a store: found by a path, read, each with all its faults."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

if TYPE_CHECKING:
    from nettui.case.model import CaseFile
    from nettui.store.diff import Change

_SUFFIXES = (".toml", ".json")
_MOST = 2000  # names of a folder that are looked at


@frozen
class Found:
    """A file: the case it holds, or what is wrong with it."""

    path: Path
    file: CaseFile | None = None
    faults: tuple[str, ...] = ()

    def refused(self, why: str) -> Found:
        """Return the file as one that the store did not take."""
        return Found(self.path, faults=(why,))


@frozen
class There:
    """A case that the store has already and that differs: the file, its revision, what differs.

    ``is_decided``: a board has decided on it, so that taking the file over needs a reason.
    """

    file: CaseFile
    rev: int
    changes: tuple[Change, ...]
    is_decided: bool = False


def begun(text: str) -> tuple[str, ...]:
    """Return the folders and case files whose path begins so."""
    # Of a path that ends in "/" a Path would lose that end.
    folder, _, start = os.path.expanduser(text).rpartition("/")  # noqa: PTH111 - as said
    at = f"{folder}/" if folder or text.startswith("/") else ""
    try:
        with os.scandir(at or ".") as entries:
            some = [entry for entry, _ in zip(entries, range(_MOST), strict=False)]
            found = [
                f"{at}{entry.name}/" if entry.is_dir() else f"{at}{entry.name}"
                for entry in some
                if entry.name.startswith(start)
                and (start or not entry.name.startswith("."))
                and (entry.is_dir() or entry.name.endswith(_SUFFIXES))
            ]
    except OSError:
        return ()
    return tuple(sorted(found))


def fault(text: str) -> str:
    """Return why nothing can be read at a path, empty when something may be."""
    place = Path(text).expanduser()
    try:
        if place.is_dir():
            return ""
        if not place.exists():
            return f"There is nothing at {place}. Tab completes a path."
    except OSError as error:
        return f"{place} cannot be read: {(error.strerror or str(error)).lower()}."
    if place.suffix not in _SUFFIXES:
        return f"{place.name} is no case file: its name should end in .toml or .json."
    return ""


def read(text: str) -> Iterator[Found]:
    """Yield every case file at a path, a file or a folder, with its case or all its faults."""
    from nettui.case.codec import CaseError, load
    from nettui.exchange.library import case_files

    for path in case_files(Path(text).expanduser()):
        try:
            yield Found(path, load(path))
        except CaseError as error:
            yield Found(path, faults=tuple(map(str, error.faults)))
