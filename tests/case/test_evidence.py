"""What of a record speaks for an answer: each row holds at its values, and at no other."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from nettui.case.base.vocabulary import Kind, OneOf
from nettui.case.picture.evidence import ROWS, Evidence, evidence
from nettui.case.picture.picture import Picture
from nettui.case.record.case import Case
from nettui.case.record.facts import FACTS

DAY = datetime.date(2026, 10, 1)


def recorded(**facts: Any) -> Picture:
    values = tuple(facts.get(name.replace(".", "__")) for name in FACTS)
    return Picture(Case(case_id="E-1"), DAY, values)


def one(name: str, value: Any) -> Picture:
    return recorded(**{name.replace(".", "__"): value})


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.fact}-{row.by}-{row.says}")
def test_a_row_speaks_of_words_that_there_are(row: Evidence) -> None:
    """Its answers and its values are words of the facts, and it never speaks for itself."""
    asked, by = FACTS[row.fact], FACTS[row.by]
    assert row.fact != row.by
    if asked.kind is not Kind.NUMBER:
        assert set(row.answers) <= set(asked.choices)
    if isinstance(row.values, tuple):
        assert set(row.values) <= set(by.choices)
    else:
        assert by.kind is Kind.NUMBER


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.fact}-{row.by}-{row.says}")
def test_a_row_holds_at_its_values_alone(row: Evidence) -> None:
    """Not where the fact is unknown, says something else, or is at the number itself."""
    by = FACTS[row.by]
    assert row not in evidence(recorded(), row.fact)
    if isinstance(row.values, float):
        assert row not in evidence(one(row.by, row.values), row.fact)
        assert row in evidence(one(row.by, row.values + 0.5), row.fact)
        return
    for word in by.choices:
        value = frozenset({word}) if by.kind is Kind.SET else word
        assert (row in evidence(one(row.by, value), row.fact)) is (word in row.values)


@pytest.mark.parametrize(
    ("grade", "ki67", "is_for"),
    [
        ("G1", 2.9, True),
        ("G1", 3.0, False),
        ("G2", 3.0, True),
        ("G2", 20.0, True),
        ("G2", 20.1, False),
        ("G3", 20.0, False),
        ("G3", 20.1, True),
    ],
)
def test_a_reported_grade_speaks_for_its_numbers(grade: str, ki67: float, is_for: bool) -> None:
    """The limits of S07, from both sides."""
    found = evidence(one("pathology.reported_grade", grade), "pathology.ki67")
    assert any(row.is_for(ki67) for row in found) is is_for


def test_a_grade_that_may_be_one_of_two_speaks_only_for_what_both_say() -> None:
    """ "Low grade" is G1 or G2: of a NET, but of no number."""
    seen = one("pathology.reported_grade", OneOf(("G1", "G2")))
    assert evidence(seen, "pathology.differentiation")
    assert not evidence(seen, "pathology.ki67")


MEASURED = {"disease.size_mm": 12.0}


@pytest.mark.parametrize(
    ("also", "speaks"),
    [
        ({}, True),
        ({"history.surgery_date": datetime.date(2026, 8, 1)}, False),
        ({"disease.margin": "R0"}, False),
        ({"pathology.specimen_type": "surgical_resection"}, False),
        ({"history.prior_abdominal_surgery": "yes"}, False),
    ],
)
def test_a_measured_tumour_is_presumed_in_place_unless_an_operation_is_recorded(
    also: dict[str, Any], speaks: bool
) -> None:
    """It only comes first among the answers: whether it was resected is asked all the same."""
    values = {name.replace(".", "__"): value for name, value in (MEASURED | also).items()}
    found = evidence(recorded(**values), "disease.disease_status")
    assert any("no operation is recorded" in row.says for row in found) is speaks
