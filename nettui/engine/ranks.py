"""In which place the offered options stand: what the orders in force come to.

An order says which options go before which. Of orders that contradict each other, at once or in a
circle, those of the higher layer rank; between orders of one layer nothing is chosen, and the
options of the circle have no place.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from graphlib import TopologicalSorter

from nettui.engine.findings import Offer
from nettui.engine.plan import Plan
from nettui.engine.settle import TRUE
from nettui.engine.stages import LAYERS

Pair = tuple[str, str]
"""Two options: the first goes before the second."""
Reach = Mapping[str, frozenset[str]]
"""What comes after each option, however many lie between."""

_PLACED = ("do", "consider", "not_cleared")


def ranks(plan: Plan, made: Iterable[Offer]) -> dict[str, tuple[int | None, tuple[str, ...]]]:
    """Return the place of each ranked option, counted from 1, with the orders that rank it."""
    available = {offer.option for offer in made if offer.group in _PLACED}
    reasons: dict[str, list[str]] = {}
    decided: set[Pair] = set()
    for layer in reversed(LAYERS):
        found = {
            entry.id: [
                (first, over)
                for first in entry.raw["first"]
                for over in entry.raw["over"]
                if {first, over} <= available
            ]
            for n, entry in enumerate(plan.protocol.entries)
            if entry.kind == "order" and entry.layer == layer and plan.truth(n) == TRUE
        }
        here = {pair for pairs in found.values() for pair in pairs}
        after = _reach(decided | here)
        standing = {pair for pair in here if not _gives_way(pair, decided, after)}
        for entry_id, pairs in found.items():
            ranked = (option for pair in pairs if pair in standing for option in pair)
            for option in dict.fromkeys(ranked):
                reasons.setdefault(option, []).append(entry_id)
        decided |= standing
    places = _places(_reach(decided))
    return {option: (places.get(option), tuple(ids)) for option, ids in reasons.items()}


def _reach(pairs: Iterable[Pair]) -> Reach:
    """Return all that comes after each option."""
    after: dict[str, set[str]] = {}
    for first, over in pairs:
        after.setdefault(first, set()).add(over)
        after.setdefault(over, set())
    for between, beyond in after.items():
        for found in after.values():
            if between in found:
                found.update(beyond)
    return {option: frozenset(found) for option, found in after.items()}


def _gives_way(pair: Pair, decided: Iterable[Pair], after: Reach) -> bool:
    """Say whether a pair lies on a circle with one that a higher layer has decided."""
    first, over = pair
    if first not in after[over]:
        return False
    circle = {option for option in after[first] if first in after[option]}
    return any(one in circle and other in circle for one, other in decided)


def _places(after: Reach) -> dict[str, int]:
    """Return the place of every option that lies on no circle."""
    straight = [option for option, found in after.items() if option not in found]
    before = {option: {one for one in straight if option in after[one]} for option in straight}
    sorter = TopologicalSorter(before)
    sorter.prepare()
    places: dict[str, int] = {}
    place = 1
    while sorter.is_active():
        ready = sorter.get_ready()
        places.update(dict.fromkeys(ready, place))
        sorter.done(*ready)
        place += 1
    return places
