"""What is not known: items of the work-up, undecided rules, open questions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import evolve

from nettui.case.base.spoken import spoken
from nettui.case.base.vocabulary import inside
from nettui.case.picture.questions import contradiction
from nettui.case.picture.why_unknown import (
    CONTRADICTORY,
    IN_PART,
    NOT_RECORDED,
    TOO_OLD,
    WORDS,
)
from nettui.engine.language.states import CANNOT_TELL as IS_OPEN
from nettui.engine.language.states import MAYBE_MISSING, MET
from nettui.engine.language.states import MISSING as IS_MISSING
from nettui.engine.language.states import NOT_NEEDED as IS_NOT_NEEDED
from nettui.engine.plan.asked import Asked
from nettui.engine.plan.findings import Finding, NeedFinding, Question
from nettui.engine.plan.plan import Plan
from nettui.sheet.basis import entry_of, not_known, unique
from nettui.sheet.branches import effects
from nettui.sheet.guards import holds
from nettui.sheet.item import Item
from nettui.sheet.kinds import (
    ASK_FIRST,
    ASKED,
    CANNOT_TELL,
    CAPS,
    CONCERNS,
    DECIDES,
    HOLDS,
    KNOWN,
    MAY_BE_NEEDED,
    MISSING,
    NOT_NEEDED,
    NOT_YET,
    UNKNOWN,
    UNTOLD,
    WAITS_FOR,
)
from nettui.sheet.unknown import unknown_words
from nettui.sheet.wording import role_words, rule_names

OF_NEED = {
    IS_MISSING: MISSING,
    MAYBE_MISSING: MAY_BE_NEEDED,
    MET: KNOWN,
    IS_NOT_NEEDED: NOT_NEEDED,
}


def need_item(plan: Plan, need: NeedFinding) -> Item:
    """Return what the protocol asks to be known, what of it is not, what its absence holds."""
    says = need.need.says.rstrip(".")
    held = holds(plan.protocol, need.need) if need.missing else ""
    return Item(
        kind=OF_NEED[need.state],
        title=says,
        aside=not_known(plan, need.missing, says),
        entries=(need.entry,),
        notes=(Item(kind=HOLDS, title=held),) if held else (),
        id=f"need:{need.entry.id}",
        subject=need,
    )


def open_rule(plan: Plan, finding: Finding) -> Item:
    """Return an undecided rule, and the facts that would decide it."""
    needs = unknown_words(plan, plan.missing(finding.entry))
    untold = Item(kind=UNTOLD, title="what it reads cannot be told")
    return Item(
        kind=CANNOT_TELL,
        title=finding.says,
        names=rule_names(plan, finding),
        entries=(finding.entry,),
        notes=(Item(kind=WAITS_FOR, title=needs) if needs else untold,),
        id=f"finding:{finding.id}",
        subject=finding,
    )


def open_together(plan: Plan, stage: str, findings: Iterable[Finding]) -> tuple[Item, ...]:
    """Return what a stage cannot tell, gathered by the facts that would decide it.

    Rules on options of another group are left out: they are among what is said of
    these options.
    """
    waiting: dict[tuple[str, ...], list[tuple[str, Finding]]] = {}
    for offer in plan.offers:
        if offer.stage == stage and offer.group == "cannot_tell":
            name = f"{offer.label}{role_words(offer)}"
            for finding in offer.findings:
                if finding.status == IS_OPEN:
                    waiting.setdefault(plan.missing(finding.entry), []).append((name, finding))
    for finding in findings:
        if finding.status == IS_OPEN and not finding.options:
            waiting.setdefault(plan.missing(finding.entry), []).append((finding.says, finding))
    ways: dict[str, dict[tuple[str, ...], list[Finding]]] = {}
    for facts, found in waiting.items():
        title = ", ".join(unique(name for name, _ in found))
        ways.setdefault(title, {})[facts] = [finding for _, finding in found]
    return tuple(_together(plan, stage, title, by_facts) for title, by_facts in ways.items())


def _together(
    plan: Plan, stage: str, title: str, by_facts: Mapping[tuple[str, ...], Sequence[Finding]]
) -> Item:
    findings = tuple(dict.fromkeys(f for found in by_facts.values() for f in found))
    open_ = "what its answers rest on is not known"
    needs = unique(unknown_words(plan, facts) or open_ for facts in by_facts)
    return Item(
        kind=CANNOT_TELL,
        title=title,
        entries=tuple(f.entry for f in findings),
        notes=(Item(kind=WAITS_FOR, title="; or ".join(needs)),),
        id=f"waiting:{stage}:{' '.join(next(iter(by_facts)))}",
        subject=findings,
    )


def unclear_items(plan: Plan, where: str) -> tuple[Item, ...]:
    """Return what the record itself must be asked before anything that rests on it is cleared."""
    if not plan.picture.unclear:
        return ()
    waiting = {question.fact: question for question in plan.questions}
    return tuple(
        Item(
            kind=ASK_FIRST,
            title=text,
            id=f"{where}:{name}",
            subject=_about(plan, name) or waiting.get(name) or _nothing_waits(plan, name),
        )
        for name, text in plan.picture.unclear.items()
    )


def _about(plan: Plan, name: str) -> str | None:
    """Return values that contradict each other: they are read before one is corrected."""
    return contradiction(plan.protocol.vocabulary[name], plan.picture.get(name))


def _nothing_waits(plan: Plan, name: str) -> Question:
    return Question(name, plan.protocol.vocabulary[name].label, (), (), ())


def asked_items(plan: Plan) -> Iterator[Item]:
    """Yield the questions that decide most, who can answer each, and how many more are open.

    Only while the work-up misses something, or the plan is not settled.
    """
    if plan.capped.word == "definitive" and not any(q.needs for q in plan.questions):
        return
    can_be_asked = [question for question in plan.questions if not question.waits]
    left = len(can_be_asked) - len(plan.asked) - len(plan.picture.unclear)
    for n, one in enumerate(plan.asked, 1):
        is_last = n == len(plan.asked)
        yield Item(
            kind=ASKED,
            title=f"{one.who}: {inside(question_words(plan, one.fact))}{_why(plan, one)}",
            aside="more questions below" if is_last and left > 0 else "",
            entries=tuple(entry_of(plan, name) for name in one.question.needs),
            fact="" if one.question.needs else one.fact,
            is_pointer=True,
            id=f"first:asked:{one.fact}",
            subject=one.question,
        )
    yield from _waiting_items(plan)


def question_words(plan: Plan, name: str) -> str:
    """Return the question that a fact answers: ``Is there interstitial lung disease?``."""
    fact = plan.protocol.vocabulary[name]
    return fact.question or f"What is the {fact.inside}?"


def _why(plan: Plan, one: Asked) -> str:
    """Return why a question is open in brackets, with what the record says of it.

    Empty where the record says nothing: a question that was never answered needs no reason.
    """
    return f" ({_reason(plan, one)})" if one.why != NOT_RECORDED else ""


def _reason(plan: Plan, one: Asked) -> str:
    fact, value = plan.protocol.vocabulary[one.fact], plan.picture.get(one.fact)
    if one.why in (CONTRADICTORY, IN_PART):
        return spoken(fact, value)
    if one.why == TOO_OLD and fact.reads and fact.unit == "months":
        return f"{spoken(fact, value)}: repeat"
    return WORDS[one.why]


def _waiting_items(plan: Plan) -> Iterator[Item]:
    """Yield what the work-up needs and cannot have now, by what stops it."""
    waiting: dict[str, list[Question]] = {}
    for question in plan.questions:
        if question.waits and question.needs:
            waiting.setdefault(question.waits, []).append(question)
    for why, found in waiting.items():
        yield Item(
            kind=NOT_YET,
            title=f"{' '.join(question_words(plan, one.fact) for one in found)} {why}",
            entries=tuple(entry_of(plan, name) for question in found for name in question.needs),
            is_pointer=True,
            id=f"first:waits:{found[0].fact}",
            subject=found[0],
        )


def question_items(plan: Plan) -> Iterator[Item]:
    """Yield every open question, first those that decide most, with what each answer would do."""
    first = {one.fact: one for one in plan.asked}
    by_fact = {question.fact: question for question in plan.questions}
    for fact in (*first, *(fact for fact in by_fact if fact not in first)):
        item = question_item(plan, by_fact[fact])
        effect = first[fact].effect if fact in first else None
        yield evolve(item, notes=(*item.notes, *effects(plan, effect)))


def question_item(plan: Plan, question: Question) -> Item:
    """Return an open question, and the needs, rules and options that depend on its answer."""
    labels = plan.protocol.option_labels
    notes = (
        *((Item(kind=NOT_YET, title=question.waits),) if question.waits else ()),
        *(Item(kind=CAPS, title=name) for name in question.needs),
        *(Item(kind=DECIDES, title=name) for name in question.findings),
        *(Item(kind=CONCERNS, title=labels[option]) for option in question.options),
    )
    return Item(
        kind=UNKNOWN,
        title=question_words(plan, question.fact),
        fact=question.fact,
        notes=notes,
        id=f"question:{question.fact}",
        subject=question,
    )
