"""Advanced lung carcinoids (LUN-05 to LUN-09)."""

from __future__ import annotations

from nettui.plugin.api import (
    ALWAYS,
    CONDITIONAL,
    OPTION,
    STRONG,
    Condition,
    Guard,
    Rule,
    derived,
    fact,
)
from nettui.plugin.terms import (
    after_ssa,
    grade,
    in_reach,
    present,
    progressive,
    recorded,
    sstr_positive,
    well,
)

_advanced: Condition = well & present & in_reach
_prior = fact("history.prior_therapies")
_after_everolimus: Condition = _prior.include("T30")
_after_temozolomide: Condition = _after_everolimus & _prior.include("T40", "T41")

ACTS = (
    Rule(
        id="systemic.ssa",
        statements=("LUN-05",),
        sources=("FRONT-ENDO-2021", "ESMO-LUNG-2021"),
        strength=CONDITIONAL,
        mark="R",
        options=("octreotide_lar", "lanreotide"),
        when=_advanced & sstr_positive & derived("tempo").is_("slow"),
        says="Advanced, SSTR positive and slow: somatostatin analogue (evidence retrospective).",
    ),
    Rule(
        id="systemic.everolimus",
        statements=("LUN-06",),
        sources=("ESMO-LUNG-2021", "RADIANT4"),
        strength=STRONG,
        mark="C",
        options=("everolimus",),
        # After everolimus LUN-07 speaks.
        when=_advanced
        & (grade.is_("AC") | (grade.is_("TC") & after_ssa))
        & ~recorded(_after_everolimus, _prior),
        says="Advanced atypical carcinoid, or typical after an analogue: everolimus.",
    ),
    Rule(
        id="systemic.temozolomide",
        statements=("LUN-07", "A29"),
        sources=("ESMO-LUNG-2021",),
        strength=CONDITIONAL,
        role="later_line",
        mark="C",
        flags=("outside_base_S48",),
        options=("temozolomide", "captem"),
        when=_advanced & _after_everolimus,
        says="After everolimus: temozolomide- or dacarbazine-based chemotherapy (outside S48).",
    ),
    Rule(
        id="systemic.platinum",
        statements=("LUN-07", "A29"),
        sources=("ESMO-LUNG-2021",),
        strength=CONDITIONAL,
        role="later_line",
        mark="C",
        flags=("outside_base_S48",),
        options=("carboplatin_etoposide",),
        when=_advanced & _after_temozolomide,
        says="After everolimus and temozolomide: platinum-based chemotherapy (outside S48).",
    ),
    Rule(
        id="systemic.prrt",
        statements=("LUN-08",),
        sources=("ESMO-LUNG-2021",),
        strength=OPTION,
        role="later_line",
        mark="R",
        flags=("off_label",),
        options=("prrt",),
        when=_advanced & sstr_positive & progressive,
        says="SSTR positive and progressive: PRRT by analogy (no trial in the lung; the US and EU "
        "labels name gastroenteropancreatic tumours only).",
    ),
    # The base protocol offers PRRT by SSTR uptake alone (S43), whatever the site.
    Guard(
        id="systemic.prrt_label",
        kind="caution",
        options=("prrt",),
        when=ALWAYS,
        statements=("LUN-08",),
        sources=("FDA-LUTATHERA-2024", "EMA-LUTATHERA"),
        mark="R",
        says="Lung: outside the US and EU labels (gastroenteropancreatic only), no randomised "
        "trial.",
    ),
    Rule(
        id="systemic.cabozantinib",
        statements=("LUN-09",),
        sources=("CABINET",),
        strength=OPTION,
        role="later_line",
        mark="C",
        options=("cabozantinib",),
        when=_advanced & derived("line").is_("later"),
        says="After one line or more: cabozantinib (CABINET included the lung).",
    ),
)
