"""Invariants of the safety file, sections A and B: data gates, contradictions, grading, team."""

from __future__ import annotations

from nettui.engine.language.states import MAYBE_MISSING, MISSING
from nettui.engine.plan.plan import Plan
from nettui.testing.invariants.reading import (
    QUIET_ROLES,
    Register,
    active,
    active_of,
    cleared,
    extent,
    fact,
    functional,
    high,
    holds,
    in_scope,
    low,
    nec,
    says,
    shown,
    tumour_class,
    tumour_present,
)

INVARIANTS = Register()
KI67 = "pathology.ki67"


@INVARIANTS("INV-01")
def no_ki67(plan: Plan) -> str | None:
    """Ki-67 missing: not definitive, no systemic antitumour therapy, no final grade."""
    if fact(plan, KI67) is not None:
        return None
    if says(plan, "base:systemic.class_without_ki67"):  # the class is known without it (Z06)
        return holds(plan.status.word != "definitive", "Ki-67 missing, but definitive")
    given = active_of(plan, "systemic_antitumour", but=QUIET_ROLES)
    graded = {"G1", "G2", "NET_G3"} & set(plan.grade) if len(plan.grade) == 1 else ()
    return holds(
        plan.status.word != "definitive" and not given and not graded,
        f"Ki-67 missing, but {plan.status.word}, {given}, {plan.grade}",
    )


@INVARIANTS("INV-02")
def no_tissue(plan: Plan) -> str | None:
    """No histological family: blocked for all antitumour therapy."""
    if fact(plan, "pathology.histology_family") is not None or not in_scope(plan):
        return None
    given = active_of(plan, "definitive", but=QUIET_ROLES)
    return holds(
        plan.status.word == "blocked" and not given,
        f"no family, but {plan.status.word} with {given}",
    )


@INVARIANTS("INV-03")
def no_extent(plan: Plan) -> str | None:
    """Extent unknown: nothing that depends on it."""
    if extent(plan) is not None:
        return None
    given = active_of(plan, "definitive", but=QUIET_ROLES)
    return holds(not given, f"extent unknown, but {given}")


@INVARIANTS("INV-04")
def no_differentiation(plan: Plan) -> str | None:
    """Differentiation not settled: not definitive, nothing systemic, review if Ki-67 > 20 %."""
    if tumour_class(plan) is not None:
        return None
    given = active_of(plan, "systemic_antitumour", but=QUIET_ROLES)
    # Without tissue there is nothing to review (Z16).
    asks = says(plan, "base:workup.pathology_review") or says(plan, "base:workup.without_tissue")
    return holds(
        plan.status.word != "definitive" and not given and asks,
        f"differentiation not settled, but {plan.status.word}, {given}, review {asks}",
    )


@INVARIANTS("INV-06")
def no_sstr(plan: Plan) -> str | None:
    """SSTR imaging missing: "staging incomplete", whatever else there is."""
    if fact(plan, "imaging.sstr_result") is not None:
        return None
    of_nec = "base:workup.staging_incomplete_nec"  # beside the ruling that asks for less (Z07)
    return holds(says(plan, "base:workup.staging_incomplete") or says(plan, of_nec), "no warning")


_ITEMS = {
    "pathology.ihc_cga": "ihc",
    "pathology.ihc_synaptophysin": "ihc",
    KI67: "ki67",
    "disease.primary_site": "location",
    "imaging.conv_imaging_modality": "location",
    "disease.local_invasion": "invasion",
    "imaging.sstr_result": "sstr",
    "function.functional": "function",
    "labs.u5hiaa_24h": "hiaa",
}


@INVARIANTS("INV-07")
def missing_is_named(plan: Plan) -> str | None:
    """Each missing item of S05-S13 is listed by name."""
    missing = [name for name in _ITEMS if fact(plan, name) is None]
    needed = {_ITEMS[name] for name in missing}
    if fact(plan, "labs.serum_cga") is None and fact(plan, "labs.serum_cga_nmol") is None:
        needed.add("cga")
    if KI67 in missing and says(plan, "base:systemic.class_without_ki67"):
        needed = needed - {"ki67"} | {"ki67_of_class"}
    # Named as one side of a conflict, with what asks for less (Z07).
    if says(plan, "base:workup.markers_nec"):
        needed -= {"cga", "hiaa"}
    if says(plan, "base:workup.staging_incomplete_nec"):
        needed.discard("sstr")
    if not needed:
        return None
    position = plan.protocol.position
    silent = [
        need
        for need in sorted(needed)
        if plan.truth(position[f"base:workup.{need}"]) not in (MISSING, MAYBE_MISSING)
    ]
    return holds(not silent, f"not listed: {silent}")


@INVARIANTS("INV-10")
def out_of_scope(plan: Plan) -> str | None:
    """Not covered: status out of scope, no antitumour therapy."""
    if in_scope(plan):
        return None
    given = active_of(plan, "definitive", but=QUIET_ROLES)
    dipnech = fact(plan, "pathology.histology_family") == "DIPNECH"
    return holds(
        plan.status.word == "out_of_scope" and (dipnech or not given),
        f"out of scope, but {plan.status.word} with {given}",
    )


@INVARIANTS("INV-72")
def never_gated(plan: Plan) -> str | None:
    """A data gate never removes urgent surgery, symptom control, or the precautions."""
    urgent = says(plan, "base:extent.urgent_surgery")
    if urgent and not active(plan, "urgent_surgery"):
        return "urgent surgery is held back"
    if not urgent and not (functional(plan) and plan.status.word == "blocked"):
        return None
    held = [
        need.entry.id
        for need in plan.needs
        if need.need.caps.classes and "symptom" not in need.need.caps.except_roles
    ]
    return holds(not held, f"needs that hold symptom control: {held}")


@INVARIANTS("INV-73")
def contradictions(plan: Plan) -> str | None:
    """Contradictory facts: never definitive, the contradiction named."""
    family, differentiation = (
        fact(plan, "pathology.histology_family"),
        fact(plan, "pathology.differentiation"),
    )
    named = []
    if (family, differentiation) in (("NET", "poor"), ("NEC", "well")):
        named.append("base:workup.class_contradiction")
    syndrome = fact(plan, "function.syndrome")
    if fact(plan, "function.functional") == "no" and syndrome not in (None, "none"):
        named.append("base:workup.function_contradiction")
    if fact(plan, "disease.disease_status") == "resected_no_residual":
        margin = fact(plan, "disease.margin")
        if margin in ("R1", "R2", "not_resected"):
            named.append("base:workup.resection_contradiction")
    if fact(plan, "record.contradictions") is not None:
        named.append("base:workup.record_contradiction")
    if not named:
        return None
    silent = [name for name in named if not says(plan, name)]
    return holds(
        plan.status.word != "definitive" and not silent, f"{plan.status.word}, not named: {silent}"
    )


# --- grading -----------------------------------------------------------------------------------


@INVARIANTS("INV-12")
def no_ssa_for_nec(plan: Plan) -> str | None:
    """NEC: a somatostatin analogue only for symptoms."""
    if tumour_class(plan) != "poor":
        return None
    given = [
        option
        for name in ("ssa", "ssa_raises_glucose")
        for option in active_of(plan, name, but=QUIET_ROLES)
    ]
    return holds(not given, f"NEC with {given}")


@INVARIANTS("INV-13")
def no_platinum_when_well(plan: Plan) -> str | None:
    """Well differentiated: the regimens of NEC are never first line."""
    if tumour_class(plan) != "well":
        return None
    given = active_of(plan, "nec_regimen", but=("later_line",))
    return holds(not given, f"well differentiated with {given}")


@INVARIANTS("INV-14")
def nec_is_not_graded(plan: Plan) -> str | None:
    """NEC: never a G1 or G2 label."""
    if tumour_class(plan) != "poor":
        return None
    return holds(set(plan.grade) <= {"NEC"}, f"NEC graded {plan.grade}")


@INVARIANTS("INV-15")
def discordance_is_told(plan: Plan) -> str | None:
    """Poorly differentiated with Ki-67 up to 20 %: warning and pathology review."""
    ki67 = high(plan, KI67)
    if tumour_class(plan) != "poor" or ki67 is None or ki67 > 20:
        return None
    return holds(
        says(plan, "base:grading.discordant")
        and shown(plan, "pathology_review")
        and plan.status.word != "definitive",
        "accepted in silence",
    )


@INVARIANTS("INV-16")
def the_gap_is_both(plan: Plan) -> str | None:
    """Ki-67 strictly between 2 and 3: G1 and G2 in the base output."""
    ki67 = fact(plan, KI67)
    thoracic = fact(plan, "disease.primary_site") in ("lung", "thymus")
    if not isinstance(ki67, float) or not 2 < ki67 < 3 or thoracic:
        return None
    if tumour_class(plan) != "well" or not in_scope(plan):
        return None
    return holds(says(plan, "base:grading.gap_g1_g2"), f"grade {plan.grade}")


@INVARIANTS("INV-17")
def thoracic_is_tc_or_ac(plan: Plan) -> str | None:
    """Lung or thymus: never classified as G1-G3."""
    if fact(plan, "disease.primary_site") not in ("lung", "thymus"):
        return None
    return holds(not {"G1", "G2", "NET_G3"} & set(plan.grade), f"graded {plan.grade}")


@INVARIANTS("INV-62")
def the_team_decides(plan: Plan) -> str | None:
    """Every plan, blocked and out of scope too, says that the team decides."""
    return holds(says(plan, "base:workup.team"), "the team is not named")


@INVARIANTS("INV-49")
def cisplatin_needs_kidneys_nerves_ears(plan: Plan) -> str | None:
    """Cisplatin only with its stops known and passed."""
    if not active_of(plan, "cisplatin"):
        return None
    crcl = low(plan, "labs.crcl_measured")
    nerves, ears = high(plan, "patient.neuropathy_grade"), high(plan, "patient.hearing_grade")
    wrong = nerves is None or nerves >= 2 or ears is None or ears >= 2
    return holds(not wrong and (crcl is None or crcl >= 50), f"cisplatin with {crcl, nerves, ears}")


@INVARIANTS("INV-50")
def no_fluoropyrimidine_without_dpd(plan: Plan) -> str | None:
    """Complete DPD deficiency: none; not tested: checked before starting, never cleared (Z23)."""
    given = active_of(plan, "fluoropyrimidine")
    status = fact(plan, "organ.dpyd_status")
    if status is None:
        given = [option for option in given if cleared(plan, option)]
    if not given:
        return None
    return holds(status in ("normal", "partial"), f"DPD {status} with {given}")


@INVARIANTS("INV-52")
def pregnancy(plan: Plan) -> str | None:
    """Pregnant, or not tested in a woman under 55: nothing that harms."""
    state, age = fact(plan, "patient.pregnancy_status"), high(plan, "patient.age")
    open_question = state is None and fact(plan, "patient.sex_at_birth") == "female"
    if state != "pregnant" and not (open_question and (age is None or age < 55)):
        return None
    given = active_of(plan, "radioligand", "targeted", "liver_radiation")
    # After the first trimester the obstetric-oncology board decides on a NEC (Z12).
    week = fact(plan, "patient.pregnancy_week")
    is_late = state == "pregnant" and isinstance(week, float) and week >= 14
    if not (is_late and nec(plan)):
        given += active_of(plan, "chemotherapy")
    return holds(not given, f"pregnancy {state or 'not tested'} with {given}")


@INVARIANTS("A04")
def nec_has_its_regimen(plan: Plan) -> str | None:
    """A metastatic NEC is never left without the S37 line, active or shown blocked."""
    if not nec(plan) or not tumour_present(plan) or fact(plan, KI67) is None:
        return None
    if extent(plan) not in ("liver_only", "beyond_liver"):
        return None
    return holds(shown(plan, "cisplatin_etoposide", "primary"), "no line for the NEC")
