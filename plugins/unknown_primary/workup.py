"""The search for an unknown primary (UNK-01, UNK-03)."""

from __future__ import annotations

from nettui.plugin.api import CONDITIONAL, STRONG, Condition, Need, Rule, fact
from nettui.plugin.terms import in_scope, metastatic, nec, present, site, well

unknown_primary: Condition = site.missing

# What is on record is not asked again; scintigraphy is no PET (U04).
_modality = fact("imaging.sstr_modality")
_no_pet: Condition = _modality.missing | _modality.one_of(
    "111In-pentetreotide", "99mTc", "SSTR_scintigraphy", "SSTR_unnamed"
)

ACTS = (
    Need(
        id="workup.stains",
        facts=("pathology.ihc_cdx2", "pathology.ihc_ttf1", "pathology.ihc_isl1"),
        when=unknown_primary & well,
        statements=("UNK-01", "A28"),
        sources=("ENETS-SI-2024",),
        mark="R",
        says="Stains that point to the primary: CDX2, TTF1, ISL1.",
    ),
    Need(
        id="workup.ttf1",
        facts=("pathology.ihc_ttf1",),
        when=unknown_primary & nec,
        statements=("UNK-04",),
        mark="E",
        says="NEC of unknown primary: TTF1, which points to the thorax.",
    ),
    Rule(
        id="workup.endoscopy",
        statements=("UNK-01",),
        sources=("ENETS-SI-2024",),
        strength=STRONG,
        role="diagnostic",
        mark="R",
        options=("endoscopy",),
        when=unknown_primary & well & fact("imaging.endoscopy_date").missing,
        says="Unknown primary: endoscopy.",
    ),
    Rule(
        id="workup.sstr_pet",
        statements=("UNK-01",),
        sources=("ENETS-SI-2024",),
        strength=STRONG,
        role="diagnostic",
        mark="R",
        options=("sstr_pet",),
        when=unknown_primary & well & _no_pet,
        says="Unknown primary: SSTR PET.",
    ),
    Rule(
        id="workup.four_weeks",
        statements=("UNK-03",),
        strength=CONDITIONAL,
        mark="E",
        when=in_scope & present & unknown_primary & metastatic,
        says="Do not delay systemic therapy for more than 4 weeks to find the primary.",
    ),
)
