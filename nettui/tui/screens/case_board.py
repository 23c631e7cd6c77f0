"""A case before its board: recording a decision, and what was decided before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.binding import Binding

from nettui.tui.rows.lines import Row
from nettui.tui.screens.case_keep import CaseKept

if TYPE_CHECKING:
    from nettui.store.records import BoardResult


class CaseBoard(CaseKept):
    """A case that boards decide on, where it is in a store."""

    BINDINGS = [
        Binding("b", "decide", "Board", show=False, tooltip="Record what the board resolved"),
        Binding("h", "decisions", "Decisions", show=False, tooltip="Show recorded decisions"),
    ]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer a decision on what is saved, and what was decided once something was."""
        if action == "decide":
            return self.library.store is not None and not self.editing.is_changed
        if action == "decisions":
            return self.library.store is not None and self.entry.rev > 0
        return super().check_action(action, parameters)

    def action_decide(self) -> None:
        """Record what the board resolved on the plan as saved."""
        from nettui.tui.screens.decision import DecisionScreen

        if self.entry.rev == 0:
            self.notice("Save the case first: a decision is bound to what was saved.", "held")
            return
        self.app.push_screen(DecisionScreen(self.editing.plan, self.shown), self._decided)

    def _decided(self, result: BoardResult | None) -> None:
        store = self.library.store
        if result is None or store is None:
            return
        from nettui.store.refusals import StoreRefusal

        try:
            made = store.decide(self.editing.plan, self.entry.rev, result)
        except StoreRefusal as refused:
            self.notice(str(refused), "stop")
            return
        self.notice(f"Decision {made.number} is recorded.", "do")
        self.refresh_bindings()

    def action_decisions(self) -> None:
        """Show what boards resolved, and what the plan says differently since."""
        from nettui.tui.rows.decision import decision_rows
        from nettui.tui.screens.over import Reading

        store = self.library.store
        found = store.decisions(self.entry.key) if store is not None else ()
        rows = tuple(decision_rows(found, self.plan)) or (Row(title="No decision is recorded."),)
        self.app.push_screen(Reading(f"{self.entry.name}: decisions", rows, self.shown))
