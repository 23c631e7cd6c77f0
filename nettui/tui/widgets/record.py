"""The record of a case as a form: a list of fields, and the editor of the one being typed."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.message import Message

from nettui.case.base.vocabulary import Fact
from nettui.case.editing.edit import text_of
from nettui.case.files.header import OF_FILE, text_of_file
from nettui.case.record.case import Case, CaseFile
from nettui.case.record.paths import facts_in
from nettui.engine.plan.plan import Plan
from nettui.tui.rows.field import FieldRow
from nettui.tui.rows.layout import Line, Shown, clipped
from nettui.tui.rows.record import record_rows, standing
from nettui.tui.rows.typed_field import about
from nettui.tui.widgets.field_editor import FieldEditor, Keep
from nettui.tui.widgets.lines import Lines
from nettui.tui.widgets.listing import Listing
from nettui.tui.widgets.row_list import RowList

# One key for an answer that leaves a field unknown.
ANSWERS = {"u": "unknown", "d": "not done", "n": "not applicable"}


_ADDED = ("pathology[+]", "imaging[+]", "labs[+]", "treatments[+]")


class Record(Vertical):
    """Fields of a case. Every change goes up as a message; the plan comes down with `show`."""

    BINDINGS = [
        # Priority: the next key may already be a character of the value.
        Binding("enter", "edit", "Edit", priority=True, tooltip="Type what is known of it"),
        Binding(
            "u", "answer('u')", "Unknown", tooltip="Asked, and not known: never the same as no"
        ),
        Binding("d", "answer('d')", "Not done", tooltip="The examination was not done"),
        Binding("n", "answer('n')", "N/A", tooltip="Not applicable to this patient"),
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
            "c",
            "copy",
            "Copy entry",
            show=False,
            tooltip="Add an entry like this one, or the last, dated the day of the plan",
        ),
        Binding("m", "note", "Note", show=False, tooltip="Write a note on this entry"),
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
        rows = record_rows(plan, self._file, every=self.every, kept=self._stood)
        if not self.every:
            for path, is_asked in standing(rows).items():
                self._stood[path] = is_asked or self._stood.get(path, False)
        self.fields.show(rows)

    @property
    def _case(self) -> Case:
        assert self._plan is not None, "a record is shown before it is edited"
        return self._plan.case

    def unfold(self) -> None:
        """Show every field, or fold those that nobody waits for."""
        self.every = not self.every
        if self._plan is not None:
            self.show(self._plan)

    def go_to(self, path: str, *, edit: bool = True) -> None:
        """Put the cursor on a field, unfolding what hides it, and open it."""
        found = self.fields.go_to(path)
        if not found and not self.every and "[+]" not in path:
            self.unfold()
            found = self.fields.go_to(path)
        elif not found and self._plan is not None:
            self._stood.setdefault(path, False)  # the next keys are meant for it, not for another
            self.show(self._plan)
            found = self.fields.go_to(path)
            if not found:
                self.fields.go_to(path.partition(".")[0])
        field = self.field
        if edit and found and field is not None:
            self.open(field)
        elif edit:
            self.open(FieldRow(path, _fact(path)))

    def go_to_wanted(self, entry: str) -> None:
        """Put the cursor on the first field of an entry that is asked for, else on its first."""
        rows = [row for row in self.fields.rows if row.key.startswith(f"{entry}.")]
        if rows:
            self.fields.go_to(next((row for row in rows if row.sign in "!?"), rows[0]).key)

    def open(self, field: FieldRow) -> None:
        """Let a field be typed."""
        new = field.path.partition(".")[0].endswith("[+]")
        text = "" if new or field.fact is None else self._text(field.path)
        self.query_one("#standing").display = False
        self.editor.open(field, text)

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
        if action == "answer" and field is not None and field.path in OF_FILE:
            return False
        if action == "answer" and field is not None and field.part == "labs":
            return field.path.startswith("labs[+]")
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

    def action_answer(self, key: str) -> None:
        """Say that it is unknown, not done or not applicable."""
        if self.field is not None:
            self.post_message(self.Changed("set", self.field.path, ANSWERS[key]))

    def action_clear(self) -> None:
        """Empty the field."""
        if self.field is not None:
            self.post_message(self.Changed("set", self.field.path, ""))

    def action_add(self) -> None:
        """Add an entry to the list."""
        if self.field is not None:
            self.open(FieldRow(f"{self.field.part}[+]"))

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
            path = f"{self.field.entry}.note"
            self.open(FieldRow(path, _fact(path)))

    def action_remove(self) -> None:
        """Remove this entry."""
        if self.field is not None:
            self.post_message(self.Changed("remove", self.field.entry))


def _fact(path: str) -> Fact | None:
    if path in OF_FILE:
        return OF_FILE[path]
    part, _, field = path.partition(".")
    return facts_in(part.partition("[")[0]).get(field)
