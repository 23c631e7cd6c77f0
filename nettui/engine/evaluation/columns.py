"""Conditions and tables over many records at once: a bit for each record.

A *plane* is an int whose bits are records; what holds for one patient is a plane of one bit. A
condition has two: where it certainly holds and where it possibly does. A fact is a *column*: what
is possible of it, and in which records, so that records that agree on a fact are looked at once.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from nettui.case.record.facts import FACTS
from nettui.engine.evaluation.possible import (
    Number,
    Possible,
    Words,
    among,
    calculated,
    compared,
    covering,
    included,
    possible,
)
from nettui.engine.language import conditions as c
from nettui.engine.language.states import TRUE, UNKNOWN
from nettui.engine.language.tables import Table
from nettui.engine.protocol.protocol import Protocol

Plane = int
Planes = tuple[Plane, Plane]
"""Where something certainly holds, and where it possibly does."""
Column = Mapping[Possible, Plane]
"""What is possible of a fact, each with its records; every record is in one of them."""

Key = TypeVar("Key")


def facts_of(records: Sequence[Sequence[Any]]) -> dict[str, Column]:
    """Return the facts of pictures, each given by its values, as columns."""
    everywhere = (1 << len(records)) - 1
    return {
        name: _column(fact.kind, values, everywhere)
        for (name, fact), values in zip(FACTS.items(), zip(*records, strict=True), strict=True)
    }


def _column(kind: Any, values: Sequence[Any], everywhere: Plane) -> Column:
    first = values[0]
    if all(value is first for value in values):
        return {possible(kind, first): everywhere}
    return joined((possible(kind, value), 1 << n) for n, value in enumerate(values))


def joined(parts: Iterable[tuple[Key, Plane]]) -> dict[Key, Plane]:
    """Return planes by what they are planes of, those of the same in one, the empty left out."""
    found: dict[Key, Plane] = {}
    for key, plane in parts:
        if plane:
            found[key] = found.get(key, 0) | plane
    return found


class Columns:
    """What is possible of every fact and derived fact of some records.

    ``facts`` may grow and never change: what is derived is added as it is worked out.
    ``everywhere`` is the plane of all records; ``offers`` says where each option has been offered,
    and where it is listed.
    """

    def __init__(self, protocol: Protocol, facts: dict[str, Column], everywhere: Plane) -> None:
        self.protocol = protocol
        self.facts = facts
        self.everywhere = everywhere
        self.offers: dict[c.Condition, Planes] = {}
        self._tests: dict[c.Condition, Planes] = {}

    def planes(self, condition: c.Condition) -> Planes:
        """Return where a condition certainly holds, and where it possibly does."""
        match condition:
            case c.All(terms):
                certain = possibly = self.everywhere
                for term in terms:
                    also, perhaps = self.planes(term)
                    certain &= also
                    possibly &= perhaps
                    if not possibly:
                        break
                return certain, possibly
            case c.Any(terms):
                certain = possibly = 0
                for term in terms:
                    also, perhaps = self.planes(term)
                    certain |= also
                    possibly |= perhaps
                    if certain == self.everywhere:
                        break
                return certain, possibly
            case c.Not(term):
                certain, possibly = self.planes(term)
                return self.everywhere ^ possibly, self.everywhere ^ certain
            case c.Offered():
                return self.offers.get(condition, (0, 0))
        found = self._tests.get(condition)
        if found is None:
            found = self._tests[condition] = self._test(condition)
        return found

    def _test(self, condition: c.Condition) -> Planes:
        match condition:
            case c.Known(name):
                return (self.known(name),) * 2
            case c.Compare(name, op, bound):
                if isinstance(bound, c.ParameterPlace):
                    bound = self.protocol.bounds[bound.parameter]
                limit = bound
                return self._where(name, lambda number: compared(number, op, limit))
            case c.Among(name, values):
                asked = frozenset(values)
                return self._where(name, lambda word: among(word, asked))
            case c.Include(name, items):
                wanted = frozenset(items)
                return self._where(name, lambda held: included(held, wanted))
        raise TypeError(condition)

    def _where(self, name: str, truth_of: Callable[[Possible], int]) -> Planes:
        certain = possibly = 0
        for state, plane in self.facts[name].items():
            truth = truth_of(state)
            if truth == TRUE:
                certain |= plane
            if truth >= UNKNOWN:
                possibly |= plane
        return certain, possibly

    def known(self, name: str) -> Plane:
        """Return where a fact or derived fact has a value."""
        known = 0
        for state, plane in self.facts[name].items():
            if state.known:
                known |= plane
        return known

    # --- tables ---

    def derived(self, table: Table) -> Column:
        """Return what a table leaves possible: its rows down to the first that certainly holds."""
        answers: Callable[[frozenset[Any], Plane], Iterable[tuple[Possible, Plane]]]
        answers = self._numbers if table.is_number else _words
        return joined(
            part for values, plane in self._reached(table) for part in answers(values, plane)
        )

    def _reached(self, table: Table) -> Iterable[tuple[frozenset[Any], Plane]]:
        """Return which values a table may answer, and where. None: it cannot be derived."""
        going: dict[frozenset[Any], Plane] = {frozenset(): self.everywhere}
        done: list[tuple[frozenset[Any], Plane]] = []
        for row in table.rows:
            if not going:
                break
            certain, possibly = self.planes(row.when)
            if table.on_record:
                possibly = certain
            on: list[tuple[frozenset[Any], Plane]] = []
            for values, plane in going.items():
                more = values | {row.value}
                done.append((more, plane & certain))
                on += [(more, plane & possibly & ~certain), (values, plane & ~possibly)]
            going = joined(on)
        done += [(values | {None}, plane) for values, plane in going.items()]
        return joined(done).items()

    def _numbers(self, values: frozenset[Any], plane: Plane) -> Iterable[tuple[Possible, Plane]]:
        found: dict[Number | None, Plane] = {None: plane}
        for value in values:
            found = joined(
                (number if one is None else covering(one, number), at & where)
                for one, at in found.items()
                for number, where in self._number(value).items()
            )
        # A number that is not known has no bounds either.
        return ((n if n is not None and n.known else Number(), at) for n, at in found.items())

    def _number(self, value: Any) -> Mapping[Number, Plane]:
        """Work out a row's number: every input known, else nothing is."""
        match value:
            case None:
                return {Number(): self.everywhere}
            case c.Value(name):
                return joined((_bounded(state), at) for state, at in self.facts[name].items())
            case c.Arithmetic(op, (left, right)):
                return joined(
                    (calculated(op, one, other), at & where)
                    for one, at in self._number(left).items()
                    for other, where in self._number(right).items()
                )
        return {Number(float(value), float(value), True): self.everywhere}


def _bounded(state: Possible) -> Number:
    """Return a number that can be reckoned with, else one that is not known."""
    assert isinstance(state, Number)
    is_bounded = math.isfinite(state.low) and math.isfinite(state.high)
    return state if state.known and is_bounded else Number()


def _words(values: frozenset[Any], plane: Plane) -> Iterable[tuple[Possible, Plane]]:
    if None in values:
        yield Words(), plane
    else:
        yield Words(frozenset(word for value in values for word in value), len(values) == 1), plane
