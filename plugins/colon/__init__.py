"""Colon (rows COL-01 to COL-04)."""

from __future__ import annotations

from collections.abc import Iterable

from nettui.plugin.api import API_VERSION, Act, Card, hookimpl

from . import extent
from .rows import ROWS


@hookimpl
def nettui_card() -> Card:
    """Say who this is, and the rows that it carries out."""
    return Card(
        name="colon",
        version="1",
        api=API_VERSION,
        purpose="Colon.",
        contact="The maintainers of nettui.",
        sites=("colon",),
        statements=ROWS,
    )


@hookimpl
def nettui_extent() -> Iterable[Act]:
    """Surgery, endoscopy, surveillance."""
    return extent.ACTS
