"""Duodenum and ampulla (rows DUO-01 to DUO-06)."""

from __future__ import annotations

from collections.abc import Iterable

from nettui.plugin.api import API_VERSION, Act, Card, hookimpl

from . import extent, workup
from .rows import ROWS


@hookimpl
def nettui_card() -> Card:
    """Say who this is, and the rows that it carries out."""
    return Card(
        name="duodenum",
        version="1",
        api=API_VERSION,
        purpose="Duodenum and ampulla.",
        contact="The maintainers of nettui.",
        sites=(
            "duodenum",
            "ampulla",
        ),
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
