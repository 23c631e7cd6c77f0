"""Takes an answer away without giving one."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from nettui.plugin.api import Act, Card, Override, hookimpl

LAYER = "institution"


@hookimpl
def nettui_card() -> Card:
    return Card(name="target_answers", version="1", api=1, purpose="Test.", contact="Nobody.")


@hookimpl
def nettui_grading() -> Iterable[Act]:
    return (
        Override(
            id="grading.rule",
            says="Instead.",
            statements=("S01",),
            target="base:grading.g1@1",
            reason="Local.",
            approved_by="Board",
            review_by=datetime.date(2999, 1, 1),
        ),
    )
