"""Why a line of a plan is as it is, and which single facts would change it.

The answer comes first, then what was wanted and got, then what stops or holds, then the sentence
behind it, last who contributed it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from attrs import evolve

from nettui.case.picture.questions import contradiction, not_read
from nettui.engine.language.stages import STAGE_TITLES
from nettui.engine.language.states import FALSE, NOT_MET, TRUE, UNKNOWN
from nettui.engine.language.wording import plain
from nettui.engine.plan.branches import Answer
from nettui.engine.plan.explain import TRUTH_WORDS, Clause, failing
from nettui.engine.plan.findings import (
    Conflict,
    DueDate,
    Finding,
    GuardFinding,
    NeedFinding,
    Offer,
    Question,
)
from nettui.engine.plan.plan import Plan
from nettui.engine.plan.whatif import Change, changes
from nettui.engine.protocol.entry import Entry
from nettui.sheet import kinds
from nettui.sheet.basis import entry_of, fact_labels, noun_basis, option_labels
from nettui.sheet.branches import ONLY_IF
from nettui.sheet.entry import rests_on, while_missing
from nettui.sheet.guards import KINDS as GUARDS
from nettui.sheet.guards import guard_item, needs_of
from nettui.sheet.item import Folded, Item, Section, Sheet
from nettui.sheet.kinds import OF_GROUP, Kind
from nettui.sheet.questions import OF_NEED, question_words
from nettui.sheet.sheet import conflict_item
from nettui.sheet.wording import due_words, role_words

_TRUTHS = {TRUE: kinds.YES, UNKNOWN: kinds.OPEN, FALSE: kinds.NO}
_ALWAYS = Item(kind=kinds.YES, title="It holds for every case.")


def reasons(plan: Plan, subject: object) -> Sheet:
    """Return why the subject of a line is as it is; what there is to say depends on its kind."""
    return tuple(_reasons(plan, subject))


def with_changes(plan: Plan, subject: object) -> Sheet:
    """Return the reasons of a line with the single facts that would change it.

    These come before the rules behind the line, which can be long.
    """
    found, of = reasons(plan, subject), changeable(subject)
    return found if of is None else (*found[:1], *what_would_change(plan, of), *found[1:])


def _reasons(plan: Plan, subject: object) -> Iterator[Section]:
    match subject:
        case Finding():
            yield _finding(plan, subject)
        case NeedFinding():
            yield Section(title=subject.entry.id, items=tuple(need_items(plan, subject)))
            behind = (
                *condition_items(plan, subject.entry),
                *rests_on(plan.protocol, subject.entry),
            )
            yield Section(title=NEEDED_BECAUSE, items=behind)
        case Conflict():
            yield _untitled(conflict_item(plan, 1, subject))
            yield from (_finding(plan, finding) for finding in subject.findings)
        case DueDate():
            days, counted = due_words(plan, subject)
            title = days or "No date can be given."
            yield _untitled(Item(kind=kinds.DUE, title=title, aside=counted))
            yield _finding(plan, subject.finding)
        case Answer():
            yield _untitled(Item(kind=kinds.SAID, title=ONLY_IF))
            at = subject.evaluation
            then = Plan(at.case, at.picture, at.as_of, at.protocol)
            for lead in subject.leads:
                yield from _offers(then, [*lead.offers, *lead.more])
        case Question():
            yield _untitled(_asked(plan, subject), *_blocks(plan, subject))
            yield from waiting_sections(plan, subject)
        case Folded():
            none = Item(kind=kinds.SAID, title="None of these hold for this case.")
            yield _untitled(none, *(_silent(plan, finding) for finding in subject.findings))
        case Entry():
            items = (*order_items(plan, subject), *rests_on(plan.protocol, subject))
            yield Section(title=subject.id, items=items)
        case str():
            yield _untitled(Item(kind=kinds.SAID, title=subject))
        case (Offer(), *_):
            yield from _offers(plan, [part for part in subject if isinstance(part, Offer)])
        case tuple():
            for part in subject:
                yield from _reasons(plan, part)


def _untitled(*items: Item) -> Section:
    return Section(title="", items=items)


def _stands(kind: Kind, says: str, entry: Entry, status: str) -> Item:
    """Return what an entry says, and its status for this case."""
    notes = (Item(kind=kinds.STATUS, title=status),)
    return Item(kind=kind, title=says, entries=(entry,), notes=notes)


# --- conditions --------------------------------------------------------------------------------


def condition_items(plan: Plan, entry: Entry) -> Iterator[Item]:
    """Yield whether the condition of an entry holds, clause by clause, and what would decide it."""
    seen = plan.seen_for(entry)
    clauses = seen.clauses(entry.act.when)
    is_always = all(clause.wanted == "always" for clause in clauses)
    # The truth of a need is its state.
    n = plan.protocol.position[entry.id]
    truth = seen.truth(entry.act.when) if entry.kind == "need" else plan.truth(n)
    yield Item(
        kind=kinds.CONDITION,
        title=TRUTH_WORDS[truth],
        notes=(_ALWAYS,) if is_always else clause_items(clauses),
    )
    missing = plan.missing(entry)
    if missing and truth == UNKNOWN:
        labels = fact_labels(plan, missing)
        yield Item(kind=kinds.DECIDED_BY, title=labels, fact=" ".join(missing))


def clause_items(clauses: Sequence[Clause]) -> tuple[Item, ...]:
    """Return clauses with what was wanted and got; the terms of "all of" and "one of" below it."""
    starts = [n for n, clause in enumerate(clauses) if clause.depth == clauses[0].depth]
    return tuple(
        Item(
            kind=_TRUTHS[clauses[start].truth],
            title=clauses[start].wanted,
            aside=clauses[start].got,
            notes=clause_items(clauses[start + 1 : end]),
        )
        for start, end in pairwise((*starts, len(clauses)))
    )


# --- rules -------------------------------------------------------------------------------------


def _finding(plan: Plan, finding: Finding) -> Section:
    items = (*finding_items(plan, finding), *rests_on(plan.protocol, finding.entry))
    return Section(title=finding.id, items=items)


def finding_items(plan: Plan, finding: Finding, *options: Item) -> Iterator[Item]:
    """Yield what a rule says, its status, what overrides it or may, and its condition.

    ``options`` say what became of the options of the rule; they come before its condition.
    """
    entry = finding.entry
    kind, status = OF_GROUP[finding.group], finding.status_word
    yield evolve(_stands(kind, finding.says, entry, status), subject=finding)
    if entry.kind == "override":
        target = plan.protocol.entries[plan.protocol.target(entry)]
        holds = TRUTH_WORDS[plan.truth(plan.protocol.position[target.id])]
        title = f"{target.says.rstrip('.')} (holds: {holds})"
        yield Item(kind=kinds.OVERRIDES, title=title, entries=(target,))
    for kind, others in (
        (kinds.OVERRIDER, finding.overridden_by),
        (kinds.MAY_OVERRIDE, finding.may_be_overridden_by),
    ):
        for other in others:
            by = entry_of(plan, other)
            reason = Item(kind=kinds.REASON, title=by.reason)
            yield Item(
                kind=kind,
                title=by.says,
                entries=(by,),
                notes=(reason,) if reason.title else (),
            )
    yield from options
    yield from condition_items(plan, entry)


def _silent(plan: Plan, finding: Finding) -> Item:
    """Return a rule that does not hold, with the clauses that fail."""
    return Item(
        kind=kinds.NOT_NOW,
        title=finding.says,
        aside=finding.id,
        notes=tuple(
            Item(kind=kinds.WANTED, title=c.wanted, aside=c.got)
            for c in failing(plan.reasons(finding))
        ),
    )


# --- options -----------------------------------------------------------------------------------


def _offers(plan: Plan, offers: Sequence[Offer]) -> Iterator[Section]:
    """Yield the status of options, the rules behind them, then the guards and notes of each."""
    yield _untitled(*(item for offer in offers for item in _standing(plan, offer)))
    findings = tuple(dict.fromkeys(f for offer in offers for f in offer.findings))
    silent = tuple(_silent(plan, f) for f in findings if f.status == NOT_MET)
    yield from (_finding(plan, f) for f in findings if f.status != NOT_MET)
    for offer in offers:
        about = tuple(_about(plan, offer))
        if about:
            title = f"{offer.label}{role_words(offer)}"
            yield Section(title=title, answer=offer.option, items=about)
    if silent:
        title = "Other rules that name it, not met"
        yield Section(title=title, answer=str(len(silent)), items=silent)


def _standing(plan: Plan, offer: Offer) -> Iterator[Item]:
    """Yield the status of an option, what stops or holds it, and its undecided stops."""
    yield _named(offer, offer.strength)
    yield from needs_of(plan, offer)
    for guard in plan.guards(offer.option, offer.role):
        if guard.truth == TRUE or (guard.truth == UNKNOWN and guard.guard.kind in _HOLDING):
            yield guard_item(plan, guard)


_HOLDING = ("stop", "check")  # guards that keep an option from being cleared while not known


def _named(offer: Offer, aside: str = "") -> Item:
    title = f"{offer.label}{role_words(offer)}"
    return Item(kind=OF_GROUP[offer.group], title=title, aside=aside)


def _about(plan: Plan, offer: Offer) -> Iterator[Item]:
    """Yield what else there is to an option: cautions not known, its order, what it is."""
    guards = plan.guards(offer.option, offer.role)
    for guard in guards:
        if guard.truth == UNKNOWN and guard.guard.kind not in _HOLDING:
            yield guard_item(plan, guard)
    yield from orders(plan, offer)
    yield from option_items(plan, offer.option)
    cleared = "; ".join(g.guard.says.rstrip(".") for g in guards if g.truth == FALSE)
    if cleared:
        yield Item(kind=kinds.DOES_NOT_HOLD, title=cleared)


def orders(plan: Plan, offer: Offer) -> Iterator[Item]:
    """Yield the orders that give an option its place."""
    for entry in (entry_of(plan, entry_id) for entry_id in offer.rank_reasons):
        yield Item(kind=kinds.ORDER, title=entry.says, entries=(entry,))


def option_items(plan: Plan, name: str) -> Iterator[Item]:
    """Yield the dose of an option, what is to be monitored, and what is known of its effect."""
    option = plan.protocol.options[name]
    aside = noun_basis(plan.protocol, "option", name)
    for kind, text in (
        (kinds.DOSE, option.dose),
        (kinds.MONITORING, option.monitoring),
        (kinds.EVIDENCE, option.evidence),
    ):
        if text:
            yield Item(kind=kind, title=text, aside=aside)


# --- the rest ----------------------------------------------------------------------------------

NEEDED_BECAUSE = "Needed because"


def need_items(plan: Plan, need: NeedFinding) -> Iterator[Item]:
    """Yield what must be known, which of it is, and what it holds while it is missing."""
    says = need.need.says.rstrip(".")
    yield _stands(OF_NEED[need.state], says, need.entry, need.state_word)
    seen = plan.seen()
    for fact in need.need.facts:
        known = seen.possible(fact).known
        yield Item(
            kind=kinds.HAS if known else kinds.LACKS,
            title=fact_labels(plan, (fact,)),
            aside=seen.got(fact) if known else "",
        )
    yield from while_missing(plan.protocol, need.need)


def order_items(plan: Plan, entry: Entry) -> Iterator[Item]:
    """Yield what an order says, which options it puts before which, and its condition."""
    first, over = (option_labels(plan.protocol, side) for side in (entry.first, entry.over))
    status = _ORDERS[plan.truth(plan.protocol.position[entry.id])]
    yield _stands(kinds.ORDER, entry.says, entry, status)
    yield Item(kind=kinds.RANKS, title=f"{first} before {over}")
    yield from condition_items(plan, entry)


def guard_items(plan: Plan, guard: GuardFinding) -> Iterator[Item]:
    """Yield what a guard says, its status for this case, and its condition."""
    kind = GUARDS[guard.guard.kind]
    yield _stands(kind, guard.guard.says, guard.entry, guard_words(guard))
    yield from condition_items(plan, guard.entry)


def guard_words(guard: GuardFinding) -> str:
    """Return the status of a guard: what it does to the options that it guards."""
    return _GUARDS[guard.guard.kind][guard.truth]


_GUARDS = {
    "stop": ("not in the way", "not excluded: holds what it guards", "stops what it guards"),
    "check": ("done", "may be open", "to be done before starting"),
    "caution": ("not for this case", "cannot tell", "in force"),
    "first": ("not needed", "cannot tell", "to be done first"),
}
_ORDERS = ("not in force", "cannot tell", "in force")


def _asked(plan: Plan, question: Question) -> Item:
    fact = plan.protocol.vocabulary[question.fact]
    value = plan.picture.get(question.fact)
    unclear = not_read(fact, value) or contradiction(fact, value)
    kind = kinds.ASK_FIRST if unclear else kinds.UNKNOWN
    title = unclear or question_words(plan, question.fact)
    return Item(kind=kind, title=title, fact=question.fact)


def _blocks(plan: Plan, question: Question) -> Iterator[Item]:
    blocks = plan.protocol.vocabulary[question.fact].blocks
    if blocks:
        yield Item(kind=kinds.BLOCKS, title=blocks)


def waiting_sections(plan: Plan, question: Question) -> Iterator[Section]:
    """Yield the needs, rules and options that depend on the answer to a question."""
    for title, ids in (("Caps the plan", question.needs), ("Would decide", question.findings)):
        if ids:
            items = tuple(_waiting(entry_of(plan, entry_id)) for entry_id in ids)
            yield Section(title=title, answer=str(len(ids)), items=items)
    if question.options:
        concerned = tuple(_named(o) for o in plan.offers if o.option in question.options)
        yield Section(title="Concerns", answer=str(len(question.options)), items=concerned)


def _waiting(entry: Entry) -> Item:
    stage = STAGE_TITLES.get(entry.stage, plain(entry.stage))
    return Item(kind=kinds.WAITING, title=entry.says, aside=stage, entries=(entry,))


# --- what would change a line -------------------------------------------------------------------


def changeable(subject: object) -> Finding | Offer | None:
    """Return what of a line can be changed by a fact, None where there is nothing."""
    match subject:
        case Finding() | Offer():
            return subject
        case (Finding() | Offer() as first, *_):
            return first
    return None


def what_would_change(plan: Plan, of: Finding | Offer | None) -> Sheet:
    """Return each fact whose change alone changes a line (None: the status of the plan)."""
    found = changes(plan, of)
    text = "No single fact would change it."
    if found:
        text = "One fact at a time, all others as recorded. Not a suggestion to seek it."
    head = Section(
        title=f"What would change: {_name(of)}", items=(Item(kind=kinds.SAID, title=text),)
    )
    facts = groupby(found, key=lambda change: change.fact)
    return (head, *(_of_fact(plan, fact, tuple(same)) for fact, same in facts))


def _name(of: Finding | Offer | None) -> str:
    if isinstance(of, Offer):
        return f"{of.label}{role_words(of)}"
    return "the plan's status" if of is None else of.says.rstrip(".")


def _of_fact(plan: Plan, fact: str, same: Sequence[Change]) -> Section:
    """Return the values of a fact that change a line, under what becomes of it."""
    kind = kinds.WOULD_CHANGE if same[0].was_known else kinds.WOULD_DECIDE
    items = []
    for after, ways in groupby(same, key=lambda change: change.after):
        words = ", ".join(change.words for change in ways)
        items.append(Item(kind=kind, names=plain(after), title=words, id=f"{fact}:{after}:{words}"))
    return Section(title=same[0].label, answer=f"now: {plan.seen().got(fact)}", items=tuple(items))
