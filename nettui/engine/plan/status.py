"""How far a plan may be taken: what is missing caps it, and so do checks before what leads.

A treatment is not definitive until its checks are done and recent (ruling Z23), nor is a plan that
it leads. What stands behind it holds nothing back.
"""

from __future__ import annotations

from collections.abc import Iterator

from nettui.engine.language.states import NOT_CLEARED, TO_CHECK, UNKNOWN
from nettui.engine.plan.checks import open_checks, waits
from nettui.engine.plan.evaluation import Evaluation
from nettui.engine.plan.findings import Offer, PlanStatus
from nettui.engine.plan.leads import named, treatments
from nettui.engine.plan.offers import is_held


def status_of(evaluation: Evaluation) -> PlanStatus:
    """Return how far a plan may be taken, and what caps it.

    Where nothing that is missing caps it, it is provisional while what leads is not cleared.
    """
    capped = evaluation.capped
    if capped.word != "definitive":
        return capped
    because = tuple(dict.fromkeys(_open(evaluation)))
    return PlanStatus("provisional", because) if because else capped


def _open(evaluation: Evaluation) -> Iterator[str]:
    """Yield the ids of the checks, stops and needs for which what leads is not cleared."""
    result = evaluation.result
    if not any(result[at] in (TO_CHECK, NOT_CLEARED) for _, at in treatments(evaluation.protocol)):
        return
    for offer in _leading(evaluation):
        if waits(offer):
            yield from (check.entry.id for check in open_checks(evaluation, offer))
        elif offer.group == "not_cleared":
            yield from _held_by(evaluation, offer)


def _leading(evaluation: Evaluation) -> Iterator[Offer]:
    """Yield what leads: first of all that is to do, and what is held before it; else what leads."""
    now = named(evaluation)
    to_do = [o for o in now.every if o.group == "do"]
    best = min((o.rank or 1 for o in to_do), default=0)
    yield from (o for o in to_do if (o.rank or 1) == best)
    for offer in (offer for offers in now.leading.values() for offer in offers):
        is_held = offer.group == "not_cleared" and offer.rank is not None and offer.rank < best
        if not to_do or is_held:
            yield offer


def _held_by(evaluation: Evaluation, offer: Offer) -> Iterator[str]:
    for guard in evaluation.guards(offer.option, offer.role):
        if guard.guard.kind == "stop" and guard.truth == UNKNOWN:
            yield guard.entry.id
    for need in evaluation.needs:
        if need.missing and is_held(evaluation, offer, need.need):
            yield need.entry.id
