"""Written for an interface that is not spoken."""

from __future__ import annotations

from nettui.plugin.api import Card, hookimpl


@hookimpl
def nettui_card() -> Card:
    return Card(name="api", version="1", api=99, purpose="Test.", contact="Nobody.")
