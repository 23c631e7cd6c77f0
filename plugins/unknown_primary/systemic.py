"""Systemic therapy of an unknown primary (UNK-02, UNK-04)."""

from __future__ import annotations

from nettui.plugin.api import INFO, STRONG, Condition, Order, Rule, fact
from nettui.plugin.terms import (
    after_ssa,
    grade,
    ki67,
    metastatic,
    nec,
    present,
    progressive,
    recorded,
    ssa_progressed,
    sstr_positive,
    well,
)

from .extent import midgut
from .workup import unknown_primary

_prior = fact("history.prior_therapies")
_ttf1 = fact("pathology.ihc_ttf1")
_ttf1_positive: Condition = recorded(_ttf1.is_("positive"), _ttf1)
_nec: Condition = unknown_primary & nec & present & metastatic
_midgut_progressed: Condition = (
    unknown_primary & well & present & metastatic & midgut & progressive & after_ssa & sstr_positive
)

ACTS = (
    Rule(
        id="systemic.ssa",
        statements=("UNK-02", "S39"),
        sources=("CLARINET",),
        strength=STRONG,
        mark="C",
        options=("octreotide_lar", "lanreotide"),
        # Above Ki-67 20 % chemotherapy goes before the analogue (A14, U34): there the base's
        # conditional offer stands alone.
        when=unknown_primary
        & well
        & present
        & metastatic
        & grade.one_of("G1", "G2")
        & ~ssa_progressed,
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
        # NEC-02 is started fast: a stain that was not done holds nothing back.
        when=_nec & ~recorded(_prior.include("T44", "T45", "T46"), _prior),
        says="NEC of unknown primary: platinum and etoposide (as NEC-02).",
    ),
    Order(
        id="systemic.carboplatin_preferred",
        statements=("UNK-04",),
        sources=("ENETS-NEC-2023",),
        mark="E",
        first=("carboplatin_etoposide",),
        over=("cisplatin_etoposide",),
        when=_nec,
        says="Carboplatin is preferred to cisplatin (as NEC-02).",
    ),
    Rule(
        id="systemic.prrt_after_ssa",
        statements=("UNK-01",),
        sources=("ENETS-SI-2024", "NETTER1"),
        strength=STRONG,
        role="later_line",
        mark="R",
        options=("prrt",),
        when=_midgut_progressed,
        says="Midgut features, as in the small intestine (SI-06): progression on an analogue, SSTR "
        "positive, PRRT.",
    ),
    Rule(
        id="systemic.ttf1",
        statements=("UNK-04", "LUN-11"),
        sources=("Z08",),
        strength=INFO,
        mark="C",
        when=unknown_primary & nec & _ttf1_positive,
        says="TTF1 positive does not place the primary of a NEC (positive in about 44 % of "
        "extrapulmonary small-cell carcinomas): the thoracic board as well. If it is a small-cell "
        "lung cancer, a PD-L1 antibody goes with platinum and etoposide.",
    ),
)
