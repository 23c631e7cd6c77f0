"""The report of a plan as plain text for a terminal, a mail or a printer."""

from __future__ import annotations

from nettui.engine.plan.plan import Plan
from nettui.exchange.document import Document, as_text
from nettui.exchange.layout import as_document
from nettui.sheet.basis import shortest_basis
from nettui.sheet.fold import PAPER, fold
from nettui.sheet.item import Sheet
from nettui.sheet.paper import with_counts
from nettui.sheet.sheet import sheet

LINES = 50
"""Two screens of 24 lines and a few: what a report is folded to fit, as far as that goes."""


def report(
    plan: Plan, width: int = 80, title: str = "", *, every: bool = False, unicode: bool = True
) -> str:
    """Return the report in lines of at most ``width`` cells, folded to `LINES` lines.

    ``title`` is the case file's. ``every``: nothing is folded, each rule that does not hold stands
    there with its reasons. Without ``unicode`` the text is ASCII.
    """
    full = sheet(plan, title, reasons=every)
    made = as_document(full) if every else in_short(fitting(full, width))
    return as_text(made, width, unicode=unicode)


def fitting(full: Sheet, width: int = 80) -> Sheet:
    """Return a sheet folded no further than `LINES` lines of a width ask for."""

    def fits(folded: Sheet) -> bool:
        return as_text(in_short(folded), width).count("\n") <= LINES

    return fold(full, fits, PAPER)


def in_short(folded: Sheet) -> Document:
    """Return a folded sheet as titled parts of lines, with what it only counts."""
    return as_document(with_counts(folded), shortest_basis)
