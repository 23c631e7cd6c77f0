"""Why a row of a plan stands as it does: its clauses, its statement, who said it, its guards.

The answer first: what was wanted and got, then what stops or holds, then the sentence it rests
on, last who contributed it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from attrs import evolve

from nettui.case.questions import contradiction, not_read
from nettui.engine.explain import Clause
from nettui.engine.findings import (
    Conflict,
    DueDate,
    Finding,
    GuardFinding,
    NeedFinding,
    Offer,
    Question,
)
from nettui.engine.plan import Plan
from nettui.engine.protocol import Entry
from nettui.engine.settle import FALSE, NOT_MET, TRUE, UNKNOWN
from nettui.engine.stages import STAGE_TITLES
from nettui.engine.wording import plain
from nettui.exchange.cited import entry_lines, statement_lines
from nettui.sheet.basis import basis, entry_of, fact_labels, noun_basis, unique
from nettui.sheet.guards import guard_item, holds, needs_of
from nettui.sheet.item import Folded
from nettui.sheet.kinds import OF_GROUP
from nettui.sheet.questions import need_item
from nettui.sheet.sheet import conflict_item
from nettui.sheet.wording import due_words, role_words
from nettui.tui.rows.lines import Row
from nettui.tui.rows.sheet_rows import item_row
from nettui.tui.rows.wording import group_row, heading

_TRUTHS = {
    TRUE: ("+", "Yes", "do"),
    UNKNOWN: ("?", "Cannot tell", "unknown"),
    FALSE: ("x", "No", "stop"),
}


def why_rows(plan: Plan, subject: object) -> tuple[Row, ...]:
    """Return why the subject of a row is as it is; what there is to say depends on its kind."""
    return tuple(_why(plan, subject))


def with_flips(plan: Plan, subject: object, rows: Sequence[Row]) -> tuple[Row, ...]:
    """Return the reasons of a line with the single facts that would flip it.

    They stand before the rules behind the line, which can be long.
    """
    from nettui.tui.rows.whatif import about, whatif_rows

    of = about(subject)
    if of is None:
        return tuple(rows)
    at = next((n for n, row in enumerate(rows) if row.heading and n), len(rows))
    return (*rows[:at], *whatif_rows(plan, of), *rows[at:])


def _why(plan: Plan, subject: object) -> Iterator[Row]:
    match subject:
        case Finding():
            yield from _finding(plan, subject)
        case NeedFinding():
            yield from _need(plan, subject)
        case Conflict():
            yield from _conflict(plan, subject)
        case DueDate():
            days, counted = due_words(plan, subject)
            yield Row(title=days or "No date can be given.", tail=counted, sign="@", word="Due")
            yield from _finding(plan, subject.finding)
        case Question():
            yield from _question(plan, subject)
        case Folded():
            yield Row(title="None of these hold for this case.")
            for finding in subject.findings:
                yield from _silent(plan, finding)
        case Entry():
            yield from _order(plan, subject)
        case str():
            yield Row(title=subject)
        case (Offer(), *_):
            yield from _offers(plan, [part for part in subject if isinstance(part, Offer)])
        case tuple():
            for part in subject:
                yield from _why(plan, part)


# --- rules -------------------------------------------------------------------------------------


def _finding(plan: Plan, finding: Finding) -> Iterator[Row]:
    kind = OF_GROUP[finding.group]
    yield heading(finding.id)
    word = finding.status_word[:1].upper() + finding.status_word[1:]
    yield Row(sign=kind.sign, word=word, tone=kind.tone, title=finding.says)
    yield from _clauses(plan, finding.entry, plan.reasons(finding))
    for other in (*finding.overridden_by, *finding.may_be_overridden_by):
        raw = entry_of(plan, other).raw
        word = "Overridden by" if other in finding.overridden_by else "May change"
        reason = raw.get("reason", "")
        yield Row(
            sign="-", word=word, title=raw["says"], tail=other, notes=((f"Reason: {reason}", ""),)
        )
    yield from _rests_on(plan, finding.entry)


def _silent(plan: Plan, finding: Finding) -> Iterator[Row]:
    """Yield a rule that does not hold, with the clauses that fail."""
    failing = [c for c in plan.reasons(finding) if c.truth == FALSE and c.got]
    notes = tuple((f"Wanted {c.wanted}; got {c.got}", "") for c in failing)
    yield group_row("not_now", finding.says, finding.id, notes=notes)


def _clauses(plan: Plan, entry: Entry, clauses: Iterable[Clause]) -> Iterator[Row]:
    clauses = tuple(clauses)
    if all(clause.wanted == "always" for clause in clauses):
        yield Row(sign="+", word="Yes", tone="do", title="It holds for every case.")
        return
    for clause in clauses:
        sign, word, tone = _TRUTHS[clause.truth]
        yield Row(
            sign="  " * clause.depth + sign,
            word=word,
            tone=tone,
            title=clause.wanted,
            tail=f"got: {clause.got}" if clause.got else "",
        )
    if any(clause.truth == UNKNOWN for clause in clauses):
        missing = plan.missing(entry)
        if missing:
            yield Row(sign="?", word="Decided by", tone="unknown", title=fact_labels(plan, missing))


def _rests_on(plan: Plan, entry: Entry) -> Iterator[Row]:
    """Yield the sentences an entry rests on, and who contributed it."""
    raw = entry.raw
    for name in unique((*raw.get("statements", ()), *raw.get("sources", ()))):
        for line in statement_lines(plan.protocol, name):
            yield Row(sign='"', word=line.label, title=line.text)
    said = {line.label: line.text for line in entry_lines(plan.protocol, entry)}
    told = ("Strength and role", "Mark", "Contradicts", "Fixed", "Written at")
    tail = " · ".join(said[label] for label in told if label in said)
    yield Row(sign="*", word="From", title=said["Contributed by"], tail=tail)


# --- options -----------------------------------------------------------------------------------


def _offers(plan: Plan, offers: list[Offer]) -> Iterator[Row]:
    """Yield how options stand, the rules behind them, then what is to be minded of each."""
    for offer in offers:
        yield group_row(offer.group, f"{offer.label}{role_words(offer)}", offer.strength)
        yield from _held(plan, offer)
    findings = tuple(dict.fromkeys(f for offer in offers for f in offer.findings))
    silent = tuple(f for f in findings if f.status == NOT_MET)
    for finding in findings:
        if finding not in silent:
            yield from _finding(plan, finding)
    for offer in offers:
        about = tuple(_about(plan, offer))
        if about:
            yield heading(f"{offer.label}{role_words(offer)}", offer.option)
            yield from about
    if silent:
        yield heading("Other rules that name it, not met", str(len(silent)))
    for finding in silent:
        yield from _silent(plan, finding)


def _held(plan: Plan, offer: Offer) -> Iterator[Row]:
    """Yield what stops or holds an option, and the stops that cannot be told."""
    for line in needs_of(plan, offer):
        yield Row(
            sign="!", word=line.kind.word, tone="held", title=line.title, tail=basis(line.entries)
        )
    for guard in plan.guards(offer.option, offer.role):
        if guard.truth == TRUE or (guard.truth == UNKNOWN and guard.guard.kind == "stop"):
            yield _guard(plan, guard)


def _about(plan: Plan, offer: Offer) -> Iterator[Row]:
    """Yield what else there is to an option: cautions not known, its order, what it is."""
    cleared = []
    for guard in plan.guards(offer.option, offer.role):
        if guard.truth == UNKNOWN and guard.guard.kind != "stop":
            yield _guard(plan, guard)
        elif guard.truth == FALSE:
            cleared.append(guard.guard.says.rstrip("."))
    for entry_id in offer.rank_reasons:
        entry = entry_of(plan, entry_id)
        yield group_row("note", entry.raw["says"], basis((entry,)), word="Order")
    option = plan.protocol.options[offer.option]
    words = (("Dose", option.dose), ("Monitor", option.monitoring), ("Evidence", option.evidence))
    for word, text in words:
        if text:
            rests = noun_basis(plan.protocol, "option", offer.option)
            yield group_row("note", text, rests, word=word)
    if cleared:
        yield group_row("note", "; ".join(cleared), word="Does not hold")


def _guard(plan: Plan, guard: GuardFinding) -> Row:
    item = guard_item(plan, guard)
    stops = guard.guard.kind == "stop"
    sign = {TRUE: "X" if stops else "!", UNKNOWN: "?"}[guard.truth]
    tone = "unknown" if guard.truth == UNKNOWN else ("stop" if stops else "held")
    return Row(
        sign=sign, word=item.kind.word, tone=tone, title=item.title, tail=basis(item.entries)
    )


# --- the rest ----------------------------------------------------------------------------------


def _need(plan: Plan, need: NeedFinding) -> Iterator[Row]:
    yield heading(need.entry.id)
    row = item_row(need_item(plan, need))
    yield Row(sign=row.sign, word=row.word, tone=row.tone, title=row.title)
    for fact in need.need.facts:
        known = plan.seen().facts[fact].known
        got = plan.seen().got(fact)
        yield Row(
            sign="+" if known else "!",
            word="Known" if known else "Not known",
            tone="" if known else "held",
            title=fact_labels(plan, (fact,)),
            tail=f"got: {got}" if known else "",
        )
    held = holds(plan.protocol, need.need)
    if held:
        yield Row(sign="!", word="Holds", tone="held", title=held)
    clauses = plan.seen(need.entry.stage).clauses(need.need.when)
    if clauses:
        yield heading("Needed because")
        yield from _clauses(plan, need.entry, clauses)
    yield from _rests_on(plan, need.entry)


def _conflict(plan: Plan, conflict: Conflict) -> Iterator[Row]:
    yield evolve(item_row(conflict_item(plan, 1, conflict)), key="", subject=None)
    for finding in conflict.findings:
        yield from _finding(plan, finding)


def _question(plan: Plan, question: Question) -> Iterator[Row]:
    fact = plan.protocol.vocabulary[question.fact]
    value = plan.picture.get(question.fact)
    unclear = not_read(fact, value) or contradiction(fact, value)
    if unclear:
        yield Row(sign="!", word="Ask first", tone="held", title=unclear, tail=question.fact)
    else:
        yield Row(sign="?", word="Not known", tone="unknown", title=fact.label, tail=question.fact)
    if fact.blocks:
        yield Row(sign="!", word="Holds", tone="held", title=fact.blocks)
    waiting = (
        ("Caps the plan", question.needs),
        ("Would decide", question.findings),
    )
    for title, ids in waiting:
        if ids:
            yield heading(title, str(len(ids)))
        for entry_id in ids:
            entry = entry_of(plan, entry_id)
            stage = STAGE_TITLES.get(entry.stage, plain(entry.stage))
            yield Row(sign="-", title=entry.raw["says"], tail=f"{stage} · {basis((entry,))}")
    if question.options:
        yield heading("Concerns", str(len(question.options)))
        for offer in plan.offers:
            if offer.option in question.options:
                yield group_row(offer.group, f"{offer.label}{role_words(offer)}")


def _order(plan: Plan, entry: Entry) -> Iterator[Row]:
    yield heading(entry.id)
    yield group_row("note", entry.raw["says"], word="Order")
    labels = plan.protocol.option_labels
    for word, key in (("First", "first"), ("Then", "over")):
        names = ", ".join(labels.get(option, option) for option in entry.raw.get(key, ()))
        yield Row(sign="-", word=word, title=names)
    yield from _clauses(plan, entry, plan.seen_for(entry).clauses(entry.act.when))
    yield from _rests_on(plan, entry)
