"""The record of a case on its screen: what is typed in it is tried, and kept, at once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence

from textual.app import ComposeResult
from textual.containers import Vertical

from nettui.case.base.faults import CaseFault
from nettui.tui.rows.field import FieldRow
from nettui.tui.rows.layout import Line, Shown, pane_title
from nettui.tui.rows.typed_field import answer_row
from nettui.tui.screens.case_keep import Keeping, is_nothing
from nettui.tui.widgets.field_editor import FieldEditor
from nettui.tui.widgets.lines import Lines
from nettui.tui.widgets.listing import Listing
from nettui.tui.widgets.record import Record


class RecordPane(Vertical):
    """The record under its heading.

    ``keeping`` gives the case that is open now; ``follow`` draws the plan after what is typed.
    """

    def __init__(
        self, keeping: Callable[[], Keeping], follow: Callable[[], None], shown: Shown
    ) -> None:
        super().__init__(classes="pane", id="record-pane")
        self._keeping, self._follow = keeping, follow
        self.shown = shown

    def compose(self) -> ComposeResult:
        """The heading and the record."""
        yield Lines(self._heading, id="record-title")
        yield Record(self.shown, self._keep)

    @property
    def record(self) -> Record:
        """The record itself."""
        return self.query_one(Record)

    @property
    def typed(self) -> Mapping[str, str]:
        """What is in the editor and is no value yet, by its path."""
        editor = self.record.editor
        return {editor.field.path: editor.text} if editor.field and editor.is_typed else {}

    def show(self) -> None:
        """Show the case as it is now."""
        editing = self._keeping().editing
        self.record.show(editing.plan, editing.file)
        self._follow_heading()

    def unfold(self) -> None:
        """Show every field, or fold those that nobody waits for."""
        self.record.unfold()
        self._follow_heading()

    def on_listing_scrolled(self, _event: Listing.Scrolled) -> None:
        """Say how much is hidden."""
        self._follow_heading()

    def _follow_heading(self) -> None:
        """Draw the heading where it has changed."""
        self.query_one("#record-title", Lines).follow()

    def _heading(self, width: int) -> Sequence[Line]:
        text = "Record, all fields" if self.record.every else "Record"
        return [pane_title(text, self.record.fields.hidden, width, self.shown)]

    async def on_field_editor_typed(self, event: FieldEditor.Typed) -> None:
        """Keep what is typed; show what would come of it, unless more is coming."""
        editor, keeping = self.record.editor, self._keeping()
        if event.field is not editor.field:
            return  # it was left
        keeping.keep_draft()
        await asyncio.sleep(0)  # it is on its way to the disk before anything is planned
        if event.more or event.text != editor.text or event.field is not editor.field:
            return
        editor.tell(keeping.attempt(event.field, event.text))
        # Said also of no change: a line that comes and goes would move the screen at every key.
        keeping.say_changes("no change")
        self._follow()

    def _keep(self, field: FieldRow, text: str) -> None:
        """Keep a text, and go on to the next field."""
        if is_nothing(field, text):
            self.on_field_editor_cancelled()
            return
        record, keeping, path = self.record, self._keeping(), field.path
        at = record.fields.cursor
        asked = record.field is not None and record.field.path == path
        result = keeping.change("set", path, text)
        if isinstance(result, CaseFault):
            record.editor.tell(answer_row(result, text))
            return
        record.close_editor()
        keeping.keep_draft()  # the last one still has the text as one that is being typed
        if "[+]." in path and asked and field.part == "labs":
            record.fields.move_to(at)  # where the next one that is asked for is now
        elif "[+]" in path and field.part != "labs":
            record.go_to_wanted(result.path.partition(".")[0])
        elif "[+]" in path:
            record.go_to(result.path, edit=False)
        else:
            record.fields.action_step(1)

    def on_field_editor_cancelled(self, _event: FieldEditor.Cancelled | None = None) -> None:
        """Leave the field as it was."""
        self.record.close_editor()
        self._keeping().forget_attempt()

    def on_record_changed(self, event: Record.Changed) -> None:
        """Do what a key of the record asks for."""
        self._keeping().change_or_say(event.what, event.path, event.text)
