"""Plain data that were checked when they were kept become a case again, without a second check.

Only for what `nettui.case.files.reader` has taken before, unchanged since: the text of a case in a
store, sealed by its hash. Reading it strictly takes three times as long, which is felt where a
hundred thousand cases are planned anew.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from functools import cache, lru_cache, partial
from typing import Any

import attrs

from nettui.case.base.dates import Day, day_of
from nettui.case.base.quantity import Quantity, parse
from nettui.case.base.vocabulary import Kind
from nettui.case.record.case import LISTS, SECTIONS, Case, CaseFile, Expect, Mark
from nettui.case.record.labs import LabResult, measured, value_fact

_full = datetime.date.fromisoformat


def _day(text: str) -> Day | None:
    """Return a date; what is shorter than a day is partial."""
    return _full(text) if len(text) == 10 else day_of(text)


def known(data: Mapping[str, Any], comment: str = "") -> CaseFile:
    """Return the case file of data as JSON gives them.

    What was never checked may give a wrong case, or raise nearly anything.
    """
    parts: dict[str, Any] = {}
    for name, given in data.items():
        if name in SECTIONS:
            parts[name] = _part(SECTIONS[name], given)
        elif name in LISTS:
            one = _lab if name == "labs" else partial(_part, LISTS[name])
            parts[name] = tuple([one(item) for item in given])
        elif name == "marks":
            parts[name] = {fact: _mark(mark) for fact, mark in given.items()}
    expect: dict[str, Any] = {
        name: tuple(value) if type(value) is list else value
        for name, value in data.get("expect", {}).items()
    }
    return CaseFile(
        case=Case(case_id=data["case_id"], **parts),
        title=data.get("title", ""),
        as_of=_full(data["as_of"]) if "as_of" in data else None,
        expect=Expect(**expect),
        comment=comment,
    )


def _part(cls: type, data: Mapping[str, Any]) -> Any:
    fields = _fields(cls)
    values = {}
    for name, value in data.items():
        own, read = fields[name]
        if type(value) is str:
            values[own] = read(value) if read is not None else value
        else:
            values[own] = frozenset(value) if type(value) is list else value
    return cls(**values)


@cache
def _fields(cls: type) -> Mapping[str, tuple[str, Callable[[str], Any] | None]]:
    """Return the name of each field, and what reads its text where it is kept as something else.

    The name itself is found faster as an argument than one like it.
    """
    found: dict[str, tuple[str, Callable[[str], Any] | None]] = {}
    for f in attrs.fields(cls):
        fact = f.metadata.get("fact")
        kind = fact.kind if fact else None
        read: Callable[[str], Any] | None = _day if kind is Kind.DATE else None
        if kind is Kind.NUMBER:
            read = partial(_quantity, unit=fact.unit)
        found[f.name] = (f.name, read)
    return found


@lru_cache(4096)
def _quantity(text: str, unit: str) -> Quantity:
    return parse(text, unit)


_measured = lru_cache(4096)(measured)


def _lab(data: Mapping[str, Any]) -> LabResult:
    values = dict(data)
    if type(values["value"]) is str:
        unit = value_fact(values["analyte"], values.get("unit")).unit
        values["value"] = _measured(values["value"], unit)
    if "date" in values:
        values["date"] = _day(values["date"])
    return LabResult(**values)


def _mark(data: Mapping[str, Any]) -> Mark:
    dates = {"date": _day(data["date"])} if "date" in data else {}
    return Mark(**{**data, **dates})
