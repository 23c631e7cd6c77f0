"""What the list of a case shows: its plan, its dates or its open questions, and which lines."""

from __future__ import annotations

from collections.abc import Sequence

from nettui.desk.session import Editing
from nettui.desk.source import ListedCase
from nettui.engine.plan.plan import Plan
from nettui.tui.rows.changes import (
    about_changed,
    change_rows,
    is_empty,
    marked,
    since_rows,
)
from nettui.tui.rows.glance import at_a_glance
from nettui.tui.rows.layout import ListRow, Shown, matching
from nettui.tui.rows.plan import date_rows, plan_rows, question_rows
from nettui.tui.rows.short_plan import brief_rows

_VIEWS = ("brief", "in full", "all rules")
_TITLES = {"due": "Follow-up by date", "questions": "Open questions"}
Size = tuple[int, int]  # cells and lines of a list
_KEPT = 2  # plans whose rows are kept: the one as opened, and the one as it is now


class Views:
    """What is looked at. ``of``: plan, due, questions or record, beside which the plan is live.

    ``view``: the plan in brief, in full, or with all rules. ``wanted``: words that a line must
    have. ``notes`` are what was said of plugins when the protocol was published.
    """

    def __init__(self, notes: Sequence[str], shown: Shown) -> None:
        self.of = "plan"
        self.view = _VIEWS[0]
        self.wanted = ""
        self._notes, self._shown = notes, shown
        self._kept: dict[tuple[Plan, str, Size], Sequence[ListRow]] = {}

    @property
    def on_record(self) -> bool:
        """The record is what is looked at."""
        return self.of == "record"

    @property
    def title(self) -> str:
        """The heading of the list."""
        if self.on_record:
            return "Plan, live"
        title = _TITLES.get(self.of, "Plan")
        if self.of == "plan" and self.view != _VIEWS[0]:
            title += f", {self.view}"
        return f'{title} with "{self.wanted}"' if self.wanted else title

    def look_at(self, what: str) -> None:
        """Look at something else, at all of its lines."""
        self.of, self.wanted = what, ""

    def unfold(self) -> None:
        """Show more: the plan in brief, in full, with the rules that are not met."""
        self.view = _VIEWS[(_VIEWS.index(self.view) + 1) % len(_VIEWS)]

    def rows(self, editing: Editing, entry: ListedCase, size: Size) -> Sequence[ListRow]:
        """Return the lines of what is looked at, for a list of so many cells and lines."""
        if self.of == "due":
            rows: Sequence[ListRow] = date_rows(editing.shown)
        elif self.of == "questions":
            rows = question_rows(editing.shown)
        else:
            rows = self._live(editing, entry, size)
        if self.wanted:
            rows = matching(rows, self.wanted) or (ListRow(title=f"No line holds: {self.wanted}"),)
        return rows

    def _live(self, editing: Editing, entry: ListedCase, size: Size) -> Sequence[ListRow]:
        """Return the plan with what changed since opening, or a decision, first and marked."""
        before, now = editing.opened, editing.shown
        rows = old = self._rows_of(before, size)
        told: tuple[ListRow, ...] = ()
        if before is not now:
            told = change_rows(before, now, editing.since)
            rows = self._rows_of(now, size)
            if not is_empty(before.case):
                rows = marked(rows, old)
        since = since_rows(entry.decided, now)
        if since:
            told, rows = (*told, *since), about_changed(rows, since)
        return (*told, *rows) if told else rows

    def _rows_of(self, plan: Plan, size: Size) -> Sequence[ListRow]:
        """Return the rows of a plan in this view.

        Those last used are kept: while a case is edited, its plan as opened is laid beside every
        new one.
        """
        key = (plan, self.view, size)
        rows = self._kept.pop(key, None) or self._made(plan, size)
        self._kept[key] = rows
        for old in tuple(self._kept)[:-_KEPT]:
            del self._kept[old]
        return rows

    def _made(self, plan: Plan, size: Size) -> Sequence[ListRow]:
        if self.view == "brief":
            width, height = size
            rows = brief_rows(plan, 2 * height, self._notes)
            return at_a_glance(rows, width, height, self._shown)
        return plan_rows(plan, unfolded=self.view == "all rules", notes=self._notes)


def has_changed(editing: Editing, entry: ListedCase) -> bool:
    """Say whether the plan differs from the one as opened, or from the one decided on."""
    now = editing.shown
    return bool(change_rows(editing.opened, now) or since_rows(entry.decided, now))
