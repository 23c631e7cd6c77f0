"""Changes what others read."""

from __future__ import annotations

from collections.abc import Iterable

from nettui.engine.language import stages
from nettui.plugin.api import Act, Card, Judgement, hookimpl


@hookimpl
def nettui_card() -> Card:
    return Card(name="mutated", version="1", api=1, purpose="Test.", contact="Nobody.")


@hookimpl
def nettui_systemic() -> Iterable[Act]:
    stages.ROLES = ("anything",)  # type: ignore[assignment]
    return (Judgement(id="systemic.board", says="Weigh."),)
