"""Which worker runs which tests: those that share what is costly to make run in one, in a row.

pytest-xdist is told so by itself of the mark ``xdist_group`` alone, and as of pytest 9.2 it
overlooks that. A worker knows the groups, the process that hands out the work does not: one writes
them down where all processes of the run keep theirs. A group is a whole file, except where more is
known: to hand out each test alone takes longer than most of them.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

_WAITS = {"started", "walks", "installed", "wheel", "connects"}


class InGroups(LoadScopeScheduling):  # type: ignore[misc]  # it ships no types
    """Hands out the groups in the order of their first tests."""

    def __init__(self, config: pytest.Config, log: Any) -> None:
        super().__init__(config, log)
        config.option.loadscopereorder = False
        self._groups: dict[str, str] = {}

    def schedule(self) -> None:
        """Begin, or begin anew with another worker."""
        self._groups = self._groups or json.loads(_written().read_bytes())
        super().schedule()

    def _split_scope(self, nodeid: str) -> str:
        return self._groups[nodeid]

    def mark_test_complete(self, node: Any, item_index: int, duration: float = 0) -> None:
        """Forget a group once it is done: all that is kept is counted after each test."""
        super().mark_test_complete(node, item_index, duration)
        groups = self.assigned_work[node]
        for name in [name for name, tests in groups.items() if all(tests.values())]:
            del groups[name]


def write_groups(items: Iterable[pytest.Item]) -> None:
    """Write down the group of each test."""
    groups = {item.nodeid: group_of(item) for item in items}
    _written().write_text(json.dumps(groups), "utf-8")


def group_of(item: pytest.Item) -> str:
    """Return what a test shares with others."""
    mark = item.get_closest_marker("xdist_group")
    if mark:
        return str(mark.args[0])
    if waits(item) or any(own.name == "slow" for own in item.own_markers):
        return item.nodeid
    return str(case_of(item) or item.path)


def waits(item: pytest.Item) -> bool:
    """Say whether a test waits for a pseudo-terminal, an installation or a database server."""
    return not _WAITS.isdisjoint(getattr(item, "fixturenames", ()))


def case_of(item: pytest.Item) -> Path | None:
    """Return the case file that a test is about, if it is about one and is brief."""
    given = item.callspec.params.get("path") if hasattr(item, "callspec") else None
    is_case = isinstance(given, Path) and given.suffix == ".toml"
    return given if is_case and item.get_closest_marker("slow") is None else None


def _written() -> Path:
    return Path(os.environ["NETTUI_TESTS_ROOT"]) / "groups.json"
