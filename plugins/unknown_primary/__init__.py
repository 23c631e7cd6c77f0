"""Unknown primary (rows UNK-01 to UNK-04)."""

from __future__ import annotations

from collections.abc import Iterable

from nettui.plugin.api import API_VERSION, Act, Card, hookimpl

from . import extent, systemic, workup
from .rows import ROWS


@hookimpl
def nettui_card() -> Card:
    """Say who this is, and the rows that it carries out."""
    return Card(
        name="unknown_primary",
        version="1",
        api=API_VERSION,
        purpose="Unknown primary.",
        contact="The maintainers of nettui.",
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
