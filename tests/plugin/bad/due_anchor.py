"""Counts months from a number."""

from __future__ import annotations

from collections.abc import Iterable

from nettui.plugin.api import Act, Card, Due, Rule, hookimpl


@hookimpl
def nettui_card() -> Card:
    return Card(name="due_anchor", version="1", api=1, purpose="Test.", contact="Nobody.")


@hookimpl
def nettui_follow_up() -> Iterable[Act]:
    return (
        Rule(
            id="follow_up.rule",
            says="A rule.",
            statements=("S01",),
            due=Due(low=3, high=6, anchor="pathology.ki67"),
        ),
    )
