"""Checks before starting: what an option that stands in its place waits for (ruling Z23).

A blood count not taken hides no treatment: the option keeps its place in the plan. It is cleared,
and a board may accept it, once its checks are done.
"""

from __future__ import annotations

from nettui.case.record.labs import GROUP_OF_AGE as _OF_LABS
from nettui.engine.language.conditions import facts_of
from nettui.engine.language.states import CHECK, FALSE
from nettui.engine.plan.evaluation import Evaluation
from nettui.engine.plan.findings import GuardFinding, Offer

GROUP_OF_AGE = {**_OF_LABS, "patient.ecog_age_months": ("patient.ecog",)}
"""What is asked again where the age of a check is too great."""
IN_PLACE = ("do", "consider")
NAMED = ("conflict", *IN_PLACE, "not_cleared")
"""The groups of what a plan names, which may be cleared once more is known."""


def waits(offer: Offer) -> bool:
    """Say whether an option stands in its place and is not cleared: checks alone are open (Z23)."""
    return offer.group in IN_PLACE and offer.stop == CHECK


def open_checks(evaluation: Evaluation, offer: Offer) -> tuple[GuardFinding, ...]:
    """Return the checks before starting an option that are open, none of what is not named."""
    if offer.group not in NAMED:
        return ()
    guards = evaluation.guards(offer.option, offer.role)
    return tuple(g for g in guards if g.guard.kind == "check" and g.truth != FALSE)


def unchecked(evaluation: Evaluation, offer: Offer) -> tuple[str, ...]:
    """Return the facts that the open checks of an option look for, also those that are too old."""
    found: dict[str, None] = {}
    for check in open_checks(evaluation, offer):
        seen = evaluation.seen_for(check.entry)
        names = facts_of(check.guard.when)
        wanted: dict[str, None] = {}
        for name in names:
            if name not in GROUP_OF_AGE:
                seen.behind(name, wanted)
        for name in () if wanted else names:
            group = GROUP_OF_AGE.get(name, ())
            wanted.update((one, None) for one in group if evaluation.picture.get(one) is not None)
        found.update(wanted)
    return tuple(found)
