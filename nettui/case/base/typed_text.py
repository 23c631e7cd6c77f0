"""Text as a person types it becomes the value that a case file would hold; `Reader` checks it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from nettui.case.base.synonyms import ANY_OTHER, KEPT_BESIDE, KEPT_BESIDE_ONLY, KEPT_BY_NAME
from nettui.case.base.vocabulary import Fact, Kind
from nettui.case.base.wordlist import chosen, kept, known_word, read, same_word, tidy

# What may be typed for a fact that stays unknown, or has no value for this patient.
STATES = ("unknown", "not_done", "not_applicable")

# Commas part the words of a list, but not within brackets.
_ITEMS = re.compile(r",(?![^(]*\))")
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
            return word_for(text, fact.words) or a_choice(fact, text) or text
        case Kind.SET:
            items = [tidy(item.strip().strip("\"'")) for item in _ITEMS.split(text.strip("[]"))]
            words = (kept(fact.field, fact.choices, item) for item in items if item)
            return list(dict.fromkeys(words))
    return text


def a_choice(fact: Fact, written: str) -> str | None:
    """Return the word of a choice that is written, in any spelling, or by another name.

    An open choice keeps any other text as it is written; one that has "other" keeps what names
    something, and refuses what looks like a known word.
    """
    if written in fact.words:
        return written
    found = same_word(fact.words, written)
    if not fact.open or fact.field in KEPT_BY_NAME:
        found = found or known_word(fact.field, fact.choices, written)
    if found is None and "unknown" in fact.unknown_words and read("", (), written).is_unknown:
        return "unknown"
    if found is None and fact.field in ANY_OTHER:
        return tidy(written) if chosen(fact.field, fact.choices, written) else None
    return found or (tidy(written) if fact.open and written.strip() else None)


def said_beside(fact: Fact, written: str) -> dict[str, str]:
    """Return what a word says beyond the choice that it stands for ("caecum" of a colon)."""
    beside = KEPT_BESIDE.get(fact.field)
    if beside is None or same_word(fact.words, written):
        return {}
    word = known_word(fact.field, fact.choices, written)
    if word is None or word not in KEPT_BESIDE_ONLY.get(fact.field, (word,)):
        return {}
    return {beside: tidy(written)}


def _number(text: str) -> Any:
    found = _PLAIN_NUMBER.fullmatch(text)
    if found is None:
        return text
    return float(text) if found[1] else int(text)
