"""Plain data, as TOML and JSON give them, become a case: strictly, with every fault collected."""

from __future__ import annotations

import datetime
import math
import unicodedata
from collections.abc import Callable, Mapping
from functools import cache, cached_property
from typing import Any

import attrs

from nettui.case.base import identity
from nettui.case.base.dates import Day, PartialDate, day_of
from nettui.case.base.declare import YES_NO
from nettui.case.base.faults import CaseError, CaseFault
from nettui.case.base.nearest import did_you_mean
from nettui.case.base.quantity import Quantity, Refusal, parse, split_unit
from nettui.case.base.said_together import also_said, said_instead
from nettui.case.base.synonyms import KEPT_BESIDE
from nettui.case.base.typed_text import a_choice, said_beside
from nettui.case.base.vocabulary import NONE_WORD, Fact, Kind
from nettui.case.base.wordlist import kept, read
from nettui.case.picture.questions import meant_perhaps
from nettui.case.record.analytes import ANALYTES
from nettui.case.record.case import LISTS, MARK_STATUSES, SECTIONS, Case, CaseFile, Expect, Mark
from nettui.case.record.conversions import asked
from nettui.case.record.facts import ENTERED
from nettui.case.record.history import ROW
from nettui.case.record.labs import LabResult, measured, said, value_fact

_LONGEST = 20_000  # characters of one text
_CONTROL = ("Cc", "Cf", "Cs", "Zl", "Zp", "Co")  # what acts on a terminal, or is no text
# A year mistyped (0226, 20226) would make a result the newest or the oldest.
_FIRST_YEAR, _LAST_YEAR = 1900, 2199


class Reader:
    """Collects faults while plain data become a case. ``lines`` gives the line of each path.

    ``is_kept``: it is a store's own text, whose id stays byte for byte what it is.
    """

    def __init__(
        self, lines: Callable[[], Mapping[str, int]] = dict, *, is_kept: bool = False
    ) -> None:
        self._find_lines = lines
        self._is_kept = is_kept
        self.faults: list[CaseFault] = []

    @cached_property
    def _lines(self) -> Mapping[str, int]:
        """Only a file with a fault is looked through."""
        return self._find_lines()

    def fault(self, path: str, found: str, expected: str, fix: str = "") -> None:
        """Note a fault at a path, with the line where it is known."""
        line = self._lines.get(path) or self._lines.get(path.rpartition(".")[0])
        self.faults.append(CaseFault(path, line, found, expected, fix))

    def finish(self) -> None:
        """Raise `CaseError` with every fault so far, if there is one."""
        if self.faults:
            raise CaseError(tuple(self.faults))

    def file(self, data: dict[str, Any], comment: str) -> CaseFile:
        """Return the case file of a whole file's data. Raises `CaseError` with every fault."""
        known = ("case_id", "title", "as_of", *SECTIONS, *LISTS, "marks", "expect")
        self.unknown_keys(data, known, "")
        parts: dict[str, Any] = {}
        case_id = self.case_id(data.get("case_id"), "Give case_id at the top of the file.")
        for name, cls in SECTIONS.items():
            if name in data:
                parts[name] = self.section(cls, name, data[name])
        for name, cls in LISTS.items():
            if name in data:
                parts[name] = self.list(cls, name, data[name])
        if "marks" in data:
            parts["marks"] = self.marks(data["marks"])
        title = self.text("title", data.get("title", ""), lines=False)
        as_of = None if "as_of" not in data else self.whole_day("as_of", data["as_of"])
        expect = self.expect(data["expect"]) if "expect" in data else Expect()
        self.agree(parts)
        self.finish()
        case = Case(case_id=case_id, **parts)
        return CaseFile(case=case, title=title or "", as_of=as_of, expect=expect, comment=comment)

    def case_id(self, value: Any, fix: str = "") -> str:
        """Return an id as it is kept; a store's own is kept byte for byte."""
        text = self.text("case_id", value, lines=False) or ""
        name = text if self._is_kept else identity.normal(text)
        if not name:
            self.fault("case_id", "nothing", "a pseudonym", fix)
            return ""
        char = "" if self._is_kept else identity.unseen(name)
        if char and unicodedata.category(char) not in _CONTROL:  # for those there is a fault
            fault = f"the character U+{ord(char):04X}, which a reader cannot see"
            self.fault("case_id", fault, "visible text", "Take it out.")
        return name

    def unknown_keys(self, data: Mapping[str, Any], known: Any, path: str) -> None:
        """Note each key that is none of the known."""
        for key in data:
            if key not in known:
                where = f"{path}.{key}" if path else key
                self.fault(where, "an unknown key", "a known one", did_you_mean(key, known))

    def table(self, path: str, data: Any) -> dict[str, Any]:
        """Return data that must be a table; an empty one, and a fault, for anything else."""
        if isinstance(data, dict):
            return data
        self.fault(path, shown(data), "a table of fields")
        return {}

    def section(self, cls: type, path: str, data: Any) -> Any:
        """Return a section or a dated entry; None, and its faults, when it is not taken."""
        data = self.apart(path, self.table(path, data))
        fields = _fields(cls)
        self.unknown_keys(data, fields, path)
        values: dict[str, Any] = {}
        before = len(self.faults)
        for name, value in data.items():
            fact = fields.get(name)
            if fact is not None:
                values[name] = self.value(f"{path}.{name}", fact, value)
        for name in _required(cls):
            if name not in data:
                self.fault(f"{path}.{name}", "nothing", "a value", f"Give {name}.")
        if len(self.faults) > before:
            return None
        for name, written in data.items():
            others = also_said(name, written)
            values = {key: value for key, value in others.items() if key in fields} | values
            if name in fields and name in KEPT_BESIDE and KEPT_BESIDE[name] not in data:
                values |= said_beside(fields[name], written)
        try:
            return cls(**values)
        except Refusal as refusal:
            where = f"{path}.{refusal.key}" if refusal.key else path
            self.fault(where, refusal.found, refusal.expected, refusal.fix)
            return None

    def apart(self, path: str, data: dict[str, Any]) -> dict[str, Any]:
        """Return data in which a text that says several fields ("2/14" nodes) is those fields."""
        found = {name: several for name in data if (several := said_instead(name, data[name]))}
        if not found:
            return data
        apart = {name: value for name, value in data.items() if name not in found}
        for name, several in found.items():
            for key, value in several.items():
                if apart.setdefault(key, value) != value:
                    says = f"{apart[key]} beside {shown(data[name])}"
                    self.fault(f"{path}.{key}", says, "the same number twice, or once")
        return apart

    def list(self, cls: type, path: str, data: Any) -> tuple[Any, ...]:
        """Return a dated list."""
        if not isinstance(data, list):
            self.fault(path, shown(data), f"a list: [[{path}]]")
            return ()
        return tuple(self.part(cls, f"{path}[{n}]", item) for n, item in enumerate(data))

    def part(self, cls: type, path: str, data: Any) -> Any:
        """Return a section or an entry of any kind; None, and its faults, when not taken."""
        return self.lab(path, data) if cls is LabResult else self.section(cls, path, data)

    def lab(self, path: str, data: Any) -> LabResult | None:
        """Return a laboratory result; its limits are those of its analyte, in the unit given."""
        data = self.table(path, data)
        entry = _fields(LabResult)
        self.unknown_keys(data, tuple(entry), path)
        before = len(self.faults)
        analyte = data.get("analyte")
        if not isinstance(analyte, str) or analyte not in ANALYTES:
            self.fault(
                f"{path}.analyte",
                shown(analyte),
                "the name of a laboratory value",
                did_you_mean(str(analyte), ANALYTES),
            )
            return None
        values: dict[str, Any] = {"analyte": analyte}
        unit = self.text(f"{path}.unit", data.get("unit"), lines=False)
        text = data.get("value")
        if not (unit or "").strip() and isinstance(text, str) and said(text) is None:
            unit = split_unit(text)[1]
        values["unit"] = unit = (unit or "").strip() or None
        values |= self._measured(path, value_fact(analyte, unit), data)
        if len(self.faults) == before:
            # A number that may be in another unit has no limits in this one.
            given = values["value"]
            unbounded = isinstance(given, Quantity) and not given.bounded
            unclear = unit is None and (unbounded or asked(analyte, given, values.get("uln")))
            for name in () if unclear else ("value", "uln"):
                if name in values:
                    fact = value_fact(analyte, unit)
                    self.within(f"{path}.{name}", fact, values[name], data[name])
        for name, fact in entry.items():
            if name in data and fact is not None:
                values[name] = self.value(f"{path}.{name}", fact, data[name])
        return None if len(self.faults) > before else LabResult(**values)

    def _measured(self, path: str, fact: Fact, data: Mapping[str, Any]) -> dict[str, Any]:
        """Return the value and the upper limit of a laboratory result, whatever their size."""
        values: dict[str, Any] = {}
        if "value" not in data:
            self.fault(f"{path}.value", "nothing", "a number", f"Give value, or remove {path}.")
        elif isinstance(data["value"], str) and said(data["value"]) is not None:
            text = self.text(f"{path}.value", data["value"], lines=False)
            values["value"] = measured(text or "", fact.unit)
        else:
            values["value"] = self.of_any_size(f"{path}.value", fact, data["value"])
        if "uln" in data:
            values["uln"] = self.of_any_size(f"{path}.uln", fact, data["uln"])
            if isinstance(values["uln"], Quantity) or values["uln"] == 0:
                self.fault(f"{path}.uln", shown(data["uln"]), "a plain number above 0")
        return values

    def value(self, path: str, fact: Fact, value: Any) -> Any:
        """Return a value as the case keeps it; what it returns beside a fault is of no use."""
        kind = fact.kind
        if kind is Kind.NUMBER:
            return self.number(path, fact, value)
        if kind is Kind.DATE:
            return self.day(path, value)
        if kind is Kind.TEXT:
            text = self.text(path, value, lines=fact.lines)
            return self.named(path, fact, text) if fact.choices and text is not None else text
        if kind is Kind.SET:
            return self.words(path, fact, value)
        if fact.yes_no:
            if not isinstance(value, bool):
                fix = f"Write {'true' if value == YES_NO[0] else 'false'} without quotes."
                self.fault(path, shown(value), "true or false", fix)
        else:
            word = a_choice(fact, value) if isinstance(value, str) else None
            if fact.open and word is not None:
                self.text(path, word, lines=False)
            if word is None:
                fix = meant_perhaps(fact, value) or did_you_mean(str(value), fact.words)
                self.fault(path, shown(value), "one of its words", fix)
            return word
        return value

    def named(self, path: str, fact: Fact, text: str) -> str:
        """Return what is written of a therapy: its row, or its name as it is written."""
        name = fact.field
        row = text.strip().upper()
        if ROW.fullmatch(text):
            if row not in fact.choices:
                self.fault(path, shown(text), "a row of the therapy file", _rows_near(row, fact))
            return row
        if read(name, fact.choices, text).is_none:
            fix = "Leave the treatment out, and set history.treatment_naive = true."
            self.fault(path, shown(text), "a treatment", fix)
        return kept(name, fact.choices, text)

    def number(self, path: str, fact: Fact, value: Any) -> Any:
        """Return a number, or a `Quantity` for text with a sign, a range or a unit."""
        found = self.of_any_size(path, fact, value)
        if found is not None:
            self.within(path, fact, found, value)
        return found

    def of_any_size(self, path: str, fact: Fact, value: Any) -> Any:
        """Return a number of any size, None and a fault for what is none."""
        if isinstance(value, str):
            try:
                return parse(value, fact.unit)
            except Refusal as refusal:
                self.fault(path, refusal.found, refusal.expected, refusal.fix)
        elif isinstance(value, bool) or not isinstance(value, (int, float)):
            self.fault(path, shown(value), "a number")
        elif not _finite(value):
            self.fault(path, shown(value), "a finite number")
        else:
            return value
        return None

    def within(self, path: str, fact: Fact, number: Any, value: Any) -> None:
        """Note a fault for a number, found as ``value``, that is beyond the limits of its fact."""
        low, high = fact.hard or (-math.inf, math.inf)
        beyond = False
        ends: tuple[float, ...] = (float(number),) if not isinstance(number, Quantity) else ()
        if isinstance(number, Quantity) and number.sign != "word":
            ends = (number.low, number.high)
            beyond = ends == (low, low) and number.sign == "<"
            beyond = beyond or (ends == (high, high) and number.sign == ">")
        if beyond or any(not low <= end <= high for end in ends):
            fix = "Check the unit." if fact.unit else ""
            unit = f" {fact.unit}" if fact.unit else ""
            self.fault(path, shown(value), f"{low:g} to {high:g}{unit}", fix)
        if fact.integer and any(end != int(end) for end in ends):
            self.fault(path, shown(value), "a whole number")

    def words(self, path: str, fact: Fact, value: Any) -> frozenset[str] | None:
        """Return a list of words as a set."""
        if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
            self.fault(path, shown(value), "a list of words", 'Write ["liver", "bone"].')
            return None
        alone = (NONE_WORD, *fact.unknown_words)
        words = []
        for word in value:
            self.text(path, word, lines=False)
            words.append(kept(fact.field, fact.choices, word))
        for word in sorted(set(words)):
            if word in alone and len(set(words)) > 1:
                self.fault(path, f'"{word}" beside others', f'"{word}" alone')
        if not value:
            self.fault(path, "an empty list", '"none" or "unknown"', 'Write ["none"] for none.')
        if len(set(value)) != len(value):
            self.fault(path, "a word twice", "each word once")
        return frozenset(words)

    def day(self, path: str, value: Any) -> Day | None:
        """Return a date, given as one or as text: 2026-03-01, or partial 2026-03 or 2026."""
        given = value
        if isinstance(value, int) and not isinstance(value, bool):
            value = str(value)  # a year
        if isinstance(value, str):
            value = day_of(value)
        if type(value) is not datetime.date and not isinstance(value, PartialDate):
            fix = "A month is written 2026-03, a year 2026."
            fix = "Leave out the time." if isinstance(given, datetime.datetime) else fix
            self.fault(path, shown(given), "a date such as 2026-03-01", fix)
            return None
        if not _FIRST_YEAR <= value.year <= _LAST_YEAR:
            self.fault(
                path, value.isoformat(), f"a year from {_FIRST_YEAR} to {_LAST_YEAR}", "Check it."
            )
            return None
        return value

    def whole_day(self, path: str, value: Any) -> datetime.date | None:
        """Return a date of which the day is known."""
        found = self.day(path, value)
        if isinstance(found, PartialDate):
            self.fault(path, shown(found.isoformat()), "a date such as 2026-03-01", "Give the day.")
            return None
        return found

    def text(self, path: str, value: Any, *, lines: bool) -> str | None:
        """Return free text without control or reordering characters."""
        if not isinstance(value, str):
            if value is not None:
                self.fault(path, shown(value), "text")
            return None
        if len(value) > _LONGEST:
            self.fault(path, f"{len(value)} characters", f"at most {_LONGEST}")
        if value.isprintable():  # so none of the characters below is in it
            return value
        for character in value:
            if character == "\n" and lines:
                continue
            if unicodedata.category(character) in _CONTROL:
                self.fault(
                    path,
                    f"the character U+{ord(character):04X}",
                    "visible text",
                    "Remove the control character.",
                )
                break
        return value

    def marks(self, data: Any) -> dict[str, Mark]:
        """Return the marks, by fact."""
        marks: dict[str, Mark] = {}
        for name, item in self.table("marks", data).items():
            path = f"marks.{name}"
            if name not in ENTERED:
                self.fault(path, "an unknown fact", "a fact", did_you_mean(name, ENTERED))
                continue
            given = self.table(path, item)
            self.unknown_keys(given, ("status", "source", "date", "note"), path)
            status = given.get("status", "reported")
            if status not in MARK_STATUSES:
                self.fault(
                    f"{path}.status",
                    shown(status),
                    "a status",
                    did_you_mean(str(status), MARK_STATUSES),
                )
            marks[name] = Mark(
                status=str(status),
                source=self.text(f"{path}.source", given.get("source"), lines=False),
                date=self.day(f"{path}.date", given["date"]) if "date" in given else None,
                note=self.text(f"{path}.note", given.get("note"), lines=True),
            )
        return marks

    def expect(self, data: Any) -> Expect:
        """Return what a case of the library must say."""
        data = self.table("expect", data)
        lists = ("must", "must_not", "unknown", "conflict")
        self.unknown_keys(data, (*lists, "status", "grade"), "expect")
        values: dict[str, Any] = {}
        for name in lists:
            given = data.get(name, [])
            if not isinstance(given, list) or not all(isinstance(x, str) for x in given):
                self.fault(f"expect.{name}", shown(given), "a list of ids")
            else:
                values[name] = tuple(given)
        for name in ("status", "grade"):
            values[name] = self.text(f"expect.{name}", data.get(name), lines=False)
        return Expect(**values)

    def agree(self, parts: Mapping[str, Any]) -> None:
        """Refuse what cannot both be true within the record."""
        disease = parts.get("disease")
        if disease is None:
            return
        examined, positive = disease.nodes_examined, disease.nodes_positive
        if (
            isinstance(examined, (int, float))
            and isinstance(positive, (int, float))
            and positive > examined
        ):
            self.fault(
                "disease.nodes_positive", str(positive), f"at most {examined}, the nodes examined"
            )


def _rows_near(row: str, fact: Fact) -> str:
    """Return the rows that may have been meant, by their digits."""
    digits = row[1:].strip("0") or "0"
    near = [known for known in fact.choices if digits in known]
    meant = f"Did you mean {' or '.join(near[:4])}? Or write" if near else "Write"
    return f"{meant} the name of the treatment, such as lanreotide."


@cache
def _fields(cls: type) -> Mapping[str, Fact]:
    """Return what a part of a case can be given, by name."""
    found = {f.name: f.metadata.get("fact") for f in attrs.fields(cls) if f.init}
    return {name: fact and fact.named(f".{name}") for name, fact in found.items()}


@cache
def _required(cls: type) -> tuple[str, ...]:
    return tuple(f.name for f in attrs.fields(cls) if f.init and f.default is attrs.NOTHING)


def _finite(value: float) -> bool:
    try:
        return math.isfinite(value)
    except OverflowError:  # a whole number beyond any float
        return False


def shown(value: Any) -> str:
    """Return what was found as a message quotes it: short, and free of control characters."""
    if isinstance(value, Quantity):
        value = value.as_entered
    if isinstance(value, str):
        clean = "".join(c if c.isprintable() else "?" for c in value[:60])
        return f'"{clean}"'
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return "nothing"
    if isinstance(value, int) and abs(value) >= 10**60:  # Python writes out no number of any length
        return "a whole number of more than 60 digits"
    return str(value)[:60] if not isinstance(value, (dict, list)) else "a table or list"
