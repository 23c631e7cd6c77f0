"""The reference evaluator: what a protocol says of a picture, written to be read.

It is slow and plain on purpose. `compile` must give the same bytes for every case.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from attrs import frozen

from nettui.case.base.plain import Plain
from nettui.case.base.vocabulary import Contradictory, Partly
from nettui.case.record.facts import FACTS, NOT_APPLICABLE, Kind, Range
from nettui.engine.evaluation.contradictory import is_contradictory, worlds, worst
from nettui.engine.evaluation.settle import SETTLE
from nettui.engine.language import conditions as c
from nettui.engine.language.rules import Guard, Judgement, Need, Override, Rule
from nettui.engine.language.stages import ANSWERS, STAGES
from nettui.engine.language.states import (
    APPLIES,
    CANNOT_TELL,
    CLEAR,
    CONFLICT,
    FALSE,
    HELD,
    MAYBE_MISSING,
    MET,
    MISSING,
    NOT_CLEARED,
    NOT_NEEDED,
    OVERRIDDEN,
    STOPPED,
    TRUE,
    UNKNOWN,
)
from nettui.engine.language.tables import Table
from nettui.engine.protocol.entry import Entry, layer_rank
from nettui.engine.protocol.protocol import Key, Protocol

# --- what is still possible --------------------------------------------------------------------


@frozen(repr=False, eq=False)
class Number(Plain):
    """A number between two bounds, both inclusive; unknown: from minus to plus infinity."""

    low: float = -math.inf
    high: float = math.inf
    known: bool = False


@frozen(repr=False, eq=False)
class Words(Plain):
    """A choice that is one of these words; None: any word, not all of them ours."""

    possible: frozenset[str] | None = None
    known: bool = False


@frozen(repr=False, eq=False)
class Items(Plain):
    """A list that certainly holds ``must`` and holds nothing outside ``may`` (None: anything)."""

    must: frozenset[str] = frozenset()
    may: frozenset[str] | None = None
    known: bool = False


@frozen(repr=False, eq=False)
class Answered(Plain):
    """A date or text: only whether there is one."""

    known: bool = False


Possible = Number | Words | Items | Answered


def possible(kind: Kind, value: Any) -> Possible:
    """Return what a value of the picture leaves possible."""
    known = value is not None and value.__class__ is not Contradictory
    blank = not known or value is NOT_APPLICABLE
    match kind:
        case Kind.NUMBER:
            if blank:
                return Number(known=known)
            if isinstance(value, Range):
                return Number(value.low, value.high, known)
            return Number(float(value), float(value), known)
        case Kind.CHOICE:
            return Words(None if blank else frozenset({value}), known)
        case Kind.SET:
            if blank:
                return Items(known=known)
            if isinstance(value, Partly):
                return Items(value.words, value.may, known)
            return Items(value, value, known)
    return Answered(known)


class World:
    """What is possible of every fact and derived fact, and what has been offered so far."""

    def __init__(self, protocol: Protocol, values: Sequence[Any]) -> None:
        self.protocol = protocol
        self.facts: dict[str, Possible] = {
            name: possible(fact.kind, value)
            for (name, fact), value in zip(FACTS.items(), values, strict=True)
        }
        self.offers: dict[str, int] = {}

    def truth(self, condition: c.Condition) -> int:
        """Return 2 if it holds in every possible world, 0 if in none, else 1."""
        match condition:
            case c.All(terms):
                least = TRUE
                for term in terms:
                    least = min(least, self.truth(term))
                    if least == FALSE:
                        break
                return least
            case c.Any(terms):
                most = FALSE
                for term in terms:
                    most = max(most, self.truth(term))
                    if most == TRUE:
                        break
                return most
            case c.Not(term):
                return TRUE - self.truth(term)
            case c.Offered(option):
                return self.offers.get(option, FALSE)
            case c.Known(name):
                return TRUE if self.facts[name].known else FALSE
            case c.Compare(name, op, bound):
                if isinstance(bound, c.ParameterPlace):
                    bound = self.protocol.bounds[bound.parameter]
                number = self.facts[name]
                assert isinstance(number, Number)
                return compare(number, op, bound)
            case c.Among(name, values):
                word = self.facts[name]
                assert isinstance(word, Words)
                return among(word, frozenset(values))
            case c.Include(name, items):
                held = self.facts[name]
                assert isinstance(held, Items)
                if held.must & frozenset(items):
                    return TRUE
                return (
                    FALSE if held.may is not None and not held.may & frozenset(items) else UNKNOWN
                )
        raise TypeError(condition)

    def derive(self, table: Table) -> Possible:
        """Return what a table leaves possible: its rows down to the first that certainly holds."""
        reached = []
        for row in table.rows:
            truth = self.truth(row.when)
            if truth == TRUE:
                reached.append(row.value)
                break
            if truth == UNKNOWN and not table.on_record:
                reached.append(row.value)
        else:
            reached.append(None)
        if table.is_number:
            numbers = [self.number(value) for value in reached]
            if not all(number.known for number in numbers):
                return Number()
            return Number(min(n.low for n in numbers), max(n.high for n in numbers), True)
        if None in reached:
            return Words()
        words = frozenset(word for value in reached for word in value)
        return Words(words, len(set(reached)) == 1)

    def number(self, value: Any) -> Number:
        """Work out a row's number: every input known, else nothing is."""
        match value:
            case None:
                return Number()
            case c.Value(name):
                known = self.facts[name]
                assert isinstance(known, Number)
                is_bounded = math.isfinite(known.low) and math.isfinite(known.high)
                return known if known.known and is_bounded else Number()
            case c.Arithmetic(op, (left, right)):
                return calculate(op, self.number(left), self.number(right))
        return Number(float(value), float(value), True)


def compare(number: Number, op: str, bound: float) -> int:
    """Return the truth of ``number op bound`` over everything the number can be."""
    low, high = number.low, number.high
    match op:
        case ">=":
            certain, possibly = low >= bound, high >= bound
        case ">":
            certain, possibly = low > bound, high > bound
        case "<=":
            certain, possibly = high <= bound, low <= bound
        case "<":
            certain, possibly = high < bound, low < bound
        case _:
            certain, possibly = low == bound == high, low <= bound <= high
    return TRUE if certain else UNKNOWN if possibly else FALSE


def among(word: Words, values: frozenset[str]) -> int:
    """Return whether the word is certainly, possibly or never one of the values."""
    if word.possible is None:
        return UNKNOWN
    if word.possible <= values:
        return TRUE
    return UNKNOWN if word.possible & values else FALSE


def calculate(op: str, left: Number, right: Number) -> Number:
    """Return the bounds of a sum, difference, product, quotient or power.

    Unknown if an input is, for a divisor that can be zero, and for a power of what can be
    negative or zero.
    """
    if not (left.known and right.known) or (op == "/" and right.low <= 0 <= right.high):
        return Number()
    if op == "**" and left.low <= 0:
        return Number()
    ends = [
        {
            "+": a + b,
            "-": a - b,
            "*": a * b,
            "/": a / b if op == "/" else 0.0,
            "**": a**b if op == "**" else 0.0,
        }[op]
        for a in (left.low, left.high)
        for b in (right.low, right.high)
    ]
    return Number(min(ends), max(ends), True)


# --- a whole protocol --------------------------------------------------------------------------


def interpret(protocol: Protocol, values: Sequence[Any]) -> bytes:
    """Return the result of a protocol for the values of a picture (see `protocol.Protocol`).

    Where values are contradictory, the worst truth that any of them gives a guard counts.
    """
    guards: Mapping[int, int] = {}
    if is_contradictory(values):
        results = [interpret(protocol, world) for world in worlds(values)]
        guards = worst(protocol.guard_positions, results)
    out = bytearray(protocol.size)
    states = work_through(protocol, World(protocol, values), guards)
    for n, state in states.truths.items():
        out[n] = state
    for n, status in states.statuses.items():
        out[protocol.status_at[n]] = status
    for key, state in states.stops.items():
        out[protocol.key_at[key]] = state
    return bytes(out)


@frozen(repr=False, eq=False)
class States(Plain):
    """Everything worked out: by position of the entry, and by what is offered."""

    truths: dict[int, int]
    statuses: dict[int, int]
    stops: dict[Key, int]


def work_through(protocol: Protocol, world: World, guards: Mapping[int, int]) -> States:
    """Evaluate in the order of the architecture, leaving the derived facts in ``world``.

    ``guards`` gives the truth of guards that is known already, by position.
    """
    states = States({}, {}, {})
    derivations = protocol.tables.values()
    for item in derivations:
        if not item.reads_grade:
            world.facts[item.table.name] = world.derive(item.table)
    _stage(protocol, world, states, "grading")
    for item in derivations:
        if item.reads_grade:
            world.facts[item.table.name] = world.derive(item.table)
    _guards_and_needs(protocol, world, states, guards)
    _hold_grading(protocol, world, states)
    for stage in STAGES:
        if stage != "grading":
            _stage(protocol, world, states, stage)
            _offer(protocol, world, states, _of_stage(protocol, stage))
    return states


def _of_stage(protocol: Protocol, stage: str) -> list[tuple[int, Entry]]:
    return [(n, e) for n, e in enumerate(protocol.entries) if e.stage == stage]


def _guards_and_needs(
    protocol: Protocol, world: World, states: States, guards: Mapping[int, int]
) -> None:
    states.stops.update(dict.fromkeys(protocol.key_at, CLEAR))
    keys = {position: key for key, position in protocol.key_at.items()}
    for n, entry in enumerate(protocol.entries):
        act = entry.act
        if isinstance(act, Guard):
            truth = states.truths[n] = guards[n] if guards else world.truth(act.when)
            state = (CLEAR, HELD, STOPPED)[truth]
        elif isinstance(act, Need):
            need = states.truths[n] = need_state(act, world)
            state = HELD if need in (MISSING, MAYBE_MISSING) else CLEAR
        else:
            continue
        for position in protocol.holding[n] if state else ():
            key = keys[position]
            states.stops[key] = max(states.stops[key], state)


def need_state(need: Need, world: World) -> int:
    """Return whether the need exists and is met."""
    wanted = world.truth(need.when)
    if wanted == FALSE:
        return NOT_NEEDED
    if all(world.facts[name].known for name in need.facts):
        return MET
    return MISSING if wanted == TRUE else MAYBE_MISSING


def _stage(protocol: Protocol, world: World, states: States, stage: str) -> None:
    here = _of_stage(protocol, stage)
    for n, entry in sorted(here, key=lambda item: protocol.depth(item[1])):
        if entry.kind == "rule" or entry.kind in ("judgement", "order"):
            states.truths[n] = world.truth(entry.act.when)
        elif isinstance(entry.act, Override):
            target = states.truths[protocol.target(entry)]
            states.truths[n] = min(target, world.truth(entry.act.when))
    for n, entry in here:
        act = entry.act
        if isinstance(act, Judgement):
            states.statuses[n] = SETTLE[states.truths[n], FALSE, False, CLEAR]
        elif isinstance(act, Rule):
            stop = min(
                (states.stops.get((o, act.role, stage), CLEAR) for o in act.options), default=CLEAR
            )
            override = max((states.truths[o] for o in protocol.over[n]), default=FALSE)
            states.statuses[n] = SETTLE[
                states.truths[n], override, _in_conflict(protocol, states, n), stop
            ]
    if stage in ANSWERS:
        world.facts[ANSWERS[stage][0]] = _answer(protocol, states, here)


def _hold_grading(protocol: Protocol, world: World, states: States) -> None:
    """Let the stops, which may read the grade, meet what grading offers."""
    here = _of_stage(protocol, "grading")
    for n, entry in here:
        if isinstance(entry.act, Rule) and states.statuses[n] == APPLIES:
            stops = [states.stops[o, entry.act.role, "grading"] for o in entry.act.options]
            states.statuses[n] = SETTLE[TRUE, FALSE, False, min(stops, default=CLEAR)]
    _offer(protocol, world, states, here)


def differ(one: Entry, other: Entry) -> bool:
    """Say whether two overrides of one target tell a clinician to do different things."""
    names = ("options", "role", "strength", "answer", "due", "intent", "status")
    return any(one.raw.get(name) != other.raw.get(name) for name in names)


def clashes(protocol: Protocol, n: int) -> list[tuple[int, int, tuple[int, ...]]]:
    """Return the pairs of overrides whose disagreement touches an entry, with what outranks them.

    For the target: every disagreeing pair of one layer. For an override: those it is part of.
    """
    entry = protocol.entries[n]
    targets = [n, protocol.target(entry)] if entry.kind == "override" else [n]
    found = []
    for target in targets:
        over = protocol.overriders.get(target, ())
        for one in over:
            for other in over:
                a, b = protocol.entries[one], protocol.entries[other]
                if not (one < other and a.layer == b.layer and differ(a, b)):
                    continue
                if target != n and n not in (one, other):
                    continue
                rank = layer_rank(a.layer)
                higher = tuple(o for o in over if layer_rank(protocol.entries[o].layer) > rank)
                found.append((one, other, higher))
    return found


def _in_conflict(protocol: Protocol, states: States, n: int) -> bool:
    return any(
        states.truths[one] == states.truths[other] == TRUE
        and not any(states.truths[h] == TRUE for h in higher)
        for one, other, higher in clashes(protocol, n)
    )


def _answer(protocol: Protocol, states: States, here: list[tuple[int, Entry]]) -> Words:
    """Return the stage's one answer; two certain answers that differ are marked as a conflict."""
    certain: dict[int, tuple[str, ...]] = {}
    possibly: set[str] = set()
    is_open = clash = False
    for n, entry in here:
        answer = getattr(entry.act, "answer", ())
        status = states.statuses.get(n)
        if not answer or states.truths[n] == FALSE or status == OVERRIDDEN:
            continue
        over = [states.truths[o] for o in protocol.over[n]]
        if status == CONFLICT:
            clash = True
        elif states.truths[n] == TRUE and not any(over):
            certain[n] = answer
        else:
            is_open = True
        possibly.update(answer)
    # The same words in another order are the same answer.
    if len({frozenset(answer) for answer in certain.values()}) > 1:
        clash = True
        for n in certain:
            states.statuses[n] = CONFLICT
    if clash or not possibly:
        return Words()
    return Words(frozenset(possibly), bool(certain) and not is_open)


def _offer(protocol: Protocol, world: World, states: States, here: list[tuple[int, Entry]]) -> None:
    for n, entry in here:
        act = entry.act
        if not isinstance(act, Rule):
            continue
        for option in act.options:
            stop = states.stops[option, act.role, entry.stage]
            status = states.statuses[n]
            offered = FALSE
            may_be_overridden = any(states.truths[o] for o in protocol.over[n])
            if status == APPLIES and stop == CLEAR and not may_be_overridden:
                offered = TRUE
            elif status in (APPLIES, CANNOT_TELL, NOT_CLEARED, CONFLICT) and stop != STOPPED:
                offered = UNKNOWN
            world.offers[option] = max(world.offers.get(option, FALSE), offered)
