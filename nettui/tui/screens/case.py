"""The workstation on one case: its record beside the live plan, and why each line is there.

The screen arranges, shows and hears keys. What is done with the case is done by plain objects
that know of the screen only what `Dialogue` says.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.screen import Screen
from textual.widgets import Input

from nettui.desk.deciding import DRAFT
from nettui.desk.draft_writer import Drafting
from nettui.desk.session import Editing
from nettui.desk.source import Desk, ListedCase
from nettui.engine.language.stages import STAGES
from nettui.engine.plan.plan import Plan
from nettui.sheet.reasons import changeable, what_would_change
from nettui.tui.rows.changes import is_empty
from nettui.tui.rows.entered_at import entered_at, is_missing
from nettui.tui.rows.finding import begun, found_rows
from nettui.tui.rows.header import head_lines, in_short
from nettui.tui.rows.layout import Line, Shown
from nettui.tui.rows.views import Views, has_changed
from nettui.tui.rows.why import reason_rows
from nettui.tui.screens.case_board import Boarding
from nettui.tui.screens.case_export import Exporting
from nettui.tui.screens.case_keep import Keeping
from nettui.tui.screens.case_keys import FIRST, KEYS
from nettui.tui.screens.case_port import Answer, Listed
from nettui.tui.screens.case_record import RecordPane
from nettui.tui.screens.case_save import Saving
from nettui.tui.screens.overlay import Palette, Reading
from nettui.tui.settings import settings_of
from nettui.tui.widgets.field_editor import FieldEditor
from nettui.tui.widgets.find import Find
from nettui.tui.widgets.lines import KeyLine, Lines
from nettui.tui.widgets.listing import Listing
from nettui.tui.widgets.notice import Notice
from nettui.tui.widgets.plan_panes import PlanPanes
from nettui.tui.widgets.record import Record
from nettui.tui.widgets.row_list import RowList

# A list of the plan never has fewer cells or lines than the whole of 80x24 gives it.
WIDE = 160  # cells from which record, plan and reasons are all in sight
_ROOMY = 240  # and from which they stand in three columns, not the reasons below the plan
_TWO = 100, 38  # cells and lines from which the plan and the reasons are in sight, or the record
_FRAME = 5  # lines of head, heading and keys around the plan


class CaseScreen(Screen[None]):
    """One case: what is typed changes the plan at once."""

    BINDINGS = [*KEYS]
    KEYS_FIRST = FIRST

    def __init__(self, entry: ListedCase, library: Desk, shown: Shown, listed: Listed) -> None:
        super().__init__()
        self.library, self.shown = library, shown
        self.views = Views(library.notes, self.shown)
        self.is_filled = False
        self._listed = listed
        self._drafting = Drafting(library)
        self._work_on(entry)

    def _work_on(self, entry: ListedCase) -> None:
        """Have a case worked on by objects of its own: nothing is left in them of another."""
        self.keeping = Keeping(entry, self.library, self._listed, self._drafting, self)
        self.saving = Saving(self.keeping, self)
        self.boarding = Boarding(self.keeping, self)
        self.exporting = Exporting(self.keeping, self)

    @property
    def entry(self) -> ListedCase:
        """The case as the list has it."""
        return self.keeping.entry

    @property
    def editing(self) -> Editing:
        """The case as it is edited."""
        return self.keeping.editing

    @property
    def plan(self) -> Plan:
        """The plan of the case as it is now, or as it is being typed."""
        return self.editing.shown

    @property
    def on_record(self) -> bool:
        """The record is what is looked at."""
        return self.views.on_record

    @property
    def is_wide(self) -> bool:
        """Everything is in sight at once."""
        return self.size.width >= WIDE

    @property
    def is_typed_in(self) -> bool:
        """A letter or digit would begin a value in the record."""
        return self.record.is_typed_in

    @property
    def is_two(self) -> bool:
        """The plan is in sight, and below it the reasons, or above it the record."""
        width, height = _TWO
        return width <= self.size.width < WIDE and self.size.height >= height

    @property
    def is_why_seen(self) -> bool:
        """The reasons stand beside or below the plan."""
        return self.is_wide or (self.is_two and not self.on_record)

    @property
    def record(self) -> Record:
        """The record."""
        return self.query_one(Record)

    @property
    def panes(self) -> PlanPanes:
        """The plan, and why."""
        return self.query_one(PlanPanes)

    @property
    def rows(self) -> RowList:
        """The lines of the plan."""
        return self.panes.rows

    @property
    def reasons(self) -> RowList:
        """Why the marked line says what it says."""
        return self.panes.reasons

    # --- what is shown ---

    def compose(self) -> ComposeResult:
        """A head of three lines, the panes, the plan in short where it is hidden, the keys."""
        yield Lines(self._head, id="head")
        with Horizontal(id="panes"):
            yield RecordPane(lambda: self.keeping, self.follow_plan, self.shown)
            yield PlanPanes(lambda: self.views.title, lambda: self.plan, self.shown)
        yield Lines(self._in_short, id="in-short")
        yield Find()
        yield Notice(self.shown)
        yield KeyLine(self.shown)

    def on_mount(self) -> None:
        """Go on where a draft ended, before any key is taken; show the plan."""
        self.keeping.begin()
        self.views.view = settings_of(self.app).plan
        self.show_panes()
        self.fill(keep=False)
        self.is_filled = True
        self.set_focus(self.rows)
        if self.library.takes_new and is_empty(self.editing.case) and not self.entry.archived:
            self.action_core()

    def on_resize(self, _event: events.Resize) -> None:
        """Stand side by side, or one at a time; what was out of sight is filled."""
        self.show_panes()
        if self.is_filled:
            self.fill()

    def show_panes(self) -> None:
        """Show the panes that there is room for, and the plan in short where it is not seen."""
        self.set_class(self.is_wide, "wide")
        self.set_class(self.is_two, "two")
        self.set_class(self.size.width >= _ROOMY, "roomy")
        self.panes.show_lists(is_why_seen=self.is_why_seen)
        is_alone = self.on_record and not self.is_wide and not self.is_two
        self.panes.display = not is_alone
        self.query_one(RecordPane).display = self.is_wide or self.on_record
        self.query_one("#in-short").display = is_alone or self.panes.is_plan_hidden
        self.refresh_bindings()

    def fill(self, *, keep: bool = True) -> None:
        """Fill what is in sight. ``keep``: stay on the line of the plan that one is on."""
        if self.is_wide or self.on_record:
            self.query_one(RecordPane).show()
        if self.is_wide or self.is_two or not self.on_record:
            self._fill_plan(keep=keep)
        self.query_one("#in-short", Lines).follow()

    def follow_plan(self) -> None:
        """Show what would come of what is typed in the record."""
        self.query_one("#head", Lines).follow()
        self.query_one("#in-short", Lines).follow()
        if self.is_wide or self.is_two:
            self._fill_plan()

    def _fill_plan(self, *, keep: bool = True) -> None:
        self.panes.show(self.views.rows(self.editing, self.entry, self._room), keep=keep)

    @property
    def _room(self) -> tuple[int, int]:
        """Cells and lines that the list of the plan has, before it is laid out itself."""
        width, height = self.size.width, self.size.height - _FRAME
        if self.is_wide:
            width //= 2 if width < _ROOMY else 3
        if self.is_two and self.on_record:
            height //= 2
        elif self.is_why_seen and width < _ROOMY:
            height = height * 3 // 5
        return width, max(height, 10)

    def _head(self, width: int) -> Sequence[Line]:
        mark = "ARCHIVED, only to be read" if self.entry.archived else ""
        place = self.library.name if self.library.takes_new else ""
        title = self.editing.file.title
        return head_lines(self.plan, title, width, self.shown, mark, place=place)

    def _in_short(self, width: int) -> Sequence[Line]:
        return [in_short(self.plan, width, self.shown)]

    # --- what those that work on the case see of it: `Dialogue` ---

    def say(self, text: str, tone: str = "") -> None:
        """Say something above the keys; an empty text takes it away."""
        self.query_one(Notice).say(text, tone, self.size.width)

    def ask(self, question: Screen[Answer], answered: Callable[[Answer | None], None]) -> None:
        """Put a question before the user; it is answered later, with None for no answer."""
        self.app.push_screen(question, answered)

    def typed(self) -> Mapping[str, str]:
        """Return a decision that is not signed, and what stands in the editor by its path."""
        return {**self.boarding.typed(), **self.query_one(RecordPane).typed}

    def take_up_typed(self, typed: Mapping[str, str]) -> str:
        """Go on with such texts of a draft; return what is said of them."""
        board = self.boarding.take_up(typed[DRAFT]) if DRAFT in typed else ""
        texts = ((at, text) for at, text in typed.items() if at != DRAFT)
        said = " ".join(f"You were typing {text!r} at {at}." for at, text in texts)
        return f"{board} {said}".strip()

    def redraw(self) -> None:
        """Show the case as it is now everywhere."""
        self.query_one("#head", Lines).follow()
        self.fill()
        self.refresh_bindings()

    def once_drawn(self, act: Callable[[], None]) -> None:
        """Do something after what was asked to be drawn is drawn, unless the program fails."""
        self.call_after_refresh(lambda: None if self.app.return_code else act())

    def in_background(self, write: Callable[[], str]) -> None:
        """Write something off the screen's own thread, and say what it returns: why not."""

        def written() -> None:
            refused = write()
            if refused:
                self.app.call_from_thread(self._not_written, refused)

        # Of the app: a case that is left has its last state written all the same.
        self.app.run_worker(written, thread=True, group="draft", exit_on_error=False)

    def _not_written(self, refused: str) -> None:
        if self.is_mounted:
            self.say(refused, "stop")

    def take_entry(self, entry: ListedCase) -> None:
        """Open another case in this screen."""
        self.views.look_at("plan")
        self.close_why()
        self._work_on(entry)
        self.say("")
        self.query_one("#head", Lines).follow()
        self.fill(keep=False)
        self.set_focus(self.rows)
        self.keeping.begin()

    def leave(self) -> None:
        """Go back to the list."""
        self.dismiss()

    # --- keys ---

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what does something now."""
        if not (self.is_mounted and self.is_attached):
            return True  # it is not composed yet, or it is being taken down
        if self.record.editor.field is not None:
            return False
        narrow_why = self.panes.is_plan_hidden
        row = None if self.on_record else self.rows.row
        match action:
            case "record":
                return not self.on_record
            case "fill_in":
                return row is not None and entered_at(self.plan, row.subject) is not None
            case "why":
                return row is not None and not self.is_wide and not narrow_why
            case "view":
                return narrow_why or self.views.of != parameters[0]
            case "whatif":
                return not self.on_record
            case "unfold":
                return self.on_record or (self.views.of == "plan" and not narrow_why)
            case "stage":
                return self.views.of == "plan" and not narrow_why
            case "find":
                return not narrow_why
            case "undo":
                return self.editing.can_undo
            case "redo":
                return self.editing.can_redo
            case "changes":
                return has_changed(self.editing, self.entry)
            case "save":
                return self.saving.can_save
            case "neighbour":
                return self.saving.has_neighbour(parameters[0])
            case "decide":
                return self.boarding.can_decide
            case "decisions":
                return self.boarding.can_look_back
        return True

    def action_view(self, what: str) -> None:
        """Show the plan, the dates or the questions."""
        self.record.editor.close()
        self.keeping.say_less()
        self.views.look_at(what)
        self.close_why()
        self.fill(keep=False)
        self.set_focus(self.rows)
        self.refresh_bindings()

    def action_record(self) -> None:
        """Show the record."""
        self.views.look_at("record")
        self.close_why()
        self.fill()
        self.set_focus(self.record.fields)
        self.refresh_bindings()

    def action_core(self) -> None:
        """Show the core facts alone; where they are shown, the whole record."""
        core = not (self.on_record and self.record.core)
        self.action_record()
        self.record.show_core(core=core)
        self.query_one(RecordPane).follow_heading()

    def action_why(self) -> None:
        """Show the reasons over the whole screen, or go to them where they are in sight."""
        if self.is_why_seen:
            self._go_to_pane(self.reasons)
            return
        self.panes.reading_why = True
        self.show_panes()
        self.panes.explain()
        self.set_focus(self.reasons)

    def close_why(self) -> None:
        """Leave the reasons that take the whole screen."""
        self.panes.reading_why = False
        self.show_panes()

    def action_back(self) -> None:
        """Leave the reasons, the record, the words searched for, the view, then the case."""
        if self.is_why_seen and self.reasons.has_focus:
            self.set_focus(self.rows)
        elif self.query_one(Find).display:
            self._end_find("")
        elif self.on_record:
            self.action_view("plan")
        elif self.panes.is_plan_hidden:
            self.close_why()
            self.set_focus(self.rows)
        elif self.views.wanted:
            self._end_find("")
        elif self.views.of != "plan":
            self.action_view("plan")
        else:
            self.saving.leave()

    def action_other_pane(self) -> None:
        """Go to the next pane; where there is room for one, it takes the place of this one."""
        panes = [self.record.fields, self.rows]
        if self.rows.row is not None:
            panes.append(self.reasons)
        here = next((n for n, pane in enumerate(panes) if pane.has_focus), 0)
        self._go_to_pane(panes[(here + 1) % len(panes)])

    def _go_to_pane(self, pane: RowList) -> None:
        """Put the keys in a pane; the record is a view of its own."""
        if pane is self.record.fields:
            self.action_record()
        elif self.on_record and pane is self.rows:
            self.action_view("plan")
        elif pane is self.reasons and not self.is_why_seen:
            self.action_why()
        else:
            self.close_why()
            self.set_focus(pane)
            if pane is self.reasons:
                self.panes.explain()

    def action_unfold(self) -> None:
        """Show all fields of the record, or more of the plan."""
        if self.on_record:
            self.query_one(RecordPane).unfold()
        else:
            self.views.unfold()
            self.fill()

    def action_stage(self, number: int) -> None:
        """Go to a stage."""
        if self.views.wanted:
            self.views.wanted = ""
            self.fill()
        self.rows.go_to_heading(STAGES[number])
        self.set_focus(self.rows)

    def action_changes(self) -> None:
        """Go to what changed."""
        self.action_view("plan")
        self.rows.action_end_of(-1)

    def action_whatif(self) -> None:
        """Show which single facts would change the marked line, or the status of the plan."""
        row = self.rows.row
        of = changeable(row.subject) if row else None
        rows = reason_rows(what_would_change(self.plan, of))
        self.app.push_screen(Reading(self.entry.name, rows, self.shown))

    def on_listing_chosen(self, event: Listing.Chosen) -> None:
        """Fill in what is missing; explain everything else."""
        row = self.rows.row
        if event.listing is not self.rows:
            return
        if row is not None and is_missing(row.subject):
            self.action_fill_in()
        else:
            self._go_to_pane(self.reasons)

    def action_fill_in(self) -> None:
        """Go to the field that a line waits for."""
        row = self.rows.row
        path = entered_at(self.plan, row.subject) if row is not None else None
        if path is not None:
            self.action_record()
            self.record.go_to(path)

    def on_field_editor_asked(self, event: FieldEditor.Asked) -> None:
        """Do what was asked for while a field was typed, once that is kept."""
        match event.what:
            case "find":
                self.action_find()
            case "save":
                self.action_save()
            case "undo" if self.editing.can_undo:
                self.action_undo()

    # --- finding ---

    def action_find(self) -> None:
        """Jump to a field by part of its name; on the plan, find lines."""
        if self.on_record:
            rows = found_rows(self.editing.plan, self.editing.file)
            title = "Which field or entry? Type a part of its name."
            self.app.push_screen(Palette(rows, self.shown, title), self._jump)
            return
        self.query_one(Find).open(self.views.wanted)
        self.refresh_bindings()

    def _jump(self, path: str | None) -> None:
        if path is not None:
            path, text = begun(path)
            self.record.go_to(path)
            if text:
                self.record.editor.begin(f"{text} ")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Keep the lines that hold the words."""
        if self.query_one(Find).display:
            self.views.wanted = event.value
            self.fill()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go on among the lines kept."""
        self._end_find(event.value)

    def _end_find(self, wanted: str) -> None:
        self.query_one(Find).display = False
        self.views.wanted = wanted
        self.fill()
        self.set_focus(self.rows)
        self.refresh_bindings()

    # --- what is done with the case ---

    def action_save(self) -> None:
        """Save the case; say so, or say why not."""
        self.saving.save()

    def action_neighbour(self, step: int) -> None:
        """Open the next case of the list; unsaved work is asked about once."""
        self.saving.open_neighbour(step)

    def action_undo(self) -> None:
        """Take back the last change."""
        self._show_field(self.keeping.undo())

    def action_redo(self) -> None:
        """Do again what was taken back."""
        self._show_field(self.keeping.redo())

    def _show_field(self, path: str) -> None:
        """Put the mark on the field that was changed, where the record has the keys."""
        if path and self.on_record and self.record.fields.has_focus:
            self.record.go_to(path, edit=False)

    def action_decide(self) -> None:
        """Record what the board resolved on the plan as saved."""
        self.boarding.decide()

    def action_decisions(self) -> None:
        """Show what boards resolved, what the plan says differently since, and all revisions."""
        self.boarding.look_back()

    def action_export(self) -> None:
        """Give the plan or the record out."""
        self.exporting.offer()
