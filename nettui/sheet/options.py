"""The options of a stage as items: those that differ in their name alone as one."""

from __future__ import annotations

from collections.abc import Mapping

from nettui.engine.plan.checks import open_checks
from nettui.engine.plan.findings import Finding, Offer
from nettui.engine.plan.plan import Plan
from nettui.sheet.basis import unique
from nettui.sheet.guards import guard_notes, held_back_by, shown
from nettui.sheet.item import Item
from nettui.sheet.kinds import MAY_CHANGE, OF_GROUP
from nettui.sheet.wording import (
    OR,
    after_checks,
    and_symptoms,
    between,
    disputed,
    intents,
    may_change,
    named,
    role_words,
    rules_of,
    sentence,
    speaking,
    symptom_twin,
    twice,
)

Same = tuple[Offer, ...]
"""Offers that differ in their name alone."""
SHOWN = ("conflict", "do", "consider", "not_cleared", "contraindicated")
"""The groups whose options have an item of their own."""


def groups(plan: Plan, stage: str) -> tuple[Same, ...]:
    """Return the options of a stage, together those that have all but their name in common.

    What its dates say in full, and what an earlier stage offers for symptoms too, is left out.
    """
    dated = {due.finding.id for due in plan.follow_up}
    together: dict[object, list[Offer]] = {}
    for offer in plan.offers:
        if offer.stage != stage or offer.group not in SHOWN or twice(plan, offer):
            continue
        ids = tuple(f.id for f in speaking(offer))
        guards = tuple((g.entry.id, g.truth) for g in shown(plan, offer))
        is_held = offer.group == "not_cleared"
        checks = tuple(c.entry.id for c in open_checks(plan, offer))
        if not guards and not checks and not is_held and ids and dated.issuperset(ids):
            continue
        behind = tuple(e.id for e in held_back_by(plan, offer)) if is_held else ()
        too = and_symptoms(plan, offer)
        key = (offer.group, offer.role, offer.rank, offer.intents, ids, guards, checks, behind, too)
        together.setdefault(key, []).append(offer)
    return tuple(map(tuple, together.values()))


def option_item(plan: Plan, same: Same, said_by: Mapping[str, object]) -> Item:
    """Return the item of a group of options.

    ``said_by`` tells of each rule which item says its sentence: of several options the first.
    """
    offer = same[0]
    names = named(plan, same)
    found = speaking(offer)
    first = [f for f in found if said_by[f.id] == offer.key]
    return Item(
        kind=OF_GROUP[offer.group],
        title=names + role_words(offer) + and_symptoms(plan, offer) + after_checks(offer),
        names=names,
        aside=disputed(plan, offer),
        place=offer.rank or 0,
        purpose=tuple(intents(offer)),
        sentences=tuple(unique(sentence(f) for f in first)),
        entries=tuple(rules_of(plan, offer)),
        notes=(*guard_notes(plan, offer), *(note for f in found for note in changes(f))),
        is_one_of=between(plan, same) == OR,
        id=f"offer:{offer.stage}:{offer.role}:{' '.join(o.option for o in same)}",
        subject=(*same, *filter(None, (symptom_twin(plan, o) for o in same))),
    )


def changes(finding: Finding) -> tuple[Item, ...]:
    """Return the note on what may override a rule, none where nothing may."""
    words = may_change(finding).strip()
    return (Item(kind=MAY_CHANGE, title=words),) if words else ()
