"""An override whose review is overdue: in force, and noted."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from nettui.plugin.api import Act, Card, Override, hookimpl

LAYER = "institution"


@hookimpl
def nettui_card() -> Card:
    return Card(name="overdue", version="1", api=1, purpose="Test.", contact="Nobody.")


@hookimpl
def nettui_systemic() -> Iterable[Act]:
    return (
        Override(
            id="systemic.rule",
            says="Instead.",
            statements=("S01",),
            target="base:systemic.ssa@2",
            reason="Local.",
            approved_by="Board",
            review_by=datetime.date(2020, 1, 1),
        ),
    )
