"""A case before its board: recording a decision, correcting one, and what was decided before."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from attrs import evolve

from nettui.tui.screens.case_keep import Keeping
from nettui.tui.screens.case_port import Dialogue

if TYPE_CHECKING:
    from nettui.engine.plan.plan import Plan
    from nettui.store.port import CaseStore
    from nettui.store.records import BoardResult, Decision

DRAFT = "decision"
"""Under which a decision that is not signed stands in a draft."""


class Boarding:
    """Records what boards resolve on an open case of a store. ``pending``: resolved, not signed."""

    def __init__(self, keeping: Keeping, dialogue: Dialogue) -> None:
        self._keeping = keeping
        self._dialogue = dialogue
        self.pending: BoardResult | None = None

    @property
    def can_decide(self) -> bool:
        """There is a store to record it in, and nothing that is not saved."""
        keeping, store = self._keeping, self._keeping.library.store
        if store is None or store.read_only or keeping.entry.archived:
            return False
        return not keeping.editing.is_changed

    @property
    def can_look_back(self) -> bool:
        """Something was recorded of the case."""
        return self._keeping.library.store is not None and self._keeping.entry.rev > 0

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
        self._keeping.keep_draft()

    # --- deciding ---

    def decide(self) -> None:
        """Record what the board resolved on the plan as saved."""
        from nettui.store.records import BoardResult

        keeping = self._keeping
        if keeping.entry.rev == 0:
            self._dialogue.say(
                "Save the case first: a decision is bound to what was saved.", "held"
            )
        elif self.pending is not None and self.pending.corrects:
            self.correct(self.pending.corrects)
        else:
            begun = self.pending or BoardResult(resolutions=(), held_on=self._board_day())
            self._ask(keeping.editing.plan, keeping.entry.rev, begun)

    def _board_day(self) -> datetime.date:
        """Return the day of the board that the case is put before, once it has come."""
        day = self._keeping.editing.case.board.date
        if isinstance(day, datetime.date) and day <= datetime.date.today():
            return day
        return self._keeping.editing.as_of

    def _ask(self, plan: Plan, rev: int, begun: BoardResult) -> None:
        from nettui.tui.screens.decision import DecisionScreen

        screen = DecisionScreen(plan, begun, self._keep_pending, self._dialogue.shown)
        self._dialogue.ask(screen, partial(self._decided, plan, rev))

    def _decided(self, plan: Plan, rev: int, result: BoardResult | None) -> None:
        keeping, store = self._keeping, self._keeping.library.store
        if result is None or store is None:
            return
        from nettui.store.errors import StoreRefusal

        try:
            if not result.corrects and self._overtaken(store):
                return
            made = store.decide(plan, rev, result)
        except StoreRefusal as refused:
            self._dialogue.say(f"{refused} What was resolved is kept: b goes on with it.", "stop")
            return
        self.pending = None
        keeping.entry = evolve(keeping.entry, decided=made)
        keeping.drafting.drop(keeping.entry)
        if rev == keeping.entry.rev:
            self._tell_list()
        corrects = f"; it corrects decision {result.corrects}" if result.corrects else ""
        self._dialogue.say(f"Decision {made.number} is recorded{corrects}.", "do")
        self._dialogue.refresh_bindings()

    def _overtaken(self, store: CaseStore) -> bool:
        """Say so when the case has been saved since its plan was put before the board."""
        seen = self._keeping.entry
        newest = store.history(seen.key)[0]
        if newest.rev == seen.rev:
            return False
        self._dialogue.say(
            f"Not recorded: {newest.who.name} saved revision {newest.rev} meanwhile, and the board "
            f"saw revision {seen.rev}. What was resolved is kept: leave the case, open it again, "
            "look at its plan, then b goes on.",
            "stop",
        )
        return True

    def _tell_list(self) -> None:
        """Have the list say that the case is decided."""
        entry = self._keeping.entry
        if entry.summary is not None:
            decided = evolve(entry, summary=evolve(entry.summary, decision="decided"))
            self._keeping.entry = decided
            self._keeping.listed.replace(decided)

    # --- looking back ---

    def look_back(self) -> None:
        """Show what boards resolved, what the plan says differently since, and all revisions."""
        from nettui.store.errors import StoreRefusal
        from nettui.tui.screens.decisions import DecisionsScreen

        keeping, store = self._keeping, self._keeping.library.store
        assert store is not None, "offered only where there is one"
        try:
            found = store.decisions(keeping.entry.key)
            saved = store.history(keeping.entry.key)
        except StoreRefusal as refused:
            self._dialogue.say(str(refused), "stop")
            return
        screen = DecisionsScreen(store, found, saved, keeping.editing, self._dialogue.shown)
        self._dialogue.ask(screen, self._to_correct)

    def _to_correct(self, number: int | None) -> None:
        refusal = self._keeping.library.refusal(self._keeping.entry)
        if number and refusal:
            self._dialogue.say(f"It cannot be corrected: {refusal}", "held")
        elif number:
            self.correct(number)

    def correct(self, number: int) -> None:
        """Record a decision that corrects an earlier one, on the same plan as that one."""
        from nettui.store.errors import StoreRefusal

        store = self._keeping.library.store
        assert store is not None, "only where there is one"
        try:
            found = next(d for d in store.decisions(self._keeping.entry.key) if d.number == number)
            plan = _decided_on(store, found)
        except StoreRefusal as refused:
            self._dialogue.say(str(refused), "stop")
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
