"""Appendix (rows APP-01 to APP-07)."""

from __future__ import annotations

from collections.abc import Iterable

from nettui.plugin.api import API_VERSION, Act, Card, hookimpl

from . import extent, systemic, workup
from .rows import ROWS


@hookimpl
def nettui_card() -> Card:
    """Say who this is, and the rows that it carries out."""
    return Card(
        name="appendix",
        version="1",
        api=API_VERSION,
        purpose="Appendix: how much surgery a small tumour needs.",
        contact="The maintainers of nettui.",
        sites=("appendix",),
        statements=ROWS,
    )


@hookimpl
def nettui_workup() -> Iterable[Act]:
    """What else must be known."""
    return workup.ACTS


@hookimpl
def nettui_extent() -> Iterable[Act]:
    """Surgery, endoscopy, surveillance."""
    return extent.ACTS


@hookimpl
def nettui_systemic() -> Iterable[Act]:
    """Systemic therapy."""
    return systemic.ACTS
