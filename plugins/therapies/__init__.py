"""The therapies of the therapy table: agents, procedures and support, with their stops."""

from __future__ import annotations

from collections.abc import Iterable

from nettui.plugin.api import API_VERSION, Act, Card, Option, Parameter, Setting, Table, hookimpl

from . import (
    approvals,
    chemotherapy,
    extent,
    functional,
    imaging,
    liver,
    prrt,
    rows,
    sequence,
    ssa,
    supportive,
    systemic,
    tables,
    targeted,
    workup,
)


@hookimpl
def nettui_card() -> Card:
    """Say who this is, and the rows that it carries out."""
    return Card(
        name="therapies",
        version="1",
        api=API_VERSION,
        purpose="Therapies: when each comes into question, what stops it, how it is watched.",
        contact="The maintainers of nettui.",
        statements=rows.ROWS,
        sources=rows.SOURCES,
    )


@hookimpl
def nettui_options() -> Iterable[Option]:
    """Give the therapies that the base protocol does not name."""
    return (
        *ssa.OPTIONS,
        *prrt.OPTIONS,
        *targeted.OPTIONS,
        *chemotherapy.OPTIONS,
        *liver.OPTIONS,
        *supportive.OPTIONS,
        *imaging.OPTIONS,
    )


@hookimpl
def nettui_tables() -> Iterable[Table | Parameter | Setting]:
    """Give lines so far, Child-Pugh, body surface area, pregnancy, approvals."""
    return tables.TABLES


@hookimpl
def nettui_workup() -> Iterable[Act]:
    """What a drug or a procedure may need to know of the person."""
    return workup.ACTS


@hookimpl
def nettui_extent() -> Iterable[Act]:
    """Liver-directed procedures, radiotherapy."""
    return (*extent.ACTS, *sequence.EXTENT)


@hookimpl
def nettui_functional() -> Iterable[Act]:
    """Control of the syndrome, precautions at procedures."""
    return functional.ACTS


@hookimpl
def nettui_systemic() -> Iterable[Act]:
    """When each agent comes into question; approvals."""
    return (*systemic.ACTS, *sequence.ACTS, *sequence.TRIAL, *approvals.ACTS)
