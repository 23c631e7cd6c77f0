"""Chemotherapy of NEC (NEC-02 to NEC-05)."""

from __future__ import annotations

from nettui.plugin.api import CONDITIONAL, OPTION, STRONG, Condition, Guard, Order, Rule, fact
from nettui.plugin.terms import metastatic, nec, present, progressive, recorded

_metastatic: Condition = nec & present & metastatic
_PLATINUM = ("carboplatin_etoposide", "cisplatin_etoposide")
_prior = fact("history.prior_therapies")
_after_platinum: Condition = _metastatic & _prior.include("T44", "T45", "T46")

ACTS = (
    Rule(
        id="systemic.platinum",
        statements=("NEC-02", "S37"),
        sources=("ENETS-NEC-2023",),
        strength=STRONG,
        mark="C",
        options=_PLATINUM,
        # Not again once it was given (NEC-03); a history not recorded delays nothing.
        when=_metastatic & ~recorded(_prior.include("T44", "T45", "T46"), _prior),
        says="Metastatic NEC: platinum and etoposide, started fast; carboplatin preferred, "
        "cisplatin by the base protocol.",
    ),
    Order(
        id="systemic.carboplatin_preferred",
        statements=("NEC-02",),
        sources=("ENETS-NEC-2023",),
        mark="C",
        first=("carboplatin_etoposide",),
        over=("cisplatin_etoposide",),
        when=_metastatic,
        says="Carboplatin is preferred to cisplatin.",
    ),
    Rule(
        id="systemic.second_line",
        statements=("NEC-03",),
        sources=("ENETS-NEC-2023",),
        strength=CONDITIONAL,
        role="later_line",
        mark="R",
        options=("folfiri", "folfox", "temozolomide"),
        when=_after_platinum,
        says="Second line: fluoropyrimidine and irinotecan (FOLFIRI, FOLFIRINOX-like), FOLFOX, or "
        "temozolomide; a trial.",
    ),
    Order(
        id="systemic.second_line_first",
        statements=("NEC-03",),
        sources=("ENETS-NEC-2023",),
        mark="R",
        first=("folfiri", "folfox", "temozolomide"),
        over=(*_PLATINUM, "cisplatin_irinotecan"),
        when=_after_platinum & progressive,
        says="Progression after platinum: the second line before platinum again.",
    ),
    Rule(
        id="systemic.matched",
        statements=("NEC-04",),
        sources=("ENETS-NEC-2023",),
        strength=OPTION,
        role="later_line",
        mark="C",
        options=("matched_agent",),
        when=nec
        & present
        & metastatic
        & fact("pathology.molecular").include(
            "MSI-H", "TMB-high", "BRAF_V600E", "RET", "NTRK", "HER2"
        ),
        says="Biomarker (MSI, TMB, BRAF V600E, RET, NTRK, HER2): an agent matched to it.",
    ),
    Guard(
        id="systemic.no_ssa",
        kind="stop",
        classes=("ssa", "ssa_raises_glucose"),
        except_roles=("symptom",),
        when=nec,
        statements=("NEC-05", "S39"),
        sources=("ENETS-NEC-2023",),
        mark="E",
        says="NEC: a somatostatin analogue is never antiproliferative therapy.",
    ),
)
