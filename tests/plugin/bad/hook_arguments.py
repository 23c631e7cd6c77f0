"""Wants to be given the case."""

from __future__ import annotations

from collections.abc import Iterable

from nettui.plugin.api import Act, Card, Judgement, hookimpl


@hookimpl
def nettui_card() -> Card:
    return Card(name="hook_arguments", version="1", api=1, purpose="Test.", contact="Nobody.")


@hookimpl
def nettui_systemic(case: object) -> Iterable[Act]:
    assert case
    return (Judgement(id="systemic.board", says="Weigh."),)
