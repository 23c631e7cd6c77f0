"""Where each option of a plan stands, and when follow-up is due: what is held against another plan.

Of a plan at hand or of one kept as JSON (`nettui.exchange.plan_json`), in the same words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from attrs import frozen

from nettui.case.facts import FACTS
from nettui.engine.explain import TRUTH_WORDS
from nettui.engine.findings import DueDate, Offer, OfferKey
from nettui.engine.plan import Plan
from nettui.engine.settle import TRUE
from nettui.engine.verbs import Rule
from nettui.sheet.basis import unique

_UNSEEN = ("not_now", "note")  # groups whose options are not offered, on any condition


@frozen
class Stand:
    """Where an option stands: its group, how strong, its place in an order, on what conditions.

    ``place`` counts from 1, 0 where no order ranks it. ``conditions`` are the stops, cautions and
    first steps in force, such as ``First: Contraception``.
    """

    group: str
    strength: str = ""
    place: int = 0
    conditions: tuple[str, ...] = ()

    def new_since(self, was: Stand | None) -> Iterator[str]:
        """Yield place and conditions where they are not the same as they were."""
        if self.place and (was is None or self.place != was.place):
            yield f"place {self.place}"
        known = was.conditions if was else ()
        yield from (text for text in self.conditions if text not in known)


def stands(plan: Plan) -> dict[OfferKey, Stand]:
    """Return where each option of a plan stands."""
    return {offer.key: stand(plan, offer) for offer in plan.offers}


def stand(plan: Plan, offer: Offer) -> Stand:
    """Return where one option stands."""
    if offer.group in _UNSEEN:
        return Stand(offer.group, offer.strength)
    guards = (g for g in plan.guards(offer.option, offer.role) if g.truth == TRUE)
    says = unique(_condition(g.guard.kind, g.guard.says) for g in guards)
    return Stand(offer.group, offer.strength, offer.rank or 0, tuple(sorted(says)))


def kept_stands(kept: Mapping[str, Any]) -> dict[OfferKey, Stand]:
    """Return where each option of a kept plan stands."""
    says = {guard["id"]: guard["says"] for guard in kept["guards"]}
    found = {}
    for offer in kept["offers"]:
        made = Stand(offer["group"], offer["strength"])
        if offer["group"] not in _UNSEEN:
            holds = (g for g in offer["guards"] if g["truth"] == TRUTH_WORDS[TRUE])
            texts = unique(_condition(g["guard"], says[g["id"]]) for g in holds)
            place = offer["rank"] or 0
            made = Stand(made.group, made.strength, place, tuple(sorted(texts)))
        found[offer["option"], offer["role"]] = made
    return found


def _condition(kind: str, says: str) -> str:
    return f"{kind.capitalize()}: {says.rstrip('.')}"


def windows(plan: Plan) -> dict[str, str]:
    """Return when each follow-up is due: its interval, not the days, which go on with the day."""
    found: dict[str, list[str]] = {}
    for due in plan.follow_up:
        window = _window(*months(due), due.anchor, due.repeats)
        found.setdefault(due.finding.says, []).append(window)
    return {says: "; ".join(sorted(texts)) for says, texts in found.items()}


def kept_windows(kept: Mapping[str, Any]) -> dict[str, str]:
    """Return when each follow-up of a kept plan is due."""
    says = {finding["id"]: finding["says"] for finding in kept["findings"]}
    found: dict[str, list[str]] = {}
    for due in kept["follow_up"]:
        low, high = due["months"]
        window = _window(low, high, due["anchor"], due["repeats"])
        found.setdefault(says[due["finding"]], []).append(window)
    return {name: "; ".join(sorted(texts)) for name, texts in found.items()}


def months(due: DueDate) -> tuple[float, float]:
    """Return the shortest and the longest interval of a follow-up, in months."""
    rule = due.finding.entry.act
    assert isinstance(rule, Rule)
    assert rule.due is not None, "only rules with an interval are due"
    return rule.due.low, rule.due.high


def _window(low: float, high: float, anchor: str, repeats: bool) -> str:
    after = FACTS[anchor].label if anchor in FACTS else anchor or "the day of the plan"
    span = f"{low:g}" if low == high else f"{low:g} to {high:g}"
    return f"{span} months after {after}{', again and again' if repeats else ''}"
