"""An institution that offers an option of a plugin of a site."""

from __future__ import annotations

from collections.abc import Iterable

from nettui.plugin.api import Act, Card, Rule, hookimpl

LAYER = "institution"


@hookimpl
def nettui_card() -> Card:
    return Card(name="dependent", version="1", api=1, purpose="Test.", contact="Nobody.")


@hookimpl
def nettui_systemic() -> Iterable[Act]:
    return (Rule(id="systemic.snare", says="Snare.", statements=("S01",), options=("snare",)),)
