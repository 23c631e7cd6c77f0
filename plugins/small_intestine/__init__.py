"""Small intestine, jejunum and ileum (rows SI-01 to SI-12)."""

from __future__ import annotations

from collections.abc import Iterable

from nettui.plugin.api import API_VERSION, Act, Card, hookimpl

from . import extent, functional, systemic, workup
from .rows import ROWS


@hookimpl
def nettui_card() -> Card:
    """Say who this is, and the rows that it carries out."""
    return Card(
        name="small_intestine",
        version="1",
        api=API_VERSION,
        purpose="Small intestine: jejunum and ileum.",
        contact="The maintainers of nettui.",
        sites=("jejunum_ileum",),
        statements=ROWS,
        sources={"NANETS-MIDGUT-SURGERY": "NANETS, surgery of midgut tumours (recalled)"},
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
def nettui_functional() -> Iterable[Act]:
    """Syndromes."""
    return functional.ACTS


@hookimpl
def nettui_systemic() -> Iterable[Act]:
    """Systemic therapy."""
    return systemic.ACTS
