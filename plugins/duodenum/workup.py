"""What else must be known of a duodenal or ampullary tumour (DUO-01, DUO-05, DUO-06)."""

from __future__ import annotations

from nettui.plugin.api import CONDITIONAL, STRONG, Need, Rule, fact
from nettui.plugin.terms import localized, present, site, syndrome, well

ACTS = (
    Need(
        id="workup.depth",
        facts=("disease.size_mm", "pathology.depth"),
        when=well & localized,
        statements=("DUO-01", "DUO-03"),
        sources=("DICT",),
        says="Size and depth of invasion decide between endoscopy and surgery.",
    ),
    Rule(
        id="workup.eus",
        statements=("DUO-01",),
        sources=("ENETS-GD-2023",),
        strength=STRONG,
        role="diagnostic",
        mark="R",
        options=("eus",),
        when=well & present & localized & site.is_("duodenum") & (fact("disease.size_mm") <= 20),
        says="EUS before endoscopic resection.",
    ),
    Rule(
        id="workup.men1",
        statements=("DUO-05",),
        sources=("ENETS-FPAN-2023",),
        strength=STRONG,
        role="diagnostic",
        mark="R",
        options=("germline_panel",),
        when=well & syndrome.is_("gastrinoma") & fact("heredity.hereditary").missing,
        says="Duodenal gastrinoma: screen for MEN1.",
    ),
    Rule(
        id="workup.nf1",
        statements=("DUO-06",),
        sources=("ENETS-GD-2023",),
        strength=CONDITIONAL,
        role="diagnostic",
        mark="R",
        options=("germline_panel",),
        when=well & syndrome.is_("somatostatinoma") & fact("heredity.hereditary").missing,
        says="Somatostatin-producing (or psammomatous) tumour: test for NF1.",
    ),
)
