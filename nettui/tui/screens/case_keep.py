"""A case with somewhere to go: its editing, drafts, saving, and leaving it with unsaved work."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Protocol

from attrs import evolve
from textual.binding import Binding

from nettui.case.record.case import CaseFile
from nettui.engine.plan.plan import Plan
from nettui.tui.cases.after_fault import DraftNote, put_aside
from nettui.tui.cases.draft_writer import Drafting, Work
from nettui.tui.cases.identity import doubts
from nettui.tui.cases.session import Editing
from nettui.tui.cases.source import Desk, ListedCase, NotSaved, ReasonNeeded
from nettui.tui.rows.header import head_lines
from nettui.tui.rows.layout import Line, ListRow, Shown
from nettui.tui.screens.case import CaseView
from nettui.tui.screens.confirm_patient import Sure
from nettui.tui.screens.overlay import Choice
from nettui.tui.widgets.lines import Lines

if TYPE_CHECKING:
    from nettui.store.records import Draft

_NOT_SAVED = "Not saved. Your draft is kept."


class Listed(Protocol):
    """The list that a case was opened from, as far as the case knows it.

    ``turns``: the ids of the cases opened since the program began, in order.
    """

    turns: list[str]

    def neighbour(self, entry: ListedCase, step: int) -> ListedCase | None:
        """Return the next readable case of the list, not read yet; None at its end."""

    def replace(self, entry: ListedCase) -> None:
        """Take note of a case that has been saved or decided on."""

    def say(self, text: str, fault: str = "") -> None:
        """Say what was done, or what could not be, above the list."""


class CaseKept(CaseView):
    """A case that is kept: as a draft with every change, in its file or store when saved."""

    BINDINGS = [
        Binding("ctrl+s", "save", "Save", key_display="^S", tooltip="Save the case"),
        Binding(
            "greater_than_sign",
            "neighbour(1)",
            "Next case",
            key_display=">",
            show=False,
            tooltip="Open the next case of the list",
        ),
        Binding(
            "less_than_sign",
            "neighbour(-1)",
            "Case before",
            key_display="<",
            show=False,
            tooltip="Open the case before it in the list",
        ),
    ]

    def __init__(self, entry: ListedCase, library: Desk, shown: Shown, listed: Listed) -> None:
        super().__init__(entry, shown, library.notes)
        self.library = library
        self.listed = listed
        self.drafting = Drafting(library)
        self.editing = self._opened(entry)
        self.identified = self.editing.base.case
        self._told_losses = ""

    @staticmethod
    def _opened(entry: ListedCase) -> Editing:
        assert entry.file is not None, "only cases that were read are opened"
        assert entry.plan is not None, "only cases that were planned are opened"
        return Editing(entry.file, entry.plan.as_of, entry.plan.protocol)

    @property
    def plan(self) -> Plan:
        """The plan of the case as it is now, or as it is being typed."""
        return self.editing.shown

    def _head(self, width: int) -> Sequence[Line]:
        mark = "ARCHIVED, only to be read" if self.entry.archived else ""
        return head_lines(self.plan, self.editing.file.title, width, self.shown, mark)

    def typed(self) -> Mapping[str, str]:
        """Return texts by path that are worked on and are no value yet."""
        return {}

    def take_up_typed(self, typed: Mapping[str, str]) -> str:
        """Go on with texts of a draft; return what is said of them."""
        return " ".join(f"You were typing {text!r} at {at}." for at, text in typed.items())

    def redraw(self) -> None:
        """Show the case as it is now everywhere."""
        self.query_one("#head", Lines).follow()
        self.fill()
        self.refresh_bindings()

    def settled(self, warning: str = "") -> None:
        """Show and keep a state that a change has led to."""
        self.redraw()
        self.notice(warning, "held")
        self.keep_draft()

    def take_entry(self, entry: ListedCase) -> None:
        """Open another case in this screen."""
        super().take_entry(entry)
        self.editing = self._opened(entry)
        self.identified = self.editing.base.case
        self.listed.turns.append(self.identified.case_id)
        self._told_losses = ""
        self.notice("")
        self.query_one("#head", Lines).follow()
        self.fill(keep=False)
        self.set_focus(self.rows)
        self.take_up_draft()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what can be saved, and the cases before and after in the list."""
        if action == "save" and self.stands:
            return self.editing.is_changed and not self.library.refusal(self.entry)
        if action == "neighbour" and self.stands:
            step = parameters[0]
            return isinstance(step, int) and self.listed.neighbour(self.entry, step) is not None
        return super().check_action(action, parameters)

    # --- drafts ---

    def on_mount(self) -> None:
        """Go on where a draft ended, before any key is taken."""
        self.listed.turns.append(self.identified.case_id)
        self.take_up_draft()

    def take_up_draft(self) -> None:
        """Take up a draft where there is one; ask first when it was open as the program failed."""
        draft = self.library.draft(self.entry)
        if draft is None:
            return
        note = DraftNote(self.library, self.entry)
        if note.is_there:
            self._ask_about(draft, note)
        else:
            self._take_up_noted(draft, note)

    def _take_up_noted(self, draft: Draft, note: DraftNote) -> None:
        """Take up a draft; until it is on the screen, a note says that this may have failed."""

        def is_shown() -> None:
            if not self.app.return_code:
                note.remove()

        note.write()
        self._take_up(draft)
        self.call_after_refresh(is_shown)

    def _ask_about(self, draft: Draft, note: DraftNote) -> None:
        """Ask whether a draft is to be opened that was open when the program ended by a fault."""

        def answered(answer: str | None) -> None:
            if answer == "with":
                self._take_up_noted(draft, note)
            elif answer == "without":
                self._open_without(draft, note)
            else:
                self.dismiss()

        title = "nettui stopped by a fault when your draft of this case was open last."
        rows = [
            ListRow(
                sign="-",
                word="Without",
                title="Open the case as it was saved; the draft is kept in a file",
                key="without",
            ),
            ListRow(sign="-", word="With", title="Take the draft up all the same", key="with"),
        ]
        self.app.push_screen(Choice(title, rows, self.shown), answered)

    def _open_without(self, draft: Draft, note: DraftNote) -> None:
        """Put a draft aside where what is typed from now on does not take its place."""
        try:
            path = put_aside(draft, self.entry.name)
        except OSError as refused:
            self.dismiss()
            why = refused.strerror or str(refused)
            self.listed.say("", f"Not opened: the draft could not be kept in a file ({why}).")
            return
        self.drafting.drop(self.entry)
        note.remove()
        self.notice(f"Your draft is kept in {path}. 'nettui run' shows its plan.", "held")

    def note_fault(self) -> None:
        """Note that the program ends by a fault, so that this draft is asked about."""
        if self.is_unsaved:
            DraftNote(self.library, self.entry).write()

    def _take_up(self, draft: Draft) -> None:
        """Go on with a draft; where the case was saved meanwhile, show both."""
        said = self.take_up_typed(draft.typed)
        if draft.file == self.editing.file:
            if said:
                self.notice(said, "held")
            return
        overtaken = self.library.overtaken(self.entry, draft)
        if overtaken is not None:
            why, base = overtaken
            if base == draft.file:  # only something besides the case was worked on
                self.notice(said, "held")
                return
            self._lay_beside(why, base, draft.file, self.editing.base, self.entry)
            return
        self.editing.take_over(draft.file)
        when = f" of {draft.at:%Y-%m-%d %H:%M} UTC" if draft.at else ""
        self.redraw()
        self.notice(f"Your draft{when} was taken up. z: the saved state. {said}".strip(), "held")

    def _work(self) -> Work:
        return Work(self.entry, self.editing.file, self.typed(), self.editing.is_changed)

    def keep_draft(self) -> None:
        """Keep what stands here now, off the screen's own thread."""
        if self.drafting.want(self._work()):
            # Of the app: a case that is left has its last state written all the same.
            self.app.run_worker(self._write_draft, thread=True, group="draft", exit_on_error=False)

    def _write_draft(self) -> None:
        refused = self.drafting.write()
        if refused:
            self.app.call_from_thread(self._not_kept, refused)

    def _not_kept(self, refused: str) -> None:
        if self.is_mounted:
            self.notice(refused, "stop")

    def keep_draft_now(self) -> None:
        """Keep the draft with what is being typed, from whichever thread."""
        work = self._work()
        if work.is_changed or work.typed:
            self.drafting.write_now(work)

    # --- saving and leaving ---

    def action_save(self) -> None:
        """Save the case; say so, or say why not."""
        self.save()

    def save(self, then: Callable[[], None] | None = None) -> None:
        """Save the case, and do something once it is saved. What would be lost is said before."""
        losses = self.library.losses(self.entry, self.editing.file)
        if losses and losses != self._told_losses:
            self._told_losses = losses
            self.notice(f"Not saved yet: {losses} would be lost. ^S again saves.", "held")
            return
        title = f"Save {self.editing.case.case_id}"
        self.once_sure(title, partial(self._save, then), _NOT_SAVED)

    def once_sure(self, what: str, act: Callable[[], None], otherwise: str = "") -> None:
        """Do something with the case, after a question where it may be the wrong patient.

        ``otherwise``: what is said when it is not done.
        """
        found = doubts(self.identified, self.editing.case, self.listed.turns)
        if not found:
            act()
            return

        def answered(is_sure: bool | None) -> None:
            if is_sure:
                self.identified = self.editing.case
                self.listed.turns[:] = [self.identified.case_id]
                act()
            elif otherwise:
                self.notice(otherwise, "held")

        self.app.push_screen(Sure(what, self.editing.case, found, self.shown), answered)

    def _save(self, then: Callable[[], None] | None, reason: str = "") -> None:
        mine = self.editing.file
        try:
            saved = self.library.save(self.entry, mine, self.editing.plan, reason)
        except ReasonNeeded:
            self._ask_reason(then)
            return
        except NotSaved as refused:
            if refused.theirs is None:
                self.notice(str(refused), "stop")
            else:
                theirs = evolve(self.entry, file=refused.theirs, rev=refused.rev)
                self._lay_beside(str(refused), self.editing.base, mine, refused.theirs, theirs)
            return
        self._take(saved)
        self.notice(f"{saved.name} saved.", "do")
        if then is not None:
            then()

    def _ask_reason(self, then: Callable[[], None] | None) -> None:
        """Ask why a record is amended that a board has decided on, then save with that."""
        from nettui.store.diff import changes
        from nettui.tui.screens.reason_dialog import AMENDMENTS, Reason

        def answered(reason: str | None) -> None:
            if reason is None:
                self.notice(_NOT_SAVED, "held")
            else:
                self._save(then, reason)

        title = f"A board has decided on {self.editing.case.case_id}. Why is its record changed?"
        changed = changes(self.editing.base, self.editing.file)
        self.app.push_screen(Reason(title, AMENDMENTS, self.shown, changed), answered)

    def _lay_beside(
        self, why: str, base: CaseFile, mine: CaseFile, theirs: CaseFile, entry: ListedCase
    ) -> None:
        """Lay what was saved meanwhile beside what is to be saved, and go on from both."""
        from nettui.tui.screens.conflict import ConflictScreen

        def go_on(merged: CaseFile | None) -> None:
            if merged is None:
                self.notice(_NOT_SAVED, "held")
                return
            self.entry = entry
            self.editing.rebase(theirs, merged)
            self.settled()
            self.notice("Put together. Look at the plan, then save again (^S).", "held")

        self.app.push_screen(ConflictScreen(why, base, mine, theirs, self.shown), go_on)

    def _take(self, saved: ListedCase) -> None:
        self.entry = saved
        self.editing.saved()
        self.identified = self.editing.case
        # After a state that was on its way; and what is typed besides the case goes on.
        self.drafting.drop(saved)
        if self.typed():
            self.keep_draft()
        self.listed.replace(saved)
        self.refresh_bindings()

    def action_back(self) -> None:
        """Leave the case; unsaved work is asked about once."""
        leaving = self.left == "plan" and not self.wanted and not self.reading_why
        find = self.query_one("#find").display
        if leaving and not find:
            self.asked_before(super().action_back)
        else:
            super().action_back()

    def action_neighbour(self, step: int) -> None:
        """Open the next case of the list; unsaved work is asked about once."""
        self.asked_before(partial(self._open_neighbour, step))

    def _open_neighbour(self, step: int) -> None:
        from nettui.store.errors import StoreRefusal

        other = self.listed.neighbour(self.entry, step)
        if other is None:
            return
        try:
            opened = self.library.opened(other)
        except StoreRefusal as refused:
            self.notice(str(refused), "stop")
            return
        self.close_why()
        self.left, self.wanted = "plan", ""
        self.take_entry(opened)

    @property
    def is_unsaved(self) -> bool:
        """Something is worked on that is in a draft alone."""
        return self.editing.is_changed or bool(self.typed())

    def asked_before(self, go: Callable[[], None], *, is_asked: bool | None = None) -> None:
        """Leave the case for something else, when nothing is unsaved or after asking once."""
        if not (self.editing.is_changed if is_asked is None else is_asked):
            go()
            return

        def answered(answer: str | None) -> None:
            if answer == "save":
                self.save(go)
                return
            if answer == "discard":
                self.drafting.drop(self.entry)
            if answer is not None:
                go()

        self.app.push_screen(self._question(), answered)

    def _question(self) -> Choice:
        refusal = self.library.refusal(self.entry)
        rows = [
            ListRow(sign="-", word="Leave", title="Leave; the draft is kept for you", key="leave"),
            ListRow(
                sign="-", word="Discard", title="Leave and throw the changes away", key="discard"
            ),
        ]
        if refusal:
            rows.append(ListRow(title=f"It cannot be saved: {refusal}"))
        elif self.editing.is_changed:
            rows.insert(0, ListRow(sign="+", word="Save", title="Save and leave", key="save"))
        title = f"{self.editing.case.case_id} has changes that are not saved"
        return Choice(title, rows, self.shown)
