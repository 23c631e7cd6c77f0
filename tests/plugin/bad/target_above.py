"""A guideline that overrides an institution."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from nettui.plugin.api import Act, Card, Override, hookimpl


@hookimpl
def nettui_card() -> Card:
    return Card(name="target_above", version="1", api=1, purpose="Test.", contact="Nobody.")


@hookimpl
def nettui_systemic() -> Iterable[Act]:
    return (
        Override(
            id="systemic.rule",
            says="Instead.",
            statements=("S01",),
            target="house:systemic.house@1",
            reason="Local.",
            approved_by="Board",
            review_by=datetime.date(2999, 1, 1),
        ),
    )
