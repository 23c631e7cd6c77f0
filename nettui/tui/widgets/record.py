"""The record of a case as a form: a list of fields, and the editor of the one being typed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.message import Message

from nettui.case.base.vocabulary import Fact, Kind
from nettui.case.editing.edit import text_of
from nettui.case.files.header import OF_FILE, text_of_file
from nettui.case.record.case import Case, CaseFile
from nettui.case.record.paths import facts_in
from nettui.engine.plan.plan import Plan
from nettui.tui.rows.core_form import core_rows
from nettui.tui.rows.field import FieldRow
from nettui.tui.rows.layout import Line, ListRow, Shown, clipped
from nettui.tui.rows.record import IDENTITY, record_rows, standing
from nettui.tui.rows.typed_field import about
from nettui.tui.widgets.field_editor import FieldEditor, Keep
from nettui.tui.widgets.lines import Lines
from nettui.tui.widgets.listing import Listing
from nettui.tui.widgets.row_list import RowList

_ADDED = ("pathology[+]", "imaging[+]", "labs[+]", "treatments[+]")


class Record(Vertical):
    """Fields of a case. Every change goes up as a message; the plan comes down with `show`."""

    BINDINGS = [
        # Priority: the next key may already be a character of the value.
        Binding("enter", "edit", "Edit", priority=True, tooltip="Type what is known of it"),
        Binding(
            "delete,backspace",
            "clear",
            "Clear",
            key_display="Del",
            show=False,
            tooltip="Empty the field, or remove the entry",
        ),
        Binding("plus", "add", "Add", key_display="+", tooltip="Add an entry to this list"),
        Binding(
            "equals_sign",
            "copy",
            "Copy entry",
            key_display="=",
            show=False,
            tooltip="Add an entry like this one, or the last, dated the day of the plan",
        ),
        Binding(
            "number_sign",
            "note",
            "Note",
            key_display="#",
            show=False,
            tooltip="Write a note on this entry",
        ),
        Binding(
            "minus",
            "remove",
            "Remove entry",
            key_display="-",
            show=False,
            tooltip="Remove this entry from its list",
        ),
    ]

    class Changed(Message):
        """Something is to be done with the case: ``set``, ``remove`` or ``copy`` at a path."""

        def __init__(self, what: str, path: str, text: str = "") -> None:
            super().__init__()
            self.what, self.path, self.text = what, path, text

    def __init__(self, shown: Shown, keep: Keep) -> None:
        super().__init__(id="record")
        self._keep = keep
        self.shown = shown
        self.every = False
        self.core = False
        self._plan: Plan | None = None
        self._file: CaseFile | None = None
        self._of = ""  # the case whose fields have stood there
        self._stood: dict[str, bool] = {}

    def compose(self) -> ComposeResult:
        """The fields, what is to be known where one stands, and the editor below them."""
        yield RowList(shown=self.shown, id="fields")
        yield Lines(self._standing, id="standing")
        yield FieldEditor(self.shown, self._keep)

    @property
    def fields(self) -> RowList:
        """The list of fields."""
        return self.query_one("#fields", RowList)

    @property
    def editor(self) -> FieldEditor:
        """The editor."""
        return self.query_one(FieldEditor)

    @property
    def field(self) -> FieldRow | None:
        """What stands under the cursor."""
        row = self.fields.row
        return row.subject if row is not None and isinstance(row.subject, FieldRow) else None

    def _standing(self, width: int) -> Sequence[Line]:
        """Return unit and limits of the field under the cursor, and why it matters."""
        field = self.field
        if field is None or (field.fact is None and field.entry):
            return ()
        return [clipped(text, width, self.shown, "unknown") for text in about(field)]

    def on_listing_moved(self, _event: Listing.Moved) -> None:
        """Say what is to be known there."""
        self.query_one("#standing").refresh()

    def show(self, plan: Plan, file: CaseFile | None = None) -> None:
        """Show the record of a plan's case; ``file`` has its title and remark."""
        self._plan, self._file = plan, file or self._file
        self.query_one("#standing").display = self.editor.field is None
        if self._of != plan.case.case_id:
            self._of, self._stood = plan.case.case_id, {}
        at = self.editor.field.path if self.editor.field is not None else ""
        if self.core:
            rows = core_rows(plan)
        else:
            rows = record_rows(plan, self._file, every=self.every, kept=self._stood, typed=at)
        if not self.every and not self.core:
            for path, is_asked in standing(rows).items():
                self._stood[path] = is_asked or self._stood.get(path, False)
        fields, before = self.fields, self.fields.cursor
        stays = fields.row is not None and any(row.key == fields.row.key for row in rows)
        fields.show(rows)
        if not stays and before > 0 and rows:  # its line is gone: near to where it was
            fields.move_to(fields.next_item(min(before, len(rows)), -1))

    @property
    def _case(self) -> Case:
        assert self._plan is not None, "a record is shown before it is edited"
        return self._plan.case

    def unfold(self) -> None:
        """Show every field, or fold those that nobody waits for."""
        self.every, self.core = not self.every, False
        if self._plan is not None:
            self.show(self._plan)

    def show_core(self, *, core: bool) -> None:
        """Show the core facts alone, or the record."""
        self.core, self.every = core, False
        if self._plan is not None:
            self.show(self._plan)
            if core:
                self.fields.action_end_of(-1)

    def go_to(self, path: str, *, edit: bool = True) -> None:
        """Put the cursor on a field, unfolding what hides it, and open it."""
        found = self.fields.has(path)
        if not found and self.core:
            self.show_core(core=False)
            found = self.fields.has(path)
        if not found and not self.every and "[+]" not in path:
            self.unfold()
            found = self.fields.has(path)
        if not found and self._plan is not None:
            self._stood.setdefault(path, False)  # the next keys are meant for it, not for another
            self.show(self._plan)
        if self.fields.has(path):
            self.fields.go_to(path)
            if edit:
                self.action_edit()
            return
        fact = _fact(path)
        if edit and (fact is not None or path.endswith("[+]")):
            self.open(FieldRow(path, fact))
        elif not self.fields.go_to(path):
            self.fields.go_to(path.partition(".")[0])

    def asked_after(self) -> tuple[str, ...]:
        """Return the fields after the marked one that the plan asks for, in their order."""
        rows = self.fields.rows[self.fields.cursor + 1 :]
        return tuple(row.key for row in rows if self._is_asked(row))

    def go_on(self, following: Iterable[str]) -> bool:
        """Open the first of some fields that is asked for still; say whether there is one."""
        asked = {row.key for row in self.fields.rows if self._is_asked(row)}
        path = next((path for path in following if path in asked), None)
        if path is not None:
            self.go_to(path)
        return path is not None

    def asked_in(self, entry: str) -> tuple[str, ...]:
        """Return the fields of an entry that are asked for."""
        rows = self.fields.rows
        return tuple(r.key for r in rows if r.key.startswith(f"{entry}.") and self._is_asked(r))

    def _is_asked(self, row: ListRow) -> bool:
        return _is_asked(row) or (self.core and bool(row.key) and row.title == "-")

    def open(self, field: FieldRow, typed: str = "") -> None:
        """Let a field be typed, beginning with what is typed already."""
        new = field.path.partition(".")[0].endswith("[+]")
        text = "" if new or field.fact is None else self._text(field.path)
        self.query_one("#standing").display = False
        self.editor.open(field, text, typed)
        if self._plan is not None and not self.fields.has(field.path):
            self.show(self._plan)  # the field that is typed has a line, and the cursor is on it
            self.fields.go_to(field.path)

    @property
    def is_typed_in(self) -> bool:
        """A letter or digit would begin a value now: the cursor is on a field."""
        field = self.field
        is_field = field is not None and (field.fact is not None or field.path.endswith("[+]"))
        return is_field and self.editor.field is None and self.fields.has_focus

    def on_paste(self, event: events.Paste) -> None:
        """Begin to type in the marked field with what is pasted: one line, as it was made."""
        field = self.field
        if field is not None and self.is_typed_in and event.text.strip():
            event.stop()
            self.open(field, event.text.strip())

    def on_key(self, event: events.Key) -> None:
        """Begin to type in the marked field with a letter or digit: there it is no command."""
        character = event.character or ""
        field = self.field
        if field is None or not self.is_typed_in or not begins_a_value(field, character):
            return
        event.stop()
        event.prevent_default()
        self.open(field, character)

    def _text(self, path: str) -> str:
        if path in OF_FILE:
            return text_of_file(self._file, path) if self._file is not None else ""
        return text_of(self._case, path)

    def close_editor(self) -> None:
        """Go back to the fields."""
        self.editor.close()
        self.query_one("#standing").display = True
        self.screen.set_focus(self.fields)

    # --- keys ---

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        """Offer only what does something now."""
        if self._plan is None or self.editor.field is not None or not self.fields.has_focus:
            return False
        field = self.field
        if action == "copy":
            return field is not None and bool(self._copied(field))
        if action in ("remove", "note"):
            return field is not None and bool(field.entry)
        if action == "add":
            return field is not None and f"{field.part}[+]" in _ADDED
        return field is not None and (field.fact is not None or action == "edit")

    def on_listing_chosen(self, event: Listing.Chosen) -> None:
        """Open the field that was clicked."""
        event.stop()
        self.action_edit()

    def action_edit(self) -> None:
        """Open the field; of an entry, the first."""
        field = self.field
        if field is not None and field.fact is None and field.entry:
            self.fields.action_step(1)
            field = self.field
        if field is not None and (field.fact is not None or field.path.endswith("[+]")):
            self.open(field)

    def action_clear(self) -> None:
        """Empty the field."""
        if self.field is not None:
            self.post_message(self.Changed("set", self.field.path, ""))

    def action_add(self) -> None:
        """Add an entry to the list."""
        if self.field is not None:
            self.go_to(f"{self.field.part}[+]")

    def action_copy(self) -> None:
        """Add an entry like this one, or like the last of the list where none is marked."""
        if self.field is not None:
            self.post_message(self.Changed("copy", self._copied(self.field)))

    def _copied(self, field: FieldRow) -> str:
        """Return the entry that would be copied, empty for none."""
        entries = getattr(self._case, field.part) if field.path.startswith(_ADDED) else ()
        if field.entry or not entries:
            return field.entry
        newest = max(range(len(entries)), key=lambda n: (entries[n].ordinal, n))
        return f"{field.part}[{newest}]"

    def action_note(self) -> None:
        """Write a note on the entry."""
        if self.field is not None:
            self.go_to(f"{self.field.entry}.note")

    def action_remove(self) -> None:
        """Remove this entry."""
        if self.field is not None:
            self.post_message(self.Changed("remove", self.field.entry))


_SIGNS_OF_NUMBERS = ("<", ">", "~")


def begins_a_value(field: FieldRow, character: str) -> bool:
    """Say whether a key is the first character of a value: letter, digit, "<" of a number."""
    is_number = field.fact is not None and field.fact.kind is Kind.NUMBER
    return character.isalnum() or (is_number and character in _SIGNS_OF_NUMBERS)


def _is_asked(row: ListRow) -> bool:
    """Say whether a row is to be filled: the plan asks, or it is core; no day to be checked."""
    subject = row.subject
    if not isinstance(subject, FieldRow):
        return False
    fact = subject.fact
    if fact is None:
        return row.sign in ("!", "?")
    is_core = fact.level == "CORE" or subject.path in IDENTITY
    return fact.field != "date" and (row.sign in ("!", "?") or (is_core and row.title == "-"))


def _fact(path: str) -> Fact | None:
    if path in OF_FILE:
        return OF_FILE[path]
    part, _, field = path.partition(".")
    return facts_in(part.partition("[")[0]).get(field)
