"""How a rectal tumour is removed (REC-01 to REC-04)."""

from __future__ import annotations

from nettui.plugin.api import CONDITIONAL, STRONG, Condition, Rule, fact
from nettui.plugin.terms import (
    BASE_COMPLETION,
    BASE_RESECTION,
    extent_,
    feasible_yes,
    grade,
    localized,
    low_g2,
    present,
    recorded,
    resected,
    well,
)

size = fact("disease.size_mm")
depth = fact("pathology.depth")
lvi = fact("pathology.lvi")
margin = fact("disease.margin")

node_positive: Condition = extent_.is_("regional") | fact("disease.suspicious_nodes").is_("yes")
deep: Condition = depth.one_of("muscularis", "subserosa", "serosa", "adjacent_organ")
g3: Condition = grade.is_("NET_G3")  # by Ki-67 or, in WHO 2022, by mitoses
low: Condition = grade.is_("G1") | (grade.is_("G2") & low_g2)
# Vascular invasion is rarely known before the tumour is out: not known, it holds nothing back.
vascular: Condition = recorded(lvi.is_("present"), lvi)
small: Condition = (size < 10) & grade.is_("G1") & ~deep & ~node_positive & ~vascular
radical: Condition = (size > 20) | deep | node_positive | g3
middle: Condition = (
    ((size >= 10) & (size <= 20)) | ((size < 10) & (grade.is_("G2") | vascular))
) & ~radical
_in_place: Condition = well & present & localized

ACTS = (
    Rule(
        id="extent.endoscopic",
        statements=("REC-01",),
        sources=("ENETS-CR-2023", "RECT-2018"),
        strength=STRONG,
        mark="R",
        options=("endoscopic_resection",),
        against=BASE_RESECTION,
        # R1 after a polypectomy has a row of its own (REC-04).
        when=_in_place & small & ~recorded(margin.is_("R1"), margin),
        says="Below 10 mm, G1, no muscularis invasion, no nodes: endoscopic R0 removal (modified "
        "EMR, ESD, full thickness).",
    ),
    Rule(
        id="extent.endoscopic_done",
        statements=("REC-01",),
        sources=("ENETS-CR-2023", "RECT-2018"),
        strength=STRONG,
        mark="R",
        options=("no_further_surgery",),
        against=BASE_COMPLETION,
        when=well & localized & resected & small & margin.is_("R0") & lvi.is_("absent"),
        says="Removed R0 without lymphovascular invasion, G1, below 10 mm: no further surgery.",
    ),
    Rule(
        id="extent.local_if_superficial",
        statements=("REC-02",),
        sources=("ENETS-CR-2023",),
        strength=CONDITIONAL,
        mark="E",
        options=("endoscopic_resection", "local_excision"),
        against=BASE_RESECTION,
        when=_in_place
        & middle
        & depth.one_of("mucosa", "submucosa")
        & extent_.is_("localized")
        & low,
        says="10-20 mm (or smaller with G2 or lymphovascular invasion), submucosal, N0, G1 or low "
        "G2: endoscopic or transanal excision.",
    ),
    Rule(
        id="extent.radical_otherwise",
        statements=("REC-02",),
        sources=("ENETS-CR-2023",),
        strength=CONDITIONAL,
        mark="E",
        options=("curative_resection",),
        when=_in_place & middle & feasible_yes & ~low,
        says="10-20 mm (or smaller with G2 or lymphovascular invasion), above low G2: radical "
        "resection.",
    ),
    Rule(
        id="extent.radical",
        statements=("REC-03",),
        sources=("ENETS-CR-2023",),
        strength=STRONG,
        mark="R",
        options=("curative_resection",),
        when=_in_place & radical & feasible_yes,
        says="Above 20 mm, muscularis invasion, node-positive or G3: anterior resection (TME) "
        "with lymphadenectomy.",
    ),
    Rule(
        id="extent.r1_small",
        statements=("REC-04",),
        sources=("ENETS-CR-2023", "RECT-R1-2021"),
        strength=CONDITIONAL,
        mark="R",
        options=("re_resection", "endoscopic_surveillance"),
        # Less than the base protocol asks of a residual tumour (INV-20, INV-67).
        against=(*BASE_COMPLETION, *BASE_RESECTION),
        when=well
        & localized
        & margin.is_("R1")
        & fact("pathology.specimen_type").is_("endoscopic_resection")
        & (size < 10)
        & grade.is_("G1"),
        says="R1 after polypectomy of a small G1 tumour: re-resection or surveillance by EUS; "
        "salvage by an advanced endoscopic technique.",
    ),
)
