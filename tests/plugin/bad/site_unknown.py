"""Serves a site that no case has."""

from __future__ import annotations

from nettui.plugin.api import Card, hookimpl


@hookimpl
def nettui_card() -> Card:
    return Card(
        name="site_unknown",
        version="1",
        api=1,
        purpose="Test.",
        contact="Nobody.",
        sites=("pankreas",),
    )
