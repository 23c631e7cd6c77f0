"""Values of the picture as a person would write them."""

from __future__ import annotations

import datetime
import math
from typing import Any

from nettui.case.base.dates import PartialDate
from nettui.case.base.vocabulary import NOT_APPLICABLE, Contradictory, OneOf, Partly, Range


def plain(word: str) -> str:
    """Return a coded word as a person would write it."""
    return word.replace("_", " ")


def value_words(value: Any, unit: str = "") -> str:
    """Return a value of the picture as a person would write it."""
    if value is None:
        return "not known"
    if value is NOT_APPLICABLE:
        return "not applicable"
    if isinstance(value, Contradictory):
        return " and as ".join(value_words(each, unit) for each in value.values)
    if isinstance(value, OneOf):
        return " or ".join(map(plain, value.words))
    if isinstance(value, Partly):
        unread = (f'"{word}" (not understood)' for word in value.unread)
        return ", ".join((*map(plain, sorted(value.words)), *unread))
    behind = f" {unit}" if unit else ""
    if isinstance(value, Range):
        return f"{_figure(value.low)}–{_figure(value.high)}{behind}"
    if isinstance(value, frozenset):
        return ", ".join(map(plain, sorted(value))) or "none"
    if isinstance(value, (datetime.date, PartialDate)):
        return value.isoformat()
    if isinstance(value, float):
        return f"{_figure(value)}{behind}"
    return plain(str(value))


def _figure(value: float) -> str:
    # Open ends ("<2", "> 20") stand just beside the number that was written.
    near = round(value, 9)
    if value == math.nextafter(near, -math.inf):
        return f"<{near:.10g}"
    if value == math.nextafter(near, math.inf):
        return f">{near:.10g}"
    return f"{value:.10g}"
