"""Values of facts as they read in a sentence: "Ki-67 is 23 %", "no interstitial lung disease"."""

from __future__ import annotations

from typing import Any

from nettui.case.base.vocabulary import (
    NOT_APPLICABLE,
    Contradictory,
    Fact,
    Kind,
    OneOf,
    Partly,
    Range,
)
from nettui.case.base.words import plain, value_words


def spoken(fact: Fact, value: Any) -> str:
    """Return a value of a fact as a clause; of none how the fact reads while it is missing."""
    if value is None:
        return fact.missing
    if value is NOT_APPLICABLE:
        return f"{fact.inside} does not apply"
    if isinstance(value, Contradictory):
        return f"{fact.inside} is recorded as {value_words(value, fact.unit)}"
    if isinstance(value, OneOf):
        return " or ".join(_word(fact, word) for word in value.words)
    if isinstance(value, frozenset) and not value and "none" in fact.says:
        return fact.says["none"]
    if isinstance(value, str) and fact.kind is Kind.CHOICE:
        return _word(fact, value)
    if fact.kind is Kind.SET and not fact.reads and isinstance(value, (frozenset, Partly)):
        return f"{fact.inside}: {value_words(value)}"
    return _filled(fact, figure(fact, value))


def figure(fact: Fact, value: Any) -> str:
    """Return a value in words; a range that is open at an end by its other end: "above 20 %"."""
    words = value_words(value, fact.unit)
    if not isinstance(value, Range) or fact.hard is None:
        return words
    least, most = fact.hard
    low, high = (value_words(round(end, 9), fact.unit) for end in (value.low, value.high))
    if value.high >= most and value.low > least:
        return f"above {low}" if _is_open(value.low) else f"at least {low}"
    if value.low <= least and value.high < most:
        return f"below {high}" if _is_open(value.high) else f"at most {high}"
    return words


def _is_open(end: float) -> bool:
    """Say whether an end stands just beside the number that was written."""
    return end != round(end, 9)


def _word(fact: Fact, word: str) -> str:
    return fact.says.get(word) or _filled(fact, plain(word))


def _filled(fact: Fact, words: str) -> str:
    return fact.reads.format(words) if fact.reads else f"{fact.inside} is {words}"
