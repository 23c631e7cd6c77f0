"""The views of a plan as rows: the plan, its dates, its open questions."""

from __future__ import annotations

from collections.abc import Sequence

from nettui.engine.plan.plan import Plan
from nettui.sheet.questions import question_item, unclear_items
from nettui.sheet.sheet import body
from nettui.sheet.stage import due_item
from nettui.tui.rows.headings import heading
from nettui.tui.rows.layout import ListRow
from nettui.tui.rows.sheet_rows import arranged, item_row, sheet_rows


def plan_rows(
    plan: Plan, *, unfolded: bool = False, notes: Sequence[str] = ()
) -> tuple[ListRow, ...]:
    """Return the plan as rows. ``unfolded``: also each rule that does not hold, with its reasons.

    ``notes`` are what was said of plugins when the protocol was published.
    """
    return sheet_rows(arranged(body(plan, each_rule=unfolded), notes), item_row)


def date_rows(plan: Plan) -> tuple[ListRow, ...]:
    """Return all follow-up, what is overdue first, then by date."""
    due = plan.follow_up
    parts = (
        ("Overdue", [d for d in due if d.overdue]),
        ("Due", [d for d in due if not d.overdue and d.earliest]),
        ("Without a date", [d for d in due if not d.earliest]),
    )
    rows: list[ListRow] = []
    for title, found in parts:
        if found:
            rows.append(heading(title, f"as of {plan.as_of.isoformat()}"))
            rows += (item_row(due_item(plan, d)) for d in found)
    none = "The protocol gives no follow-up date for what is known."
    return tuple(rows) or (heading("Follow-up"), ListRow(title=none))


def question_rows(plan: Plan) -> tuple[ListRow, ...]:
    """Return what is not known and matters, by what waits for it."""
    unclear = [item_row(item) for item in unclear_items(plan, "question")]
    asked = [q for q in plan.questions if q.fact not in plan.picture.unclear]
    parts = (
        ("Needed for the work-up or the plan's status", [q for q in asked if q.needs]),
        ("Would clear or decide options", [q for q in asked if not q.needs and q.options]),
        ("Would decide other lines", [q for q in asked if not q.needs and not q.options]),
    )
    rows: list[ListRow] = []
    if unclear:
        rows += [heading("To be answered first", str(len(unclear))), *unclear]
    for title, found in parts:
        if found:
            rows.append(heading(title, str(len(found))))
            rows += (item_row(question_item(plan, question)) for question in found)
    none = "Nothing that is not known would change this plan."
    return tuple(rows) or (heading("Open questions"), ListRow(title=none))
