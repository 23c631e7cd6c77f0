"""Rows that only name something: headings, and options by their group."""

from __future__ import annotations

from collections.abc import Sequence

from nettui.sheet.kinds import OF_GROUP
from nettui.tui.rows.lines import Row, Run


def group_row(
    group: str,
    title: str,
    tail: str = "",
    *,
    word: str = "",
    notes: Sequence[Run] = (),
    key: str = "",
    subject: object = None,
) -> Row:
    """Return a row with the sign, word and tone of its group."""
    kind = OF_GROUP[group]
    return Row(
        sign=kind.sign,
        word=word or kind.word,
        tone=kind.tone,
        title=title,
        tail=tail,
        notes=tuple(notes),
        key=key,
        subject=subject,
    )


def heading(title: str, tail: str = "", subject: object = None) -> Row:
    """Return the heading of a part of a plan."""
    return Row(title=title, tail=tail, heading=True, subject=subject)
