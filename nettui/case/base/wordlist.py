"""How a word that a person wrote in a list is read: what it names, what it may be, or nothing.

A list is *closed* against mistakes: a word that names nothing known, and was not marked by a person
as concerning none of what rules read, leaves open what is on the list. So a stop that reads the
list cannot be told, and no change of a spelling can clear it.

Beside a word may stand what happened ("octreotide: rash"), in words that are declared: any other
remark may take the word back or speak of more. Two remarks have a meaning: ``: none of these`` says
that the word concerns none of the words that rules read, ``: as written`` that it is meant as it is
written, though it looks like another. Together they clear what only looks like a known word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache

from attrs import frozen

from nettui.case.base import synonyms, tnm
from nettui.case.base.plain import Plain
from nettui.case.base.vocabulary import UNKNOWN_WORDS, OneOf, Partly

NONE_OF_THESE = "none of these"
AS_WRITTEN = "as written"

BOTH_MARKS = f"{AS_WRITTEN} and {NONE_OF_THESE}"  # no comma: it parts the words of a list

_APOSTROPHES = "'`\u2019\u00b4"
_LIKE = 0.78  # how alike (0 to 1) a word must be to another to be asked about
_DETAIL = re.compile(r"\s*(?::|\(|\[|;|=|\s[-–—>]+\s)\s*")
_SEVERAL = re.compile(r"\s*(?:,|;|/|\+|&|\band\b|\bplus\b|\bund\b)\s*", re.IGNORECASE)
# A question mark, a minus sign that is no hyphen and a nought leave open what is said.
_DOUBT = re.compile(
    r"[?\u00bf]|^\W*[-\u2212\u2013]|[-\u2212\u2013]\W*$|\(\s*[-\u2212\u2013]\s*\)|(?<![\w.,])0(?![\w.,])"
)
# 2019, 3x, x4, 30mg; no letters that can be the name of a drug (5FU), nor 0mg.
_COUNTED = re.compile(
    r"0+|x?[1-9]\d*(?:x|m?g|mcg|ug|kg|gbq|mm|cm|st|nd|rd|th|d|w|h|yrs?|years?|months?|weeks?|days?)?"
)
_LONGEST_REMARK = 40  # words: a longer one is not looked through
# Beside a word, each of these leaves open what is said of it.
_OPEN = frozenset(
    (
        *("no", "not", "non", "none", "never", "neg", "negative", "without", "absent", "free"),
        *("excluded", "exclude", "unlikely", "tolerated", "possible", "possibly", "probable"),
        *("suspected", "suspicion", "suspicious", "query", "questionable", "maybe", "perhaps"),
        *("unclear", "unknown", "resolved", "former", "denied", "denies", "except", "or"),
        *("family", "father", "mother", "sister", "brother"),
    )
)
# British and American spelling, and the same word in two ways.
_SPELLING = (
    ("ae", "e"),
    ("oe", "e"),
    ("our", "or"),
    ("yse", "yze"),
    ("isation", "ization"),
    ("ise", "ize"),
    ("sulph", "sulf"),
    ("logue", "log"),
    ("ph", "f"),
)

Names = frozenset[str]


@frozen(repr=False, eq=False)
class Read(Plain):
    """One word as read: ``names`` are on the list for certain, ``may`` perhaps (None: anything).

    ``near`` are known words that it looks like or speaks of, for a question.
    """

    names: Names = frozenset()
    may: Names | None = frozenset()
    near: tuple[str, ...] = ()
    is_none: bool = False
    is_unknown: bool = False

    @property
    def is_open(self) -> bool:
        """What it names cannot be told, wholly or in part."""
        return self.may is None or bool(self.may)


_CLEAR, _NONE, _UNKNOWN = Read(), Read(is_none=True), Read(is_unknown=True)


def tidy(text: str) -> str:
    """Return a text without blanks at its ends and doubled within, in composed characters."""
    return " ".join(unicodedata.normalize("NFC", text).split())


@lru_cache(8192)
def key(text: str) -> str:
    """Return what is the same for all spellings of a word: capitals, accents, hyphens, plurals."""
    folded = unicodedata.normalize("NFKD", text.replace("ß", "ss")).casefold()
    plain = "".join(c if c.isalnum() or c == "+" else " " for c in folded if not _is_accent(c))
    return " ".join(_spelt(word) for word in plain.split())


def _is_accent(character: str) -> bool:
    return unicodedata.category(character) == "Mn" or character in _APOSTROPHES


def _spelt(word: str) -> str:
    for way, other in _SPELLING:
        word = word.replace(way, other)
    if len(word) > 4 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    return word


_NAMES_NOTHING = frozenset(map(key, synonyms.NAMES_NOTHING.split("|")))
_IN_DOUBT = _OPEN | frozenset(map(key, synonyms.LEAVES_OPEN.split("|")))


@frozen(repr=False, eq=False)
class _List(Plain):
    """Every phrase of one list, by its key."""

    names: Mapping[str, Names]
    maybe: Mapping[str, Names]
    clear: Names
    fillers: Names
    # Phrases that change nothing as a remark; whether a word stays named whatever is remarked;
    # whether a number beside a word changes nothing.
    remarks: Names
    keeps_named: bool
    counts: bool
    none: Names
    unknown: Names


def _phrases(text: str) -> Iterator[str]:
    """Yield the keys of phrases between bars, each also as one word."""
    for phrase in filter(None, map(key, text.split("|"))):
        yield phrase
        yield phrase.replace(" ", "")


def _by_phrase(table: Iterable[tuple[str, Names]]) -> dict[str, Names]:
    found: dict[str, Names] = {}
    for phrases, words in table:
        for phrase in _phrases(phrases):
            found[phrase] = found.get(phrase, frozenset()) | words
    return found


@cache
def _list(field: str, choices: tuple[str, ...]) -> _List:
    named = {word: word for word in choices}, synonyms.NAMES.get(field, {})
    maybe = synonyms.ONE_OF.get(field, {})
    return _List(
        _by_phrase(
            (phrases, frozenset({word})) for table in named for word, phrases in table.items()
        ),
        _by_phrase((phrases, frozenset(words.split())) for phrases, words in maybe.items()),
        frozenset(_by_phrase([(synonyms.NO_CONCERN.get(field, ""), frozenset())])),
        _of_both(synonyms.FILLERS, field),
        _of_both(synonyms.FILLERS, field) | _of_both(synonyms.REMARKS, field),
        field in synonyms.NAMED_WHATEVER_IS_ADDED,
        field not in synonyms.A_NUMBER_SAYS_MORE,
        _of_both(synonyms.NONE, field),
        frozenset(_phrases(synonyms.UNKNOWN)),
    )


def _of_both(table: Mapping[str, str], field: str) -> Names:
    """Return the phrases for every list and those for one."""
    return frozenset((*_phrases(table[""]), *_phrases(table.get(field, ""))))


def known_word(field: str, choices: tuple[str, ...], written: str) -> str | None:
    """Return the one word that a text is, or is a synonym of; None for any other."""
    if written in choices:
        return written
    if is_doubtful(written):
        return None
    found = _list(field, choices).names.get(key(written), frozenset())
    return next(iter(found)) if len(found) == 1 else None


def is_doubtful(written: str) -> bool:
    """Say whether a text questions what it says, or denies it by a sign ("liver?", "HER2-")."""
    return _DOUBT.search(tidy(written)) is not None


def same_word(choices: Iterable[str], written: str) -> str | None:
    """Return the word of which a text is another spelling; None for any other."""
    if is_doubtful(written):
        return None
    return next((word for word in choices if _joined(word) == _joined(written)), None)


def _joined(text: str) -> str:
    return key(text).replace(" ", "")


def is_meant(written: str) -> bool:
    """Say whether a person wrote that a word is meant as it is, or concerns no rule."""
    return _mark(written)[1] != ""


def _mark(written: str) -> tuple[str, str]:
    """Return what is marked and the mark; the mark is empty where there is none."""
    head, _, last = written.rpartition(":")
    for mark in (NONE_OF_THESE, AS_WRITTEN, BOTH_MARKS):
        if head and key(last) == key(mark):
            return tidy(head), mark
    return written, ""


def is_called(field: str, choices: tuple[str, ...], phrases: str, written: str) -> bool:
    """Say whether a word of a list says one of some phrases, and beside it nothing but remarks."""
    if is_doubtful(written):
        return False
    words = _list(field, choices)
    head, *details = _DETAIL.split(tidy(written), maxsplit=1)
    if details and not _is_remark(words, key(details[0])):
        return False
    named = _without(words.fillers, key(head))
    return any(named == _without(words.fillers, phrase) for phrase in _phrases(phrases))


def _without(fillers: Names, phrase: str) -> str:
    return " ".join(token for token in phrase.split() if token not in fillers)


def kept(field: str, choices: tuple[str, ...], written: str) -> str:
    """Return a word as a case keeps it: a known word in its own spelling, any other as written."""
    read_as = read(field, choices, written)
    if read_as.is_none:
        return "none"
    if read_as.is_unknown:
        return "unknown"
    return same_word(choices, written) or tidy(written)


@lru_cache(8192)
def read(field: str, choices: tuple[str, ...], written: str) -> Read:
    """Return what a word of a list says. ``choices`` are the words that rules know."""
    if written in choices:
        return Read(frozenset({written}))
    words = _list(field, choices)
    whole = key(written)
    if whole in words.none:
        return _UNKNOWN if is_doubtful(written) else _NONE
    if not whole or whole in words.unknown:
        return _UNKNOWN
    marked, mark = _mark(written)
    if mark:
        return _marked(words, marked, mark)
    found = _stated(words, tidy(written))
    if found.names and found.may is not None and is_doubtful(written):
        may = found.names | found.may
        return Read(may=may, near=tuple(sorted(may)))
    return found


def _stated(words: _List, text: str) -> Read:
    """Return what a text says of a list: one word or several, with a remark beside it or none."""
    found = _exactly(words, key(text)) or _pieces(words, text)
    if found is not None:
        return found
    head, *details = _DETAIL.split(text, maxsplit=1)
    found = _pieces(words, head) if details else None
    if found is None:
        return _not_read(words, key(text))
    detail = key(details[0])
    others = _spoken_of(words, detail) - found.names
    is_fixed = detail in words.remarks
    if others or not (is_fixed or _OPEN.isdisjoint(detail.split())):
        # What is added takes part of it back, or speaks of more: nobody knows what it says.
        return Read(may=None, near=tuple(sorted(found.names | others)))
    if is_fixed or _is_remark(words, detail):
        return found
    near = found.names or found.may or _alike(words, detail)
    return Read(found.names if words.keeps_named else frozenset(), None, tuple(sorted(near)))


def _is_remark(words: _List, detail: str) -> bool:
    """Say whether a remark is one of those that change nothing: a reaction, a day, a number."""
    return all(token in words.remarks or _is_counted(words, token) for token in detail.split())


def _is_counted(words: _List, token: str) -> bool:
    """Say whether a word is a number that changes nothing of what it stands beside."""
    return words.counts and _COUNTED.fullmatch(token) is not None


def _exactly(words: _List, phrase: str) -> Read | None:
    """Return what a phrase names, its words written apart or together."""
    for way in (phrase, phrase.replace(" ", "")):
        if way in words.names:
            return Read(words.names[way])
        if way in words.maybe:
            return Read(may=words.maybe[way], near=tuple(sorted(words.maybe[way])))
        if way in words.clear:
            return _CLEAR
    return None


def _pieces(words: _List, text: str) -> Read | None:
    """Return what a text says that names one thing or several, None where a part is not read."""
    one = _with_fillers(words, key(text))
    pieces = [piece for piece in _SEVERAL.split(text) if piece]
    if one is not None or len(pieces) < 2:
        return one
    said = [
        piece
        for piece in pieces
        if _exactly(words, key(piece)) or not _is_remark(words, key(piece))
    ]
    if not said:
        return None
    found = [_with_fillers(words, key(piece)) for piece in said]
    names: set[str] = set()
    may: set[str] = set()
    for piece in found:
        if piece is None or piece.may is None:
            return None
        names |= piece.names
        may |= piece.may
    return Read(frozenset(names), frozenset(may), tuple(sorted(may)))


def _with_fillers(words: _List, phrase: str) -> Read | None:
    """Return what a phrase says once the words around it that add nothing are left out."""
    found = _exactly(words, phrase)
    if found is not None:
        return found
    tokens = phrase.split()
    if len(tokens) > _LONGEST_REMARK or not _OPEN.isdisjoint(tokens):
        return None
    for length in range(len(tokens) - 1, 0, -1):
        for start in range(len(tokens) - length + 1):
            around = tokens[:start] + tokens[start + length :]
            if all(t in words.fillers or _is_counted(words, t) for t in around):
                found = _exactly(words, " ".join(tokens[start : start + length]))
                if found is not None:
                    return found
    return None


def _spoken_of(words: _List, phrase: str) -> Names:
    """Return the known words that a phrase has in it."""
    tokens = phrase.split()
    found: set[str] = set()
    for start in range(len(tokens)):
        for end in range(start + 1, min(start + 5, len(tokens)) + 1):
            part = " ".join(tokens[start:end])
            found |= words.names.get(part, frozenset()) | words.maybe.get(part, frozenset())
    return frozenset(found)


def _not_read(words: _List, phrase: str) -> Read:
    near = _spoken_of(words, phrase) or _alike(words, phrase)
    return Read(may=None, near=tuple(sorted(near)))


def _alike(words: _List, phrase: str) -> Names:
    """Return the known words that a phrase, or a word of it, looks like."""
    import difflib

    known = (*words.names, *words.maybe)
    tokens = phrase.split()[:_LONGEST_REMARK]
    for text in (phrase, *(token for token in tokens if len(token) > 4 and token != phrase)):
        near = difflib.get_close_matches(text, known, n=1, cutoff=_LIKE)
        if near:
            return words.names.get(near[0]) or words.maybe[near[0]]
    return frozenset()


def _marked(words: _List, text: str, mark: str) -> Read:
    """Return what a word says that a person marked; a mark never hides a known word."""
    if not key(text) or key(text) in words.unknown or key(text) in words.none:
        return Read(may=None)
    found = _stated(words, text)
    if found.names:
        return found
    if mark == AS_WRITTEN:
        return found if not found.is_open else Read(may=found.may)
    if mark == NONE_OF_THESE and found.near:
        return Read(may=None, near=found.near)
    return _CLEAR


@lru_cache(4096)
def chosen(field: str, choices: tuple[str, ...], written: str) -> str | OneOf | None:
    """Return which word, or which of several, a text of an open choice says; None for neither."""
    if written in choices:
        return written
    if names_another(field, choices, written):
        any_other = synonyms.ANY_OTHER[field]
        is_other = len(any_other) == 1 or is_meant(written)
        return any_other[-1] if is_other else OneOf(any_other)
    if field in tnm.CATEGORIES and (words := tnm.categories(choices, written)):
        return OneOf(words) if len(words) > 1 else words[0]
    found = read(field, choices, written)
    if is_doubtful(written) or found.may is None:
        at_least = synonyms.AT_LEAST.get(field)
        return OneOf(at_least) if at_least and not found.is_none else None
    # "Well differentiated, G2" says G2: what else is said may be that, too.
    said = found.names if len(found.names) == 1 and found.may >= found.names else None
    said = said or found.names | found.may
    words = tuple(word for word in choices if word in said)
    return OneOf(words) if len(words) > 1 else words[0] if words else None


def names_nothing(written: str) -> bool:
    """Say whether a text has no word in it that could name an organ or a syndrome."""
    words = frozenset(key(written).split())
    return words <= _NAMES_NOTHING or sum(map(str.isalpha, written)) < 2


def names_another(field: str, choices: tuple[str, ...], written: str) -> bool:
    """Say whether a word of a choice with "other" names something that is none of the others.

    What looks like a known word is no other word, unless it is marked as meant.
    """
    if field not in synonyms.ANY_OTHER or written in choices or is_doubtful(written):
        return False
    named, mark = _mark(tidy(written))
    if names_nothing(named) or not _IN_DOUBT.isdisjoint(key(named).split()):
        return False
    found = read(field, choices, named)
    if found.may is not None or found.names:
        return False
    return mark in (AS_WRITTEN, BOTH_MARKS) or set(found.near) <= {"other"}


def is_unread(field: str, choices: tuple[str, ...], written: str) -> bool:
    """Say whether a text of an open choice says something that is none of its words."""
    if written in UNKNOWN_WORDS or chosen(field, choices, written) is not None:
        return False
    return not read(field, choices, written).is_unknown


def listed(field: str, choices: tuple[str, ...], written: Names) -> Names | Partly | None:
    """Return what is on a list: a set of words, part of which may be open; None: not known.

    Words that concern no rule are on it as they were written.
    """
    readings = [(word, read(field, choices, word)) for word in sorted(written)]
    told = [(word, one) for word, one in readings if not one.is_none]
    if not told:
        return frozenset()
    if all(one.is_unknown for _, one in told):
        return None
    names: set[str] = set()
    may: set[str] | None = set()
    unread = []
    for word, one in told:
        names |= one.names or (set() if one.is_open or one.is_unknown else {word})
        if not (one.is_open or one.is_unknown):
            continue
        unread.append(word)
        may = None if may is None or one.may is None or one.is_unknown else may | one.may
    if not unread:
        return frozenset(names)
    return Partly(frozenset(names), tuple(unread), None if may is None else frozenset(may | names))
