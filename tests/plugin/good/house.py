"""An institution with one rule and one setting."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from nettui.plugin.api import Act, Card, Rule, Setting, hookimpl

LAYER = "institution"


@hookimpl
def nettui_card() -> Card:
    return Card(name="house", version="1", api=1, purpose="Test.", contact="Nobody.")


@hookimpl
def nettui_tables() -> Iterable[Setting]:
    return (
        Setting(
            parameter="few",
            value=4,
            reason="Local.",
            approved_by="Board",
            review_by=datetime.date(2999, 1, 1),
        ),
    )


@hookimpl
def nettui_systemic() -> Iterable[Act]:
    return (Rule(id="systemic.house", says="House rule.", statements=("S01",)),)
