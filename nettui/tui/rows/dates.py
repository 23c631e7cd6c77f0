"""Follow-up and open questions as rows: dates with what they count from, facts with what waits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from nettui.case.questions import contradiction
from nettui.engine.findings import DueDate, Question
from nettui.engine.plan import Plan
from nettui.sheet.basis import option_labels
from nettui.sheet.wording import due_words
from nettui.tui.rows.lines import Row, Run
from nettui.tui.rows.wording import heading, tail_of

_NAMED = 6  # options named in a question


def dates_of(plan: Plan) -> dict[str, DueDate]:
    """Return what is due, by the id of its finding."""
    return {due.finding.id: due for due in plan.follow_up}


def due_row(plan: Plan, due: DueDate) -> Row:
    """Return the row of a date: the window, what is done, what it counts from."""
    says = due.finding.says.rstrip(".")
    days, counted = due_words(plan, due)
    word, tone = ("OVERDUE", "stop") if due.overdue else ("Due", "do")
    if not days:
        word, tone = "No date", "unknown"
    return Row(
        sign="!" if due.overdue else ("@" if days else "?"),
        word=word,
        tone=tone,
        title=f"{days}: {says}" if days else says,
        tail=tail_of((due.finding.entry,)),
        notes=((counted[:1].upper() + counted[1:], ""),),
        key=f"due:{due.finding.id}",
        subject=due,
    )


def date_rows(plan: Plan) -> tuple[Row, ...]:
    """Return all follow-up, what is overdue first, then by date."""
    due = plan.follow_up
    parts = (
        ("Overdue", [d for d in due if d.overdue]),
        ("Due", [d for d in due if not d.overdue and d.earliest]),
        ("Without a date", [d for d in due if not d.earliest]),
    )
    rows: list[Row] = []
    for title, found in parts:
        if found:
            tail = f"as of {plan.as_of.isoformat()}"
            rows += [heading(title, tail), *(due_row(plan, d) for d in found)]
    none = "The protocol gives no follow-up date for what is known."
    return tuple(rows) or (heading("Follow-up"), Row(title=none))


def question_rows(plan: Plan) -> tuple[Row, ...]:
    """Return what is not known and matters, by what waits for it."""
    unclear = [*unclear_rows(plan, "question")]
    asked = [q for q in plan.questions if q.fact not in plan.picture.unclear]
    parts: tuple[tuple[str, Iterable[Question]], ...] = (
        ("Needed for the work-up or the plan's status", [q for q in asked if q.needs]),
        ("Would clear or decide options", [q for q in asked if not q.needs and q.options]),
        ("Would decide other lines", [q for q in asked if not q.needs and not q.options]),
    )
    rows: list[Row] = []
    if unclear:
        rows += [heading("To be answered first", str(len(unclear))), *unclear]
    for title, found in parts:
        made = [_question_row(plan, question) for question in found]
        if made:
            rows += [heading(title, str(len(made))), *made]
    none = "Nothing that is not known would change this plan."
    return tuple(rows) or (heading("Open questions"), Row(title=none))


def unclear_rows(plan: Plan, key: str) -> Iterator[Row]:
    """Yield what the record itself must be asked before anything that rests on it is cleared."""
    waiting = {question.fact: question for question in plan.questions}
    for fact, text in plan.picture.unclear.items():
        known = plan.protocol.vocabulary[fact]
        # Values that contradict each other are read before one of them is corrected.
        several = contradiction(known, plan.picture.get(fact))
        yield Row(
            sign="!",
            word="Ask first",
            tone="held",
            title=text,
            key=f"{key}:{fact}",
            subject=several or waiting.get(fact) or Question(fact, known.label, (), (), ()),
        )


def _question_row(plan: Plan, question: Question) -> Row:
    notes: list[Run] = []
    if question.options:
        named = option_labels(plan.protocol, question.options[:_NAMED])
        more = len(question.options) - _NAMED
        notes.append((f"Concerns {named}" + (f" and {more} more" if more > 0 else ""), ""))
    counts = []
    if question.needs:
        counts.append(f"caps {len(question.needs)}")
    if question.findings:
        counts.append(f"decides {len(question.findings)}")
    return Row(
        sign="?",
        word="Not known",
        tone="unknown",
        title=question.label,
        tail=", ".join(counts),
        notes=tuple(notes),
        key=f"question:{question.fact}",
        subject=question,
    )
