"""What may be recorded as a board's result, and how a later plan stands to it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from attrs import frozen

from nettui.store.records import OUTCOMES, REASON_CODES, BoardResult, Decision
from nettui.store.refusals import StoreRefusal
from nettui.store.rows import one_line
from nettui.store.text import said

if TYPE_CHECKING:
    from nettui.engine.plan import Plan
    from nettui.store.diff import Change


def refuse_unfit(result: BoardResult, plan: Plan) -> None:
    """Raise `StoreRefusal` for a result that does not fit the plan or lacks a reason."""
    for resolution in result.resolutions:
        where = f"The resolution on '{resolution.option}'"
        if resolution.option not in plan.protocol.options:
            raise StoreRefusal(
                f"{where} was not taken: the protocol of the plan has no such option."
            )
        if resolution.outcome not in OUTCOMES:
            raise StoreRefusal(f"{where} must be one of {', '.join(OUTCOMES)}.")
        if resolution.outcome != "accepted" and resolution.code not in REASON_CODES:
            raise StoreRefusal(
                f"{where} is '{resolution.outcome}' and needs a reason: one of "
                f"{', '.join(REASON_CODES)}."
            )
        for given in (resolution.role, resolution.code, resolution.text):
            one_line(given, "resolution")
    pairs = [(r.option, r.role) for r in result.resolutions]
    if len(set(pairs)) != len(pairs):
        raise StoreRefusal("Two resolutions are on the same option in the same role.")
    for attendee in result.attendees:
        one_line(attendee, "attendee")
    one_line(result.note, "note of the decision")


@frozen
class Difference:
    """One thing that a plan says otherwise than the plan decided on."""

    what: str
    then: str
    now: str


@frozen
class Since:
    """How the plan of today differs from the one that was decided on, and why."""

    differences: tuple[Difference, ...]
    facts: tuple[Change, ...]
    protocol_changed: bool
    day_changed: bool

    @property
    def causes(self) -> tuple[str, ...]:
        """What can have caused the differences, in words."""
        found = []
        if self.facts:
            found.append("facts recorded since")
        if self.protocol_changed:
            found.append("another protocol in force")
        if self.day_changed:
            found.append("another day of the plan")
        return tuple(found)


def since(decision: Decision, plan: Plan, facts: tuple[Change, ...]) -> Since:
    """Return how a plan differs from the one decided on.

    ``facts``: what changed between the revision decided on and that of the plan.
    """
    then, now = _flat(_said_then(decision)), _flat(said(plan))
    return Since(
        differences=tuple(
            Difference(what, then.get(what, ""), now.get(what, ""))
            for what in dict.fromkeys((*then, *now))
            if then.get(what, "") != now.get(what, "")
        ),
        facts=facts,
        protocol_changed=decision.protocol != plan.protocol.digest,
        day_changed=decision.as_of != plan.as_of,
    )


def _said_then(decision: Decision) -> dict[str, Any]:
    """Return what the kept plan said, in the form of `said`."""
    data = json.loads(decision.plan)
    return {
        "status": data["status"]["word"],
        "grade": data["answers"]["grade"]["possible"],
        "route": data["answers"]["route"]["possible"],
        "offers": data["offers"],
        "conflicts": [conflict["says"] for conflict in data["conflicts"]],
    }


def _flat(data: dict[str, Any]) -> dict[str, str]:
    flat = {
        "Status": data["status"],
        "Grade": " or ".join(data["grade"]),
        "Route": " or ".join(data["route"]),
    }
    for offer in data["offers"]:
        words = (offer["group"].replace("_", " "), offer["strength"])
        flat[f"{offer['option']} ({offer['role']})"] = ", ".join(word for word in words if word)
    for conflict in data["conflicts"]:
        flat[f"Conflict: {conflict}"] = "shown"
    return flat
