"""MEN1 and the thymus (THY-05)."""

from __future__ import annotations

from nettui.plugin.api import CONDITIONAL, Due, Rule, fact
from nettui.plugin.terms import well

ACTS = (
    Rule(
        id="follow_up.men1",
        statements=("THY-05",),
        sources=("ENETS-MEN1-2024",),
        strength=CONDITIONAL,
        mark="C",
        when=well & fact("heredity.hereditary").is_("MEN1"),
        due=Due(low=12, high=36, anchor="imaging.conv_imaging_date"),
        says="MEN1: CT or MRI of the thorax every 1-3 years (practice varies).",
    ),
)
