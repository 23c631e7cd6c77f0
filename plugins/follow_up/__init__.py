"""Follow-up: clock, refinements beside the base schedule, monitoring of therapies (rows F00-F82).

The base schedule is always printed by the base protocol; a refinement that is less frequent is
marked and paired with it, so that the board chooses knowingly.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from importlib import resources

from nettui.plugin.api import API_VERSION, Act, Card, Parameter, Setting, Table, hookimpl

from . import bowel, chest_nec, clock, foregut, inherited, monitoring, pancreas


@hookimpl
def nettui_card() -> Card:
    """Say who this is, and the rows that it carries out."""
    here = resources.files(__package__)
    return Card(
        name="follow_up",
        version="1",
        api=API_VERSION,
        purpose="Follow-up by site, resection and therapy, beside the base schedule.",
        contact="The maintainers of nettui.",
        statements=tomllib.loads(here.joinpath("rows.toml").read_text("utf-8")),
    )


@hookimpl
def nettui_tables() -> Iterable[Table | Parameter | Setting]:
    """The clock of follow-up."""
    return clock.TABLES


@hookimpl
def nettui_follow_up() -> Iterable[Act]:
    """What is due when."""
    return (
        *clock.ACTS,
        *pancreas.ACTS,
        *bowel.ACTS,
        *foregut.ACTS,
        *chest_nec.ACTS,
        *inherited.ACTS,
        *monitoring.ACTS,
    )
