"""The whole plugin interface. Every hook is read once, when a protocol is published.

A hook returns data and is never called for a patient. All of them may be left out but the card.
"""

from __future__ import annotations

from collections.abc import Iterable

import pluggy

from nettui.engine.language.card import Card
from nettui.engine.language.inferences import Excluded, Implied
from nettui.engine.language.options import Option
from nettui.engine.language.rules import Act
from nettui.engine.language.tables import Parameter, Setting, Table

API_VERSION = 1

hookspec = pluggy.HookspecMarker("nettui")


@hookspec
def nettui_card() -> Card:
    """Say who the plugin is. Its name becomes the origin of all its entries."""
    raise NotImplementedError


@hookspec
def nettui_options() -> Iterable[Option]:
    """Add options to the catalogue, each with its guards."""
    raise NotImplementedError


@hookspec
def nettui_tables() -> Iterable[Table | Parameter | Setting | Implied | Excluded]:
    """Add derived facts, parameters and inferences; an institution sets parameters here."""
    raise NotImplementedError


@hookspec
def nettui_workup() -> Iterable[Act]:
    """Return what must be known before a plan is complete. First stage."""
    raise NotImplementedError


@hookspec
def nettui_grading() -> Iterable[Act]:
    """Answer the grade, and offer its review. Reads facts, and tables that read no grade."""
    raise NotImplementedError


@hookspec
def nettui_extent() -> Iterable[Act]:
    """Answer the route, and offer what follows from extent: surgery, liver-directed therapy."""
    raise NotImplementedError


@hookspec
def nettui_functional() -> Iterable[Act]:
    """Manage hormone excess: symptoms, precautions at procedures."""
    raise NotImplementedError


@hookspec
def nettui_systemic() -> Iterable[Act]:
    """Offer, rank and guard systemic therapy."""
    raise NotImplementedError


@hookspec
def nettui_follow_up() -> Iterable[Act]:
    """Say what is due when. Last stage."""
    raise NotImplementedError


# The hooks by the short name under which their answers are kept, in the order of reading.
HOOKS = {
    "options": nettui_options,
    "tables": nettui_tables,
    "workup": nettui_workup,
    "grading": nettui_grading,
    "extent": nettui_extent,
    "functional": nettui_functional,
    "systemic": nettui_systemic,
    "follow_up": nettui_follow_up,
}
