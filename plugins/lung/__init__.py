"""Lung carcinoids and DIPNECH (rows LUN-01 to LUN-11)."""

from __future__ import annotations

from collections.abc import Iterable

from nettui.plugin.api import API_VERSION, Act, Card, Option, hookimpl

from . import catalogue, extent, functional, systemic, workup
from .rows import ROWS


@hookimpl
def nettui_card() -> Card:
    """Say who this is, and the rows that it carries out."""
    return Card(
        name="lung",
        version="1",
        api=API_VERSION,
        purpose="Lung: typical and atypical carcinoid, DIPNECH.",
        contact="The maintainers of nettui.",
        sites=("lung",),
        statements=ROWS,
        sources={"FRONT-ENDO-2021": "Front Endocrinol 2021, somatostatin analogues in the lung"},
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
