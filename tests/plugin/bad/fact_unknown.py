"""Needs a fact that no case has."""

from __future__ import annotations

from collections.abc import Iterable

from nettui.plugin.api import Act, Card, Need, hookimpl


@hookimpl
def nettui_card() -> Card:
    return Card(name="fact_unknown", version="1", api=1, purpose="Test.", contact="Nobody.")


@hookimpl
def nettui_workup() -> Iterable[Act]:
    return (Need(id="workup.need", says="A need.", facts=("pathology.ki76",), statements=("S01",)),)
