"""The record of a case on its screen: what is typed in it is tried, and kept, at once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence

from textual.app import ComposeResult
from textual.containers import Vertical

from nettui.case.base.faults import CaseFault
from nettui.case.base.words import plain
from nettui.tui.rows.field import FieldRow
from nettui.tui.rows.layout import Line, ListRow, Shown, pane_title
from nettui.tui.rows.typed_field import answer_row
from nettui.tui.screens.case_keep import Keeping, is_nothing
from nettui.tui.widgets.field_editor import FieldEditor
from nettui.tui.widgets.lines import Lines
from nettui.tui.widgets.listing import Listing
from nettui.tui.widgets.record import Record

_STEPS = {"up": -1, "down": 1}


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
        self.follow_heading()

    def unfold(self) -> None:
        """Show every field, or fold those that nobody waits for."""
        self.record.unfold()
        self.follow_heading()

    def on_listing_scrolled(self, _event: Listing.Scrolled) -> None:
        """Say how much is hidden."""
        self.follow_heading()

    def follow_heading(self) -> None:
        """Draw the heading where it has changed."""
        self.query_one("#record-title", Lines).follow()

    def _heading(self, width: int) -> Sequence[Line]:
        text = "Record, all fields" if self.record.every else "Record"
        text = "Core facts" if self.record.core else text
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
        refused = editor.refused
        text = event.text if refused else editor.meant
        answer = keeping.attempt(event.field, text)
        if refused:
            answer = ListRow(sign="?", title=refused)
        elif text.strip() != event.text.strip():
            answer = ListRow(sign="?", title=f"Enter takes {plain(text.strip())}.")
        editor.tell(answer)
        # Said also of no change: a line that comes and goes would move the screen at every key.
        keeping.say_changes("no change")
        self._follow()

    def _keep(self, field: FieldRow, text: str) -> None:
        """Keep a text, and open the next field that is asked for."""
        record = self.record
        following = record.asked_after()
        path = self._kept(field, text)
        if path is None or (field.path.endswith("[+]") and path == field.path):
            return
        entry = path.partition(".")[0]
        if record.core:
            record.fields.go_to(path)  # the facts below it may be others for this site
            following = record.asked_after()
        elif "[+]" in field.path and field.part != "labs":
            following = (*record.asked_in(entry), *following)
        if record.go_on(following):
            return
        if path != field.path:
            record.fields.go_to(path)
        if record.core:
            self._keeping().say_also("Core facts end here. F5 the whole record, Esc the plan.")
        else:
            record.fields.action_step(1)

    def _kept(self, field: FieldRow, text: str) -> str | None:
        """Keep a text and close the editor; return where it stands, None where it is not taken."""
        record, keeping = self.record, self._keeping()
        if is_nothing(field, text):
            self.on_field_editor_cancelled()
            return field.path
        if not record.editor.is_typed and field.fact is not None and not _is_presumed(field):
            self.on_field_editor_cancelled()  # it stays as it was
            return field.path
        result = keeping.change("set", field.path, text)
        if isinstance(result, CaseFault):
            record.editor.tell(answer_row(result, text, fact=field.fact))
            return None
        record.close_editor()
        keeping.keep_draft()  # the last one still has the text as one that is being typed
        record.show(keeping.editing.plan, keeping.editing.file)
        return result.path

    def on_field_editor_asked(self, event: FieldEditor.Asked) -> None:
        """Keep what is typed before something else is done; where it is not taken, do nothing."""
        editor = self.record.editor
        field = editor.field
        if field is None:
            return
        if editor.is_typed:
            refused = editor.refused
            if refused:
                editor.tell(ListRow(sign="!", tone="stop", title=refused))
            if refused or self._kept(field, editor.meant) is None:
                event.stop()
                return
        else:
            self.on_field_editor_cancelled()
        if event.what in _STEPS:
            self.record.fields.action_step(_STEPS[event.what])

    def on_field_editor_cancelled(self, _event: FieldEditor.Cancelled | None = None) -> None:
        """Leave the field as it was."""
        self.record.close_editor()
        self._keeping().forget_attempt()

    def on_record_changed(self, event: Record.Changed) -> None:
        """Do what a key of the record asks for."""
        self._keeping().change_or_say(event.what, event.path, event.text)


def _is_presumed(field: FieldRow) -> bool:
    """Say whether keeping a field as it stands says something: it confirms a day."""
    return field.fact is not None and field.fact.field == "date"
