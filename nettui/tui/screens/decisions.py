"""What boards resolved on a case, what its plan says differently since, and the cause of that."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen

from nettui.case.model import CaseFile
from nettui.engine.plan import Plan
from nettui.store.port import CaseStore
from nettui.store.records import Decision
from nettui.store.refusals import StoreRefusal
from nettui.store.resolved import Since, since_recorded
from nettui.tui.rows.decision import decision_rows
from nettui.tui.rows.head import who
from nettui.tui.rows.lines import Line, Row, Shown, clipped
from nettui.tui.widgets.lines import KeyLine, Lines
from nettui.tui.widgets.row_list import RowList


class DecisionsScreen(Screen[int]):
    """Its answer is the number of a decision that is to be corrected; Escape answers nothing."""

    BINDINGS = [
        Binding("c", "correct", "Correct", tooltip="Record a decision that corrects this one"),
        Binding("escape,q", "dismiss", "Back", tooltip="Go back to the case"),
    ]

    def __init__(
        self,
        store: CaseStore,
        decisions: Sequence[Decision],
        plan: Plan,
        file: CaseFile,
        shown: Shown,
    ) -> None:
        super().__init__()
        self._store, self._decisions = store, decisions
        self._plan, self._file, self._shown = plan, file, shown
        self._since: Since | str = "Working out what changed since, and why ..."

    def compose(self) -> ComposeResult:
        """Whose decisions, the decisions, the keys."""
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
        text = f"Decisions on {who(self._plan.case)}"
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
        self.query_one(RowList).show(rows or (Row(title="No decision is recorded."),))

    @property
    def decision(self) -> Decision | None:
        """The decision under the cursor."""
        row = self.query_one(RowList).row
        return row.subject if row is not None and isinstance(row.subject, Decision) else None

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        """Correct what the cursor stands in, where something may be recorded."""
        if action == "correct" and self.is_mounted:
            return self.decision is not None and not self._store.read_only
        return True

    def action_correct(self) -> None:
        """Answer which decision is to be corrected."""
        if self.decision is not None:
            self.dismiss(self.decision.number)
