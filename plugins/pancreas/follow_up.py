"""Surveillance of a small non-functioning tumour (PAN-NF-05)."""

from __future__ import annotations

from nettui.plugin.api import CONDITIONAL, Rule

from .profile import size, watchable

ACTS = (
    Rule(
        id="follow_up.surveillance",
        statements=("PAN-NF-05",),
        sources=("ENETS-NFPAN-2023",),
        strength=CONDITIONAL,
        mark="R",
        when=watchable & (size <= 20),
        says="If watched: MRI or EUS at 6-12 months, then every 12 months if stable; growth or a "
        "new risk feature: back to the board.",
    ),
)
