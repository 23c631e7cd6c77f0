"""The words in which facts are described: kind, fact, range, not applicable."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum
from operator import attrgetter
from types import MappingProxyType
from typing import Any, Final, Literal

from attrs import fields, frozen

from nettui.case.base.plain import Plain

Level = Literal["CORE", "DEP", "REC", "OPT"]
Pick = Literal["only", "newest", "worst"]


class Kind(Enum):
    """What sort of value a fact has."""

    NUMBER = "number"
    CHOICE = "choice"
    SET = "set"
    DATE = "date"
    TEXT = "text"


@frozen(repr=False, eq=False)
class Range(Plain):
    """A number known only to lie between two bounds, both inclusive, in the fact's unit."""

    low: float
    high: float


@frozen(repr=False, eq=False)
class Partly(Plain):
    """A list of which some words cannot be read: ``words`` are on it, ``unread`` are those others.

    ``may`` is everything that can be on it, where the words that cannot be read are narrowed down
    ("somatostatin analogue" is octreotide or lanreotide); None: anything.
    """

    words: frozenset[str]
    unread: tuple[str, ...]
    may: frozenset[str] | None = None


@frozen(repr=False, eq=False)
class OneOf(Plain):
    """A choice that is one of several words, it is not known which ("metastatic", "low grade").

    In the order of the fact's choices. Rules hold where they hold for each of the words.
    """

    words: tuple[str, ...]


@frozen(repr=False, eq=False)
class Contradictory(Plain):
    """Values of one thing at one moment that differ. ``on`` is the day, empty where none is given.

    Rules read nothing from it; a guard is evaluated with each of the values, and the worst counts
    (ruling Z30). Its values come in one order, whatever the order of the record.
    """

    values: tuple[Any, ...]
    on: str = ""

    __hash__ = None  # type: ignore[assignment] # never looked up as if it were one value

    def __float__(self) -> float:
        raise TypeError("contradictory values are not one number")


class NotApplicable(Enum):
    """Answered, but the question has no value for this patient."""

    NOT_APPLICABLE = "not_applicable"

    def __repr__(self) -> str:
        return "NOT_APPLICABLE"

    __str__ = __repr__


NOT_APPLICABLE: Final = NotApplicable.NOT_APPLICABLE

# Answers that a clinician may give and that leave the fact unknown: kept in the case, None in the
# picture. They are never negative, no or zero.
UNKNOWN_WORDS: Final = frozenset({"unknown", "not_done", "not_tested", "not_assessed", "Rx"})

NOT_EXCLUDED: Final = "not excluded"
"""How what speaks against something reads while nobody knows of it."""

# "None of these" in a list: an empty set, known to be empty.
NONE_WORD: Final = "none"


@frozen(repr=False, eq=False)
class Fact(Plain):
    """One named value of the picture, with everything that is declared about it.

    ``choices`` are the words the picture can hold; ``unknown_words`` are the further words a
    case may hold that leave it unknown. ``plausible`` warns, ``hard`` refuses; both are
    inclusive and in ``unit``. ``open`` sets take words beyond ``choices``. An open choice is kept
    as it is written ("pT2", "low grade"); where that leaves open which of ``choices`` it is, or
    is none of them, it is asked about.

    How it is spoken of: ``question`` asks for it; ``noun`` names it in a sentence (the label,
    unless given); ``lacking`` follows that name while it is missing; ``reads`` is a clause with a
    place for the value, ``says`` the clause of a word that needs one of its own.
    """

    name: str
    label: str
    kind: Kind
    unit: str = ""
    choices: tuple[str, ...] = ()
    level: Level = "OPT"
    needed_when: str = ""
    blocks: str = ""
    plausible: tuple[float, float] | None = None
    hard: tuple[float, float] | None = None
    code: str = ""
    pick: Pick = "only"
    integer: bool = False
    yes_no: bool = False
    open: bool = False
    lines: bool = False
    unknown_words: tuple[str, ...] = ()
    question: str = ""
    noun: str = ""
    lacking: str = "not known"
    reads: str = ""
    says: Mapping[str, str] = MappingProxyType({})

    def named(self, name: str) -> Fact:
        """Return the same fact under a name."""
        return Fact(name, *_all_but_the_name(self))

    @property
    def section(self) -> str:
        """The section the fact belongs to (``pathology``)."""
        return self.name.partition(".")[0]

    @property
    def field(self) -> str:
        """The fact's own name in its section (``ki67``)."""
        return self.name.partition(".")[2]

    @property
    def inside(self) -> str:
        """What it is called inside a sentence: ``interstitial lung disease``."""
        return self.noun or inside(self.label)

    @property
    def missing(self) -> str:
        """How it reads in a clause while it is missing: ``pregnancy not excluded``."""
        return f"{self.inside} {self.lacking}"

    @property
    def sought(self) -> str:
        """What is to be found out: ``Ki-67``, ``exclusion of pregnancy``."""
        return f"exclusion of {self.inside}" if self.lacking == NOT_EXCLUDED else self.inside

    @property
    def words(self) -> tuple[str, ...]:
        """Every word that may be entered."""
        return self.choices + self.unknown_words


def inside(text: str) -> str:
    """Return a label or a sentence as it is written behind a colon or within a sentence.

    Only a plain word loses its capital: Ki-67, SSTR, eGFR and PRRT keep theirs.
    """
    return text[:1].lower() + text[1:] if _PLAIN_WORD.match(text) else text


_NAMES = "Krenning|Child|Merkel|Lynch|Cushing|Whipple"
_PLAIN_WORD = re.compile(rf"(?!(?:{_NAMES})\b)(?:A(?= )|[A-Z][a-z]+(?:-[a-z]+)*(?![\w-]))")
_all_but_the_name = attrgetter(*(a.name for a in fields(Fact) if a.name != "name"))
