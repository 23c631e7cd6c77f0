"""What else may be on record beside the facts that route a plan: one set of facts per cell.

Crossing them with every axis would be too many, so the grid deals them out in turn. Their number
is prime and divides no axis, so that each meets every value of every axis, and every pair of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from nettui.case.record.facts import FACTS
from nettui.engine.plan.offers import add_months
from tests.guideline.records import DAY, PATTERNS

Facts = dict[str, Any]


def some(*words: str) -> frozenset[str]:
    """Return a list on record."""
    return frozenset(words)


def _syndrome(word: str, **more: Any) -> Facts:
    return {
        "function.functional": "yes",
        "function.syndrome": word,
        "function.biochemistry_confirms": "yes",
        **{name.replace("__", "."): value for name, value in more.items()},
    }


def _resected(months: float, **more: Any) -> Facts:
    day = add_months(DAY, -months)
    return {
        "disease.disease_status": "resected_no_residual",
        "disease.margin": "R0",
        "history.surgery_date": day,
        "history.months_since_surgery": months,
        "pathology.specimen_type": "surgical_resection",
        "pathology.lvi": "absent",
        **{name.replace("__", "."): value for name, value in more.items()},
    }


def _on(months: float, *rows: str, **more: Any) -> Facts:
    """On these therapies since so many months."""
    return {
        "history.current_therapies": some(*rows),
        "history.prior_therapies": some(*rows),
        "history.therapy_start_date": add_months(DAY, -months),
        "history.months_since_therapy_start": months,
        **{name.replace("__", "."): value for name, value in more.items()},
    }


_SUPERFICIAL: Facts = {
    "pathology.depth": "submucosa",
    "pathology.lvi": "absent",
    "disease.suspicious_nodes": "no",
}
_QUIET_PANCREAS: Facts = {
    **_SUPERFICIAL,
    "disease.main_duct_dilatation": "no",
    "disease.bile_duct_involvement": "no",
    "disease.distance_main_duct_mm": 5.0,
    "disease.growth_mm_per_year": 0.0,
    "pathology.first_date": add_months(DAY, -4),
    "history.months_since_diagnosis": 4.0,
}
_REFRACTORY: Facts = {
    **_syndrome("carcinoid"),
    "function.syndrome_refractory": "yes",
    "function.symptoms": some("flush", "diarrhoea"),
    "function.stool_per_day": 6.0,
    "function.constipation_severe": "no",
    "history.prior_ssa": "yes",
    "history.prior_therapies": some("T01"),
}
_PLANNED: Facts = {
    "history.planned_procedure": some("surgery_abdominal"),
    "history.gallbladder": "in_situ",
    "history.ssa_long_term_anticipated": "yes",
}

_ALL: Iterable[Facts] = (
    {},
    # the course of the disease, operations planned and urgent
    _PLANNED,
    {
        "disease.primary_complication": some("obstruction"),
        "disease.urgent_complication": "yes",
        "disease.primary_resectable": None,
    },
    # emergencies on record, urgent or asked about (Z20)
    {
        "disease.acute_events": some(*FACTS["disease.acute_events"].choices),
        "disease.urgent_complication": "yes",
    },
    {
        "disease.acute_events": some(*FACTS["disease.acute_events"].choices),
        "disease.urgent_complication": None,
        "labs.potassium": 2.4,
    },
    {
        "disease.primary_complication": some("perforation", "ischaemia"),
        "history.surgery_date": DAY,
        "disease.urgent_complication": None,
        "disease.acute_events": None,
    },
    {"organ.gi_perforation_fistula": "uncontrolled", "disease.urgent_complication": None},
    {"disease.acute_events": some("cholangitis"), "disease.acute_events_over": some("bleeding")},
    {
        "patient.sex_at_birth": "female",
        "patient.pregnancy_status": "pregnant",
        "imaging.conv_imaging_modality": None,
    },
    {"disease.disease_status": None},
    {"disease.size_mm": None, "disease.primary_resectable": "borderline"},
    {"disease.primary_resectable": "no", "pathology.ki67_method": "estimate"},
    {
        "disease.disease_status": "residual",
        "disease.margin": "R1",
        "disease.appendix_position": "base",
        "pathology.specimen_type": "endoscopic_resection",
        "pathology.lvi": "present",
    },
    {
        "disease.progression_status": "stable",
        "disease.stable_months": 12.0,
        "disease.liver_burden_pct": 10.0,
        "disease.primary_removed_portal_drained": "yes",
        "disease.liver_resectability": "unresectable",
        "patient.age": 45.0,
        "patient.jurisdiction": "EU",
    },
    {
        "function.symptoms": some("pain", "weight_loss"),
        "disease.liver_burden_pct": 80.0,
        "patient.jurisdiction": "US",
    },
    # tumours described in full
    _QUIET_PANCREAS,
    {**_QUIET_PANCREAS, "disease.size_mm": 9.0, "history.months_since_diagnosis": 20.0},
    {**_QUIET_PANCREAS, "disease.size_mm": 15.0, "pathology.ki67": 2.0},
    {**_SUPERFICIAL, "disease.gastric_type": "1", "pathology.mitoses_per_2mm2": 1.0},
    {**_SUPERFICIAL, "disease.gastric_type": "2", "pathology.mitoses_per_2mm2": 5.0},
    {**_SUPERFICIAL, "disease.gastric_type": "3", "disease.size_mm": 10.0},
    {"pathology.depth": "muscularis", "pathology.lvi": "present", "disease.gastric_type": "1"},
    {"pathology.mitoses_per_2mm2": 25.0, "pathology.necrosis": "present"},
    {"pathology.mitoses_per_2mm2": 5.0, "pathology.ki67": 2.5},
    {"pathology.cell_size": "small", "pathology.molecular": some("MSI-H")},
    {"pathology.ihc_ttf1": "positive", "pathology.ihc_synaptophysin": "negative"},
    {
        "pathology.ihc_cdx2": "positive",
        "pathology.ihc_ttf1": "negative",
        "pathology.ihc_isl1": "negative",
        "pathology.first_date": add_months(DAY, -4),
        "history.months_since_diagnosis": 4.0,
    },
    {"pathology.histology_family": "DIPNECH", "function.dipnech_symptomatic": "yes"},
    {"pathology.histology_family": "MiNEN"},
    {"pathology.specimen_type": "cytology", "imaging.sstr_modality": "111In-pentetreotide"},
    {
        "disease.t_category": "T1",
        "disease.n_category": "N2",
        "disease.m_category": "M0",
        "disease.tnm_family": "NET",
        "disease.stage_edition": "AJCC8",
    },
    {"disease.t_category": "T3", "disease.tnm_family": "carcinoma"},
    {"disease.m_category": "M1", "disease.stage_edition": "ENETS"},
    # syndromes and what goes with them
    _syndrome(
        "gastrinoma",
        function__ppi_use="yes",
        function__biochemistry_confirms="no",
        labs__serum_cga_uln_ratio=4.0,
        heredity__hereditary=None,
        disease__gastric_type="2",
    ),
    _syndrome("glucagonoma"),
    _syndrome("VIPoma", labs__potassium=2.9, function__syndrome_refractory="yes"),
    _syndrome("somatostatinoma", heredity__hereditary=None),
    _syndrome("ACTH", history__planned_procedure=some("liver_resection")),
    _syndrome("PTHrP", imaging__sstr_all_lesions="yes"),
    _syndrome("insulinoma", disease__distance_main_duct_mm=6.0, disease__suspicious_nodes="no"),
    _syndrome(
        "insulinoma",
        disease__distance_main_duct_mm=2.0,
        function__insulinoma_ssa_test="worse",
        history__planned_procedure=some("surgery_abdominal"),
    ),
    _syndrome("other", **_PLANNED),
    _REFRACTORY,
    {
        **_REFRACTORY,
        "imaging.echocardiography": "CHD_severe",
        "labs.nt_probnp": 400.0,
        "history.planned_procedure": some("embolisation"),
        "labs.u5hiaa_24h_uln_ratio": 4.0,
    },
    {
        "labs.u5hiaa_24h_uln_ratio": 4.0,
        "labs.serum_cga_uln_ratio": 3.0,
        "function.cga_confounders": some("PPI"),
        "function.ppi_use": "yes",
    },
    {"labs.serum_cga_uln_ratio": 3.0, "function.ppi_use": "no", "patient.age": 45.0},
    # inherited syndromes
    {**_QUIET_PANCREAS, "heredity.hereditary": "MEN1", "disease.size_mm": 15.0},
    {**_QUIET_PANCREAS, **_syndrome("gastrinoma"), "heredity.hereditary": "MEN1"},
    {
        **_QUIET_PANCREAS,
        "heredity.hereditary": "VHL",
        "heredity.vhl_exon3_variant": "no",
        "heredity.tumour_doubling_days": 600.0,
        "patient.spo2_pct": 97.0,
        "patient.pregnancy_status": "not_applicable",
    },
    {"heredity.hereditary": "VHL", "heredity.phaeo_excluded": None, **_PLANNED},
    {"heredity.hereditary": "NF1", "heredity.phaeo_excluded": "yes"},
    {"heredity.hereditary": "TSC"},
    {"heredity.hereditary": None, "patient.age": 33.0, "disease.multifocal": "yes"},
    # fitness for single therapies
    {
        "patient.sex_at_birth": "female",
        "patient.age": 33.0,
        "patient.pregnancy_status": None,
        "organ.dpyd_status": "complete_deficient",
    },
    {"patient.sex_at_birth": "female", "patient.age": 33.0, "patient.pregnancy_status": "pregnant"},
    {"labs.crcl_measured": None, "labs.egfr": 80.0, "labs.platelets": 70.0},
    {"organ.portal_vein": "main_thrombus", "organ.ascites": "refractory", "labs.albumin": 25.0},
    {"organ.biliary_status": some("stent"), "history.planned_procedure": some("ablation")},
    {"patient.neuropathy_grade": 2.0, "organ.ild_status": "active_pneumonitis"},
    # resected long ago or lately
    *(_resected(months, disease__nodes_examined=0.0) for months in (3.0, 18.0)),
    *(
        _resected(months, disease__gastric_type="3", disease__mesenteric_mass_mm=25.0)
        for months in (30.0, 48.0)
    ),
    _resected(66.0, heredity__hereditary="MEN1"),
    _resected(130.0, pathology__mesoappendix_invasion_mm=4.0),
    _resected(8.0, disease__size_mm=15.0, disease__gastric_type="3", pathology__cell_size="small"),
    _resected(
        8.0,
        disease__size_mm=8.0,
        disease__suspicious_nodes="no",
        pathology__depth="submucosa",
        pathology__specimen_type="endoscopic_resection",
    ),
    _resected(18.0, pathology__mesoappendix_invasion_mm=4.0, disease__size_mm=15.0),
    _resected(40.0, pathology__mesoappendix_invasion_mm=4.0, disease__size_mm=15.0),
    _resected(18.0, disease__nodes_examined=12.0, pathology__mesoappendix_invasion_mm=0.0),
    # on a therapy, with more of a history than the axis of prior lines
    _on(0.5, "T30", disease__progression_status="stable"),
    _on(8.0, "T30", "T02", disease__progression_status="RECIST_progressive"),
    _on(8.0, "T31", disease__progression_status="stable", imaging__lvef=None),
    _on(4.0, "T44", disease__progression_status="RECIST_progressive"),
    _on(30.0, "T01", imaging__ultrasound_date=add_months(DAY, -14)),
    _on(4.0, "T42", patient__jurisdiction="CN", disease__progression_status="RECIST_progressive"),
    _on(
        4.0,
        "T20",
        "T01",
        history__prior_prrt_cycles=2.0,
        history__prrt_date=add_months(DAY, -1),
        history__months_since_prrt=1.0,
        labs__platelets=90.0,
    ),
    _on(
        20.0,
        "T01",
        history__prior_therapies=some("T20", "T01", "T30", "T40"),
        history__prior_prrt_cycles=4.0,
        history__prrt_date=add_months(DAY, -18),
        history__months_since_prrt=18.0,
        disease__progression_status="RECIST_progressive",
        patient__approval_flags=some("surufatinib"),
    ),
    _on(
        2.0,
        "T50",
        history__liver_embolised="yes",
        history__embolisation_date=add_months(DAY, -0.1),
        history__months_since_embolisation=0.1,
    ),
    {**PATTERNS["few"], "disease.liver_resectability": "borderline", "imaging.fdg_result": None},
    {"imaging.sstr_all_lesions": "yes", "pathology.ki67": 12.0},
    {"imaging.krenning_score": 2.0, "imaging.uptake_vs_liver": None, "labs.hb": None},
    {"disease.cns_disease": "uncontrolled", "organ.prior_liver_irradiation": "yes"},
    {
        "disease.local_invasion": "mesenteric_mass",
        "disease.mesenteric_mass_mm": 25.0,
        "disease.bowel_obstruction": "yes",
    },
    {"disease.local_invasion": "vessels", "disease.growth_mm_per_year": 6.0},
    _on(
        14.0,
        "T20",
        history__prior_prrt_cycles=4.0,
        history__prrt_date=add_months(DAY, -9),
        history__months_since_prrt=9.0,
        disease__progression_status="responding",
    ),
    {"disease.n_category": "N2", "pathology.mitoses_per_2mm2": 4.0},
    {
        "patient.allergies": None,
        "patient.comorbidities": None,
        "function.functional": "no",  # beside a syndrome: a contradiction
        "function.syndrome": "carcinoid",
        "function.symptoms": some("diarrhoea"),
        "history.prior_abdominal_surgery": some("right_hemicolectomy"),
        "labs.u5hiaa_24h": None,
    },
    {
        "organ.ascites": "controlled",
        "organ.encephalopathy": "controlled",
        "labs.bilirubin": 60.0,
        "labs.albumin": 25.0,
        "labs.inr": 2.4,
    },
)
# What a letter says in place of a number, and what the patient wants.
_REPORTED: tuple[Facts, ...] = (
    *(
        {"pathology.ki67": None, "pathology.reported_grade": word}
        for word in FACTS["pathology.reported_grade"].choices
    ),
    {"pathology.reported_grade": "G1", "pathology.ki67": 12.0},
)
_WISHES: tuple[Facts, ...] = tuple(
    {"patient.wishes": some(word)} for word in FACTS["patient.wishes"].choices
)
_FEW: tuple[Facts, ...] = (
    {"patient.ecog": 4.0},
    {"patient.age": 12.0},
    {"patient.other_tumours": some("active_cancer")},
    _resected(3, disease__size_mm=8.0, pathology__ki67=None, pathology__mitoses_per_2mm2=None),
)
CIRCUMSTANCES: tuple[Facts, ...] = (*_ALL, *_REPORTED, *_WISHES, *_FEW)
