"""The case library: what a person expected of each case, by the base protocol alone and with all.

Expectations hold for the base protocol alone; the plugins have cases of their own.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from nettui.case.files.codec import load
from nettui.case.record.case import CaseFile
from nettui.engine.plan.plan import Plan, plan
from nettui.engine.protocol.protocol import Protocol
from nettui.plugin.publish import current
from nettui.testing.expectations import unmet

ROOT = Path(__file__).parents[2]
LIBRARY = sorted((ROOT / "cases").glob("*.toml"))


@cache
def protocol(*, base_only: bool) -> Protocol:
    return current(base_only=base_only)


@cache
def file(path: Path) -> CaseFile:
    return load(path)


def planned(path: Path, *, base_only: bool = True) -> Plan:
    """Return the plan of a case on the day that its file names."""
    found = file(path)
    assert found.as_of is not None
    return plan(found.case, found.as_of, protocol(base_only=base_only))


@pytest.mark.parametrize("path", LIBRARY, ids=lambda path: path.stem)
def test_a_case_is_planned_as_a_person_expected(path: Path) -> None:
    """Every hand-written expectation holds for the base protocol alone."""
    assert unmet(planned(path), file(path).expect) == ()


@pytest.mark.parametrize("path", LIBRARY, ids=lambda path: path.stem)
def test_a_case_says_what_it_is_and_expects_something(path: Path) -> None:
    """A case without title, day or expectation shows nothing."""
    found = file(path)
    assert found.title
    assert found.case.case_id == path.stem
    assert found.as_of is not None
    assert found.expect.must
    assert found.expect.must_not
    assert found.expect.status


@pytest.mark.parametrize("path", LIBRARY, ids=lambda path: path.stem)
def test_plugins_never_silence_the_base_protocol(path: Path) -> None:
    """With every plugin, no base rule says less than without (INV-63)."""
    alone, full = planned(path), planned(path, base_only=False)
    changed = [f.id for f in alone.findings if full.finding(f.id).truth < f.truth]
    assert changed == []
