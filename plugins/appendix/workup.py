"""What else must be known of an appendiceal tumour (APP-06)."""

from __future__ import annotations

from nettui.plugin.api import CONDITIONAL, Condition, Need, Rule, fact
from nettui.plugin.terms import extent_, localized, resected, sstr_unscanned, well

size = fact("disease.size_mm")
mesoappendix = fact("pathology.mesoappendix_invasion_mm")

_stage: Condition = (
    fact("disease.primary_complication").include("perforation")
    | extent_.is_("regional")
    | ((mesoappendix > 3) & (size > 10))
)

ACTS = (
    Need(
        id="workup.specimen",
        facts=(
            "disease.size_mm",
            "disease.margin",
            "pathology.mesoappendix_invasion_mm",
            "pathology.lvi",
            "disease.appendix_position",
        ),
        when=well & localized & resected,
        statements=("APP-03", "APP-05"),
        sources=("DICT",),
        says="Size, margin, mesoappendix invasion, lymphovascular invasion and place in the "
        "appendix decide on completion surgery.",
    ),
    Rule(
        id="workup.staging",
        statements=("APP-06",),
        sources=("ENETS-APP-2023",),
        strength=CONDITIONAL,
        role="diagnostic",
        mark="R",
        options=("ct",),
        when=well & _stage & fact("imaging.conv_imaging_modality").missing,
        says="Perforated, node-positive, or mesoappendix invasion above 3 mm with more than "
        "10 mm: staging by CT or MRI.",
    ),
    Rule(
        id="workup.staging_sstr",
        statements=("APP-06",),
        sources=("ENETS-APP-2023",),
        strength=CONDITIONAL,
        role="diagnostic",
        mark="R",
        options=("sstr_pet",),
        when=well & _stage & sstr_unscanned,
        says="Perforated, node-positive, or mesoappendix invasion above 3 mm with more than "
        "10 mm: staging by SSTR PET.",
    ),
)
