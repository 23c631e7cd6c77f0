"""The places of the offers: what the orders in force decide together.

An order says which options go before which, in the roles that it names. Of orders that contradict
each other, at once or in a circle, those of the higher layer rank; between orders of one layer
nothing is chosen, and the offers of the circle have no place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from graphlib import TopologicalSorter

from nettui.engine.language.stages import LAYERS
from nettui.engine.language.states import TRUE
from nettui.engine.plan.evaluation import Evaluation
from nettui.engine.plan.findings import Offer
from nettui.engine.protocol.entry import Entry, role_in

OfferKey = tuple[str, str]
"""An option in a role."""
Pair = tuple[OfferKey, OfferKey]
"""Two offers: the first goes before the second."""
Reach = Mapping[OfferKey, frozenset[OfferKey]]
"""What comes after each offer, however many lie between."""

PLACED = ("do", "consider", "not_cleared")


def ranks(
    evaluation: Evaluation, made: Iterable[Offer]
) -> dict[OfferKey, tuple[int | None, tuple[str, ...]]]:
    """Return the place of each ranked offer, counted from 1, with the orders that rank it."""
    available: dict[str, list[OfferKey]] = {}
    for offer in made:
        if offer.group in PLACED:
            available.setdefault(offer.option, []).append(offer.key)
    reasons: dict[OfferKey, list[str]] = {}
    decided: set[Pair] = set()
    for layer in reversed(LAYERS):
        found = {
            entry.id: [
                (first, over)
                for first in _in_roles(entry, entry.first, available)
                for over in _in_roles(entry, entry.over, available)
            ]
            for n in evaluation.protocol.orders
            for entry in (evaluation.protocol.entries[n],)
            if entry.layer == layer and evaluation.truth(n) == TRUE
        }
        here = {pair for pairs in found.values() for pair in pairs}
        after = _reach(decided | here)
        standing = {pair for pair in here if not _gives_way(pair, decided, after)}
        for entry_id, pairs in found.items():
            ranked = (place for pair in pairs if pair in standing for place in pair)
            for place in dict.fromkeys(ranked):
                reasons.setdefault(place, []).append(entry_id)
        decided |= standing
    places = _places(_reach(decided))
    return {place: (places.get(place), tuple(ids)) for place, ids in reasons.items()}


def _in_roles(
    order: Entry, side: Iterable[str], available: Mapping[str, list[OfferKey]]
) -> Iterator[OfferKey]:
    """Yield the offers on one side of an order, in the roles that it concerns."""
    for option in side:
        for place in available.get(option, ()):
            if role_in(place[1], order.roles, order.except_roles):
                yield place


def _reach(pairs: Iterable[Pair]) -> Reach:
    """Return all that comes after each offer."""
    after: dict[OfferKey, set[OfferKey]] = {}
    for first, over in pairs:
        after.setdefault(first, set()).add(over)
        after.setdefault(over, set())
    for between, beyond in after.items():
        for found in after.values():
            if between in found:
                found.update(beyond)
    return {place: frozenset(found) for place, found in after.items()}


def _gives_way(pair: Pair, decided: Iterable[Pair], after: Reach) -> bool:
    """Say whether a pair lies on a circle with one that a higher layer has decided."""
    first, over = pair
    if first not in after[over]:
        return False
    circle = {place for place in after[first] if first in after[place]}
    return any(one in circle and other in circle for one, other in decided)


def _places(after: Reach) -> dict[OfferKey, int]:
    """Return the place of every offer that lies on no circle."""
    straight = [place for place, found in after.items() if place not in found]
    before = {place: {one for one in straight if place in after[one]} for place in straight}
    sorter = TopologicalSorter(before)
    sorter.prepare()
    places: dict[OfferKey, int] = {}
    number = 1
    while sorter.is_active():
        ready = sorter.get_ready()
        places.update(dict.fromkeys(ready, number))
        sorter.done(*ready)
        number += 1
    return places
