"""Asks for a grade that nobody answers."""

from __future__ import annotations

from collections.abc import Iterable

from nettui.plugin.api import Act, Card, Rule, derived, hookimpl


@hookimpl
def nettui_card() -> Card:
    return Card(name="word_unknown", version="1", api=1, purpose="Test.", contact="Nobody.")


@hookimpl
def nettui_systemic() -> Iterable[Act]:
    return (
        Rule(
            id="systemic.rule", says="A rule.", statements=("S01",), when=derived("grade").is_("G4")
        ),
    )
