"""The report of a plan as plain text for a terminal, a mail or a printer."""

from __future__ import annotations

from nettui.engine.plan import Plan
from nettui.exchange.document import as_text
from nettui.exchange.report import document


def report(
    plan: Plan, width: int = 80, title: str = "", *, every: bool = False, unicode: bool = True
) -> str:
    """Return the report in lines of at most ``width`` cells.

    ``title`` is the case file's. ``every``: also each rule that does not hold, with its reasons.
    Without ``unicode`` the text is ASCII.
    """
    return as_text(document(plan, title, every=every), width, unicode=unicode)
