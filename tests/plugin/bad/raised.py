"""Fails while it is asked."""

from __future__ import annotations

from collections.abc import Iterable

from nettui.plugin.api import Act, Card, hookimpl


@hookimpl
def nettui_card() -> Card:
    return Card(name="raised", version="1", api=1, purpose="Test.", contact="Nobody.")


@hookimpl
def nettui_systemic() -> Iterable[Act]:
    raise KeyError("nothing there")
