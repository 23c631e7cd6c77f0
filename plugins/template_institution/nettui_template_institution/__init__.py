"""Local practice of one institution: what it does otherwise than the guidance, and why."""

from __future__ import annotations

from collections.abc import Iterable

from nettui.plugin.api import API_VERSION, Act, Card, Setting, hookimpl

from . import formulary, referral, settings


@hookimpl
def nettui_card() -> Card:
    """Say who this is, and give the texts that its entries cite."""
    return Card(
        name="template_institution",
        version="1.0",
        api=API_VERSION,
        purpose="Local practice of an institution: an example to copy.",
        contact="The protocol lead of the institution.",
        sources={
            "LOCAL-1": "Local practice, paragraph 1: one somatostatin analogue on the formulary",
            "LOCAL-2": "Local practice, paragraph 2: PRRT by referral, and before it is asked for",
            "LOCAL-3": "Local practice, paragraph 3: which liver lesions are few",
        },
    )


@hookimpl
def nettui_tables() -> Iterable[Setting]:
    """Set what the protocol leaves open."""
    return settings.SETTINGS


@hookimpl
def nettui_systemic() -> Iterable[Act]:
    """Keep to the formulary, and refer for PRRT."""
    return (*formulary.ACTS, *referral.ACTS)
