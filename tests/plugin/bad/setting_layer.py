"""A guideline that sets a parameter."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from nettui.plugin.api import Card, Setting, hookimpl


@hookimpl
def nettui_card() -> Card:
    return Card(name="setting_layer", version="1", api=1, purpose="Test.", contact="Nobody.")


@hookimpl
def nettui_tables() -> Iterable[Setting]:
    return (
        Setting(
            parameter="few",
            value=3,
            reason="Local.",
            approved_by="Board",
            review_by=datetime.date(2999, 1, 1),
        ),
    )
