"""Ends its process without a word."""

from __future__ import annotations

import os
from collections.abc import Iterable

from nettui.plugin.api import Act, Card, hookimpl


@hookimpl
def nettui_card() -> Card:
    return Card(name="killed", version="1", api=1, purpose="Test.", contact="Nobody.")


@hookimpl
def nettui_systemic() -> Iterable[Act]:
    os._exit(3)
