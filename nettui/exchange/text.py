"""The report of a plan as plain text for a terminal, a mail or a printer."""

from __future__ import annotations

from nettui.engine.plan import Plan
from nettui.exchange.document import Document, as_text
from nettui.exchange.fold import FOLDS
from nettui.exchange.report import document

LINES = 48
"""Two screens of 24 lines: what a report is folded to fit, as far as that goes."""


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
    made: Document = ()
    for fold in FOLDS:
        made = document(plan, title, fold=fold)
        if as_text(made, width).count("\n") <= LINES:
            break
    return made
