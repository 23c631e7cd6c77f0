"""How much surgery an appendiceal tumour needs (APP-01 to APP-05)."""

from __future__ import annotations

from nettui.plugin.api import CONDITIONAL, STRONG, Condition, Rule, fact
from nettui.plugin.terms import BASE_COMPLETION, extent_, grade, localized, recorded, well

size = fact("disease.size_mm")
margin = fact("disease.margin")
mesoappendix = fact("pathology.mesoappendix_invasion_mm")

_nodes = fact("disease.suspicious_nodes")
_operations = fact("history.prior_abdominal_surgery")
_local: Condition = well & localized
# APP-01 and APP-02 say nothing of nodes, APP-06 stages them: with nodes an appendectomy is not
# said to suffice.
_no_nodes: Condition = extent_.is_("localized") & ~recorded(_nodes.is_("yes"), _nodes)
# A right hemicolectomy that was done completes the operation.
_to_complete: Condition = _local & ~recorded(
    _operations.include("right_hemicolectomy"), _operations
)
_10_to_20: Condition = (size >= 10) & (size <= 20)
risk_factor: Condition = (
    margin.is_("R1") | (mesoappendix > 3) | fact("pathology.lvi").is_("present") | grade.is_("G2")
)

ACTS = (
    Rule(
        id="extent.appendectomy_sufficient",
        statements=("APP-01",),
        sources=("ENETS-APP-2023", "CZ-NAT", "ESMO-GEP-2020"),
        strength=STRONG,
        mark="R",
        options=("no_further_surgery",),
        against=BASE_COMPLETION,
        when=_local & _no_nodes & (size < 10) & margin.is_("R0") & grade.one_of("G1", "G2"),
        says="Below 10 mm, R0, G1 or G2: appendectomy is sufficient, no follow-up.",
    ),
    Rule(
        id="extent.child",
        sources=("Z29",),
        strength=CONDITIONAL,
        mark="R",
        options=("no_further_surgery",),
        against=BASE_COMPLETION,
        when=_local
        & _no_nodes
        & (size < 10)
        & margin.is_("R0")
        & recorded(fact("patient.age") < 18, fact("patient.age")),
        says="Below 18 years, below 10 mm, R0, nodes not positive: nothing further.",
    ),
    Rule(
        id="extent.appendectomy_acceptable",
        statements=("APP-02",),
        sources=("NESTI-2023", "TCR-2023"),
        strength=CONDITIONAL,
        mark="C",
        options=("no_further_surgery",),
        against=BASE_COMPLETION,
        when=_local
        & _no_nodes
        & _10_to_20
        & margin.is_("R0")
        & grade.one_of("G1", "G2")
        & ~risk_factor,
        says="10-20 mm, R0, no risk factor: appendectomy is acceptable, completion right "
        "hemicolectomy is not routine.",
    ),
    Rule(
        id="extent.completion_to_discuss",
        statements=("APP-03",),
        sources=("ENETS-APP-2023", "TCR-2023", "NESTI-2023"),
        strength=CONDITIONAL,
        mark="R",
        options=("completion_surgery",),
        when=_to_complete & _10_to_20 & risk_factor,
        says="Discuss completion right hemicolectomy: 10-20 mm with R1, mesoappendix invasion "
        "above 3 mm, LVI or G2. No survival gain is proven.",
    ),
    Rule(
        id="extent.completion_g3",
        statements=("APP-03",),
        sources=("ENETS-APP-2023",),
        strength=CONDITIONAL,
        mark="E",
        options=("completion_surgery",),
        when=_to_complete & grade.is_("NET_G3"),
        says="NET G3 of any size: discuss completion right hemicolectomy. No survival gain is "
        "proven.",
    ),
    Rule(
        id="extent.hemicolectomy",
        statements=("APP-04",),
        sources=("ENETS-APP-2023", "TCR-2023"),
        strength=STRONG,
        mark="C",
        options=("completion_surgery",),
        when=_to_complete & (size > 20),
        says="Above 20 mm: right hemicolectomy with lymphadenectomy.",
    ),
    Rule(
        id="extent.re_resection",
        statements=("APP-05",),
        sources=("CZ-NAT",),
        strength=STRONG,
        mark="C",
        options=("re_resection",),
        when=_local & fact("disease.appendix_position").is_("base") & margin.one_of("R1", "R2"),
        says="Base of the appendix with a positive margin: re-resection (caecal or ileocaecal).",
    ),
)
