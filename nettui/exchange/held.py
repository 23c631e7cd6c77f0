"""What holds or stops an option, in lines under it; and what a missing fact holds, in words."""

from __future__ import annotations

from collections.abc import Iterator

from nettui.engine.findings import GuardFinding, Offer
from nettui.engine.offers import held_by
from nettui.engine.plan import Plan
from nettui.engine.protocol import Protocol, role_in
from nettui.engine.settle import FALSE, TRUE, UNKNOWN
from nettui.engine.stages import STAGE_TITLES
from nettui.engine.verbs import Need
from nettui.engine.wording import plain
from nettui.exchange.basis import basis, fact_labels, option_labels
from nettui.exchange.document import Line

_KINDS = {"stop": "Stop", "caution": "Caution", "first": "First"}


def needs_of(plan: Plan, offer: Offer) -> Iterator[Line]:
    """Yield what must be known before an option is cleared, with the stops and needs behind it."""
    if offer.group != "not_cleared":
        return
    behind = [
        g.entry
        for g in plan.guards(offer.option, offer.role)
        if g.guard.kind == "stop" and g.truth == UNKNOWN
    ]
    behind += [n.entry for n in plan.needs if n.missing and is_held(plan, offer, n.need)]
    needs = fact_labels(plan, held_by(plan, offer))
    tells = tuple(entry.id for entry in behind)
    yield Line(needs or "what its stops rest on", basis(behind), "Needs", 1, tells)


def is_held(plan: Plan, offer: Offer, need: Need) -> bool:
    """Say whether a need, while missing, holds an option."""
    caps = need.caps
    return role_in(offer.role, caps.roles, caps.except_roles) and bool(
        offer.option in caps.options
        or set(plan.protocol.options[offer.option].classes) & set(caps.classes)
        or {f.stage for f in offer.findings} & set(caps.stages)
    )


def guard_lines(plan: Plan, offer: Offer) -> Iterator[Line]:
    """Yield the stops in force, and the cautions and first steps that hold or may hold."""
    for guard in plan.guards(offer.option, offer.role):
        if guard.truth == FALSE:
            continue
        if guard.guard.kind == "stop" and guard.truth != TRUE:
            continue  # told by what it needs
        yield guard_line(plan, guard)


def guard_line(plan: Plan, guard: GuardFinding) -> Line:
    """Return one guard; of one that may hold also what would decide it."""
    says = guard.guard.says.rstrip(".")
    if guard.truth == UNKNOWN:
        needs = fact_labels(plan, plan.missing(guard.entry))
        says += f" (cannot tell: needs {needs})" if needs else " (cannot tell)"
    return Line(f"{says}.", basis((guard.entry,)), _KINDS[guard.guard.kind], 1)


def holds(protocol: Protocol, need: Need) -> str:
    """Return in words what a need caps while it is missing, empty for nothing."""
    caps = need.caps
    parts = [f"the plan at {plain(caps.status)}"] if caps.status else []
    parts += [option_labels(protocol, caps.options)] if caps.options else []
    parts += [f"{plain(name)} options" for name in caps.classes]
    parts += [STAGE_TITLES[stage].lower() for stage in caps.stages]
    held = ", ".join(parts)
    if held and caps.roles:
        held += f" ({', '.join(map(plain, caps.roles))} only)"
    if held and caps.except_roles:
        held += f" (not {', '.join(map(plain, caps.except_roles))})"
    return held
