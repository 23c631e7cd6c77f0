"""A list of rows, wrapped to the width there is: a plan, its reasons, dates, help."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from textual import events

from nettui.display import safe
from nettui.tui.rows.layout import Line, ListRow, Shown, layout
from nettui.tui.widgets.listing import Listing


class RowList(Listing):
    """Rows under headings; those with a key can be selected. Its cursor survives new rows."""

    def __init__(self, *, shown: Shown = safe, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.shown = shown
        self.rows: Sequence[ListRow] = ()
        self._lines: list[Line] = []
        self._tops: list[int] = []
        self._width = 0

    @property
    def row(self) -> ListRow | None:
        """The row under the cursor."""
        return self.rows[self.cursor] if 0 <= self.cursor < len(self.rows) else None

    def show(self, rows: Sequence[ListRow], *, keep: bool = True) -> None:
        """Show rows. ``keep``: stay on the row of the same key, and where the view stands."""
        key = self.row.key if keep and self.row else ""
        self.rows = rows
        self._lay_out()
        found = next((n for n, row in enumerate(rows) if key and row.key == key), -1)
        self.cursor = -1
        if found < 0:
            found = self.next_item(-1, 1)
            self.scroll_to(y=0, animate=False)
        self.move_to(found)
        self.refit()

    def has(self, key: str) -> bool:
        """Say whether there is a row of a key."""
        return any(row.key == key for row in self.rows)

    def go_to(self, key: str) -> bool:
        """Put the cursor on the row with a key, else the first whose key starts so; say whether."""
        keys = [row.key for row in self.rows]
        found = keys.index(key) if key in keys else None
        begun = (n for n, other in enumerate(keys) if other and other.startswith(key))
        at = found if found is not None else next(begun, None)
        if at is not None:
            self.move_to(at)
        return at is not None

    def go_to_heading(self, subject: object) -> None:
        """Bring a heading to the top and put the cursor under it."""
        for n, row in enumerate(self.rows):
            if row.heading and row.subject == subject:
                self.scroll_to(y=self.span(n)[0], animate=False)
                following = self.next_item(n, 1)
                if following != n:
                    self.move_to(following)
                self.scroll_to(y=self.span(n)[0], animate=False)
                return

    def _lay_out(self) -> None:
        self._width = self.size.width
        self._lines, self._tops = [], []
        for row in self.rows:
            self._tops.append(len(self._lines))
            self._lines += layout(row, max(self._width, 8), self.shown)
        self.measure()

    def on_resize(self, _event: events.Resize) -> None:
        """Wrap anew."""
        if self.size.width != self._width:
            self._lay_out()
        self.move_to(self.cursor)
        self.refit()

    def line_count(self) -> int:
        """Return the number of lines."""
        return len(self._lines)

    def line_at(self, y: int) -> tuple[Line, int]:
        """Return a line and its row, -1 for rows that cannot be selected."""
        n = bisect_right(self._tops, y) - 1
        return self._lines[y], n if self.rows[n].key else -1

    def span(self, item: int) -> tuple[int, int]:
        """Return the first line of a row and how many it has."""
        top = self._tops[item]
        end = self._tops[item + 1] if item + 1 < len(self._tops) else len(self._lines)
        return top, end - top

    def next_item(self, item: int, step: int) -> int:
        """Return the next row that can be selected."""
        n = item + step
        while 0 <= n < len(self.rows):
            if self.rows[n].key:
                return n
            n += step
        return item
