"""What a record itself must be asked, in words: words that cannot be read, values that contradict.

Nothing that depends on them is cleared until they are answered.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nettui.case.base.declare import Value
from nettui.case.base.synonyms import ANY_OTHER, CALLED
from nettui.case.base.vocabulary import Contradictory, Fact, OneOf, Partly
from nettui.case.base.wordlist import (
    AS_WRITTEN,
    BOTH_MARKS,
    NONE_OF_THESE,
    chosen,
    names_another,
    names_nothing,
    read,
)
from nettui.case.base.words import plain, value_words

# Lists of the picture whose words are written in a field of another name.
_LISTS: Mapping[str, str] = {
    "history.prior_therapies": "therapy",
    "history.current_therapies": "therapy",
}
_IF_NOT_READ = "Until then nothing that depends on this list is cleared."


def question(fact: Fact, value: Value) -> str:
    """Return in short what is to be asked about a value, empty where it is clear."""
    if isinstance(value, Partly):
        return f"{' '.join(_in_short(fact, word) for word in value.unread)} ({fact.label})"
    if isinstance(value, OneOf):
        if value.words == ANY_OTHER.get(fact.field):
            return f"{fact.label}: the word recorded is none that is known. Which is meant?"
        return f"{fact.label} leaves open: {value_words(value)}?"
    if isinstance(value, Contradictory):
        values = " or ".join(map(value_words, value.values))
        unit = f" {fact.unit}" if fact.unit else ""
        return f"{fact.label} {values}{unit} {_when(value)}: which is right?"
    return ""


def contradiction(fact: Fact, value: Value) -> str | None:
    """Return in words that a fact has several values of one moment. Source: INV-73, ruling Z30."""
    if not isinstance(value, Contradictory):
        return None
    return (
        f"Contradiction: {fact.label} is recorded as {value_words(value, fact.unit)} "
        f"{_when(value)}. A stop counts if one of them is a reason for it; nothing is recommended "
        "from either. Correct the record, or date the entries."
    )


def _when(value: Contradictory) -> str:
    return f"on {value.on}" if value.on else "without a date"


def not_read(fact: Fact, value: Value) -> str | None:
    """Return in words which words of a list cannot be read, with what is asked about them."""
    if not isinstance(value, Partly):
        return None
    return f"{fact.label}: {' '.join(asked(fact, word) for word in value.unread)} {_IF_NOT_READ}"


def asked(fact: Fact, word: str) -> str:
    """Return what is asked about a word of a list that cannot be read, and what to write."""
    found = read(_LISTS.get(fact.name, fact.field), fact.choices, word)
    near = named_words(found.near)
    if found.may:
        return f'"{word}" leaves open what is meant: {near}{_or_else(found.near)}?'
    if near:
        return f'"{word}" is not understood. Did you mean {near}?'
    head, _, mark = word.rpartition(":")
    if head and mark.strip() == AS_WRITTEN:
        return f'No rule knows "{head}". If it concerns none, write "{head}: {BOTH_MARKS}".'
    return (
        f'"{word}" is not understood. Give another name for it, or write "{word}: {NONE_OF_THESE}" '
        "if it concerns no rule."
    )


def left_open(fact: Fact, value: Value) -> str | None:
    """Return in words that what is written of a choice leaves open which of several it is."""
    if not isinstance(value, OneOf) or value.words == ANY_OTHER.get(fact.field):
        return None
    return f"{fact.label}: what is recorded leaves open {value_words(value)}. Write which."


def another(fact: Fact, written: str | None) -> str | None:
    """Return in words how a word that is none of a choice is read, and how to say otherwise."""
    if written is None or not names_another(fact.field, fact.choices, written):
        return None
    said = f'{fact.label}: "{written}" is kept as written'
    if isinstance(chosen(fact.field, fact.choices, written), OneOf):
        if_none = f'If none of them, write "{written}: {AS_WRITTEN}".'
        return f"{said}. {_NOT_COVERED} {_which_of(fact)} {if_none} Until then {_HELD}."
    return f"{said} and read as other. {_NOT_COVERED} If a known one is meant, write that instead."


_NOT_COVERED = "This protocol does not cover it."
_HELD = "the precautions of none of them are cleared"


def _which_of(fact: Fact) -> str:
    known = [plain(word) for word in ANY_OTHER[fact.field] if word != "other"]
    return f"Is it {', '.join(known[:-1])} or {known[-1]}?"


def meant_perhaps(fact: Fact, written: object) -> str:
    """Return what was meant by a word that looks like one of a choice, empty for none such."""
    if fact.field not in ANY_OTHER or not isinstance(written, str):
        return ""
    found = read(fact.field, fact.choices, written)
    near = [word for word in fact.choices if word in {*found.names, *found.near}]
    if not near or names_nothing(written):
        return ""
    meant = f"Did you mean {named_words(near)}?"
    word = written.strip()
    if len(word) > _LONGEST_WORD or not names_another(
        fact.field, fact.choices, f"{word}: {AS_WRITTEN}"
    ):
        return meant
    return f'{meant} To keep the word, write "{word}: {AS_WRITTEN}".'


_LONGEST_WORD = 40  # characters of a word that a message repeats


def why_unread(fact: Fact, written: str) -> str:
    """Return why rules cannot use a word of an open choice, and what to write."""
    found = read(fact.field, fact.choices, written)
    meant = [word for word in fact.choices if word in {*found.names, *found.near}]
    if meant:
        return f"it is not understood: did you mean {named_words(meant)}?"
    return f"it is not understood: write one of {', '.join(map(plain, fact.choices))}"


def _in_short(fact: Fact, word: str) -> str:
    found = read(_LISTS.get(fact.name, fact.field), fact.choices, word)
    if not found.near:
        return f'"{word}" is not understood.'
    if found.may:
        return f'"{word}": {named_words(found.near)}{_or_else(found.near)}?'
    return f'"{word}": did you mean {named_words(found.near)}?'


def _or_else(near: Sequence[str]) -> str:
    return " or something else" if len(near) == 1 else ""


def named_words(words: Sequence[str]) -> str:
    """Return up to four words of a list for a question: treatments by name, not by row."""
    return " or ".join(CALLED.get(one) or plain(one) for one in words[:4])
