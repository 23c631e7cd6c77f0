"""Compares with a parameter that nobody gives."""

from __future__ import annotations

from collections.abc import Iterable

from nettui.plugin.api import Act, Card, Rule, fact, hookimpl, parameter


@hookimpl
def nettui_card() -> Card:
    return Card(name="parameter_unknown", version="1", api=1, purpose="Test.", contact="Nobody.")


@hookimpl
def nettui_systemic() -> Iterable[Act]:
    return (
        Rule(
            id="systemic.rule",
            says="A rule.",
            statements=("S01",),
            when=fact("pathology.ki67") > parameter("fewer"),
        ),
    )
