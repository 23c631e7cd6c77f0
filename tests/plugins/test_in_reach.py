"""What is for disease out of the surgeon's reach speaks there and nowhere else (A09, A30).

Metastatic, or localized with resection judged not feasible. Where resection is feasible,
borderline or not judged, where nothing is left, and outside the protocol's scope, none of these
is met, and none is left open.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import pytest

from nettui.engine.language.states import FALSE, TRUE
from tests.guideline.records import planned, spread
from tests.plugins.near_misses.rule import FEASIBLE, MARGIN, OUT, STATUS, Facts
from tests.plugins.records import full, met_by_a_case

NAMES = [
    "base:systemic.chemotherapy_pancreas",
    "base:systemic.chemotherapy_pancreas_response",
    "base:systemic.highly_proliferating",
    "base:systemic.highly_proliferating_pancreas",
    "base:systemic.prrt",
    "base:systemic.prrt_heterogeneous",
    "base:systemic.rank_net_g3",
    "base:systemic.rank_prrt_later",
    "base:systemic.rank_prrt_pancreas",
    "base:systemic.targeted_pancreas",
    "base:systemic.upper_g2",
    "lung:systemic.cabozantinib",
    "lung:systemic.everolimus",
    "lung:systemic.platinum",
    "lung:systemic.prrt",
    "lung:systemic.ssa",
    "lung:systemic.temozolomide",
    "pancreas:systemic.after_chemotherapy",
    "pancreas:systemic.bulky",
    "pancreas:systemic.net_g3",
    "pancreas:systemic.net_g3_prrt",
    "pancreas:systemic.progression",
    "pancreas:systemic.progression_prrt",
    "pancreas:systemic.prrt_before_targeted",
    "pancreas:systemic.quiet",
    "therapies:systemic.cabozantinib",
    "therapies:systemic.carboplatin",
    "therapies:systemic.edotreotide",
    "therapies:systemic.everolimus",
    "therapies:systemic.everolimus_gut",
    "therapies:systemic.folfox_g3",
    "therapies:systemic.one_of_a_class",
    "therapies:systemic.prrt_retreatment",
    "therapies:systemic.rank_temozolomide_frail",
    "therapies:systemic.streptozocin",
    "therapies:systemic.surufatinib",
    "therapies:systemic.temozolomide_g3",
    "therapies:workup.heterogeneous",
    "thymus:systemic.everolimus",
    "thymus:systemic.prrt",
    "thymus:systemic.temozolomide",
    "updates:systemic.cabozantinib_figures",
    "updates:systemic.captem_figures",
    "updates:systemic.captem_response",
    "updates:systemic.edotreotide_figures",
    "updates:systemic.everolimus_label",
    "updates:systemic.everolimus_lanreotide_figures",
    "updates:systemic.lung_figures",
    "updates:systemic.net_g3",
    "updates:systemic.netter1_figures",
    "updates:systemic.netter2_figures",
    "updates:systemic.newer_agents",
    "updates:systemic.other_sites_g3",
    "updates:systemic.other_sites_g3_prrt",
    "updates:systemic.prrt_eu",
    "updates:systemic.prrt_first_line",
    "updates:systemic.prrt_sunitinib_figures",
    "updates:systemic.prrt_us",
    "updates:systemic.rank_net_g3",
    "updates:systemic.rank_prrt_over_targeted",
    "updates:systemic.streptozocin_figures",
    "updates:systemic.surufatinib_figures",
    "updates:systemic.targeted_figures",
    "updates:workup.trial",
]
LOW_BURDEN = {"pancreas:systemic.quiet"}  # no distant site but liver and nodes (section I)

IN_REACH: Mapping[str, Facts] = MappingProxyType(
    {
        "feasible": {**spread("localized"), FEASIBLE: "yes"},
        "borderline": {**spread("regional"), FEASIBLE: "borderline"},
        "not judged": {**spread("localized"), FEASIBLE: None},
        "nothing left": {STATUS: "resected_no_residual", MARGIN: "R0"},
        "outside the scope": OUT,
    }
)
THERE: Facts = {STATUS: "not_resected", MARGIN: "not_resected"}
OUT_OF_REACH: Mapping[str, Facts] = MappingProxyType(
    {
        "not feasible": {**THERE, **spread("localized"), FEASIBLE: "no"},
        "with nodes": {**THERE, **spread("regional"), FEASIBLE: "no"},
        "beyond the liver": {**THERE, **spread("beyond_liver"), FEASIBLE: None},
    }
)


def truth(name: str, change: Facts) -> int:
    """Return the truth of a rule for its record with a change."""
    protocol = full()
    return planned(met_by_a_case(tuple(NAMES))[name], change, protocol=protocol).truth(
        protocol.position[name]
    )


@pytest.mark.parametrize("name", NAMES)
def test_what_is_for_disease_out_of_reach_is_said_of_it_alone(name: str) -> None:
    """Met in each way of being out of reach, and in no other."""
    unmet = {where for where, change in OUT_OF_REACH.items() if truth(name, change) != TRUE}
    assert unmet == ({"beyond the liver"} if name in LOW_BURDEN else set())
    assert [where for where, change in IN_REACH.items() if truth(name, change) != FALSE] == []


@pytest.mark.parametrize("name", NAMES)
def test_whether_anything_is_left_must_be_known(name: str) -> None:
    """After an operation, none of it is met without the disease status (A31, Z03)."""
    assert truth(name, {STATUS: None, MARGIN: "R1"}) != TRUE
