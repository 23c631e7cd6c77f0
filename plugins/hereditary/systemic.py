"""Drugs for hereditary disease (HER-05, HER-07)."""

from __future__ import annotations

from nettui.plugin.api import INFO, OPTION, Rule
from nettui.plugin.terms import feasible_yes, pancreas, present, well

from .workup import tsc, vhl

ACTS = (
    Rule(
        id="systemic.belzutifan",
        statements=("HER-05",),
        sources=("FDA-BELZUTIFAN",),
        strength=OPTION,
        mark="C",
        options=("belzutifan",),
        when=pancreas & well & present & vhl & ~feasible_yes,
        says="VHL requiring therapy, no immediate surgery: belzutifan.",
    ),
    Rule(
        id="systemic.tsc",
        statements=("HER-07",),
        sources=("FDA-EVEROLIMUS",),
        strength=INFO,
        mark="R",
        when=tsc,
        says="TSC: pancreatic and other tumours; everolimus has label indications for both.",
    ),
)
