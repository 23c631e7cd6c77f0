"""Who can answer what is not known of a patient: whom a tumour board would ask."""

from __future__ import annotations

from collections.abc import Mapping

PATHOLOGIST = "pathologist"
RADIOLOGIST = "radiologist"
LABORATORY = "laboratory"
PATIENT = "patient"
SURGEON = "surgeon"
CLINICIAN = "treating clinician"
BOARD = "board"
ANSWERERS = (PATHOLOGIST, RADIOLOGIST, LABORATORY, PATIENT, SURGEON, CLINICIAN, BOARD)

_OF_SECTION: Mapping[str, str] = {
    "patient": CLINICIAN,
    "pathology": PATHOLOGIST,
    "disease": RADIOLOGIST,
    "imaging": RADIOLOGIST,
    "function": CLINICIAN,
    "labs": LABORATORY,
    "organ": CLINICIAN,
    "history": CLINICIAN,
    "heredity": CLINICIAN,
    "board": BOARD,
}
_OTHERS: Mapping[str, str] = {
    **dict.fromkeys(
        (
            "disease.curative_resection_feasible",
            "disease.liver_resectability",
            "disease.primary_resectable",
        ),
        BOARD,
    ),
    **dict.fromkeys(
        (
            "disease.gastric_background",
            "disease.gastric_type",
            "disease.margin",
            "disease.nodes_examined",
            "disease.nodes_positive",
        ),
        PATHOLOGIST,
    ),
    **dict.fromkeys(
        (
            "disease.primary_complication",
            "disease.urgent_complication",
            "disease.bowel_obstruction",
            "disease.primary_removed_portal_drained",
        ),
        SURGEON,
    ),
    **dict.fromkeys(
        (
            "patient.age",
            "patient.allergies",
            "patient.breastfeeding",
            "patient.contraception",
            "patient.patient_goals",
            "patient.sex_at_birth",
            "function.constipation_severe",
            "function.stool_per_day",
            "function.symptoms",
            "heredity.family_history",
            "heredity.family_history_net",
            "heredity.family_phaeo_men2",
        ),
        PATIENT,
    ),
    "disease.disease_status": CLINICIAN,
    "patient.pregnancy_status": LABORATORY,
    "organ.dpyd_status": LABORATORY,
    "organ.hbv_status": LABORATORY,
    "function.biochemistry_confirms": LABORATORY,
    "organ.portal_vein": RADIOLOGIST,
}


def answered_by(fact: str) -> str:
    """Return who can answer a fact, by its name."""
    return _OTHERS.get(fact) or _OF_SECTION[fact.partition(".")[0]]
