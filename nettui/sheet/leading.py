"""Which of all that a plan recommends comes first, and what might be done instead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from nettui.engine.language.states import CANNOT_TELL, MISSING
from nettui.engine.plan.findings import Conflict, Finding, Offer
from nettui.engine.plan.leads import EMERGENCY
from nettui.engine.plan.plan import Plan
from nettui.engine.protocol.entry import stage_rank
from nettui.sheet.wording import ACTIVE, disputed, speaking

# What nothing may delay: operations, drainage, stents for an emergency.
URGENT = ("urgent_surgery", "stoma", "bowel_stent", "biliary_drainage", "vena_cava_stent")
BESIDE = ("adjunct", "supportive")  # roles that only accompany another option
WISH = "wish"  # the flag of what the patient declines or prefers
_BEFORE_ALL = "first"  # the flag of what comes before all options
_ACTS = ("workup", "grading")  # stages whose acts come before any therapy


def urgent(plan: Plan) -> list[Offer]:
    """Return the operations, drainages and stents that nothing may delay (A02, INV-72)."""
    found = [o for o in plan.offers if o.option in URGENT and o.group in ACTIVE]
    return sorted(found, key=lambda o: URGENT.index(o.option))


def emergencies(plan: Plan) -> tuple[Finding, ...]:
    """Return the emergencies on record, and the questions whether something is one (Z20)."""
    return tuple(f for f in _acts(plan) if EMERGENCY in f.entry.flags)


def before_all(plan: Plan) -> tuple[Finding, ...]:
    """Return what is to be done before any option is taken up: a review, a test (INV-52)."""
    return tuple(f for f in _acts(plan) if _BEFORE_ALL in f.entry.flags)


def wishes(plan: Plan) -> tuple[Finding, ...]:
    """Return what the patient declines or prefers, which stands above all else."""
    return tuple(f for f in before_all(plan) if WISH in f.entry.flags)


def holding_back(plan: Plan) -> tuple[Finding, ...]:
    """Return what holds the plan back that is no missing fact: a contradiction in the record."""
    return tuple(f for f in _acts(plan) if f.entry.status_cap and "pitfall" not in f.entry.flags)[
        :2
    ]


def _acts(plan: Plan) -> Iterator[Finding]:
    """Yield what the first stages say to do that is no option."""
    for f in plan.findings:
        acts = f.stage in _ACTS and f.group == "do" and not f.options
        if acts and f.entry.kind != "judgement":
            yield f


def top(plan: Plan) -> list[Offer]:
    """Return what comes first: undisputed options to do, else to consider, at the first place.

    What an order puts before all that is to be done comes first even if it is only to consider:
    surgery "subject to board" before what follows it. What accompanies another option (an adjunct,
    support) never comes before it: it follows what comes first in its own stage.
    """
    active = [
        o
        for o in plan.offers
        if o.group in ACTIVE and o.role != "diagnostic" and o.option not in URGENT
    ]
    # Support comes first only where there is nothing that it could accompany.
    leads = [o for o in active if o.role not in BESIDE] or active
    # Nor does what the patient declines, or is too frail for, while something else can.
    leads = [o for o in leads if not plan.is_weakened(o.option, o.role)] or leads
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


def held_first(plan: Plan, leading: Iterable[Offer]) -> list[Offer]:
    """Return the treatment that would lead, but is not cleared: it leads with what it waits for.

    Where nothing else leads than what accompanies a treatment, or where it comes before what leads:
    strongly recommended beside what is only to consider, or placed before it. What is stopped never
    leads, and nothing waits behind what led before and did not hold. Sources: rulings Z22, Z09.
    """
    waiting = [o for o in plan.offers if o.group == "not_cleared" and not plan.is_weakened(*o.key)]
    held = [o for o in waiting if o.role not in (*BESIDE, "diagnostic") and not disputed(plan, o)]
    strong = [o for o in held if o.strength == "strong"]
    clear = [o for o in leading if o.role not in BESIDE and not plan.is_weakened(*o.key)]
    best = min((o.rank for o in clear if o.rank), default=None)
    if not clear:
        found = _first_of(strong or held)
    elif best is not None:
        found = _first_of([o for o in held if o.rank and o.rank < best])
    else:
        found = _first_of(strong) if all(o.group == "consider" for o in clear) else []
    stages = {o.stage for o in found}
    return [*found, *(o for o in waiting if o.role == "adjunct" and o.stage in stages)]


def _first_of(offers: Sequence[Offer]) -> list[Offer]:
    """Return the offers at the first place, and those of earlier stages that no order places."""
    best = min((o.rank for o in offers if o.rank), default=None)
    if best is None:
        return list(offers)
    stage = min(stage_rank(o.stage) for o in offers if o.rank == best)
    return [o for o in offers if o.rank == best or (o.rank is None and stage_rank(o.stage) < stage)]


def leading_conflict(plan: Plan, offers: Sequence[Offer]) -> tuple[Conflict, ...]:
    """Return the conflict to name first: where there is treatment, none of follow-up."""
    late = stage_rank("follow_up")
    now = [c for c in plan.conflicts if min(stage_rank(f.stage) for f in c.findings) < late]
    return (tuple(now) or (() if offers else plan.conflicts))[:1]


def alternatives(plan: Plan, offers: Iterable[Offer]) -> list[Finding]:
    """Return the undecided rules that speak against what these offers rest on.

    A small tumour is not to be operated on unless what speaks for leaving it is asked about.
    """
    ours = {f.id for o in offers for f in speaking(o)}
    return [
        f
        for f in plan.findings
        if f.status == CANNOT_TELL and f.options and not ours.isdisjoint(f.entry.against)
    ]


def undecided(plan: Plan) -> tuple[Offer, ...]:
    """Return the undecided treatments that depend on what the work-up misses."""
    facts = {fact for need in plan.needs if need.state == MISSING for fact in need.missing}

    def waits(finding: Finding) -> bool:
        is_open = finding.status == CANNOT_TELL
        return is_open and not facts.isdisjoint(plan.missing(finding.entry))

    return tuple(
        offer
        for offer in plan.offers
        if offer.group == "cannot_tell"
        and offer.role not in ("diagnostic", *BESIDE)
        and any(map(waits, offer.findings))
    )
