"""What recorded values come to: what they imply and what they exclude, by rows of a protocol."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence

from attrs import frozen

from nettui.case.base.declare import Value
from nettui.case.base.vocabulary import NOT_APPLICABLE, Contradictory, OneOf, Partly
from nettui.case.picture.inference import (
    ExcludedAnswer,
    ImpliedAnswer,
    Inferences,
    excluded,
    implied,
)
from nettui.case.record.case import Case
from nettui.case.record.facts import FACTS, POSITION


@frozen
class Concluded:
    """The values of a picture in the order of ``FACTS``, and the rows by which some are there."""

    values: tuple[Value, ...]
    implied: tuple[ImpliedAnswer, ...]
    excluded: tuple[ExcludedAnswer, ...]


def concluded(
    rows: Inferences,
    recorded: Sequence[Value],
    case: Case,
    day: int,
    contradicted: Container[str] = (),
) -> Concluded:
    """Return what recorded values come to on a day (its ordinal).

    ``contradicted``: facts on which the record contradicts itself, which nothing answers.
    """
    values = list(recorded)
    for name, words in rows.read_as.items():
        values[POSITION[name]] = _as_known(values[POSITION[name]], words)
    not_believed = excluded(rows, values)
    for row in not_believed:
        values[POSITION[row.fact]] = None
    drawn = implied(rows, values, case, day, contradicted)
    for answer in drawn:
        values[POSITION[answer.fact]] = answer.value
    for name, mark in case.marks.items():
        if mark.status == "not_applicable" and name in POSITION and values[POSITION[name]] is None:
            values[POSITION[name]] = NOT_APPLICABLE
    if not_believed or Contradictory in set(map(type, values)):
        values[-1] = _contradictions(not_believed, values)
    return Concluded(tuple(values), drawn, not_believed)


def _as_known(value: Value, words: Mapping[str, str | None]) -> Value:
    """Return a value in the words that the protocol knows."""
    match value:
        case Contradictory():
            known = tuple(sorted({words.get(each, each) for each in value.values}))
            return Contradictory(known, value.on) if len(known) > 1 else known[0]
        case OneOf():
            left = {words.get(each, each) for each in value.words}
            if len(left) == 1 or None in left:
                return None if None in left else left.pop()
            return OneOf(tuple(word for word in value.words if word in left))
        case frozenset() | Partly():
            return _known_of(value, words)
        case str():
            return words.get(value, value)
    return value


def _known_of(value: frozenset[str] | Partly, words: Mapping[str, str | None]) -> Value:
    """Return a list in the words that the protocol knows: a later one may be what it is read as."""
    named = value if isinstance(value, frozenset) else value.words
    later = named & words.keys()
    if isinstance(value, frozenset) and not later:
        return value
    may: frozenset[str] | None = named
    unread: tuple[str, ...] = ()
    if isinstance(value, Partly):
        may, unread = value.may, value.unread
    if may is not None:
        may = frozenset(words.get(word, word) or word for word in may)
    return Partly(named - later, (*unread, *sorted(later)), may)


def _contradictions(not_believed: Iterable[ExcludedAnswer], values: Sequence[Value]) -> str:
    """Return in words which facts the record contradicts."""
    facts = zip(FACTS.values(), values, strict=True)
    several = [fact.label for fact, value in facts if value.__class__ is Contradictory]
    return ", ".join((*(FACTS[row.fact].label for row in not_believed), *several))
