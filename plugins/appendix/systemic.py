"""Metastatic appendiceal tumours, as in the small intestine (APP-07)."""

from __future__ import annotations

from nettui.plugin.api import STRONG, Condition, Order, Rule
from nettui.plugin.terms import (
    SYNDROME,
    after_ssa,
    grade,
    metastatic,
    present,
    progressive,
    sstr_positive,
    well,
)

_SSA = ("octreotide_lar", "lanreotide")
_advanced: Condition = well & present & metastatic
_progressed: Condition = _advanced & progressive & after_ssa & sstr_positive

ACTS = (
    Rule(
        id="systemic.as_small_intestine",
        statements=("APP-07",),
        sources=("ESMO-GEP-2020",),
        strength=STRONG,
        mark="C",
        when=well & present & metastatic,
        says="Metastatic: manage as a small-intestinal tumour (rows SI-05 to SI-10).",
    ),
    Rule(
        id="systemic.ssa_first",
        statements=("APP-07",),
        sources=("ESMO-GEP-2020",),
        strength=STRONG,
        mark="C",
        options=_SSA,
        when=_advanced & grade.one_of("G1", "G2") & sstr_positive,
        says="As in the small intestine (SI-05): G1 or G2, SSTR positive, an analogue first.",
    ),
    Rule(
        id="systemic.prrt_after_ssa",
        statements=("APP-07",),
        sources=("ESMO-GEP-2020", "NETTER1"),
        strength=STRONG,
        role="later_line",
        mark="C",
        options=("prrt",),
        when=_progressed,
        says="As in the small intestine (SI-06): progression on an analogue, SSTR positive, PRRT.",
    ),
    Order(
        id="systemic.prrt_before_ssa",
        statements=("APP-07",),
        sources=("ESMO-GEP-2020", "NETTER1"),
        mark="C",
        first=("prrt",),
        over=_SSA,
        except_roles=SYNDROME,
        when=_progressed,
        says="Progression on an analogue: PRRT before the analogue (SI-06).",
    ),
)
