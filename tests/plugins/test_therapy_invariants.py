"""Safety invariants of the therapy table (INV-34 to INV-54) over records made at random."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from random import Random
from typing import Any

import pytest

from nettui.engine.language.states import APPLIES, CLEAR, FALSE, TRUE
from nettui.engine.plan.plan import Plan
from nettui.engine.protocol.protocol import Protocol
from nettui.plugin.publish import current
from tests.guideline.records import planned, spread

SAMPLE = 400

# Each fact drawn on its own over a cleared patient; None is a fact that nobody recorded.
VALUES: Mapping[str, tuple[Any, ...]] = {
    "patient.age": (16.0, 33.0, 61.0, None),
    "patient.sex_at_birth": ("female", "male", None),
    "patient.pregnancy_status": ("pregnant", "not_pregnant", "not_applicable", None),
    "patient.breastfeeding": ("yes", "no", None),
    "patient.ecog": (0.0, 2.0, 3.0, 4.0, None),
    "patient.jurisdiction": ("US", "EU", "CN", None),
    "patient.neuropathy_grade": (0.0, 2.0, None),
    "patient.hearing_grade": (0.0, 2.0, None),
    "patient.spo2_pct": (97.0, 91.0, None),
    "pathology.differentiation": ("well", "well", "poor"),
    "pathology.ki67": (1.0, 8.0, 30.0, 80.0),
    "disease.primary_site": ("pancreas", "jejunum_ileum", "colon", "lung", "stomach"),
    "disease.progression_status": ("RECIST_progressive", "stable", "newly_diagnosed", None),
    "disease.liver_resectability": ("unresectable", "resectable", None),
    "disease.liver_burden_pct": (30.0, 60.0, None),
    "disease.primary_removed_portal_drained": ("yes", "yes", "no", None),
    "disease.stable_months": (9.0, 3.0, None),
    "disease.cns_disease": ("none", "uncontrolled", None),
    "disease.bowel_obstruction": ("no", "yes", None),
    "imaging.sstr_result": ("positive", "positive", "negative", "heterogeneous", None),
    "imaging.krenning_score": (4.0, 2.0, 1.0, None),
    "imaging.uptake_vs_liver": ("equal", "below", "above", None),
    "function.functional": ("yes", "no", None),
    "function.syndrome": ("carcinoid", "VIPoma", "insulinoma", None),
    "function.symptoms": (frozenset({"diarrhoea"}), frozenset({"pain"}), frozenset(), None),
    "function.stool_per_day": (6.0, 1.0, None),
    "function.syndrome_refractory": ("yes", "no", None),
    "function.constipation_severe": ("no", "yes", None),
    "labs.crcl_measured": (90.0, 49.0, 29.0, None),
    "labs.hb": (130.0, 79.0, None),
    "labs.platelets": (230.0, 74.0, None),
    "labs.wcc": (6.0, 1.9, None),
    "labs.anc": (3.4, 0.9, None),
    "organ.liver_disease": ("none", "CPA_B8+", "CPA_C", None),
    "organ.portal_vein": ("patent", "main_thrombus", None),
    "organ.ascites": ("none", "refractory", None),
    "organ.encephalopathy": ("none", "present", None),
    "organ.dpyd_status": ("normal", "complete_deficient", None),
    "history.prior_therapies": (
        frozenset(),
        frozenset({"T02"}),
        frozenset({"T02", "T20"}),
        frozenset({"T44"}),
        frozenset({"T50"}),
        None,
    ),
    "history.prior_ssa": ("yes", "no", None),
    "heredity.hereditary": ("VHL", "none", None),
}


# What makes a therapy likely to be offered, so that its invariant is put to the test.
PROGRESSING = {"disease.progression_status": "RECIST_progressive"}
FOCUS: Mapping[str, dict[str, Any]] = {
    "INV-34": {"disease.extent": "liver_only"},
    "INV-38": {
        "disease.extent": "liver_only",
        "disease.liver_resectability": "unresectable",
        "disease.liver_burden_pct": 30.0,
        "disease.primary_removed_portal_drained": "yes",
        "disease.stable_months": 9.0,
        "patient.age": 45.0,
        "patient.sex_at_birth": "male",
    },
    "INV-39": {"disease.primary_site": "pancreas"},
    "INV-44": {**PROGRESSING, "disease.primary_site": "lung"},
    "INV-45": {
        **PROGRESSING,
        "history.prior_therapies": frozenset({"T02"}),
        "organ.recent_major_bleed": "none",
        "organ.gi_perforation_fistula": "none",
    },
    "INV-46": {
        "function.functional": "yes",
        "function.syndrome": "carcinoid",
        "function.symptoms": frozenset({"diarrhoea"}),
        "function.syndrome_refractory": "yes",
        "function.constipation_severe": "no",
        "history.prior_ssa": "yes",
    },
    "INV-47": {
        "disease.primary_site": "pancreas",
        "heredity.hereditary": "VHL",
        "patient.pregnancy_status": "not_applicable",
        "patient.spo2_pct": 97.0,
    },
    "INV-48": {**PROGRESSING, "patient.jurisdiction": "CN"},
    "INV-49": {
        "pathology.histology_family": "NEC",
        "pathology.differentiation": "poor",
        "pathology.ki67": 80.0,
        "disease.primary_site": "colon",
    },
    "INV-50": {"disease.primary_site": "pancreas"},
    "INV-51": {"disease.primary_site": "pancreas"},
    "INV-52": {"disease.primary_site": "pancreas", "patient.age": 33.0},
    "INV-54": {
        "disease.extent": "liver_only",
        "disease.liver_resectability": "unresectable",
        "disease.liver_lesion_count": 20.0,
        "disease.liver_distribution": "bilobar_diffuse",
        "history.prior_therapies": frozenset({"T50"}),
        "organ.prior_liver_irradiation": "no",
    },
}


@cache
def protocol() -> Protocol:
    """Return the protocol with every bundled plugin."""
    return current()


@cache
def sample(name: str) -> tuple[Plan, ...]:
    """Return plans of records made at random around what an invariant is about."""
    random = Random(name)
    made = []
    for _ in range(SAMPLE):
        changes: dict[str, Any] = {"disease.extent": "beyond_liver", **FOCUS.get(name, {})}
        changes |= {
            fact: random.choice(values) for fact, values in VALUES.items() if random.random() < 0.1
        }
        changes |= spread(random.choice((changes["disease.extent"],) * 3 + ("localized",)))
        if changes.get("pathology.differentiation") == "poor":
            changes["pathology.histology_family"] = "NEC"
        made.append(planned(changes, protocol=protocol()))
    return tuple(made)


def got(plan: Plan, name: str) -> Any:
    return plan.picture.get(name)


def recommended(plan: Plan, *classes: str, role: str = "") -> set[str]:
    """Return the ids of what is available in the plan: by id or by class, in any role."""
    found = set()
    for option in plan.protocol.options.values():
        if option.id not in classes and not set(classes) & set(option.classes):
            continue
        for n in plan.protocol.offering.get(option.id, ()):
            entry = plan.protocol.entries[n]
            as_role = entry.raw.get("role", "primary")
            applies = plan.settled(n) == APPLIES and role in ("", as_role)
            if applies and plan.stop(option.id, as_role, entry.stage) == CLEAR:
                found.add(option.id)
    return found


def warned(plan: Plan, option: str, guard: str) -> bool:
    """Say whether a guard that holds is printed beside an option."""
    n = plan.protocol.position[guard]
    return n in plan.protocol.guards[option] and plan.truth(n) == TRUE


Check = Callable[[Plan], bool]
NON_SSA = {"T20", "T21", "T22", "T23", "T30", "T31", "T32", "T33", "T34", "T08"} | {
    f"T{n}" for n in range(40, 48)
}


def prior(plan: Plan) -> frozenset[str]:
    found = got(plan, "history.prior_therapies")
    return found if isinstance(found, frozenset) else frozenset()


# What is offered, and what must then be on record: nothing of it may be unknown.
INVARIANTS: Mapping[str, tuple[tuple[str, ...], Check]] = {
    "INV-34": (
        ("embolisation",),
        lambda p: (
            got(p, "organ.portal_vein") in ("patent", "branch_thrombus")
            and got(p, "organ.liver_disease") in ("none", "CPA_A", "CPA_B7")
            and got(p, "organ.ascites") in ("none", "controlled")
            and got(p, "organ.encephalopathy") in ("none", "controlled")
        ),
    ),
    "INV-38": (
        ("liver_transplantation",),
        lambda p: (
            got(p, "disease.extent") == "liver_only"
            and got(p, "pathology.differentiation") == "well"
            and got(p, "pathology.ki67") < 10
        ),
    ),
    "INV-39": (
        ("chemotherapy",),
        lambda p: (
            got(p, "disease.primary_site") != "jejunum_ileum"
            or "G1" not in p.grade
            or not recommended(p, "chemotherapy", role="primary")
        ),
    ),
    "INV-41": (
        ("radioligand",),
        lambda p: (
            got(p, "imaging.sstr_result") == "positive"
            and got(p, "pathology.differentiation") == "well"
            and (
                got(p, "imaging.krenning_score") in (3.0, 4.0)
                or got(p, "imaging.uptake_vs_liver") in ("equal", "above")
            )
            and (
                got(p, "imaging.krenning_score") != 2.0
                or got(p, "imaging.uptake_vs_liver") == "equal"
            )
        ),
    ),
    "INV-42": (
        ("radioligand",),
        lambda p: (
            got(p, "patient.pregnancy_status") != "pregnant"
            and got(p, "patient.breastfeeding") != "yes"
            and (got(p, "labs.crcl_measured") or 90) >= 30
            and got(p, "labs.hb") >= 80
            and got(p, "labs.platelets") >= 75
            and got(p, "labs.wcc") >= 2
            and got(p, "disease.cns_disease") in ("none", "controlled")
            and got(p, "imaging.uptake_vs_liver") != "below"
        ),
    ),
    "INV-43": (
        ("radioligand",),
        lambda p: all(
            warned(p, o, "base:systemic.radioligand_wash_out")
            and warned(p, o, "base:systemic.radioligand_outflow")
            for o in recommended(p, "radioligand")
        ),
    ),
    "INV-44": (
        ("everolimus", "sunitinib"),
        lambda p: (
            (
                "sunitinib" not in recommended(p, "sunitinib")
                or got(p, "disease.primary_site") == "pancreas"
            )
            and (
                got(p, "function.functional") != "yes"
                or got(p, "disease.primary_site") == "pancreas"
                or all(
                    warned(p, o, "therapies:systemic.everolimus_off_label")
                    for o in recommended(p, "everolimus")
                )
            )
        ),
    ),
    "INV-45": (
        ("cabozantinib",),
        lambda p: (
            bool(prior(p) & (NON_SSA | {"T01", "T02", "T05"}))
            and (got(p, "patient.jurisdiction") != "EU" or bool(prior(p) & NON_SSA))
        ),
    ),
    "INV-46": (
        ("telotristat",),
        lambda p: (
            got(p, "function.syndrome") == "carcinoid"
            and (got(p, "history.prior_ssa") == "yes" or bool(prior(p) & {"T01", "T02", "T05"}))
            and (
                "diarrhoea" in (got(p, "function.symptoms") or ())
                or got(p, "function.stool_per_day") >= 4
            )
        ),
    ),
    "INV-47": (
        ("belzutifan",),
        lambda p: (
            got(p, "heredity.hereditary") == "VHL"
            and got(p, "patient.pregnancy_status") in ("not_pregnant", "not_applicable")
            and warned(p, "belzutifan", "therapies:belzutifan.contraception")
        ),
    ),
    "INV-48": (
        ("surufatinib", "edotreotide"),
        lambda p: got(p, "patient.jurisdiction") == "CN" and not recommended(p, "edotreotide"),
    ),
    "INV-49": (
        ("cisplatin",),
        lambda p: (
            (got(p, "labs.crcl_measured") or 50) >= 50
            and got(p, "patient.neuropathy_grade") < 2
            and got(p, "patient.hearing_grade") < 2
        ),
    ),
    "INV-50": (
        ("fluoropyrimidine",),
        lambda p: got(p, "organ.dpyd_status") in ("normal", "partial"),
    ),
    "INV-51": (
        ("captem",),
        lambda p: (
            "PJP" in p.protocol.options["captem"].monitoring
            and "lymphocytes" in p.protocol.options["captem"].monitoring
        ),
    ),
    "INV-52": (
        ("chemotherapy", "chemoembolisation", "radioligand", "targeted", "liver_radiation"),
        lambda p: (
            got(p, "patient.pregnancy_status") in ("not_pregnant", "not_applicable")
            or (
                got(p, "patient.pregnancy_status") is None
                and (got(p, "patient.sex_at_birth") == "male" or (got(p, "patient.age") or 0) >= 55)
            )
        ),
    ),
    "INV-54": (
        ("liver_radiation",),
        lambda p: all(
            warned(p, o, "base:extent.sirt_prrt") for o in recommended(p, "liver_radiation")
        ),
    ),
}


@pytest.mark.xdist_group("therapies")
@pytest.mark.parametrize("name", INVARIANTS)
def test_an_invariant_of_the_therapies_holds(name: str) -> None:
    """Whoever offers it: what is available has all that it must have on record."""
    classes, holds = INVARIANTS[name]
    concerned = [plan for plan in sample(name) if recommended(plan, *classes)]
    broken = [
        (sorted(recommended(plan, *classes)), plan.picture.values)
        for plan in concerned
        if not holds(plan)
    ]
    assert broken == []
    assert concerned, "no record of the sample is concerned"


@pytest.mark.xdist_group("therapies")
@pytest.mark.parametrize("name", ["INV-45", "INV-46", "INV-49"])
def test_a_stop_is_never_lifted_by_what_offers(name: str) -> None:
    """An option with a stop that holds, or that is open, is available in no role (INV-53)."""
    for plan in sample(name)[:10]:
        for offer in plan.offers:
            if offer.group in ("do", "consider"):
                stops = [g for g in plan.guards(offer.option, offer.role) if g.guard.kind == "stop"]
                assert [g.entry.id for g in stops if g.truth != FALSE] == []
