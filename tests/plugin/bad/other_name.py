"""The card and the entry point give different names."""

from __future__ import annotations

from nettui.plugin.api import Card, hookimpl


@hookimpl
def nettui_card() -> Card:
    return Card(name="someone_else", version="1", api=1, purpose="Test.", contact="Nobody.")
