"""A case saved, and left: with what has to be asked before either."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from attrs import evolve

from nettui.desk.source import ListedCase, NotSaved, ReasonNeeded
from nettui.tui.rows.layout import ListRow
from nettui.tui.screens.case_keep import NOT_SAVED, Keeping
from nettui.tui.screens.case_port import Dialogue
from nettui.tui.screens.overlay import Choice


class Saving:
    """Saves an open case in its file or store, and leaves it with nothing lost unasked."""

    def __init__(self, keeping: Keeping, dialogue: Dialogue) -> None:
        self._keeping = keeping
        self._dialogue = dialogue
        self._told_losses = ""

    @property
    def can_save(self) -> bool:
        """Something is changed, and where the case is it can be saved."""
        keeping = self._keeping
        return keeping.editing.is_changed and not keeping.library.refusal(keeping.entry)

    # --- saving ---

    def save(self, then: Callable[[], None] | None = None) -> None:
        """Save the case, and do something once it is saved. What would be lost is said before."""
        keeping = self._keeping
        losses = keeping.library.losses(keeping.entry, keeping.editing.file)
        if losses and losses != self._told_losses:
            self._told_losses = losses
            said = f"Not saved yet: {losses} would be lost. ^S again saves."
            self._dialogue.say(said, "held")
            return
        title = f"Save {keeping.editing.case.case_id}"
        keeping.once_sure(title, partial(self._save, then), NOT_SAVED)

    def _save(self, then: Callable[[], None] | None, reason: str = "") -> None:
        keeping = self._keeping
        mine = keeping.editing.file
        try:
            saved = keeping.library.save(keeping.entry, mine, keeping.editing.plan, reason)
        except ReasonNeeded:
            self._ask_reason(then)
            return
        except NotSaved as refused:
            if refused.theirs is None:
                self._dialogue.say(str(refused), "stop")
            else:
                theirs = evolve(keeping.entry, file=refused.theirs, rev=refused.rev)
                base = keeping.editing.base
                keeping.lay_beside(str(refused), base, mine, refused.theirs, theirs)
            return
        self._take(saved)
        self._dialogue.say(f"{saved.name} saved.", "do")
        if then is not None:
            then()

    def _ask_reason(self, then: Callable[[], None] | None) -> None:
        """Ask why a record is amended that a board has decided on, then save with that."""
        from nettui.desk.reasons import AMENDMENTS
        from nettui.store.diff import changes
        from nettui.tui.screens.reason_dialog import Reason

        def answered(reason: str | None) -> None:
            if reason is None:
                self._dialogue.say(NOT_SAVED, "held")
            else:
                self._save(then, reason)

        editing = self._keeping.editing
        title = f"A board has decided on {editing.case.case_id}. Why is its record changed?"
        changed = changes(editing.base, editing.file)
        self._dialogue.ask(Reason(title, AMENDMENTS, self._dialogue.shown, changed), answered)

    def _take(self, saved: ListedCase) -> None:
        keeping = self._keeping
        keeping.entry = saved
        keeping.editing.saved()
        keeping.identified = keeping.editing.case
        # After a state that was on its way; and what is typed besides the case goes on.
        keeping.drafting.drop(saved)
        if self._dialogue.typed():
            keeping.keep_draft()
        keeping.listed.replace(saved)
        self._dialogue.refresh_bindings()

    # --- leaving ---

    def leave(self) -> None:
        """Go back to the list; unsaved work is asked about once."""
        self.asked_before(self._dialogue.leave)

    def has_neighbour(self, step: object) -> bool:
        """Say whether there is a next case of the list."""
        keeping = self._keeping
        if not isinstance(step, int):
            return False
        return keeping.listed.neighbour(keeping.entry, step) is not None

    def open_neighbour(self, step: int) -> None:
        """Open the next case of the list; unsaved work is asked about once."""
        self.asked_before(partial(self._open_neighbour, step))

    def _open_neighbour(self, step: int) -> None:
        from nettui.store.errors import StoreRefusal

        keeping = self._keeping
        other = keeping.listed.neighbour(keeping.entry, step)
        if other is None:
            return
        try:
            opened = keeping.library.opened(other)
        except StoreRefusal as refused:
            self._dialogue.say(str(refused), "stop")
            return
        self._dialogue.take_entry(opened)

    def asked_before(self, go: Callable[[], None], *, is_asked: bool | None = None) -> None:
        """Leave the case for something else, when nothing is unsaved or after asking once."""
        keeping = self._keeping
        if not (keeping.editing.is_changed if is_asked is None else is_asked):
            go()
            return

        def answered(answer: str | None) -> None:
            if answer == "save":
                self.save(go)
                return
            if answer == "discard":
                keeping.drafting.drop(keeping.entry)
            if answer is not None:
                go()

        self._dialogue.ask(self._question(), answered)

    def _question(self) -> Choice:
        keeping = self._keeping
        refusal = keeping.library.refusal(keeping.entry)
        rows = [
            ListRow(sign="-", word="Leave", title="Leave; the draft is kept for you", key="leave"),
            ListRow(
                sign="-", word="Discard", title="Leave and throw the changes away", key="discard"
            ),
        ]
        if refusal:
            rows.append(ListRow(title=f"It cannot be saved: {refusal}"))
        elif keeping.editing.is_changed:
            rows.insert(0, ListRow(sign="+", word="Save", title="Save and leave", key="save"))
        title = f"{keeping.editing.case.case_id} has changes that are not saved"
        return Choice(title, rows, self._dialogue.shown)
