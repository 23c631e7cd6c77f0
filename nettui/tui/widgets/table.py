"""A table of one line an item: any number of rows, drawn only where they are in view."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events

from nettui.display import safe
from nettui.tui.rows.layout import Column, Line, Shown, columns
from nettui.tui.widgets.listing import Listing

TableRow = tuple[tuple[str, ...], str]
"""The texts of a row, and the tone in which it is shown."""


class Table(Listing):
    """Rows of texts under columns. The first column that is wider than it must be gives way."""

    def __init__(self, *, shown: Shown = safe, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.shown = shown
        self.table_rows: Sequence[TableRow] = ()
        self.columns: Sequence[Column] = ()

    def show(self, rows: Sequence[TableRow], at: Sequence[Column], cursor: int = 0) -> None:
        """Show rows with the cursor on one of them."""
        self.table_rows, self.columns = rows, at
        self.measure()
        self.cursor = -1
        self.move_to(min(cursor, len(rows) - 1))
        self.refit()

    def on_resize(self, _event: events.Resize) -> None:
        """Keep the cursor in view."""
        self.measure()
        self.move_to(self.cursor)
        self.refit()

    def line_count(self) -> int:
        """Return the number of rows."""
        return len(self.table_rows)

    def line_at(self, y: int) -> tuple[Line, int]:
        """Return a row as a line."""
        texts, tone = self.table_rows[y]
        return ((columns(texts, self.columns, self.shown), tone),), y

    def span(self, item: int) -> tuple[int, int]:
        """Return the line of a row."""
        return item, 1

    def next_item(self, item: int, step: int) -> int:
        """Return the next row."""
        return min(max(item + step, 0), len(self.table_rows) - 1)
