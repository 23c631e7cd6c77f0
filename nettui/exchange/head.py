"""What a report opens with: the case, how far its plan may be taken, and what comes first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from nettui.engine.findings import Conflict, Offer
from nettui.engine.plan import Plan
from nettui.engine.settle import MISSING, TRUE
from nettui.engine.stages import STATUSES
from nettui.exchange.basis import entry_of, fact_labels, pointer, short_label, some, unique
from nettui.exchange.document import Line
from nettui.exchange.wording import (
    between,
    disputed,
    is_base_alone,
    role_words,
    speaking,
    status_words,
    unserved_site,
)

_LONG = 80
BOARD = "advice; the multidisciplinary board decides"
BASE_ALONE = "BASE PROTOCOL ALONE, no site rules: over-treats small tumours (any-size surgery)"


def heading(plan: Plan, title: str) -> str:
    """Return the case's id and the title of its file."""
    return " · ".join(unique((plan.case.case_id, title)))


def head(plan: Plan) -> Iterator[Line]:
    """Yield the day, the status with its reason, and that the base protocol spoke alone."""
    status = plan.status
    if status.word == "definitive":
        yield Line(f"{plan.as_of.isoformat()} · {status_words(plan)} · {BOARD}")
    else:
        yield Line(f"{plan.as_of.isoformat()} · {BOARD}")
        because = [entry_of(plan, entry_id) for entry_id in status.because]
        yield Line(status_words(plan, 1), pointer(because))
    if is_base_alone(plan):
        yield Line(BASE_ALONE)
    site = unserved_site(plan)
    if site:
        yield Line(f"NO SITE RULES for {site}: any-size surgery over-treats small tumours")


def first(plan: Plan, most: int = 3) -> Iterator[Line]:
    """Yield what a reader in a hurry must see: what to obtain, to decide and to do, in order."""
    missing = [n for n in plan.needs if n.state == MISSING]
    if missing:
        # What holds the plan back most comes first.
        missing.sort(key=lambda n: -STATUSES.index(n.need.caps.status or STATUSES[0]))
        facts = unique(f for n in missing for f in n.missing)
        named = some((fact_labels(plan, (f,)) for f in facts), most)
        yield Line(named, pointer([n.entry for n in missing]), "Obtain")
    for conflict in plan.conflicts[:1]:
        more = f" ({len(plan.conflicts)} conflicts)" if len(plan.conflicts) > 1 else ""
        entries = [f.entry for f in conflict.findings]
        yield Line(f"{sides(conflict)}{more}", pointer(entries), "Decide between")
    offers = top(plan)
    if offers:
        label = "Do" if offers[0].group == "do" else "Consider"
        entries = [f.entry for o in offers for f in speaking(o)]
        names = (f"{short_label(o.label)}{role_words(o)}" for o in offers)
        named = some(names, most, between(plan, offers))
        yield Line(named, pointer(entries), label)
        yield from _before(plan, offers)
    if not missing and not offers and not plan.conflicts:
        yield Line("Nothing: the protocol in force recommends no option for what is known.")


def top(plan: Plan) -> list[Offer]:
    """Return what comes first: undisputed options to do, else to consider, at the first place.

    What an order puts before all that is to be done comes first even if it is only to consider:
    surgery "subject to board" before what follows it.
    """
    do, consider = (
        [
            o
            for o in plan.offers
            if o.group == group and o.role != "diagnostic" and not disputed(plan, o)
        ]
        for group in ("do", "consider")
    )
    found = do or consider
    best = min((o.rank or 1 for o in found), default=1)
    before = [o for o in consider if o.rank and o.rank < best]
    if do and before:
        found, best = before, min(o.rank or 1 for o in before)
    return [o for o in found if (o.rank or 1) == best]


def _before(plan: Plan, offers: Iterable[Offer]) -> Iterator[Line]:
    """Yield what certainly has to be done before the options that come first.

    What this case brings up is told in full, what holds for every case counted behind it.
    """
    found = {}
    for offer in offers:
        for guard in plan.guards(offer.option, offer.role):
            if guard.guard.kind == "first" and guard.truth == TRUE:
                found[guard.guard.says.rstrip(".")] = guard.entry
    order = sorted(found, key=lambda says: not found[says].raw.get("when"))
    if order:
        told = sum(bool(entry.raw.get("when")) for entry in found.values())
        entries = [found[says] for says in order]
        yield Line(some(order, max(told, 1), "; "), pointer(entries), "Before that")


def sides(conflict: Conflict) -> str:
    """Return what the two sides of a conflict say, of a long one its beginning."""
    told = (". ".join(_beginning(f.says.rstrip(".")) for f in side) for side in conflict.sides)
    return " / ".join(unique(told))


def _beginning(text: str) -> str:
    """Return a sentence up to where it begins to explain itself, if it is long."""
    return text if len(text) < _LONG else re.split(r"[:;(]", text, maxsplit=1)[0].strip()
