"""Starts a process, and hides that it was not allowed to."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable

from nettui.plugin.api import Act, Card, Judgement, hookimpl


@hookimpl
def nettui_card() -> Card:
    return Card(name="forbidden", version="1", api=1, purpose="Test.", contact="Nobody.")


@hookimpl
def nettui_systemic() -> Iterable[Act]:
    with contextlib.suppress(OSError):
        os.fork()
    return (Judgement(id="systemic.board", says="Weigh."),)
