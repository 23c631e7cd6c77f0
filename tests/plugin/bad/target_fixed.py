"""Overrides a fixed rule."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from nettui.plugin.api import Act, Card, Override, hookimpl

LAYER = "institution"


@hookimpl
def nettui_card() -> Card:
    return Card(name="target_fixed", version="1", api=1, purpose="Test.", contact="Nobody.")


@hookimpl
def nettui_extent() -> Iterable[Act]:
    return (
        Override(
            id="extent.rule",
            says="Instead.",
            statements=("S01",),
            target="base:extent.local@1",
            answer="surgery",
            reason="Local.",
            approved_by="Board",
            review_by=datetime.date(2999, 1, 1),
        ),
    )
