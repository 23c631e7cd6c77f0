"""The first screen of a plan: what comes first shares the lines that there are.

No part of it hides another: each keeps at least its first line, emergencies and stops all of
theirs. What is cut is whole further below and in the reasons.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

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


def at_a_glance(
    rows: Sequence[ListRow], width: int, room: int, shown: Shown = safe
) -> tuple[ListRow, ...]:
    """Return the rows of a plan with those that come first in at most ``room`` lines.

    What has no room there follows right below, under a heading of its own.
    """
    end = next((n for n, row in enumerate(rows) if n and row.heading), len(rows))
    first = list(rows[:end])
    lines = _lines(first, width, shown)
    for step, kind, most in _STEPS:
        if lines <= room:
            break
        mine = [row for row in first if row.word == kind.word]
        if mine:
            left = step(mine, most)
            lines += _lines(left.values(), width, shown) - _lines(mine, width, shown)
            moved = {row.key for row in mine} - left.keys()
            first = [left.get(row.key, row) for row in first if row.key not in moved]
    stays = {row.key for row in first}
    below = [row for row in rows[1:end] if row.key not in stays]
    return (*first, *((heading(FURTHER), *below) if below else ()), *rows[end:])


def _cut(rows: Sequence[ListRow], most: int) -> dict[str, ListRow]:
    """Return rows by their keys, each in at most so many lines."""
    return {
        row.key: evolve(row, most=most) if not row.most or row.most > most else row for row in rows
    }


def _keep(rows: Sequence[ListRow], most: int) -> dict[str, ListRow]:
    """Return the first few rows by their keys; the others stand below the first screen."""
    return {row.key: row for row in rows[:most]}


# By kind how many lines each row may take, or how many of the rows stay: given up step by step
# until all fits.
_STEPS: Sequence[tuple[Callable[[Sequence[ListRow], int], dict[str, ListRow]], Kind, int]] = (
    (_cut, BRANCH, 3),
    (_cut, NOT_CLEARED, 3),
    (_cut, CONTRAINDICATED, 3),
    (_cut, CAUTION, 2),
    (_cut, ASKED, 1),
    (_cut, NOT_YET, 1),
    (_cut, CHECK, 2),
    (_cut, CONFLICT, 2),
    (_keep, CAUTION, 2),
    (_keep, ASKED, 4),
    (_cut, BRANCH, 2),
    (_cut, DUE, 1),
    (_cut, NOT_CLEARED, 2),
    (_keep, ASKED, 3),
    (_cut, FIRST, 2),
    (_cut, CHECK, 1),
    (_cut, CAUTION, 1),
    (_cut, NOTE, 2),
    (_keep, BRANCH, 3),
    (_keep, CAUTION, 1),
    (_cut, CONSIDER, 3),
    (_cut, CONTRAINDICATED, 2),
    (_keep, ASKED, 2),
    (_keep, BRANCH, 2),
    (_cut, DO, 3),
    (_cut, CONSIDER, 2),
    (_cut, NOT_CLEARED, 1),
    (_cut, FIRST, 1),
    (_cut, EMERGENCY, 2),
    (_keep, ASKED, 1),
    (_keep, DUE, 1),
    (_keep, BRANCH, 1),
    (_keep, NOT_YET, 0),
    (_cut, CONTRAINDICATED, 1),
    (_cut, CONFLICT, 1),
    (_keep, CAUTION, 0),
    (_keep, FIRST, 3),
    (_cut, ASK_FIRST, 2),
    (_keep, ASK_FIRST, 3),
)


def _lines(rows: Iterable[ListRow], width: int, shown: Shown) -> int:
    return sum(len(layout(row, width, shown)) for row in rows)
