"""Every field of the data dictionary is in the case, as the dictionary has it.

``data_dictionary.csv`` is the dictionary's own table, field by field: its name, where it is kept,
level, unit, limits (where the dictionary gives them) and words. Grade and creatinine clearance are
worked out, and what the board decided is kept with the plan: these three have no row.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from nettui.case.base.vocabulary import Fact, Kind
from nettui.case.record.facts import FACTS
from nettui.case.record.paths import facts_in

TABLE = Path(__file__).with_name("data_dictionary.csv")
ROWS = list(csv.DictReader(TABLE.read_text("utf-8").splitlines()))


def fact_at(path: str) -> Fact:
    """Return the fact that a path names, of the picture or of an entry."""
    part, _, field = path.partition(".")
    return FACTS.get(path) or facts_in(part)[field]


def limits(text: str) -> tuple[float, ...] | None:
    """Return the two limits of a cell, None for none."""
    return tuple(float(end) for end in text.split("-")) if text else None


CLINICAL = [row for row in ROWS if row["path"] != "case_id"]


@pytest.mark.parametrize("row", CLINICAL, ids=[row["name"] for row in CLINICAL])
def test_field_is_declared_as_the_dictionary_says(row: dict[str, str]) -> None:
    """Level, unit, limits and words agree; a blank cell is one that the dictionary leaves open."""
    fact = fact_at(row["path"])
    if row["level"]:
        assert fact.level == row["level"]
    if fact.kind is Kind.NUMBER:
        assert fact.unit == row["unit"]
    if row["plausible"]:
        assert fact.plausible == limits(row["plausible"])
    if row["hard"]:
        assert fact.hard == limits(row["hard"])
    known = {*fact.words, "none"} if fact.kind is Kind.SET else set(fact.words)
    assert set(row["words"].split()) <= known
    if fact.kind is Kind.NUMBER and fact.plausible and fact.hard:
        assert fact.hard[0] <= fact.plausible[0] <= fact.plausible[1] <= fact.hard[1]


@pytest.mark.parametrize("fact", FACTS.values(), ids=FACTS)
def test_every_number_has_hard_limits(fact: Fact) -> None:
    """A number without limits could be any slip of the keyboard."""
    assert fact.kind is not Kind.NUMBER or fact.hard is not None


@pytest.mark.parametrize("row", CLINICAL, ids=[row["name"] for row in CLINICAL])
def test_what_is_needed_says_what_its_absence_blocks(row: dict[str, str]) -> None:
    """A CORE or DEP field that is missing must be able to say what waits for it."""
    fact = fact_at(row["path"])
    assert fact.blocks or fact.level not in {"CORE", "DEP"} or fact.section == "labs"
