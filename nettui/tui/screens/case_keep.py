"""An open case: each change is planned, shown and kept as a draft; drafts are gone on with."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from nettui.case.base.faults import CaseFault
from nettui.case.editing.edit import Edited
from nettui.case.record.case import CaseFile
from nettui.desk.after_fault import DraftNote, put_aside
from nettui.desk.draft_writer import Drafting, Work
from nettui.desk.identity import doubts
from nettui.desk.session import Editing
from nettui.desk.source import Desk, ListedCase
from nettui.tui.rows.changed_field import Made, made_of
from nettui.tui.rows.changes import change_line, is_empty
from nettui.tui.rows.field import FieldRow
from nettui.tui.rows.layout import ListRow
from nettui.tui.rows.typed_field import answer_row, suggestions
from nettui.tui.screens.case_port import Dialogue, Listed
from nettui.tui.screens.confirm_patient import Sure
from nettui.tui.screens.overlay import Choice

if TYPE_CHECKING:
    from nettui.store.records import Draft

NOT_SAVED = "Not saved. Your draft is kept."


class Keeping:
    """One case from its opening until it is left: what it was, what it is now, its draft.

    ``identified`` is the case as its user last knew whose it is.
    """

    def __init__(
        self,
        entry: ListedCase,
        library: Desk,
        listed: Listed,
        drafting: Drafting,
        dialogue: Dialogue,
    ) -> None:
        assert entry.file is not None, "only cases that were read are opened"
        assert entry.plan is not None, "only cases that were planned are opened"
        self.entry = entry
        self.library = library
        self.listed = listed
        self.drafting = drafting
        self.editing = Editing(entry.file, entry.plan.as_of, entry.plan.protocol)
        self.identified = self.editing.base.case
        self._dialogue = dialogue
        self._made: dict[int, Made] = {}  # what led to each state, by its number
        self._said = ""  # what was changed last, and how it is taken back

    @property
    def is_unsaved(self) -> bool:
        """Something is worked on that is in a draft alone."""
        return self.editing.is_changed or bool(self._dialogue.typed())

    # --- changes ---

    def attempt(self, field: FieldRow, text: str) -> ListRow:
        """Try a text in a field, so that its plan can be shown; return what is said of the text."""
        if is_nothing(field, text):
            self.editing.forget()
            return ListRow(sign="-", title="nothing typed yet: Enter adds nothing")
        words = suggestions(field, text)
        result = self.editing.attempt(field.path, text, is_begun=bool(words))
        if isinstance(result, Edited) and text.strip() and self.editing.is_recorded(result):
            return ListRow(sign="-", title="as it is recorded")
        return answer_row(result, text, words, field.fact)

    def change(self, what: str, path: str, text: str = "") -> Edited | CaseFault:
        """Change the case: ``set``, ``remove`` or ``copy`` at a path; a fault changes nothing."""
        file, at = self.editing.file, self.editing.at
        if what == "set":
            result = self.editing.set(path, text)
        elif what == "copy":
            result = self.editing.copy(path)
        else:
            result = self.editing.remove(path)
        if isinstance(result, Edited):
            self._said = ""
            if self.editing.at != at:
                made = made_of(what, path, result.path, file, self.editing.file)
                self._made[self.editing.at] = made
                self._said = f"{made.told()} ^Z takes it back."
            self.settled(" ".join(result.warnings))
        return result

    def change_or_say(self, what: str, path: str, text: str) -> None:
        """Change the case, or say why it cannot be."""
        result = self.change(what, path, text)
        if isinstance(result, CaseFault):
            self._dialogue.say(str(result), "stop")

    def forget_attempt(self) -> None:
        """Show the case as it was before a text was tried that is not kept."""
        self.editing.forget()
        self._dialogue.redraw()
        self.say_changes()
        self.keep_draft()

    def undo(self) -> str:
        """Take back the last change; return the path of the field that it was made in."""
        made = self._made.get(self.editing.at)
        self.editing.undo()
        self._said = f"{made.taken_back() if made else 'Taken back.'} ^Y does it again."
        self.settled()
        return made.path if made else ""

    def redo(self) -> str:
        """Do again what was taken back; return the path of the field that it was made in."""
        self.editing.redo()
        made = self._made.get(self.editing.at)
        self._said = f"{made.told() if made else 'Done again.'} ^Z takes it back."
        self.settled()
        return made.path if made else ""

    def settled(self, warning: str = "") -> None:
        """Show and keep a state that a change has led to; say the warning, else what changed."""
        self._dialogue.redraw()
        self._dialogue.say(" ".join(filter(None, (self._said, warning))), "held")
        self.keep_draft()
        if not warning:
            self.say_changes()

    def say_changes(self, nothing: str = "") -> None:
        """Say what was changed last, and what has changed in the plan since opening or saving.

        Since nothing was recorded everything has changed: of that nothing is said.
        """
        is_new = is_empty(self.editing.opened.case)
        line = "" if is_new else change_line(self.editing.opened, self.editing.shown)
        plan = f"Plan: {line or nothing}" if (line or nothing) and not is_new else ""
        says = "\n".join(filter(None, (self._said, plan)))
        self._dialogue.say(says, "changed" if line else "")

    def say_also(self, text: str) -> None:
        """Say something beside what was changed last."""
        self._said = f"{self._said}\n{text}".strip()
        self.say_changes()

    def say_less(self) -> None:
        """Say no more what was changed last: the plan needs the line."""
        if self._said:
            self._said = ""
            self.say_changes()

    # --- drafts ---

    def begin(self) -> None:
        """Take the case as opened, and go on where a draft ended, before any key is taken.

        It is asked first where the draft was open as the program failed.
        """
        self.listed.turns.append(self.identified.case_id)
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
        note.write()
        self._take_up(draft)
        self._dialogue.once_drawn(note.remove)

    def _ask_about(self, draft: Draft, note: DraftNote) -> None:
        """Ask whether a draft is to be opened that was open when the program ended by a fault."""

        def answered(answer: str | None) -> None:
            if answer == "with":
                self._take_up_noted(draft, note)
            elif answer == "without":
                self._open_without(draft, note)
            else:
                self._dialogue.leave()

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
        self._dialogue.ask(Choice(title, rows, self._dialogue.shown), answered)

    def _open_without(self, draft: Draft, note: DraftNote) -> None:
        """Put a draft aside where what is typed from now on does not take its place."""
        try:
            path = put_aside(draft, self.entry.name)
        except OSError as refused:
            self._dialogue.leave()
            why = refused.strerror or str(refused)
            self.listed.say("", f"Not opened: the draft could not be kept in a file ({why}).")
            return
        self.drafting.drop(self.entry)
        note.remove()
        said = f"Your draft is kept in {path}. 'nettui run' shows its plan."
        self._dialogue.say(said, "held")

    def note_fault(self) -> None:
        """Note that the program ends by a fault, so that this draft is asked about."""
        if self.is_unsaved:
            DraftNote(self.library, self.entry).write()

    def _take_up(self, draft: Draft) -> None:
        """Go on with a draft; where the case was saved meanwhile, show both."""
        said = self._dialogue.take_up_typed(draft.typed)
        if draft.file == self.editing.file:
            if said:
                self._dialogue.say(said, "held")
            return
        overtaken = self.library.overtaken(self.entry, draft)
        if overtaken is not None:
            why, base = overtaken
            if base == draft.file:  # only something besides the case was worked on
                self._dialogue.say(said, "held")
                return
            self.lay_beside(why, base, draft.file, self.editing.base, self.entry)
            return
        self.editing.take_over(draft.file)
        self._made.clear()
        when = f" of {draft.at:%Y-%m-%d %H:%M} UTC" if draft.at else ""
        self._dialogue.redraw()
        said = f"Your draft{when} was taken up. ^Z: the saved state. {said}".strip()
        self._dialogue.say(said, "held")

    def _work(self) -> Work:
        typed = self._dialogue.typed()
        return Work(self.entry, self.editing.file, typed, self.editing.is_changed)

    def keep_draft(self) -> None:
        """Keep the case and what is being typed as they are now, off the screen's own thread."""
        if self.drafting.want(self._work()):
            self._dialogue.in_background(self.drafting.write)

    def keep_draft_now(self) -> None:
        """Keep the draft with what is being typed, from whichever thread."""
        work = self._work()
        if work.is_changed or work.typed:
            self.drafting.write_now(work)

    # --- what somebody else saved, and whose case it is ---

    def lay_beside(
        self, why: str, base: CaseFile, mine: CaseFile, theirs: CaseFile, entry: ListedCase
    ) -> None:
        """Lay what was saved meanwhile beside what is to be saved, and go on from both."""
        from nettui.tui.screens.conflict import ConflictScreen

        def go_on(merged: CaseFile | None) -> None:
            if merged is None:
                self._dialogue.say(NOT_SAVED, "held")
                return
            self.entry = entry
            self.editing.rebase(theirs, merged)
            self._made.clear()
            self._said = ""
            self.settled()
            self._dialogue.say("Put together. Look at the plan, then save again (^S).", "held")

        screen = ConflictScreen(why, base, mine, theirs, self._dialogue.shown)
        self._dialogue.ask(screen, go_on)

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
                self._dialogue.say(otherwise, "held")

        screen = Sure(what, self.editing.case, found, self._dialogue.shown)
        self._dialogue.ask(screen, answered)


def is_nothing(field: FieldRow, text: str) -> bool:
    """Say whether nothing is typed of an entry that is to be added."""
    return "[+]" in field.path and not text.strip()
