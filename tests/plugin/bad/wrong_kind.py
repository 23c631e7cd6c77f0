"""An option from the hook of a stage."""

from __future__ import annotations

from collections.abc import Iterable

from nettui.plugin.api import Card, Option, hookimpl


@hookimpl
def nettui_card() -> Card:
    return Card(name="wrong_kind", version="1", api=1, purpose="Test.", contact="Nobody.")


@hookimpl
def nettui_systemic() -> Iterable[Option]:
    return (Option(id="drug", label="Drug"),)
