"""A case to be worked on: its record beside the live plan, drafts, saving."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from attrs import evolve
from textual.app import ComposeResult
from textual.binding import Binding

from nettui.case.edit import Edited
from nettui.case.faults import CaseFault
from nettui.case.model import Case, CaseFile
from nettui.engine.plan import Plan
from nettui.tui.desk import Desk, Entry, NotSaved
from nettui.tui.editing import Editing
from nettui.tui.rows.changes import change_line, change_rows, marked
from nettui.tui.rows.lines import Row, Shown
from nettui.tui.rows.record import (
    FieldRow,
    answer_row,
    entered_at,
    field_choices,
    is_missing,
    suggestions,
)
from nettui.tui.screens.case import CaseView
from nettui.tui.screens.over import Choice, Palette
from nettui.tui.widgets.field_editor import FieldEditor
from nettui.tui.widgets.listing import Listing
from nettui.tui.widgets.record import Record

if TYPE_CHECKING:
    from nettui.store.records import BoardResult


class CaseScreen(CaseView):
    """The workstation on one case: what is typed changes the plan at once."""

    BINDINGS = [
        Binding("r", "record", "Record", tooltip="The record: what is known of the patient"),
        Binding("e", "fill_in", "Fill in", tooltip="Go to the field that this line waits for"),
        Binding("ctrl+s", "save", "Save", key_display="^S", tooltip="Save the case"),
        Binding("z,ctrl+z", "undo", "Undo", tooltip="Take back the last change"),
        Binding("y,ctrl+y", "redo", "Redo", show=False, tooltip="Do again what was taken back"),
        Binding("b", "decide", "Board", show=False, tooltip="Record what the board resolved"),
        Binding("h", "decisions", "Decisions", show=False, tooltip="Show recorded decisions"),
        Binding("v", "changes", "What changed", show=False, tooltip="What changed since opening"),
    ]

    KEYS_FIRST = (
        "keep",
        "complete",
        "cancel",
        "edit",
        "why",
        "fill_in",
        "record",
        "view('plan')",
        "answer('u')",
        "answer('d')",
        "answer('n')",
        "add",
        "find",
        "save",
        "undo",
        "back",
    )

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

    @property
    def record(self) -> Record:
        """The record on the left."""
        return self.query_one(Record)

    @property
    def on_record(self) -> bool:
        """The record is what stands on the left."""
        return self.left == "record"

    def compose_left(self) -> ComposeResult:
        """The record, in place of the list."""
        yield Record(self.shown, self._keep)

    def on_mount(self) -> None:
        """Take up a draft where there is one."""
        self.record.display = False
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

    # --- showing ---

    def rows_of_plan(self) -> Sequence[Row]:
        """Return the plan with what changed since opening first, and marked."""
        rows = super().rows_of_plan()
        before = self.editing.opened
        if before is self.plan:
            return rows
        old = self.rows_in_view(before)
        return (*change_rows(before, self.plan), *marked(rows, old))

    def fill(self, *, keep: bool = True) -> None:
        """Fill what stands on the left."""
        self.rows.display = not self.on_record
        self.record.display = self.on_record
        if not self.on_record:
            super().fill(keep=keep)
            return
        self.record.show(self.editing.plan)
        self.explain()
        self.refresh_titles()

    def explain(self) -> None:
        """Beside the record stands the plan, beside the plan its reasons."""
        if not self.on_record:
            super().explain()
        elif self.is_wide:
            self.reasons.show(self.rows_of_plan())

    def redraw(self) -> None:
        """Show the case as it is now everywhere."""
        self.query_one("#head").refresh()
        self.fill()
        self.refresh_bindings()

    def left_name(self) -> str:
        """Return the heading of the left side."""
        if self.on_record:
            return "Record, all fields" if self.record.every else "Record"
        return super().left_name()

    def right_name(self) -> str:
        """Return the heading of the right side."""
        return "Plan, live" if self.on_record else super().right_name()

    # --- keys ---

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what does something now."""
        if not self.is_mounted:
            return True
        typing = self.record.editor.field is not None
        if typing and action not in ("keep", "complete", "cancel"):
            return False
        match action:
            case "record":
                return not self.on_record
            case "fill_in":
                row = None if self.on_record else self.rows.row
                return row is not None and entered_at(self.plan, row.subject) is not None
            case "save":
                return self.editing.is_changed and not self.library.refusal(self.entry)
            case "undo":
                return self.editing.can_undo
            case "redo":
                return self.editing.can_redo
            case "decide":
                return self.library.store is not None and not self.editing.is_changed
            case "decisions":
                return self.library.store is not None and self.entry.rev > 0
            case "changes":
                return bool(change_rows(self.editing.opened, self.plan))
            case "unfold" if self.on_record:
                return True
            case "why" if self.on_record:
                return False
        return super().check_action(action, parameters)

    def action_record(self) -> None:
        """Show the record."""
        self.close_why()
        self.left, self.wanted = "record", ""
        self.fill()
        self.set_focus(self.record.fields)
        self.refresh_bindings()

    def action_view(self, what: str) -> None:
        """Leave the record too."""
        self.record.editor.close()
        super().action_view(what)

    def action_unfold(self) -> None:
        """Show all fields of the record, or all rules of the plan."""
        if self.on_record:
            self.record.unfold()
            self.refresh_titles()
        else:
            super().action_unfold()

    def action_other_pane(self) -> None:
        """Go to the other side."""
        if self.on_record:
            self.set_focus(self.record.fields if self.reasons.has_focus else self.reasons)
        else:
            super().action_other_pane()

    def open_row(self) -> None:
        """Fill in what is missing; explain everything else."""
        row = self.rows.row
        if row is not None and is_missing(row.subject):
            self.action_fill_in()
        else:
            super().open_row()

    def action_fill_in(self) -> None:
        """Go to the field that a line waits for."""
        row = self.rows.row
        path = entered_at(self.plan, row.subject) if row is not None else None
        if path is not None:
            self.action_record()
            self.record.go_to(path)

    def action_find(self) -> None:
        """Jump to a field by part of its name; on the plan, find lines."""
        if not self.on_record:
            super().action_find()
            return
        rows = field_choices(self.editing.plan)
        title = "Which field? Type a part of its name."
        self.app.push_screen(Palette(rows, self.shown, title), partial(self._jump, rows))

    def _jump(self, rows: Sequence[Row], key: str | None) -> None:
        if key is not None and any(row.key == key for row in rows):
            self.record.go_to(key)

    def action_changes(self) -> None:
        """Go to what changed."""
        self.action_view("plan")
        self.rows.action_end_of(-1)

    def on_listing_chosen(self, event: Listing.Chosen) -> None:
        """Open a line of the plan."""
        if event.listing is self.rows:
            self.open_row()

    # --- editing ---

    def on_field_editor_typed(self, event: FieldEditor.Typed) -> None:
        """Show what would come of what stands there, while it is typed."""
        result = self.editing.attempt(event.field.path, event.text)
        words = suggestions(event.field, event.text)
        self.record.editor.tell(answer_row(result, event.text, words))
        self.query_one("#head").refresh()
        self._tell_changes()
        self.explain()

    def _keep(self, field: FieldRow, text: str) -> None:
        """Keep a text, and go on to the next field."""
        path = field.path
        at = self.record.fields.cursor
        asked = self.record.field is not None and self.record.field.path == path
        result = self._change("set", path, text)
        if isinstance(result, CaseFault):
            self.record.editor.tell(answer_row(result, text))
            return
        self.record.close_editor()
        if "[+]." in path and asked:
            self.record.fields.move_to(at)  # where the next one that is asked for now stands
        elif "[+]" in path:
            self.record.go_to(result.path, edit=False)
        else:
            self.record.fields.action_step(1)

    def on_field_editor_cancelled(self, _event: FieldEditor.Cancelled) -> None:
        """Leave the field as it was."""
        self.editing.forget()
        self.record.close_editor()
        self.redraw()

    def on_record_changed(self, event: Record.Changed) -> None:
        """Do what a key of the record asks for."""
        result = self._change(event.what, event.path, event.text)
        if isinstance(result, CaseFault):
            self.notice(str(result), "stop")

    def _change(self, what: str, path: str, text: str) -> Edited | CaseFault:
        if what == "set":
            result = self.editing.set(path, text)
        elif what == "copy":
            result = self.editing.copy(path)
        else:
            result = self.editing.remove(path)
        if isinstance(result, Edited):
            self._settled(" ".join(result.warnings))
        return result

    def _settled(self, warning: str = "") -> None:
        self.redraw()
        if warning:
            self.notice(warning, "held")
        else:
            self._tell_changes()
        self._keep_draft()

    def _tell_changes(self) -> None:
        line = change_line(self.editing.opened, self.plan)
        self.notice(f"Plan: {line}" if line else "", "changed")

    def action_undo(self) -> None:
        """Take back the last change."""
        self.editing.undo()
        self._settled()

    def action_redo(self) -> None:
        """Do again what was taken back."""
        self.editing.redo()
        self._settled()

    # --- drafts and saving ---

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
        field = self.record.editor.field
        typed = {field.path: self.record.editor.text} if field is not None else {}
        if self.editing.is_changed or typed:
            self.library.keep_draft(self.entry, self.editing.file, typed)

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
            self._settled()
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
        """Leave the record, then the case; unsaved work is asked about once."""
        if self.is_wide and self.reasons.has_focus:
            self.action_other_pane()
            return
        if self.on_record and not self.query_one("#find").display:
            self.action_view("plan")
            return
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

    # --- decisions ---

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

    def take_entry(self, entry: Entry) -> None:
        """Open another case in this screen."""
        super().take_entry(entry)
        self.editing = self._opened(entry)
        self._told_losses = ""
