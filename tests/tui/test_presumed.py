"""A date that nobody gave: the day of the plan stands for it, marked until it is given."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from attrs import evolve

from nettui.case.files.codec import load
from nettui.case.record.case import Case, CaseFile
from nettui.desk.session import Editing
from nettui.engine.plan.plan import plan
from nettui.sheet.wording import due_words
from nettui.tui.rows.record import record_rows
from tests.protocols import with_all

DAY = datetime.date(2026, 11, 24)
CASES = Path(__file__).parents[2] / "cases"


@pytest.mark.parametrize(
    ("part", "text"),
    [
        ("pathology", "biopsy"),
        ("imaging", "68Ga-DOTATATE"),
        ("labs", "creatinine 80"),
        ("treatments", "T01"),
    ],
)
def test_a_date_nobody_gave_is_marked_until_confirmed(part: str, text: str) -> None:
    """The day of the plan stands for it, as a presumption; typed again it is given."""
    editing = Editing(CaseFile(case=Case(case_id="P-1")), DAY, with_all())
    editing.set(f"{part}[+]", text)
    (entry,) = getattr(editing.case, part)
    assert (entry.date, entry.date_presumed) == (DAY, True)
    shown = [f"{r.word} {r.title} {r.tail}" for r in record_rows(editing.plan)]
    assert any(f"Date {DAY} check date" in " ".join(row.split()) for row in shown)
    assert "check date" in " ".join(editing.plan.picture.notes)
    editing.set(f"{part}[0].date", str(DAY))
    (entry,) = getattr(editing.case, part)
    assert (entry.date, entry.date_presumed) == (DAY, None)
    assert not any("check date" in row.text for row in record_rows(editing.plan))
    assert editing.plan.picture.notes == ()


def test_a_date_that_was_typed_is_given() -> None:
    """There is nothing to be checked."""
    editing = Editing(CaseFile(case=Case(case_id="P-1")), DAY, with_all())
    editing.set("pathology[+]", "biopsy; 2026-08-12")
    assert editing.case.pathology[0].date_presumed is None
    editing.copy("pathology[0]")
    assert editing.case.pathology[1].date_presumed is True


@pytest.mark.parametrize(("text", "day"), [("2026-05", "2026-05"), ("2026", "2026")])
def test_a_month_or_a_year_that_was_typed_is_given(text: str, day: str) -> None:
    """The day of the plan never stands in its place."""
    editing = Editing(CaseFile(case=Case(case_id="P-1")), DAY, with_all())
    editing.set("treatments[+]", f"PRRT; {text}")
    (given,) = editing.case.treatments
    assert (str(given.date), given.date_presumed) == (day, None)


def test_a_day_within_a_note_is_not_that_of_the_entry() -> None:
    """The entry is dated by nobody, so its date is presumed."""
    editing = Editing(CaseFile(case=Case(case_id="P-1")), DAY, with_all())
    editing.set("pathology[+]", "biopsy; note = seen again 2026-08-12")
    assert editing.case.pathology[0].date_presumed is True


def test_a_window_that_counts_from_a_presumed_date_says_so() -> None:
    """The plan's dates are no better than what they count from."""
    case = load(CASES / "lung-typical-localized.toml").case
    scans = tuple(evolve(s, date_presumed=True) for s in case.imaging)
    made = plan(evolve(case, imaging=scans), DAY, with_all())
    told = [due_words(made, d)[1] for d in made.follow_up if d.anchor.startswith("imaging.")]
    assert told
    assert all("(presumed: check date)" in words for words in told)
