"""What must hold for every plan, whatever the case and whatever plugins are in force.

Each invariant of the safety file that speaks of one plan is a predicate here, under its own id:
``check(plan)`` answers None when the plan is not concerned, "" when it holds, and otherwise says
what is wrong. They read the bytes of the result, so that hundreds of thousands of plans can be
checked. Use `violations` in tests of a plugin; ``nettui.testing.invariants.ALL`` lists them.
"""

from __future__ import annotations

from collections.abc import Iterator

from nettui.engine.plan.plan import Plan
from nettui.testing.invariants import disease, gating, therapy
from nettui.testing.invariants.reading import Check, Invariant

ALL: tuple[Invariant, ...] = (*gating.INVARIANTS, *disease.INVARIANTS, *therapy.INVARIANTS)

__all__ = ["ALL", "Check", "Invariant", "violations"]


def violations(plan: Plan) -> Iterator[str]:
    """Yield every invariant that a plan breaks, with what is wrong."""
    for invariant in ALL:
        wrong = invariant.check(plan)
        if wrong:
            yield f"{invariant.id}: {wrong}"
