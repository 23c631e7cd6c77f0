"""Which treatments lead: for a branch as for a plan, by the same rules (Z19, Z22)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter

from attrs import frozen

from nettui.case.base.plain import Plain
from nettui.engine.language.states import (
    APPLIES,
    CANNOT_TELL,
    CONFLICT,
    NOT_CLEARED,
    TO_CHECK,
)
from nettui.engine.plan.evaluation import Evaluation
from nettui.engine.plan.findings import Finding, Offer, strength_rank
from nettui.engine.plan.offers import offers_of
from nettui.engine.plan.ranks import PLACED
from nettui.engine.protocol.protocol import Protocol

STAGES = ("extent", "functional", "systemic")
_ROLES = ("primary", "symptom", "later_line")
# Rules on an option count as what a reader sees of them: named, open, or neither.
NAMED, OPEN = 1, 2
_SEEN = bytes(
    NAMED if s in (APPLIES, TO_CHECK, NOT_CLEARED, CONFLICT) else OPEN if s == CANNOT_TELL else 0
    for s in range(256)
)
EMERGENCY = "emergency"  # the flag of what comes before everything
COMPLETE = "complete"  # the flag of a rule by which no tumour is left to treat


Rules = tuple[tuple[int, int], ...]
"""Rules of a protocol: the positions of each and of its status."""


@frozen(repr=False, eq=False)
class Lead(Plain):
    """What leads in a stage of treatment.

    ``offers`` are the options at its first place, none where another stage's treatment goes before
    all of them; ``group`` is theirs (do, consider, not_cleared). ``is_new``: the plan itself has
    another lead in this stage, or none. ``more`` are options further down that the plan itself does
    not name, ``weakened`` those that are at most to consider (ECOG 3 or 4, declined).
    """

    stage: str
    group: str
    offers: tuple[Offer, ...]
    is_new: bool = True
    more: tuple[Offer, ...] = ()
    weakened: tuple[Offer, ...] = ()


@frozen(repr=False, eq=False)
class Named(Plain):
    """The treatments that one evaluation names, those that lead by stage, and what is weakened.

    ``complete``: the rules by which no tumour is left to treat, so that follow-up is the plan;
    none while a treatment is named, or still open other than for symptoms.
    """

    every: tuple[Offer, ...]
    leading: Mapping[str, tuple[Offer, ...]]
    weakened: tuple[Offer, ...]
    complete: tuple[Finding, ...] = ()

    @property
    def says_something(self) -> bool:
        """Say whether a treatment is named, or that none is left to give."""
        return bool(self.every or self.complete)


def named(evaluation: Evaluation) -> Named:
    """Return the treatments that are named: to do, to consider, or not cleared."""
    protocol, result = evaluation.protocol, evaluation.result
    found = [
        evaluation.finding(protocol.entries[n].id)
        for n, at in treatments(protocol)
        if _SEEN[result[at]] == NAMED
    ]
    every = tuple(o for o in offers_of(evaluation, found) if o.group in PLACED)
    weakened = tuple(o for o in every if evaluation.is_weakened(*o.key))
    # What the patient declines, or is too frail for, does not lead while something else can.
    able = [o for o in every if o not in weakened] or list(every)
    leading = {stage: _first([o for o in able if o.stage == stage], able) for stage in STAGES}
    return Named(every, leading, weakened, () if every else complete(evaluation))


def complete(evaluation: Evaluation) -> tuple[Finding, ...]:
    """Return the rules by which no tumour is left to treat, none while a treatment is open."""
    protocol, result = evaluation.protocol, evaluation.result
    found = _applying(evaluation, flagged(protocol, COMPLETE))
    is_open = found and any(
        _SEEN[result[at]] in (NAMED, OPEN) and protocol.entries[n].role != "symptom"
        for n, at in treatments(protocol)
    )
    return () if is_open else found


def leads(now: Named, before: Named) -> tuple[Lead, ...]:
    """Return what leads in each stage of the treatments that are named, beside those before.

    Also what is held, never what is stopped.
    """
    known = {offer.key for offer in before.every}
    found: list[Lead] = []
    for stage in STAGES:
        first = now.leading[stage]
        more = [o for o in now.every if o.stage == stage and o.key not in known and o not in first]
        if first or more:
            is_new = bool(first) and keys(first) != keys(before.leading[stage])
            able = tuple(o for o in more if o not in now.weakened)
            weakened = tuple(o for o in more if o in now.weakened)
            group = (first or more)[0].group
            found.append(Lead(stage, group, first, is_new, able, weakened))
    return tuple(found)


def _first(here: Sequence[Offer], able: Sequence[Offer]) -> tuple[Offer, ...]:
    """Return the offers at the first place of a stage that nothing of another stage goes before."""
    first = min(map(_place, here), default=None)
    found = [offer for offer in here if _place(offer) == first]
    return tuple(o for o in found if not any(_goes_before(other, o) for other in able))


def _place(offer: Offer) -> tuple[int, bool, bool]:
    # What no order places stands beside the first place.
    return offer.rank or 1, offer.strength != "strong", offer.group == "not_cleared"


def _goes_before(one: Offer, other: Offer) -> bool:
    """Say whether an order puts what is to be done before another offer."""
    is_ranked = one.rank is not None and other.rank is not None and one.rank < other.rank
    is_before = is_ranked and not set(one.rank_reasons).isdisjoint(other.rank_reasons)
    return is_before and one.group == "do"


def open_facts(evaluation: Evaluation) -> tuple[str, ...]:
    """Return the facts that would decide the strongest of what is still open."""
    protocol = evaluation.protocol
    open_ = [
        protocol.entries[n]
        for n, at in treatments(protocol)
        if evaluation.result[at] == CANNOT_TELL
    ]
    strongest = min((strength_rank(entry.strength) for entry in open_), default=0)
    weights: dict[str, int] = {}
    for entry in open_:
        if strength_rank(entry.strength) == strongest:
            for name in evaluation.missing(entry):
                weights[name] = weights.get(name, 0) + 1
    return tuple(sorted(weights, key=lambda name: -weights[name]))


def emergencies(evaluation: Evaluation) -> tuple[Finding, ...]:
    """Return the emergencies that the record names, which come before all treatment."""
    return _applying(evaluation, flagged(evaluation.protocol, EMERGENCY))


def _applying(evaluation: Evaluation, rules: Rules) -> tuple[Finding, ...]:
    protocol, result = evaluation.protocol, evaluation.result
    return tuple(
        evaluation.finding(protocol.entries[n].id) for n, at in rules if result[at] == APPLIES
    )


def decided(protocol: Protocol) -> Rules:
    """Return the rules that decide what is done: those on treatments, and that none is left."""
    return (*treatments(protocol), *flagged(protocol, COMPLETE))


def treatments(protocol: Protocol) -> Rules:
    """Return the rules that offer a treatment."""
    kept: Rules | None = protocol.__dict__.get("_treatments")
    if kept is None:
        kept = protocol.__dict__["_treatments"] = tuple(
            (n, protocol.status_at[n])
            for n in protocol.speaking
            for entry in (protocol.entries[n],)
            if entry.options and entry.stage in STAGES and entry.role in _ROLES
        )
    return kept


def flagged(protocol: Protocol, flag: str) -> Rules:
    """Return the rules that carry a flag."""
    kept: Rules | None = protocol.__dict__.get(f"_flagged_{flag}")
    if kept is None:
        kept = protocol.__dict__[f"_flagged_{flag}"] = tuple(
            (n, protocol.status_at[n])
            for n in protocol.speaking
            if flag in protocol.entries[n].flags
        )
    return kept


def seen(evaluation: Evaluation) -> bytes:
    """Return what a reader sees of what is decided: named, open, or neither."""
    pick = evaluation.protocol.__dict__.get("_pick_decided")
    if pick is None:
        places = [at for _, at in decided(evaluation.protocol)]
        # Two more, so that it always returns several.
        pick = evaluation.protocol.__dict__["_pick_decided"] = itemgetter(0, 0, *places)
    return bytes(pick(evaluation.result)).translate(_SEEN)[2:]


def keys(offers: Iterable[Offer]) -> tuple[object, ...]:
    """Return what tells offers from others."""
    return tuple(offer.key for offer in offers)
