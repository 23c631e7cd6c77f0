"""Dated entries become one value: the newest that is known, whatever their order in the record.

Two values of one thing at one moment that differ are a contradiction, and both are carried
(ruling Z30). Entries without a date share one moment, before all others; entries whose days may
be the same day do too. Numbers that can both be true ("<100" and "80") are narrowed to what both
allow.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from typing import Any, Final

from nettui.case.base.declare import DatedEntry, Value
from nettui.case.base.vocabulary import Contradictory, OneOf, Partly, Range

UNUSABLE: Final = object()
"""A number that was recorded without bounds ("about 60"): it hides what is older, and says nothing.
"""

Dated = tuple[int, int, Any]
"""A value, or `UNUSABLE`, with the first and the last day (ordinals) on which it may be from."""


def newest(
    entries: Iterable[DatedEntry], rows: Iterable[Sequence[Value]], width: int
) -> list[Value]:
    """Return, column by column, the newest value that is known, of entries in order of days."""
    merged: list[Any] = [None] * width
    last = [-1] * width  # the last day that the value may be from
    ties: dict[int, list[Dated]] = {}
    for entry, row in zip(entries, rows, strict=True):
        first, until = entry.ordinal, entry.until
        for n, value in enumerate(_marked(row, entry.unusable) if entry.unusable else row):
            if value is None:
                continue
            if first <= last[n] and (n in ties or value != merged[n]):
                ties.setdefault(n, [(0, last[n], merged[n])]).append((first, until, value))
            elif n in ties:
                del ties[n]
            merged[n] = value
            last[n] = max(until, last[n])
    for n, dated in ties.items():
        merged[n] = settled(dated)
    return [None if value is UNUSABLE else value for value in merged]


def _marked(row: Sequence[Value], unusable: Iterable[int]) -> list[Any]:
    marked: list[Any] = list(row)
    for n in unusable:
        marked[n] = UNUSABLE
    return marked


def settled(dated: Sequence[Dated]) -> Value:
    """Return the one value of several that may be from one day, or all that differ."""
    start = max(first for first, _, _ in dated)
    latest = [value for _, until, value in dated if until >= start]
    if UNUSABLE in latest:
        return None
    values = _distinct(latest)
    if len(values) == 1:
        return values[0]
    together = _together(values)
    if together is not None:
        return together
    day = datetime.date.fromordinal(start).isoformat() if start else ""
    return Contradictory(values, day)


def _distinct(values: Iterable[Value]) -> tuple[Value, ...]:
    """Return each value once, in an order that does not depend on the order given."""
    found: list[Value] = []
    for value in values:
        if value not in found:
            found.append(value)
    return tuple(sorted(found, key=_order))


def _order(value: Value) -> tuple[float, float, str]:
    match value:
        case float():
            return value, value, ""
        case Range(low, high):
            return low, high, ""
        case frozenset():
            return 0, 0, " ".join(sorted(value))
        case Partly(words, unread):
            return 0, 1, " ".join((*sorted(words), *unread))
    return 0, 0, repr(value)


def _together(values: Sequence[Value]) -> Value:
    """Return what all of several statements allow, None where there is nothing.

    Numbers between bounds, and a choice of which one says what another leaves open.
    """
    if any(isinstance(value, OneOf) for value in values):
        return _allowed(values)
    lows, highs = [], []
    for value in values:
        if not isinstance(value, (float, Range)):
            return None
        lows.append(value.low if isinstance(value, Range) else value)
        highs.append(value.high if isinstance(value, Range) else value)
    low, high = max(lows), min(highs)
    if low > high:
        return None
    return low if low == high else Range(low, high)


def _allowed(values: Sequence[Value]) -> Value:
    each = [value.words if isinstance(value, OneOf) else (value,) for value in values]
    words = tuple(word for word in each[0] if all(word in others for others in each[1:]))
    if len(words) > 1:
        return OneOf(tuple(str(word) for word in words))
    return words[0] if words else None
