"""The report of a plan as plain text for a terminal, a mail or a printer."""

from __future__ import annotations

from nettui.engine.plan.plan import Plan
from nettui.exchange.document import Document, as_text
from nettui.exchange.fold import FOLDS
from nettui.exchange.report import document

LINES = 50
"""Two screens of 24 lines and a few: what a report is folded to fit, as far as that goes."""


def report(
    plan: Plan, width: int = 80, title: str = "", *, every: bool = False, unicode: bool = True
) -> str:
    """Return the report in lines of at most ``width`` cells, folded to `LINES` lines.

    ``title`` is the case file's. ``every``: nothing is folded, each rule that does not hold stands
    there with its reasons. Without ``unicode`` the text is ASCII.
    """
    made = document(plan, title, every=True) if every else fitting(plan, width, title)
    return as_text(made, width, unicode=unicode)


def fitting(plan: Plan, width: int = 80, title: str = "") -> Document:
    """Return the report folded no further than `LINES` lines of a width ask for."""

    def fits(made: Document) -> bool:
        return as_text(made, width).count("\n") <= LINES

    # Each fold is shorter than the one before it, so the first that fits is found by halving.
    low, high = 0, len(FOLDS) - 1
    made: dict[int, Document] = {}
    while low < high:
        middle = (low + high) // 2
        made[middle] = document(plan, title, fold=FOLDS[middle])
        low, high = (low, middle) if fits(made[middle]) else (middle + 1, high)
    return made[low] if low in made else document(plan, title, fold=FOLDS[low])
