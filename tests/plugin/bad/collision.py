"""An option that the base protocol has."""

from __future__ import annotations

from collections.abc import Iterable

from nettui.plugin.api import Card, Option, hookimpl


@hookimpl
def nettui_card() -> Card:
    return Card(name="collision", version="1", api=1, purpose="Test.", contact="Nobody.")


@hookimpl
def nettui_options() -> Iterable[Option]:
    return (Option(id="prrt", label="PRRT again"),)
