"""What is missing is asked for in the order of what blocks most, in report and terminal alike."""

from __future__ import annotations

from pathlib import Path

import pytest

from nettui.case.editing.edit import Edited, clear
from nettui.case.files.codec import load
from nettui.engine.language.states import MAYBE_MISSING, MISSING
from nettui.engine.plan.plan import Plan, plan
from nettui.exchange.text import report
from nettui.tui.rows.plan import plan_rows
from tests.protocols import with_all

CASES = Path(__file__).parents[2] / "cases"
NAMES = ("unknown-primary-function-unknown", "stomach-no-ki67", "thymus-gap-empty", "missing-5hiaa")


def of(name: str, *cleared: str) -> Plan:
    """Return the plan of a case of the library without some of what is recorded."""
    file = load(CASES / f"{name}.toml")
    case = file.case
    for path in cleared:
        made = clear(case, path)
        assert isinstance(made, Edited)
        case = made.case
    assert file.as_of is not None
    return plan(case, file.as_of, with_all())


def ids(made: Plan) -> list[str]:
    """Return the needs in their order."""
    return [need.entry.id for need in made.pressing]


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_lost(name: str) -> None:
    """What is missing and what may be needed, once each; what is missing comes first."""
    made = of(name)
    asked = [n for n in made.needs if n.state in (MISSING, MAYBE_MISSING)]
    assert sorted(ids(made)) == sorted(n.entry.id for n in asked)
    states = [n.state for n in made.pressing]
    assert states == sorted(states)


def test_what_moves_an_option_comes_before_what_moves_none() -> None:
    """Where the primary is and what it secretes, before markers that change no line."""
    found = ids(of("unknown-primary-function-unknown"))
    for moving in ("location", "function", "feasibility"):
        for still in ("base:workup.cga", "base:workup.hiaa"):
            assert found.index(f"base:workup.{moving}") < found.index(still)


def test_what_blocks_comes_first_and_what_only_informs_last() -> None:
    """Ki-67 blocks the plan; the depth of a gastric tumour caps nothing here."""
    found = ids(of("stomach-no-ki67"))
    assert found[0] == "base:workup.ki67"
    assert found.index("stomach:workup.type") < found.index("stomach:workup.depth")


def test_what_only_informs_stands_behind_what_caps_the_plan() -> None:
    """Of items that move no option, those that hold the status."""
    found = ids(of("unknown-primary-function-unknown"))
    assert found.index("base:workup.hiaa") < found.index("unknown_primary:workup.stains")


def test_report_and_terminal_ask_in_the_same_order() -> None:
    """The first names of what to obtain, and the missing items below."""
    made = of("unknown-primary-function-unknown")
    first = "where is the primary tumour? (recorded as unknown)"
    assert f"Ask the radiologist: {first}" in report(made)
    assert "PROVISIONAL. Not known yet: primary site and 5 more." in report(made)
    rows = plan_rows(made)
    asked = next(row for row in rows if row.key.startswith("first:asked:"))
    assert asked.title == f"radiologist: {first}"
    shown = [row.key.removeprefix("need:") for row in rows if row.key.startswith("need:")]
    assert shown[:3] == ids(made)[:3]
