"""Dated updates beside the base protocol (rows U01 to U44), and rows of all sites (COM, GEN).

Nothing here removes what the base protocol says: an update annotates, adds, ranks, restricts or is
printed as a paired conflict.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from importlib import resources

from nettui.plugin.api import API_VERSION, Act, Card, hookimpl

from . import evidence, extent, follow_up, functional, grading, nec_workup, systemic, workup


@hookimpl
def nettui_card() -> Card:
    """Say who this is, and the rows that it carries out."""
    here = resources.files(__package__)
    return Card(
        name="updates",
        version="1",
        api=API_VERSION,
        purpose="Current guidance beside the base protocol, dated and cited.",
        contact="The maintainers of nettui.",
        statements=tomllib.loads(here.joinpath("rows.toml").read_text("utf-8")),
        sources={"INV-18": "Invariant INV-18, TNM family and edition"},
    )


@hookimpl
def nettui_workup() -> Iterable[Act]:
    """Imaging, markers, biomarkers, staging."""
    return (*workup.ACTS, *nec_workup.ACTS)


@hookimpl
def nettui_grading() -> Iterable[Act]:
    """Grade by WHO 2022."""
    return grading.ACTS


@hookimpl
def nettui_extent() -> Iterable[Act]:
    """Surgery, liver-directed therapy, metastasis codes."""
    return extent.ACTS


@hookimpl
def nettui_functional() -> Iterable[Act]:
    """Carcinoid crisis, gallbladder, telotristat."""
    return functional.ACTS


@hookimpl
def nettui_systemic() -> Iterable[Act]:
    """Ranks, restrictions, options, and current figures."""
    return (*systemic.ACTS, *evidence.ACTS)


@hookimpl
def nettui_follow_up() -> Iterable[Act]:
    """What holds for follow-up as a whole."""
    return follow_up.ACTS
