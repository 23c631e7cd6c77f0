"""Implies a number, which nobody records as a word."""

from __future__ import annotations

from collections.abc import Iterable

from nettui.plugin.api import Card, Implied, fact, hookimpl


@hookimpl
def nettui_card() -> Card:
    return Card(name="implied_fact", version="1", api=1, purpose="Test.", contact="Nobody.")


@hookimpl
def nettui_tables() -> Iterable[Implied]:
    return (
        Implied(
            name="size",
            fact="disease.size_mm",
            value="20",
            when=fact("disease.primary_site").is_("lung"),
            says="size.",
            statements=("S01",),
        ),
    )
