"""The case library: what a person expected of each case, by the base protocol alone and with all.

Expectations hold for the base protocol alone; the plugins have cases of their own.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from nettui.testing.expectations import unmet
from tests.library import CASES, file, planned
from tests.protocols import alone, with_all


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_case_is_planned_as_a_person_expected(path: Path) -> None:
    """Every hand-written expectation holds for the base protocol alone."""
    assert unmet(planned(path, alone()), file(path).expect) == ()


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_case_says_what_it_is_and_expects_something(path: Path) -> None:
    """A case without title, day or expectation shows nothing."""
    found = file(path)
    assert found.title
    assert found.case.case_id == path.stem
    assert found.as_of is not None
    assert found.expect.must
    assert found.expect.must_not
    assert found.expect.status


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_plugins_never_silence_the_base_protocol(path: Path) -> None:
    """With every plugin, no base rule says less than without (INV-63)."""
    base, full = planned(path, alone()), planned(path, with_all())
    changed = [f.id for f in base.findings if full.finding(f.id).truth < f.truth]
    assert changed == []
