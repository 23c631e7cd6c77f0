"""The list of all cases: found by typing, in groups and orders, opened with Enter."""

from __future__ import annotations

import time
from collections.abc import Sequence
from functools import partial

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Input, Label
from textual.worker import get_current_worker

from nettui.desk import crash
from nettui.desk.source import Desk, ListedCase
from nettui.display import cells, clip
from nettui.tui.rows.layout import Line, ListRow, Shown, clipped, columns
from nettui.tui.rows.worklist import (
    ALL,
    ARCHIVED,
    FILES,
    ORDERS,
    STORE,
    Part,
    columns_for,
    fault_rows,
    group_rows,
    groups,
    marked_row,
    matching,
    note_rows,
    order_rows,
    ordered,
    rows_for,
)
from nettui.tui.safe_text import content
from nettui.tui.screens.overlay import Choice, Reading
from nettui.tui.settings import settings_of
from nettui.tui.widgets.box import Box
from nettui.tui.widgets.lines import KeyLine, Lines
from nettui.tui.widgets.listing import Listing
from nettui.tui.widgets.table import Table

_BATCH = 0.1  # seconds at least between two drawings of what was read
_PART = 4  # and what is new is at least this part of all


class CaseList(Screen[None]):
    """All cases. Typing filters; the keys of the list work while typing."""

    BINDINGS = [
        Binding("enter", "open", "Open", priority=True, tooltip="Open the case"),
        Binding("up", "step(-1)", "Up", show=False, tooltip="To the case above"),
        Binding("down", "step(1)", "Down", show=False, tooltip="To the case below"),
        Binding("pageup", "page(-1)", "Page up", show=False, tooltip="One page up"),
        Binding("pagedown", "page(1)", "Page down", show=False, tooltip="One page down"),
        Binding("escape", "clear", "Clear filter", tooltip="Show all cases again"),
        Binding("ctrl+o", "reorder", "Order", tooltip="Sort by a column, either way"),
        Binding("ctrl+f", "only", "Filter", tooltip="Only the cases of a group"),
        Binding("ctrl+r", "reread", "Read again", tooltip="Read the files again"),
        Binding("f2", "plugins", "Plugins", show=False, tooltip="What was said, in full"),
        Binding("question_mark", "app.help", "Help", show=False, priority=True),
    ]

    class Read(Message):
        """Some cases have been read, ``more`` come; ``fault``: nothing can be, and why."""

        def __init__(
            self, entries: Sequence[ListedCase], fault: str = "", *, more: bool = False
        ) -> None:
            super().__init__()
            self.entries, self.fault, self.more = entries, fault, more

    class Opened(Message):
        """A case has been read, or could not be (``fault``)."""

        def __init__(self, entry: ListedCase | None, fault: str = "") -> None:
            super().__init__()
            self.entry, self.fault = entry, fault

    def __init__(self, library: Desk, shown: Shown) -> None:
        super().__init__()
        self.library = library
        self.shown = shown
        self.entries: dict[str, ListedCase] = {}
        self.archived: dict[str, ListedCase] = {}  # read when their group is chosen
        self.ordered: list[ListedCase] = []
        self.shown_entries: list[ListedCase] = []
        self.fault = ""  # and what could not be, as long
        self.unreadable = ""  # why no case can be read
        self.said = ""  # what was done last, until the next key
        self.cut = ""  # the last message that did not fit
        self.order = 0
        self.backwards = False
        self.only = ALL
        self.turns: list[str] = []  # ids of the cases opened since the program began
        self.has_moved = False  # until then the cursor stays on top while files are read
        self._unread = self._faulty = 0
        self._more = True  # cases are still being read

    def compose(self) -> ComposeResult:
        """A heading, the filter, the table, the keys."""
        yield Lines(self._heading, id="title")
        yield Lines(self._notes, id="notes")
        with Horizontal(classes="prompt"):
            yield Label(content(" Filter: "))
            hint = "type any part of id, site, grade, status, title"
            yield Box(lambda character: character == "?", placeholder=hint)
        yield Lines(self._columns, id="columns")
        yield Table(shown=self.shown)
        yield KeyLine(self.shown)

    def on_mount(self) -> None:
        """Show the names of the files; what they hold is read after the first paint."""
        box = self.query_one(Input)
        self.query_one(Table).can_focus = False
        box.focus()
        self.take_up()

    def take_up(self) -> None:
        """Show what can be listed at once, and have the rest read after that is painted."""
        self._show_notes()
        self.entries = {entry.key: entry for entry in self.library.listed()}
        self.put_in_order()
        self.call_after_refresh(self.action_reread)

    # --- reading ---

    def action_reread(self) -> None:
        """Read all files, off the screen's own thread."""
        self.said = self.fault = self.unreadable = ""
        self.run_worker(self._read, thread=True, exclusive=True, group="reading")

    def _read(self) -> None:
        worker = get_current_worker()
        batch: list[ListedCase] = []
        last, sent = time.monotonic(), 0
        try:
            for entry in self.library.read():
                if worker.is_cancelled:
                    return
                batch.append(entry)
                # Each drawing puts all cases in order: the more there are, the rarer.
                if time.monotonic() - last > _BATCH and len(batch) * _PART > sent:
                    self.post_message(self.Read(tuple(batch), more=True))
                    sent += len(batch)
                    batch, last = [], time.monotonic()
        except Exception as error:  # the protocol could not be loaded; the screen must say so
            self.post_message(self.Read((), crash.no_plan(error)))
            return
        self.post_message(self.Read(tuple(batch)))

    def on_case_list_read(self, message: Read) -> None:
        """Show what was read."""
        self.unreadable = message.fault or self.unreadable
        self._show_notes()
        self._more = message.more
        self.entries |= {entry.key: entry for entry in message.entries}
        self.put_in_order()
        if self.library.is_single and message.entries and self.app.screen is self:
            self.open_selected()

    # --- showing ---

    @property
    def listed(self) -> dict[str, ListedCase]:
        """The cases that are listed: those that are archived, or all others."""
        return self.archived if self.only == ARCHIVED else self.entries

    def put_in_order(self) -> None:
        """Put all cases in their order, and show them."""
        every = list(self.listed.values())
        self.ordered = ordered(every, self.order, backwards=self.backwards)
        self._unread = sum(not e.is_read for e in every)
        self._faulty = sum(bool(e.faults) for e in every)
        self.show()

    def show(self) -> None:
        """Show the cases of the group that hold what is typed."""
        table = self.query_one(Table)
        at = self.selected if self.has_moved else None
        wanted = self.query_one(Input).value
        self.shown_entries = matching(self.ordered, wanted, self.only, self.library.today)
        place = next((n for n, e in enumerate(self.shown_entries) if at and e.key == at.key), 0)
        made = columns_for(self.size.width, self._parts)
        rows = rows_for(self.shown_entries, made, self._parts, self.library.today)
        table.show(rows, made, place)
        for lines in self.query(Lines):
            lines.follow()
        self.refresh_bindings()

    def say(self, text: str, fault: str = "") -> None:
        """Say what was done, or what could not be, above the list."""
        self.said, self.fault = text, fault
        self.query_one("#title", Lines).follow()

    @property
    def _parts(self) -> Sequence[Part]:
        return STORE if self.library.takes_new else FILES

    @property
    def selected(self) -> ListedCase | None:
        """The case under the cursor."""
        cursor = self.query_one(Table).cursor
        return self.shown_entries[cursor] if 0 <= cursor < len(self.shown_entries) else None

    @property
    def marked(self) -> ListRow | None:
        """The case under the cursor, with the word for its status."""
        return marked_row(self.selected) if self.selected is not None else None

    def on_resize(self, _event: events.Resize) -> None:
        """Give the columns their new widths."""
        self.show()

    def _heading(self, width: int) -> Sequence[Line]:
        if self.fault or self.unreadable:
            return [self._cut(self.fault or self.unreadable, width, "stop")]
        count = f"{len(self.shown_entries)} of {len(self.listed)} cases"
        if self._more and self.library.takes_new:
            count += ", more being read"
        if self._unread:
            count += f", {self._unread} being read"
        if self._faulty:
            count += f", {self._faulty} faulty"
        if self.only != ALL:
            count += f" · {self.only}"
        if self.said:
            return [self._cut(f"{self.said} · {count}", width, "head")]
        order = ORDERS[self.order][0] + (", backwards" if self.backwards else "")
        text = f"nettui · {self.library.name} · {count} · by {order}"
        return [clipped(text, width, self.shown, "head")]

    def _cut(self, text: str, width: int, tone: str) -> Line:
        """Return a message in one line; where it is cut, with the key that shows all of it."""
        self.cut = "" if cells(self.shown(text)) < width else text
        more = " (F2)" if self.cut else ""
        kept = clip(self.shown(text), width - len(more) - 1, self.shown("…"))
        return clipped(kept + more, width, self.shown, tone)

    @property
    def notes(self) -> tuple[str, ...]:
        """What was wrong with the settings, and what was said of files and plugins."""
        files = self.library.file_notes
        return (*settings_of(self.app).faults, *self.library.notes, *files)

    def on_screen_resume(self) -> None:
        """Settings may have changed."""
        if self.is_mounted:
            self._show_notes()

    def _show_notes(self) -> None:
        self.query_one("#notes").display = bool(self.notes)

    def _notes(self, width: int) -> Sequence[Line]:
        """Return the first note on plugins, and how many more there are."""
        notes = self.notes
        if not notes:
            return []
        more = f" (F2 shows {len(notes)} notes)" if len(notes) > 1 else " (F2)"
        text = clip(self.shown(f"! {notes[0]}"), width - cells(more) - 1, self.shown("…"))
        return [clipped(text + more, width, self.shown, "held")]

    def _columns(self, width: int) -> Sequence[Line]:
        if not self.shown_entries and not (self._more or self._unread):
            return [clipped(self._nothing(), width, self.shown, "title")]
        made = columns_for(width, self._parts)
        titles = [column.title for column in made]
        return [((columns(titles, made, self.shown), "title"),)]

    def _nothing(self) -> str:
        """Return why the list is empty, and what to do."""
        if self.query_one(Input).value or self.only != ALL:
            return "No case holds what is typed. Esc shows all cases."
        can_begin = self.library.takes_new or self.library.first_store is not None
        return "There is no case yet." + (" ^N begins one, F6 takes in files." if can_begin else "")

    # --- keys ---

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        """Offer only what does something now."""
        if action == "open":
            entry = self.selected
            return entry is not None and entry.is_read
        if action == "clear":
            return self.is_mounted and bool(self.query_one(Input).value or self.only != ALL)
        if action == "plugins":
            return bool(self.notes or self.cut)
        return True

    def on_input_changed(self, _event: Input.Changed) -> None:
        """Filter."""
        self.said = self.fault = ""
        self.show()

    def action_clear(self) -> None:
        """Show all cases again."""
        self.only = ALL
        self.query_one(Input).value = ""
        self.put_in_order()

    def action_only(self) -> None:
        """Offer the groups that have cases, each with how many."""
        choice = Choice("Only which cases?", group_rows(self.groups()), self.shown)
        self.app.push_screen(choice, self.keep_group)

    def groups(self) -> list[tuple[str, int]]:
        """Return the groups with how many cases each has."""
        return groups(list(self.entries.values()), self.library.today)

    def keep_group(self, chosen: str | None) -> None:
        """List the cases of a group only."""
        if chosen is not None:
            self.only = chosen
            self.put_in_order()

    def action_reorder(self) -> None:
        """Offer what cases can be sorted by; the same once more turns it round."""
        choice = Choice("Sort by what?", order_rows(self.order), self.shown)
        self.app.push_screen(choice, self._sort_by)

    def _sort_by(self, chosen: str | None) -> None:
        if chosen is not None:
            self.backwards = int(chosen) == self.order and not self.backwards
            self.order = int(chosen)
            self.put_in_order()

    def action_plugins(self) -> None:
        """Show all that was said of plugins when the protocol was published."""
        is_on_files = bool(self.library.file_notes)
        title = "Notes on plugins and files" if is_on_files else "Plugins of the protocol in force"
        notes = self.notes
        if self.cut:
            title, notes = "What was said", (self.cut, *notes)
        self.app.push_screen(Reading(title, note_rows(notes), self.shown))

    def action_step(self, step: int) -> None:
        """Move in the table."""
        self.has_moved = True
        self.query_one(Table).action_step(step)

    def action_page(self, step: int) -> None:
        """Move by a page."""
        self.has_moved = True
        self.query_one(Table).action_page(step)

    def say_no_more(self) -> None:
        """Take away what was said of the last thing done, now that a key does another."""
        if self.said or self.fault:
            self.say("")

    def on_listing_moved(self, _event: Listing.Moved) -> None:
        """Keep the keys true."""
        self.refresh_bindings()

    def on_listing_chosen(self, _event: Listing.Chosen) -> None:
        """Open what was clicked."""
        self.open_selected()

    def action_open(self) -> None:
        """Open the case, or what is wrong with its file."""
        self.open_selected()

    def open_selected(self) -> None:
        """Open the case under the cursor."""
        entry = self.selected
        if entry is None or not entry.is_read:
            return
        if entry.faults:
            self.app.push_screen(Reading(f"{entry.name}: faults", fault_rows(entry), self.shown))
            return
        self.open(entry)

    @property
    def is_opening(self) -> bool:
        """A case is about to be shown in place of the list: keys pressed now are meant for it."""
        if self.library.is_single and self._more and not self.unreadable:
            return True
        return any(w.group == "opening" and not w.is_finished for w in self.workers)

    def open(self, entry: ListedCase) -> None:
        """Open a case, also one that is not on the list yet."""
        self.run_worker(partial(self._open, entry), thread=True, exclusive=True, group="opening")

    def _open(self, entry: ListedCase) -> None:
        """Read a case off the screen's own thread; what happens then is told by a message."""
        from nettui.plugin.problems import Refused
        from nettui.store.errors import StoreRefusal

        try:
            opened = self.library.opened(entry)
        except StoreRefusal as refused:
            self.post_message(self.Opened(None, str(refused)))
            return
        except Refused as refused:
            self.post_message(self.Opened(None, crash.no_plan(refused)))
            return
        self.post_message(self.Opened(opened))

    def on_case_list_opened(self, message: Opened) -> None:
        """Show the case that was read."""
        if message.entry is None:
            self.say("", message.fault)
            return
        from nettui.tui.screens.case import CaseScreen

        self.app.push_screen(CaseScreen(message.entry, self.library, self.shown, self))

    def replace(self, entry: ListedCase) -> None:
        """Take note of a case that has been saved or decided on."""
        self.entries[entry.key] = entry
        self.put_in_order()

    def neighbour(self, entry: ListedCase, step: int) -> ListedCase | None:
        """Return the next readable case of the list, not read yet; None at its end."""
        keys = [e.key for e in self.shown_entries]
        n = keys.index(entry.key) + step if entry.key in keys else -1
        while 0 <= n < len(self.shown_entries):
            if not self.shown_entries[n].faults:
                return self.shown_entries[n]
            n += step
        return None
