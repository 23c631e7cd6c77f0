"""Dates that nobody gave: the day on which an entry was made stands for them, to be checked."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from typing import TypeVar

from attrs import evolve

from nettui.case.base.declare import DatedEntry
from nettui.case.record.case import LISTS, Case
from nettui.case.record.history import FROM_TREATMENTS

CHECK_DATE = "check date"
_NAMES: Mapping[str, tuple[str, str]] = {
    "pathology": ("specimen", "specimens"),
    "imaging": ("examination", "examinations"),
    "labs": ("result", "results"),
    "treatments": ("treatment", "treatments"),
}
_OF_TREATMENTS = frozenset(fact.name for fact in FROM_TREATMENTS)

E = TypeVar("E", bound=DatedEntry)


def presumed_on(entry: E, day: datetime.date) -> E:
    """Return an entry dated a day that nobody gave for it."""
    return evolve(entry, date=day, date_presumed=True)


def presumed(case: Case) -> Iterator[tuple[str, DatedEntry]]:
    """Yield the entries whose date is to be checked, with the list in which they stand."""
    for part in LISTS:
        for entry in getattr(case, part):
            if entry.date_presumed:
                yield part, entry


def is_presumed(case: Case, fact: str, day: datetime.date) -> bool:
    """Say whether the day that a fact says is one that nobody gave."""
    part = "treatments" if fact in _OF_TREATMENTS else fact.partition(".")[0]
    return any(of == part and entry.date == day for of, entry in presumed(case))


def dates_to_check(case: Case) -> str:
    """Return in words which dates are presumed, empty for none."""
    counts: dict[str, int] = {}
    for part, _ in presumed(case):
        counts[part] = counts.get(part, 0) + 1
    if not counts:
        return ""
    told = ", ".join(f"{n} {_NAMES[part][n > 1]}" for part, n in counts.items())
    return f"Date not given, the day of entry stands for it: {told}; {CHECK_DATE}."
