"""The options of a stage in the report: with their place, their role, what holds or stops them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from nettui.engine.language.states import TRUE, UNKNOWN
from nettui.engine.plan.findings import Offer
from nettui.engine.plan.offers import held_by
from nettui.engine.plan.plan import Plan
from nettui.engine.protocol.entry import Entry
from nettui.exchange.document import Line
from nettui.exchange.fold import Fold
from nettui.exchange.layout import traced
from nettui.sheet.basis import fact_labels, some, unique
from nettui.sheet.guards import is_held
from nettui.sheet.kinds import OF_GROUP
from nettui.sheet.wording import (
    and_symptoms,
    disputed,
    intents,
    named,
    role_words,
    rules_of,
    sentence,
    speaking,
    twice,
)


def lines(
    plan: Plan, offers: Sequence[Offer], told: set[str], at_odds: set[str], fold: Fold
) -> Iterator[Line]:
    """Yield the options, those that have everything but their name in common as one line.

    ``told``: rules told so far, added to here but for those in a conflict (``at_odds``).
    """
    together: dict[tuple[object, ...], list[Offer]] = {}
    for offer in offers:
        ids = tuple(f.id for f in speaking(offer))
        if offer.group in ("do", "consider") and told.issuperset(ids):
            continue  # told with its dates, or as a side of a conflict
        if twice(plan, offer):
            continue
        too = and_symptoms(plan, offer)
        key = (offer.group, offer.rank, offer.role, ids, _state(plan, offer, fold)[0], too)
        together.setdefault(key, []).append(offer)
    for roles in _roles_of(plan, together.values(), fold):
        offer = roles[0][0]
        state, behind = _state(plan, offer, fold)
        leading = [same[0] for same in roles]
        sentences = [] if state else [w for o in leading for w in _sentences(o, told, fold)]
        uses = [_use(plan, o, fold) for o in leading]
        text = named(plan, roles[0]) + uses[0] + "".join(f", also{use}" for use in uses[1:])
        at_odds_in = disputed(plan, offer)
        text += f" ({at_odds_in})" if at_odds_in else ""
        text += f": {' '.join((state, *sentences)).strip()}" if state or sentences else ""
        told.update({f.id for o in leading for f in speaking(o)} - at_odds)
        label = OF_GROUP[offer.group].word
        if offer.rank and fold.short:
            text = f"({offer.rank}) {text}"
        elif offer.rank:
            label += f" {offer.rank}"
        entries = [*behind, *(e for o in leading for e in rules_of(plan, o))]
        yield traced(text, entries, label, most=1 if fold.short else 4, stage=offer.stage)


def _roles_of(plan: Plan, groups: Iterable[list[Offer]], fold: Fold) -> Iterable[list[list[Offer]]]:
    """Put together the roles in which the same options stand at the same place, primary first."""
    found: dict[tuple[object, ...], list[list[Offer]]] = {}
    for same in groups:
        offer = same[0]
        names = tuple(o.option for o in same)
        key = (names, offer.group, offer.rank, _state(plan, offer, fold)[0], disputed(plan, offer))
        found.setdefault(key, []).append(same)
    for roles in found.values():
        roles.sort(key=lambda same: same[0].role != "primary")
    return found.values()


def _use(plan: Plan, offer: Offer, fold: Fold) -> str:
    """Return the role of an offer and what it is for."""
    use = role_words(offer) + and_symptoms(plan, offer)
    if intents(offer) and (fold.standing or offer.role != "symptom"):
        use += f", {' and '.join(intents(offer))}"
    return use


def _state(plan: Plan, offer: Offer, fold: Fold) -> tuple[str, list[Entry]]:
    """Return what stops or holds an option, in words, and the entries behind it."""
    guards = plan.guards(offer.option, offer.role)
    if offer.group == "contraindicated":
        stops = [g for g in guards if g.guard.kind == "stop" and g.truth == TRUE]
        says = unique(g.guard.says.rstrip(".") for g in stops)
        return "; ".join(says), [g.entry for g in stops]
    if offer.group == "not_cleared":
        held = [g.entry for g in guards if g.guard.kind == "stop" and g.truth == UNKNOWN]
        held += [n.entry for n in plan.needs if n.missing and is_held(plan, offer, n.need)]
        needs = some(
            (fact_labels(plan, (f,)) for f in held_by(plan, offer)), 2 if fold.short else 4
        )
        return f"needs {needs or 'what its stops rest on'}", held
    return "", []


def _sentences(offer: Offer, told: set[str], fold: Fold) -> list[str]:
    """Return what the rules that offer an option say, fewer of it the more is folded."""
    found = [f for f in speaking(offer) if f.id not in told]
    kept = fold.do if offer.group == "do" else fold.consider
    return [sentence(f) for f in found[:kept]]
