"""A case to be worked on: its record beside the live plan."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from functools import partial

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical

from nettui.case.base.faults import CaseFault
from nettui.case.editing.edit import Edited
from nettui.tui.cases.source import Desk, ListedCase
from nettui.tui.rows.changes import (
    about_changed,
    change_line,
    change_rows,
    is_empty,
    marked,
    since_rows,
)
from nettui.tui.rows.layout import Line, ListRow, Shown
from nettui.tui.rows.record import (
    FieldRow,
    answer_row,
    entered_at,
    field_choices,
    is_missing,
    suggestions,
)
from nettui.tui.screens.case_board import DRAFT, Boarding
from nettui.tui.screens.case_export import Exporting
from nettui.tui.screens.case_keep import CaseKept, Listed
from nettui.tui.screens.overlay import Palette
from nettui.tui.widgets.field_editor import FieldEditor
from nettui.tui.widgets.lines import Lines
from nettui.tui.widgets.listing import Listing
from nettui.tui.widgets.record import Record
from nettui.tui.widgets.row_list import RowList


class CaseScreen(CaseKept):
    """The workstation on one case: what is typed changes the plan at once."""

    BINDINGS = [
        Binding("b", "decide", "Board", show=False, tooltip="Record what the board resolved"),
        Binding(
            "h",
            "decisions",
            "History",
            show=False,
            tooltip="Decisions and revisions, what changed and why",
        ),
        Binding("t", "export", "To a file", show=False, tooltip="Write the plan or case to a file"),
        Binding("r", "record", "Record", tooltip="The record: what is known of the patient"),
        Binding("e", "fill_in", "Fill in", tooltip="Go to the field that this line waits for"),
        Binding("z,ctrl+z", "undo", "Undo", tooltip="Take back the last change"),
        Binding("y,ctrl+y", "redo", "Redo", show=False, tooltip="Do again what was taken back"),
        Binding(
            "v",
            "changes",
            "What changed",
            show=False,
            tooltip="What changed since opening, and since a decision",
        ),
    ]

    KEYS_FIRST = (
        "keep",
        "complete",
        "cancel",
        "edit",
        "why",
        "fill_in",
        "record",
        "save",
        "back",
        "answer('u')",
        "answer('d')",
        "answer('n')",
        "add",
        "find",
        "undo",
    )

    def __init__(self, entry: ListedCase, library: Desk, shown: Shown, listed: Listed) -> None:
        super().__init__(entry, library, shown, listed)
        self.boarding = Boarding(self)
        self.exporting = Exporting(self)

    @property
    def record(self) -> Record:
        """The record on the left."""
        return self.query_one(Record)

    @property
    def on_record(self) -> bool:
        """The record is what stands on the left."""
        return self.left == "record"

    def compose_record(self) -> ComposeResult:
        """The record with its heading."""
        with Vertical(classes="pane", id="record-pane"):
            yield Lines(self._record_title, id="record-title")
            yield Record(self.shown, self._keep)

    # --- showing ---

    def rows_of_plan(self) -> Sequence[ListRow]:
        """Return the plan with what changed since opening, or a decision, first and marked."""
        before = self.editing.opened
        rows = old = self.rows_in_view(before)
        told: tuple[ListRow, ...] = ()
        if before is not self.plan:
            told = change_rows(before, self.plan, self.editing.since)
            rows = self.rows_in_view(self.plan)
            if not is_empty(before.case):
                rows = marked(rows, old)
        since = since_rows(self.entry.decided, self.plan)
        if since:
            told, rows = (*told, *since), about_changed(rows, since)
        return (*told, *rows) if told else rows

    def show_panes(self) -> None:
        """Show the record too, alone where there is room for one pane."""
        super().show_panes()
        self.query_one("#record-pane").display = self.is_wide or self.on_record
        if self.on_record and not self.is_wide:
            self.query_one("#answer-panes").display = False
            self.query_one("#in-short").display = True
        else:
            self.query_one("#answer-panes").display = True

    def fill(self, *, keep: bool = True) -> None:
        """Fill what is in sight."""
        if self.is_wide or self.on_record:
            self.record.show(self.editing.plan, self.editing.file)
        if self.is_wide or not self.on_record:
            super().fill(keep=keep)
        self.query_one("#in-short", Lines).follow()
        self.refresh_titles()

    def refresh_titles(self) -> None:
        """Draw the headings of the panes anew."""
        super().refresh_titles()
        self.query_one("#record-title", Lines).follow()

    def _record_title(self, width: int) -> Sequence[Line]:
        text = "Record, all fields" if self.record.every else "Record"
        return [self._title(text, self.record.fields, width)]

    def left_name(self) -> str:
        """Return the heading of the plan."""
        return "Plan, live" if self.on_record else super().left_name()

    # --- keys ---

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what does something now."""
        if not self.stands:
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
            case "undo":
                return self.editing.can_undo
            case "redo":
                return self.editing.can_redo
            case "changes":
                before, decided = self.editing.opened, self.entry.decided
                return bool(change_rows(before, self.plan) or since_rows(decided, self.plan))
            case "decide":
                return self.boarding.can_decide
            case "decisions":
                return self.boarding.can_look_back
            case "unfold" if self.on_record:
                return True
            case "why" if self.on_record:
                return False
            case "other_pane":
                return True
        return super().check_action(action, parameters)

    def action_record(self) -> None:
        """Show the record."""
        self.left, self.wanted = "record", ""
        self.close_why()
        self.fill()
        self.set_focus(self.record.fields)
        self.refresh_bindings()

    def action_view(self, what: str) -> None:
        """Leave the record too."""
        self.record.editor.close()
        super().action_view(what)

    def action_back(self) -> None:
        """Leave the reasons and the record first."""
        if self.is_wide and self.reasons.has_focus:
            self.set_focus(self.rows)
        elif self.on_record and not self.query_one("#find").display:
            self.action_view("plan")
        else:
            super().action_back()

    def ring(self) -> Sequence[RowList]:
        """Return the panes that one goes round: the record first."""
        return (self.record.fields, *super().ring())

    def go_to_pane(self, pane: RowList) -> None:
        """Put the keys in a pane; the record is a view of its own."""
        if pane is self.record.fields:
            self.action_record()
        elif self.on_record and pane is self.rows:
            self.action_view("plan")
        else:
            super().go_to_pane(pane)

    def action_unfold(self) -> None:
        """Show all fields of the record, or all rules of the plan."""
        if self.on_record:
            self.record.unfold()
            self.refresh_titles()
        else:
            super().action_unfold()

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
        rows = field_choices(self.editing.plan, self.editing.file)
        title = "Which field? Type a part of its name."
        self.app.push_screen(Palette(rows, self.shown, title), partial(self._jump, rows))

    def _jump(self, rows: Sequence[ListRow], key: str | None) -> None:
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

    async def on_field_editor_typed(self, event: FieldEditor.Typed) -> None:
        """Keep what is typed; show what would come of it, unless more is coming."""
        editor = self.record.editor
        if event.field is not editor.field:
            return  # it was left
        self.keep_draft()
        await asyncio.sleep(0)  # it is on its way to the disk before anything is planned
        if event.more or event.text != editor.text or event.field is not editor.field:
            return
        if "[+]" in event.field.path and not event.text.strip():
            self.editing.forget()
            editor.tell(ListRow(sign="-", title="nothing typed yet: Enter adds nothing"))
            return
        words = suggestions(event.field, event.text)
        result = self.editing.attempt(event.field.path, event.text, is_begun=bool(words))
        answer = answer_row(result, event.text, words)
        if isinstance(result, Edited) and event.text.strip() and self.editing.is_recorded(result):
            answer = ListRow(sign="-", title="as it is recorded")
        editor.tell(answer)
        self.query_one("#head", Lines).follow()
        self.query_one("#in-short", Lines).follow()
        # Said also of no change: a line that comes and goes would move the screen at every key.
        self._tell_changes("no change")
        if self.is_wide:
            super().fill()

    def _keep(self, field: FieldRow, text: str) -> None:
        """Keep a text, and go on to the next field."""
        path = field.path
        if "[+]" in path and not text.strip():
            self.on_field_editor_cancelled()  # nothing to be added
            return
        at = self.record.fields.cursor
        asked = self.record.field is not None and self.record.field.path == path
        result = self._change("set", path, text)
        if isinstance(result, CaseFault):
            self.record.editor.tell(answer_row(result, text))
            return
        self.record.close_editor()
        self.keep_draft()  # the last one still has the text as one that is being typed
        if "[+]." in path and asked and field.part == "labs":
            self.record.fields.move_to(at)  # where the next one that is asked for now stands
        elif "[+]" in path and field.part != "labs":
            self.record.go_to_wanted(result.path.partition(".")[0])
        elif "[+]" in path:
            self.record.go_to(result.path, edit=False)
        else:
            self.record.fields.action_step(1)

    def on_field_editor_cancelled(self, _event: FieldEditor.Cancelled | None = None) -> None:
        """Leave the field as it was."""
        self.editing.forget()
        self.record.close_editor()
        self.redraw()
        self._tell_changes()
        self.keep_draft()

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
            self.settled(" ".join(result.warnings))
        return result

    def settled(self, warning: str = "") -> None:
        """Say what a change has changed in the plan, unless there is a warning to be said."""
        super().settled(warning)
        if not warning:
            self._tell_changes()

    def typed(self) -> Mapping[str, str]:
        """Return a decision that is not signed, and what stands in the editor by its path."""
        editor = self.record.editor
        typed = {editor.field.path: editor.text} if editor.field and editor.is_typed else {}
        return {**self.boarding.typed(), **typed}

    def take_up_typed(self, typed: Mapping[str, str]) -> str:
        """Go on with a decision of the draft too."""
        said = super().take_up_typed({at: text for at, text in typed.items() if at != DRAFT})
        board = self.boarding.take_up(typed[DRAFT]) if DRAFT in typed else ""
        return f"{board} {said}".strip()

    def take_entry(self, entry: ListedCase) -> None:
        """Leave a decision with the case that it is on."""
        self.boarding.pending = None
        super().take_entry(entry)

    def _tell_changes(self, nothing: str = "") -> None:
        line = change_line(self.editing.opened, self.plan)
        says = line or nothing
        self.notice(f"Plan: {says}" if says else "", "changed" if line else "")

    # --- the board, files ---

    def action_decide(self) -> None:
        """Record what the board resolved on the plan as saved."""
        self.boarding.decide()

    def action_decisions(self) -> None:
        """Show what boards resolved, what the plan says differently since, and all revisions."""
        self.boarding.look_back()

    def action_export(self) -> None:
        """Give the plan or the record out."""
        self.exporting.ask()

    # --- taking back ---

    def action_undo(self) -> None:
        """Take back the last change."""
        self.editing.undo()
        self.settled()

    def action_redo(self) -> None:
        """Do again what was taken back."""
        self.editing.redo()
        self.settled()
