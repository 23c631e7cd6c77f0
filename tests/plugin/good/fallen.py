"""An option, and beside it a faulty rule: refused as a whole with all built on it."""

from __future__ import annotations

from collections.abc import Iterable

from nettui.plugin.api import Act, Card, Option, Rule, hookimpl


@hookimpl
def nettui_card() -> Card:
    return Card(name="fallen", version="1", api=1, purpose="Test.", contact="Nobody.")


@hookimpl
def nettui_options() -> Iterable[Option]:
    return (Option(id="fallen_drug", label="Drug"),)


@hookimpl
def nettui_systemic() -> Iterable[Act]:
    return (Rule(id="systemic.rule", says="A rule.", statements=("S77",)),)
