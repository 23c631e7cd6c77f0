"""Where the fields of a case are: paths such as ``pathology[0].ki67``, and the facts they hold."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

import attrs
from attrs import frozen

from nettui.case.base.faults import CaseError, CaseFault
from nettui.case.base.nearest import did_you_mean
from nettui.case.base.plain import Plain
from nettui.case.base.typed_text import word_for
from nettui.case.base.vocabulary import Fact, Kind
from nettui.case.record.case import LISTS, SECTIONS, Case
from nettui.case.record.facts import FACTS
from nettui.case.record.history import FROM_TREATMENTS, is_open
from nettui.case.record.imaging import ANSWERS, MODALITIES_OF
from nettui.case.record.labs import AGED, ANALYTES, DATED, LabResult, value_fact

_PATH = re.compile(r"(?P<part>\w+)(?:\[(?P<index>\d{1,6}|\+)\])?(?:\.(?P<field>[\w-]+))?")

# The columns of a laboratory result, beside one field for each analyte.
_RESULT: Mapping[str, Fact] = {
    "analyte": Fact("labs.analyte", "Laboratory value", Kind.CHOICE, choices=tuple(ANALYTES)),
    "value": Fact("labs.value", "Value", Kind.NUMBER),
    "unit": Fact("labs.unit", "Unit", Kind.TEXT),
    "uln": Fact("labs.uln", "Upper limit of normal of the laboratory", Kind.NUMBER),
}


@frozen(repr=False, eq=False)
class Field(Plain):
    """A field that can be set. ``path`` has ``[]`` for the index of a list (``labs[].hb``)."""

    path: str
    fact: Fact


@frozen(repr=False, eq=False)
class FieldPath(Plain):
    """A field, an entry (no ``field``) or a new entry (index ``"+"``) of a case.

    ``fact`` is the fact of the picture that the field is read into, where there is one.
    """

    part: str
    index: int | str | None
    field: str
    fact: str

    def __str__(self) -> str:
        index = "" if self.index is None else f"[{self.index}]"
        return f"{self.part}{index}" + (f".{self.field}" if self.field else "")

    def at(self, case: Case) -> str:
        """Return the path of the section or the entry, a new one with the index it will have."""
        if self.index is None:
            return self.part
        return f"{self.part}[{len(getattr(case, self.part)) if self.index == '+' else self.index}]"


@cache
def facts_in(part: str) -> Mapping[str, Fact]:
    """Return the facts of a section or of the entries of a list, by field."""
    cls = SECTIONS.get(part) or LISTS[part]
    declared = {
        f.name: attrs.evolve(f.metadata["fact"], name=f"{part}.{f.name}")
        for f in attrs.fields(cls)
        if "fact" in f.metadata
    }
    if cls is LabResult:
        return {name: value_fact(name) for name in ANALYTES} | dict(_RESULT) | declared
    return declared


def fields() -> tuple[Field, ...]:
    """Return every field that can be set, in the order of a case file.

    A laboratory result is listed once per analyte (``labs[].hb``) and once per column.
    """
    parts = (*((name, name) for name in SECTIONS), *((name, f"{name}[]") for name in LISTS))
    return tuple(
        Field(f"{path}.{name}", fact)
        for part, path in parts
        for name, fact in facts_in(part).items()
    )


def place(case: Case, path: str) -> FieldPath:
    """Return what a path names. Raises `CaseError` for one that names nothing.

    A list without an index (``pathology.ki67``) stands for its newest entry, a laboratory value
    for a new result, a fact that is worked out (``imaging.sstr_date``) for what it is read from.
    """
    found = _PATH.fullmatch(path.strip())
    part = found["part"] if found else ""
    if found is None or (part not in SECTIONS and part not in LISTS):
        known = [field.path for field in fields()] if "." in path else [*SECTIONS, *LISTS]
        raise _fault(path, "no field of a case", "a field", did_you_mean(path, known))
    typed = found["field"] or ""
    facts = facts_in(part)
    field = typed if not typed or typed in facts else None
    if field is None:
        if path in FACTS:
            return attrs.evolve(place(case, path_of(case, path)), fact=path)
        field = word_for(typed, facts)
    if field is None:
        raise _fault(path, "an unknown field", "a known one", did_you_mean(typed, facts))
    index = _index(case, part, found["index"], field)
    if part in SECTIONS:
        if found["index"]:
            raise _fault(path, "an index", f"{part}.{field or 'a field'}", f"There is one {part}.")
        if not field:
            near = did_you_mean("", facts_in(part))
            raise _fault(path, f"the whole of {part}", "one of its fields", near)
    elif index is None:
        raise _fault(path, "a list", f"{part}[0] for an entry, {part}[+] to add one")
    elif isinstance(index, int) and index >= (held := len(getattr(case, part))):
        there = f"{part}[0] to {part}[{held - 1}]" if held else f"{part}[+]: there is none yet"
        raise _fault(path, f"entry {index}", there)
    if part == "labs" and isinstance(index, int) and field == case.labs[index].analyte:
        field = "value"
    if part == "labs" and field == "value" and isinstance(index, int):
        return FieldPath(part, index, field, f"labs.{case.labs[index].analyte}")
    return FieldPath(part, index, field, f"{part}.{field}")


def _index(case: Case, part: str, written: str | None, field: str) -> int | str | None:
    if written == "+":
        return "+"
    if written:
        return int(written)
    if part in SECTIONS or not field:
        return None
    newest = None if field in ANALYTES else _newest(case, part)
    return "+" if newest is None else newest


# Where facts are entered that are worked out from others.
_WORKED_OUT: Mapping[str, str] = {
    **{fact.name: "treatments[+]" for fact in FROM_TREATMENTS},
    "history.months_since_surgery": "history.surgery_date",
    "history.months_since_therapy_start": "history.therapy_start_date",
    "history.months_since_diagnosis": "pathology.date",
    "pathology.first_date": "pathology.date",
    "patient.ecog_age_months": "patient.ecog_date",
    "patient.wishes_age_months": "patient.wishes_date",
}


def path_of(case: Case, name: str) -> str:
    """Return where a fact of the picture is entered: the newest entry that can hold it, or ``[+]``.

    The treatments so far are open where one of them cannot be read: there it is entered anew. A
    laboratory value is entered as a new result. Raises KeyError for a name that is none.
    """
    if name not in FACTS:
        raise KeyError(name)
    name = _WORKED_OUT.get(name, name)
    if name == "treatments[+]":
        unread = (n for n, given in enumerate(case.treatments) if is_open(given))
        return next((f"treatments[{n}].therapy" for n in unread), name)
    part, _, field = name.partition(".")
    if part == "pathology":
        newest = _newest(case, part)
        return f"pathology[{'+' if newest is None else newest}].{field}"
    if part == "labs":
        return _path_of_lab(case, field)
    if part == "imaging":
        examinations, column = MODALITIES_OF.get(field, (ANSWERS.get(field, ()), field))
        newest = _newest(case, part, "modality", examinations)
        return "imaging[+]" if newest is None else f"imaging[{newest}].{column}"
    return name


def _path_of_lab(case: Case, field: str) -> str:
    if field in ANALYTES:
        return f"labs[+].{field}"
    aged = AGED.get(field.removesuffix("_since").removesuffix("_age_months"))
    dated = aged or DATED.get(field)
    column = "date" if dated else "uln"
    analytes = dated[1] if dated else (field.removesuffix("_uln_ratio"),)
    newest = _newest(case, "labs", "analyte", analytes)
    return f"labs[+].{analytes[0]}" if newest is None else f"labs[{newest}].{column}"


def _newest(case: Case, part: str, column: str = "", values: tuple[str, ...] = ()) -> int | None:
    """Return the index of the newest entry; with a column, of those with one of the values."""
    found = [
        (entry.ordinal, n)
        for n, entry in enumerate(getattr(case, part))
        if not column or getattr(entry, column) in values
    ]
    return max(found)[1] if found else None


def _fault(path: str, found: str, expected: str, fix: str = "") -> CaseError:
    return CaseError((CaseFault(path, None, found, expected, fix),))
