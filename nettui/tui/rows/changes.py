"""What changed between two plans of a case, as rows; and which rows of a plan are new."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from attrs import evolve

from nettui.case.record.case import Case
from nettui.engine.plan.findings import Offer
from nettui.engine.plan.plan import Plan
from nettui.sheet.comparison import change_items, since_items
from nettui.sheet.item import Item
from nettui.tui.rows.headings import heading
from nettui.tui.rows.layout import ListRow

if TYPE_CHECKING:
    from nettui.store.records import Decision

_MOST = 6  # lines on what changed, before the plan itself


def change_rows(before: Plan, now: Plan, since: str = "opening") -> tuple[ListRow, ...]:
    """Return what is different now, empty when nothing is, or where nothing was recorded before."""
    if before is now or is_empty(before.case):
        return ()
    rows = tuple(_rows(change_items(before, now)))
    if not rows:
        return ()
    more = len(rows) - _MOST
    rest = (ListRow(title=f"and {more} more, marked * below"),) if more > 0 else ()
    return (heading(f"Changed since {since}", str(len(rows))), *rows[:_MOST], *rest)


def is_empty(case: Case) -> bool:
    """Say whether nothing but its id is recorded of a case."""
    return bool(case == Case(case_id=case.case_id))


def since_rows(decision: Decision | None, now: Plan) -> tuple[ListRow, ...]:
    """Return what the plan says differently since a board decided; empty for nothing."""
    if decision is None or not decision.plan:
        return ()
    rows = tuple(_rows(since_items(decision.plan, now)))
    title = f"Changed since decision {decision.number} of {decision.result.held_on}"
    return (heading(title, str(len(rows))), *rows) if rows else ()


def _rows(items: Iterable[Item]) -> Iterator[ListRow]:
    """Yield what is different: the answer or the option, and behind it what is not as it was."""
    for item in items:
        yield ListRow(
            sign=item.kind.sign,
            word=item.kind.word or item.names,
            tone=item.kind.tone,
            title=item.title,
            tail=item.aside,
            key=item.id,
            subject=item.subject,
        )


def change_line(before: Plan, now: Plan) -> str:
    """Return what changed in one short line: ``2 changes: Grade G1 -> G2; PRRT consider``."""
    rows = tuple(_rows(change_items(before, now)))
    if not rows:
        return ""
    said = "; ".join(f"{row.word}: {row.title}" for row in rows[:3])
    count = f"{len(rows)} change{'s' if len(rows) > 1 else ''}"
    return f"{count}: {said}"


def about_changed(rows: Sequence[ListRow], told: Sequence[ListRow]) -> tuple[ListRow, ...]:
    """Return the rows with those marked that are about an option told of in other rows."""
    moved = {offer.key for row in told for offer in _offers_in(row.subject)}
    return tuple(
        evolve(row, changed=True)
        if row.key and moved & {offer.key for offer in _offers_in(row.subject)}
        else row
        for row in rows
    )


def _offers_in(subject: object) -> Iterator[Offer]:
    parts = subject if isinstance(subject, tuple) else (subject,)
    yield from (part for part in parts if isinstance(part, Offer))


def marked(rows: Sequence[ListRow], before: Sequence[ListRow]) -> tuple[ListRow, ...]:
    """Return the rows with those marked that did not stand there before."""
    known = {_said(row) for row in before}
    return tuple(
        row if row.heading or not row.key or _said(row) in known else evolve(row, changed=True)
        for row in rows
    )


def _said(row: ListRow) -> tuple[object, ...]:
    return (row.key, row.word, row.title, row.tail, row.notes)
