"""What would change a plan: single facts, one value at a time, the protocol evaluated again.

Only what the rules themselves ask is tried: the words of a choice, the words of a list that a rule
names, and numbers just below, at and just above each bound. Nothing here says that a value is
likely or should be sought; it says what the line of the plan hangs on.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from attrs import frozen

from nettui.case.base.plain import Plain
from nettui.case.base.vocabulary import OneOf
from nettui.case.base.words import value_words
from nettui.case.picture.picture import Picture
from nettui.case.record.facts import CONTRADICTIONS, FACTS, Fact, Kind, Range
from nettui.engine.evaluation.evaluator import evaluate
from nettui.engine.language import conditions as c
from nettui.engine.language.rules import Guard, Need
from nettui.engine.language.stages import ANSWERS
from nettui.engine.language.states import CHECK
from nettui.engine.plan.checks import IN_PLACE
from nettui.engine.plan.evaluation import Evaluation
from nettui.engine.plan.findings import Finding, Offer
from nettui.engine.plan.offers import shown_group
from nettui.engine.plan.status import status_of
from nettui.engine.protocol.protocol import Protocol, reads

_POSITION = {name: n for n, name in enumerate(FACTS)}
_SPREAD = 4  # steps over the plausible values of a number that only arithmetic reads


@frozen(repr=False, eq=False)
class Change(Plain):
    """One fact at one value, and what becomes of a finding, an offer or the plan's status.

    ``words`` is the value as a person would write it, ``was_known`` whether the fact has a value
    now; ``before`` and ``after`` are status words of a finding, groups of an offer (with
    "once checked" while checks are open), or words of the plan's status.
    """

    fact: str
    label: str
    value: Any
    words: str
    was_known: bool
    before: str
    after: str


@frozen(repr=False, eq=False)
class Deciding(Plain):
    """A missing fact and the findings that some value of it would change, by id.

    ``weight`` is how many of them change with one value, on average over the values tried.
    """

    fact: str
    label: str
    findings: tuple[str, ...]
    weight: float


def changes(evaluation: Evaluation, of: Finding | Offer | None = None) -> tuple[Change, ...]:
    """Return the changes of one fact that change a finding, an offer or (None) the status.

    Facts come in the order in which the rules read them, the missing ones first.
    """
    protocol = evaluation.protocol
    before = _state(evaluation, of)
    found = []
    for name in sorted(
        _behind(protocol, of), key=lambda name: evaluation.picture.get(name) is not None
    ):
        fact, held = FACTS[name], evaluation.picture.get(name)
        values = tried(protocol, fact, held, evaluation.as_of)
        afters = [_state(_with(evaluation, name, value), of) for value in values]
        for value, after in _one_of_each_run(fact, held, values, afters):
            if after != before:
                words = value_words(value, fact.unit)
                known = held is not None
                found.append(Change(name, fact.label, value, words, known, before, after))
    return tuple(found)


def _one_of_each_run(
    fact: Fact, held: Any, values: Sequence[Any], afters: Sequence[str]
) -> Iterator[tuple[Any, str]]:
    """Yield values with what becomes of them; of numbers in a row that do the same, the nearest."""
    if fact.kind is not Kind.NUMBER:
        yield from zip(values, afters, strict=True)
        return
    now = held if isinstance(held, float) else float("-inf")
    tried_in_order = sorted(zip(values, afters, strict=True))
    for (_, after), run in groupby(tried_in_order, key=lambda pair: (pair[0] > now, pair[1])):
        numbers = [value for value, _ in run]
        yield (numbers[0] if numbers[0] > now else numbers[-1]), after


def most_deciding(evaluation: Evaluation) -> tuple[Deciding, ...]:
    """Return the missing facts that change something, the one that changes most first."""
    protocol = evaluation.protocol
    start, end = len(protocol.entries), protocol.size - len(protocol.key_at)
    size = end - start
    now = int.from_bytes(evaluation.result[start:end])
    made = []
    for name in _asked(protocol):
        if evaluation.picture.get(name) is not None or name == CONTRADICTIONS.name:
            continue
        touched = total = count = 0
        for value in tried(protocol, FACTS[name], None, evaluation.as_of):
            # All statuses at once: a byte that is not zero is a rule that changes.
            changed = now ^ int.from_bytes(
                evaluate(protocol, with_value(evaluation, name, value))[start:end]
            )
            touched |= changed
            total += size - changed.to_bytes(size).count(0)
            count += 1
        if touched:
            found = [k for k, byte in enumerate(touched.to_bytes(size)) if byte]
            ids = tuple(protocol.entries[protocol.speaking[k]].id for k in found)
            made.append(Deciding(name, FACTS[name].label, ids, total / count))
    return tuple(sorted(made, key=lambda d: (-d.weight, -len(d.findings), d.fact)))


# --- one change --------------------------------------------------------------------------------


def with_value(evaluation: Evaluation, name: str, value: Any) -> tuple[Any, ...]:
    """Return the values of a plan's picture with one fact at another value."""
    n, values = _POSITION[name], evaluation.picture.values
    return (*values[:n], value, *values[n + 1 :])


def _with(evaluation: Evaluation, name: str, value: Any) -> Evaluation:
    seen = Picture(evaluation.case, evaluation.as_of, with_value(evaluation, name, value))
    return Evaluation(evaluation.case, seen, evaluation.as_of, evaluation.protocol)


def _state(evaluation: Evaluation, of: Finding | Offer | None) -> str:
    """Return in a word what is compared before and after."""
    match of:
        case None:
            return status_of(evaluation).word
        case Finding():
            return evaluation.finding(of.id).status_word
    found = [evaluation.finding(f.id) for f in of.findings]
    group = shown_group(evaluation, of.option, of.role, found)
    stop = max(evaluation.stop(of.option, of.role, f.stage) for f in found)
    return f"{group}_once_checked" if stop == CHECK and group in IN_PLACE else group


# --- what is tried -----------------------------------------------------------------------------


def tried(protocol: Protocol, fact: Fact, held: Any, as_of: datetime.date) -> tuple[Any, ...]:
    """Return the values of a fact that rules can tell apart, without the one that it holds."""
    match fact.kind:
        case Kind.CHOICE:
            known = protocol.vocabulary[fact.name].choices
            values: Iterable[Any] = held.words if isinstance(held, OneOf) else known
        case Kind.SET:
            values = _sets(_asked(protocol).get(fact.name, ()), held)
        case Kind.NUMBER:
            values = _numbers(_asked(protocol).get(fact.name, ()), fact, held)
        case Kind.DATE:
            values = (as_of,) if held is None else ()
        case _:
            values = ("recorded",) if held is None else ()
    return tuple(value for value in dict.fromkeys(values) if value != held)


def _sets(words: Iterable[Any], held: Any) -> Iterator[frozenset[str]]:
    now: frozenset[str] = held if isinstance(held, frozenset) else frozenset()
    yield frozenset()
    for word in words:
        yield now | {word}
        yield now - {word}


def _numbers(bounds: Iterable[float], fact: Fact, held: Any) -> Iterator[float]:
    """Yield numbers beside each bound; a range that is held is narrowed, never left."""
    low, high = fact.hard or (float("-inf"), float("inf"))
    if isinstance(held, Range):
        low, high = held.low, held.high
    edges = sorted(bounds)
    if not edges:
        first, last = fact.plausible or fact.hard or (0.0, 1.0)
        steps = (first + (last - first) * n / _SPREAD for n in range(_SPREAD + 1))
        yield from (round(step) * 1.0 if fact.integer else round(step, 6) for step in steps)
    for bound in edges:
        step = 1.0 if fact.integer else max(0.1, round(abs(bound) * 0.01, 1))
        for value in (bound - step, bound, bound + step):
            if low <= value <= high:
                yield round(value, 6)


def bounds(protocol: Protocol, fact: str) -> tuple[float, ...]:
    """Return the numbers that rules compare a fact with, in order."""
    return tuple(sorted(_asked(protocol).get(fact, ())))


def _asked(protocol: Protocol) -> Mapping[str, Sequence[Any]]:
    """Return what is asked of each fact of the case: words of lists, bounds of numbers."""
    kept: dict[str, tuple[Any, ...]] | None = protocol.__dict__.get("_asked")
    if kept is None:
        found: dict[str, dict[Any, None]] = {}
        for name, asked in _asking(protocol):
            if name in FACTS:
                found.setdefault(name, {}).update(dict.fromkeys(asked))
        kept = {name: tuple(asked) for name, asked in found.items()}
        protocol.__dict__["_asked"] = kept
    return kept


def _asking(protocol: Protocol) -> Iterator[tuple[str, Sequence[Any]]]:
    conditions = [entry.act.when for entry in protocol.entries]
    handed_on: dict[str, list[str]] = {}  # a table that answers a fact asks it what it is asked
    for item in protocol.tables.values():
        conditions += [row.when for row in item.table.rows]
        yield from ((name, ()) for name in reads(item.table))
        for row in item.table.rows:
            if isinstance(row.value, c.Value):
                handed_on.setdefault(item.table.name, []).append(row.value.fact)
    for entry in protocol.entries:
        if isinstance(entry.act, Need):
            yield from ((name, ()) for name in entry.act.facts)
    for condition in conditions:
        for atom in c.atoms(condition):
            match atom:
                case c.Compare(name, _, bound):
                    if isinstance(bound, c.ParameterPlace):
                        bound = protocol.bounds[bound.parameter]
                    for asked in (name, *handed_on.get(name, ())):
                        yield asked, (float(bound),)
                case c.Include(name, items):
                    yield name, items
                case c.Among(name) | c.Known(name):
                    yield name, ()


# --- what a line rests on ----------------------------------------------------------------------


def _behind(protocol: Protocol, of: Finding | Offer | None) -> tuple[str, ...]:
    """Return the facts of the case that a finding, an offer or the plan's status rests on."""
    found: dict[str, None] = {}
    walked: set[int] = set()

    def entry(n: int) -> None:
        if n in walked:
            return
        walked.add(n)
        this = protocol.entries[n]
        act = this.act
        condition(act.when)
        if isinstance(act, Need):
            for name in act.facts:
                fact(name)
        for other in protocol.overriders.get(n, ()):
            entry(other)
        if this.kind == "override":
            entry(protocol.target(this))
        if not isinstance(act, (Guard, Need)):
            for option in this.options:
                held(option, this.stage)

    def held(option: str, stage: str) -> None:
        for n in protocol.guards.get(option, ()):
            entry(n)
        for n, other in enumerate(protocol.entries):
            need = other.act if other.kind == "need" else None
            if isinstance(need, Need) and protocol.holds(need.caps, option, None, stage):
                entry(n)

    def condition(when: c.Condition) -> None:
        for name in c.facts_of(when):
            fact(name)
        for atom in c.atoms(when):
            if isinstance(atom, c.Offered):
                for n in protocol.offering.get(atom.option, ()):
                    entry(n)

    def fact(name: str) -> None:
        if name in FACTS:
            found[name] = None
        elif name in protocol.tables:
            table = protocol.table(name)
            for read in reads(table):
                fact(read)
        else:
            for stage, (answer, _) in ANSWERS.items():
                if answer == name:
                    for n in protocol.answering[stage]:
                        entry(n)

    if of is None:
        for n in (*protocol.capping, *(n for ns in protocol.answering.values() for n in ns)):
            entry(n)
    else:
        for finding in (of,) if isinstance(of, Finding) else of.findings:
            entry(protocol.position[finding.id])
    return tuple(name for name in found if name in _asked(protocol) and name != CONTRADICTIONS.name)
