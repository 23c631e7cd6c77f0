"""How facts read in a sentence while they are not known: "pregnancy not excluded; Ki-67 not known".

"Needs interstitial lung disease" would say the opposite of what is meant.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from nettui.engine.plan.evaluation import Evaluation

# What speaks against something unless it is excluded, as it stands in a sentence.
_TO_EXCLUDE: Mapping[str, str] = {
    "patient.pregnancy_status": "pregnancy",
    "patient.breastfeeding": "breast-feeding",
    "patient.cardiac_event_12m": "a cardiac event in the last 12 months",
    "disease.bowel_obstruction": "bowel obstruction",
    "disease.cns_disease": "disease of brain or spinal cord",
    "disease.lesion_abuts_bile_duct": "a lesion at a bile duct",
    "disease.local_invasion": "local invasion",
    "disease.main_duct_dilatation": "a dilated pancreatic duct",
    "disease.bile_duct_involvement": "an involved bile duct",
    "disease.primary_complication": "a complication of the primary",
    "disease.suspicious_nodes": "suspicious regional nodes",
    "function.constipation_severe": "severe constipation",
    "function.hypoglycaemia_by_drug": "hypoglycaemia from a drug",
    "organ.active_infection": "active infection",
    "organ.ascites": "ascites",
    "organ.coagulopathy": "coagulopathy",
    "organ.encephalopathy": "hepatic encephalopathy",
    "organ.gi_perforation_fistula": "gastrointestinal perforation or fistula",
    "organ.ild_status": "interstitial lung disease",
    "organ.recent_major_bleed": "a major bleed",
    "heredity.family_phaeo_men2": "phaeochromocytoma or MEN2 in the family",
    "heredity.hyperparathyroidism": "hyperparathyroidism",
    "heredity.phaeo_excluded": "phaeochromocytoma",
}
# Facts whose label does not stand in a sentence.
_NOUNS: Mapping[str, str] = {
    "function.functional": "whether there is a hormone syndrome",
    "function.syndrome": "which syndrome",
    "function.syndrome_refractory": "whether an analogue controls the syndrome",
    "pathology.histology_family": "histology",
    "pathology.differentiation": "differentiation",
    "pathology.specimen_type": "kind of specimen",
    "disease.extent": "extent",
    "disease.disease_status": "whether the tumour was resected",
    "disease.margin": "resection margin",
    "disease.progression_status": "course of the disease",
    "disease.liver_distribution": "distribution in the liver",
    "disease.liver_resectability": "whether the liver metastases can be resected",
    "disease.curative_resection_feasible": "whether a curative resection is feasible",
    "disease.primary_resectable": "whether the primary can be resected",
    "disease.urgent_complication": "whether the complication is urgent",
    "history.prior_therapies": "treatments so far",
    "history.prior_abdominal_surgery": "earlier abdominal operations",
    "history.surgery_date": "date of the operation",
    "history.planned_procedure": "planned procedure",
    "labs.crcl_measured": "creatinine clearance",
    "patient.allergies": "allergies",
}
_EXCLUDED, _KNOWN = "not excluded", "not known"


def unknown_words(plan: Evaluation, names: Iterable[str], most: int = 99) -> str:
    """Return in a clause which facts are not known, with what is recorded of one that is not used.

    Empty for no facts.
    """
    found = list(dict.fromkeys(names))
    more = len(found) - most
    told: dict[str, list[str]] = {}
    for name in found[:most] if more > 0 else found:
        says = _KNOWN if name not in _TO_EXCLUDE or name in plan.picture.unused else _EXCLUDED
        told.setdefault(says, []).append(_noun(plan, name))
    clauses = [f"{', '.join(nouns)} {says}" for says, nouns in told.items()]
    return "; ".join(clauses) + (f" and {more} more" if more > 0 else "")


def _noun(plan: Evaluation, name: str) -> str:
    unused = plan.picture.unused.get(name)
    if unused is not None:
        return f"{plan.protocol.vocabulary[name].label} (recorded as {unused.recorded})"
    return _TO_EXCLUDE.get(name) or _NOUNS.get(name) or plan.protocol.vocabulary[name].label
