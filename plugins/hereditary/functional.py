"""MEN1 gastrinoma (HER-08)."""

from __future__ import annotations

from nettui.plugin.api import CONDITIONAL, Rule
from nettui.plugin.terms import active_syndrome

from .workup import gastrinoma, men1

ACTS = (
    Rule(
        id="functional.men1_gastrinoma",
        statements=("HER-08",),
        sources=("NIEDERLE-2021",),
        strength=CONDITIONAL,
        role="symptom",
        intent="symptom_control",
        mark="R",
        options=("ppi",),
        when=active_syndrome & gastrinoma & men1,
        says="MEN1 gastrinoma: medical control first, surgery selective; treat "
        "hyperparathyroidism first.",
    ),
)
