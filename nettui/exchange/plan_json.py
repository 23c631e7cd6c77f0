"""A plan as JSON: everything it says and why, in one object; `plan.schema.json` describes it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import attrs

from nettui.engine.explain import TRUTH_WORDS, Clause
from nettui.engine.findings import DueDate, Finding, GuardFinding, NeedFinding, Offer
from nettui.engine.marks import noun_id
from nettui.engine.offers import held_by
from nettui.engine.plan import Plan
from nettui.engine.protocol import Entry
from nettui.engine.settle import CLEAR, HELD, STOPPED, UNKNOWN
from nettui.engine.stages import ANSWERS
from nettui.exchange.stands import months

SCHEMA_VERSION = 1
"""Raised when a reader of the JSON would have to change."""

SCHEMA = Path(__file__).with_name("plan.schema.json")

Data = dict[str, Any]
_STOP_WORDS = {CLEAR: "clear", HELD: "held", STOPPED: "stopped"}


def dumps(plan: Plan, title: str = "") -> str:
    """Return the plan as one line of JSON: ASCII, and the same for the same receipt.

    Control characters of any kind are written as escapes, so that it can be printed anywhere.
    """
    text = json.dumps(plan_data(plan, title), allow_nan=False, separators=(",", ":"))
    return text.replace("\x7f", "\\u007f")


def plan_data(plan: Plan, title: str = "") -> Data:
    """Return the plan as JSON data: dates as text, truths and states in words."""
    return {
        "schema_version": SCHEMA_VERSION,
        "case_id": plan.case.case_id,
        "title": title,
        "as_of": plan.as_of.isoformat(),
        "mdt_required": True,
        "status": {"word": plan.status.word, "because": list(plan.status.because)},
        "answers": {name: _answer(plan, name) for name, _ in ANSWERS.values()},
        "workup": dict(zip(("known", "needed"), plan.workup, strict=True)),
        "findings": [_finding(plan, finding) for finding in plan.findings],
        "needs": [_need(plan, need) for need in plan.needs],
        "guards": _guards(plan),
        "orders": _orders(plan),
        "offers": [_offer(plan, offer) for offer in plan.offers],
        "conflicts": [
            {"kind": c.kind, "says": c.says, "findings": [f.id for f in c.findings]}
            for c in plan.conflicts
        ],
        "questions": [_listed(attrs.asdict(question)) for question in plan.questions],
        "follow_up": [_due(due) for due in plan.follow_up],
        "derived": _derived(plan),
        "notes": list(plan.picture.notes),
        "not_used": [
            {"fact": fact, "recorded": item.recorded, "why": item.why}
            for fact, item in plan.picture.unused.items()
        ],
        "receipt": {
            **_listed(attrs.asdict(plan.receipt)),
            "as_of": plan.receipt.as_of.isoformat(),
        },
    }


def _listed(data: Data) -> Data:
    return {key: list(v) if isinstance(v, tuple) else v for key, v in data.items()}


def _answer(plan: Plan, name: str) -> Data:
    words = plan.grade if name == "grade" else plan.route
    return {"possible": list(words), "known": plan.answers[name].known}


def _stamp(entry: Entry) -> Data:
    """Return what every entry has: who contributed it, where it stands, what it rests on."""
    raw = entry.raw
    return {
        "id": entry.id,
        "origin": entry.origin,
        "layer": entry.layer,
        "stage": entry.stage,
        "kind": entry.kind,
        "says": raw["says"],
        "statements": list(raw.get("statements", ())),
        "sources": list(raw.get("sources", ())),
        "mark": raw.get("mark", "base"),
        **_signed_off(entry.signed),
    }


def _signed_off(signed: Data | None) -> Data:
    """Return who confirmed a mark R or E for clinical use, nothing while nobody has."""
    return {"signed_off": {k: signed[k] for k in ("by", "role", "on")}} if signed else {}


def _clauses(clauses: Iterable[Clause]) -> list[Data]:
    return [
        {
            "depth": c.depth,
            "wanted": c.wanted,
            "got": c.got,
            "truth": TRUTH_WORDS[c.truth],
            "facts": list(c.facts),
        }
        for c in clauses
    ]


def _why(plan: Plan, entry: Entry, truth: int) -> Data:
    """Return the truth of an entry's condition with its clauses and the facts that decide it."""
    missing = plan.missing(entry) if truth == UNKNOWN else ()
    return {
        "truth": TRUTH_WORDS[truth],
        "clauses": _clauses(plan.seen_for(entry).clauses(entry.act.when)),
        "missing": list(missing),
    }


def _finding(plan: Plan, finding: Finding) -> Data:
    raw = finding.entry.raw
    data = {
        **_stamp(finding.entry),
        "version": raw.get("version", 1),
        "status": finding.status_word,
        "group": finding.group,
        "strength": finding.strength,
        "role": raw.get("role", "primary"),
        "options": list(finding.options),
        "answer": list(raw.get("answer", ())),
        "intent": raw.get("intent", ""),
        "flags": list(raw.get("flags", ())),
        "against": list(raw.get("against", ())),
        "caps_status": raw.get("status", ""),
        "overridden_by": list(finding.overridden_by),
        "may_be_overridden_by": list(finding.may_be_overridden_by),
        **_why(plan, finding.entry, finding.truth),
    }
    if finding.entry.kind == "override":
        keys = ("target", "reason_code", "reason", "approved_by", "review_by")
        data["override"] = {key: raw.get(key, "local_expertise") for key in keys}
        target = plan.protocol.position[raw["target"].rpartition("@")[0]]
        data["override"]["target_truth"] = TRUTH_WORDS[plan.truth(target)]
    return data


def _need(plan: Plan, need: NeedFinding) -> Data:
    condition = plan.seen(need.entry.stage).truth(need.need.when)
    return {
        **_stamp(need.entry),
        "state": need.state_word,
        "facts": list(need.need.facts),
        "caps": _listed(attrs.asdict(need.need.caps)),
        **_why(plan, need.entry, condition),
        "missing": list(need.missing),
    }


def _guards(plan: Plan) -> list[Data]:
    """Return every guard once, with the options it guards."""
    seen: dict[str, tuple[GuardFinding, list[str]]] = {}
    for option in plan.protocol.options:
        for guard in plan.guards(option):
            seen.setdefault(guard.entry.id, (guard, []))[1].append(option)
    return [
        {
            **_stamp(guard.entry),
            "guard": guard.guard.kind,
            "options": options,
            "roles": list(guard.guard.roles),
            "except_roles": list(guard.guard.except_roles),
            **_why(plan, guard.entry, guard.truth),
        }
        for _, (guard, options) in sorted(seen.items())
    ]


def _orders(plan: Plan) -> list[Data]:
    return [
        {
            **_stamp(entry),
            "first": list(entry.raw["first"]),
            "over": list(entry.raw["over"]),
            **_why(plan, entry, plan.truth(n)),
        }
        for n, entry in enumerate(plan.protocol.entries)
        if entry.kind == "order"
    ]


def _offer(plan: Plan, offer: Offer) -> Data:
    return {
        "option": offer.option,
        "label": offer.label,
        "role": offer.role,
        "group": offer.group,
        "strength": offer.strength,
        "stage": offer.stage,
        "stop": _STOP_WORDS[offer.stop],
        "rank": offer.rank,
        "rank_reasons": list(offer.rank_reasons),
        "intents": list(offer.intents),
        "findings": [f.id for f in offer.findings],
        "needs": list(held_by(plan, offer)) if offer.group == "not_cleared" else [],
        "guards": [
            {"id": g.entry.id, "guard": g.guard.kind, "truth": TRUTH_WORDS[g.truth]}
            for g in plan.guards(offer.option, offer.role)
        ],
    }


def _due(due: DueDate) -> Data:
    def day(value: Any) -> str | None:
        return value.isoformat() if value else None

    return {
        "finding": due.finding.id,
        "earliest": day(due.earliest),
        "latest": day(due.latest),
        "months": list(months(due)),
        "anchor": due.anchor,
        "anchor_date": day(due.anchor_date),
        "repeats": due.repeats,
        "overdue": due.overdue,
    }


def _derived(plan: Plan) -> list[Data]:
    seen = plan.seen()
    return [
        {
            "name": name,
            "label": derivation.table.label,
            "origin": derivation.origin,
            "got": seen.got(name),
            "statements": list(derivation.table.statements),
            "sources": list(derivation.table.sources),
            "mark": derivation.table.mark,
            **_signed_off(plan.protocol.signed.get(noun_id(derivation.origin, "table", name))),
            "clauses": _clauses(seen.derivation(name)),
        }
        for name, derivation in plan.protocol.tables.items()
    ]
