"""A case with somewhere to go: its editing, drafts, saving, and leaving it with unsaved work."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from attrs import evolve
from textual.binding import Binding

from nettui.case.model import Case, CaseFile
from nettui.engine.plan import Plan
from nettui.tui.desk import Desk, Entry, NotSaved
from nettui.tui.editing import Editing
from nettui.tui.rows.lines import Row, Shown
from nettui.tui.screens.case import CaseView
from nettui.tui.screens.over import Choice


class CaseKept(CaseView):
    """A case that is kept: as a draft with every change, in its file or store when saved."""

    BINDINGS = [
        Binding("ctrl+s", "save", "Save", key_display="^S", tooltip="Save the case"),
    ]

    def __init__(self, entry: Entry, library: Desk, shown: Shown) -> None:
        super().__init__(entry, shown, library.notes)
        self.library = library
        self.editing = self._opened(entry)
        self._told_losses = ""

    @staticmethod
    def _opened(entry: Entry) -> Editing:
        assert entry.file is not None, "only cases that were read are opened"
        assert entry.plan is not None, "only cases that were planned are opened"
        return Editing(entry.file, entry.plan.as_of, entry.plan.protocol)

    @property
    def plan(self) -> Plan:
        """The plan of the case as it is now, or as it is being typed."""
        return self.editing.shown

    def typed(self) -> Mapping[str, str]:
        """Return texts by path that stand in an editor and are no value yet."""
        return {}

    def redraw(self) -> None:
        """Show the case as it is now everywhere."""
        self.query_one("#head").refresh()
        self.fill()
        self.refresh_bindings()

    def settled(self, warning: str = "") -> None:
        """Show and keep a state that a change has led to."""
        self.redraw()
        self.notice(warning, "held")
        self._keep_draft()

    def take_entry(self, entry: Entry) -> None:
        """Open another case in this screen."""
        super().take_entry(entry)
        self.editing = self._opened(entry)
        self._told_losses = ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer saving where there is something to save, and a place for it."""
        if action == "save" and self.is_mounted:
            return self.editing.is_changed and not self.library.refusal(self.entry)
        return super().check_action(action, parameters)

    # --- drafts ---

    def on_mount(self) -> None:
        """Take up a draft where there is one."""
        draft = self.library.draft(self.entry)
        if draft is None:
            return
        typed = "".join(f" You were typing {text!r} at {at}." for at, text in draft.typed.items())
        if draft.file.case != self.editing.case:
            self.editing.take_over(draft.file.case)
            when = f" of {draft.at:%Y-%m-%d %H:%M} UTC" if draft.at else ""
            self.redraw()
            self.notice(f"Your draft{when} was taken up. z: the saved state.{typed}", "held")
        elif typed:
            self.notice(typed.strip(), "held")

    def _keep_draft(self) -> None:
        """Keep the draft off the screen's own thread; a later one follows an earlier one."""
        self.run_worker(
            partial(self._write_draft, self.editing.case),
            thread=True,
            group="draft",
            exit_on_error=False,
        )

    def _write_draft(self, case: Case) -> None:
        if case is not self.editing.case:
            return  # a newer state is on its way
        if not self.editing.is_changed:
            self.library.drop_draft(self.entry)
            return
        refused = self.library.keep_draft(self.entry, self.editing.file)
        if refused:
            self.app.call_from_thread(self.notice, refused, "stop")

    def keep_draft_now(self) -> None:
        """Keep the draft with what is being typed, from whichever thread."""
        typed = self.typed()
        if self.editing.is_changed or typed:
            self.library.keep_draft(self.entry, self.editing.file, typed)

    # --- saving and leaving ---

    def action_save(self) -> None:
        """Save the case; say so, or say why not. What would be lost is said before, once."""
        losses = self.library.losses(self.entry)
        if losses and losses != self._told_losses:
            self._told_losses = losses
            self.notice(f"Not saved yet: {losses} would be lost. ^S again saves.", "held")
            return
        try:
            saved = self.library.save(self.entry, self.editing.file, self.editing.plan)
        except NotSaved as refused:
            if refused.theirs is None:
                self.notice(str(refused), "stop")
            else:
                self._merge(refused)
            return
        self._take(saved)
        self.notice(f"{saved.name} saved.", "do")

    def _merge(self, clash: NotSaved) -> None:
        """Lay what was saved meanwhile beside what is to be saved, and go on from both."""
        from nettui.tui.screens.conflict import ConflictScreen

        theirs = clash.theirs
        assert theirs is not None, "asked only where somebody else saved"

        def go_on(merged: CaseFile | None) -> None:
            if merged is None:
                self.notice("Not saved. Your draft is kept.", "held")
                return
            self.entry = evolve(self.entry, file=theirs, rev=clash.rev)
            self.editing.rebase(theirs, merged.case)
            self.settled()
            self.notice("Put together. Look at the plan, then save again (^S).", "held")

        screen = ConflictScreen(
            str(clash), self.editing.base, self.editing.file, theirs, self.shown
        )
        self.app.push_screen(screen, go_on)

    def _take(self, saved: Entry) -> None:
        from nettui.tui.screens.worklist import Worklist

        self.entry = saved
        self.editing.saved()
        below = self.app.screen_stack[0]
        if isinstance(below, Worklist):
            below.replace(saved)
        self.refresh_bindings()

    def action_back(self) -> None:
        """Leave the case; unsaved work is asked about once."""
        leaving = self.left == "plan" and not self.wanted and not self.reading_why
        find = self.query_one("#find").display
        if leaving and not find and self.editing.is_changed:
            self.app.push_screen(self._question(), self._answered)
        else:
            super().action_back()

    def _question(self) -> Choice:
        refusal = self.library.refusal(self.entry)
        rows = [
            Row(sign="-", word="Leave", title="Leave; the draft is kept for you", key="leave"),
            Row(sign="-", word="Discard", title="Leave and throw the changes away", key="discard"),
        ]
        if refusal:
            rows.append(Row(title=f"It cannot be saved: {refusal}"))
        else:
            rows.insert(0, Row(sign="+", word="Save", title="Save and leave", key="save"))
        title = f"{self.editing.case.case_id} has changes that are not saved"
        return Choice(title, rows, self.shown)

    def _answered(self, answer: str | None) -> None:
        if answer == "save":
            self.action_save()
            if self.editing.is_changed:
                return
        elif answer == "discard":
            self.library.drop_draft(self.entry)
        elif answer is None:
            return
        self.dismiss()
