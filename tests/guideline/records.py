"""Pictures for tests of the base protocol: a cleared patient, and what a test says differently."""

from __future__ import annotations

import datetime
from functools import cache
from random import Random
from typing import Any

from nettui.case.picture.picture import Picture
from nettui.case.record.case import Case
from nettui.case.record.facts import FACTS
from nettui.engine.plan.plan import Plan
from nettui.engine.protocol.protocol import Protocol
from nettui.plugin.publish import current

DAY = datetime.date(2026, 10, 1)
BEFORE = datetime.date(2026, 9, 1)

# A man of 61 with a small-intestinal NET G2, everything known, every stop cleared.
CLEARED: dict[str, Any] = {
    "patient.age": 61.0,
    "patient.sex_at_birth": "male",
    "patient.ecog": 0.0,
    "patient.contraception": "not_applicable",
    "patient.allergies": frozenset(),
    "patient.comorbidities": frozenset(),
    "patient.wishes": frozenset(),
    "patient.neuropathy_grade": 0.0,
    "patient.hearing_grade": 0.0,
    "patient.sbp": 125.0,
    "patient.dbp": 75.0,
    "patient.qtc_ms": 410.0,
    "patient.nyha_class": 1.0,
    "patient.cyp3a4_drugs": frozenset(),
    "patient.warfarin": "no",
    "patient.steroid_high_dose": "no",
    "patient.cardiac_event_12m": "no",
    "pathology.specimen_type": "biopsy",
    "pathology.histology_family": "NET",
    "pathology.differentiation": "well",
    "pathology.ki67": 5.0,
    "pathology.ihc_synaptophysin": "positive",
    "pathology.ihc_cga": "positive",
    "disease.primary_site": "jejunum_ileum",
    "disease.size_mm": 24.0,
    "disease.local_invasion": "none",
    "disease.disease_status": "not_resected",
    "disease.progression_status": "newly_diagnosed",
    "disease.primary_resectable": "yes",
    "disease.primary_complication": frozenset(),
    "disease.urgent_complication": "no",
    "disease.acute_events": frozenset(),
    "disease.bowel_obstruction": "no",
    "disease.mesenteric_mass_mm": 0.0,
    "disease.cns_disease": "none",
    "disease.lung_shunt_pct": 5.0,
    "disease.lesion_abuts_bile_duct": "no",
    "disease.future_liver_remnant_pct": 60.0,
    "disease.liver_largest_mm": 20.0,
    "imaging.conv_imaging_modality": "CT",
    "imaging.conv_imaging_date": BEFORE,
    "imaging.sstr_modality": "68Ga-DOTATATE",
    "imaging.sstr_date": BEFORE,
    "imaging.sstr_age_months": 1.0,
    "imaging.sstr_result": "positive",
    "imaging.krenning_score": 4.0,
    "imaging.uptake_vs_liver": "above",
    "imaging.echocardiography": "normal",
    "imaging.lvef": 62.0,
    "function.functional": "no",
    "function.syndrome": "none",
    "function.symptoms": frozenset(),
    "labs.serum_cga": 180.0,
    "labs.u5hiaa_24h": 31.0,
    "labs.u5hiaa_24h_uln_ratio": 0.62,
    "labs.crcl_measured": 90.0,
    "labs.hb": 134.0,
    "labs.anc": 3.4,
    "labs.wcc": 6.1,
    "labs.platelets": 231.0,
    "labs.bilirubin_uln_ratio": 0.5,
    "labs.albumin": 41.0,
    "labs.inr": 1.0,
    "labs.potassium": 4.1,
    "labs.calcium": 2.3,
    "labs.alt_uln_ratio": 0.6,
    "labs.ast_uln_ratio": 0.6,
    "labs.blood_count_age_months": 1.0,
    "labs.creatinine_age_months": 1.0,
    "labs.liver_tests_age_months": 1.0,
    "organ.liver_disease": "none",
    "organ.portal_vein": "patent",
    "organ.biliary_status": frozenset({"intact"}),
    "organ.ascites": "none",
    "organ.encephalopathy": "none",
    "organ.coagulopathy": "none",
    "organ.active_infection": "none",
    "organ.diabetes_control": "none",
    "organ.hbv_status": "negative",
    "organ.ild_status": "none",
    "organ.dpyd_status": "normal",
    "organ.gi_perforation_fistula": "none",
    "organ.prior_liver_irradiation": "no",
    "history.prior_ssa": "no",
    "history.prior_prrt_cycles": 0.0,
    "history.gallbladder": "absent",
    "history.planned_procedure": frozenset(),
    "history.prior_therapies": frozenset(),
    "history.progressed_on": frozenset(),
    "history.held_by": frozenset(),
    "history.ended_for_toxicity": frozenset(),
    "history.never_again": frozenset(),
    "history.ssa_long_term_anticipated": "no",
    "heredity.hereditary": "none",
    "heredity.family_phaeo_men2": "no",
    "heredity.phaeo_excluded": "not_applicable",
}

NEC: dict[str, Any] = {
    "pathology.histology_family": "NEC",
    "pathology.differentiation": "poor",
    "pathology.ki67": 80.0,
    "disease.primary_site": "colon",
}

# Liver metastases of each pattern (A07), nothing declared resectable.
PATTERNS: dict[str, dict[str, Any]] = {
    "few": {
        "disease.liver_lesion_count": 3.0,
        "disease.liver_distribution": "unilobar",
        "disease.liver_burden_pct": 5.0,
    },
    "diffuse": {
        "disease.liver_lesion_count": 12.0,
        "disease.liver_distribution": "bilobar_discrete",
        "disease.liver_burden_pct": 30.0,
    },
    "indeterminate": {
        "disease.liver_lesion_count": 8.0,
        "disease.liver_distribution": "unilobar",
        "disease.liver_burden_pct": 20.0,
    },
}

SITES_OF: dict[str, frozenset[str]] = {
    "localized": frozenset(),
    "regional": frozenset(),
    "liver_only": frozenset({"liver"}),
    "beyond_liver": frozenset({"liver", "bone"}),
}


@cache
def base() -> Protocol:
    """Return the base protocol alone."""
    return current(base_only=True)


def spread(extent: str | None) -> dict[str, Any]:
    """Return the facts of an extent, with the metastases that go with it."""
    return {"disease.extent": extent, "disease.metastasis_sites": SITES_OF.get(extent or "")}


def picture(*changes: dict[str, Any], **named: Any) -> Picture:
    """Return a picture: the cleared patient with changes, later ones over earlier ones."""
    facts = dict(CLEARED)
    for change in (*changes, named):
        facts.update(change)
    unknown = set(facts) - set(FACTS)
    assert not unknown, f"no such facts: {unknown}"
    return Picture(Case(case_id="record"), DAY, tuple(facts.get(name) for name in FACTS))


def planned(*changes: dict[str, Any], protocol: Protocol | None = None) -> Plan:
    """Return the plan of such a picture, by the base protocol alone unless another is given."""
    seen = picture(*changes)
    return Plan(Case(case_id="record"), seen, DAY, protocol or base())


def listed(plan: Plan, *groups: str) -> dict[str, str]:
    """Return ``option/role`` → strength of the offers in these groups (none: active ones)."""
    wanted = groups or ("do", "consider")
    return {f"{o.option}/{o.role}": o.strength for o in plan.offers if o.group in wanted}


def flags(plan: Plan) -> set[str]:
    """Return every flag of a finding that applies."""
    return {f for x in plan.findings if x.status == 2 for f in x.entry.raw.get("flags", ())}


# --- records made at random --------------------------------------------------------------------

_NUMBERS: dict[str, tuple[float | None, ...]] = {
    "pathology.ki67": (0.0, 2.0, 2.5, 3.0, 5.0, 12.0, 20.0, 21.0, 60.0, 90.0, None),
    "pathology.mitoses_per_2mm2": (0.0, 1.9, 2.0, 10.0, 11.0, None),
    "patient.age": (33.0, 54.0, 55.0, 80.0, None),
    "patient.ecog": (0.0, 1.0, 2.0, 3.0, 4.0, None),
    "patient.neuropathy_grade": (0.0, 2.0, None),
    "patient.hearing_grade": (0.0, 2.0, None),
    "disease.size_mm": (8.0, 19.9, 20.0, 45.0, None),
    "disease.liver_lesion_count": (1.0, 5.0, 6.0, 40.0, None),
    "disease.liver_largest_mm": (20.0, 31.0, 51.0, None),
    "disease.liver_burden_pct": (5.0, 25.0, 51.0, 80.0, None),
    "disease.nodes_examined": (0.0, 12.0, None),
    "disease.stable_months": (3.0, 12.0, None),
    "disease.progression_interval_months": (4.0, 12.0, None),
    "imaging.krenning_score": (0.0, 2.0, 3.0, 4.0, None),
    "labs.crcl_measured": (25.0, 35.0, 45.0, 60.0, 90.0, None),
    "labs.hb": (79.0, 120.0, None),
    "labs.platelets": (74.0, 90.0, 200.0, None),
    "labs.wcc": (1.9, 5.0, None),
    "labs.anc": (0.9, 1.2, 3.0, None),
    "labs.bilirubin_uln_ratio": (0.5, 2.5, 3.5, None),
    "labs.u5hiaa_24h": (31.0, 200.0, None),
    "labs.u5hiaa_24h_uln_ratio": (0.6, 4.0, None),
    "labs.potassium": (2.4, 2.9, 4.0, None),
    "labs.serum_cga": (180.0, None),
}
_WORDS = (
    "pathology.histology_family pathology.differentiation pathology.necrosis "
    "pathology.ihc_cga pathology.ihc_synaptophysin pathology.ihc_cdx2 pathology.ihc_ttf1 "
    "pathology.ihc_isl1 pathology.specimen_type disease.primary_site disease.extent "
    "disease.curative_resection_feasible disease.primary_resectable "
    "disease.liver_distribution disease.liver_resectability disease.disease_status "
    "disease.margin disease.cns_disease disease.progression_status "
    "disease.urgent_complication disease.local_invasion imaging.conv_imaging_modality "
    "imaging.sstr_modality imaging.sstr_result imaging.uptake_vs_liver "
    "imaging.echocardiography function.functional function.syndrome "
    "function.insulinoma_ssa_test patient.sex_at_birth patient.pregnancy_status "
    "patient.breastfeeding organ.portal_vein organ.liver_disease organ.ascites "
    "organ.encephalopathy organ.dpyd_status organ.coagulopathy organ.active_infection "
    "history.gallbladder history.ssa_long_term_anticipated history.prior_ssa "
    "heredity.hereditary heredity.family_phaeo_men2 heredity.phaeo_excluded"
)
_LISTS = (
    "disease.metastasis_sites disease.primary_complication disease.acute_events "
    "disease.acute_events_over history.planned_procedure "
    "function.symptoms organ.biliary_status patient.allergies history.prior_therapies"
)

VALUES: dict[str, tuple[Any, ...]] = {
    **_NUMBERS,
    **{name: (*FACTS[name].choices, None) for name in _WORDS.split()},
    **{
        name: (None, frozenset(), *(frozenset({word}) for word in FACTS[name].choices[:12]))
        for name in _LISTS.split()
    },
}


def record(random: Random) -> dict[str, Any]:
    """Return a record at random: from the cleared patient or from nothing, changed here and there.

    Extent and metastases agree and differentiation and family mostly do, so that most records get
    past the gates.
    """
    facts: dict[str, Any] = dict(CLEARED) if random.random() < 0.8 else {}
    for name in random.sample(list(VALUES), random.choice((2, 6, 12, 24, 60))):
        facts[name] = random.choice(VALUES[name])
    where = random.choice(
        ("localized", "regional", "liver_only", "liver_only", "beyond_liver", None)
    )
    facts.update(spread(where))
    facts.update(random.choice(list(PATTERNS.values())))
    facts["disease.curative_resection_feasible"] = random.choice(("yes", "borderline", "no", None))
    if random.random() < 0.3:
        facts.update(NEC)
    elif random.random() < 0.8:
        facts.update({"pathology.histology_family": "NET", "pathology.differentiation": "well"})
    if random.random() < 0.4:
        syndrome = random.choice(("carcinoid", "insulinoma", "VIPoma", "ACTH", "gastrinoma"))
        facts.update({"function.functional": "yes", "function.syndrome": syndrome})
        facts["history.planned_procedure"] = frozenset({"surgery_abdominal"})
    if random.random() < 0.1:
        facts.update({"disease.disease_status": "resected_no_residual", "disease.margin": "R0"})
    if random.random() < 0.1:
        facts.update({"pathology.ki67": 2.5, "disease.primary_site": "stomach"})
    return facts


def planned_record(facts: dict[str, Any], protocol: Protocol | None = None) -> Plan:
    """Return the plan of a record as it stands, nothing added."""
    case = Case(case_id="record")
    values = tuple(facts.get(name) for name in FACTS)
    return Plan(case, Picture(case, DAY, values), DAY, protocol or base())
