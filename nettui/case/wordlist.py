"""How a word that a person wrote in a list is read: what it names, what it may be, or nothing.

A list is *closed* against mistakes: a word that names nothing known, and was not marked by a person
as concerning none of what rules read, leaves open what is on the list. So a stop that reads the
list cannot be told, and no change of a spelling can clear it.

Beside a word may stand what happened ("octreotide: rash"). Two remarks have a meaning:
``: none of these`` says that the word concerns none of the words that rules read, ``: as written``
that it is meant as it is written, though it looks like another.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache

from attrs import frozen

from nettui.case import synonyms
from nettui.case.plain import Plain
from nettui.case.vocabulary import Partly

NONE_OF_THESE = "none of these"
AS_WRITTEN = "as written"

_APOSTROPHES = "'`\u2019\u00b4"
_LIKE = 0.78  # how alike (0 to 1) a word must be to another to be asked about
_DETAIL = re.compile(r"\s*(?::|\(|\[|;|=|\s[-–—>]+\s)\s*")
_SEVERAL = re.compile(r"\s*(?:,|;|/|\+|&|\band\b|\bplus\b|\bund\b)\s*", re.IGNORECASE)
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


@frozen(repr=False, eq=False)
class _List(Plain):
    """Every phrase of one list, by its key."""

    names: Mapping[str, Names]
    maybe: Mapping[str, Names]
    clear: Names
    fillers: Names
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
        frozenset((*_phrases(synonyms.FILLERS[""]), *_phrases(synonyms.FILLERS.get(field, "")))),
        frozenset((*_phrases(synonyms.NONE[""]), *_phrases(synonyms.NONE.get(field, "none")))),
        frozenset(_phrases(synonyms.UNKNOWN)),
    )


def known_word(field: str, choices: tuple[str, ...], written: str) -> str | None:
    """Return the one word that a text is, or is a synonym of; None for any other."""
    if written in choices:
        return written
    found = _list(field, choices).names.get(key(written), frozenset())
    return next(iter(found)) if len(found) == 1 else None


def same_word(choices: Iterable[str], written: str) -> str | None:
    """Return the word of which a text is another spelling; None for any other."""
    return next((word for word in choices if _joined(word) == _joined(written)), None)


def _joined(text: str) -> str:
    return key(text).replace(" ", "")


def is_meant(written: str) -> bool:
    """Say whether a person wrote that a word is meant as it is, or concerns no rule."""
    detail = written.rpartition(":")[2]
    return ":" in written and key(detail) in (key(NONE_OF_THESE), key(AS_WRITTEN))


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
        return _NONE
    if not whole or whole in words.unknown:
        return _UNKNOWN
    found = _exactly(words, whole)
    if found is not None:
        return found
    head, *details = _DETAIL.split(tidy(written), maxsplit=1)
    detail = key(details[0]) if details else ""
    if detail == key(NONE_OF_THESE):
        return _marked_clear(words, head)
    if detail == key(AS_WRITTEN):
        known = _exactly(words, key(head))
        return known if known is not None and known.names else Read(may=None)
    found = _pieces(words, head if details else tidy(written))
    if found is None or not details:
        return found or _not_read(words, whole)
    others = _spoken_of(words, detail) - found.names
    if others or not _OPEN.isdisjoint(detail.split()):
        # What is added takes part of it back, or speaks of more: nobody knows what it says.
        return Read(may=None, near=tuple(sorted(found.names | others)))
    return found


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
    found = [_with_fillers(words, key(piece)) for piece in pieces]
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
    if not _OPEN.isdisjoint(tokens):
        return None
    for length in range(len(tokens) - 1, 0, -1):
        for start in range(len(tokens) - length + 1):
            around = tokens[:start] + tokens[start + length :]
            if all(token in words.fillers or token.isdigit() for token in around):
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
    import difflib

    known = (*words.names, *words.maybe)
    near = difflib.get_close_matches(phrase, known, n=3, cutoff=_LIKE)
    best = [words.names.get(one) or words.maybe[one] for one in near]
    return best[0] if best else frozenset()


def _marked_clear(words: _List, head: str) -> Read:
    """Return what a word says that a person marked: nothing, unless it is or looks like one."""
    found = _exactly(words, key(head)) or _pieces(words, head) or _not_read(words, key(head))
    if found.names:
        return found
    return Read(may=None, near=found.near) if found.near else _CLEAR


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
