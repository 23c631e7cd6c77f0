"""Does not say who it is."""

from __future__ import annotations

from collections.abc import Iterable

from nettui.plugin.api import Act, Judgement, hookimpl


@hookimpl
def nettui_systemic() -> Iterable[Act]:
    return (Judgement(id="systemic.board", says="Weigh."),)
