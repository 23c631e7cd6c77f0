"""Files of an installation: what they were shipped as, and who can change them."""

from __future__ import annotations

import base64
import csv
import hashlib
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from nettui.plugin import locations

_SHOWN = 5


def record_of(package: Path) -> Path | None:
    """Return the list of the files that nettui was shipped with, None where there is none."""
    found = sorted(package.parent.glob("nettui-*.dist-info/RECORD"))
    return found[0] if found else None


def listed(record: Path) -> dict[str, str]:
    """Return the files of a distribution with their hashes, as its RECORD gives them."""
    with record.open(newline="", encoding="utf-8") as file:
        return {row[0]: row[1] for row in csv.reader(file) if len(row) > 1}


def seal(path: Path) -> str:
    """Return the hash of a file as a RECORD gives it, empty where it cannot be read."""
    try:
        made = hashlib.sha256(path.read_bytes()).digest()
    except OSError:
        return ""
    return f"sha256={base64.urlsafe_b64encode(made).decode().rstrip('=')}"


def short_digest(path: Path) -> str:
    """Return the beginning of a file's SHA-256: enough to see that it is another."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


def importable(folder: Path) -> Iterator[Path]:
    """Yield all that Python could import from a folder, compiled files left out."""
    return (
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    )


def doubt_of(path: Path) -> str | None:
    """Return what keeps a file or folder itself from being trusted; a link is what it leads to."""
    found = path.lstat()
    if stat.S_ISLNK(found.st_mode):
        return "owner" if found.st_uid not in locations.administrators() else None
    if found.st_uid not in locations.administrators():
        return "owner"
    return "writable" if found.st_mode & (stat.S_IWGRP | stat.S_IWOTH) else None


def is_known(pth: Path) -> bool:
    """Return whether a file is the one that setuptools or virtualenv puts into an environment."""
    if pth.name == "_virtualenv.pth":
        return pth.read_bytes().strip() == b"import _virtualenv"
    records = pth.parent.glob("setuptools-*.dist-info/RECORD")
    return any(listed(record).get(pth.name) == seal(pth) for record in records)


def some(found: Iterable[str]) -> str:
    """Return the first of what was found, and how many more there are."""
    every_one = list(found)
    more = len(every_one) - _SHOWN
    shown = "; ".join(every_one[:_SHOWN])
    return f"{shown}; and {more} more" if more > 0 else shown
