"""Type 2: the gastrinoma behind it (GAS-04)."""

from __future__ import annotations

from nettui.plugin.api import STRONG, Rule, fact
from nettui.plugin.terms import in_scope, well

from .tables import type_2

ACTS = (
    Rule(
        id="functional.treat_gastrinoma",
        statements=("GAS-04",),
        sources=("ENETS-GD-2023",),
        strength=STRONG,
        role="symptom",
        mark="R",
        options=("ppi",),
        when=in_scope & type_2,
        says="Type 2: treat the gastrinoma; proton-pump inhibitor (never stopped abruptly).",
    ),
    Rule(
        id="functional.men1",
        statements=("GAS-04",),
        sources=("ENETS-GD-2023",),
        strength=STRONG,
        role="diagnostic",
        mark="R",
        options=("germline_panel",),
        when=well & type_2 & fact("heredity.hereditary").missing,
        says="Type 2: consider MEN1.",
    ),
)
