"""Stomach (rows GAS-01 to GAS-07)."""

from __future__ import annotations

from collections.abc import Iterable

from nettui.plugin.api import API_VERSION, Act, Card, Table, hookimpl

from . import extent, follow_up, functional, tables, workup
from .rows import ROWS


@hookimpl
def nettui_card() -> Card:
    """Say who this is, and the rows that it carries out."""
    return Card(
        name="stomach",
        version="1",
        api=API_VERSION,
        purpose="Stomach: types 1 to 3.",
        contact="The maintainers of nettui.",
        sites=("stomach",),
        statements=ROWS,
    )


@hookimpl
def nettui_tables() -> Iterable[Table]:
    """Derived facts."""
    return tables.TABLES


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
def nettui_follow_up() -> Iterable[Act]:
    """What is due."""
    return follow_up.ACTS
