"""The administrator's files with a table for each name, taken strictly: all of one, or nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

from nettui.boundary import strict
from nettui.case.base.faults import CaseFault
from nettui.case.files import line_numbers
from nettui.plugin import locations
from nettui.plugin.locations import Faulty

T = TypeVar("T")
_BARE = re.compile("[A-Za-z0-9_-]+")


def read(path: Path, kind: type[T], needs: str) -> dict[str, T]:
    """Return the tables of a file by name, none when there is no file.

    Raises `Faulty` with every fault of it, each with its line. ``needs`` says what a table needs.
    """
    text = locations.text(path)
    data = locations.parsed(text)
    every: Any = dict[str, kind]  # type: ignore[valid-type]  # known only when it is asked for
    try:
        tables: dict[str, T] = strict.from_toml(data, every, lambda: _lines(text))
    except strict.Unfit as unfit:
        said = [_no_table(fault) if fault.path in data else str(fault) for fault in unfit.faults]
        if any(fault.found != "an unknown key" for fault in unfit.faults):
            said.append(f"{needs}.")
        raise Faulty(" ".join(said)) from None
    return tables


def _no_table(fault: CaseFault) -> str:
    name = fault.path
    head = f"[{name}]" if _BARE.fullmatch(name) else f'["{name}"]'
    return f"Line {fault.line}: '{name}' is no table; write {head}."


def _lines(text: str) -> Mapping[str, int]:
    """Return the line of each place. A name in quotes is the name."""
    return {key.replace('"', ""): line for key, line in line_numbers.of_toml(text).items()}
