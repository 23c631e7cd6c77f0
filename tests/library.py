"""The cases that come with nettui, and what is made of them: once for all tests of a case.

Tests of one case run in one process, one after the other (`tests.scheduling`), so that little has
to be kept.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from nettui.case.files.codec import load
from nettui.case.record.case import CaseFile
from nettui.engine.plan.plan import Plan, plan
from nettui.engine.protocol.protocol import Protocol
from nettui.exchange import library, text
from nettui.tui.rows import plan as plan_screen
from nettui.tui.rows import short_plan
from nettui.tui.rows.layout import ListRow

_FOLDER = library.folder()
CASES = library.case_files(_FOLDER) if _FOLDER else []
OF_PLUGINS = [path for folder in library.plugin_folders() for path in library.case_files(folder)]

_FEW = 16
"""More than are made of one case: by four protocols, in three forms."""


@lru_cache(_FEW)
def file(path: Path) -> CaseFile:
    """Return a case file."""
    return load(path)


@lru_cache(_FEW)
def planned(path: Path, protocol: Protocol) -> Plan:
    """Return the plan of a case on the day that its file names."""
    found = file(path)
    assert found.as_of is not None
    return plan(found.case, found.as_of, protocol)


@lru_cache(_FEW)
def report(made: Plan, title: str) -> str:
    """Return the report in lines of 80 cells."""
    return text.report(made, 80, title)


@lru_cache(_FEW)
def plan_rows(made: Plan, *, unfolded: bool = False) -> tuple[ListRow, ...]:
    """Return the rows of the terminal."""
    return plan_screen.plan_rows(made, unfolded=unfolded)


@lru_cache(_FEW)
def brief_rows(made: Plan, most: int) -> tuple[ListRow, ...]:
    """Return the rows of the terminal that are shown first."""
    return short_plan.brief_rows(made, most)
