"""How a field of a case is declared: once, on its attrs class, with all that is known of it."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from functools import cache, partial
from operator import attrgetter
from typing import Any, ClassVar

import attrs
from attrs import field, frozen

from nettui.case.base.dates import Day, PartialDate
from nettui.case.base.plain import Plain
from nettui.case.base.quantity import Quantity, possible
from nettui.case.base.vocabulary import (
    NONE_WORD,
    UNKNOWN_WORDS,
    Contradictory,
    Fact,
    Kind,
    NotApplicable,
    OneOf,
    Partly,
    Range,
)
from nettui.case.base.wordlist import chosen, is_unread, listed

Value = (
    float
    | Range
    | str
    | frozenset[str]
    | Partly
    | OneOf
    | Contradictory
    | datetime.date
    | PartialDate
    | NotApplicable
    | None
)
YES_NO = ("yes", "no")

_NONE: frozenset[str] = frozenset({NONE_WORD})


def field_of(fact: Fact, *, required: bool = False, in_picture: bool = True) -> Any:
    """Declare a field. ``fact.name`` is filled in from where the field stands."""
    metadata = {"fact": fact, "in_picture": in_picture}
    if required:
        return field(metadata=metadata)
    return field(default=None, metadata=metadata)


def number(
    label: str, unit: str, hard: tuple[float, float], *, required: bool = False, **more: Any
) -> Any:
    """Declare a number in ``unit``; ``hard`` limits refuse, ``plausible=`` warns."""
    return field_of(Fact("", label, Kind.NUMBER, unit=unit, hard=hard, **more), required=required)


def choice(label: str, words: str, *, required: bool = False, **more: Any) -> Any:
    """Declare a choice of words, given with spaces between; unknown words may be among them."""
    known = tuple(w for w in words.split() if w not in UNKNOWN_WORDS)
    unknown = tuple(w for w in words.split() if w in UNKNOWN_WORDS)
    fact = Fact("", label, Kind.CHOICE, choices=known, unknown_words=unknown, **more)
    return field_of(fact, required=required)


def yes_no(label: str, *, in_picture: bool = True, **more: Any) -> Any:
    """Declare a yes/no field: a bool in the case, the words yes and no in the picture."""
    fact = Fact("", label, Kind.CHOICE, choices=YES_NO, yes_no=True, **more)
    return field_of(fact, in_picture=in_picture)


def several(label: str, words: str = "", **more: Any) -> Any:
    """Declare a list of words; ``none`` alone means known to be empty, ``unknown`` unknown."""
    known = tuple(w for w in words.split() if w not in UNKNOWN_WORDS and w != NONE_WORD)
    fact = Fact("", label, Kind.SET, choices=known, unknown_words=("unknown",), **more)
    return field_of(fact)


def day(label: str, *, in_picture: bool = True, **more: Any) -> Any:
    """Declare a date; only its month or its year may be known."""
    return field_of(Fact("", label, Kind.DATE, **more), in_picture=in_picture)


def text(label: str, *, required: bool = False, in_picture: bool = True, **more: Any) -> Any:
    """Declare free text; ``lines=True`` allows several lines."""
    return field_of(Fact("", label, Kind.TEXT, **more), required=required, in_picture=in_picture)


def facts_of(cls: type, section: str, *, in_picture_only: bool = True) -> tuple[Fact, ...]:
    """Return the facts that a class declares, named ``section.field``."""
    return tuple(
        f.metadata["fact"].named(f"{section}.{f.name}")
        for f in attrs.fields(cls)
        if "fact" in f.metadata and (f.metadata["in_picture"] or not in_picture_only)
    )


@cache
def row_facts(cls: Any) -> tuple[Fact, ...]:
    """Return the facts of a part's row, in its order."""
    return facts_of(cls, "")


def picture_value(fact: Fact, value: Any) -> Value:
    """Return what the picture holds for a value of the case: unknown words become None."""
    return None if value is None else _shown_as(fact, fact.field)(value)


def _shown_as(fact: Fact, field_name: str) -> Callable[[Any], Value]:
    """Return what makes the picture's value of a value that is there."""
    match fact.kind:
        case Kind.NUMBER:
            return lambda v: possible(v, fact) if isinstance(v, Quantity) else float(v)
        case Kind.CHOICE if fact.yes_no:
            return lambda v: YES_NO[0] if v else YES_NO[1]
        case Kind.CHOICE if fact.open:
            return partial(_chosen, field_name, fact.choices)
        case Kind.CHOICE:
            return lambda v: None if v in UNKNOWN_WORDS else str(v)
        case Kind.SET:
            return partial(_listed, field_name, fact.choices, frozenset(fact.choices))
    return lambda v: v  # a date or a text, as declared


def _chosen(name: str, choices: tuple[str, ...], word: str) -> str | OneOf | None:
    return None if word in UNKNOWN_WORDS else chosen(name, choices, word)


def _listed(
    name: str, choices: tuple[str, ...], known: frozenset[str], words: frozenset[str]
) -> Value:
    """Return what a list says: at once where each word is one that rules know."""
    if words <= known:
        return words
    return frozenset() if words == _NONE else listed(name, choices, words)


Columns = tuple[tuple[Callable[[Any], Value], ...], Callable[[Any], tuple[Any, ...]]]


def _columns(cls: type) -> Columns:
    """Return what makes the values of a part's row, in its order, and what reads them."""
    found = [f for f in attrs.fields(cls) if f.metadata.get("in_picture")]
    names = [f.name for f in found]
    # At once where there are several: it is done for every part of every case.
    values = attrgetter(*names) if len(names) > 1 else lambda part: (getattr(part, names[0]),)
    made = tuple(_shown_as(f.metadata["fact"], f.name) for f in found)
    return made, values if names else lambda _part: ()


@frozen(kw_only=True, repr=False, eq=False)
class Section(Plain):
    """Base of the parts of a case. ``row`` holds its picture values, worked out once.

    The parts are frozen, so their values cannot change; a picture joins rows instead of
    reading some two hundred fields.
    """

    row: tuple[Value, ...] = field(init=False, eq=False, repr=False)
    _declared: ClassVar[dict[type, Columns]] = {}

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "row", self._row())

    def _row(self) -> tuple[Value, ...]:
        cls = type(self)
        columns = self._declared.get(cls)
        if columns is None:
            columns = self._declared[cls] = _columns(cls)
        made, values = columns
        return tuple(
            [
                None if value is None else make(value)
                for make, value in zip(made, values(self), strict=True)
            ]
        )


@frozen(kw_only=True, repr=False, eq=False)
class DatedEntry(Section):
    """Base of dated entries. An entry without a date counts as older than any with one."""

    date: Day | None = day("Date", in_picture=False)
    source: str | None = text("Source: report number or words", in_picture=False)
    note: str | None = text("Note", in_picture=False, lines=True)
    date_presumed: bool | None = yes_no("Date is not given but presumed", in_picture=False)
    # The first and the last day (proleptic ordinals) on which it may have been; 0: no date.
    ordinal: int = field(init=False, eq=False, repr=False)
    until: int = field(init=False, eq=False, repr=False)
    # The columns of ``row`` with what is recorded and not usable: a number that gives no bounds
    # ("about 60"), a word of an open choice that is not understood.
    unusable: tuple[int, ...] = field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        values = self._declared[type(self)][1](self)
        unusable = [
            n
            for n, (value, read) in enumerate(zip(values, self.row, strict=True))
            if read is None and value is not None and self._is_unusable(n, value)
        ]
        object.__setattr__(self, "unusable", tuple(unusable))
        self._set_days()

    def _is_unusable(self, column: int, value: Any) -> bool:
        """Say whether a value without a meaning for rules says something all the same."""
        if value.__class__ is not str:
            return value.__class__ is Quantity
        cls: Any = type(self)
        fact = row_facts(cls)[column]
        return fact.open and is_unread(fact.field, fact.choices, value)

    def _set_days(self) -> None:
        put, date = object.__setattr__, self.date
        if date is None:
            put(self, "ordinal", 0)
            put(self, "until", 0)
        elif isinstance(date, PartialDate):
            put(self, "ordinal", date.first.toordinal())
            put(self, "until", date.last.toordinal())
        else:
            put(self, "ordinal", date.toordinal())
            put(self, "until", self.ordinal)
