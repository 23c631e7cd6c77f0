"""Values of the picture as a person would write them."""

from __future__ import annotations

import datetime
import math
from collections.abc import Mapping
from typing import Any

from nettui.case.dates import PartialDate
from nettui.case.vocabulary import NOT_APPLICABLE, Contradictory, Fact, Partly, Range
from nettui.case.wordlist import NONE_OF_THESE, read


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


def asked(fact: Fact, word: str) -> str:
    """Return what is asked about a word of a list that cannot be read."""
    field = _LISTS.get(fact.name, fact.field)
    near = read(field, fact.choices, word).near
    if near:
        return f'"{word}" is not understood. Did you mean {" or ".join(map(plain, near[:3]))}?'
    return (
        f'"{word}" is not understood. Give another name for it, or write "{word}: {NONE_OF_THESE}" '
        "if it concerns no rule."
    )


# Lists of the picture whose words are written in a field of another name.
_LISTS: Mapping[str, str] = {
    "history.prior_therapies": "therapy",
    "history.current_therapies": "therapy",
}


def _figure(value: float) -> str:
    # Open ends ("<2", "> 20") stand just beside the number that was written.
    near = round(value, 9)
    if value == math.nextafter(near, -math.inf):
        return f"<{near:.10g}"
    if value == math.nextafter(near, math.inf):
        return f">{near:.10g}"
    return f"{value:.10g}"
