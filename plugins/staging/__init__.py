"""Staging: T, N, M and stage group per site (AJCC 8, NET), and what was recorded against it."""

from __future__ import annotations

from collections.abc import Iterable

from nettui.plugin.api import API_VERSION, Act, Card, Table, hookimpl

from . import groups, nodes, recorded, tumour

ROWS = {
    "TNM-T": "T category by site as written in the site file, AJCC 8, NET family; sizes in mm",
    "TNM-N": "N category by site, AJCC 8, NET family",
    "TNM-M": "M sub-category of gastroenteropancreatic NET (COM-06); lung and thymus by organ",
    "TNM-G": "stage group by site; any M1 is stage IV (COM-07)",
    "TNM-X": "a recorded TNM that disagrees with the derived one is shown, never corrected",
}


@hookimpl
def nettui_card() -> Card:
    """Say who this is, and the rows that it carries out."""
    return Card(
        name="staging",
        version="1",
        api=API_VERSION,
        purpose="Staging by site and edition, beside what was recorded.",
        contact="The maintainers of nettui.",
        statements=ROWS,
    )


@hookimpl
def nettui_tables() -> Iterable[Table]:
    """T, N, M and stage group as derived facts."""
    return (tumour.TABLE, nodes.N_TABLE, nodes.M_TABLE, groups.TABLE)


@hookimpl
def nettui_workup() -> Iterable[Act]:
    """What was recorded against what was derived."""
    return recorded.ACTS
