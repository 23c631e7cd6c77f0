"""What may be recorded as a board's result, and how a later plan stands to it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from attrs import frozen

from nettui.store.core.case_text import said, said_then
from nettui.store.core.rows import one_line
from nettui.store.errors import StoreRefusal
from nettui.store.records import OUTCOMES, REASON_CODES, BoardResult, Decision, Resolution

if TYPE_CHECKING:
    from nettui.case.record.case import CaseFile
    from nettui.engine.plan.plan import Plan
    from nettui.engine.protocol.protocol import Protocol
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
        if resolution.outcome == "accepted" and (why := not_cleared(plan, resolution)):
            raise StoreRefusal(
                f"{where} was not taken. {why}. Resolve on it as modified or deferred, and say "
                "what comes first."
            )
        for given in (resolution.role, resolution.code, resolution.text):
            one_line(given, "resolution")
    pairs = [(r.option, r.role) for r in result.resolutions]
    if len(set(pairs)) != len(pairs):
        raise StoreRefusal("Two resolutions are on the same option in the same role.")
    for attendee in result.attendees:
        one_line(attendee, "attendee")
    one_line(result.note, "note of the decision")
    if result.corrects and not one_line(result.reason, "reason").strip():
        raise StoreRefusal(
            f"A correction of decision {result.corrects} needs its reason, one line. Nothing was "
            "recorded."
        )


def not_cleared(plan: Plan, resolution: Resolution) -> str:
    """Return why an option cannot be accepted as the plan has it; empty where it can.

    What is not cleared is never accepted, whatever place it has in the plan (Z23).
    """
    from nettui.sheet.guards import not_cleared_words

    key = (resolution.option, resolution.role)
    return next((not_cleared_words(plan, o) for o in plan.offers if o.key == key), "")


FACTS = "facts recorded since"
PROTOCOL = "another protocol in force"
DAY = "another day of the plan"

_Words = tuple[str, ...]
_Flat = dict[str, _Words]


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
    then, now = _flat(said_then(json.loads(decision.plan))), _flat(said(plan))
    steps = _steps(decision, plan, before, then, now) if before is not None else ()
    return Since(
        differences=tuple(
            Difference(
                what,
                _apart(then.get(what, ()), now.get(what, ())),
                _apart(now.get(what, ()), then.get(what, ())),
                tuple(cause for cause, a, b in steps if a.get(what) != b.get(what)),
            )
            for what in dict.fromkeys((*then, *now))
            if then.get(what) != now.get(what)
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
    decision: Decision, plan: Plan, before: Protocol, then: _Flat, now: _Flat
) -> tuple[tuple[str, _Flat, _Flat], ...]:
    """Return what the plan said before and after each thing that changed."""
    from nettui.engine.plan.plan import plan as planned

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


def _flat(data: dict[str, Any]) -> _Flat:
    flat: _Flat = {
        "Status": (data["status"],),
        "Grade": (" or ".join(data["grade"]),),
        "Route": (" or ".join(data["route"]),),
    }
    for offer in data["offers"]:
        words = ", ".join(filter(None, (offer["group"].replace("_", " "), offer["strength"])))
        place = (f"place {offer['place']}",) if offer["place"] else ()
        flat[f"{offer['option']} ({offer['role']})"] = (words, *place, *offer["conditions"])
    for due in data["due"]:
        flat[f"Follow-up: {due['says']}"] = (due["when"],)
    for conflict in data["conflicts"]:
        flat[f"Conflict: {conflict}"] = ("shown",)
    return flat


def _apart(words: _Words, others: _Words) -> str:
    """Return the first words, and of the rest what is not among others."""
    return "; ".join((*words[:1], *(word for word in words[1:] if word not in others)))
