"""Surveillance and surgery of pancreatic tumours (PAN-NF-01 to PAN-NF-08, PAN-F-02, F-07, F-10)."""

from __future__ import annotations

from nettui.plugin.api import CONDITIONAL, OPTION, STRONG, Condition, Rule, fact
from nettui.plugin.terms import (
    BASE_NODES,
    BASE_RESECTION,
    extent_,
    feasible_no,
    feasible_yes,
    grade,
    insulinoma,
    localized,
    pancreas,
    present,
    recorded,
    syndrome,
    well,
)

from .profile import any_heredity, heredity, in_place, nodes, risk, size, watchable

_suspicious = fact("disease.suspicious_nodes")
_invasion = fact("disease.local_invasion")
_distance = fact("disease.distance_main_duct_mm")
_resectable: Condition = well & present & localized & feasible_yes
# The row says "localized" and leaves nodes out: with nodes the base protocol's dissection stands.
_insulinoma: Condition = (
    _resectable & pancreas & insulinoma & extent_.is_("localized") & ~recorded(nodes, _suspicious)
)
_gastrinoma: Condition = syndrome.is_("gastrinoma")
_men1: Condition = recorded(heredity.is_("MEN1"), heredity)

ACTS = (
    Rule(
        id="extent.surveillance",
        statements=("PAN-NF-01",),
        sources=("ENETS-NFPAN-2023", "ASPEN"),
        strength=CONDITIONAL,
        mark="R",
        options=("active_surveillance",),
        against=BASE_RESECTION,
        when=watchable & (size <= 20),
        says="Sporadic, asymptomatic, G1 or low G2, up to 20 mm, ducts and vessels free, no "
        "suspicious nodes: offer active surveillance.",
    ),
    Rule(
        id="extent.observation_preferred",
        statements=("PAN-NF-02",),
        sources=("NANETS-PAN-SURG-2020",),
        strength=CONDITIONAL,
        mark="R",
        options=("active_surveillance",),
        against=BASE_RESECTION,
        when=watchable & (size < 10),
        says="Below 10 mm with the same profile: observation is preferred.",
    ),
    Rule(
        id="extent.individual",
        statements=("PAN-NF-03",),
        sources=("NANETS-PAN-SURG-2020",),
        strength=CONDITIONAL,
        mark="R",
        against=BASE_RESECTION,
        when=watchable & (size >= 10) & (size <= 20),
        says="10-20 mm: individualise (age, comorbidity, location, growth, Ki-67, the patient's "
        "choice).",
    ),
    Rule(
        id="extent.resection",
        statements=("PAN-NF-04", "S14", "S15"),
        sources=("ENETS-NFPAN-2023",),
        strength=STRONG,
        mark="R",
        options=("curative_resection",),
        when=in_place & feasible_yes & ((size > 20) | risk),
        says="Above 20 mm, or any size with symptoms, duct dilatation, jaundice, invasion, nodes, "
        "upper G2 or G3, or growth above 5 mm a year: resection with lymphadenectomy.",
    ),
    Rule(
        id="extent.parenchyma_sparing",
        statements=("PAN-NF-07",),
        sources=("NANETS-PAN-SURG-2020",),
        strength=OPTION,
        mark="R",
        options=("parenchyma_sparing_resection",),
        against=BASE_NODES,
        # It is surgery with curative intent: never once that was judged not feasible (INV-21).
        when=any_heredity & ~feasible_no & (size <= 20) & ~nodes & (_distance >= 3),
        says="Up to 20 mm, no nodes, 3 mm or more from the main duct: enucleation or central "
        "resection, subject to board.",
    ),
    Rule(
        id="extent.eus_ablation",
        statements=("PAN-NF-08",),
        strength=OPTION,
        sources=("ENDOKRYNOL-POL-2023",),
        mark="E",
        options=("eus_ablation",),
        # ECOG 3 beside a resection judged feasible: both stand, as a conflict (INV-20, INV-67).
        against=BASE_RESECTION,
        # The row gives no size; read with the rows of small tumours around it, so that a large,
        # invading or G3 tumour is not ablated because it cannot be resected.
        when=any_heredity
        & (size <= 20)
        & ~nodes
        & ~grade.is_("NET_G3")
        & ~recorded(_invasion.one_of("vessels", "adjacent_organ"), _invasion)
        & (feasible_no | (fact("patient.ecog") >= 3)),
        says="EUS-guided ablation: only where surgery is refused or unsuitable; long-term data are "
        "short.",
    ),
    Rule(
        id="extent.insulinoma_enucleation",
        statements=("PAN-F-02",),
        sources=("ENETS-FPAN-2023",),
        strength=STRONG,
        mark="R",
        options=("parenchyma_sparing_resection",),
        against=BASE_NODES,
        when=_insulinoma & (_distance >= 3),
        says="Localized insulinoma 3 mm or more from the main duct: enucleation; nodes are not "
        "routinely needed for a small insulinoma.",
    ),
    Rule(
        id="extent.insulinoma_resection",
        statements=("PAN-F-02",),
        sources=("ENETS-FPAN-2023",),
        strength=STRONG,
        mark="R",
        options=("curative_resection",),
        against=BASE_NODES,
        when=_insulinoma & (_distance < 3),
        says="Localized insulinoma less than 3 mm from the main duct: resection; nodes are not "
        "routinely needed for a small insulinoma.",
    ),
    Rule(
        id="extent.gastrinoma",
        statements=("PAN-F-07",),
        sources=("ENETS-FPAN-2023",),
        strength=STRONG,
        mark="R",
        options=("curative_resection",),
        when=_resectable & _gastrinoma & ~_men1,
        says="Sporadic gastrinoma, resectable: surgery with lymphadenectomy, duodenotomy included.",
    ),
    Rule(
        id="extent.gastrinoma_men1",
        statements=("PAN-F-07",),
        sources=("NIEDERLE-2021",),
        strength=CONDITIONAL,
        mark="R",
        options=("active_surveillance",),
        against=BASE_RESECTION,
        when=well & present & localized & _gastrinoma & _men1 & (size <= 20),
        says="MEN1 gastrinoma up to 20 mm: usually no surgery.",
    ),
    Rule(
        id="extent.somatostatinoma",
        statements=("PAN-F-10",),
        sources=("ENETS-FPAN-2023",),
        strength=CONDITIONAL,
        mark="R",
        options=("curative_resection",),
        when=_resectable & syndrome.is_("somatostatinoma"),
        says="Somatostatinoma: resection.",
    ),
    Rule(
        id="extent.glucagonoma",
        statements=("PAN-F-08",),
        sources=("ENETS-FPAN-2023",),
        strength=STRONG,
        mark="R",
        options=("curative_resection",),
        when=_resectable & syndrome.is_("glucagonoma"),
        says="Glucagonoma: resect if possible.",
    ),
)
