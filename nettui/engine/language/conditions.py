"""Conditions over facts, as data.

Authors write them with references: ``(ki67 >= 3) & (ki67 <= 20)``. A condition is true, false or
unknown; ``.known`` and ``.missing`` alone are never unknown. Nothing here evaluates a condition:
that is `interpret` (to be read) and `compile` (to be fast).
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any as Anything
from typing import ClassVar, Literal, NoReturn

from attrs import field, frozen

from nettui.case.base.plain import Plain
from nettui.case.record.facts import FACTS, Fact, Kind
from nettui.engine.language.errors import Mistake, did_you_mean

Operator = Literal[">=", ">", "<=", "<", "=="]
OPERATORS: tuple[str, ...] = (">=", ">", "<=", "<", "==")


class Condition(Plain):
    """Base of all conditions: combined with ``&``, ``|`` and ``~``, never with and/or/not."""

    __slots__ = ()

    def __and__(self, other: Condition) -> Condition:
        """Both hold."""
        return All(_flat(All, self, _condition(other, "&")))

    def __or__(self, other: Condition) -> Condition:
        """At least one holds."""
        return Any(_flat(Any, self, _condition(other, "|")))

    def __invert__(self) -> Condition:
        """It does not hold."""
        return self.term if isinstance(self, Not) else Not(self)

    def __bool__(self) -> bool:
        """Refuse: a condition has no truth of its own until it meets a case."""
        raise Mistake(
            "A condition was used where Python wants yes or no.",
            "Join conditions with & | ~ and put each comparison in its own brackets: "
            "write (ki67 > 2) & (ki67 < 3), not 2 < ki67 < 3 and not 'a and b'.",
        )


@frozen(repr=False, eq=False)
class ParameterPlace(Plain):
    """The place of a number that an institution may set (see `tables.Parameter`)."""

    parameter: str

    def __str__(self) -> str:
        return self.parameter


Number = float | int | ParameterPlace


@frozen(repr=False, eq=False)
class Compare(Condition):
    """A number against a bound, in the fact's canonical unit."""

    fact: str
    op: str
    value: Number


@frozen(repr=False, eq=False)
class Among(Condition):
    """A choice is one of these words."""

    fact: str
    values: tuple[str, ...]


@frozen(repr=False, eq=False)
class Include(Condition):
    """A list holds at least one of these words."""

    fact: str
    items: tuple[str, ...]


@frozen(repr=False, eq=False)
class Known(Condition):
    """The fact has been answered. Never unknown."""

    fact: str


@frozen(repr=False, eq=False)
class Offered(Condition):
    """An earlier stage offers the option, and nothing stops it or may stop it.

    ``listed``: or names it, cleared or held; only what is stopped is not listed (Z04).
    """

    option: str
    listed: bool = False


@frozen(repr=False, eq=False)
class All(Condition):
    """Every term holds. No terms: always true."""

    terms: tuple[Condition, ...] = ()


@frozen(repr=False, eq=False)
class Any(Condition):
    """At least one term holds. No terms: never."""

    terms: tuple[Condition, ...] = ()


@frozen(repr=False, eq=False)
class Not(Condition):
    """The term does not hold."""

    term: Condition


ALWAYS = All()


def _flat(kind: type[All] | type[Any], left: Condition, right: Condition) -> tuple[Condition, ...]:
    terms: list[Condition] = []
    for part in (left, right):
        terms.extend(part.terms if isinstance(part, kind) else (part,))
    return tuple(terms)


def _condition(value: object, sign: str) -> Condition:
    if isinstance(value, Condition):
        return value
    if isinstance(value, Reference):
        raise Mistake(
            f"'{value.name}' stands beside {sign} without a test.",
            f"Say what must hold of it, for instance fact('{value.name}').known.",
        )
    raise Mistake(
        f"{value!r} stands beside {sign} but is not a condition.",
        "Put each comparison in its own brackets: (ki67 >= 3) & (ki67 <= 20).",
    )


# --- arithmetic over facts, for tables --------------------------------------------------------

LARGEST_POWER = 3


@frozen(repr=False, eq=False)
class Arithmetic(Plain):
    """A number worked out from facts: ``op`` over ``terms`` (facts by name, numbers, more).

    ``**`` is a power of something positive: ``(height * weight / 3600) ** 0.5``.
    """

    op: Literal["+", "-", "*", "/", "**"]
    terms: tuple[Term, Term]

    def __attrs_post_init__(self) -> None:
        power = self.terms[1]
        if self.op == "**" and not (isinstance(power, (int, float)) and 0 < power <= LARGEST_POWER):
            raise Mistake(
                f"{power!r} is no power.", f"Give a plain number above 0, at most {LARGEST_POWER}."
            )

    def __add__(self, other: Sum) -> Arithmetic:
        return Arithmetic("+", (self, _term(other)))

    def __sub__(self, other: Sum) -> Arithmetic:
        return Arithmetic("-", (self, _term(other)))

    def __mul__(self, other: Sum) -> Arithmetic:
        return Arithmetic("*", (self, _term(other)))

    def __truediv__(self, other: Sum) -> Arithmetic:
        return Arithmetic("/", (self, _term(other)))

    def __pow__(self, other: float) -> Arithmetic:
        return Arithmetic("**", (self, _term(other)))

    def __rsub__(self, other: Sum) -> Arithmetic:
        return Arithmetic("-", (_term(other), self))

    def __rmul__(self, other: Sum) -> Arithmetic:
        return Arithmetic("*", (_term(other), self))


@frozen(repr=False, eq=False)
class Value(Plain):
    """The number that a fact holds."""

    fact: str


Term = float | int | Value | Arithmetic


def _term(value: object) -> Term:
    if isinstance(value, Reference):
        value._want(Kind.NUMBER, "arithmetic")
        return Value(value.name)
    if isinstance(value, (Arithmetic, Value)) or (
        isinstance(value, (int, float)) and not isinstance(value, bool)
    ):
        return value
    raise Mistake(f"{value!r} is not a number or a fact.", "Use facts and plain numbers only.")


# --- references: how authors write conditions --------------------------------------------------


@frozen(eq=False)
class Reference:
    """A fact as authors name it. Comparing it gives a `Condition`, never a yes or no."""

    name: str
    known_as: Fact | None = field(default=None, repr=False)

    __hash__: ClassVar[Anything] = None

    def _want(self, kind: Kind, what: str) -> None:
        if self.known_as is not None and self.known_as.kind is not kind:
            raise Mistake(
                f"'{self.name}' is a {self.known_as.kind.name.lower()}, not for {what}.",
                _REMEDY[self.known_as.kind],
            )

    def _compare(self, op: Operator, value: object) -> Condition:
        self._want(Kind.NUMBER, f"a comparison with {op}")
        if not isinstance(value, (int, float, ParameterPlace)) or isinstance(value, bool):
            raise Mistake(
                f"'{self.name} {op} {value!r}' compares a number with something else.",
                "Give a plain number in the fact's unit, or a parameter.",
            )
        if isinstance(value, (int, float)) and not math.isfinite(value):
            raise Mistake(f"'{self.name} {op} {value}' has no finite bound.", "Give a number.")
        return Compare(self.name, op, value)

    def __ge__(self, value: Number) -> Condition:
        return self._compare(">=", value)

    def __gt__(self, value: Number) -> Condition:
        return self._compare(">", value)

    def __le__(self, value: Number) -> Condition:
        return self._compare("<=", value)

    def __lt__(self, value: Number) -> Condition:
        return self._compare("<", value)

    def equals(self, value: Number) -> Condition:
        """The number is exactly this."""
        return self._compare("==", value)

    def __eq__(self, other: object) -> NoReturn:
        raise Mistake(
            f"'{self.name} == {other!r}' would silently be False.",
            "Write .is_('word') for a word, .equals(3) for a number, .include('word') for a list.",
        )

    def __ne__(self, other: object) -> NoReturn:
        raise Mistake(
            f"'{self.name} != {other!r}' would silently be True.",
            "Write ~fact.is_('word'); mind that it is unknown while the fact is unknown.",
        )

    def __bool__(self) -> bool:
        raise Mistake(
            f"'{self.name}' was used where Python wants yes or no.",
            "Say what must hold of it: .is_('yes'), .known, >= 3; join with & | ~.",
        )

    def _words(self, words: tuple[str, ...], kind: Kind, verb: str) -> tuple[str, ...]:
        self._want(kind, verb)
        if not words:
            raise Mistake(f"{verb} of '{self.name}' names no word.", "Name at least one.")
        for word in words:
            if not isinstance(word, str):
                raise Mistake(f"{verb}({word!r}) of '{self.name}' is not a word.", "Use text.")
            if self.known_as is not None and word not in self.known_as.choices:
                raise Mistake(
                    f"'{self.name}' is never '{word}'.", did_you_mean(word, self.known_as.choices)
                )
        return words

    def is_(self, word: str) -> Condition:
        """The choice is this word."""
        return Among(self.name, self._words((word,), Kind.CHOICE, "is_"))

    def one_of(self, *words: str) -> Condition:
        """The choice is one of these words."""
        return Among(self.name, self._words(words, Kind.CHOICE, "one_of"))

    def include(self, *words: str) -> Condition:
        """The list holds at least one of these words."""
        return Include(self.name, self._words(words, Kind.SET, "include"))

    @property
    def yes(self) -> Condition:
        """The answer is yes."""
        return self.is_("yes")

    @property
    def no(self) -> Condition:
        """The answer is no: recorded as no, never merely missing."""
        return self.is_("no")

    @property
    def known(self) -> Condition:
        """The fact has been answered."""
        return Known(self.name)

    @property
    def missing(self) -> Condition:
        """The fact has not been answered."""
        return Not(Known(self.name))

    def __add__(self, other: Sum) -> Arithmetic:
        return Arithmetic("+", (_term(self), _term(other)))

    def __sub__(self, other: Sum) -> Arithmetic:
        return Arithmetic("-", (_term(self), _term(other)))

    def __mul__(self, other: Sum) -> Arithmetic:
        return Arithmetic("*", (_term(self), _term(other)))

    def __truediv__(self, other: Sum) -> Arithmetic:
        return Arithmetic("/", (_term(self), _term(other)))

    def __rsub__(self, other: Sum) -> Arithmetic:
        return Arithmetic("-", (_term(other), _term(self)))

    def __rmul__(self, other: Sum) -> Arithmetic:
        return Arithmetic("*", (_term(other), _term(self)))

    @property
    def value(self) -> Value:
        """The number itself, as what a table answers."""
        self._want(Kind.NUMBER, "the answer of a table")
        return Value(self.name)


Sum = Reference | Arithmetic | Value | float | int

_REMEDY = {
    Kind.NUMBER: "Compare it: >= 3, < 30; or .known, .missing.",
    Kind.CHOICE: "Use .is_('word'), .one_of('a', 'b'), .yes, .no, .known, .missing.",
    Kind.SET: "Use .include('word'), .known, .missing.",
    Kind.DATE: "A date can only be .known or .missing; ages in months are facts of their own.",
    Kind.TEXT: "Free text can only be .known or .missing.",
}


def fact(name: str) -> Reference:
    """Return the reference to a fact of the case, by its full name (``pathology.ki67``)."""
    known = FACTS.get(name)
    if known is None:
        raise Mistake(f"There is no fact '{name}'.", did_you_mean(name, FACTS))
    return Reference(name, known)


def derived(name: str) -> Reference:
    """Return the reference to a derived fact: a table, ``grade`` or ``route``.

    Whether it exists, and which words it can take, is checked when publishing.
    """
    if "." in name:
        raise Mistake(f"'{name}' has a dot, derived facts have none.", f"Write fact('{name}').")
    return Reference(name)


def parameter(name: str) -> ParameterPlace:
    """Return the place of a parameter, to compare a fact with."""
    return ParameterPlace(name)


def offered(option: str) -> Condition:
    """An earlier stage offers the option, and it is cleared."""
    return Offered(option)


def listed(option: str) -> Condition:
    """An earlier stage names the option, cleared or held: what goes with it is said (Z04)."""
    return Offered(option, listed=True)


# --- walking ---------------------------------------------------------------------


def atoms(condition: Condition) -> Iterator[Condition]:
    """Yield the single tests of a condition, left to right."""
    if isinstance(condition, (All, Any)):
        for term in condition.terms:
            yield from atoms(term)
    elif isinstance(condition, Not):
        yield from atoms(condition.term)
    else:
        yield condition


def facts_of(condition: Condition) -> tuple[str, ...]:
    """Return the names of the facts that a condition reads, each once, in order."""
    found = (getattr(atom, "fact", None) for atom in atoms(condition))
    return tuple(dict.fromkeys(name for name in found if name is not None))
