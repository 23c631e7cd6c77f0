"""One field of a record as a row: its label, what is recorded, a mark, a warning."""

from __future__ import annotations

import math
import re

from attrs import evolve, frozen

from nettui.case.base.declare import Value, picture_value
from nettui.case.base.quantity import Quantity
from nettui.case.base.typed_text import STATES
from nettui.case.base.vocabulary import Fact, Kind, Partly
from nettui.case.base.wordlist import listed
from nettui.case.base.words import plain, value_words
from nettui.case.editing.edit import text_of
from nettui.case.picture.picture import implausible
from nettui.case.picture.presumed_dates import CHECK_DATE
from nettui.case.picture.questions import asked, left_open
from nettui.case.picture.unused import unread
from nettui.case.record.case import Case, Mark
from nettui.case.record.labs import no_bounds
from nettui.case.record.paths import place
from nettui.tui.rows.layout import ListRow, Run

_HAS_UNIT = re.compile(r"[^\W\d_]$")  # a number with a unit behind it
LABEL = 36  # cells of the label of a field
KEPT = "kept"  # asked since the case was opened, and no longer
STOOD = "stood"  # recorded since then, and emptied
WANTED = {
    "needed": ("!", "held"),
    "asked": ("?", "unknown"),
    KEPT: (" ", ""),
    STOOD: (" ", ""),
    "": (" ", ""),
}
"""Sign and tone of a field by what it is wanted for."""


@frozen
class FieldRow:
    """What a row of the record is about: a field at a path, a whole entry, or one to be added."""

    path: str
    fact: Fact | None = None

    @property
    def part(self) -> str:
        """The section or list."""
        return self.path.partition(".")[0].partition("[")[0]

    @property
    def entry(self) -> str:
        """The entry of a dated list that it belongs to, empty for none."""
        head = self.path.partition(".")[0]
        return head if head.endswith("]") and not head.endswith("[+]") else ""


def field_row(case: Case, path: str, fact: Fact, wanted: str = "", *, depth: int = 0) -> ListRow:
    """Return the row of a field: its label, what it holds, a mark, a warning."""
    text = text_of(case, path)
    mark = case.marks.get(fact.name)
    sign, tone = WANTED[wanted]
    notes: list[Run] = []
    if text and fact.kind is Kind.NUMBER:
        remark = _implausible(case, path, fact)
        notes += [(remark, "held")] if remark else []
    notes += [(asked(fact, word), "held") for word in _not_read(case, path, fact)]
    shown = value_text(text, fact) if text else "-"
    held = _held(case, path, fact)
    if isinstance(held, Quantity) and not held.bounded:
        notes.append((f"Recorded, not used: {no_bounds(held, fact.field)}.", "held"))
    elif is_open := left_open(fact, _kept(case, path, fact) if fact.open else None):
        notes.append((is_open, "held"))
    elif why := unread(fact, held):
        notes.append((f"Recorded, not used: {why}.", "held"))
    elif fact.kind is Kind.NUMBER and text not in STATES and _HAS_UNIT.search(text):
        other = fact.unit and not text.endswith(fact.unit)
        shown = f"{text} = {rounded(_kept(case, path, fact), fact.unit)}" if other else text
    tail = ""
    if mark is not None:
        tail = f"{plain(mark.status)} {said_of_mark(mark)}".strip()
        tail = "" if tail == shown else tail
    elif wanted == KEPT and not text:
        tail = "not asked now" + (f"; for: {fact.needed_when}" if fact.needed_when else "")
    return ListRow(
        sign=sign,
        word="  " * depth + fact.label,
        column=LABEL,
        tone=tone,
        title=shown,
        tail=tail,
        notes=tuple(notes),
        key=path,
        subject=FieldRow(path, fact),
    )


def value_text(text: str, fact: Fact) -> str:
    """Return what a field holds in words, with its unit."""
    if text in STATES:
        return plain(text)
    if fact.kind in (Kind.CHOICE, Kind.SET):
        return plain(text)
    return f"{text} {fact.unit}" if fact.unit and fact.unit not in text else text


def presumed_row(case: Case, path: str, fact: Fact) -> ListRow:
    """Return the row of a date that nobody gave: marked, and how it becomes one that is given."""
    row = field_row(case, path, fact, depth=1)
    tail = f"{CHECK_DATE}: nobody gave it; Enter twice confirms"
    return evolve(row, sign="?", tone="held", tail=tail)


def said_of_mark(mark: Mark) -> str:
    """Return where a mark comes from, and of which day it is."""
    return " ".join(filter(None, (mark.source, str(mark.date or ""))))


def rounded(value: object, unit: str) -> str:
    """Return a value that was converted in four digits: more were not measured."""
    if isinstance(value, float) and value:
        value = round(value, 3 - math.floor(math.log10(abs(value))))
    return value_words(value, unit)


def _kept(case: Case, path: str, fact: Fact) -> Value:
    """Return the value of a field in the unit of its fact, None where there is none."""

    value = _held(case, path, fact)
    return None if value is None else picture_value(fact, value)


def _not_read(case: Case, path: str, fact: Fact) -> tuple[str, ...]:
    """Return the words of a list, or of a treatment, that no rule can read."""
    value: Value = None
    if fact.kind is Kind.TEXT and fact.choices:
        named = _held(case, path, fact)
        written = frozenset({str(named)} if named else ())
        value = listed(fact.field, fact.choices, written)
    elif fact.kind is Kind.SET:
        value = _kept(case, path, fact)
    return value.unread if isinstance(value, Partly) else ()


def _held(case: Case, path: str, fact: Fact) -> object:
    """Return what a field holds as it is kept, None where there is nothing."""
    where = place(case, path)
    if isinstance(where.index, str):
        return None  # of an entry that is not there yet a mark alone is known
    owner = getattr(case, where.part)
    part = owner if where.index is None else owner[where.index]
    return getattr(part, where.field, None) if where.fact == fact.name else None


def _implausible(case: Case, path: str, fact: Fact) -> str:
    value = _kept(case, path, fact)
    return "" if value is None else implausible(fact, value) or ""
