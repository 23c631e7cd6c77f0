"""The first screen of a plan: what comes first shares the lines that there are.

No part of it hides another: each keeps at least its first line, emergencies and stops all of
theirs. What is cut is whole further below and in the reasons.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import evolve

from nettui.display import safe
from nettui.sheet.kinds import (
    ASK_FIRST,
    ASKED,
    BRANCH,
    CANNOT_TELL,
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
    OVERDUE,
    Kind,
)
from nettui.tui.rows.headings import heading
from nettui.tui.rows.layout import ListRow, Shown, layout

FURTHER = "What first, continued"
# Which parts the first screen has, by the words of their lines.
_PARTS: Sequence[tuple[Kind, ...]] = (
    (EMERGENCY, ASK_FIRST, FIRST),
    (DO, CONSIDER, NOTE, CHECK, CANNOT_TELL),
    (BRANCH,),
    (CONFLICT,),
    (NOT_CLEARED, CONTRAINDICATED),
    (CAUTION,),
    (DUE, OVERDUE),
    (ASKED, NOT_YET),
)
_PART: Mapping[str, int] = {
    kind.word: place for place, kinds in enumerate(_PARTS) for kind in kinds
}
# How many lines a kind may take, given up step by step until all fits.
_STEPS: Sequence[tuple[Kind, int]] = (
    (BRANCH, 3),
    (NOT_CLEARED, 3),
    (CONTRAINDICATED, 3),
    (CAUTION, 2),
    (ASKED, 1),
    (NOT_YET, 1),
    (CHECK, 2),
    (CONFLICT, 2),
    (BRANCH, 2),
    (DUE, 1),
    (NOT_CLEARED, 2),
    (FIRST, 2),
    (CHECK, 1),
    (CAUTION, 1),
    (NOTE, 2),
    (BRANCH, 1),
    (CONTRAINDICATED, 2),
    (CONSIDER, 2),
    (CONFLICT, 1),
    (NOT_CLEARED, 1),
    (DO, 3),
    (FIRST, 1),
    (EMERGENCY, 2),
)
# What may move below the first screen if even so there is no room, the last of each first.
_GIVES_WAY: Sequence[Kind] = (ASKED, NOT_YET, CAUTION, BRANCH, DUE, CHECK, FIRST, CONSIDER)


def at_a_glance(
    rows: Sequence[ListRow], width: int, room: int, shown: Shown = safe
) -> tuple[ListRow, ...]:
    """Return the rows of a plan with those that come first in at most ``room`` lines.

    What has no room there follows right below, under a heading of its own.
    """
    end = next((n for n, row in enumerate(rows) if n and row.heading), len(rows))
    first = list(_within(rows[:end], width, room, shown))
    below = []
    over = _lines(first, width, shown) - room
    for row in _giving_way(first):
        if over <= 0:
            break
        first.remove(row)
        below.append(row)
        over -= _height(row, width, shown)
    order = {row.key: n for n, row in enumerate(rows[:end])}
    below.sort(key=lambda row: order[row.key])
    return (*first, *((heading(FURTHER), *below) if below else ()), *rows[end:])


def _within(rows: Sequence[ListRow], width: int, room: int, shown: Shown) -> Sequence[ListRow]:
    """Return rows cut, kind by kind, to no fewer lines than the room asks for."""
    for kind, most in _STEPS:
        if _lines(rows, width, shown) <= room:
            break
        rows = [
            evolve(row, most=most)
            if row.word == kind.word and (not row.most or row.most > most)
            else row
            for row in rows
        ]
    return rows


def _giving_way(rows: Sequence[ListRow]) -> Iterator[ListRow]:
    """Yield the rows that may stand below the first screen, what gives way first; of each part
    its first row stays."""
    stays = {part: row for row in reversed(rows) if (part := _PART.get(row.word)) is not None}
    for kind in _GIVES_WAY:
        for row in reversed(rows):
            if row.word == kind.word and row is not stays[_PART[kind.word]]:
                yield row


def _lines(rows: Iterable[ListRow], width: int, shown: Shown) -> int:
    return sum(_height(row, width, shown) for row in rows)


def _height(row: ListRow, width: int, shown: Shown) -> int:
    return len(layout(row, width, shown))
