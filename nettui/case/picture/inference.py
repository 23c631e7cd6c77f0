"""What the answers of a record imply, and which answers they exclude, by rows of the protocol.

Nothing clinical stands here: the rows come with the protocol that is in force, as plain data. They
read what is recorded, never what another row implies, so that no order of rows decides anything.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from attrs import frozen

from nettui.case.base.declare import Value, facts_of
from nettui.case.base.plain import Plain
from nettui.case.base.vocabulary import Kind, OneOf, Partly
from nettui.case.record.case import SECTIONS, Case
from nettui.case.record.facts import POSITION
from nettui.case.record.pathology import Specimen

Clause = tuple[str, tuple[str, ...], bool]
"""A fact, words, and whether its answer is (a list: has) one of them, or certainly none."""


ReadAs = Mapping[str, Mapping[str, str | None]]


@frozen(repr=False, eq=False)
class _Row(Plain):
    """``fact``, ``value``, and the clauses that must all hold; ``id`` names it in the protocol."""

    fact: str
    value: Value
    when: tuple[Clause, ...]
    says: str
    id: str = ""

    @property
    def note(self) -> str:
        """The line of the record."""
        return self.says


@frozen(repr=False, eq=False)
class ImpliedAnswer(_Row):
    """A fact that nobody answered has this value."""


@frozen(repr=False, eq=False)
class ExcludedAnswer(_Row):
    """This answer cannot be true beside the others: it is read as not known."""

    @property
    def note(self) -> str:
        """The line of the record."""
        return f"Contradiction: {self.says}. It is treated as unknown."


@frozen(repr=False, eq=False)
class Inferences(Plain):
    """Every row of a protocol.

    ``read_as``: what words that came after the protocol was published are read as, by fact (None:
    as not known).
    """

    implied: tuple[ImpliedAnswer, ...] = ()
    excluded: tuple[ExcludedAnswer, ...] = ()
    read_as: ReadAs = MappingProxyType({})


NO_INFERENCES = Inferences()

# Choices and lists that a person answers: nothing that is worked out from dated entries.
CAN_BE_IMPLIED = frozenset(
    fact.name
    for part, cls in {**SECTIONS, "pathology": Specimen}.items()
    for fact in facts_of(cls, part)
    if fact.kind in (Kind.CHOICE, Kind.SET)
)


def excluded(rows: Inferences, values: Sequence[Value]) -> tuple[ExcludedAnswer, ...]:
    """Return which answers among the values of a picture cannot be true beside the others."""
    return tuple(
        [
            row
            for row in rows.excluded
            if values[POSITION[row.fact]] == row.value and _all_hold(row.when, values)
        ]
    )


def implied(
    rows: Inferences,
    values: Sequence[Value],
    case: Case,
    day: int,
    contradicted: Container[str] = (),
) -> tuple[ImpliedAnswer, ...]:
    """Return what follows from the values of a picture for facts that nobody answered by a day.

    A fact that two rows would answer differently stays unknown, and so does one on which the
    record contradicts itself (``contradicted``).
    """
    found: dict[str, ImpliedAnswer] = {}
    disputed: set[str] = set()
    for row in rows.implied:
        held = values[POSITION[row.fact]]
        narrows = isinstance(held, OneOf) and row.value != held and _narrower(row.value, held)
        if not (held is None or narrows) or not _all_hold(row.when, values):
            continue
        if row.fact in contradicted or not (narrows or not _is_answered(case, row.fact, day)):
            continue
        other = found.get(row.fact)
        if other is None or _narrower(row.value, other.value):
            found[row.fact] = row
        elif not _narrower(other.value, row.value):
            disputed.add(row.fact)
    return tuple([row for row in found.values() if row.fact not in disputed])


def _narrower(value: Value, other: Value) -> bool:
    """Say whether a value is the other, or says which it is of several."""
    words = value.words if isinstance(value, OneOf) else (value,)
    return value == other or (isinstance(other, OneOf) and set(words) <= set(other.words))


def _all_hold(clauses: Iterable[Clause], values: Sequence[Value]) -> bool:
    """Say whether all clauses certainly hold."""
    for fact, words, is_wanted in clauses:
        value = values[POSITION[fact]]
        if isinstance(value, str):
            holds = (value in words) is is_wanted
        elif isinstance(value, frozenset):
            holds = value.isdisjoint(words) is not is_wanted
        elif isinstance(value, OneOf):
            among = {word in words for word in value.words}
            holds = among == {is_wanted}
        elif isinstance(value, Partly):
            # What cannot be read of a list may be any of the words.
            holds = is_wanted and not value.words.isdisjoint(words)
        else:
            return False
        if not holds:
            return False
    return True


def _is_answered(case: Case, name: str, day: int) -> bool:
    """Say whether a fact is answered by a day, as unknown too, or has a mark beside it."""
    return name in case.marks or any(answer is not None for answer in answers(case, name, day))


def answers(case: Case, name: str, day: int) -> Iterator[object]:
    """Yield what is recorded for a fact by a day, words that leave it open too."""
    section, _, field = name.partition(".")
    part = getattr(case, section)
    if isinstance(part, tuple):
        yield from (getattr(entry, field) for entry in part if entry.ordinal <= day)
    else:
        yield getattr(part, field)
