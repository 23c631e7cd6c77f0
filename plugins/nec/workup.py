"""What else must be known of a NEC (NEC-01, NEC-06)."""

from __future__ import annotations

from nettui.plugin.api import CONDITIONAL, INFO, STRONG, Need, Rule, fact
from nettui.plugin.terms import ki67, localized, metastatic, nec, present

ACTS = (
    Need(
        id="workup.cell_size",
        facts=("pathology.cell_size",),
        when=nec,
        statements=("NEC-01",),
        sources=("DICT",),
        says="Small-cell or large-cell.",
    ),
    Rule(
        id="workup.brain",
        statements=("NEC-01",),
        sources=("ENETS-NEC-2023",),
        strength=STRONG,
        role="diagnostic",
        mark="R",
        options=("brain_imaging",),
        when=nec & present & localized & fact("pathology.cell_size").is_("small"),
        says="Localized small-cell NEC: extensive imaging, the brain included, before surgery.",
    ),
    Rule(
        id="workup.brain_metastatic",
        statements=("NEC-01",),
        sources=("ENETS-NEC-2023", "Z07"),
        strength=CONDITIONAL,
        role="diagnostic",
        mark="R",
        options=("brain_imaging",),
        when=nec & present & metastatic & fact("pathology.cell_size").is_("small"),
        says="Small-cell NEC: MRI of the brain can be considered.",
    ),
    Rule(
        id="workup.lower_ki67",
        statements=("NEC-06",),
        sources=("NORDIC-NEC",),
        strength=INFO,
        mark="C",
        when=nec & (ki67 < 55),
        says="NEC with Ki-67 below 55 %: lower response to platinum (registry); still platinum "
        "first, and recheck the pathology (NET G3?).",
    ),
)
