"""Pancreas, non-functioning and functioning (rows PAN-NF-01 to PAN-F-14)."""

from __future__ import annotations

from collections.abc import Iterable

from nettui.plugin.api import API_VERSION, Act, Card, Option, hookimpl

from . import catalogue, extent, follow_up, functional, systemic, workup
from .rows import ROWS, SOURCES


@hookimpl
def nettui_card() -> Card:
    """Say who this is, and the rows that it carries out."""
    return Card(
        name="pancreas",
        version="1",
        api=API_VERSION,
        purpose="Pancreas: non-functioning tumours and syndromes.",
        contact="The maintainers of nettui.",
        sites=(
            "pancreas",
            "duodenum",
            "ampulla",
        ),
        statements=ROWS,
        sources=SOURCES,
    )


@hookimpl
def nettui_options() -> Iterable[Option]:
    """What the site adds to the catalogue."""
    return catalogue.OPTIONS


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


@hookimpl
def nettui_follow_up() -> Iterable[Act]:
    """What is due."""
    return follow_up.ACTS
