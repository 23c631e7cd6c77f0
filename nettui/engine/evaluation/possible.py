"""What a value of a picture leaves possible, and what that says of one test of it."""

from __future__ import annotations

import math
from typing import Any

from attrs import frozen

from nettui.case.base.plain import Plain
from nettui.case.base.vocabulary import Contradictory, OneOf, Partly
from nettui.case.record.facts import NOT_APPLICABLE, Kind, Range
from nettui.engine.language.states import FALSE, TRUE, UNKNOWN


@frozen(repr=False, eq=False)
class Number(Plain):
    """A number between two bounds, both inclusive; unknown: from minus to plus infinity."""

    low: float = -math.inf
    high: float = math.inf
    known: bool = False


@frozen(repr=False, eq=False)
class Words(Plain):
    """A choice that is one of these words; None: any word, not all of them ours."""

    possible: frozenset[str] | None = None
    known: bool = False


@frozen(repr=False, eq=False)
class Items(Plain):
    """A list that certainly holds ``must`` and holds nothing outside ``may`` (None: anything)."""

    must: frozenset[str] = frozenset()
    may: frozenset[str] | None = None
    known: bool = False


@frozen(repr=False, eq=False)
class Answered(Plain):
    """A date or text: only whether there is one."""

    known: bool = False


Possible = Number | Words | Items | Answered


def possible(kind: Kind, value: Any) -> Possible:
    """Return what a value of the picture leaves possible."""
    known = value is not None and value.__class__ is not Contradictory
    blank = not known or value is NOT_APPLICABLE
    match kind:
        case Kind.NUMBER:
            if blank:
                return Number(known=known)
            if isinstance(value, Range):
                return Number(value.low, value.high, known)
            return Number(float(value), float(value), known)
        case Kind.CHOICE:
            words = value.words if isinstance(value, OneOf) else (value,)
            return Words(None if blank else frozenset(words), known)
        case Kind.SET:
            if blank:
                return Items(known=known)
            if isinstance(value, Partly):
                return Items(value.words, value.may, known)
            return Items(value, value, known)
    return Answered(known)


# --- tests -------------------------------------------------------------------------------------


def compared(number: Possible, op: str, bound: float) -> int:
    """Return the truth of ``number op bound`` over everything the number can be."""
    assert isinstance(number, Number)
    low, high = number.low, number.high
    match op:
        case ">=":
            certain, possibly = low >= bound, high >= bound
        case ">":
            certain, possibly = low > bound, high > bound
        case "<=":
            certain, possibly = high <= bound, low <= bound
        case "<":
            certain, possibly = high < bound, low < bound
        case _:
            certain, possibly = low == bound == high, low <= bound <= high
    return TRUE if certain else UNKNOWN if possibly else FALSE


def among(word: Possible, values: frozenset[str]) -> int:
    """Return whether the word is certainly, possibly or never one of the values."""
    assert isinstance(word, Words)
    if word.possible is None:
        return UNKNOWN
    if word.possible <= values:
        return TRUE
    return UNKNOWN if word.possible & values else FALSE


def included(items: Possible, words: frozenset[str]) -> int:
    """Return whether the list certainly, possibly or never holds one of the words."""
    assert isinstance(items, Items)
    if items.must & words:
        return TRUE
    return UNKNOWN if items.may is None or items.may & words else FALSE


# --- arithmetic --------------------------------------------------------------------------------


def calculated(op: str, left: Number, right: Number) -> Number:
    """Return the bounds of a sum, difference, product, quotient or power.

    Unknown if an input is, for a divisor that can be zero, and for a power of what can be
    negative or zero.
    """
    if not (left.known and right.known) or (op == "/" and right.low <= 0 <= right.high):
        return Number()
    if op == "**" and left.low <= 0:
        return Number()
    ends = [
        {
            "+": a + b,
            "-": a - b,
            "*": a * b,
            "/": a / b if op == "/" else 0.0,
            "**": a**b if op == "**" else 0.0,
        }[op]
        for a in (left.low, left.high)
        for b in (right.low, right.high)
    ]
    return Number(min(ends), max(ends), True)


def covering(one: Number, other: Number) -> Number:
    """Return the bounds that hold both numbers; unknown if either is."""
    if not (one.known and other.known):
        return Number()
    return Number(min(one.low, other.low), max(one.high, other.high), True)
