"""A case before its board: recording a decision, correcting one, and what was decided before."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from attrs import evolve
from textual.binding import Binding

from nettui.tui.screens.case_keep import CaseKept

if TYPE_CHECKING:
    from nettui.engine.plan import Plan
    from nettui.store.port import CaseStore
    from nettui.store.records import BoardResult, Decision
    from nettui.tui.desk import Entry

_DRAFT = "decision"  # under which a decision that is not signed stands in a draft


class CaseBoard(CaseKept):
    """A case that boards decide on, where it is in a store. ``pending``: resolved, not signed."""

    BINDINGS = [
        Binding("b", "decide", "Board", show=False, tooltip="Record what the board resolved"),
        Binding(
            "h",
            "decisions",
            "History",
            show=False,
            tooltip="Decisions and revisions, what changed and why",
        ),
    ]

    pending: BoardResult | None = None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer a decision on what is saved, and what was decided once something was."""
        if action == "decide":
            store = self.library.store
            if store is None or store.read_only or self.entry.archived:
                return False
            return not self.editing.is_changed
        if action == "decisions":
            return self.library.store is not None and self.entry.rev > 0
        return super().check_action(action, parameters)

    # --- drafts ---

    def typed(self) -> Mapping[str, str]:
        """Return a decision that is not signed too."""
        from nettui.store.rows import result_text

        pending = {_DRAFT: result_text(self.pending)} if self.pending is not None else {}
        return {**super().typed(), **pending}

    def take_up_typed(self, typed: Mapping[str, str]) -> str:
        """Go on with a decision of the draft."""
        from nettui.store.refusals import StoreRefusal
        from nettui.store.rows import result_of

        rest = {at: text for at, text in typed.items() if at != _DRAFT}
        said = super().take_up_typed(rest)
        if _DRAFT not in typed:
            return said
        try:
            self.pending = result_of(typed[_DRAFT])
        except StoreRefusal:
            return said
        return f"A decision is not signed yet: b goes on with it. {said}".strip()

    def take_entry(self, entry: Entry) -> None:
        """Leave a decision with the case that it is on."""
        self.pending = None
        super().take_entry(entry)

    def _keep_pending(self, result: BoardResult | None) -> None:
        self.pending = result
        self.keep_draft()

    # --- deciding ---

    def action_decide(self) -> None:
        """Record what the board resolved on the plan as saved."""
        from nettui.store.records import BoardResult

        if self.entry.rev == 0:
            self.notice("Save the case first: a decision is bound to what was saved.", "held")
        elif self.pending is not None and self.pending.corrects:
            self.correct(self.pending.corrects)
        else:
            begun = self.pending or BoardResult(resolutions=(), held_on=self._board_day())
            self._ask(self.editing.plan, self.entry.rev, begun)

    def _board_day(self) -> datetime.date:
        """Return the day of the board that the case is put before, once it has come."""
        day = self.editing.case.board.date
        if isinstance(day, datetime.date) and day <= datetime.date.today():
            return day
        return self.plan.as_of

    def _ask(self, plan: Plan, rev: int, begun: BoardResult) -> None:
        from nettui.tui.screens.decision import DecisionScreen

        screen = DecisionScreen(plan, begun, self._keep_pending, self.shown)
        self.app.push_screen(screen, partial(self._decided, plan, rev))

    def _decided(self, plan: Plan, rev: int, result: BoardResult | None) -> None:
        store = self.library.store
        if result is None or store is None:
            return
        from nettui.store.refusals import StoreRefusal

        try:
            if not result.corrects and self._overtaken(store):
                return
            made = store.decide(plan, rev, result)
        except StoreRefusal as refused:
            self.notice(f"{refused} What was resolved is kept: b goes on with it.", "stop")
            return
        self.pending = None
        self.entry = evolve(self.entry, decided=made)
        self.drafting.drop(self.entry)
        if rev == self.entry.rev:
            self._tell_worklist()
        corrects = f"; it corrects decision {result.corrects}" if result.corrects else ""
        self.notice(f"Decision {made.number} is recorded{corrects}.", "do")
        self.refresh_bindings()

    def _overtaken(self, store: CaseStore) -> bool:
        """Say so when the case has been saved since its plan was put before the board."""
        newest = store.history(self.entry.key)[0]
        if newest.rev == self.entry.rev:
            return False
        self.notice(
            f"Not recorded: {newest.who.name} saved revision {newest.rev} meanwhile, and the board "
            f"saw revision {self.entry.rev}. What was resolved is kept: leave the case, open it "
            "again, look at its plan, then b goes on.",
            "stop",
        )
        return True

    def _tell_worklist(self) -> None:
        """Have the list say that the case is decided."""
        if self.entry.summary is not None:
            decided = evolve(self.entry, summary=evolve(self.entry.summary, decision="decided"))
            self.entry = decided
            self.listed.replace(decided)

    # --- looking back ---

    def action_decisions(self) -> None:
        """Show what boards resolved, what the plan says differently since, and all revisions."""
        from nettui.store.refusals import StoreRefusal
        from nettui.tui.screens.decisions import DecisionsScreen

        store = self.library.store
        assert store is not None, "offered only where there is one"
        try:
            found = store.decisions(self.entry.key)
            saved = store.history(self.entry.key)
        except StoreRefusal as refused:
            self.notice(str(refused), "stop")
            return
        screen = DecisionsScreen(store, found, saved, self.editing, self.shown)
        self.app.push_screen(screen, self._to_correct)

    def _to_correct(self, number: int | None) -> None:
        refusal = self.library.refusal(self.entry)
        if number and refusal:
            self.notice(f"It cannot be corrected: {refusal}", "held")
        elif number:
            self.correct(number)

    def correct(self, number: int) -> None:
        """Record a decision that corrects an earlier one, on the same plan as that one."""
        from nettui.store.refusals import StoreRefusal

        store = self.library.store
        assert store is not None, "only where there is one"
        try:
            found = next(d for d in store.decisions(self.entry.key) if d.number == number)
            plan = _decided_on(store, found)
        except StoreRefusal as refused:
            self.notice(str(refused), "stop")
            return
        begun = self.pending
        if begun is None or begun.corrects != number:
            begun = evolve(found.result, corrects=number, reason="")
        self._ask(plan, found.rev, begun)


def _decided_on(store: CaseStore, decision: Decision) -> Plan:
    """Make the plan again that was decided on. Raises `StoreRefusal`."""
    from nettui.engine.plan import plan

    case = store.open(decision.case_id, decision.rev).file.case
    return plan(case, decision.as_of, store.protocol(decision.protocol))
