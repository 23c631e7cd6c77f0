"""Rows that only name something: the headings of the parts of a list."""

from __future__ import annotations

from nettui.tui.rows.lines import Row


def heading(title: str, tail: str = "", subject: object = None) -> Row:
    """Return the heading of a part of a plan."""
    return Row(title=title, tail=tail, heading=True, subject=subject)
