"""A plan as JSON: everything it says and why, in one object; `plan.schema.json` describes it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

import attrs

from nettui.boundary import json_schema, strict
from nettui.case.base.words import value_words
from nettui.case.files.json_text import parsed
from nettui.engine.language.rules import Override, Rule
from nettui.engine.language.states import CHECK, CLEAR, HELD, STOPPED, UNKNOWN
from nettui.engine.plan.branches import Branch, ways
from nettui.engine.plan.checks import open_checks
from nettui.engine.plan.explain import TRUTH_WORDS, Clause
from nettui.engine.plan.findings import DueDate, Finding, GuardFinding, NeedFinding, Offer
from nettui.engine.plan.offers import to_clear
from nettui.engine.plan.plan import Plan
from nettui.engine.protocol.entry import Entry
from nettui.engine.protocol.marks import noun_id
from nettui.exchange import plan_types as to
from nettui.sheet.answers import answered
from nettui.sheet.comparison import months
from nettui.sheet.questions import question_words

SCHEMA_VERSION: Literal[1] = 1
"""Raised when a reader of the JSON would have to change."""

SCHEMA = Path(__file__).with_name("plan.schema.json")
"""Written from `nettui.exchange.plan_types` by ``make docs``."""

Data = dict[str, Any]
_STOP_WORDS: Mapping[int, Literal["clear", "check", "held", "stopped"]] = {
    CLEAR: "clear",
    CHECK: "check",
    HELD: "held",
    STOPPED: "stopped",
}


def dumps(plan: Plan, title: str = "") -> str:
    """Return the plan as one line of JSON: ASCII, and the same for the same receipt.

    Control characters of any kind are written as escapes, so that it can be printed anywhere.
    """
    text = json.dumps(plan_data(plan, title), allow_nan=False, separators=(",", ":"))
    return text.replace("\x7f", "\\u007f")


def loads(text: str) -> to.PlanJson:
    """Return a plan that was written as JSON. Raises `CaseError` or `strict.Unfit`."""
    return strict.from_json(parsed(text), to.PlanJson)


def plan_data(plan: Plan, title: str = "") -> Data:
    """Return the plan as JSON data: dates as text, truths and states in words."""
    data: Data = strict.to_json(written(plan, title))
    return data


def schema_text() -> str:
    """Return the text of `SCHEMA`."""
    made = json_schema.schema(to.PlanJson, "Plan of nettui", "Json")
    return json.dumps(made, indent=2, ensure_ascii=False) + "\n"


def written(plan: Plan, title: str = "") -> to.PlanJson:
    """Return the plan as it is written."""
    known, needed = plan.workup
    why = _Reasons(plan)
    return to.PlanJson(
        schema_version=SCHEMA_VERSION,
        case_id=plan.case.case_id,
        title=title,
        as_of=plan.as_of,
        mdt_required=True,
        status=to.PlanStatusJson(word=plan.status.word, because=tuple(plan.status.because)),
        answers=to.AnswersJson(
            grade=to.AnswerJson(possible=plan.grade, known=plan.answers["grade"].known),
            route=to.AnswerJson(possible=plan.route, known=plan.answers["route"].known),
        ),
        workup=to.WorkupJson(known=known, needed=needed),
        findings=tuple(_finding(why, finding) for finding in plan.findings),
        needs=tuple(_need(why, need) for need in plan.needs),
        guards=_guards(why),
        orders=_orders(why),
        offers=tuple(_offer(plan, offer) for offer in plan.offers),
        conflicts=tuple(
            to.ConflictJson(kind=c.kind, says=c.says, findings=tuple(f.id for f in c.findings))
            for c in plan.conflicts
        ),
        questions=tuple(to.QuestionJson(**_fields(question)) for question in plan.questions),
        asked=tuple(
            to.AskedJson(
                fact=one.fact,
                label=one.question.label,
                question=question_words(plan, one.fact),
                who=one.who,
                why=one.why,
                effects=tuple(_branches(plan, one.effect)),
            )
            for one in plan.asked
        ),
        branches=tuple(_branches(plan, plan.branch)),
        follow_up=tuple(_due(due) for due in plan.follow_up),
        derived=_derived(why),
        notes=tuple(plan.picture.notes),
        not_used=tuple(
            to.NotUsedJson(fact=fact, recorded=item.recorded, why=item.why)
            for fact, item in plan.picture.unused.items()
        ),
        receipt=to.ReceiptJson(**_fields(plan.receipt)),
    )


def _branches(plan: Plan, tree: Branch | None) -> Iterator[to.BranchJson]:
    """Yield each leaf of a tree, with the answers on the way to it."""
    for way in ways(tree) if tree else ():
        leaf = way[-1][1]
        yield to.BranchJson(
            answers=tuple(
                to.AnsweredJson(
                    fact=branch.fact,
                    label=branch.label,
                    values=tuple(value_words(value) for value in answer.values),
                    words=answered(plan, branch, answer),
                    evidence=tuple(dict.fromkeys(one.says for one in answer.evidence)),
                )
                for branch, answer in way
            ),
            leads=tuple(
                to.LeadJson(
                    stage=lead.stage,
                    group=lead.group,
                    options=tuple(dict.fromkeys(offer.option for offer in lead.offers)),
                    roles=tuple(dict.fromkeys(offer.role for offer in lead.offers)),
                    also=tuple(dict.fromkeys(offer.option for offer in lead.more)),
                    at_most=tuple(dict.fromkeys(offer.option for offer in lead.weakened)),
                    waits_for=leaf.waits_for(lead),
                )
                for lead in leaf.leads
            ),
            without=tuple(dict.fromkeys(offer.option for offer in leaf.without)),
            urgent=tuple(finding.id for finding in leaf.urgent),
            complete=tuple(finding.id for finding in leaf.complete),
            needs=() if leaf.says_something else leaf.open_facts,
        )


def _fields(thing: attrs.AttrsInstance) -> Data:
    return attrs.asdict(thing, recurse=False)


def _entry(entry: Entry) -> Data:
    """Return what every entry has: who contributed it, where it stands, what it rests on."""
    return {
        "id": entry.id,
        "origin": entry.origin,
        "layer": entry.layer,
        "stage": entry.stage,
        "kind": entry.kind,
        "says": entry.says,
        "statements": entry.statements,
        "sources": entry.sources,
        "mark": entry.written_mark,
        "signed_off": _signed_off(entry.signed),
    }


def _signed_off(signed: Data | None) -> to.SignedOffJson | None:
    """Return who confirmed a mark R or E for clinical use, None while nobody has."""
    if not signed:
        return None
    on = to.Day.fromisoformat(signed["on"])
    return to.SignedOffJson(by=signed["by"], role=signed["role"], on=on)


class _Reasons:
    """The reasons in a plan. Of seven of their lines six are the same: each is made once."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        # By its identity, so each is kept with what was made of it.
        self._made: dict[int, tuple[Clause, to.ClauseJson]] = {}

    def of(self, entry: Entry, truth: int) -> Data:
        """Return the truth of an entry's condition with its clauses and the facts that decide."""
        missing = self.plan.missing(entry) if truth == UNKNOWN else ()
        return {
            "truth": TRUTH_WORDS[truth],
            "clauses": self.lines(self.plan.seen_for(entry).clauses(entry.act.when)),
            "missing": tuple(missing),
        }

    def lines(self, clauses: Iterable[Clause]) -> tuple[to.ClauseJson, ...]:
        """Return clauses as they are written."""
        made = self._made
        return tuple((made.get(id(clause)) or self._make(clause))[1] for clause in clauses)

    def _make(self, clause: Clause) -> tuple[Clause, to.ClauseJson]:
        line = to.ClauseJson(
            depth=clause.depth,
            wanted=clause.wanted,
            got=clause.got,
            truth=TRUTH_WORDS[clause.truth],
            facts=tuple(clause.facts),
        )
        self._made[id(clause)] = clause, line
        return clause, line


def _finding(why: _Reasons, finding: Finding) -> to.FindingJson:
    entry, act = finding.entry, finding.entry.act
    return to.FindingJson(
        **_entry(entry),
        version=entry.version,
        status=finding.status_word,
        group=finding.group,
        strength=finding.strength,
        role=entry.role,
        options=tuple(finding.options),
        answer=entry.answer,
        intent=entry.intent,
        flags=entry.flags,
        against=act.against if isinstance(act, Rule) else (),
        caps_status=entry.status_cap,
        overridden_by=tuple(finding.overridden_by),
        may_be_overridden_by=tuple(finding.may_be_overridden_by),
        **why.of(entry, finding.truth),
        override=_override(why.plan, entry, act) if isinstance(act, Override) else None,
    )


def _override(plan: Plan, entry: Entry, act: Override) -> to.OverrideJson:
    return to.OverrideJson(
        target=act.target,
        reason_code=act.reason_code,
        reason=act.reason,
        approved_by=act.approved_by,
        review_by=act.review_by,
        target_truth=TRUTH_WORDS[plan.truth(plan.protocol.target(entry))],
    )


def _need(why: _Reasons, need: NeedFinding) -> to.NeedJson:
    condition = why.plan.seen(need.entry.stage).truth(need.need.when)
    return to.NeedJson(
        **_entry(need.entry),
        state=need.state_word,
        facts=tuple(need.need.facts),
        caps=to.CapsJson(**_fields(need.need.caps)),
        **{**why.of(need.entry, condition), "missing": tuple(need.missing)},
    )


def _guards(why: _Reasons) -> tuple[to.GuardJson, ...]:
    """Return every guard once, with the options it guards."""
    seen: dict[str, tuple[GuardFinding, list[str]]] = {}
    for option in why.plan.protocol.options:
        for guard in why.plan.guards(option):
            seen.setdefault(guard.entry.id, (guard, []))[1].append(option)
    return tuple(
        to.GuardJson(
            **_entry(guard.entry),
            guard=guard.guard.kind,
            options=tuple(options),
            roles=tuple(guard.guard.roles),
            except_roles=tuple(guard.guard.except_roles),
            **why.of(guard.entry, guard.truth),
        )
        for _, (guard, options) in sorted(seen.items())
    )


def _orders(why: _Reasons) -> tuple[to.OrderJson, ...]:
    return tuple(
        to.OrderJson(
            **_entry(entry),
            first=entry.first,
            over=entry.over,
            **why.of(entry, why.plan.truth(n)),
        )
        for n, entry in enumerate(why.plan.protocol.entries)
        if entry.kind == "order"
    )


def _offer(plan: Plan, offer: Offer) -> to.OfferJson:
    return to.OfferJson(
        option=offer.option,
        label=offer.label,
        role=offer.role,
        group=offer.group,
        strength=offer.strength,
        stage=offer.stage,
        stop=_STOP_WORDS[offer.stop],
        rank=offer.rank,
        rank_reasons=tuple(offer.rank_reasons),
        intents=tuple(offer.intents),
        findings=tuple(f.id for f in offer.findings),
        needs=to_clear(plan, offer),
        checks=tuple(check.entry.id for check in open_checks(plan, offer)),
        guards=tuple(
            to.OfferGuardJson(id=g.entry.id, guard=g.guard.kind, truth=TRUTH_WORDS[g.truth])
            for g in plan.guards(offer.option, offer.role)
        ),
    )


def _due(due: DueDate) -> to.DueJson:
    return to.DueJson(
        finding=due.finding.id,
        earliest=due.earliest,
        latest=due.latest,
        months=months(due),
        anchor=due.anchor,
        anchor_date=due.anchor_date,
        repeats=due.repeats,
        overdue=due.overdue,
    )


def _derived(why: _Reasons) -> tuple[to.DerivedJson, ...]:
    plan, seen = why.plan, why.plan.seen()
    return tuple(
        to.DerivedJson(
            name=name,
            label=derivation.table.label,
            origin=derivation.origin,
            got=seen.got(name),
            statements=tuple(derivation.table.statements),
            sources=tuple(derivation.table.sources),
            mark=derivation.table.mark,
            signed_off=_signed_off(
                plan.protocol.signed.get(noun_id(derivation.origin, "table", name))
            ),
            clauses=why.lines(seen.derivation(name)),
        )
        for name, derivation in plan.protocol.tables.items()
    )
