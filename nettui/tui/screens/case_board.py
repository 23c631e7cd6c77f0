"""A case before its board: recording a decision, correcting one, and what was decided before."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from attrs import evolve

from nettui.tui.screens.case_keep import CaseKept

if TYPE_CHECKING:
    from nettui.engine.plan.plan import Plan
    from nettui.store.port import CaseStore
    from nettui.store.records import BoardResult, Decision

DRAFT = "decision"
"""Under which a decision that is not signed stands in a draft."""


class Boarding:
    """Records what boards resolve on an open case of a store. ``pending``: resolved, not signed."""

    def __init__(self, case: CaseKept) -> None:
        self._case = case
        self.pending: BoardResult | None = None

    @property
    def can_decide(self) -> bool:
        """There is a store to record it in, and nothing that is not saved."""
        case, store = self._case, self._case.library.store
        if store is None or store.read_only or case.entry.archived:
            return False
        return not case.editing.is_changed

    @property
    def can_look_back(self) -> bool:
        """Something was recorded of the case."""
        return self._case.library.store is not None and self._case.entry.rev > 0

    # --- drafts ---

    def typed(self) -> Mapping[str, str]:
        """Return a decision that is not signed, as it stands in a draft."""
        from nettui.store.core.rows import result_text

        return {DRAFT: result_text(self.pending)} if self.pending is not None else {}

    def take_up(self, text: str) -> str:
        """Go on with a decision of the draft; return what is said of it."""
        from nettui.store.core.rows import result_of
        from nettui.store.errors import StoreRefusal

        try:
            self.pending = result_of(text)
        except StoreRefusal:
            return ""
        return "A decision is not signed yet: b goes on with it."

    def _keep_pending(self, result: BoardResult | None) -> None:
        self.pending = result
        self._case.keep_draft()

    # --- deciding ---

    def decide(self) -> None:
        """Record what the board resolved on the plan as saved."""
        from nettui.store.records import BoardResult

        case = self._case
        if case.entry.rev == 0:
            case.notice("Save the case first: a decision is bound to what was saved.", "held")
        elif self.pending is not None and self.pending.corrects:
            self.correct(self.pending.corrects)
        else:
            begun = self.pending or BoardResult(resolutions=(), held_on=self._board_day())
            self._ask(case.editing.plan, case.entry.rev, begun)

    def _board_day(self) -> datetime.date:
        """Return the day of the board that the case is put before, once it has come."""
        day = self._case.editing.case.board.date
        if isinstance(day, datetime.date) and day <= datetime.date.today():
            return day
        return self._case.plan.as_of

    def _ask(self, plan: Plan, rev: int, begun: BoardResult) -> None:
        from nettui.tui.screens.decision import DecisionScreen

        screen = DecisionScreen(plan, begun, self._keep_pending, self._case.shown)
        self._case.app.push_screen(screen, partial(self._decided, plan, rev))

    def _decided(self, plan: Plan, rev: int, result: BoardResult | None) -> None:
        case, store = self._case, self._case.library.store
        if result is None or store is None:
            return
        from nettui.store.errors import StoreRefusal

        try:
            if not result.corrects and self._overtaken(store):
                return
            made = store.decide(plan, rev, result)
        except StoreRefusal as refused:
            case.notice(f"{refused} What was resolved is kept: b goes on with it.", "stop")
            return
        self.pending = None
        case.entry = evolve(case.entry, decided=made)
        case.drafting.drop(case.entry)
        if rev == case.entry.rev:
            self._tell_list()
        corrects = f"; it corrects decision {result.corrects}" if result.corrects else ""
        case.notice(f"Decision {made.number} is recorded{corrects}.", "do")
        case.refresh_bindings()

    def _overtaken(self, store: CaseStore) -> bool:
        """Say so when the case has been saved since its plan was put before the board."""
        seen = self._case.entry
        newest = store.history(seen.key)[0]
        if newest.rev == seen.rev:
            return False
        self._case.notice(
            f"Not recorded: {newest.who.name} saved revision {newest.rev} meanwhile, and the board "
            f"saw revision {seen.rev}. What was resolved is kept: leave the case, open it again, "
            "look at its plan, then b goes on.",
            "stop",
        )
        return True

    def _tell_list(self) -> None:
        """Have the list say that the case is decided."""
        entry = self._case.entry
        if entry.summary is not None:
            decided = evolve(entry, summary=evolve(entry.summary, decision="decided"))
            self._case.entry = decided
            self._case.listed.replace(decided)

    # --- looking back ---

    def look_back(self) -> None:
        """Show what boards resolved, what the plan says differently since, and all revisions."""
        from nettui.store.errors import StoreRefusal
        from nettui.tui.screens.decisions import DecisionsScreen

        case, store = self._case, self._case.library.store
        assert store is not None, "offered only where there is one"
        try:
            found = store.decisions(case.entry.key)
            saved = store.history(case.entry.key)
        except StoreRefusal as refused:
            case.notice(str(refused), "stop")
            return
        screen = DecisionsScreen(store, found, saved, case.editing, case.shown)
        case.app.push_screen(screen, self._to_correct)

    def _to_correct(self, number: int | None) -> None:
        refusal = self._case.library.refusal(self._case.entry)
        if number and refusal:
            self._case.notice(f"It cannot be corrected: {refusal}", "held")
        elif number:
            self.correct(number)

    def correct(self, number: int) -> None:
        """Record a decision that corrects an earlier one, on the same plan as that one."""
        from nettui.store.errors import StoreRefusal

        store = self._case.library.store
        assert store is not None, "only where there is one"
        try:
            found = next(d for d in store.decisions(self._case.entry.key) if d.number == number)
            plan = _decided_on(store, found)
        except StoreRefusal as refused:
            self._case.notice(str(refused), "stop")
            return
        begun = self.pending
        if begun is None or begun.corrects != number:
            begun = evolve(found.result, corrects=number, reason="")
        self._ask(plan, found.rev, begun)


def _decided_on(store: CaseStore, decision: Decision) -> Plan:
    """Make the plan again that was decided on. Raises `StoreRefusal`."""
    from nettui.engine.plan.plan import plan

    case = store.open(decision.case_id, decision.rev).file.case
    return plan(case, decision.as_of, store.protocol(decision.protocol))
