"""Never answers."""

from __future__ import annotations

import time
from collections.abc import Iterable

from nettui.plugin.api import Act, Card, Judgement, hookimpl


@hookimpl
def nettui_card() -> Card:
    return Card(name="hung", version="1", api=1, purpose="Test.", contact="Nobody.")


@hookimpl
def nettui_systemic() -> Iterable[Act]:
    time.sleep(60)
    return (Judgement(id="systemic.board", says="Weigh."),)
