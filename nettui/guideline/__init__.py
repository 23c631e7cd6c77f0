"""The base protocol: itself a plugin, through the same hooks as anyone's."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from importlib import resources

from nettui.guideline import (
    catalogue,
    children,
    emergencies,
    extent,
    fitness,
    follow_up,
    functional,
    grading,
    guards,
    guards_pregnancy,
    guards_procedures,
    hypoglycaemia,
    inferences,
    nec,
    not_covered,
    outcomes,
    systemic,
    tables,
    tissue,
    wishes,
    workup,
)
from nettui.guideline.guards_checks import AGES
from nettui.plugin.api import (
    API_VERSION,
    Act,
    Card,
    Excluded,
    Implied,
    Option,
    Parameter,
    Setting,
    Table,
    hookimpl,
)


@hookimpl
def nettui_card() -> Card:
    """Name the base protocol, with the texts of its statements and sources."""
    here = resources.files(__package__)
    statements, sources, bibliography = (
        tomllib.loads(here.joinpath(name).read_text("utf-8"))
        for name in ("statements.toml", "sources.toml", "bibliography.toml")
    )
    return Card(
        name="base",
        version="1",
        api=API_VERSION,
        purpose="The base protocol: initial approach to neuroendocrine tumours.",
        contact="The owner of the base protocol.",
        statements={name: _text(entry) for name, entry in statements.items()},
        sources={**bibliography, **sources},
    )


def _text(entry: dict[str, str]) -> str:
    """Return a statement with the number of its reference, which nobody could resolve."""
    if "ref" not in entry:
        return entry["text"]
    return f"{entry['text']} (reference {entry['ref']} of the base protocol, unresolved)"


@hookimpl
def nettui_options() -> Iterable[Option]:
    """Give the catalogue, each option with the guards of the therapy file."""
    return (*catalogue.OPTIONS, *fitness.OPTIONS)


@hookimpl
def nettui_tables() -> Iterable[Table | Parameter | Setting | Implied | Excluded]:
    """Give the derived facts, the parameters, and what answers imply and exclude."""
    return (
        *tables.PARAMETERS,
        *AGES,
        wishes.WISHES_AGE,
        *tables.TABLES,
        *outcomes.TABLES,
        *hypoglycaemia.TABLES,
        *tissue.TABLES,
        *inferences.IMPLIED,
        *inferences.EXCLUDED,
    )


@hookimpl
def nettui_workup() -> Iterable[Act]:
    """Name emergencies first, then what must be known before any therapy."""
    return (
        *emergencies.LINES,
        *wishes.ACTS,
        *children.ACTS,
        *hypoglycaemia.WORKUP,
        *guards_pregnancy.IMAGING,
        *workup.ACTS,
        *tissue.ACTS,
        *nec.WORKUP,
        *not_covered.WORKUP,
        *outcomes.WORKUP,
    )


@hookimpl
def nettui_grading() -> Iterable[Act]:
    """Grade by Ki-67, and NEC."""
    return grading.ACTS


@hookimpl
def nettui_extent() -> Iterable[Act]:
    """Route by extent."""
    return (
        *guards_pregnancy.PROCEDURE,
        *guards_procedures.EXTENT,
        *not_covered.PARAGANGLIOMA_GUARDS,
        *emergencies.ACTS,
        *extent.ACTS,
    )


@hookimpl
def nettui_functional() -> Iterable[Act]:
    """Manage functioning tumours."""
    return (*hypoglycaemia.FUNCTIONAL, *functional.ACTS)


@hookimpl
def nettui_systemic() -> Iterable[Act]:
    """Offer systemic therapy."""
    return (*guards.SYSTEMIC, *fitness.ACTS, *systemic.ACTS)


@hookimpl
def nettui_follow_up() -> Iterable[Act]:
    """Say what is due when."""
    return (*follow_up.ACTS, *not_covered.FOLLOW_UP)
