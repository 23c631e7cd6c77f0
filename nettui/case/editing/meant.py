"""What a text typed in a field means: a word by its beginning, by another name, or a mark.

Marks ("unknown", "not done", "not applicable") are values that are typed, as everything else. A
beginning that may become several words is taken for none of them: it is said what they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from attrs import frozen

from nettui.case.base import synonyms
from nettui.case.base.plain import Plain
from nettui.case.base.typed_text import a_choice, state, word_for
from nettui.case.base.vocabulary import Fact, Kind
from nettui.case.base.wordlist import key, read
from nettui.case.base.words import plain

NOT_DONE = "not done"
MARKS = ("unknown", NOT_DONE, "not applicable")

_AS_MARKS: Mapping[str, str] = {
    "n/a": "not applicable",
    "n.a.": "not applicable",
    "does not apply": "not applicable",
    "unk": "unknown",
    "not known": "unknown",
    "not recorded": "unknown",
    "?": "unknown",
    "not performed": NOT_DONE,
    "not tested": NOT_DONE,
}
"""What marks are also called, where the field has no such word of its own."""

_NO = ("none", "absent", "not_pregnant", "not_resected")
_YES = ("present", "pregnant")
_SAID: Mapping[str, tuple[str, ...]] = {"no": _NO, "n": _NO, "yes": _YES, "y": _YES}
"""What "no" and "yes" are in a field that has neither word, but one of these."""
_NOT_ASKED_SO = ("margin",)  # its "not resected" answers another question

_EXAMINED = ("pathology", "imaging", "labs", "organ", "heredity")
_MEASURED = frozenset(
    f"patient.{name}"
    for name in (
        *("height_cm", "weight_kg", "sbp", "dbp", "spo2_pct", "qtc_ms", "ecog"),
        *("neuropathy_grade", "hearing_grade"),
    )
) | frozenset(
    f"disease.{name}" for name in ("liver_burden_pct", "future_liver_remnant_pct", "lung_shunt_pct")
)
"""The parts of a record, and the fields of others, that an examination has a result for."""

_LEAST_WITHIN = 3  # characters of a piece that is looked for in the middle of a word


@frozen(repr=False, eq=False)
class Meant(Plain):
    """What a text says: ``text`` is what is kept; ``could``, what else it may become; a fault.

    ``could`` names several words where the text is the beginning of each, and is kept as none.
    """

    text: str
    could: tuple[str, ...] = ()
    fault: str = ""


def words_of(fact: Fact) -> tuple[str, ...]:
    """Return the words of a field that has any, as they are kept."""
    if fact.kind not in (Kind.CHOICE, Kind.SET):
        return ()
    words = ("yes", "no") if fact.yes_no else fact.words
    return (*words, "none") if fact.kind is Kind.SET and "none" not in words else tuple(words)


def marks_of(fact: Fact) -> tuple[str, ...]:
    """Return the marks that may be typed in a field, besides its own words."""
    if fact.kind is Kind.TEXT:
        return ()
    can = can_be_not_done(fact)
    words = {plain(word) for word in words_of(fact)}
    return tuple(mark for mark in MARKS if mark not in words and (mark != NOT_DONE or can))


def can_be_not_done(fact: Fact) -> bool:
    """Say whether "not done" is an answer: of what is examined or measured, not of an age."""
    part = fact.name.partition(".")[0]
    return (part in _EXAMINED and fact.kind is not Kind.DATE) or fact.name in _MEASURED


def meant(fact: Fact, typed: str) -> Meant:
    """Return what a text typed in a field means."""
    text = typed.strip()
    if not text:
        return Meant(typed)
    if fact.kind is Kind.SET:
        return _of_a_list(fact, typed)
    mark = None if fact.kind is Kind.TEXT else state(text)
    if mark is not None and word_for(mark, words_of(fact)) is None:
        if mark == "not_done" and not can_be_not_done(fact):
            return Meant(typed, fault=f'"Not done" does not fit here. {how_to_say(fact)}')
        return Meant(typed)
    said = _said(fact, text)
    if said is not None:
        return said
    found = _begun(fact, text)
    if len(found) == 1:
        return Meant(found[0])
    return Meant(typed, found)


def _said(fact: Fact, text: str) -> Meant | None:
    """Return what is a whole word of the field already; None for anything else."""
    if fact.kind is Kind.CHOICE:
        if fact.yes_no and text.casefold() in ("yes", "y", "true", "no", "n", "false"):
            return Meant(text)
        if word_for(text, words_of(fact)) is not None:
            return Meant(text)
        for word in _SAID.get(text.casefold(), ()):
            if word in fact.words and fact.field not in _NOT_ASKED_SO:
                return Meant(word)
        known = None if fact.yes_no else a_choice(fact, text)
        if known is not None and (known in fact.words or not _begun(fact, text)):
            return Meant(text)
    mark = _AS_MARKS.get(text.casefold())
    if mark is None or fact.kind is Kind.TEXT:
        return None
    own = word_for(mark, words_of(fact))
    return meant(fact, own or mark)


def _of_a_list(fact: Fact, typed: str) -> Meant:
    """Return a list with each of its words whole, or what the first unclear one may become."""
    pieces = typed.split(",")
    made: list[str] = []
    for piece in pieces:
        word = piece.strip()
        if not word or "(" in word or ":" in word or ")" in word:
            made.append(piece)
            continue
        if len(pieces) == 1 and word.casefold() in ("no", "n", "nil"):
            made.append("none")
            continue
        found = read(fact.field, fact.choices, word)
        is_clear = found.is_none or found.is_unknown or (found.names and not found.is_open)
        mark = state(_AS_MARKS.get(word.casefold(), word))
        if is_clear or mark is not None:
            if mark == "not_done" and not can_be_not_done(fact):
                return Meant(typed, fault=f'"Not done" does not fit here. {how_to_say(fact)}')
            made.append(_AS_MARKS.get(word.casefold(), piece))
            continue
        begun = _begun(fact, word, marks=len(pieces) == 1)
        if len(begun) > 1 and not fact.open:
            return Meant(typed, begun)
        is_short = len(begun) == 1 and (not fact.open or len(word) >= _LEAST_WITHIN)
        made.append(f" {begun[0]}" if is_short and made else begun[0] if is_short else piece)
    return Meant(",".join(made))


def _begun(fact: Fact, text: str, *, marks: bool = True) -> tuple[str, ...]:
    """Return the words that a text is the beginning of: the nearest kind of beginning counts."""
    if text[:1].isdigit() and fact.kind is Kind.NUMBER:
        return ()
    words = words_of(fact)
    offered = (*words, *(marks_of(fact) if marks else ()))
    typed = key(text)
    if not typed or not any(c.isalpha() for c in typed):
        return ()
    first = [word for word in offered if key(word.replace("_", " ")).startswith(typed)]
    if first:
        return tuple(first)
    later = [word for word in words if any(p.startswith(typed) for p in _parts(word))]
    named = synonyms.NAMES.get(fact.field, {})
    later = later or [
        word
        for word, phrases in named.items()
        if word in words and any(key(phrase).startswith(typed) for phrase in phrases.split("|"))
    ]
    if later or len(text) < _LEAST_WITHIN:
        return tuple(later)
    return tuple(word for word in words if typed in key(word.replace("_", " ")))


def _parts(word: str) -> Iterable[str]:
    return (key(part) for part in re.split(r"[_\s-]+", word) if part)


def how_to_say(fact: Fact) -> str:
    """Return what may be typed in a field, as one sentence: "Type female, male or unknown."."""
    words = [plain(word) for word in words_of(fact)]
    marks = [mark for mark in marks_of(fact) if mark != "not applicable"]
    if fact.kind is Kind.NUMBER:
        limits = " from {:g} to {:g}".format(*fact.hard) if fact.hard else ""
        unit = f" ({fact.unit})" if fact.unit else ""
        return f"Type {either([f'a number{limits}{unit}', *marks])}."
    if fact.kind is Kind.DATE:
        return f"Type {either(['a day, a month (2026-03) or a year', *marks])}."
    return f"Type {either([*words, *marks])}." if words else ""


def either(words: Iterable[str]) -> str:
    """Return words as a choice: ``a, b or c``."""
    *rest, last = words
    return f"{', '.join(rest)} or {last}" if rest else last
