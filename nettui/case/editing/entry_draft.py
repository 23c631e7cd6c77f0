"""A section or an entry while text is put into it: plain data, then the part of a case."""

from __future__ import annotations

import re
from typing import Any

from nettui.case.base.dates import day_of
from nettui.case.base.nearest import did_you_mean
from nettui.case.base.quantity import split_unit
from nettui.case.base.said_together import said_instead
from nettui.case.base.synonyms import KEPT_BESIDE
from nettui.case.base.typed_text import as_plain, said_beside, word_for
from nettui.case.base.units import ratio
from nettui.case.base.vocabulary import Fact, Kind
from nettui.case.base.wordlist import AS_WRITTEN, is_meant, is_unread, read
from nettui.case.files.reader import Reader, shown
from nettui.case.picture.questions import named_words
from nettui.case.record.analytes import ANALYTES
from nettui.case.record.case import LISTS, SECTIONS
from nettui.case.record.conversions import asked, refusal, scale
from nettui.case.record.history import ROW
from nettui.case.record.labs import LabResult, said, unit_question
from nettui.case.record.paths import facts_in

# The field of an entry that its text begins with.
_LEADING = {"pathology": "specimen_type", "imaging": "modality", "treatments": "therapy"}
_PAIR = re.compile(r"(?P<name>\w+)(?:\s*[=:]\s*|\s+)(?P<text>.+)", re.DOTALL)


def _pieces(text: str) -> list[str]:
    return [piece.strip() for piece in text.split(";") if piece.strip()]


class Draft:
    """The plain ``data`` of one part, at the path ``at``; faults are collected until finished."""

    def __init__(self, part: str, at: str, data: dict[str, Any]) -> None:
        self.part = part
        self.at = at
        self.data = data
        self.facts = facts_in(part)
        self.reader = Reader()
        self.measured = False  # whether a value, its limit or its unit was typed

    def fault(self, field: str, found: str, expected: str, fix: str = "") -> None:
        """Note a fault at a field, or at the whole part."""
        self.reader.fault(f"{self.at}.{field}" if field else self.at, found, expected, fix)

    def finished(self) -> Any:
        """Return the section or entry. Raises `CaseError` with every fault."""
        self.reader.finish()
        made = self.reader.part(SECTIONS.get(self.part) or LISTS[self.part], self.at, self.data)
        if self.measured and isinstance(made, LabResult):
            self._ask_unit(made)
        self.reader.finish()
        return made

    def add(self, text: str) -> None:
        """Read the text of an entry: its leading field, then dates and pairs of name and value."""
        for n, piece in enumerate(_pieces(text)):
            pair = _PAIR.fullmatch(piece)
            name = word_for(pair["name"], self.facts) if pair else None
            if day_of(piece) is not None:
                self.write("date", piece)
            elif pair and name:
                self.write(name, pair["text"])
            elif n == 0 and self.part in _LEADING:
                self.write(_LEADING[self.part], piece)
            else:
                near = did_you_mean(piece.split()[0], self.facts)
                self.fault("", shown(piece), "a date, or a field and its value", near)

    def add_of(self, field: str, text: str) -> None:
        """Read the text of an entry that begins with a field; words may hold semicolons."""
        first, *rest = _pieces(text) or [text]
        if self.facts[field].kind is Kind.TEXT:
            dated = len(rest) > 0 and day_of(rest[-1]) is not None
            first, rest = (text.rpartition(";")[0], rest[-1:]) if dated else (text, [])
        self.write(field, first)
        if rest:
            self.add("; ".join(rest))

    def write(self, field: str, text: str) -> None:
        """Put what a text says of one field into the data."""
        if self.part == "labs" and (field in ANALYTES or field in {"value", "uln", "unit"}):
            self.measured = True
            if field != "unit":
                self._measure(field, text)
                return
        if several := said_instead(field, text):
            self.data.pop(field, None)
            self.data |= several
            return
        fact = self.facts[field]
        value = as_plain(fact, text)
        if fact.yes_no and not isinstance(value, bool):
            self.fault(field, shown(value), "yes or no")
        if fact.kind is Kind.SET and isinstance(value, list):
            before = self.data.get(field)
            self._ask(fact, [word for word in value if word not in (before or ())])
        elif fact.kind is Kind.CHOICE and fact.open:
            self._ask(fact, [text])
        elif fact.choices and fact.kind is Kind.TEXT and not ROW.fullmatch(text):
            self._ask(fact, [text], offers_rows=True)
        if field in KEPT_BESIDE and not self.data.get(KEPT_BESIDE[field]):
            self.data |= said_beside(fact, text)
        self.data[field] = value

    def _ask(self, fact: Fact, words: list[str], *, offers_rows: bool = False) -> None:
        """Note a fault for each word that looks like a known one, for whoever types to decide.

        A treatment that names none is refused too, unless it says that it is meant as written.
        """
        for word in words:
            if fact.kind is Kind.CHOICE and not is_unread(fact.field, fact.choices, word):
                continue
            found = read(fact.field, fact.choices, word.strip())
            if not (found.may is None or (offers_rows and found.may)) or is_meant(word):
                continue
            near = named_words(found.near)
            if near:
                fix = f'Did you mean {near}? To keep the word, type "{word.strip()}: {AS_WRITTEN}".'
            elif offers_rows:
                fix = f'Type its name or row, or "{word.strip()}: {AS_WRITTEN}" to keep the word.'
            else:
                continue
            self.fault(fact.field, shown(word), "a word that rules know", fix)

    def _measure(self, field: str, text: str) -> None:
        """Put in a laboratory value or upper limit with its unit; both share one unit."""
        number, unit = (text, "") if said(text) else split_unit(text)
        analyte: str = self.data.setdefault("analyte", field if field in ANALYTES else "")
        if field in ANALYTES:
            if analyte != field:
                self.fault(field, f"a result of {analyte}", f"a result of {field}")
            field = "value"
        other = self.data.get("uln" if field == "value" else "value")
        shared = self.data.get("unit", ANALYTES[analyte].unit if analyte in ANALYTES else "")
        if unit and other is not None and ratio(unit, shared) != 1 and not self._unclear():
            fix = "Give value and upper limit in one unit, as a new result."
            self.fault(field, f'the unit "{unit}"', f"{shared}, as the rest of the result", fix)
        if unit:
            self.data["unit"] = unit
        self.data[field] = as_plain(self.facts["value"], number)

    def _unclear(self) -> bool:
        """Say whether the result was recorded without the unit that it needs."""
        value, limit = self.data.get("value"), self.data.get("uln")
        known = self.data.get("analyte") in ANALYTES and "unit" not in self.data
        if not known or not isinstance(value, (int, float)):
            return False
        return bool(asked(self.data["analyte"], value, limit))

    def _ask_unit(self, result: LabResult) -> None:
        """Ask whoever typed a result for a unit that is known, and for one where it is needed."""
        if scale(result.analyte, result.unit) is None:
            why = refusal(result.analyte, result.unit or "")
            self.fault("unit", why.found, why.expected, why.fix)
        elif question := unit_question(result):
            fix = f"{question[:1].upper()}{question[1:]}."
            self.fault("value", f"{result.value} without a unit", "a number with its unit", fix)
