"""A sheet shortened until it fits, step by step: one table of steps for a screen, one for paper.

A step makes a shorter sheet of a sheet and knows nothing of the plan behind it. Nothing is lost:
an item that gathers others has all that they were about as its subject, and a section keeps what
it only counts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from nettui.sheet.asking import asked_most
from nettui.sheet.branches import without_branches
from nettui.sheet.gathering import gathered, in_a_line, joined, with_care, without_folds
from nettui.sheet.item import Sheet
from nettui.sheet.kinds import (
    CAUTION,
    CONSIDER,
    CONTRAINDICATED,
    DO,
    DUE,
    FIRST,
    JUDGEMENT,
    NOT_CLEARED,
    OVERDUE,
    PITFALL,
    RECORD,
    TO_MIND,
)
from nettui.sheet.paper import in_short
from nettui.sheet.shortening import (
    without_counted_from,
    without_next,
    without_notes,
    without_reasons_first,
    without_said_first,
    without_sentences,
    without_standing,
)

Step = Callable[[Sheet], Sheet]


def fold(full: Sheet, fits: Callable[[Sheet], bool], steps: Sequence[Step]) -> Sheet:
    """Return a sheet after no more steps than it needs to fit, or after all of them."""
    folded = full
    for step in steps:
        folded = step(folded)
        if fits(folded):
            break
    return folded


def _in_rows(sheet: Sheet) -> Sheet:
    return gathered(9)(without_folds(with_care(joined(without_branches(sheet)))))


# What has a line of its own on a screen: so many items of a kind in each section.
SCREEN: Sequence[Step] = (_in_rows, *map(gathered, (6, 4, 3, 2, 1)))

# What a reader of paper can do without, least first. Never folded away: what comes first, and
# anywhere else what is to be done, stops, first steps, conflicts and dates.
PAPER: Sequence[Step] = (
    in_short,
    without_next,
    without_reasons_first,
    without_notes,
    without_sentences(CONSIDER),
    without_counted_from,
    without_standing(CAUTION),
    without_sentences(DO),
    asked_most(3),
    in_a_line(CONSIDER, NOT_CLEARED, CONTRAINDICATED, PITFALL, JUDGEMENT, RECORD),
    in_a_line(DO, DUE, OVERDUE),
    without_standing(FIRST),
    in_a_line(*TO_MIND),
    asked_most(0),
    without_said_first,
    in_a_line(CONSIDER, most=1),
)
