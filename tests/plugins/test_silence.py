"""Where the protocol has nothing to say, nearly nothing speaks, whatever else is on record.

Outside its scope (A27) and where nothing is left (A31) the rules that may speak are listed here,
each with the reason why: all others must not, so that no rule forgets either.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from nettui.engine.language.states import TRUE
from nettui.guideline import emergencies, not_covered
from tests.guideline.circumstances import CIRCUMSTANCES, Facts
from tests.guideline.grid import SITES
from tests.guideline.records import NEC, PATTERNS, planned, spread
from tests.plugins.records import full

EMERGENCIES = {*(rule.id for rule in emergencies.LINES), *(rule.id for rule in emergencies.ACTS)}
PRECAUTIONS = {  # never removed by a gate (INV-72), and they hold for any operation (S28-S31)
    *(f"base:{name}" for name in EMERGENCIES),
    "base:functional.avoid_histamine",
    "base:functional.avoid_sympathetic",
    "base:functional.crisis",
    "base:functional.crisis_plan",
    "base:functional.octreotide_cover",
    "base:functional.octreotide_cover_surgery",
    "therapies:functional.splenectomy",
    "base:workup.pregnancy_imaging",
    "base:functional.hypoglycaemia_operation",
    "base:functional.unknown_hypoglycaemia",
    "base:workup.test_dose",
    "therapies:functional.cover_insulinoma",
    "therapies:functional.cover_serotonin",
    "therapies:functional.vasopressors",
    "updates:functional.crisis_figures",
    "updates:functional.vasopressors_in_crisis",
    "therapies:workup.obstetric_review",
    "therapies:workup.pregnancy_test",
}
PATIENT = {  # the patient's age and wishes, whatever the tumour
    "base:workup.child",
    "base:workup.declines_chemotherapy",
    "base:workup.declines_hospital",
    "base:workup.declines_radionuclides",
    "base:workup.declines_surgery",
    "base:workup.fertility",
    "base:workup.prefers_surveillance",
    "base:workup.work",
}
RECORD = {  # what the record itself leaves open, whatever the tumour
    *PATIENT,
    "base:grading.reported_atypical",
    "base:grading.reported_differs",
    "base:grading.reported_g1",
    "base:grading.reported_g2",
    "base:grading.reported_g3",
    "base:grading.reported_nec",
    "base:grading.reported_typical",
    "base:systemic.no_ki67",
    "base:workup.second_tumour",
    "base:workup.aim",
    "base:workup.before_therapy",
    "base:functional.syndrome_not_covered",
    "base:workup.cytology",
    "base:workup.function_contradiction",
    "base:workup.indium",
    "base:workup.ki67_estimate",
    "base:workup.team",
    "staging:workup.edition_missing",
    "staging:workup.other_edition",
    "therapies:extent.child_pugh_differs",
    "therapies:workup.egfr_only",
    "therapies:workup.record_open",
}
HEREDITY = {  # of the syndrome, not of this tumour (HER-03, HER-06, HER-07, HER-09)
    "hereditary:follow_up.men1",
    "hereditary:systemic.tsc",
    "hereditary:workup.counselling",
    "hereditary:workup.metanephrines",
}
SYNDROME_AND_SITE = {  # diagnosis of a syndrome (PAN-F), what a site does not need
    "base:workup.hypoglycaemia_fast",
    "pancreas:workup.gastrin",
    "pancreas:workup.insulinoma_eus",
    "pancreas:workup.insulinoma_mri",
    "pancreas:workup.never_stop_ppi",
    "pancreas:workup.somatostatinoma_nf1",
    "rectum:workup.no_hiaa",
    "small_intestine:workup.heart_marker",
    "small_intestine:workup.heart_screen",
    "small_intestine:workup.no_colonoscopy",
}
HYPOGLYCAEMIA = {  # low glucose is treated and explained, whatever the tumour (Z15)
    "base:functional.hypoglycaemia",
    "therapies:functional.diazoxide_possible",
}
CONTROL = {  # of a syndrome, in and out of scope (Z04, Z13, Z14, Z18)
    "base:functional.ssa",
    "base:functional.ssa_carcinoid",
    "therapies:functional.cortisol_control",
    "therapies:functional.diazoxide",
    "therapies:functional.interferon",
    "therapies:functional.nicotinamide",
    "therapies:functional.octreotide_short",
    "therapies:functional.ppi",
    "therapies:functional.syndrome_support",
    "therapies:functional.valve_surgery",
    "hereditary:functional.men1_gastrinoma",
    *(
        f"pancreas:functional.{name}"
        for name in (
            *("acth", "gastrinoma", "glucagonoma", "insulinoma", "insulinoma_operation"),
            *("insulinoma_ssa", "pthrp", "pthrp_ssa", "vipoma"),
        )
    ),
    *(f"small_intestine:functional.{name}" for name in ("refractory", "refractory_diarrhoea")),
    *(f"therapies:functional.{name}" for name in ("pasireotide", "ssa_above_label", "telotristat")),
    "updates:workup.heart_carcinoid",
    "updates:workup.heart_marker_carcinoid",
}
NOT_COVERED = {  # what is outside, by name, and what stays of it (Z18)
    *(rule.id for rule in not_covered.WORKUP),
    *(rule.id for rule in not_covered.FOLLOW_UP),
}
OUTSIDE = {
    *(f"base:{name}" for name in NOT_COVERED),
    *PRECAUTIONS,
    *CONTROL,
    *HYPOGLYCAEMIA,
    *RECORD,
    *HEREDITY,
    *SYNDROME_AND_SITE,
    "base:extent.rt01",
    "base:extent.rt02",
    "base:extent.unknown_primary",
    "updates:workup.mixed",  # says that it is outside (U03)
    "updates:workup.hereditary_pancreas",  # asks, for information
}
THORACIC_NEC = {
    *OUTSIDE,
    "base:grading.nec",
    "base:systemic.cisplatin_thoracic",  # visible, blocked (A27)
    "base:systemic.supportive_care",  # in every metastatic plan (Z19)
    "base:systemic.supportive_care_ecog_4",
    "lung:workup.thoracic_nec",
    "therapies:workup.fdg",  # a test
}
# With nothing left no line offers anything against the tumour but completion surgery (INV-71).
COMPLETION = {
    "appendix:extent.appendectomy_sufficient",
    "appendix:extent.completion_g3",
    "appendix:extent.completion_to_discuss",
    "appendix:extent.hemicolectomy",
    "base:extent.completion_nodes",
    "lung:extent.adjuvant_question",
    "lung:extent.no_adjuvant",
    "stomach:extent.type_1_surgical_review",
    "thymus:extent.radiotherapy_question",
}
DONE = {
    *PRECAUTIONS,
    *HYPOGLYCAEMIA,
    *RECORD,
    *HEREDITY,
    *COMPLETION,
    "base:extent.resected_done",
    "base:extent.resected_site_rules",
    "base:extent.rt01",
    "base:extent.rt02",
    "base:extent.rt04",
    "base:functional.cholecystectomy",  # goes with an operation that is planned
    # support and the syndrome of an inherited disease or of the stomach, not of the tumour
    "hereditary:functional.men1_gastrinoma",
    "lung:functional.dipnech",
    "stomach:functional.men1",
    "stomach:functional.treat_gastrinoma",
    "therapies:functional.bile_acid_binder",
    "therapies:functional.ppi",  # never stopped abruptly
    "therapies:functional.valve_surgery",
    # the primary that is not known is still there
    "unknown_primary:extent.as_small_intestine",
    # figures and codes
    "updates:extent.m1a",
    "updates:extent.m1c",
    "updates:extent.small_appendix",
    "updates:extent.small_rectum",
    "updates:extent.stage_iv",
    "updates:functional.gallbladder_figures",
    "updates:functional.telotristat_figures",
}
EXTENTS: tuple[Facts, ...] = (
    {**spread("localized"), "disease.curative_resection_feasible": "yes"},
    {**spread("liver_only"), **PATTERNS["few"], "disease.curative_resection_feasible": "no"},
    {**spread("beyond_liver"), "disease.curative_resection_feasible": "no"},
)


def speaking(last: Facts, sites: tuple[Facts, ...], *stages: str) -> Iterator[str]:
    """Yield what applies in any of many records that end with these facts."""
    protocol = full()
    places = [n for n in protocol.speaking if not stages or protocol.entries[n].stage in stages]
    for site in sites:
        for extent in EXTENTS:
            for more in CIRCUMSTANCES:
                made = planned(site, extent, more, last, protocol=protocol)
                yield from (protocol.entries[n].id for n in places if made.truth(n) == TRUE)


@pytest.mark.parametrize("family", ["MiNEN", "GCA", "other"])
def test_outside_its_scope_the_protocol_is_silent(family: str) -> None:
    """Mixed and other tumours: out of scope, and what holds for any patient (INV-10)."""
    assert set(speaking({"pathology.histology_family": family}, SITES)) <= OUTSIDE


@pytest.mark.parametrize("site", ["lung", "thymus"])
def test_a_thoracic_nec_goes_its_own_way(site: str) -> None:
    """LUN-11: the base line of S37 stays visible, blocked; nothing else is offered."""
    here: Facts = {**NEC, "disease.primary_site": site}
    assert set(speaking(here, (here,))) <= THORACIC_NEC


def test_where_nothing_is_left_nothing_is_offered() -> None:
    """INV-71, A31: completion surgery by a site row, follow-up, and what is no therapy of it."""
    done: Facts = {"disease.disease_status": "resected_no_residual", "disease.margin": "R0"}
    stages = ("extent", "functional", "systemic")
    assert set(speaking(done, SITES, *stages)) <= DONE
