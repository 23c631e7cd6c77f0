"""The first screen of a plan: what comes first shares the lines that there are.

No part of it hides another: each keeps at least its first line, emergencies and stops all of
theirs. What is cut is whole further below and in the reasons.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import evolve

from nettui.display import safe
from nettui.sheet.kinds import (
    ASK_FIRST,
    ASKED,
    BRANCH,
    CAUTION,
    CHECK,
    CONFLICT,
    CONSIDER,
    CONTRAINDICATED,
    DO,
    DUE,
    EMERGENCY,
    FIRST,
    NOT_CLEARED,
    NOT_YET,
    NOTE,
    Kind,
)
from nettui.tui.rows.headings import heading
from nettui.tui.rows.layout import ListRow, Shown, layout

FURTHER = "What first, continued"
# How many lines a kind may take, or with MOVE how many of its rows stay: given up step by step
# until all fits. A row that moves stands right below the first screen.
MOVE = "move"
_STEPS: Sequence[tuple[Kind, int] | tuple[Kind, int, str]] = (
    (BRANCH, 3),
    (NOT_CLEARED, 3),
    (CONTRAINDICATED, 3),
    (CAUTION, 2),
    (ASKED, 1),
    (NOT_YET, 1),
    (CHECK, 2),
    (CONFLICT, 2),
    (CAUTION, 2, MOVE),
    (ASKED, 4, MOVE),
    (BRANCH, 2),
    (DUE, 1),
    (NOT_CLEARED, 2),
    (ASKED, 3, MOVE),
    (FIRST, 2),
    (CHECK, 1),
    (CAUTION, 1),
    (NOTE, 2),
    (BRANCH, 3, MOVE),
    (CAUTION, 1, MOVE),
    (CONSIDER, 3),
    (CONTRAINDICATED, 2),
    (ASKED, 2, MOVE),
    (BRANCH, 2, MOVE),
    (DO, 3),
    (CONSIDER, 2),
    (NOT_CLEARED, 1),
    (FIRST, 1),
    (EMERGENCY, 2),
    (ASKED, 1, MOVE),
    (DUE, 1, MOVE),
    (BRANCH, 1, MOVE),
    (NOT_YET, 0, MOVE),
    (CONTRAINDICATED, 1),
    (CONFLICT, 1),
    (CAUTION, 0, MOVE),
    (FIRST, 3, MOVE),
    (ASK_FIRST, 2),
    (ASK_FIRST, 3, MOVE),
)


def at_a_glance(
    rows: Sequence[ListRow], width: int, room: int, shown: Shown = safe
) -> tuple[ListRow, ...]:
    """Return the rows of a plan with those that come first in at most ``room`` lines.

    What has no room there follows right below, under a heading of its own.
    """
    end = next((n for n, row in enumerate(rows) if n and row.heading), len(rows))
    first: list[ListRow] = list(rows[:end])
    for step in _STEPS:
        if _lines(first, width, shown) <= room:
            break
        first = _moved(first, *step[:2]) if MOVE in step else _cut(first, *step[:2])
    stays = {row.key for row in first}
    below = [row for row in rows[1:end] if row.key not in stays]
    return (*first, *((heading(FURTHER), *below) if below else ()), *rows[end:])


def _cut(rows: Sequence[ListRow], kind: Kind, most: int) -> list[ListRow]:
    """Return rows with those of a kind in at most so many lines each."""
    return [
        evolve(row, most=most)
        if row.word == kind.word and (not row.most or row.most > most)
        else row
        for row in rows
    ]


def _moved(rows: Sequence[ListRow], kind: Kind, most: int) -> list[ListRow]:
    """Return rows with only the first few of a kind."""
    left = [row for row in rows if row.word == kind.word][most:]
    return [row for row in rows if row not in left]


def _lines(rows: Iterable[ListRow], width: int, shown: Shown) -> int:
    return sum(_height(row, width, shown) for row in rows)


def _height(row: ListRow, width: int, shown: Shown) -> int:
    return len(layout(row, width, shown))
