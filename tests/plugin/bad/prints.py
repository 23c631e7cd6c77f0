"""Talks while it is read; used all the same."""

from __future__ import annotations

from collections.abc import Iterable

from nettui.plugin.api import Act, Card, Judgement, hookimpl


@hookimpl
def nettui_card() -> Card:
    return Card(name="prints", version="1", api=1, purpose="Test.", contact="Nobody.")


@hookimpl
def nettui_systemic() -> Iterable[Act]:
    print("hello \x1b[31mthere")
    return (Judgement(id="systemic.board", says="Weigh."),)
