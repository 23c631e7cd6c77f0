"""A case before its board: recording a decision, correcting one, and what was decided before."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from attrs import evolve

from nettui.desk import deciding
from nettui.tui.screens.case_keep import Keeping
from nettui.tui.screens.case_port import Dialogue

if TYPE_CHECKING:
    from nettui.engine.plan.plan import Plan
    from nettui.store.port import CaseStore
    from nettui.store.records import BoardResult


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
        return deciding.draft_texts(self.pending)

    def take_up(self, text: str) -> str:
        """Go on with a decision of the draft; return what is said of it."""
        self.pending = deciding.of_draft(text)
        if self.pending is None:
            return ""
        return "A decision is not signed yet: b goes on with it."

    def _keep_pending(self, result: BoardResult | None) -> None:
        self.pending = result
        self._keeping.keep_draft()

    # --- deciding ---

    def decide(self) -> None:
        """Record what the board resolved on the plan as saved."""
        keeping = self._keeping
        if keeping.entry.rev == 0:
            self._dialogue.say(
                "Save the case first: a decision is bound to what was saved.", "held"
            )
        elif self.pending is not None and self.pending.corrects:
            self.correct(self.pending.corrects)
        else:
            begun = self.pending or deciding.begun(keeping.editing)
            self._ask(keeping.editing.plan, keeping.entry.rev, begun)

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
        why = deciding.overtaken(store, self._keeping.entry)
        if why:
            self._dialogue.say(why, "stop")
        return bool(why)

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
            key = self._keeping.entry.key
            plan, rev, begun = deciding.correction(store, key, number, self.pending)
        except StoreRefusal as refused:
            self._dialogue.say(str(refused), "stop")
            return
        self._ask(plan, rev, begun)
