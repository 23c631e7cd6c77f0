"""Pictures for tests of the base protocol: a cleared patient, and what a test says differently."""

from __future__ import annotations

import datetime
from functools import cache
from typing import Any

from nettui.case.facts import FACTS
from nettui.case.model import Case
from nettui.case.picture import Picture
from nettui.engine.plan import Plan
from nettui.engine.protocol import Protocol
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
    "labs.alt_uln_ratio": 0.6,
    "labs.ast_uln_ratio": 0.6,
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
    "organ.prior_liver_irradiation": "no",
    "history.prior_ssa": "no",
    "history.prior_prrt_cycles": 0.0,
    "history.gallbladder": "absent",
    "history.planned_procedure": frozenset(),
    "history.prior_therapies": frozenset(),
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
