"""Text as a person types it becomes the value that a case file would hold; `Reader` checks it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from nettui.case.vocabulary import Fact, Kind

# What may be typed for a fact that stays unknown, or has no value for this patient.
STATES = ("unknown", "not_done", "not_applicable")

_PLAIN_NUMBER = re.compile(r"[+-]?\d{1,15}(\.\d{1,15})?")
_YES = {"yes": True, "y": True, "true": True, "no": False, "n": False, "false": False}


def _key(text: str) -> str:
    return re.sub(r"[\s_-]+", "_", text.strip().strip("\"'").casefold())


def state(text: str) -> str | None:
    """Return which of `STATES` a text says, None for any other text."""
    key = _key(text)
    return key if key in STATES else None


def word_for(typed: str, known: Iterable[str]) -> str | None:
    """Return the known word that was typed, whatever its case, spaces or hyphens."""
    words = tuple(known)
    if typed in words:
        return typed
    found = [word for word in words if _key(word) == _key(typed)]
    return found[0] if len(found) == 1 else None


def as_plain(fact: Fact, text: str) -> Any:
    """Return the plain value that a text stands for; text that fits nothing stays as it is."""
    text = text.strip()
    match fact.kind:
        case Kind.NUMBER:
            return _number(text)
        case Kind.CHOICE if fact.yes_no:
            return _YES.get(text.casefold(), text)
        case Kind.CHOICE:
            return word_for(text, fact.words) or text
        case Kind.SET:
            known = (*fact.words, "none")
            items = [item.strip().strip("\"'") for item in text.strip("[]").split(",")]
            return [word_for(item, known) or item for item in items if item]
    return text


def _number(text: str) -> Any:
    found = _PLAIN_NUMBER.fullmatch(text)
    if found is None:
        return text
    return float(text) if found[1] else int(text)
