"""Appendix (rows APP-01 to APP-07)."""

from __future__ import annotations

from collections.abc import Iterable

from nettui.plugin.api import API_VERSION, Act, Card, hookimpl

from . import extent, systemic, workup

ROWS = {
    "APP-01": "below 10 mm, R0, G1 or G2: appendectomy is sufficient, no follow-up",
    "APP-02": "10-20 mm, R0, no risk factor: appendectomy acceptable, completion not routine",
    "APP-03": "10-20 mm with R1, mesoappendix > 3 mm, LVI or G2; any size if NET G3: discuss "
    "completion right hemicolectomy",
    "APP-04": "above 20 mm: right hemicolectomy with lymphadenectomy",
    "APP-05": "base of the appendix with positive margin: re-resection",
    "APP-06": "perforated, N1, or mesoappendix > 3 mm with size > 10 mm: CT or MRI and SSTR PET",
    "APP-07": "metastatic: manage as small intestine",
}


@hookimpl
def nettui_card() -> Card:
    """Say who this is, and the rows that it carries out."""
    return Card(
        name="appendix",
        version="1",
        api=API_VERSION,
        purpose="Appendix: how much surgery a small tumour needs.",
        contact="The maintainers of nettui.",
        sites=("appendix",),
        statements=ROWS,
    )


@hookimpl
def nettui_workup() -> Iterable[Act]:
    """What else must be known."""
    return workup.ACTS


@hookimpl
def nettui_extent() -> Iterable[Act]:
    """Appendectomy, completion surgery."""
    return extent.ACTS


@hookimpl
def nettui_systemic() -> Iterable[Act]:
    """Metastatic disease."""
    return systemic.ACTS
