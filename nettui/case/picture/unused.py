"""What is recorded and rules cannot use, with the reason: it is never said to be not known.

Numbers without bounds ("about 72"), words of a laboratory, units that are not known, numbers
without the unit that they need, and days after the day of the plan.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from typing import Any

import attrs
from attrs import frozen

from nettui.case.base.dates import Day, PartialDate, first_day
from nettui.case.base.declare import DatedEntry, Section
from nettui.case.base.plain import Plain
from nettui.case.base.quantity import Quantity
from nettui.case.base.vocabulary import Fact, Kind
from nettui.case.base.wordlist import is_unread
from nettui.case.base.words import plain
from nettui.case.picture.questions import why_unread
from nettui.case.record.analytes import ANALYTES
from nettui.case.record.case import LISTS, SECTIONS, Case
from nettui.case.record.facts import FACTS
from nettui.case.record.history import Treatment
from nettui.case.record.imaging import Scan
from nettui.case.record.labs import LabResult, no_bounds, why_unusable
from nettui.case.record.pathology import Specimen
from nettui.case.record.paths import facts_in

# Days that are to come, as they should be.
PLANNED = frozenset({"history.planned_surgery_date", "board.date"})

_DAYS = frozenset(name for name, f in FACTS.items() if f.kind is Kind.DATE) - PLANNED

# Facts that are worked out from a date, and that date.
_RATIO = "_uln_ratio"
_COUNTED_FROM: Mapping[str, str] = {
    "history.months_since_surgery": "history.surgery_date",
    "history.months_since_therapy_start": "history.therapy_start_date",
    "patient.ecog_age_months": "patient.ecog_date",
    "patient.wishes_age_months": "patient.wishes_date",
}


@frozen(repr=False, eq=False)
class Unused(Plain):
    """A fact that is ``recorded`` in a way that rules cannot use, ``why``, and what to do."""

    fact: str
    recorded: str
    why: str

    @property
    def on_its_own(self) -> bool:
        """Say whether it is recorded as this fact, and not worked out from another."""
        return self.fact not in _COUNTED_FROM and not self.fact.endswith(_RATIO)

    @property
    def says(self) -> str:
        """The whole of it as a sentence."""
        return f"{FACTS[self.fact].label}: {self.recorded} is recorded; {self.why}."

    @property
    def short(self) -> str:
        """What stands beside the name of the fact, where else its value would."""
        return f"recorded as {self.recorded}, which rules cannot use"


def unused(case: Case, as_of: datetime.date) -> Mapping[str, Unused]:
    """Return what is recorded on a day and rules cannot use, by fact, in the order of the facts."""
    found = {item.fact: item for item in _all(case, as_of)}
    for fact, date in _COUNTED_FROM.items():
        if date in found:
            found[fact] = attrs.evolve(found[date], fact=fact)
    return {name: found[name] for name in FACTS if name in found}


def _all(case: Case, as_of: datetime.date) -> Iterator[Unused]:
    for part in SECTIONS:
        yield from _of_section(part, getattr(case, part), as_of)
    day = as_of.toordinal()
    for part in LISTS:
        found = [
            (entry.ordinal, entry.until, item.recorded, item)
            for entry in getattr(case, part)
            if entry.ordinal <= day
            for item in (_of_result(entry) if part == "labs" else _of_section(part, entry, as_of))
        ]
        for *_, item in sorted(found, key=lambda one: one[:3]):  # the newest comes last
            yield item


def _of_section(part: str, owner: Section, as_of: datetime.date) -> Iterator[Unused]:
    for f in attrs.fields(type(owner)):
        name = f"{part}.{f.name}"
        fact: Fact | None = f.metadata.get("fact")
        value = getattr(owner, f.name) if fact is not None and name in FACTS else None
        if name == "pathology.ki67" and isinstance(value, Quantity) and _leaves_open(owner):
            yield Unused(name, _with_unit(value, "%"), "it leaves the grade open: give the number")
        elif isinstance(value, Quantity) and not value.bounded:
            yield Unused(name, _with_unit(value, FACTS[name].unit), no_bounds(value))
        elif value is not None and (why := unread(FACTS[name], value)):
            yield Unused(name, f'"{value}"', why)
        elif value is not None and name in _DAYS and first_day(value) > as_of:
            yield Unused(name, value.isoformat(), to_come(as_of))
    if without := _without_area(owner):
        yield Unused("pathology.mitoses_per_2mm2", *without)


def _without_area(owner: Any) -> tuple[str, str] | None:
    """Return the mitoses of a specimen whose area is not known, and what to give."""
    if not isinstance(owner, Specimen) or not owner.mitoses_undetermined:
        return None
    if owner.mitoses_hpf is None:
        return f"{owner.mitoses_counted} counted", f"the area is not known: give it in mm2{_OR_HPF}"
    counted = f"{owner.mitoses_counted} in {owner.mitoses_hpf} high-power fields"
    return counted, f"the size of a field is not known: give {_HPF}, or the count per 2 mm2"


_HPF = "its diameter in mm, or the field number of the eyepiece"
_OR_HPF = ", or the high-power fields and their diameter"


def unread(fact: Fact, value: Any) -> str:
    """Return why rules cannot use a word of an open choice, empty where they can."""
    is_text = fact.kind is Kind.CHOICE and fact.open and isinstance(value, str)
    if not is_text or not is_unread(fact.field, fact.choices, value):
        return ""
    return why_unread(fact, value)


def _leaves_open(owner: Section) -> bool:
    return isinstance(owner, Specimen) and owner.ki67_undetermined


def in_part(part: Any) -> list[str]:
    """Return what is recorded in a section or an entry and rules cannot use, as sentences.

    Of Ki-67 and of dates the whole record and the day of the plan decide.
    """
    if isinstance(part, LabResult):
        return [item.says for item in _of_result(part) if item.on_its_own]
    found = []
    if without := _without_area(part):
        found.append(f"Mitoses: {without[0]} is recorded; {without[1]}.")
    for f in attrs.fields(type(part)):
        value = getattr(part, f.name) if f.init else None
        own: Fact | None = f.metadata.get("fact")
        if own is not None and (why := unread(own.named(f".{f.name}"), value)):
            found.append(f'{own.label}: "{value}" is recorded; {why}.')
        if isinstance(value, Quantity) and not value.bounded and f.name != "ki67":
            fact = f.metadata["fact"]
            found.append(
                f"{fact.label}: {_with_unit(value, fact.unit)} is recorded; {no_bounds(value)}."
            )
    return found


def _of_result(result: LabResult) -> Iterator[Unused]:
    why = why_unusable(result)
    if why:
        yield Unused(f"labs.{result.analyte}", recorded(result), why)
        if ANALYTES[result.analyte].uln and result.uln is not None:
            yield Unused(f"labs.{result.analyte}{_RATIO}", recorded(result), why)


def recorded(result: LabResult) -> str:
    """Return what is recorded of a laboratory result, as it was written."""
    value = result.value
    if isinstance(value, Quantity):
        if value.sign == "word":
            return f'"{value}"'
        return _with_unit(value, result.unit or ANALYTES[result.analyte].unit)
    shown = f"{value:g}" if isinstance(value, float) else str(value)
    limit = f" (upper limit {result.uln:g})" if result.uln is not None else ""
    return f"{shown} {result.unit}{limit}" if result.unit else f"{shown} without a unit{limit}"


def _with_unit(value: Quantity, unit: str) -> str:
    text = str(value).strip()
    return text if not unit or unit in text or text[-1:].isalpha() else f"{text} {unit}"


def to_come(as_of: datetime.date) -> str:
    """Return why a day after the day of the plan is not used, and what to do."""
    return f"it is after the day of the plan ({as_of.isoformat()}): check the date"


def not_understood(case: Case, as_of: datetime.date) -> Iterator[str]:
    """Yield in words which examinations are not understood: they count as none that rules know."""
    fact = facts_in("imaging")["modality"]
    found = {scan.modality for scan in case.imaging if scan.ordinal <= as_of.toordinal()}
    for written in sorted(found):
        if why := unread(fact, written):
            yield f'{fact.label}: "{written}" is recorded; {why}.'


def dates_not_used(case: Case, as_of: datetime.date) -> Iterator[str]:
    """Yield in words which entries and which days are not used because they are still to come."""
    day = as_of.toordinal()
    entries = [entry for part in LISTS for entry in sorted(getattr(case, part), key=_in_order)]
    later = [named(entry) for entry in entries if entry.ordinal > day]
    if later:
        number = f"{len(later)} entries are" if len(later) > 1 else "1 entry is"
        yield f"{number} dated after {as_of.isoformat()} and not used: {', '.join(later)}."
    perhaps = [named(e) for e in entries if e.ordinal <= day < e.until]
    if perhaps:
        said = "counts as" if len(perhaps) == 1 else "count as"
        yield (
            f"May be after {as_of.isoformat()}, and {said} done by then: {', '.join(perhaps)}. "
            "Give the day."
        )
    for entry in entries:
        end = entry.end if isinstance(entry, Treatment) else None
        if end is not None and entry.ordinal <= day and first_day(end) > as_of:
            yield (
                f"{_name(entry)}: its end {end.isoformat()} is after {as_of.isoformat()}; "
                "it counts as not ended."
            )
    for name, mark in sorted(case.marks.items()):
        if mark.date is not None and first_day(mark.date) > as_of:
            yield (
                f"{FACTS[name].label}: the date of its mark, {mark.date.isoformat()}, "
                f"is after {as_of.isoformat()}: check the date."
            )


def _in_order(entry: DatedEntry) -> tuple[int, int, str, str]:
    """Sort entries by their days, and those of one day by what they say of themselves."""
    return entry.ordinal, entry.until, _name(entry), str(getattr(entry, "end", ""))


def named(entry: DatedEntry) -> str:
    """Return what an entry is called, with its date."""
    date: Day | None = entry.date
    if date is None:
        return _name(entry)
    between = "in" if isinstance(date, PartialDate) else "of"
    return f"{_name(entry)} {between} {date.isoformat()}"


def _name(entry: DatedEntry) -> str:
    match entry:
        case LabResult():
            return ANALYTES[entry.analyte].label
        case Scan():
            return plain(entry.modality)
        case Treatment():
            return f"treatment {entry.therapy}"
    return plain(str(getattr(entry, "specimen_type", None) or "specimen"))
