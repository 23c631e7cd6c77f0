"""What recorded values come to: what they imply and what they exclude, by rows of a protocol."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence

from attrs import frozen

from nettui.case.base.declare import Value
from nettui.case.base.vocabulary import NOT_APPLICABLE, Contradictory
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


def _as_known(value: Value, words: Mapping[str, str]) -> Value:
    """Return a value in the words that the protocol knows."""
    if isinstance(value, Contradictory):
        known = tuple(sorted({words.get(each, each) for each in value.values}))
        return Contradictory(known, value.on) if len(known) > 1 else known[0]
    return words.get(value, value) if isinstance(value, str) else value


def _contradictions(not_believed: Iterable[ExcludedAnswer], values: Sequence[Value]) -> str:
    """Return in words which facts the record contradicts."""
    facts = zip(FACTS.values(), values, strict=True)
    several = [fact.label for fact, value in facts if value.__class__ is Contradictory]
    return ", ".join((*(FACTS[row.fact].label for row in not_believed), *several))
