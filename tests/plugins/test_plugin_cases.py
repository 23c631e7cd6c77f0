"""The cases of the bundled plugins: what a person expected of each, with everything in force."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from nettui.case.files.codec import load
from nettui.engine.plan.plan import plan
from nettui.engine.protocol.protocol import Protocol
from nettui.plugin.publish import current
from nettui.testing.expectations import unmet

ROOT = Path(__file__).parents[2]
CASES = [
    pytest.param(path, id=f"{path.parts[-4]}-{path.stem}")
    for path in sorted((ROOT / "plugins").glob("*/cases/*/*.toml"))
]


@cache
def protocol() -> Protocol:
    return current()


@pytest.mark.parametrize("path", CASES)
def test_a_case_is_planned_as_a_person_expected(path: Path) -> None:
    """Every hand-written expectation holds with all bundled plugins."""
    file = load(path)
    assert file.as_of is not None
    assert file.title
    assert file.case.case_id == path.stem
    assert file.expect.must
    assert file.expect.must_not
    assert unmet(plan(file.case, file.as_of, protocol()), file.expect) == ()
