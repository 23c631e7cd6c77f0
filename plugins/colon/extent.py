"""Surgery of colonic tumours (COL-01 to COL-04)."""

from __future__ import annotations

from nettui.plugin.api import CONDITIONAL, STRONG, Condition, Rule, fact
from nettui.plugin.terms import (
    BASE_COMPLETION,
    BASE_RESECTION,
    extent_,
    feasible_no,
    feasible_yes,
    grade,
    localized,
    nec,
    present,
    resected,
    well,
)

_endoscopically_complete: Condition = fact("pathology.specimen_type").is_(
    "endoscopic_resection"
) & fact("disease.margin").is_("R0")

ACTS = (
    Rule(
        id="extent.as_carcinoma",
        statements=("COL-01",),
        sources=("RINKE-DENZER-2021",),
        strength=STRONG,
        mark="C",
        options=("curative_resection",),
        when=well & present & localized & feasible_yes,
        says="Most colonic tumours are aggressive: stage and resect as a colon carcinoma "
        "(segmental colectomy with nodes).",
    ),
    Rule(
        id="extent.surveillance",
        statements=("COL-02",),
        sources=("RINKE-DENZER-2021",),
        strength=CONDITIONAL,
        mark="C",
        options=("endoscopic_surveillance",),
        against=(*BASE_COMPLETION, *BASE_RESECTION, "colon:extent.as_carcinoma"),
        when=well
        & extent_.is_("localized")
        & (fact("disease.size_mm") <= 10)
        & grade.is_("G1")
        & _endoscopically_complete,
        says="Up to 10 mm, G1, endoscopically complete: surveillance instead of colectomy.",
    ),
    Rule(
        id="extent.right_hemicolectomy",
        statements=("COL-03", "S14", "S15"),
        strength=STRONG,
        options=("curative_resection",),
        when=well & present & extent_.is_("regional") & feasible_yes,
        # No field of a case tells the part of the colon.
        says="With nodes, if the tumour is caecal or ileocaecal: right hemicolectomy with "
        "mesenteric nodes.",
    ),
    Rule(
        id="extent.nec_individual",
        statements=("COL-04",),
        sources=("ENETS-NEC-2023",),
        strength=STRONG,
        role="adjunct",
        intent="perioperative",
        mark="C",
        options=("carboplatin_etoposide", "cisplatin_etoposide"),
        when=nec & localized & ~resected & ~feasible_no,
        says="NEC: platinum and etoposide perioperatively, surgery individual.",
    ),
)
