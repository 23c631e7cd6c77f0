"""The lines of a plan, and why the marked one says what it says: side by side, or one of both."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.app import ComposeResult
from textual.containers import Container, Vertical

from nettui.engine.plan.plan import Plan
from nettui.sheet.reasons import reasons, with_changes
from nettui.tui.rows.layout import Line, ListRow, Shown, pane_title
from nettui.tui.rows.why import reason_rows
from nettui.tui.widgets.lines import Lines
from nettui.tui.widgets.listing import Listing
from nettui.tui.widgets.row_list import RowList


class PlanPanes(Container):
    """Two lists. ``title`` is the heading of the first, ``plan`` the plan that it is about."""

    def __init__(self, title: Callable[[], str], plan: Callable[[], Plan], shown: Shown) -> None:
        super().__init__(id="answer-panes")
        self._title, self._plan = title, plan
        self.shown = shown
        self.is_why_seen = False
        self.reading_why = False
        self._explained: tuple[Plan | None, ListRow | None, bool] = (None, None, False)

    def compose(self) -> ComposeResult:
        """Each list under its heading."""
        with Vertical(classes="pane", id="left"):
            yield Lines(self._left_title, id="left-title")
            yield RowList(shown=self.shown, id="rows")
        with Vertical(classes="pane", id="right"):
            yield Lines(self._right_title, id="right-title")
            yield RowList(shown=self.shown, id="why")

    @property
    def rows(self) -> RowList:
        """The lines of the plan."""
        return self.query_one("#rows", RowList)

    @property
    def reasons(self) -> RowList:
        """Why the marked one says what it says."""
        return self.query_one("#why", RowList)

    @property
    def is_plan_hidden(self) -> bool:
        """The reasons have taken its place."""
        return self.reading_why and not self.is_why_seen

    def show_lists(self, *, is_why_seen: bool) -> None:
        """Show the lists that there is room for."""
        self.is_why_seen = is_why_seen
        self.query_one("#left").display = not self.is_plan_hidden
        self.query_one("#right").display = self.is_why_seen or self.reading_why

    def show(self, rows: Sequence[ListRow], *, keep: bool) -> None:
        """Show the lines of a plan. ``keep``: stay on the line that one is on."""
        self.rows.show(rows, keep=keep)
        self.explain()

    def explain(self) -> None:
        """Show why the marked line says what it says, where that is in sight."""
        row = self.rows.row
        if row is None:
            self.reasons.show((ListRow(title="Nothing is marked."),), keep=False)
            self._explained = (None, None, False)
        elif self.is_why_seen or self.reading_why:
            # What flips a line is worked out where it is read, not while one moves past lines.
            flips = self.screen.focused is self.reasons or not self.is_why_seen
            now = self._plan()
            plan, explained, flipped = self._explained
            if plan is not now or explained is not row or flipped is not flips:
                sheet = (with_changes if flips else reasons)(now, row.subject)
                self.reasons.show(reason_rows(sheet), keep=False)
            self._explained = (now, row, flips)
        self._follow_titles()

    def _follow_titles(self) -> None:
        """Draw the headings where they have changed."""
        for name in ("#left-title", "#right-title"):
            self.query_one(name, Lines).follow()

    def _left_title(self, width: int) -> Sequence[Line]:
        return [pane_title(self._title(), self.rows.hidden, width, self.shown)]

    def _right_title(self, width: int) -> Sequence[Line]:
        row = self.rows.row
        title = f"Why: {row.title}" if row else "Why"
        return [pane_title(title, self.reasons.hidden, width, self.shown)]

    def on_listing_moved(self, event: Listing.Moved) -> None:
        """Explain the line under the cursor."""
        if event.listing is self.rows:
            self.explain()

    def on_listing_scrolled(self, _event: Listing.Scrolled) -> None:
        """Say how much is hidden."""
        self._follow_titles()
