"""Case files that are taken into a store: a path is typed, what is there already is compared."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

from nettui.case.base import reach
from nettui.exchange.library import is_case_file

if TYPE_CHECKING:
    from nettui.case.record.case import CaseFile
    from nettui.store.diff import Change

_MOST = 2000  # names of a folder that are looked at


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
                and (entry.is_dir() or is_case_file(entry.name))
            ]
    except OSError:
        return ()
    return tuple(sorted(found))


def fault(text: str) -> str:
    """Return why nothing can be read at a path, empty when something may be."""
    try:
        place = Path(text).expanduser()
    except RuntimeError:
        return f"There is no such home: {text}."
    unreached = reach.fault(place)
    if unreached == reach.MISSING:
        return f"There is nothing at {place}. Tab completes a path."
    if unreached:
        return f"{place} cannot be read: it is {unreached}."
    if not place.is_dir() and not is_case_file(place.name):
        return f"{place.name} is no case file: its name should end in .toml or .json."
    return ""
