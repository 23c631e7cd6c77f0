"""Endoscopy and surgery of duodenal and ampullary tumours (DUO-01 to DUO-05)."""

from __future__ import annotations

from nettui.plugin.api import CONDITIONAL, STRONG, Condition, Rule, fact
from nettui.plugin.terms import (
    BASE_RESECTION,
    extent_,
    feasible_no,
    feasible_yes,
    grade,
    localized,
    present,
    recorded,
    site,
    syndrome,
    well,
)

size = fact("disease.size_mm")
depth = fact("pathology.depth")

_nodes: Condition = extent_.is_("regional") | fact("disease.suspicious_nodes").is_("yes")
_deep: Condition = depth.one_of("muscularis", "subserosa", "serosa", "adjacent_organ")
_in_place: Condition = well & present & localized
_duodenum: Condition = _in_place & site.is_("duodenum")
# A gastrinoma has a row of its own, with nodes however small it is (DUO-05, PAN-F-07).
_endoscopic: Condition = _duodenum & ~recorded(syndrome.is_("gastrinoma"), syndrome)
_heredity = fact("heredity.hereditary")
_men1: Condition = recorded(_heredity.is_("MEN1"), _heredity)

ACTS = (
    Rule(
        id="extent.endoscopic",
        statements=("DUO-01",),
        sources=("ENETS-GD-2023",),
        strength=STRONG,
        mark="R",
        options=("endoscopic_resection",),
        against=BASE_RESECTION,
        when=_endoscopic
        & (size <= 10)
        & depth.one_of("mucosa", "submucosa")
        & extent_.is_("localized")
        & ~_nodes
        & grade.one_of("G1", "G2"),
        says="Non-ampullary up to 10 mm, submucosal, N0, G1 or G2: endoscopic resection after EUS.",
    ),
    Rule(
        id="extent.individual",
        statements=("DUO-02",),
        sources=("ENETS-GD-2023",),
        strength=CONDITIONAL,
        mark="R",
        options=("local_excision", "endoscopic_resection"),
        against=BASE_RESECTION,
        when=_endoscopic & (size > 10) & (size <= 20) & ~_deep & ~_nodes,
        says="Non-ampullary above 10 to 20 mm: individualise (limited resection, or endoscopic in "
        "expert hands).",
    ),
    Rule(
        id="extent.surgery",
        statements=("DUO-03", "S14", "S15"),
        sources=("ENETS-GD-2023",),
        strength=STRONG,
        mark="R",
        options=("curative_resection",),
        when=_duodenum & feasible_yes & ((size > 20) | _deep | _nodes),
        says="Above 20 mm, muscularis invasion or node-positive: surgery with lymphadenectomy.",
    ),
    Rule(
        id="extent.ampulla",
        statements=("DUO-04",),
        sources=("ENETS-GD-2023",),
        strength=STRONG,
        mark="R",
        when=_in_place & site.is_("ampulla") & ~feasible_no,
        says="Ampullary or periampullary, any size: surgical board (pancreatoduodenectomy or local "
        "ampullectomy); endoscopy only in selected small lesions.",
    ),
    Rule(
        id="extent.gastrinoma",
        statements=("DUO-05",),
        sources=("ENETS-FPAN-2023",),
        strength=STRONG,
        mark="R",
        options=("curative_resection",),
        # In MEN1 usually no surgery up to 20 mm (PAN-F-07, HER-08); above it the base operates.
        when=_in_place & feasible_yes & syndrome.is_("gastrinoma") & ~_men1,
        says="Duodenal gastrinoma: duodenotomy and lymph nodes.",
    ),
)
