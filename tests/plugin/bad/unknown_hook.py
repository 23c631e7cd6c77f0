"""Misspells a hook."""

from __future__ import annotations

from collections.abc import Iterable

from nettui.plugin.api import Act, Card, Judgement, hookimpl


@hookimpl
def nettui_card() -> Card:
    return Card(name="unknown_hook", version="1", api=1, purpose="Test.", contact="Nobody.")


@hookimpl
def nettui_sistemic() -> Iterable[Act]:
    return (Judgement(id="systemic.board", says="Weigh."),)
