"""Surgery of lung carcinoids (LUN-01 to LUN-03)."""

from __future__ import annotations

from nettui.plugin.api import CONDITIONAL, INFO, STRONG, Condition, Judgement, Rule, fact
from nettui.plugin.terms import (
    BASE_RESECTION,
    feasible_borderline,
    feasible_no,
    feasible_yes,
    grade,
    localized,
    present,
    resected,
    well,
)

_in_place: Condition = well & present & localized
_unfit: Condition = feasible_no | feasible_borderline | (fact("patient.ecog") >= 3)

ACTS = (
    Rule(
        id="extent.anatomical_resection",
        statements=("LUN-01", "S14", "S15"),
        sources=("ESMO-LUNG-2021", "ENETS-LUNG-2015"),
        strength=STRONG,
        mark="R",
        options=("curative_resection",),
        when=_in_place & feasible_yes,
        says="Anatomical resection (segment or lobe, bronchoplastic for central tumours) with "
        "systematic nodal dissection: 6 stations or more, 3 of them mediastinal.",
    ),
    Rule(
        id="extent.endobronchial",
        statements=("LUN-02",),
        sources=("ENETS-LUNG-2015",),
        strength=CONDITIONAL,
        mark="R",
        options=("endobronchial_resection",),
        # For the unfit only; beside a resection judged feasible a conflict (INV-20, INV-67).
        against=BASE_RESECTION,
        when=_in_place & _unfit,
        says="Endobronchial resection alone: only as a bridge, or for unfit patients.",
    ),
    Rule(
        id="extent.no_adjuvant",
        statements=("LUN-03",),
        sources=("ESMO-LUNG-2021",),
        strength=INFO,
        mark="R",
        when=well & localized & resected & grade.is_("TC"),
        says="Typical carcinoid, R0: no adjuvant therapy.",
    ),
    Judgement(
        id="extent.adjuvant_question",
        statements=("LUN-03",),
        sources=("ESMO-LUNG-2021",),
        mark="R",
        when=well
        & localized
        & grade.is_("AC")
        & (fact("disease.n_category").is_("N2") | fact("disease.margin").is_("R1")),
        says="Atypical carcinoid with N2 or R1: adjuvant therapy? No trial has proved it.",
    ),
)
