"""The whole plan as a sheet: who it is about, what is missing, conflicts, stages, the receipt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from nettui.engine.plan.findings import Conflict, Finding
from nettui.engine.plan.plan import Plan
from nettui.engine.protocol.marks import still_open, to_confirm
from nettui.sheet.basis import entry_of, notes_with_basis, option_labels, unique
from nettui.sheet.branches import BRANCHES, branch_items
from nettui.sheet.item import Item, Section, Sheet
from nettui.sheet.kinds import (
    AGAINST,
    CASE,
    CONFLICT,
    GRADE,
    HEAD,
    JUDGEMENT,
    MARKS,
    PITFALL,
    PLUGINS,
    PROTOCOL,
    RECEIPT,
    RECORD,
    ROUTE,
    SIDE,
    STATUS_LABELS,
)
from nettui.sheet.priorities import what_first
from nettui.sheet.questions import need_item, question_items
from nettui.sheet.stage import finding_item, is_apart, stage_sections
from nettui.sheet.wording import answer_words, is_base_alone, status_words, unserved_site

MISSING_WORKUP = "Missing work-up"
CONFLICTS = "Conflicts"
PITFALLS = "Pitfalls"
BOARD = "For the board"
QUESTIONS = "Open questions"
NOTES = "Notes on the record"
RECEIPTS = "Receipt"
ADVICE = "advice; the multidisciplinary board decides"
BASE_ALONE = "BASE PROTOCOL ALONE, no site rules: over-treats small tumours (any-size surgery)"


def sheet(plan: Plan, title: str = "", *, reasons: bool = True) -> Sheet:
    """Return all of a plan, each rule with an item of its own. ``title`` is the case file's.

    ``reasons``: a rule that does not hold says what it wanted and what it got. That takes most of
    the time, and a short sheet only counts such rules.
    """
    return (
        Section(title=heading(plan, title), items=(*head(plan), *_answers(plan))),
        what_first(plan),
        *_body(plan, each_rule=True, reasons=reasons),
        *_section(QUESTIONS, question_items(plan)),
        *_section(NOTES, _notes(plan)),
        Section(title=RECEIPTS, items=(_marks(plan), *_receipt(plan))),
    )


def body(plan: Plan, *, each_rule: bool = False) -> Sheet:
    """Return a plan without its head and its questions, which a screen shows elsewhere.

    Without ``each_rule`` what does not hold is counted, and what is unknown is gathered.
    """
    return (
        what_first(plan),
        *_body(plan, each_rule=each_rule),
        *_section(NOTES, _notes(plan)),
        Section(title=RECEIPTS, items=tuple(_receipt(plan))),
    )


def _body(plan: Plan, *, each_rule: bool, reasons: bool = True) -> Iterator[Section]:
    yield from _section(BRANCHES, branch_items(plan))
    yield from _section(MISSING_WORKUP, (need_item(plan, need) for need in plan.pressing))
    conflicts = (conflict_item(plan, n, c) for n, c in enumerate(plan.conflicts, 1))
    yield from _section(CONFLICTS, conflicts)
    yield from stage_sections(plan, each_rule=each_rule, reasons=reasons)
    apart = [f for f in plan.findings if is_apart(f)]
    pitfalls = (finding_item(f, PITFALL) for f in apart if "pitfall" in f.entry.flags)
    yield from _section(PITFALLS, pitfalls)
    judgements = (finding_item(f, JUDGEMENT) for f in apart if f.entry.kind == "judgement")
    yield from _section(BOARD, judgements)


def _section(title: str, items: Iterable[Item]) -> Sheet:
    """Return a section, none where it has no items."""
    found = tuple(items)
    return (Section(title=title, items=found),) if found else ()


# --- head --------------------------------------------------------------------------------------


def heading(plan: Plan, title: str) -> str:
    """Return the case's id and the title of its file."""
    return " · ".join(unique((plan.case.case_id, title)))


def head(plan: Plan) -> Iterator[Item]:
    """Yield the day, the status with its reason, and that the base protocol spoke alone."""
    status = plan.status
    day = plan.as_of.isoformat()
    if status.word == "definitive":
        yield Item(kind=HEAD, title=f"{day} · {STATUS_LABELS[status.word]} · {ADVICE}")
    else:
        yield Item(kind=HEAD, title=f"{day} · {ADVICE}")
        because = tuple(entry_of(plan, entry_id) for entry_id in status.because)
        yield Item(kind=HEAD, title=status_words(plan, 1), entries=because, is_pointer=True)
    if is_base_alone(plan):
        yield Item(kind=HEAD, title=BASE_ALONE)
    site = unserved_site(plan)
    if site:
        title = f"NO SITE RULES for {site}: any-size surgery over-treats small tumours"
        yield Item(kind=HEAD, title=title)


def _answers(plan: Plan) -> Iterator[Item]:
    known, needed = plan.workup
    grade = f"{answer_words(plan, 'grade')} · work-up: {known} of {needed} items known"
    yield Item(kind=GRADE, title=grade)
    yield Item(kind=ROUTE, title=answer_words(plan, "route"))


# --- conflicts, record, receipt ----------------------------------------------------------------


def conflict_item(plan: Plan, number: int, conflict: Conflict) -> Item:
    """Return a conflict, a note for each side, and below it one for each of its rules."""
    is_paired = conflict.kind == "paired"
    sides = tuple(
        Item(
            kind=AGAINST if n and is_paired else SIDE,
            title="",
            notes=tuple(_said(plan, finding) for finding in side),
        )
        for n, side in enumerate(conflict.sides)
    )
    return Item(
        kind=CONFLICT,
        title=conflict.says,
        notes=sides,
        place=number,
        id=f"conflict:{number - 1}",
        subject=conflict,
    )


def _said(plan: Plan, finding: Finding) -> Item:
    names = option_labels(plan.protocol, finding.options)
    return Item(kind=SIDE, title=finding.says, names=names, entries=(finding.entry,))


def _notes(plan: Plan) -> Iterator[Item]:
    for n, (note, entries) in enumerate(notes_with_basis(plan)):
        yield Item(kind=RECORD, title=note, entries=entries, id=f"note:{n}", subject=note)


def _marks(plan: Plan) -> Item:
    """Return what the marks mean, and how many are still to be signed off."""
    open_, every = len(still_open(plan.protocol)), len(to_confirm(plan.protocol))
    return Item(
        kind=MARKS,
        title="recalled, not re-read (R); engineering default (E): confirm before clinical use. "
        f"{open_} of {every} in this protocol are not signed off.",
    )


def _receipt(plan: Plan) -> Iterator[Item]:
    receipt = plan.receipt
    yield Item(kind=RECEIPT, title=f"nettui {receipt.program} · as of {receipt.as_of.isoformat()}")
    alone = "Base protocol alone" if is_base_alone(plan) else ""
    yield Item(kind=PLUGINS, title=", ".join(receipt.plugins), aside=alone)
    yield Item(kind=PROTOCOL, title=receipt.protocol)
    yield Item(kind=CASE, title=receipt.case)
