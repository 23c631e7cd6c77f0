"""Thresholds of MEN1 and VHL (HER-02, HER-04)."""

from __future__ import annotations

from nettui.plugin.api import CONDITIONAL, Condition, Rule, fact
from nettui.plugin.terms import (
    BASE_RESECTION,
    MASS_SYMPTOMS,
    extent_,
    feasible_yes,
    functional_,
    grade,
    localized,
    pancreas,
    present,
    recorded,
    well,
)

from .workup import men1, vhl

size = fact("disease.size_mm")
growth = fact("disease.growth_mm_per_year")
_symptoms = fact("function.symptoms")

_in_place: Condition = pancreas & well & present & localized
_non_functioning: Condition = _in_place & functional_.is_("no")
_growing_or_symptomatic: Condition = recorded(growth > 0, growth) | recorded(
    _symptoms.include(*MASS_SYMPTOMS), _symptoms
)
# The thresholds of section 11 are of size and growth: a tumour with nodes, or G3, is not watched.
_suspicious = fact("disease.suspicious_nodes")
_nodes_or_g3: Condition = (
    extent_.is_("regional") | recorded(_suspicious.is_("yes"), _suspicious) | grade.is_("NET_G3")
)
_low_risk_vhl: Condition = (
    (size < 30)
    & ~_nodes_or_g3
    & fact("heredity.vhl_exon3_variant").is_("no")
    & (fact("heredity.tumour_doubling_days") > 500)
)

ACTS = (
    Rule(
        id="extent.men1_surveillance",
        statements=("HER-02",),
        sources=("CHALLIS-2019", "NIEDERLE-2021"),
        strength=CONDITIONAL,
        mark="R",
        options=("active_surveillance",),
        against=BASE_RESECTION,
        when=_non_functioning & men1 & (size <= 20) & ~_growing_or_symptomatic & ~_nodes_or_g3,
        says="MEN1, non-functioning, up to 20 mm: surveillance.",
    ),
    Rule(
        id="extent.men1_surgery",
        statements=("HER-02",),
        sources=("CHALLIS-2019", "NIEDERLE-2021"),
        strength=CONDITIONAL,
        mark="R",
        options=("curative_resection",),
        when=_non_functioning
        & men1
        & feasible_yes
        & ((size > 20) | _growing_or_symptomatic | _nodes_or_g3),
        says="MEN1, above 20 mm, growing or symptomatic (or with nodes, or G3): surgery.",
    ),
    Rule(
        id="extent.vhl_surveillance",
        statements=("HER-04",),
        sources=("BLANSFIELD-2007",),
        strength=CONDITIONAL,
        mark="C",
        options=("active_surveillance",),
        against=BASE_RESECTION,
        when=_in_place & vhl & _low_risk_vhl,
        says="VHL below 30 mm, no exon 3 variant, doubling time above 500 days: surveillance.",
    ),
    Rule(
        id="extent.vhl_surgery",
        statements=("HER-04",),
        sources=("BLANSFIELD-2007",),
        strength=CONDITIONAL,
        mark="C",
        options=("curative_resection",),
        when=_in_place & vhl & feasible_yes & ~_low_risk_vhl,
        says="VHL otherwise: discuss surgery.",
    ),
)
