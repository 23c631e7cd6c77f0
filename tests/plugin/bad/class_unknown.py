"""Guards a class without options."""

from __future__ import annotations

from collections.abc import Iterable

from nettui.plugin.api import Act, Card, Guard, fact, hookimpl


@hookimpl
def nettui_card() -> Card:
    return Card(name="class_unknown", version="1", api=1, purpose="Test.", contact="Nobody.")


@hookimpl
def nettui_systemic() -> Iterable[Act]:
    return (
        Guard(
            id="systemic.guard",
            says="A stop.",
            statements=("S01",),
            classes=("ssas",),
            when=fact("patient.age") < 18,
        ),
    )
