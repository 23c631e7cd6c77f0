"""Contradicts a rule that is not there."""

from __future__ import annotations

from collections.abc import Iterable

from nettui.plugin.api import Act, Card, Rule, hookimpl


@hookimpl
def nettui_card() -> Card:
    return Card(name="against_missing", version="1", api=1, purpose="Test.", contact="Nobody.")


@hookimpl
def nettui_systemic() -> Iterable[Act]:
    return (
        Rule(id="systemic.rule", says="A rule.", statements=("S01",), against="base:systemic.sss"),
    )
