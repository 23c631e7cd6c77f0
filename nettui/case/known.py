"""Plain data that were checked when they were kept become a case again, without a second check.

Only for what `nettui.case.reading` has taken before, unchanged since: the text of a case in a
store, sealed by its hash. Reading it strictly takes three times as long, which is felt where a
hundred thousand cases are planned anew.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from functools import cache, lru_cache, partial
from typing import Any

import attrs

from nettui.case.labs import LabResult, value_fact
from nettui.case.model import LISTS, SECTIONS, Case, CaseFile, Expect, Mark
from nettui.case.quantity import Quantity, parse
from nettui.case.vocabulary import Kind

_day = datetime.date.fromisoformat


def known(data: Mapping[str, Any], comment: str = "") -> CaseFile:
    """Return the case file of data as JSON gives them; parts of the data are used up.

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
        as_of=_day(data["as_of"]) if "as_of" in data else None,
        expect=Expect(**expect),
        comment=comment,
    )


def _part(cls: type, data: dict[str, Any]) -> Any:
    texts = _texts(cls)
    for name, value in data.items():
        if type(value) is str:
            read = texts.get(name)
            if read is not None:
                data[name] = read(value)
        elif type(value) is list:
            data[name] = frozenset(value)
    return cls(**data)


@cache
def _texts(cls: type) -> Mapping[str, Callable[[str], Any]]:
    """Return what reads the text of each field that is kept as something else."""
    facts = {f.name: f.metadata["fact"] for f in attrs.fields(cls) if "fact" in f.metadata}
    return {
        name: _day if fact.kind is Kind.DATE else partial(_quantity, unit=fact.unit)
        for name, fact in facts.items()
        if fact.kind in (Kind.DATE, Kind.NUMBER)
    }


@lru_cache(4096)
def _quantity(text: str, unit: str) -> Quantity:
    return parse(text, unit)


def _lab(data: dict[str, Any]) -> LabResult:
    if type(data["value"]) is str:
        data["value"] = _quantity(data["value"], value_fact(data["analyte"], data.get("unit")).unit)
    if "date" in data:
        data["date"] = _day(data["date"])
    return LabResult(**data)


def _mark(data: dict[str, Any]) -> Mark:
    if "date" in data:
        data["date"] = _day(data["date"])
    return Mark(**data)
