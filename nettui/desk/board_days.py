"""The day of a board as it is typed for a case: a date, or none."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from nettui.desk.source import ListedCase

NONE = "none"


def begun(entries: Iterable[ListedCase], today: str, text: str) -> tuple[str, ...]:
    """Return the days of boards that are to come and have cases, and none, that begin so."""
    boards = {entry.summary.board for entry in entries if entry.summary}
    days = sorted(day for day in boards if day >= today)
    return tuple(day for day in (*days, NONE) if day.startswith(text))


def fault(text: str) -> str:
    """Return why a text is no day, empty when it is one."""
    if text == NONE:
        return ""
    try:
        datetime.date.fromisoformat(text)
    except ValueError:
        return f"{text} is no day. Write it as 2026-11-24, or none."
    return ""


def day(text: str) -> datetime.date | None:
    """Return the day of a text without fault, None for none."""
    return None if text == NONE else datetime.date.fromisoformat(text)
