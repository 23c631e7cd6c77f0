"""Metastatic appendiceal tumours (APP-07)."""

from __future__ import annotations

from nettui.plugin.api import STRONG, Rule
from nettui.plugin.terms import metastatic, well

ACTS = (
    Rule(
        id="systemic.as_small_intestine",
        statements=("APP-07",),
        sources=("ESMO-GEP-2020",),
        strength=STRONG,
        mark="C",
        when=well & metastatic,
        says="Metastatic: manage as a small-intestinal tumour (rows SI-05 to SI-10).",
    ),
)
