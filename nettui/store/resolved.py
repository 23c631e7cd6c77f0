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
    from nettui.case.model import CaseFile
    from nettui.engine.plan import Plan
    from nettui.engine.protocol import Protocol
    from nettui.store.diff import Change
    from nettui.store.port import CaseStore


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


FACTS = "facts recorded since"
PROTOCOL = "another protocol in force"
DAY = "another day of the plan"


@frozen
class Difference:
    """One thing that a plan says otherwise than the plan decided on.

    ``causes``: which of what changed since changed it, in words; empty where that was not asked.
    """

    what: str
    then: str
    now: str
    causes: tuple[str, ...] = ()


@frozen
class Since:
    """How the plan of today differs from the one that was decided on, and why.

    ``versions`` are the parts of the protocol that are others now, each in words.
    """

    differences: tuple[Difference, ...]
    facts: tuple[Change, ...]
    protocol_changed: bool
    day_changed: bool
    versions: tuple[str, ...] = ()

    @property
    def causes(self) -> tuple[str, ...]:
        """What can have caused the differences, in words."""
        changed = ((FACTS, self.facts), (PROTOCOL, self.protocol_changed), (DAY, self.day_changed))
        return tuple(word for word, is_so in changed if is_so)


def since(
    decision: Decision, plan: Plan, facts: tuple[Change, ...], before: Protocol | None = None
) -> Since:
    """Return how a plan differs from the one decided on.

    ``facts``: what changed between the revision decided on and that of the plan. ``before``: the
    protocol decided by; with it each difference has its causes, found by making the plan again
    with the new facts alone, then with the new protocol too, then on the new day.
    """
    then, now = _flat(_said_then(decision)), _flat(said(plan))
    steps = _steps(decision, plan, before, then, now) if before is not None else ()
    return Since(
        differences=tuple(
            Difference(
                what,
                then.get(what, ""),
                now.get(what, ""),
                tuple(cause for cause, a, b in steps if a.get(what, "") != b.get(what, "")),
            )
            for what in dict.fromkeys((*then, *now))
            if then.get(what, "") != now.get(what, "")
        ),
        facts=facts,
        protocol_changed=decision.protocol != plan.protocol.digest,
        day_changed=decision.as_of != plan.as_of,
        versions=_versions(before, plan.protocol) if before is not None else (),
    )


def since_recorded(store: CaseStore, decision: Decision, plan: Plan, file: CaseFile) -> Since:
    """Return how the plan of a case as it is now differs from one decided on, with the causes.

    ``file`` is the case of the plan, saved or not. Raises `StoreRefusal`.
    """
    from nettui.store.diff import changes

    facts = changes(store.open(decision.case_id, decision.rev).file, file)
    before = plan.protocol
    if decision.protocol != before.digest:
        before = store.protocol(decision.protocol)
    return since(decision, plan, facts, before)


def _steps(
    decision: Decision, plan: Plan, before: Protocol, then: dict[str, str], now: dict[str, str]
) -> tuple[tuple[str, dict[str, str], dict[str, str]], ...]:
    """Return what the plan said before and after each thing that changed."""
    from nettui.engine.plan import plan as planned

    with_facts = _flat(said(planned(plan.case, decision.as_of, before)))
    with_protocol = _flat(said(planned(plan.case, decision.as_of, plan.protocol)))
    return (
        (FACTS, then, with_facts),
        (PROTOCOL, with_facts, with_protocol),
        (DAY, with_protocol, now),
    )


def _versions(old: Protocol, new: Protocol) -> tuple[str, ...]:
    """Return which parts of the protocol are others, each as ``pancreas 1 -> 2``."""
    before, after = ({part["name"]: part for part in protocol.plugins} for protocol in (old, new))
    found = []
    for name in dict.fromkeys((*before, *after)):
        was, is_ = before.get(name), after.get(name)
        if was is None or is_ is None:
            found.append(f"{name} {'taken out' if is_ is None else 'added'}")
        elif was["version"] != is_["version"]:
            found.append(f"{name} {was['version']} -> {is_['version']}")
        elif was["digest"] != is_["digest"]:
            found.append(f"{name} {is_['version']}, with other content under the same version")
    return tuple(found)


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
