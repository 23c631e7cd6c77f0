"""What else must be known of a gastric tumour (section 7 of the site file, GAS-02)."""

from __future__ import annotations

from nettui.plugin.api import STRONG, Caps, Need, Rule, fact
from nettui.plugin.terms import localized, present, site, well

from .tables import type_1

ACTS = (
    Need(
        id="workup.type",
        facts=("gastric_type_told",),
        # An unknown primary is looked for first (UNK-01): a type is asked of the stomach alone.
        when=well & site.known,
        caps=Caps(status="provisional"),
        statements=("GAS-01", "GAS-04", "GAS-05"),
        sources=("ENETS-GD-2023",),
        mark="C",
        says="Type of the gastric tumour (background biopsies, gastrin, gastric pH, B12, "
        "antibodies): surveillance, endoscopy or gastrectomy depend on it.",
    ),
    Need(
        id="workup.depth",
        facts=("disease.size_mm", "pathology.depth", "pathology.lvi"),
        when=well & localized,
        statements=("GAS-03", "GAS-05"),
        sources=("DICT",),
        says="Size, depth of invasion and lymphovascular invasion.",
    ),
    Rule(
        id="workup.eus",
        statements=("GAS-02",),
        sources=("ENETS-GD-2023",),
        strength=STRONG,
        role="diagnostic",
        mark="R",
        options=("eus",),
        when=well & present & localized & type_1 & (fact("disease.size_mm") >= 10),
        says="Type 1 of 10 mm or more: EUS before resection.",
    ),
)
