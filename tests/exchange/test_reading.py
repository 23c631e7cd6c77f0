"""Where the base protocol has a gap, how the newer classification reads it stands beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from nettui.case.editing.edit import Edited, set_value
from nettui.case.files.codec import load
from nettui.engine.plan.plan import Plan, plan
from nettui.exchange.text import report
from nettui.plugin.publish import in_force
from nettui.tui.rows.plan import plan_rows
from nettui.tui.rows.short_plan import brief_rows

GAP = Path(__file__).parents[2] / "cases" / "si-gap-regional.toml"
SAYS = "WHO 2022 reads Ki-67 between 2 and 3 % as G1, unless mitoses give more"


def of(ki67: str, mitoses: str = "") -> Plan:
    """Return the plan of a small-intestine tumour with this Ki-67 and count."""
    file = load(GAP)
    case = file.case
    for field, typed in (("ki67", ki67), ("mitoses_per_2mm2", mitoses)):
        made = set_value(case, f"pathology[0].{field}", typed)
        assert isinstance(made, Edited)
        case = made.case
    assert file.as_of is not None
    return plan(case, file.as_of, in_force().protocol)


@pytest.mark.parametrize("every", [False, True])
def test_the_report_prints_it_with_the_grade(every: bool) -> None:
    """The next line after the grade, with its rows."""
    told = " ".join(report(of("2.5"), every=every).split())
    assert f"Reading: {SAYS}" in told
    assert told.index("G1 or G2") < told.index(SAYS) < told.index("Extent routing")


def test_the_terminal_shows_it_under_the_grade() -> None:
    """In the plan in full and in brief."""
    made = of("2.5")
    for rows in (plan_rows(made), brief_rows(made, 36)):
        words = [row.word for row in rows]
        at = words.index("Reading")
        assert rows[at].title.startswith(SAYS)
        assert words[at - 1] == "Grade"


@pytest.mark.parametrize(
    ("ki67", "mitoses"), [("2", ""), ("3", ""), ("2.5", "1"), ("2.5", "2"), ("2.5", "21")]
)
def test_it_is_silent_where_the_grade_is_told(ki67: str, mitoses: str) -> None:
    """On both edges of the gap, and once mitoses are counted."""
    assert SAYS not in " ".join(report(of(ki67, mitoses)).split())
