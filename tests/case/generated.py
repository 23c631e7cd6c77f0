"""Whole cases for properties: clinically plausible, every field of the case among them.

`case_data` draws the plain data of a case file, `cases` the case. What belongs together agrees
(extent with metastases, histology with differentiation, nodes, dates in order); everything may be
missing, numbers come plain, as ranges, with signs and with units.
"""

from __future__ import annotations

import datetime
from typing import Any

import attrs
from hypothesis import strategies as st

from nettui.case.base.quantity import units_of
from nettui.case.base.vocabulary import Fact, Kind
from nettui.case.files.reader import Reader
from nettui.case.record.analytes import ANALYTES
from nettui.case.record.case import MARK_STATUSES, SECTIONS, Case
from nettui.case.record.conversions import usual_units
from nettui.case.record.facts import ENTERED, FACTS
from nettui.case.record.imaging import ANSWERS, MODALITIES
from nettui.case.record.labs import value_fact
from nettui.case.record.paths import facts_in

DAY = datetime.date(2026, 10, 1)
"""The day of the plan: most dates lie before it, some after."""

Data = dict[str, Any]

_TEXTS = (
    "report 12",
    "small bowel, 2 m before the valve",
    "Überweisung – Dr. Å",
    'he said "no"',
    "§",
)
_DAYS = st.dates(datetime.date(2024, 1, 1), datetime.date(2026, 11, 30))


def numbers(fact: Fact) -> st.SearchStrategy[Any]:
    """Draw a number of a fact within its plausible limits, in one of the ways to write it."""
    low, high = fact.plausible or fact.hard or (0, 100)
    scale = 1 if fact.integer else 10
    ends = (-(-low * scale // 1), high * scale // 1)
    drawn = st.integers(int(ends[0]), int(max(ends)))
    plain = drawn if fact.integer else drawn.map(lambda n: n / scale)
    at_least = max(low, 0)
    units = [unit for unit in units_of(fact.unit) if unit == fact.unit]
    written = [
        plain.map(lambda n: f"<= {n}"),
        plain.map(lambda n: f">= {n}"),
        plain.map(lambda n: f"about {n}"),
        plain.filter(lambda n: n > at_least).map(lambda n: f"<{n}"),
        plain.filter(lambda n: n < high).map(lambda n: f"> {n}"),
        st.tuples(plain, plain).map(lambda pair: f"{min(pair)}-{max(pair)}"),
        *(plain.map(f"{{}} {unit}".format) for unit in units),
    ]
    return st.one_of(plain, plain, plain, st.one_of(written))


def values(fact: Fact) -> st.SearchStrategy[Any]:
    """Draw a plain value that a case file may hold for a fact."""
    match fact.kind:
        case Kind.NUMBER:
            return numbers(fact)
        case Kind.CHOICE if fact.yes_no:
            return st.booleans()
        case Kind.CHOICE:
            return st.sampled_from(fact.words)
        case Kind.SET:
            words = fact.choices or ("something",)
            some = st.lists(st.sampled_from(words), min_size=1, max_size=4, unique=True)
            return st.one_of(some, some, st.just(["none"]), st.just(["unknown"]))
        case Kind.DATE:
            return _DAYS
    return st.sampled_from(_TEXTS)


def _part(part: str, **drawn: st.SearchStrategy[Any]) -> st.SearchStrategy[Data]:
    """Draw any of the fields of a section or entry; ``drawn`` replaces what a field draws."""
    every = {name: values(fact) for name, fact in facts_in(part).items()}
    return st.fixed_dictionaries({}, optional=every | drawn)


@st.composite
def _specimen(draw: st.DrawFn) -> Data:
    data = draw(_part("pathology"))
    belongs = {"NET": "well", "NEC": "poor", "DIPNECH": "well"}
    differentiation = belongs.get(data.get("histology_family", ""))
    if differentiation and "differentiation" in data:
        data["differentiation"] = differentiation
    return data


@st.composite
def _disease(draw: st.DrawFn) -> Data:
    data = draw(_part("disease"))
    sites = data.get("metastasis_sites", ["unknown"])
    spread = [site for site in sites if site not in {"none", "unknown"}]
    match data.get("extent"):
        case "localized" | "regional":
            data |= {"m_category": "M0"} | ({"metastasis_sites": ["none"]} if spread else {})
        case "liver_only":
            data |= {"m_category": "M1a"} | ({"metastasis_sites": ["liver"]} if spread else {})
        case "beyond_liver":
            data |= {"m_category": "M1"} | ({"metastasis_sites": ["liver", "bone"]})
    if data.get("disease_status") == "resected_no_residual":
        data["margin"] = "R0"
        data["disease_status"] = "residual" if spread else "resected_no_residual"
    data |= draw(st.sampled_from(({}, {"nodes_examined": 14, "nodes_positive": 2})))
    if isinstance(data.get("nodes_positive"), int):
        data["nodes_examined"] = max(data["nodes_positive"], 12)
    return data


@st.composite
def _scan(draw: st.DrawFn) -> Data:
    modality = draw(st.sampled_from(MODALITIES))
    data = draw(_part("imaging"))
    return {
        name: value
        for name, value in data.items()
        if name not in ANSWERS or modality in ANSWERS[name]
    } | {"modality": modality}


@st.composite
def _result(draw: st.DrawFn) -> Data:
    name = draw(st.sampled_from(tuple(ANALYTES)))
    unit = draw(st.sampled_from((None, *usual_units(name))))
    fact = value_fact(name, unit)
    data: Data = {"analyte": name, "value": draw(numbers(attrs.evolve(fact, unit="")))}
    if unit:
        data["unit"] = unit
    if ANALYTES[name].uln:
        low, high = fact.plausible or (0, 1)
        data |= draw(st.sampled_from(({}, {"uln": round(low + (high - low) / 8, 3)})))
    return data | draw(st.fixed_dictionaries({}, optional={"date": _DAYS}))


@st.composite
def _treatment(draw: st.DrawFn) -> Data:
    data = draw(_part("treatments"))
    data["therapy"] = draw(st.sampled_from(FACTS["history.prior_therapies"].choices))
    if "date" in data and "end" in data:
        data["date"], data["end"] = sorted((data["date"], data["end"]))
    return data


def _few(entries: st.SearchStrategy[Data], most: int) -> st.SearchStrategy[list[Data]]:
    return st.lists(entries, min_size=1, max_size=most)


_MARK = st.fixed_dictionaries(
    {"status": st.sampled_from(MARK_STATUSES)},
    optional={"source": st.sampled_from(_TEXTS), "date": _DAYS},
)
_MARKED = st.dictionaries(st.sampled_from(tuple(ENTERED)), _MARK, min_size=1, max_size=3)


@st.composite
def case_data(draw: st.DrawFn) -> Data:
    """Draw the plain data of a case file, as TOML or JSON would give them."""
    parts: dict[str, st.SearchStrategy[Any]] = {name: _part(name) for name in SECTIONS} | {
        "disease": _disease(),
        "pathology": _few(_specimen(), 3),
        "imaging": _few(_scan(), 4),
        "labs": _few(_result(), 8),
        "treatments": _few(_treatment(), 3),
        "marks": _MARKED,
    }
    drawn: dict[str, Any] = draw(st.fixed_dictionaries({}, optional=parts))
    if drawn.get("function", {}).get("functional") == "no":
        drawn["function"].pop("syndrome", None)
    if drawn.get("treatments"):
        drawn.get("history", {}).pop("treatment_naive", None)
    order = ("patient", "pathology", "disease", "imaging", "function", "labs", "organ", "history")
    return {"case_id": "generated"} | {name: drawn[name] for name in order if name in drawn} | drawn


def as_case(data: Data) -> Case:
    """Return the case of plain data. Raises `CaseError` for data that are not taken."""
    return Reader().file(data, "").case


def cases() -> st.SearchStrategy[Case]:
    """Draw a case."""
    return case_data().map(as_case)


FIELDS = frozenset(
    f"{part}.{name}"
    for part in (*SECTIONS, "pathology", "imaging", "treatments")
    for name in facts_in(part)
)
"""Every field that a case may have, apart from the columns of laboratory results."""

__all__ = ["DAY", "FIELDS", "as_case", "case_data", "cases"]
