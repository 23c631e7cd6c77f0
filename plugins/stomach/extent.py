"""Surveillance, endoscopy and surgery of gastric tumours (GAS-01 to GAS-05, GAS-07)."""

from __future__ import annotations

from nettui.plugin.api import CONDITIONAL, STRONG, Condition, Rule, fact
from nettui.plugin.terms import (
    BASE_RESECTION,
    extent_,
    feasible_yes,
    grade,
    localized,
    nec,
    present,
    recorded,
    well,
)

from .tables import type_1, type_2, type_3

size = fact("disease.size_mm")
depth = fact("pathology.depth")
lvi = fact("pathology.lvi")

# T2 by size alone is what GAS-02 removes endoscopically; here T2 is read as muscularis or deeper.
_deep: Condition = depth.one_of("muscularis", "subserosa", "serosa", "adjacent_organ")
_suspicious = fact("disease.suspicious_nodes")
_nodes: Condition = extent_.is_("regional") | _suspicious.is_("yes")
_g3: Condition = grade.is_("NET_G3")
_high_risk: Condition = _deep | _nodes | _g3
# GAS-01, GAS-02 and GAS-04 ask nothing of depth or nodes; what GAS-03 takes out of them is taken
# out where it is recorded, and what is not recorded holds nothing back.
_known_high_risk: Condition = (
    recorded(_deep, depth) | extent_.is_("regional") | recorded(_nodes, _suspicious) | _g3
)
_local: Condition = well & localized
_in_place: Condition = _local & present
_small_type_3: Condition = (
    (size <= 10)
    & grade.is_("G1")
    & depth.one_of("mucosa", "submucosa")
    & lvi.is_("absent")
    & extent_.is_("localized")
    & ~_nodes
)

ACTS = (
    Rule(
        id="extent.type_1_small",
        statements=("GAS-01",),
        sources=("EXARCHOU-2022", "ENETS-GD-2023"),
        strength=CONDITIONAL,
        mark="R",
        options=("endoscopic_surveillance",),
        against=BASE_RESECTION,
        when=_in_place & type_1 & (size < 10) & ~_known_high_risk,
        says="Type 1 below 10 mm: endoscopic surveillance every 12-24 months (2-3-yearly may be "
        "safe), lifelong; resection is optional.",
    ),
    Rule(
        id="extent.type_1_endoscopic",
        statements=("GAS-02",),
        sources=("ENETS-GD-2023",),
        strength=STRONG,
        mark="R",
        options=("endoscopic_resection",),
        against=BASE_RESECTION,
        when=_in_place & type_1 & (size >= 10) & ~_known_high_risk,
        says="Type 1 of 10 mm or more: endoscopic resection (ESD, EMR) after EUS.",
    ),
    Rule(
        id="extent.type_1_surgical_review",
        statements=("GAS-03",),
        sources=("ENETS-GD-2023",),
        strength=STRONG,
        mark="R",
        when=_local & type_1 & (_high_risk | fact("disease.margin").is_("R1")),
        says="Type 1 with muscularis invasion, nodes, G3 or R1: surgical review.",
    ),
    Rule(
        id="extent.type_2_endoscopic",
        statements=("GAS-04",),
        sources=("ENETS-GD-2023",),
        strength=STRONG,
        mark="R",
        options=("endoscopic_resection",),
        against=BASE_RESECTION,
        when=_in_place & type_2 & (size >= 10) & ~_known_high_risk,
        says="Type 2: remove visible lesions of 10 mm or more endoscopically.",
    ),
    Rule(
        id="extent.type_3_small",
        statements=("GAS-05",),
        sources=("DELLUNTO-2024", "ENETS-GD-2023"),
        strength=CONDITIONAL,
        mark="R",
        options=("endoscopic_resection",),
        against=BASE_RESECTION,
        when=_in_place & type_3 & _small_type_3,
        says="Type 3 up to 10 mm, G1, submucosal, no lymphovascular invasion, N0: endoscopic "
        "resection is an option (Europe; North America more cautious).",
    ),
    Rule(
        id="extent.type_3_gastrectomy",
        statements=("GAS-05", "S14", "S15"),
        sources=("DELLUNTO-2024", "ENETS-GD-2023"),
        strength=CONDITIONAL,
        mark="R",
        options=("curative_resection",),
        when=_in_place & type_3 & feasible_yes & ~_small_type_3,
        says="Type 3 otherwise: partial or total gastrectomy with lymphadenectomy.",
    ),
    Rule(
        id="extent.nec_pathway",
        statements=("GAS-07",),
        sources=("ENETS-NEC-2023",),
        strength=STRONG,
        mark="C",
        when=nec,
        says='Gastric NEC ("type 4"): NEC pathway (rows NEC-01 to NEC-06).',
    ),
)
