"""What installed distributions say of themselves, read so that no odd file of one hurts another.

Python's own reader ends with an error at the first odd line of any of them. This one reads each
file by itself, keeps what it could read, and says in words what is wrong with the rest.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from attrs import frozen

from nettui.display import safe
from nettui.plugin import locations

GROUP = "nettui"
"""The group of entry points in which plugins are named."""

_KINDS = (".dist-info", ".egg-info")
# A module, perhaps something in it, perhaps extras.
_ENTRY = re.compile(r"[^\W\d]\w*(\.[^\W\d]\w*)*\s*(:\s*[^\W\d][\w.]*\s*)?(\[.*\])?")
_NEEDED = re.compile(r"\s*([A-Za-z0-9][A-Za-z0-9._-]*)")


@frozen
class Distribution:
    """One installed distribution: ``info`` is the folder (of an egg perhaps a file) about it.

    ``plugins``: name and module of each entry point for nettui. ``listed``: the files that it
    brings by name under ``folder``, with their hashes; None where it lists none. ``needs``: names
    of other distributions. ``faults``: what is wrong with what it says, each in a sentence.
    """

    info: Path
    name: str
    version: str
    plugins: tuple[tuple[str, str], ...] = ()
    listed: Mapping[str, str] | None = None
    needs: tuple[str, ...] = ()
    editable: bool = False
    faults: tuple[str, ...] = ()

    @property
    def folder(self) -> Path:
        """The folder in which it is installed."""
        return self.info.parent


def distributions(path: Iterable[str] | None = None) -> Iterator[Distribution]:
    """Yield each distribution in the folders, those of Python itself unless given, by name."""
    seen = set()
    for place in sys.path if path is None else path:
        folder = Path(os.path.realpath(place or "."))
        if folder in seen:
            continue
        seen.add(folder)
        try:
            infos = sorted(folder.iterdir())
        except OSError:  # no folder: Python itself passes over it
            continue
        for info in infos:
            if info.name.endswith(_KINDS) or info.name == "EGG-INFO":
                yield read(info)


def read(info: Path) -> Distribution:
    """Return what a distribution says of itself. Raises nothing for anything that lies there."""
    reading = _Reading(info)
    is_wheel = info.name.endswith(".dist-info")
    head = reading.head("METADATA" if is_wheel else "PKG-INFO")
    stem, _, version = (info.stem if "." in info.name else info.parent.stem).partition("-")
    plugins = reading.plugins()
    listed = reading.listed() if is_wheel else None
    if plugins and listed is None:
        reading.faults.append(
            "It has no RECORD of its files."
            if is_wheel
            else "It is installed as an egg, which has no list of its files."
        )
    return Distribution(
        info=info,
        name=safe(head.get("name", [stem])[0]),
        version=safe(head.get("version", [version.partition("-")[0]])[0]),
        plugins=plugins,
        listed=listed,
        needs=tuple(_needed(head.get("requires-dist", ()))),
        editable=reading.editable(),
        faults=tuple(reading.faults),
    )


class _Reading:
    """Reads the files about one distribution, and gathers what is wrong with them."""

    def __init__(self, info: Path) -> None:
        self.info = info
        self.faults: list[str] = []
        # An egg may be described by one file instead of a folder.
        self.is_file = info.is_file() and info.name.endswith(".egg-info")
        if not self.is_file and not info.is_dir():
            self.faults.append("It is no folder.")

    def text(self, name: str) -> str | None:
        """Return the text of one of its files, None where there is none."""
        path = self.info / name
        try:
            data, _ = locations.opened(self.info if self.is_file else path)
        except FileNotFoundError:
            if path.is_symlink():
                self.faults.append(f"Its {name} is a link to nothing.")
            return None
        except NotADirectoryError:
            return None
        except OSError as fault:
            self.faults.append(f"Its {name} cannot be read ({fault.strerror}).")
            return None
        try:
            return data.decode()
        except UnicodeDecodeError:
            self.faults.append(f"Its {name} has bytes that are no UTF-8.")
            return data.decode(errors="replace")

    def head(self, name: str) -> dict[str, list[str]]:
        """Return the header lines of METADATA by their names in small letters."""
        text = self.text(name)
        found: dict[str, list[str]] = {}
        for line in (text or "").split("\n"):
            if not line.strip():
                break
            key, _, value = line.partition(":")
            found.setdefault(key.strip().lower(), []).append(value.strip())
        missing = [key for key in ("name", "version") if not found.get(key, [""])[0]]
        if text is None:
            self.faults.append(f"Its {name} is missing.")
        elif missing:
            self.faults.append(f"Its {name} gives no {' and no '.join(missing)}.")
        return {key: values for key, values in found.items() if values[0]}

    def plugins(self) -> tuple[tuple[str, str], ...]:
        """Return name and module of each entry point for nettui."""
        text = None if self.is_file else self.text("entry_points.txt")
        group = ""
        seen = set()
        found = []
        for n, line in enumerate(map(str.strip, (text or "").split("\n")), 1):
            if not line or line[0] in "#;":
                continue
            name, sign, value = (part.strip() for part in line.partition("="))
            if line.startswith("[") and line.endswith("]"):
                group = line[1:-1].strip()
                if group in seen:
                    self._entry(n, f"begins the group '{group}' again")
                seen.add(group)
            elif not sign:
                self._entry(n, "has no '='")
            elif not group:
                self._entry(n, "stands in no group")
            elif group == GROUP:
                if not _ENTRY.fullmatch(value):
                    self._entry(n, "names no module")
                found.append((name, value.partition("[")[0].strip()))
        return tuple(found)

    def _entry(self, line: int, what: str) -> None:
        self.faults.append(f"Line {line} of its entry_points.txt {safe(what)[:80]}.")

    def listed(self) -> dict[str, str] | None:
        """Return the names and hashes of its RECORD."""
        text = self.text("RECORD")
        if text is None:
            return None
        found = {}
        try:
            for row in csv.reader(io.StringIO(text, newline="")):
                if row and "\0" in row[0]:
                    self.faults.append("Its RECORD has a name that no file can have.")
                elif row and row[0]:
                    found[row[0]] = row[1] if len(row) > 1 else ""
        except csv.Error as fault:
            self.faults.append(f"Its RECORD cannot be read ({fault}).")
        return found

    def editable(self) -> bool:
        """Say whether it is installed as a link to a folder."""
        text = None if self.is_file else self.text("direct_url.json")
        if text is None:
            return False
        try:
            origin: Any = json.loads(text)
            return bool(origin.get("dir_info", {}).get("editable"))
        except (ValueError, AttributeError, RecursionError):
            self.faults.append("Its direct_url.json is none.")
            return False


def _needed(lines: Iterable[str]) -> Iterator[str]:
    """Yield the names of distributions without which it does not run."""
    for line in lines:
        # What only an extra asks for, such as its tests, takes no part.
        if re.search(r";.*\bextra\b", line):
            continue
        name = _NEEDED.match(line)
        yield re.sub(r"[-_.]+", "-", name[1]).lower() if name else safe(line)[:80]
