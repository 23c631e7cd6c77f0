"""Systemic therapy of an unknown primary (UNK-02, UNK-04)."""

from __future__ import annotations

from nettui.plugin.api import BLOCK, INFO, STRONG, Rule, fact
from nettui.plugin.terms import ki67, metastatic, nec, present, well

from .workup import unknown_primary

ACTS = (
    Rule(
        id="systemic.ssa",
        statements=("UNK-02", "S39"),
        sources=("CLARINET",),
        strength=STRONG,
        mark="C",
        options=("octreotide_lar", "lanreotide"),
        when=unknown_primary & well & present & metastatic,
        says="Metastatic, unknown primary: somatostatin analogue first.",
    ),
    Rule(
        id="systemic.label",
        statements=("UNK-02",),
        sources=("CLARINET",),
        strength=INFO,
        mark="C",
        when=unknown_primary & well & present & metastatic & (ki67 < 10),
        says="The lanreotide label includes unknown primaries with Ki-67 below 10 %.",
    ),
    Rule(
        id="systemic.platinum",
        statements=("UNK-04", "S37"),
        strength=STRONG,
        mark="E",
        options=("carboplatin_etoposide", "cisplatin_etoposide"),
        when=unknown_primary
        & nec
        & present
        & metastatic
        & ~fact("pathology.ihc_ttf1").is_("positive"),
        says="NEC of unknown primary: platinum and etoposide (as NEC-02).",
    ),
    Rule(
        id="systemic.thoracic_pathway",
        statements=("UNK-04", "LUN-11"),
        strength=BLOCK,
        mark="E",
        when=unknown_primary & nec & fact("pathology.ihc_ttf1").is_("positive"),
        says="TTF1 positive (or a thoracic mass): thoracic NEC pathway.",
    ),
)
