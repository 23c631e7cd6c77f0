"""What comes first in a report: what to obtain, to decide and to do, in order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from nettui.engine.findings import Conflict, Finding, Offer
from nettui.engine.plan import Plan
from nettui.engine.protocol import stage_rank
from nettui.engine.settle import CANNOT_TELL, MISSING
from nettui.exchange.document import Line
from nettui.sheet.basis import fact_labels, pointer, short_label, some, unique
from nettui.sheet.guards import care
from nettui.sheet.kinds import FIRST as FIRST_STEP
from nettui.sheet.wording import (
    ACTIVE,
    between,
    disputed,
    role_words,
    speaking,
    to_board_words,
)

URGENT = "urgent_surgery"
FIRST = "first"  # the flag of what comes before all options
_ACTS = ("workup", "grading")  # stages whose acts come before any therapy
_LONG = 80
_NAMED = 3  # treatments that wait for what is missing
BESIDE = ("adjunct", "supportive")


def first(plan: Plan, most: int = 3) -> Iterator[Line]:
    """Yield what a reader in a hurry must see: what to obtain, to decide and to do, in order."""
    # Nothing that rests on them is cleared before they are answered, whatever else is known.
    yield from (Line(text, "", "Ask first") for text in plan.picture.unclear.values())
    missing = [n for n in plan.pressing if n.state == MISSING]
    if missing:
        facts = unique(f for n in missing for f in n.missing)
        named = some((fact_labels(plan, (f,)) for f in facts), most)
        yield Line(named, pointer([n.entry for n in missing]), "Obtain")
    offers = top(plan)
    for conflict in leading_conflict(plan, offers):
        more = f" ({len(plan.conflicts)} conflicts)" if len(plan.conflicts) > 1 else ""
        entries = [f.entry for f in conflict.findings]
        yield Line(f"{sides(plan, conflict)}{more}", pointer(entries), "Decide between")
    yield from _told(plan, urgent(plan), most)
    for finding in before_all(plan):
        yield Line(finding.says, pointer((finding.entry,)), "First")
    yield from _told(plan, offers, most)
    instead = alternatives(plan, offers)
    if instead:
        entries = [f.entry for f in instead]
        yield Line(alternatives_words(plan, instead), pointer(entries), "Cannot tell")
    if not offers and not plan.conflicts and not urgent(plan):
        yield from _nothing_yet(plan)
    if not missing and not offers and not plan.conflicts:
        yield Line("Nothing: the protocol in force recommends no option for what is known.")


def _nothing_yet(plan: Plan) -> Iterator[Line]:
    """Yield what may come of what is missing, where nothing is offered yet.

    Of many options the work-up tells, as questions.
    """
    found = undecided(plan)
    if found and len(_names(found)) <= _NAMED:
        entries = [f.entry for o in found for f in o.findings if f.status == CANNOT_TELL]
        yield Line(undecided_words(found), pointer(entries), "Cannot tell")


def undecided(plan: Plan) -> tuple[Offer, ...]:
    """Return the treatments that cannot be told and wait for what the work-up misses."""
    facts = {fact for need in plan.needs if need.state == MISSING for fact in need.missing}
    return tuple(
        offer
        for offer in plan.offers
        if offer.group == "cannot_tell"
        and offer.role not in ("diagnostic", *BESIDE)
        and any(
            facts.intersection(plan.missing(f.entry))
            for f in offer.findings
            if f.status == CANNOT_TELL
        )
    )


def undecided_words(offers: Iterable[Offer]) -> str:
    """Return which treatments wait for what is missing; of many how many, since none leads."""
    names = _names(offers)
    told = ", ".join(names) if len(names) <= _NAMED else f"{len(names)} options"
    return f"{told}: what is missing decides"


def _names(offers: Iterable[Offer]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(short_label(o.label) for o in offers))


def _told(plan: Plan, offers: Sequence[Offer], most: int) -> Iterator[Line]:
    """Yield offers as one line, and what has to be done before them."""
    if offers:
        label = "Do" if offers[0].group == "do" else "Consider"
        entries = [f.entry for o in offers for f in speaking(o)]
        names = (
            short_label(o.label) + ("" if o.option == URGENT else role_words(o)) for o in offers
        )
        yield Line(some(names, most, between(plan, offers)), pointer(entries), label)
        yield from _before(plan, offers)


def before_all(plan: Plan) -> tuple[Finding, ...]:
    """Return what is to be done before any option is taken up: a review, a test (INV-52)."""
    return tuple(f for f in _acts(plan) if FIRST in f.entry.raw.get("flags", ()))


def holding_back(plan: Plan) -> tuple[Finding, ...]:
    """Return what holds the plan back and no missing fact tells: a contradiction in the record.

    A report says so in its head, with the status.
    """
    return tuple(f for f in _acts(plan) if f.entry.raw.get("status") and not is_pitfall(f))[:2]


def _acts(plan: Plan) -> Iterator[Finding]:
    """Yield what the first stages say to do that is no option."""
    for f in plan.findings:
        acts = f.stage in _ACTS and f.group == "do" and not f.options
        if acts and f.entry.kind != "judgement":
            yield f


def is_pitfall(finding: Finding) -> bool:
    """Say whether a finding stands among the pitfalls."""
    return "pitfall" in finding.entry.raw.get("flags", ())


def urgent(plan: Plan) -> list[Offer]:
    """Return the operation that waits for nothing (A02, INV-72)."""
    return [o for o in plan.offers if o.option == URGENT and o.group in ACTIVE]


def top(plan: Plan) -> list[Offer]:
    """Return what comes first: undisputed options to do, else to consider, at the first place.

    What an order puts before all that is to be done comes first even if it is only to consider:
    surgery "subject to board" before what follows it. What accompanies another option (an adjunct,
    support) never comes before it: it stands behind what comes first in its own stage.
    """
    active = [
        o
        for o in plan.offers
        if o.group in ACTIVE and o.role != "diagnostic" and o.option != URGENT
    ]
    # Support stands alone only where there is nothing that it could accompany.
    leads = [o for o in active if o.role not in BESIDE] or active
    main = [o for o in leads if not disputed(plan, o)]
    do, consider = ([o for o in main if o.group == group] for group in ACTIVE)
    found = _first_of(do or consider)
    best = min((o.rank for o in found if o.rank), default=1)
    before = [o for o in consider if o.rank and o.rank < best]
    if do and before:
        found = _first_of(before)
    stages = {o.stage for o in found if o.group == "do"}
    beside = [
        o
        for o in active
        if o.role in BESIDE and o.group == "do" and o.stage in stages and not disputed(plan, o)
    ]
    return list(dict.fromkeys((*found, *beside)))


def _first_of(offers: Sequence[Offer]) -> list[Offer]:
    """Return the offers at the first place, and those of earlier stages that no order places."""
    best = min((o.rank for o in offers if o.rank), default=None)
    if best is None:
        return list(offers)
    stage = min(stage_rank(o.stage) for o in offers if o.rank == best)
    return [o for o in offers if o.rank == best or (o.rank is None and stage_rank(o.stage) < stage)]


def alternatives(plan: Plan, offers: Iterable[Offer]) -> list[Finding]:
    """Return the rules against what these offers rest on that cannot be told yet.

    A small tumour is not to be operated on unless what speaks for leaving it is asked about.
    """
    ours = {f.id for o in offers for f in speaking(o)}
    return [
        f
        for f in plan.findings
        if f.status == CANNOT_TELL
        and f.options
        and ours & {name.partition("@")[0] for name in f.entry.raw.get("against", ())}
    ]


def alternatives_words(plan: Plan, found: Sequence[Finding]) -> str:
    """Return what might be done instead, and what has to be known for that."""
    labels = unique(plan.protocol.option_labels[o] for f in found for o in f.options)
    facts = unique(fact for f in found for fact in plan.missing(f.entry))
    needs = some((fact_labels(plan, (fact,)) for fact in facts), 4)
    instead = some((short_label(label) for label in labels), 3, " or ")
    return f"{instead} instead: needs {needs or 'what its answers rest on'}"


def leading_conflict(plan: Plan, offers: Sequence[Offer]) -> tuple[Conflict, ...]:
    """Return the conflict that is told first; where there is treatment, none of follow-up is."""
    late = stage_rank("follow_up")
    now = [c for c in plan.conflicts if min(stage_rank(f.stage) for f in c.findings) < late]
    return (tuple(now) or (() if offers else plan.conflicts))[:1]


def _before(plan: Plan, offers: Iterable[Offer]) -> Iterator[Line]:
    """Yield what certainly has to be done before the options that come first.

    What this case brings up is told in full, what holds for every case counted behind it.
    """
    found = [one for one in care(plan, offers) if one.kind is FIRST_STEP]
    if found:
        told = sum(not one.is_standing for one in found)
        entries = [entry for one in found for entry in one.entries]
        yield Line(
            some((one.says for one in found), max(told, 1), "; "), pointer(entries), "Before that"
        )


def sides(plan: Plan, conflict: Conflict) -> str:
    """Return what the two sides of a conflict come to: their options, or what they say."""
    return " / ".join(unique(_side(plan, side) for side in conflict.sides))


def _side(plan: Plan, side: Sequence[Finding]) -> str:
    says = ". ".join(unique(f.says.rstrip(".") for f in side))
    if len(says) < _LONG:
        return says
    labels = unique(
        short_label(plan.protocol.option_labels[option])
        + to_board_words((f.entry.raw.get("intent", ""),))
        for f in side
        for option in f.options
    )
    return some(labels, 3) or ". ".join(unique(_beginning(f.says.rstrip(".")) for f in side))


def _beginning(text: str) -> str:
    """Return a sentence up to where it begins to explain itself, if that says enough."""
    short = re.split(r"[:;(]", text, maxsplit=1)[0].strip()
    return short if len(short) > _LONG // 2 else re.split(r"[;(]", text, maxsplit=1)[0].strip()
