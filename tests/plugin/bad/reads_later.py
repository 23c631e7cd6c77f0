"""A guard that waits for the route."""

from __future__ import annotations

from collections.abc import Iterable

from nettui.plugin.api import Act, Card, Guard, derived, hookimpl


@hookimpl
def nettui_card() -> Card:
    return Card(name="reads_later", version="1", api=1, purpose="Test.", contact="Nobody.")


@hookimpl
def nettui_systemic() -> Iterable[Act]:
    return (
        Guard(
            id="systemic.guard",
            says="A stop.",
            statements=("S01",),
            options=("prrt",),
            when=derived("route").is_("surgery"),
        ),
    )
