"""What would follow from each answer to the few questions that decide most.

Worked out by planning the completions of the record: each answer is put into the picture, and the
protocol evaluated. A branch is never a recommendation and cannot be accepted (ruling Z02): it says
what the plan would be, and what that would still wait for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from attrs import evolve, frozen

from nettui.case.base.declare import Value
from nettui.case.base.plain import Plain
from nettui.case.base.vocabulary import Fact, Kind, OneOf, Partly, Range
from nettui.case.picture.evidence import Evidence, evidence
from nettui.case.picture.picture import Extents, Picture, completed
from nettui.case.record.facts import CONTRADICTIONS, FACTS
from nettui.case.record.history import FROM_TREATMENTS
from nettui.engine.language.states import CANNOT_TELL, MAYBE_MISSING, MISSING
from nettui.engine.plan.evaluation import Evaluation
from nettui.engine.plan.findings import DueDate, Finding, Offer
from nettui.engine.plan.leads import (
    COMPLETE,
    NAMED,
    OPEN,
    Lead,
    Named,
    decided,
    emergencies,
    leads,
    named,
    open_facts,
    seen,
)
from nettui.engine.plan.offers import due_dates, to_clear
from nettui.engine.plan.whatif import tried
from nettui.engine.protocol.entry import Entry

MOST = 8  # leaves
_DEPTH = 3  # facts on the way to a leaf
_ENOUGH = 4  # leaves of which no further question is asked
_ASKED = 6  # facts that are tried first, and below the first
_ASKED_BELOW = 4
_TRIED = 150  # completions after which a tree that names a treatment is deep enough
_AT_MOST = 400  # completions after which no further question is asked
_FURTHER = 3  # answers of one question below which another one is asked
_CHOICES = 3  # of these, the first whose answers lead to different treatments is asked
# What is only an option is told below an answer, and is no reason to ask.
_WEIGHTS = {"strong": 4, "conditional": 2}
# A question that is asked only once another one is answered.
AFTER = {
    "function.syndrome": "function.functional",
    "function.syndrome_refractory": "function.syndrome",
}


@frozen(repr=False, eq=False)
class Answer(Plain):
    """Answers to one question that lead to the same: their values, and what follows.

    ``evaluation`` is that of the record with the first of them and the answers before it, ``named``
    the treatments that it names, ``leads`` what leads by it in each stage, ``without`` the options
    that the plan names and that are gone by it, ``urgent`` the emergencies that the plan does not
    name, ``evidence`` what of the record speaks for one of the answers; ``open_facts`` would decide
    more. ``complete`` are the rules by which nothing is left to treat: then follow-up is the plan.
    ``then`` is the next question, None at a leaf.
    """

    values: tuple[Value, ...]
    evaluation: Evaluation
    named: tuple[Offer, ...]
    leads: tuple[Lead, ...]
    without: tuple[Offer, ...] = ()
    urgent: tuple[Finding, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    complete: tuple[Finding, ...] = ()
    then: Branch | None = None

    @property
    def says_something(self) -> bool:
        """Say whether a treatment is named, or that none is left to give."""
        return bool(self.named or self.complete)

    @property
    def follow_up(self) -> tuple[DueDate, ...]:
        """What is due when, with these answers."""
        return due_dates(self.evaluation)

    @property
    def changes(self) -> bool:
        """Say whether anything is told by it that the plan does not say."""
        is_told = any(lead.is_new or lead.more for lead in self.leads)
        return is_told or bool(self.without or self.urgent) or not self.leads

    def waits_for(self, lead: Lead) -> tuple[str, ...]:
        """Return the facts that must be known before what leads is cleared."""
        facts = (fact for offer in lead.offers for fact in to_clear(self.evaluation, offer))
        return tuple(dict.fromkeys(facts))

    @property
    def open_facts(self) -> tuple[str, ...]:
        """The facts that would decide the strongest of what is still open."""
        return open_facts(self.evaluation)


@frozen(repr=False, eq=False)
class Branch(Plain):
    """An open question and what would follow from each answer. Never a recommendation (Z02)."""

    fact: str
    label: str
    answers: tuple[Answer, ...]

    @property
    def leaves(self) -> tuple[Answer, ...]:
        """The answers at the ends, in order."""
        return tuple(way[-1][1] for way in ways(self))


Way = tuple[tuple[Branch, Answer], ...]
"""The way to a leaf: each question with its answer."""


def ways(branch: Branch) -> Iterator[Way]:
    """Yield the way to each leaf."""
    for answer in branch.answers:
        if answer.then is None:
            yield ((branch, answer),)
        else:
            yield from (((branch, answer), *rest) for rest in ways(answer.then))


# --- search ------------------------------------------------------------------------------------


@frozen
class _Tried:
    """A fact at each value that rules tell apart: values of one result together."""

    fact: Fact
    classes: tuple[tuple[tuple[Value, ...], Evaluation], ...]
    gain: float


class Search:
    """A search for the questions that decide most of what one evaluation leaves open.

    ``blocking`` are the open facts without which nothing is planned.
    """

    def __init__(self, start: Evaluation) -> None:
        self.start = start
        self.protocol = start.protocol
        rules = decided(self.protocol)
        self.weights = [_weight(self.protocol.entries[n]) for n, _ in rules]
        self.blocking = _blocking(start)
        self._tried: dict[Any, _Tried] = {}
        self._named: dict[Evaluation, Named] = {}
        self._completed: dict[frozenset[tuple[str, Value]], Evaluation | None] = {}
        self._extents: Extents = {}
        self._evidence: dict[str, tuple[Evidence, ...]] = {}

    def tree(self) -> Branch | None:
        """Return what the answers to the questions that decide most would lead to.

        None where the plan is settled, or where no answer names or removes a treatment.
        """
        if self.start.capped.word == "definitive":
            return None
        best = None
        for depth in range(1, _DEPTH + 1):
            found = self.branch(self.start, {}, self.asked, depth)
            if found is None:
                continue
            best = _pruned(found)
            names = any(leaf.named for leaf in best.leaves)
            if names and (len(best.leaves) >= _ENOUGH or len(self._completed) >= _TRIED):
                break
        return best

    def effect(self, name: str) -> Branch | None:
        """Return what the answers to one question alone would lead to."""
        return self.branch(self.start, {}, (name,), 1) if _can_be_asked(FACTS[name]) else None

    def gain(self, name: str) -> float:
        """Return how much of what is open one answer decides, 0 for a question not looked at."""
        return self.tried(self.start, {}, name).gain if name in self.asked else 0.0

    @cached_property
    def asked(self) -> tuple[str, ...]:
        """The facts that most treatments wait for; first those that block the plan."""
        weights: dict[str, float] = dict.fromkeys(self.blocking, 0)
        for (n, at), weight in zip(decided(self.protocol), self.weights, strict=True):
            if self.start.result[at] == CANNOT_TELL:
                for name in self.start.missing(self.protocol.entries[n]):
                    weights[name] = weights.get(name, 0) + weight
        facts = (name for name in weights if _can_be_asked(FACTS[name]))
        ranked = sorted(facts, key=lambda name: (name not in self.blocking, -weights[name]))
        return tuple(ranked[:_ASKED])

    def branch(
        self, at: Evaluation, known: Mapping[str, Value], names: Iterable[str], depth: int
    ) -> Branch | None:
        """Return the question that decides most of what is open, and what follows."""
        found = [self.tried(at, known, name) for name in names if is_next(at.picture, name)]
        found.sort(key=lambda one: -one.gain)
        for one in [one for one in found if one.gain][:_CHOICES]:
            below = [other.fact.name for other in found if other is not one][:_ASKED_BELOW]
            if depth <= 1:  # what the record speaks for is no further question to a reader
                below = [name for name in below if self.speaks_for(name)]
            may_ask = below and len(self._completed) < _AT_MOST
            further = self.asked_further(one) if may_ask else ()
            answers = []
            for values, made in one.classes:
                then = None
                if made in further:
                    then = self.branch(made, {**known, one.fact.name: values[0]}, below, depth - 1)
                answers.append(self.answer(one.fact, values, made, then))
            joined = _joined(answers)
            if len(joined) > 1:
                # First what the record speaks for, then the others as declared.
                told = sorted(joined, key=lambda answer: not answer.evidence)
                return Branch(one.fact.name, one.fact.label, tuple(told))
        return None

    def asked_further(self, tried: _Tried) -> tuple[Evaluation, ...]:
        """Return the answers below which a further question is asked: those that name nothing.

        Of others only where every answer names a treatment; first what the record speaks for.
        """
        name = tried.fact.name
        spoken_for = sorted(tried.classes, key=lambda one: not self.evidence(name, one[0]))
        open_ = [made for _, made in spoken_for if OPEN in seen(made)]
        unnamed = [made for made in open_ if not self.named(made).says_something]
        return tuple((unnamed or open_)[:_FURTHER])

    def answer(
        self, fact: Fact, values: tuple[Value, ...], made: Evaluation, then: Branch | None
    ) -> Answer:
        """Return answers with what follows from them."""
        before, now = self.named(self.start), self.named(made)
        kept = {offer.key for offer in now.every}
        without = tuple(offer for offer in before.every if offer.key not in kept)
        known = {finding.id for finding in emergencies(self.start)}
        urgent = tuple(f for f in emergencies(made) if f.id not in known)
        return Answer(
            values=values,
            evaluation=made,
            named=now.every,
            leads=leads(now, before),
            without=without,
            urgent=urgent,
            evidence=self.evidence(fact.name, values),
            complete=now.complete,
            then=then,
        )

    def evidence(self, name: str, values: Iterable[Value]) -> tuple[Evidence, ...]:
        """Return what of the record speaks for one of these answers to a question."""
        return tuple(one for one in self.speaks_for(name) if any(map(one.is_for, values)))

    def speaks_for(self, name: str) -> tuple[Evidence, ...]:
        """Return what of the record speaks for any answer to a question."""
        if name not in self._evidence:
            self._evidence[name] = evidence(self.start.picture, name)
        return self._evidence[name]

    def named(self, at: Evaluation) -> Named:
        """Return the treatments that are named, worked out once."""
        if at not in self._named:
            self._named[at] = named(at)
        return self._named[at]

    def tried(self, at: Evaluation, known: Mapping[str, Value], name: str) -> _Tried:
        """Return what becomes of the treatments with a fact at each value."""
        key = (name, *known.items())
        if key not in self._tried:
            self._tried[key] = self._try(at, known, name)
        return self._tried[key]

    def _try(self, at: Evaluation, known: Mapping[str, Value], name: str) -> _Tried:
        fact, before = FACTS[name], seen(at)
        still_open = [(n, self.weights[n]) for n, was in enumerate(before) if was == OPEN]
        classes: dict[bytes, tuple[list[Value], Evaluation, float]] = {}
        outcomes: set[bytes] = set()
        settled, count = 0.0, 0
        for value in tried(self.protocol, fact, at.picture.get(name), at.as_of):
            made = self.completed({**known, name: value})
            if made is None:
                continue
            same = classes.get(made.result)
            if same is None:
                after = seen(made)
                outcomes.add(after)
                same = classes[made.result] = ([], made, _settled(still_open, after))
            same[0].append(value)
            settled += same[2]
            count += 1
        gain = settled / count if len(outcomes) > 1 else 0.0
        more = 2 if name in self.blocking else 1
        ordered = tuple((tuple(values), made) for values, made, _ in classes.values())
        return _Tried(fact, ordered, gain * more)

    def completed(self, answers: Mapping[str, Value]) -> Evaluation | None:
        """Return the evaluation of the record with these answers, None where they contradict it.

        Whichever of them is given first, it is worked out once.
        """
        key, start = frozenset(answers.items()), self.start
        if key not in self._completed:
            found = completed(start.picture, answers, self.protocol.inferences, self._extents)
            self._completed[key] = (
                None if found is None else Evaluation(found.case, found, start.as_of, self.protocol)
            )
        return self._completed[key]


def _settled(still_open: Iterable[tuple[int, float]], after: bytes) -> float:
    """Return the weight of the open treatments that are settled: named ones count double."""
    return sum(
        weight * (1 if after[n] == NAMED else 0.5) for n, weight in still_open if after[n] != OPEN
    )


def _weight(entry: Entry) -> float:
    # What eases symptoms decides less of the way than what is against the tumour.
    if COMPLETE in entry.flags:
        return _WEIGHTS["strong"]
    return _WEIGHTS.get(entry.strength, 0) * (0.2 if entry.role == "symptom" else 1)


def _blocking(evaluation: Evaluation) -> tuple[str, ...]:
    """Return the open facts that block the plan."""
    blocks = (
        need.missing
        for need in evaluation.needs
        if need.state in (MISSING, MAYBE_MISSING) and need.need.caps.status == "blocked"
    )
    return evaluation.behind(name for names in blocks for name in names)


def is_next(seen: Picture, name: str) -> bool:
    """Say whether a fact is open, and what is asked before it is not."""
    before = AFTER.get(name)
    return is_open(seen.get(name)) and (before is None or not is_open(seen.get(before)))


def is_open(value: Value) -> bool:
    """Say whether a fact is not known, or only in part, and does not contradict itself."""
    return value is None or isinstance(value, (Range, Partly, OneOf))


def _can_be_asked(fact: Fact) -> bool:
    is_value = fact.kind in (Kind.CHOICE, Kind.NUMBER, Kind.SET)
    return is_value and fact is not CONTRADICTIONS and fact not in FROM_TREATMENTS


def _pruned(tree: Branch) -> Branch:
    """Return a tree of no more than `MOST` leaves.

    Further questions are left out, first those whose answers name nothing, then the last.
    """
    while len(tree.leaves) > MOST:
        inner = [way for way in _nodes(tree) if all(a.then is None for a in way[-1].answers)]
        worth = [any(leaf.says_something for leaf in way[-1].answers) for way in inner]
        at = worth.index(False) if False in worth else len(inner) - 1
        if len(inner[at]) == 1:  # the first question itself: its last answers are told as one
            return evolve(tree, answers=tree.answers[:MOST])
        tree = _without(tree, inner[at][-1])
    return tree


def _nodes(branch: Branch) -> Iterator[tuple[Branch, ...]]:
    """Yield the way to each question of a tree."""
    yield (branch,)
    for answer in branch.answers:
        if answer.then:
            yield from ((branch, *way) for way in _nodes(answer.then))


def _without(branch: Branch, gone: Branch) -> Branch:
    answers = (
        evolve(
            answer,
            then=None if answer.then is gone else answer.then and _without(answer.then, gone),
        )
        for answer in branch.answers
    )
    return evolve(branch, answers=tuple(answers))


def _joined(answers: Iterable[Answer]) -> tuple[Answer, ...]:
    """Return answers, those that lead to the same as one."""
    found: dict[Any, Answer] = {}
    for answer in answers:
        key = _leads_to(answer)
        same = found.get(key)
        found[key] = _together(same, answer) if same else answer
    return tuple(found.values())


def _together(one: Answer, other: Answer) -> Answer:
    return evolve(
        one,
        values=(*one.values, *other.values),
        urgent=tuple({f.id: f for f in (*one.urgent, *other.urgent)}.values()),
        evidence=tuple(dict.fromkeys((*one.evidence, *other.evidence))),
    )


def _leads_to(answer: Answer) -> Any:
    # An emergency is never told together with what is none.
    is_urgent = bool(answer.urgent)
    if answer.then is not None:
        below = tuple((one.values, _leads_to(one)) for one in answer.then.answers)
        return is_urgent, answer.then.fact, below
    # Where no treatment is named, none and not yet are told apart.
    told: Any = tuple((offer.key, offer.group, offer.rank) for offer in answer.named)
    if answer.complete:
        due = tuple(one.finding.id for one in answer.follow_up)
        told = (*told, tuple(finding.id for finding in answer.complete), due)
    return is_urgent, told or OPEN in seen(answer.evaluation)
