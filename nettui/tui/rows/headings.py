"""Rows that only name something: the headings of the parts of a list."""

from __future__ import annotations

from nettui.tui.rows.layout import ListRow


def heading(title: str, tail: str = "", subject: object = None) -> ListRow:
    """Return the heading of a part of a plan."""
    return ListRow(title=title, tail=tail, heading=True, subject=subject)
