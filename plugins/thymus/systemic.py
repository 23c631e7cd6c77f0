"""Advanced thymic tumours, as in the lung (THY-04)."""

from __future__ import annotations

from nettui.plugin.api import CONDITIONAL, Condition, Rule, fact
from nettui.plugin.terms import in_reach, present, progressive, recorded, sstr_positive, well

_advanced: Condition = well & present & in_reach
_prior = fact("history.prior_therapies")

ACTS = (
    Rule(
        id="systemic.everolimus",
        statements=("THY-04",),
        sources=("ESMO-LUNG-2021",),
        strength=CONDITIONAL,
        mark="C",
        options=("everolimus",),
        when=_advanced & ~recorded(_prior.include("T30"), _prior),
        says="Advanced: everolimus, as in the lung.",
    ),
    Rule(
        id="systemic.temozolomide",
        statements=("THY-04", "A29"),
        sources=("ESMO-LUNG-2021",),
        strength=CONDITIONAL,
        role="later_line",
        mark="R",
        flags=("outside_base_S48",),
        options=("temozolomide",),
        when=_advanced & _prior.include("T30"),
        says="After everolimus: temozolomide, as in the lung (outside S48).",
    ),
    Rule(
        id="systemic.prrt",
        statements=("THY-04",),
        sources=("ESMO-LUNG-2021",),
        strength=CONDITIONAL,
        role="later_line",
        mark="R",
        flags=("off_label",),
        options=("prrt",),
        when=_advanced & sstr_positive & progressive,
        says="SSTR positive and progressive: PRRT, as in the lung (off-label).",
    ),
)
