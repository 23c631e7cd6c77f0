"""A list that draws itself line by line: what all lists of the terminal have in common.

Only the lines that change are drawn again when the cursor moves, so that a slow line keeps up.
"""

from __future__ import annotations

from functools import partial

from textual import events
from textual.binding import Binding
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from nettui.tui.rows.layout import Line
from nettui.tui.safe_text import strip
from nettui.tui.theme import look


class Listing(ScrollView, can_focus=True):
    """A cursor over items that take one or more lines each. Subclasses say what the lines are."""

    BINDINGS = [
        Binding("up,k", "step(-1)", "Up", show=False, tooltip="To the line above"),
        Binding("down,j", "step(1)", "Down", show=False, tooltip="To the line below"),
        Binding("pageup", "page(-1)", "Page up", show=False, tooltip="One page up"),
        Binding("pagedown,space", "page(1)", "Page down", show=False, tooltip="One page down"),
        Binding("home", "end_of(-1)", "Top", show=False, tooltip="To the top"),
        Binding("end", "end_of(1)", "End", show=False, tooltip="To the end"),
        Binding("enter", "choose", "Open", show=False, tooltip="Open the line"),
    ]

    class Moved(Message):
        """The cursor stands on another item."""

        def __init__(self, listing: Listing) -> None:
            super().__init__()
            self.listing = listing

        @property
        def control(self) -> Listing:
            """The list."""
            return self.listing

    class Chosen(Moved):
        """An item was opened."""

    class Scrolled(Moved):
        """Other lines are in view, or there are others."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.cursor = -1
        self._drawn: dict[int, tuple[Line, bool]] = {}  # what stands on each line in view

    # --- what a subclass says ---

    def line_count(self) -> int:
        """Return how many lines there are in all."""
        raise NotImplementedError

    def line_at(self, y: int) -> tuple[Line, int]:
        """Return a line and the item it belongs to (-1: none that can be selected)."""
        raise NotImplementedError

    def span(self, item: int) -> tuple[int, int]:
        """Return the first line of an item and how many it has."""
        raise NotImplementedError

    def next_item(self, item: int, step: int) -> int:
        """Return the next item that can be selected; the same one when there is none."""
        raise NotImplementedError

    @property
    def hidden(self) -> str:
        """How many lines are out of view: ``3 above and 16 below``, empty when none is."""
        above = self.scroll_offset.y
        below = self.line_count() - above - self.size.height
        found = ((above, "above"), (below, "below"))
        return " and ".join(f"{count} {where}" for count, where in found if count > 0)

    # --- drawing ---

    def render_line(self, y: int) -> Strip:
        """Draw one line of what is in view."""
        line, active = self._drawn[y] = self._standing(y)
        theme = self.app.theme
        if active:
            return strip(line, self.size.width, lambda _tone: look(theme, "cursor"))
        return strip(line, self.size.width, partial(look, theme))

    def _standing(self, y: int) -> tuple[Line, bool]:
        """Return what stands on a line in view, and whether it is under the active cursor."""
        at = y + self.scroll_offset.y
        if not 0 <= at < self.line_count():
            return (), False
        line, item = self.line_at(at)
        on_cursor = item >= 0 and item == self.cursor
        if on_cursor and line and at == self.span(item)[0]:
            first, tone = line[0]
            line = ((">" + first[1:], tone), *line[1:])
        return line, on_cursor and self.has_focus

    def measure(self) -> None:
        """Take note of how many lines there are.

        A list fills the room it is given: its lines move nothing else on a screen, so nothing is
        laid out anew.
        """
        self.set_reactive(Widget.virtual_size, Size(self.size.width, self.line_count()))

    def refit(self) -> None:
        """Draw those of the lines in view that are others than before."""
        self.measure()
        self.scroll_to(y=min(self.scroll_y, self.max_scroll_y), animate=False)
        for y in range(self.size.height):
            if self._drawn.get(y) != self._standing(y):
                self.refresh(Region(0, y, self.size.width, 1))
        self.post_message(self.Scrolled(self))

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Say that other lines are in view."""
        super().watch_scroll_y(old_value, new_value)
        self.post_message(self.Scrolled(self))

    # --- moving ---

    def move_to(self, item: int) -> None:
        """Put the cursor on an item and bring it into view."""
        old, self.cursor = self.cursor, item
        if item < 0:
            return
        self._reveal(item, upward=item < old)
        if item != old:
            for changed in (old, item):
                self._redraw(changed)
            self.post_message(self.Moved(self))

    def _redraw(self, item: int) -> None:
        if item >= 0:
            top, height = self.span(item)
            self.refresh(Region(0, top - self.scroll_offset.y, self.size.width, height))

    def _reveal(self, item: int, *, upward: bool) -> None:
        top, height = self.span(item)
        above = self.headings_above(item) if upward or self.next_item(item, -1) == item else 0
        first, room = self.scroll_offset.y, self.size.height
        if top - above < first:
            self.scroll_to(y=top - above, animate=False)
        elif top + min(height, room) > first + room:
            self.scroll_to(y=top + min(height, room) - room, animate=False)

    def headings_above(self, item: int) -> int:
        """Return how many lines right above an item cannot be selected."""
        top, _ = self.span(item)
        above = 0
        while top - above - 1 >= 0 and self.line_at(top - above - 1)[1] < 0:
            above += 1
        return above

    def action_step(self, step: int) -> None:
        """Go to the next item, or by a line where the next one is out of sight."""
        following = self.next_item(self.cursor, step)
        first, room = self.scroll_offset.y, self.size.height
        if following == self.cursor or following < 0:
            self.scroll_to(y=first + step, animate=False)
            return
        top, height = self.span(following)
        if self.cursor >= 0:
            here, size = self.span(self.cursor)
            hidden = here + size > first + room if step > 0 else here < first
            far = top >= first + room + room // 2 if step > 0 else top + height <= first - room // 2
            if hidden or far:
                self.scroll_to(y=first + step * (room // 2 if far else 1), animate=False)
                return
        self.move_to(following)

    def action_page(self, step: int) -> None:
        """Go on by a page; where there is no more, to the first or last item, and stay there."""
        room = max(self.size.height - 1, 1)
        before = self.scroll_offset.y
        self.scroll_to(y=before + step * room, animate=False)
        first = self.scroll_offset.y
        if first == before:
            self.action_end_of(step)
            return
        item = self._item_near(first if step < 0 else first + 1, first + self.size.height)
        if item >= 0 and item != self.cursor:
            self.move_to(item)
        elif item < 0 or item == self.cursor:
            self.action_step(step)

    def _item_near(self, low: int, high: int) -> int:
        for at in range(max(low, 0), min(high, self.line_count())):
            item = self.line_at(at)[1]
            if item >= 0 and self.span(item)[0] == at:
                return item
        return -1

    def action_end_of(self, side: int) -> None:
        """Go to the first or the last item."""
        item = self.cursor
        last = -1 if side < 0 else self.line_count()
        self.scroll_to(y=0 if side < 0 else last, animate=False)
        while (other := self.next_item(item, side)) != item:
            item = other
        self.move_to(item)

    def action_choose(self) -> None:
        """Open the item under the cursor."""
        if self.cursor >= 0:
            self.post_message(self.Chosen(self))

    def on_click(self, event: events.Click) -> None:
        """Select what was clicked; open it when it was selected."""
        at = event.y + self.scroll_offset.y
        item = self.line_at(at)[1] if 0 <= at < self.line_count() else -1
        if item >= 0 and item == self.cursor:
            self.action_choose()
        elif item >= 0:
            self.move_to(item)

    def on_focus(self) -> None:
        """Show the cursor as active."""
        self._redraw(self.cursor)

    def on_blur(self) -> None:
        """Show the cursor as inactive."""
        self._redraw(self.cursor)
