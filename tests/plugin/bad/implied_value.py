"""Implies words that no fact has."""

from __future__ import annotations

from collections.abc import Iterable

from nettui.plugin.api import Card, Implied, fact, hookimpl


@hookimpl
def nettui_card() -> Card:
    return Card(name="implied_value", version="1", api=1, purpose="Test.", contact="Nobody.")


@hookimpl
def nettui_tables() -> Iterable[Implied]:
    return (
        Implied(
            name="one",
            fact="function.functional",
            value="unknown",
            when=fact("disease.primary_site").is_("lung"),
            says="one.",
            statements=("S01",),
        ),
        Implied(
            name="two",
            fact="disease.metastasis_sites",
            value=("liver", "none"),
            when=fact("disease.primary_site").is_("lung"),
            says="two.",
            statements=("S01",),
        ),
    )
