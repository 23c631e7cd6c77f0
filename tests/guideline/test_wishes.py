"""What the patient declines or prefers carries its date; what is old is asked again (Z24, S51)."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from nettui.case.base.dates import PartialDate
from nettui.case.base.vocabulary import Range
from nettui.case.editing.edit import set_value
from nettui.case.files.codec import dumps_toml, loads_toml
from nettui.case.record.case import CaseFile
from nettui.engine.plan.plan import Plan, plan
from nettui.sheet.kinds import CAUTION, FIRST
from nettui.sheet.priorities import what_first
from tests.guideline.records import flags, planned
from tests.library import CASES, file
from tests.protocols import alone

DAY = datetime.date(2026, 10, 1)
DECLINES = frozenset({"declines_surgery"})


def declined(**more: Any) -> Plan:
    """Return the plan of a patient who declines surgery, with more in the record of the patient."""
    case = file(next(path for path in CASES if path.stem == "si-declines-surgery")).case
    for name, text in more.items():
        done = set_value(case, f"patient.{name}", text)
        case = done.case  # type: ignore[union-attr]
    return plan(loads_toml(dumps_toml(CaseFile(case=case))).case, DAY, alone())


def lines(made: Plan) -> list[str]:
    return [i.title for i in what_first(made).items if i.kind in (FIRST, CAUTION)]


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("2026-09-01", "stated 2026-09-01"),
        ("2026-08", "stated 2026-08"),
        ("2026", "stated 2026"),
        ("", "undated"),
        ("2027-01-01", "undated"),  # after the day of the plan
    ],
)
def test_a_wish_says_when_it_was_stated(typed: str, shown: str) -> None:
    """Above the plan and beside the option, down to the month or the year that is known."""
    made = declined(wishes_date=typed)
    said = lines(made)
    assert f"The patient declines surgery, {shown}. Does that still hold?" in said
    assert any(s.startswith(f"The patient declines this (surgery), {shown}") for s in said)
    assert made.finding("base:workup.wishes_old").group != "do"
    assert made.status.word == "definitive"


def test_an_old_wish_is_asked_again_and_neither_followed_nor_dropped_in_silence() -> None:
    """It still does not lead; the plan is provisional until it is asked."""
    made = declined(wishes_date="2025-03")
    said = lines(made)
    assert "The patient declines surgery, stated 2025-03. Does that still hold?" in said
    assert any("is old, stated 2025-03: ask again" in s for s in said)
    assert made.status.word == "provisional"
    assert made.status.because == ("base:workup.wishes_old",)
    offer = next(o for o in made.offers if o.option == "curative_resection")
    assert offer.group == "consider"


def test_the_date_of_the_mark_beside_a_wish_counts() -> None:
    """A field of its own goes before it."""
    case = file(next(path for path in CASES if path.stem == "si-declines-surgery")).case
    text = dumps_toml(CaseFile(case=case))
    text += '\n[marks]\n"patient.wishes" = { date = 2026-09-15 }\n'
    made = plan(loads_toml(text).case, DAY, alone())
    assert "The patient declines surgery, stated 2026-09-15. Does that still hold?" in lines(made)


@pytest.mark.parametrize(
    ("age", "old"),
    [
        (None, "not_now"),
        (5.9, "not_now"),
        (6.0, "not_now"),
        (6.1, "do"),
        (Range(5, 7), "cannot_tell"),
    ],
)
def test_how_old_a_wish_may_be(age: Any, old: str) -> None:
    """Six months, a parameter; at the limit it still counts."""
    made = planned({"patient.wishes": DECLINES, "patient.wishes_age_months": age})
    assert made.finding("base:workup.wishes_old").group == old
    assert "wish" in flags(made)


def test_what_only_matters_to_the_patient_holds_no_plan_back() -> None:
    """Nor does an age without a wish."""
    for wishes in (frozenset(), frozenset({"work", "fertility"})):
        made = planned({"patient.wishes": wishes, "patient.wishes_age_months": 40.0})
        assert made.finding("base:workup.wishes_old").group == "not_now"


def test_a_partial_date_is_kept() -> None:
    """As it was typed."""
    made = declined(wishes_date="2026-08")
    assert made.picture.get("patient.wishes_date") == PartialDate(2026, 8)
