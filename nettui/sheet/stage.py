"""One stage of a plan as a section: its answer, what is due, its options, what does not hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial

from attrs import evolve

from nettui.engine.language.rules import Override
from nettui.engine.language.stages import ANSWERS, STAGE_TITLES, STAGES
from nettui.engine.language.states import APPLIES, CANNOT_TELL, MET, NOT_MET, NOT_NEEDED
from nettui.engine.language.states import OVERRIDDEN as IS_OVERRIDDEN
from nettui.engine.plan.explain import failing
from nettui.engine.plan.findings import DueDate, Finding
from nettui.engine.plan.offers import SPEAKING
from nettui.engine.plan.plan import Plan
from nettui.sheet.basis import entry_of, option_labels, unique
from nettui.sheet.guards import care_items
from nettui.sheet.item import Folded, Item, Section
from nettui.sheet.kinds import (
    DUE,
    GRADE,
    NO_DATE,
    NOT_NOW,
    NOTE,
    OF_GROUP,
    ORDER,
    OVERDUE,
    OVERRIDDEN,
    OVERRIDDEN_BY,
    READING,
    ROUTE,
    WANTED,
    Kind,
)
from nettui.sheet.options import Same, changes, groups, option_item
from nettui.sheet.questions import need_item, open_rule, open_together
from nettui.sheet.wording import (
    ACTIVE,
    answer_words,
    dated,
    due_words,
    is_reading,
    said_answer,
    speaking,
)

_ANSWER_KINDS = {"grading": GRADE, "extent": ROUTE}
# Flags of what stands in a section of its own: among the pitfalls, or as the first line.
_APART = frozenset({"pitfall", "emergency"})
_IN_CONFLICT = ("conflict", "do", "consider")
# Which item says the sentence of a rule, where no option does.
_CONFLICT, _ABOVE, _ITSELF = "a conflict", "a note or a date", "itself"


def stage_sections(plan: Plan, *, each_rule: bool, reasons: bool = True) -> Iterator[Section]:
    """Yield the six stages.

    ``each_rule``: each rule that does not hold or is unknown, and each need that is met, has
    an item of its own. Otherwise they are gathered by what would decide them, or counted.
    ``reasons``: a rule that does not hold says what it wanted and what it got.
    """
    options: dict[str, tuple[Same, ...]] = {stage: groups(plan, stage) for stage in STAGES}
    said_by = _said_by(plan, options)
    silent = partial(_each, reasons=reasons) if each_rule else _together
    with_days = {due.finding.id for due in plan.follow_up}
    for stage in STAGES:
        findings = [f for f in plan.findings_in[stage] if not is_apart(f)]
        items = (
            *(_note(f) for f in findings if f.group == "note"),
            *(due_item(plan, due) for due in plan.follow_up if due.finding.stage == stage),
            *(option_item(plan, same, said_by) for same in options[stage]),
            *_alone(plan, (f for f in findings if f.id not in with_days), said_by),
            *_orders(plan, stage),
            *(_overridden(plan, f) for f in findings if f.status == IS_OVERRIDDEN),
            *silent(plan, stage, findings),
        )
        active = (o for o in plan.offers if o.group in ACTIVE and o.stage == stage)
        yield Section(
            title=STAGE_TITLES[stage],
            items=items,
            answer=_answer(plan, stage),
            stage=stage,
            care=care_items(plan, active, stage),
        )


def is_apart(finding: Finding) -> bool:
    """Say whether a rule has an item elsewhere: a judgement, a pitfall, an emergency."""
    return finding.status == APPLIES and (
        finding.entry.kind == "judgement" or not _APART.isdisjoint(finding.entry.flags)
    )


def finding_item(finding: Finding, kind: Kind, *, is_repeated: bool = False) -> Item:
    """Return one rule, by what it says."""
    return Item(
        kind=kind,
        title=finding.says,
        entries=(finding.entry,),
        notes=changes(finding),
        is_repeated=is_repeated,
        id=f"finding:{finding.id}",
        subject=finding,
    )


def due_item(plan: Plan, due: DueDate) -> Item:
    """Return a follow-up: the days, what is done, what the days count from."""
    days, counted = due_words(plan, due)
    return Item(
        kind=(OVERDUE if due.overdue else DUE) if days else NO_DATE,
        title=due.finding.says.rstrip("."),
        when=days,
        aside=counted,
        entries=(due.finding.entry,),
        id=f"due:{due.finding.id}",
        subject=due,
    )


def _answer(plan: Plan, stage: str) -> str:
    """Return the answer of a stage in words: the grade, or what the rule of the route says."""
    if stage not in ANSWERS:
        return ""
    name = ANSWERS[stage][0]
    says = said_answer(plan, stage)
    if name == "route" and says and plan.answers[name].known:
        return says
    return answer_words(plan, name)


# --- what speaks -------------------------------------------------------------------------------


def _said_by(plan: Plan, options: Mapping[str, tuple[Same, ...]]) -> Mapping[str, object]:
    """Return for each rule that speaks which item says its sentence: the first that rests on it.

    That is a conflict, a note or a date, the options of an offer (its key), or an item of the rule
    itself.
    """
    by: dict[str, object] = {f.id: _CONFLICT for c in plan.conflicts for f in c.findings}
    for stage in STAGES:
        findings = plan.findings_in[stage]
        above = [f for f in findings if f.group == "note" and not is_apart(f)]
        above += [due.finding for due in plan.follow_up if due.finding.stage == stage]
        for finding in above:
            by.setdefault(finding.id, _ABOVE)
        for same in options[stage]:
            for finding in speaking(same[0]):
                by.setdefault(finding.id, same[0].key)
        for finding in findings:
            if finding.status in SPEAKING and not is_apart(finding):
                by.setdefault(finding.id, _ITSELF)
    return by


def _note(finding: Finding) -> Item:
    if is_reading(finding):
        return finding_item(finding, READING)
    return finding_item(finding, _ANSWER_KINDS[finding.stage] if finding.entry.answer else NOTE)


def _alone(
    plan: Plan, findings: Iterable[Finding], said_by: Mapping[str, object]
) -> Iterator[Item]:
    """Yield the rules that speak and are said by no option, date or note.

    One without options that is part of a conflict is repeated in its stage.
    """
    for finding in findings:
        by = said_by.get(finding.id)
        if by == _ITSELF:
            item = finding_item(finding, OF_GROUP[finding.group])
            yield evolve(item, title=dated(plan, finding.entry, finding.says))
        elif by == _CONFLICT and not finding.options and finding.group in _IN_CONFLICT:
            yield finding_item(finding, OF_GROUP[finding.group], is_repeated=True)


def _orders(plan: Plan, stage: str) -> Iterator[Item]:
    reasons = unique(r for o in plan.offers if o.stage == stage for r in o.rank_reasons)
    for entry in (entry_of(plan, entry_id) for entry_id in reasons):
        yield Item(
            kind=ORDER,
            title=entry.says,
            entries=(entry,),
            id=f"order:{entry.id}",
            subject=entry,
        )


def _overridden(plan: Plan, finding: Finding) -> Item:
    notes = tuple(_override(plan, entry_id) for entry_id in finding.overridden_by)
    return Item(
        kind=OVERRIDDEN,
        title=finding.says,
        entries=(finding.entry,),
        notes=notes,
        id=f"finding:{finding.id}",
        subject=finding,
    )


def _override(plan: Plan, entry_id: str) -> Item:
    """Return what overrides a rule, for which reason, and who approved it."""
    entry = entry_of(plan, entry_id)
    act = entry.act
    approved: tuple[str, ...] = ()
    if isinstance(act, Override):
        late = " (REVIEW OVERDUE)" if act.review_by < plan.as_of else ""
        approved = (f"Approved by {act.approved_by}, to be reviewed by {act.review_by}{late}.",)
    return Item(
        kind=OVERRIDDEN_BY,
        title=f"{entry_id}: {entry.reason or entry.says}",
        sentences=approved,
        entries=(entry,),
    )


# --- what does not speak -----------------------------------------------------------------------


def _each(plan: Plan, stage: str, findings: Sequence[Finding], *, reasons: bool) -> Iterator[Item]:
    yield from (open_rule(plan, f) for f in findings if f.status == CANNOT_TELL)
    for need in plan.needs:
        if need.entry.stage == stage and need.state in (MET, NOT_NEEDED):
            yield need_item(plan, need)
    item = cache(_clause)  # many rules want the same
    for finding in findings:
        if finding.status == NOT_MET:
            yield _not_met(plan, finding, _wanted(plan, finding, item) if reasons else ())


def _wanted(plan: Plan, finding: Finding, item: Callable[[str, str], Item]) -> tuple[Item, ...]:
    """Return what a rule that is not met wanted, and what it got."""
    return tuple(item(c.wanted, c.got) for c in failing(plan.reasons(finding)))


def _clause(wanted: str, got: str) -> Item:
    return Item(kind=WANTED, title=wanted, aside=got)


def _not_met(plan: Plan, finding: Finding, wanted: tuple[Item, ...]) -> Item:
    return Item(
        kind=NOT_NOW,
        title=finding.says,
        names=option_labels(plan.protocol, finding.options),
        entries=(finding.entry,),
        notes=wanted,
        id=f"finding:{finding.id}",
        subject=finding,
    )


def _together(plan: Plan, stage: str, findings: Sequence[Finding]) -> Iterator[Item]:
    yield from open_together(plan, stage, findings)
    silent = tuple(f for f in findings if f.status == NOT_MET)
    needs = tuple(n for n in plan.needs if n.entry.stage == stage and n.state in (MET, NOT_NEEDED))
    if silent or needs:
        known = sum(n.state == MET for n in needs)
        counts = (
            _count(len(silent), "rule", "not met"),
            _count(known, "item", "known"),
            _count(len(needs) - known, "item", "not needed"),
        )
        yield Item(
            kind=NOT_NOW,
            title=", ".join(filter(None, counts)),
            id=f"folded:{stage}",
            subject=Folded(stage, silent, needs),
        )


def _count(number: int, what: str, state: str) -> str:
    return f"{number} {what}{'s' if number > 1 else ''} {state}" if number else ""
