"""Where case files are: the case library that comes with nettui, and folders of one's own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

SUFFIXES = (".toml", ".json")


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


def exists(place: Path) -> bool:
    """Say whether a path is there; a name too long for any file is not."""
    try:
        return place.exists()
    except OSError:
        return False


def case_files(place: Path) -> list[Path]:
    """Return a file itself, or every case file under a folder, sorted; hidden ones are left out."""
    if not place.is_dir():
        return [place]
    return sorted(_under(place))


def _under(place: Path) -> Iterator[Path]:
    for here, folders, files in os.walk(place):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in files:
            if name.endswith(SUFFIXES) and not name.startswith("."):
                yield Path(here, name)


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
