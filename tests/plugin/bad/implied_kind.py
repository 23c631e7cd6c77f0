"""Implies one word for a list, and a list for a choice."""

from __future__ import annotations

from collections.abc import Iterable

from nettui.plugin.api import Card, Implied, fact, hookimpl


@hookimpl
def nettui_card() -> Card:
    return Card(name="implied_kind", version="1", api=1, purpose="Test.", contact="Nobody.")


@hookimpl
def nettui_tables() -> Iterable[Implied]:
    return (
        Implied(
            name="one",
            fact="disease.metastasis_sites",
            value="liver",
            when=fact("disease.primary_site").is_("lung"),
            says="one.",
            statements=("S01",),
        ),
        Implied(
            name="two",
            fact="function.functional",
            value=("no",),
            when=fact("disease.primary_site").is_("lung"),
            says="two.",
            statements=("S01",),
        ),
    )
