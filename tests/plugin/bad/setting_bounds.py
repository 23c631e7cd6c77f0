"""Sets a parameter beyond its bounds."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from nettui.plugin.api import Card, Setting, hookimpl

LAYER = "institution"


@hookimpl
def nettui_card() -> Card:
    return Card(name="setting_bounds", version="1", api=1, purpose="Test.", contact="Nobody.")


@hookimpl
def nettui_tables() -> Iterable[Setting]:
    return (
        Setting(
            parameter="few",
            value=11,
            reason="Local.",
            approved_by="Board",
            review_by=datetime.date(2999, 1, 1),
        ),
    )
