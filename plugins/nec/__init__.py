"""NEC of any digestive site (rows NEC-01 to NEC-06)."""

from __future__ import annotations

from collections.abc import Iterable

from nettui.plugin.api import API_VERSION, Act, Card, Option, hookimpl

from . import catalogue, extent, systemic, workup
from .rows import ROWS


@hookimpl
def nettui_card() -> Card:
    """Say who this is, and the rows that it carries out."""
    return Card(
        name="nec",
        version="1",
        api=API_VERSION,
        purpose="NEC of any digestive site.",
        contact="The maintainers of nettui.",
        sites=(
            "stomach",
            "duodenum",
            "ampulla",
            "jejunum_ileum",
            "appendix",
            "colon",
            "rectum",
            "pancreas",
            "oesophagus",
            "liver",
            "gallbladder",
            "bile_duct",
            "anus",
        ),
        statements=ROWS,
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
def nettui_systemic() -> Iterable[Act]:
    """Systemic therapy."""
    return systemic.ACTS
