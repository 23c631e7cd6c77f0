"""Compares as Python does, not as conditions do."""

from __future__ import annotations

from collections.abc import Iterable

from nettui.plugin.api import Act, Card, Condition, Judgement, fact, hookimpl


@hookimpl
def nettui_card() -> Card:
    return Card(name="mistake", version="1", api=1, purpose="Test.", contact="Nobody.")


@hookimpl
def nettui_systemic() -> Iterable[Act]:
    when: Condition = fact("pathology.ki67") == 3
    return (Judgement(id="systemic.board", says="Weigh.", when=when),)
