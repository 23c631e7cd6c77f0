"""The limits of guards: the value at which each speaks, the one beside it, and none at all."""

from __future__ import annotations

import pytest

from nettui.case.base.vocabulary import Kind
from nettui.case.record.facts import FACTS
from nettui.engine.language.states import FALSE, TRUE, UNKNOWN
from nettui.plugin.publish import current
from tests.guideline.records import planned

# Guard, fact, the value nearest to its limit at which it is silent, and the one at which it speaks.
STOPS = [
    ("base:rfa.liver_largest_mm", "disease.liver_largest_mm", 50, 50.1),
    ("base:sunitinib.blood_pressure", "patient.sbp", 150, 151),
    ("base:sunitinib.blood_pressure", "patient.dbp", 100, 101),
    ("base:sunitinib.nyha_class", "patient.nyha_class", 1, 2),
    ("base:sunitinib.qtc_ms", "patient.qtc_ms", 500, 501),
    ("therapies:belzutifan.spo2_pct", "patient.spo2_pct", 92, 91),
    ("therapies:liver_transplantation.age", "patient.age", 60, 61),
    ("therapies:liver_transplantation.ki67", "pathology.ki67", 9.9, 10),
    ("therapies:liver_transplantation.liver_burden_pct", "disease.liver_burden_pct", 50, 50.1),
    ("therapies:liver_transplantation.stable_months", "disease.stable_months", 6, 5.9),
    ("therapies:streptozocin_5fu.crcl", "labs.crcl_measured", 40, 39.9),
    ("base:extent.embolisation_jaundice", "labs.bilirubin_uln_ratio", 3, 3.01),
    ("base:extent.sirt_lung_shunt", "disease.lung_shunt_pct", 20, 20.1),
    ("base:systemic.capecitabine_anc", "labs.anc", 1.5, 1.49),
    ("base:systemic.capecitabine_crcl", "labs.crcl_measured", 30, 29.9),
    ("base:systemic.capecitabine_platelets", "labs.platelets", 100, 99),
    ("base:systemic.chemotherapy_anc", "labs.anc", 1.0, 0.99),
    ("base:systemic.chemotherapy_bilirubin", "labs.bilirubin_uln_ratio", 2, 2.01),
    ("base:systemic.chemotherapy_ecog_3", "patient.ecog", 2, 3),
    ("base:systemic.chemotherapy_ecog_4", "patient.ecog", 3, 4),
    ("base:systemic.chemotherapy_platelets", "labs.platelets", 75, 74),
    ("base:systemic.cisplatin_crcl", "labs.crcl_measured", 50, 49.9),
    ("base:systemic.cisplatin_hearing", "patient.hearing_grade", 1, 2),
    ("base:systemic.cisplatin_neuropathy", "patient.neuropathy_grade", 1, 2),
    ("base:systemic.oxaliplatin_neuropathy", "patient.neuropathy_grade", 1, 2),
    ("base:systemic.radioligand_crcl", "labs.crcl_measured", 30, 29.9),
    ("base:systemic.radioligand_hb", "labs.hb", 80, 79),
    ("base:systemic.radioligand_platelets", "labs.platelets", 75, 74),
    ("base:systemic.radioligand_wcc", "labs.wcc", 2, 1.99),
]
CAUTIONS = [
    ("base:lanreotide.ki67", "pathology.ki67", 9.9, 10),
    ("base:liver_resection.ecog", "patient.ecog", 1, 2),
    ("base:sunitinib.lvef", "imaging.lvef", 50, 49),
    ("base:sunitinib.qtc_470", "patient.qtc_ms", 469, 470),
    ("base:sunitinib.qtc_470", "patient.qtc_ms", 501, 500),
    ("base:extent.embolisation_burden", "disease.liver_burden_pct", 75, 75.1),
    ("base:extent.embolisation_contrast", "labs.crcl_measured", 30, 29.9),
    ("base:extent.sirt_bilirubin", "labs.bilirubin_uln_ratio", 2, 2.01),
    ("base:extent.surgery_fitness", "patient.ecog", 2, 3),
    ("base:systemic.capecitabine_crcl_50", "labs.crcl_measured", 50.1, 50),
    ("base:systemic.capecitabine_crcl_50", "labs.crcl_measured", 29.9, 30),
    ("base:systemic.chemotherapy_anc_low", "labs.anc", 1.5, 1.49),
    ("base:systemic.chemotherapy_platelets_low", "labs.platelets", 100, 99),
    ("base:systemic.radioligand_bilirubin", "labs.bilirubin_uln_ratio", 3, 3.01),
    ("base:systemic.radioligand_crcl_40", "labs.crcl_measured", 40, 39.9),
    ("base:systemic.radioligand_heart", "patient.nyha_class", 2, 3),
    ("base:systemic.radioligand_scan_age", "imaging.sstr_age_months", 12, 12.1),
    ("therapies:systemic.kidney_radioligand", "history.prior_prrt_cycles", 3, 4),
    ("therapies:systemic.prrt_age", "patient.age", 18, 17),
]
# What else a guard reads: blood pressure counts on treatment only.
BESIDE = {"patient.on_antihypertensives": "yes"}


def truth(guard: str, fact: str, value: float | None) -> int:
    """Return the truth of a guard for the cleared patient with one fact changed."""
    changed = {**BESIDE, fact: None if value is None else float(value)}
    plan = planned(changed, protocol=current())
    return plan.truth(plan.protocol.position[guard])


@pytest.mark.parametrize(("guard", "fact", "silent", "speaks"), [*STOPS, *CAUTIONS])
def test_a_guard_speaks_from_its_limit_on(
    guard: str, fact: str, silent: float, speaks: float
) -> None:
    assert (truth(guard, fact, silent), truth(guard, fact, speaks)) == (FALSE, TRUE)


@pytest.mark.parametrize(("guard", "fact"), sorted({row[:2] for row in STOPS}))
def test_a_stop_is_open_while_its_value_is_missing(guard: str, fact: str) -> None:
    """Missing is never no."""
    assert truth(guard, fact, None) == UNKNOWN


_WOMAN = {"patient.sex_at_birth": "female", "patient.age": 54.0, "patient.pregnancy_status": None}
# Who is to be tested before anything that harms a child, and who is not asked (INV-52).
PREGNANCY_OPEN = [
    (_WOMAN, UNKNOWN),
    ({**_WOMAN, "patient.age": None}, UNKNOWN),
    ({**_WOMAN, "patient.sex_at_birth": None}, UNKNOWN),
    ({**_WOMAN, "patient.age": 55.0}, FALSE),
    ({**_WOMAN, "patient.sex_at_birth": "male"}, FALSE),
    ({**_WOMAN, "patient.pregnancy_status": "not_pregnant"}, FALSE),
    ({**_WOMAN, "patient.pregnancy_status": "pregnant"}, FALSE),  # another stop says so
]


@pytest.mark.parametrize(("change", "state"), PREGNANCY_OPEN)
def test_a_possible_pregnancy_holds_until_it_is_tested(
    change: dict[str, object], state: int
) -> None:
    plan = planned(change, protocol=current())
    assert plan.truth(plan.protocol.position["base:systemic.pregnancy_open"]) == state


def reading(*facts: str) -> list[str]:
    """Return the guards whose condition reads one of these facts."""
    return [
        e.id
        for e in current().entries
        if e.kind == "guard" and any(f"'{fact}'" in str(e.raw.get("when")) for fact in facts)
    ]


def test_a_list_that_nobody_recorded_only_warns() -> None:
    """An unknown REC field stops nothing and cautions nothing; that it is open is said (04)."""
    unknown = {"patient.allergies": None, "patient.comorbidities": None}
    plan = planned(unknown, protocol=current())
    guards = reading(*unknown)
    assert len(guards) > 25
    assert [g for g in guards if plan.truth(plan.protocol.position[g]) != FALSE] == []
    assert plan.truth(plan.protocol.position["therapies:workup.record_open"]) == TRUE


def test_a_history_that_nobody_recorded_cautions_of_nothing_given() -> None:
    """Given before, after SIRT, after PRRT: only what is on record."""
    plan = planned({"history.prior_therapies": None}, protocol=current())
    guards = [g for g in reading("history.prior_therapies") if ":systemic.given_" in g]
    assert len(guards) > 10
    assert [g for g in guards if plan.truth(plan.protocol.position[g]) != FALSE] == []


# Guard, fact, the words at which it speaks, and those at which it does not.
CHILD_PUGH = "organ.liver_disease"
GIVEN = "history.prior_therapies"
WORDS = [
    ("therapies:cabozantinib.liver_disease", CHILD_PUGH, "CPA_A CPA_B7 CPA_B8+ CPA_C", "none"),
    ("base:systemic.everolimus_liver", CHILD_PUGH, "CPA_A CPA_B7 CPA_B8+ CPA_C", "none"),
    ("base:liver_resection.liver_disease", CHILD_PUGH, "CPA_B8+ CPA_C", "none CPA_A CPA_B7"),
    ("base:extent.embolisation_child_pugh", CHILD_PUGH, "CPA_B8+ CPA_C", "none CPA_A CPA_B7"),
    (
        "base:extent.embolisation_portal",
        "organ.portal_vein",
        "main_thrombus severely_reduced_flow",
        "patent branch_thrombus",
    ),
    (
        "base:extent.liver_biliary",
        "organ.biliary_status",
        "bilio_enteric_anastomosis stent sphincterotomy dilated_ducts",
        "intact",
    ),
    ("base:systemic.everolimus_hepatitis_b", "organ.hbv_status", "past active", "negative"),
    (
        "base:systemic.radioligand_mismatch",
        "imaging.sstr_fdg_discordance",
        "sstr_negative_fdg_positive mixed",
        "none",
    ),
    (
        "base:systemic.targeted_cyp3a4",
        "patient.cyp3a4_drugs",
        "strong_inhibitor strong_inducer",
        "moderate_inhibitor",
    ),
    ("base:systemic.radioligand_marrow", GIVEN, "T40 T41 T42", "T01 T30"),
    ("therapies:radiotherapy.marrow", GIVEN, "T20 T21 T22 T23", "T01 T40"),
    ("therapies:systemic.given_carboplatin_etoposide", GIVEN, "T44 T45", "T43 T46"),
    ("therapies:systemic.given_cisplatin_etoposide", GIVEN, "T44 T45", "T43 T46"),
    ("therapies:systemic.given_prrt", GIVEN, "T20 T23", "T01 T30"),
    ("therapies:systemic.given_temozolomide", GIVEN, "T40 T41", "T42 T43"),
]


@pytest.mark.parametrize(("guard", "fact", "speaks", "silent"), WORDS)
def test_a_guard_speaks_at_each_of_its_words(
    guard: str, fact: str, speaks: str, silent: str
) -> None:
    """At each word alone, and at no other."""
    assert [word for word in speaks.split() if worded(guard, fact, word) != TRUE] == []
    assert [word for word in silent.split() if worded(guard, fact, word) != FALSE] == []


def worded(guard: str, fact: str, word: str) -> int:
    """Return the truth of a guard for the cleared patient with one word on record."""
    value = frozenset({word}) if FACTS[fact].kind is Kind.SET else word
    plan = planned({fact: value}, protocol=current())
    return plan.truth(plan.protocol.position[guard])


PLATINUM = "platinum cisplatin carboplatin oxaliplatin"
# Each component of a regimen, alone.
ALLERGIES = {
    "base:captem.allergies": "capecitabine fluorouracil temozolomide dacarbazine",
    "base:cisplatin_etoposide.allergies": f"{PLATINUM} etoposide",
    "base:lanreotide.allergies": "lanreotide",
    "base:octreotide_cover.allergies": "octreotide",
    "base:octreotide_lar.allergies": "octreotide",
    "base:prrt.allergies": "amino_acid_infusion",
    "base:sunitinib.allergies": "sunitinib",
    "base:temozolomide.allergies": "temozolomide dacarbazine",
    "base:extent.liver_contrast_allergy": "iodinated_contrast gadolinium",
    "base:systemic.everolimus_hypersensitivity": "everolimus",
    "base:systemic.ssa_hypersensitivity": "somatostatin_analogue",
    "therapies:belzutifan.allergies": "belzutifan",
    "therapies:cabozantinib.allergies": "cabozantinib",
    "therapies:carboplatin_etoposide.allergies": f"{PLATINUM} etoposide",
    "therapies:cisplatin_irinotecan.allergies": f"{PLATINUM} irinotecan",
    "therapies:edotreotide.amino_acids": "amino_acid_infusion",
    "therapies:everolimus_lanreotide.allergies": "lanreotide",
    "therapies:folfiri.allergies": "irinotecan fluorouracil",
    "therapies:folfox.allergies": f"{PLATINUM} fluorouracil",
    "therapies:interferon.allergies": "interferon",
    "therapies:octreotide_short.allergies": "octreotide",
    "therapies:pasireotide.allergies": "pasireotide",
    "therapies:prrt_retreatment.amino_acids": "amino_acid_infusion",
    "therapies:ssa_above_label.allergies": "octreotide lanreotide",
    "therapies:streptozocin_5fu.allergies": "streptozocin fluorouracil",
    "therapies:surufatinib.allergies": "surufatinib",
    "therapies:telotristat.allergies": "telotristat",
}


@pytest.mark.parametrize("guard", sorted(ALLERGIES))
def test_each_hypersensitivity_stops_by_itself(guard: str) -> None:
    """Every component is enough, alone; another allergy is not."""
    for word in ALLERGIES[guard].split():
        assert said(guard, {word}) == TRUE
    assert said(guard, {"penicillin"}) == FALSE


# Every option that a word of a class or of a component must reach.
MEMBERS = {
    "somatostatin_analogue": "octreotide_lar lanreotide pasireotide ssa_above_label "
    "octreotide_short octreotide_cover everolimus_lanreotide",
    "platinum": "cisplatin_etoposide carboplatin_etoposide cisplatin_irinotecan folfox",
    "cisplatin": "cisplatin_etoposide carboplatin_etoposide cisplatin_irinotecan folfox",
    "everolimus": "everolimus everolimus_lanreotide",
    "fluorouracil": "captem streptozocin_5fu folfox folfiri",
    "amino_acid_infusion": "prrt edotreotide prrt_retreatment",
}


@pytest.mark.parametrize("word", sorted(MEMBERS))
def test_a_class_reaches_each_of_its_members(word: str) -> None:
    plan = planned({"patient.allergies": frozenset({word})}, protocol=current())
    for option in MEMBERS[word].split():
        stops = [g for g in plan.guards(option) if g.guard.kind == "stop" and g.truth == TRUE]
        assert any("ypersensitivity" in g.guard.says for g in stops), option


def test_no_guard_of_allergies_is_left_out() -> None:
    """A new option comes with its line here."""
    assert set(reading("patient.allergies")) == set(ALLERGIES)


def said(guard: str, allergies: set[str]) -> int:
    """Return the truth of a guard for a patient with these allergies."""
    plan = planned({"patient.allergies": frozenset(allergies)}, protocol=current())
    return plan.truth(plan.protocol.position[guard])
