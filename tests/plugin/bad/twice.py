"""One id for two rules."""

from __future__ import annotations

from collections.abc import Iterable

from nettui.plugin.api import Act, Card, Rule, hookimpl


@hookimpl
def nettui_card() -> Card:
    return Card(name="twice", version="1", api=1, purpose="Test.", contact="Nobody.")


@hookimpl
def nettui_systemic() -> Iterable[Act]:
    return (
        Rule(id="systemic.rule", says="One.", statements=("S01",)),
        Rule(id="systemic.rule", says="Two.", statements=("S01",)),
    )
