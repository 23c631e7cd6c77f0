"""Forgets to mark a hook."""

from __future__ import annotations

from collections.abc import Iterable

from nettui.plugin.api import Act, Card, Judgement, hookimpl


@hookimpl
def nettui_card() -> Card:
    return Card(name="unmarked_hook", version="1", api=1, purpose="Test.", contact="Nobody.")


def nettui_systemic() -> Iterable[Act]:
    return (Judgement(id="systemic.board", says="Weigh."),)
