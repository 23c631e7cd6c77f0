"""A guard that asks what is offered."""

from __future__ import annotations

from collections.abc import Iterable

from nettui.plugin.api import Act, Card, Guard, hookimpl, offered


@hookimpl
def nettui_card() -> Card:
    return Card(name="offered_too_late", version="1", api=1, purpose="Test.", contact="Nobody.")


@hookimpl
def nettui_systemic() -> Iterable[Act]:
    return (
        Guard(
            id="systemic.guard",
            says="A stop.",
            statements=("S01",),
            options=("prrt",),
            when=offered("surgery"),
        ),
    )
