"""Invariants of the safety file, sections C and D: surgery, function, liver-directed therapy."""

from __future__ import annotations

from nettui.engine.plan.plan import Plan
from nettui.testing.invariants.reading import (
    Register,
    active,
    active_of,
    any_says,
    derived,
    extent,
    fact,
    feasible,
    functional,
    high,
    holds,
    liver_metastases,
    localized,
    low,
    metastatic,
    nec,
    nothing_left,
    of_class,
    offered_by,
    opposed,
    paired,
    procedure_planned,
    rules_offering,
    says,
    serotonin,
    shown,
    surgery_planned,
    tumour_class,
    tumour_present,
    well,
)

INVARIANTS = Register()
CURE = "curative_resection"
BASE_SURGERY = (
    "base:extent.surgery",
    "base:extent.surgery_to_board",
    "base:extent.nec_surgery",
    "base:extent.nec_surgery_to_board",
)
MAJOR_SURGERY = ("curative_resection", "liver_resection", "primary_resection", "urgent_surgery")


def _settled(plan: Plan) -> bool:
    """Say whether no data gate holds the plan back."""
    return plan.status.word in ("definitive", "provisional")


@INVARIANTS("INV-19")
def resectable_means_surgery(plan: Plan) -> str | None:
    """Localized, well differentiated, feasible, present: curative surgery is in the plan."""
    if not (well(plan) and localized(plan) and feasible(plan) == "yes" and tumour_present(plan)):
        return None
    if fact(plan, "pathology.ki67") is None:
        return None
    return holds(shown(plan, CURE) and says(plan, "base:extent.surgery"), "no curative surgery")


@INVARIANTS("INV-21")
def subject_to_board(plan: Plan) -> str | None:
    """Borderline or not judged: never without "subject to board"; not feasible: not at all."""
    judged = feasible(plan)
    if judged == "yes" or not shown(plan, CURE):
        return None
    if judged == "no":
        return holds(not active(plan, CURE), "curative surgery where it is not feasible")
    plain = [text for text in rules_offering(plan, CURE) if "subject to board" not in text]
    return holds(not plain, f"without the qualifier: {plain}")


@INVARIANTS("INV-22")
def nodes_go_with_it(plan: Plan) -> str | None:
    """Node dissection goes with every base surgical recommendation for localized disease."""
    if not localized(plan) or not any(says(plan, rule) for rule in BASE_SURGERY):
        return None
    return holds(shown(plan, "node_dissection"), "surgery without nodes")


@INVARIANTS("INV-23")
def nec_surgery_is_never_alone(plan: Plan) -> str | None:
    """NEC: never surgery alone; the chemotherapy element and the flag accompany it."""
    if not nec(plan) or not shown(plan, CURE):
        return None
    chemotherapy = any(shown(plan, o) for o in of_class(plan.protocol, "chemotherapy"))
    flagged = any(
        plan.truth(n) == 2
        for n in plan.protocol.offering[CURE]
        if "NEC: surgery alone inadequate" in plan.protocol.entries[n].flags
    )
    return holds(chemotherapy and flagged, f"chemotherapy {chemotherapy}, flag {flagged}")


@INVARIANTS("INV-24")
def fitness_review(plan: Plan) -> str | None:
    """ECOG 3 or more: no major resection without the fitness review."""
    ecog = low(plan, "patient.ecog")
    given = [o for o in MAJOR_SURGERY if active(plan, o, "primary")]
    if ecog is None or ecog < 3 or not given:
        return None
    silent = [o for o in given if not any_says(plan, "INV-24", "guard", o)]
    return holds(not silent, f"no fitness review on {silent}")


@INVARIANTS("INV-25")
def heart_first(plan: Plan) -> str | None:
    """Serotonin-producing, heart severe or not looked at: cardiac review before major surgery."""
    echo = fact(plan, "imaging.echocardiography")
    given = [o for o in MAJOR_SURGERY if active(plan, o)]
    if not serotonin(plan) or echo not in (None, "CHD_severe") or not given:
        return None
    silent = [o for o in given if not any_says(plan, "INV-25", "guard", o)]
    return holds(not silent, f"no cardiac review before {silent}")


@INVARIANTS("INV-26")
def octreotide_cover(plan: Plan) -> str | None:
    """Serotonin-producing and any procedure: strong; any other syndrome and surgery: printed."""
    strong = serotonin(plan) and procedure_planned(plan)
    printed = functional(plan) and surgery_planned(plan)
    if not (strong or printed):
        return None
    rule = "functional.octreotide_cover" if strong else "functional.octreotide_cover_surgery"
    return holds(shown(plan, "octreotide_cover") and says(plan, f"base:{rule}"), "no cover")


@INVARIANTS("INV-27")
def precautions(plan: Plan) -> str | None:
    """Functional and surgery or anaesthesia: S30 and S31; a vasopressor is never forbidden."""
    needed = (functional(plan) and surgery_planned(plan)) or (
        serotonin(plan) and procedure_planned(plan)
    )
    if not needed:
        return None
    return holds(
        says(plan, "base:functional.avoid_histamine")
        and says(plan, "base:functional.avoid_sympathetic"),
        "precautions are missing",
    )


@INVARIANTS("INV-28")
def insulinoma_needs_its_test(plan: Plan) -> str | None:
    """Insulinoma: an analogue only after a safe test; octreotide cover never after a worse one."""
    if fact(plan, "function.syndrome") != "insulinoma":
        return None
    test = fact(plan, "function.insulinoma_ssa_test")
    analogues = active_of(plan, "ssa") if test != "safe" else []
    cover = active(plan, "octreotide_cover")
    open_test = test == "safe" or any_says(plan, "INV-28", "guard", "octreotide_cover")
    return holds(
        not analogues and not (cover and test == "worse") and (not cover or open_test),
        f"test {test}: {analogues}, cover {cover}",
    )


@INVARIANTS("INV-29")
def cholecystectomy(plan: Plan) -> str | None:
    """Abdominal surgery, long-term analogue, gallbladder not gone: listed, never strong."""
    if fact(plan, "history.gallbladder") == "absent" or not (
        fact(plan, "history.ssa_long_term_anticipated") == "yes"
        and "surgery_abdominal" in (fact(plan, "history.planned_procedure") or ())
        and tumour_class(plan) is not None
        and plan.status.word != "out_of_scope"
    ):
        return None
    strengths = {
        plan.protocol.entries[n].strength
        for n in plan.protocol.offering["cholecystectomy"]
        if plan.truth(n) == 2
    }
    return holds(strengths == {"conditional"}, f"cholecystectomy {strengths or 'missing'}")


@INVARIANTS("INV-31")
def phaeochromocytoma_first(plan: Plan) -> str | None:
    """NF1, VHL, MEN2 or SDHx: any operation says "exclude phaeochromocytoma first"."""
    heredity = fact(plan, "heredity.hereditary")
    family = fact(plan, "heredity.family_phaeo_men2")
    excluded = fact(plan, "heredity.phaeo_excluded")
    given = [o for o in MAJOR_SURGERY if active(plan, o)]
    carries = heredity in ("NF1", "VHL", "MEN2", "SDHx") or family == "yes"
    if not given or excluded == "yes" or not carries:
        return None
    silent = [o for o in given if not any_says(plan, "INV-31", "guard", o)]
    return holds(not silent, f"not before {silent}")


@INVARIANTS("INV-67")
def contradictory_only_in_a_conflict(plan: Plan) -> str | None:
    """Options that exclude each other: both only in a conflict, which two strong ones make."""
    concerned = None
    for one, other in opposed(plan.protocol):
        ours, theirs = offered_by(plan, one), offered_by(plan, other)
        if not ours or not theirs:
            continue
        concerned = ""
        entries = plan.protocol.entries
        strong = all(
            any(entries[n].strength == "strong" for n in rules) for rules in (ours, theirs)
        )
        if not strong and not any(paired(plan, a, b) for a in ours for b in theirs):
            return f"{one} and {other} outside a conflict"
    return concerned


@INVARIANTS("INV-71")
def nothing_left_nothing_given(plan: Plan) -> str | None:
    """Resected with nothing left, well differentiated: no systemic or liver-directed therapy.

    An active syndrome on record is treated all the same (ruling Z04).
    """
    if not (nothing_left(plan) and tumour_class(plan) == "well"):
        return None
    given = [
        *active_of(plan, "systemic_antitumour", but=("symptom",)),
        *active_of(plan, "liver_directed"),
    ]
    return holds(not given, f"nothing left, but {given}")


@INVARIANTS("INV-75")
def metastases_do_not_remove_surgery(plan: Plan) -> str | None:
    """Well differentiated, metastases, feasible or borderline: the S01 line is listed."""
    if not (well(plan) and metastatic(plan) and feasible(plan) in ("yes", "borderline")):
        return None
    return holds(not tumour_present(plan) or shown(plan, CURE), "M1 removed surgery")


@INVARIANTS("INV-76")
def correct_first(plan: Plan) -> str | None:
    """VIPoma and ACTH syndrome: corrected before elective procedures."""
    syndrome = fact(plan, "function.syndrome")
    potassium = low(plan, "labs.potassium")
    low_potassium = potassium is None or potassium < 3.5
    if not (syndrome == "ACTH" or (syndrome == "VIPoma" and low_potassium)):
        return None
    given = [o for o in MAJOR_SURGERY if active(plan, o)]
    silent = [o for o in given if not any_says(plan, "INV-76", "guard", o)]
    return holds(not silent, f"nothing said before {silent}") if given else None


# --- liver -------------------------------------------------------------------------------------


@INVARIANTS("INV-32")
def liver_before_systemic(plan: Plan) -> str | None:
    """Liver only, well differentiated: surgical and locoregional items rank before systemic."""
    if not (well(plan) and extent(plan) == "liver_only" and tumour_present(plan)):
        return None
    return holds(says(plan, "base:extent.liver_before_systemic"), "not ranked before systemic")


@INVARIANTS("INV-33")
def few_or_diffuse(plan: Plan) -> str | None:
    """Few and resectable: resection is listed; diffuse: TAE or TACE is listed, or its stop."""
    if not (well(plan) and extent(plan) == "liver_only" and tumour_present(plan)):
        return None
    spread = derived(plan, "liver_spread")
    resectable = fact(plan, "disease.liver_resectability") == "resectable"
    if spread == "few" and resectable:
        return holds(shown(plan, "liver_resection"), "resection is not listed")
    if spread == "diffuse":
        return holds(shown(plan, "tae") or shown(plan, "tace"), "embolisation is not listed")
    return None


@INVARIANTS("INV-34")
def embolisation_needs_a_liver(plan: Plan) -> str | None:
    """TAE and TACE only with portal vein, liver, ascites and encephalopathy known and passed."""
    if not active_of(plan, "embolisation"):
        return None
    known = {
        "organ.portal_vein": ("main_thrombus", "severely_reduced_flow", None),
        "organ.liver_disease": ("CPA_B8+", "CPA_C", None),
        "organ.ascites": ("refractory", None),
        "organ.encephalopathy": ("present", None),
    }
    wrong = [name for name, values in known.items() if fact(plan, name) in values]
    return holds(not wrong, f"embolisation in spite of {wrong}")


@INVARIANTS("INV-35")
def bile_ducts(plan: Plan) -> str | None:
    """Any liver procedure with a bile-duct intervention carries the caution."""
    biliary = fact(plan, "organ.biliary_status")
    given = [o for o in ("tae", "tace", "rfa", "sirt") if active(plan, o)]
    concerned = {"bilio_enteric_anastomosis", "stent", "dilated_ducts"}
    if not given or not biliary or not concerned & set(biliary):
        return None
    return holds(says(plan, "base:extent.liver_biliary"), f"no caution on {given}")


@INVARIANTS("INV-36")
def liver_is_never_alone(plan: Plan) -> str | None:
    """Beyond the liver: liver-directed therapy is never the only element."""
    if extent(plan) != "beyond_liver" or not _settled(plan):
        return None
    liver = set(of_class(plan.protocol, "liver_directed"))
    given = [o for o in liver if active(plan, o, but=("symptom",))]
    others = [o for o in plan.protocol.options if o not in liver and shown(plan, o)]
    return holds(bool(others), f"only {given}") if given else None


@INVARIANTS("INV-37")
def cytoreduction_is_considered(plan: Plan) -> str | None:
    """Functional with liver metastases: a cytoreductive option, or why there is none."""
    if not (functional(plan) and liver_metastases(plan) and tumour_present(plan)):
        return None
    if plan.status.word == "out_of_scope":
        return None
    return holds(any(shown(plan, o) for o in ("tace", "tae", "rfa", "sirt")), "none, no reason")


@INVARIANTS("INV-38")
def transplantation_gates(plan: Plan) -> str | None:
    """Liver transplantation only within its gates."""
    if "liver_transplantation" not in plan.protocol.options:
        return None
    if not active(plan, "liver_transplantation"):
        return None
    ki67 = high(plan, "pathology.ki67")
    fits = well(plan) and extent(plan) == "liver_only" and ki67 is not None and ki67 < 10
    return holds(fits, f"transplantation: {extent(plan)}, Ki-67 {ki67}")
