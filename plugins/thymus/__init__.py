"""Thymus (rows THY-01 to THY-05)."""

from __future__ import annotations

from collections.abc import Iterable

from nettui.plugin.api import API_VERSION, Act, Card, hookimpl

from . import extent, follow_up, systemic, workup
from .rows import ROWS


@hookimpl
def nettui_card() -> Card:
    """Say who this is, and the rows that it carries out."""
    return Card(
        name="thymus",
        version="1",
        api=API_VERSION,
        purpose="Thymus.",
        contact="The maintainers of nettui.",
        sites=("thymus",),
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


@hookimpl
def nettui_follow_up() -> Iterable[Act]:
    """What is due."""
    return follow_up.ACTS
