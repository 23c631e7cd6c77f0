"""The history of a case: decisions, what the plan says differently since and why, all revisions."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen

from nettui.desk.session import Editing
from nettui.sheet.patient import who
from nettui.store.board_result import Since, since_recorded
from nettui.store.errors import StoreRefusal
from nettui.store.port import CaseStore
from nettui.store.records import Decision, Revision
from nettui.tui.rows.decision import decision_rows
from nettui.tui.rows.layout import Line, ListRow, Shown, clipped
from nettui.tui.rows.revisions import change_rows, revision_rows
from nettui.tui.screens.overlay import Reading
from nettui.tui.widgets.lines import KeyLine, Lines
from nettui.tui.widgets.listing import Listing
from nettui.tui.widgets.row_list import RowList


class DecisionsScreen(Screen[int]):
    """Its answer is the number of a decision that is to be corrected; Escape answers nothing."""

    BINDINGS = [
        Binding(
            "w",
            "changes",
            "What changed",
            key_display="Enter",
            tooltip="What this revision changed, and why",
        ),
        Binding("c", "correct", "Correct", tooltip="Record a decision that corrects this one"),
        Binding("escape,q", "dismiss", "Back", tooltip="Go back to the case"),
    ]

    def __init__(
        self,
        store: CaseStore,
        decisions: Sequence[Decision],
        revisions: Sequence[Revision],
        editing: Editing,
        shown: Shown,
    ) -> None:
        super().__init__()
        self._store, self._decisions, self._revisions = store, decisions, revisions
        self._plan, self._file, self._shown = editing.plan, editing.file, shown
        self._since: Since | str = "Working out what changed since, and why ..."

    def compose(self) -> ComposeResult:
        """Whose history, decisions and revisions, the keys."""
        yield Lines(self._head)
        yield RowList(shown=self._shown)
        yield KeyLine(self._shown)

    def on_mount(self) -> None:
        """Show the decisions at once; making earlier plans again takes a moment."""
        self._fill()
        self.query_one(RowList).focus()
        if self._decisions:
            self.run_worker(self._work_out, thread=True, exit_on_error=False)

    def _head(self, width: int) -> Sequence[Line]:
        text = f"History of {who(self._plan.case)}"
        return [clipped(text, width, self._shown, "head")]

    def _work_out(self) -> None:
        try:
            found: Since | str = since_recorded(
                self._store, self._decisions[0], self._plan, self._file
            )
        except StoreRefusal as refused:
            found = f"What changed since cannot be told: {refused}"
        self.app.call_from_thread(self._worked_out, found)

    def _worked_out(self, found: Since | str) -> None:
        self._since = found
        if self.is_mounted:
            self._fill()

    def _fill(self) -> None:
        rows = tuple(decision_rows(self._decisions, self._plan, self._since))
        rows = rows or (ListRow(title="No decision is recorded."),)
        self.query_one(RowList).show((*rows, *revision_rows(self._revisions)))

    @property
    def decision(self) -> Decision | None:
        """The decision under the cursor."""
        row = self.query_one(RowList).row
        return row.subject if row is not None and isinstance(row.subject, Decision) else None

    @property
    def revision(self) -> Revision | None:
        """The revision under the cursor."""
        row = self.query_one(RowList).row
        return row.subject if row is not None and isinstance(row.subject, Revision) else None

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        """Correct what the cursor stands in, where something may be recorded."""
        if action == "changes" and self.is_mounted:
            return self.revision is not None and not self.revision.erased
        if action == "correct" and self.is_mounted:
            return self.decision is not None and not self._store.read_only
        return True

    def action_correct(self) -> None:
        """Answer which decision is to be corrected."""
        if self.decision is not None:
            self.dismiss(self.decision.number)

    def action_changes(self) -> None:
        """Show what the marked revision changed, and its reason."""
        revision = self.revision
        if revision is None:
            return
        try:
            before = max(revision.rev - 1, 1)
            changes = self._store.diff(revision.case_id, before, revision.rev)
            rows = tuple(change_rows(revision, changes))
        except StoreRefusal as refused:
            rows = (ListRow(sign="!", tone="stop", title=str(refused)),)
        title = f"{revision.case_id}: revision {revision.rev}"
        self.app.push_screen(Reading(title, rows, self._shown))

    def on_listing_moved(self, _event: Listing.Moved) -> None:
        """Keep the keys true."""
        self.refresh_bindings()

    def on_listing_chosen(self, _event: Listing.Chosen) -> None:
        """Open the revision that was chosen."""
        self.action_changes()
