"""The limits of guards: the value at which each speaks, the one beside it, and none at all."""

from __future__ import annotations

from typing import Any

import pytest

from nettui.case.base.vocabulary import Kind, Range
from nettui.case.record.facts import FACTS
from nettui.engine.language.states import FALSE, TRUE, UNKNOWN
from nettui.engine.protocol.protocol import guarded
from nettui.plugin.publish import current
from tests.guideline.records import planned

# Guard, fact, the value nearest to its limit at which it is silent, and the one at which it speaks.
STOPS = [
    ("base:rfa.liver_largest_mm", "disease.liver_largest_mm", 50, 50.1),
    ("base:sunitinib.nyha_class", "patient.nyha_class", 1, 2),
    ("base:sunitinib.qtc_ms", "patient.qtc_ms", 500, 501),
    ("therapies:belzutifan.spo2_pct", "patient.spo2_pct", 92, 91),
    ("therapies:liver_transplantation.age", "patient.age", 60, 61),
    ("therapies:liver_transplantation.ki67", "pathology.ki67", 9.9, 10),
    ("therapies:liver_transplantation.liver_burden_pct", "disease.liver_burden_pct", 50, 50.1),
    ("therapies:liver_transplantation.stable_months", "disease.stable_months", 6, 5.9),
    ("base:extent.embolisation_jaundice", "labs.bilirubin_uln_ratio", 3, 3.01),
    ("base:systemic.cisplatin_hearing", "patient.hearing_grade", 1, 2),
    ("base:systemic.cisplatin_neuropathy", "patient.neuropathy_grade", 1, 2),
    ("base:systemic.oxaliplatin_neuropathy", "patient.neuropathy_grade", 1, 2),
]
# What only a check before starting can tell (Z23): not done it stops nothing, and clears nothing.
CHECKED = [
    ("base:sunitinib.blood_pressure", "patient.sbp", 150, 151),
    ("base:sunitinib.blood_pressure", "patient.dbp", 100, 101),
    ("therapies:streptozocin_5fu.crcl", "labs.crcl_measured", 40, 39.9),
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
    ("base:systemic.radioligand_crcl", "labs.crcl_measured", 30, 29.9),
    ("base:systemic.radioligand_hb", "labs.hb", 80, 79),
    ("base:systemic.radioligand_platelets", "labs.platelets", 75, 74),
    ("base:systemic.radioligand_wcc", "labs.wcc", 2, 1.99),
]
CHECK_OF = {
    "base:sunitinib.blood_pressure": "base:sunitinib.check_blood_pressure",
    "therapies:streptozocin_5fu.crcl": "therapies:streptozocin_5fu.check_creatinine",
    "base:extent.sirt_lung_shunt": "base:extent.check_lung_shunt",
    "base:systemic.capecitabine_anc": "base:systemic.check_counts",
    "base:systemic.capecitabine_crcl": "base:systemic.check_creatinine",
    "base:systemic.capecitabine_platelets": "base:systemic.check_counts",
    "base:systemic.chemotherapy_anc": "base:systemic.check_counts",
    "base:systemic.chemotherapy_bilirubin": "base:systemic.check_bilirubin",
    "base:systemic.chemotherapy_ecog_3": "base:systemic.check_ecog",
    "base:systemic.chemotherapy_ecog_4": "base:systemic.check_ecog",
    "base:systemic.chemotherapy_platelets": "base:systemic.check_counts",
    "base:systemic.cisplatin_crcl": "base:systemic.check_creatinine",
    "base:systemic.radioligand_crcl": "base:systemic.check_creatinine",
    "base:systemic.radioligand_hb": "base:systemic.check_counts_radioligand",
    "base:systemic.radioligand_platelets": "base:systemic.check_counts_radioligand",
    "base:systemic.radioligand_wcc": "base:systemic.check_counts_radioligand",
}
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
    ("base:systemic.check_bilirubin", "labs.liver_tests_age_months", 1.5, 1.51),
    ("base:systemic.check_counts", "labs.blood_count_age_months", 1.5, 1.51),
    ("base:systemic.check_counts_radioligand", "labs.blood_count_age_months", 1.5, 1.51),
    ("base:systemic.check_creatinine", "labs.creatinine_age_months", 1.5, 1.51),
    ("base:systemic.check_ecog", "patient.ecog_age_months", 1.5, 1.51),
    ("base:extent.check_ecog", "patient.ecog_age_months", 1.5, 1.51),
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


@pytest.mark.parametrize(("guard", "fact", "silent", "speaks"), [*STOPS, *CHECKED, *CAUTIONS])
def test_a_guard_speaks_from_its_limit_on(
    guard: str, fact: str, silent: float, speaks: float
) -> None:
    assert (truth(guard, fact, silent), truth(guard, fact, speaks)) == (FALSE, TRUE)


@pytest.mark.parametrize(("guard", "fact"), sorted({row[:2] for row in STOPS}))
def test_a_stop_is_open_while_its_value_is_missing(guard: str, fact: str) -> None:
    """Missing is never no."""
    assert truth(guard, fact, None) == UNKNOWN


@pytest.mark.parametrize(("guard", "fact"), sorted({row[:2] for row in CHECKED}))
def test_a_check_is_open_while_its_value_is_missing(guard: str, fact: str) -> None:
    """It stops nothing and clears nothing, at the limit of its stop and beside it as well."""
    silent, speaks = next(row[2:] for row in CHECKED if row[:2] == (guard, fact))
    assert (truth(guard, fact, None), truth(CHECK_OF[guard], fact, None)) == (FALSE, TRUE)
    assert [truth(CHECK_OF[guard], fact, value) for value in (silent, speaks)] == [FALSE, FALSE]


@pytest.mark.parametrize(("guard", "fact"), sorted({row[:2] for row in CHECKED}))
def test_a_range_over_a_limit_holds(guard: str, fact: str) -> None:
    """Checked, and the value leaves open whether it stops: that is no check to be done."""
    ends = sorted(next(row[2:] for row in CHECKED if row[:2] == (guard, fact)))
    plan = planned({**BESIDE, fact: Range(float(ends[0]), float(ends[1]))}, protocol=current())
    position = plan.protocol.position
    assert plan.truth(position[guard]) == UNKNOWN
    assert plan.truth(position[CHECK_OF[guard]]) == FALSE


# Checks by option, one after the other not done: all are in place and cleared by nothing else.
WORDS_OF_CHECKS = [
    ("base:systemic.check_dpd", "organ.dpyd_status", "normal partial complete_deficient"),
    ("base:systemic.check_hepatitis_b", "organ.hbv_status", "negative past active"),
]


@pytest.mark.parametrize(("guard", "fact", "words"), WORDS_OF_CHECKS)
def test_a_test_that_is_done_is_no_open_check(guard: str, fact: str, words: str) -> None:
    assert truth(guard, fact, None) == TRUE
    assert [word for word in words.split() if worded(guard, fact, word) != FALSE] == []


PRESSURE = ("base:sunitinib.check_blood_pressure", "base:sunitinib.blood_pressure")
# Treated for it, systolic, diastolic: whether the check is open, and whether it stops (T31).
PRESSURES = [
    ("yes", None, None, TRUE, FALSE),
    ("yes", 120.0, None, TRUE, FALSE),
    ("yes", None, 80.0, TRUE, FALSE),
    ("yes", 160.0, None, TRUE, TRUE),
    ("yes", None, 110.0, TRUE, TRUE),
    ("yes", 120.0, 80.0, FALSE, FALSE),
    ("no", None, None, FALSE, FALSE),
    ("no", 160.0, 110.0, FALSE, FALSE),
    (None, None, None, TRUE, FALSE),
    (None, 160.0, 80.0, FALSE, UNKNOWN),  # on treatment or not: it holds
    (None, 120.0, 80.0, FALSE, FALSE),
]


def pressure(treated: str | None, sbp: float | None, dbp: float | None) -> dict[str, Any]:
    """Return what the gate of sunitinib reads of the blood pressure."""
    return {"patient.on_antihypertensives": treated, "patient.sbp": sbp, "patient.dbp": dbp}


@pytest.mark.parametrize(("treated", "sbp", "dbp", "check", "stop"), PRESSURES)
def test_blood_pressure_is_checked_unless_there_is_no_treatment_for_it(
    treated: str | None, sbp: float | None, dbp: float | None, check: int, stop: int
) -> None:
    plan = planned(pressure(treated, sbp, dbp), protocol=current())
    assert [plan.truth(plan.protocol.position[name]) for name in PRESSURE] == [check, stop]


def test_no_check_may_be_open_or_not() -> None:
    """A check asks whether something is on record, so it is open or done."""
    protocol = current()
    checks = [e for e in protocol.entries if e.kind == "guard" and e.raw.get("kind") == "check"]
    assert len(checks) >= 11
    for facts in ({}, dict.fromkeys(FACTS), {fact: None for _, fact, *_ in CHECKED}):
        plan = planned(facts, protocol=protocol)
        assert {plan.truth(protocol.position[e.id]) for e in checks} <= {FALSE, TRUE}


def test_what_reads_a_check_alone_and_asks_for_a_value_has_its_check() -> None:
    """A stop of a lab value on record that no check asks for would clear what nobody measured."""
    protocol = current()
    for guard in {row[0] for row in CHECKED}:
        stop, check = (protocol.entries[protocol.position[g]].act for g in (guard, CHECK_OF[guard]))
        guarded_ = [guarded(act, protocol.options.values()) for act in (stop, check)]
        assert set(guarded_[0]) <= set(guarded_[1]), guard


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
    "base:systemic.ssa_not_borne": "octreotide lanreotide pasireotide",
    "base:systemic.cover_not_borne": "lanreotide pasireotide",
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
def test_each_hypersensitivity_counts_by_itself(guard: str) -> None:
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
