"""An option that waits for checks is told apart from one that is held, and from one cleared."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from nettui.case.files.codec import load
from nettui.engine.plan.plan import Plan, plan
from nettui.exchange.plan_json import plan_data
from nettui.sheet.comparison import change_items, changes, kept_states, option_states
from nettui.sheet.guards import not_cleared_words
from nettui.store.core.case_text import said, said_then
from nettui.tui.rows.header import in_short
from tests.protocols import with_all

CASES = Path(__file__).parents[2] / "plugins" / "therapies" / "cases"


def made(name: str) -> Plan:
    file = load(CASES / f"{name}.toml")
    assert file.as_of is not None
    return plan(file.case, file.as_of, with_all())


HELD, WAITS = "bad/pregnancy-before-checks", "good/pancreas-checks-not-done"


@pytest.mark.parametrize("option", ["captem", "prrt", "everolimus"])
def test_what_was_held_and_waits_for_checks_is_not_told_as_cleared(option: str) -> None:
    found = {
        item.subject[0].key: item
        for item in change_items(made(HELD), made(WAITS))
        if isinstance(item.subject, tuple)
    }
    item = found[option, "primary"]
    assert item.title.endswith(" (after checks)")
    assert item.aside.startswith("was: not cleared")
    rows = {name: (was, now) for name, was, now in changes(made(HELD), made(WAITS))}
    label = made(WAITS).protocol.option_labels[option]
    was, now = rows[f"{label} (primary)"]
    assert was.startswith("not cleared")
    assert now.startswith("consider (after checks)")


def test_a_kept_plan_says_the_same() -> None:
    """What a decision was made on is read from its JSON."""
    plan_ = made(WAITS)
    kept = json.loads(json.dumps(plan_data(plan_), default=str))
    assert kept_states(kept) == option_states(plan_)
    assert said_then(kept)["offers"] == said(plan_)["offers"]


def test_why_it_is_not_cleared_is_said_in_a_sentence() -> None:
    def words(name: str, option: str) -> str:
        plan_ = made(name)
        offers = (o for o in plan_.offers if o.key == (option, "primary"))
        return not_cleared_words(plan_, next(offers))

    prrt = "PRRT, 177Lu-DOTATATE is not cleared: "
    checks = "check before starting: Blood count, Creatinine clearance"
    assert words(WAITS, "prrt") == prrt + checks
    assert words(HELD, "prrt") == f"{prrt}pregnancy not excluded; {checks}"
    assert words(WAITS, "lanreotide") == ""


def test_the_plan_in_one_line_marks_it() -> None:
    line = "".join(text for text, _ in in_short(made(WAITS), 400, lambda text: text))
    assert "(after checks)" in line
