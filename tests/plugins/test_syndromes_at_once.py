"""A recorded syndrome is treated now, at every site, whatever else is missing (Z04, Z13, Z14, Z28).

Control of it and the precautions of a procedure depend on the syndrome and the procedure alone.
"""

from __future__ import annotations

import pytest

from nettui.case.record.facts import FACTS
from tests.guideline.records import listed, planned_record
from tests.plugins.near_misses.rule import RESECTED, Facts, of, some
from tests.plugins.records import full

SITES = (None, *FACTS["disease.primary_site"].choices)
CONTROL = {
    "carcinoid": {
        "octreotide_lar/symptom": "strong",
        "lanreotide/symptom": "strong",
        "echocardiography/diagnostic": "strong",
        "nt_probnp/diagnostic": "strong",
        "nicotinamide/supportive": "option",
    },
    "insulinoma": {"diazoxide/symptom": "strong"},
    "gastrinoma": {"ppi/symptom": "strong"},
    "glucagonoma": {"syndrome_support/symptom": "strong"},
    "VIPoma": {"syndrome_support/symptom": "strong", "octreotide_lar/symptom": "conditional"},
    "ACTH": {"cortisol_control/symptom": "strong"},
}
# What a data gate may ask, answered in every way; nothing of it holds what a syndrome needs.
_GATES: tuple[Facts, ...] = (
    {},
    *({"pathology.histology_family": family} for family in ("NET", "NEC", "MiNEN", "DIPNECH")),
    *({"pathology.differentiation": word} for word in ("well", "poor")),
    *({"disease.disease_status": word} for word in ("not_resected", "residual", "recurrent")),
    *({"disease.extent": word} for word in ("localized", "liver_only", "beyond_liver")),
    *({"pathology.ki67": value} for value in (1.0, 12.0, 90.0)),
    {"patient.ecog": 4.0, "patient.age": 84.0},
    {"history.planned_procedure": some()},
)


def offered(syndrome: str, *changes: Facts) -> dict[str, str]:
    """Return what is offered of a record in which little but the syndrome is known."""
    facts = of(syndrome)
    for change in changes:
        facts.update(change)
    return listed(planned_record(facts, full()))


@pytest.mark.parametrize("syndrome", CONTROL)
@pytest.mark.parametrize("site", SITES)
def test_a_syndrome_is_controlled_at_every_site(syndrome: str, site: str | None) -> None:
    """Lung and thymus first of all for ACTH; as strongly as its row says."""
    found = offered(syndrome, {"disease.primary_site": site})
    wanted = CONTROL[syndrome]
    weakest = {"strong": ("strong",), "conditional": ("strong", "conditional")}
    missing = {
        key: found.get(key)
        for key, strength in wanted.items()
        if found.get(key) not in weakest.get(strength, ("strong", "conditional", "option"))
    }
    assert missing == {}


@pytest.mark.parametrize("syndrome", CONTROL)
@pytest.mark.parametrize("gate", _GATES, ids=str)
def test_no_gate_holds_the_control_of_a_syndrome(syndrome: str, gate: Facts) -> None:
    """Class, status, extent, grade, fitness: none of them is asked."""
    assert set(CONTROL[syndrome]) <= set(offered(syndrome, gate))


@pytest.mark.parametrize("syndrome", CONTROL)
def test_a_syndrome_that_went_with_the_tumour_is_not_treated(syndrome: str) -> None:
    """Resected, R0, nothing left: the analogue has nothing to control."""
    found = offered(syndrome, RESECTED)
    assert not {"octreotide_lar/symptom", "diazoxide/symptom", "cortisol_control/symptom"} & set(
        found
    )


@pytest.mark.parametrize("procedure", ["surgery_abdominal", "biopsy_liver", "endoscopy", "PRRT"])
@pytest.mark.parametrize("gate", _GATES, ids=str)
def test_the_precautions_of_a_carcinoid_go_with_every_procedure(
    procedure: str, gate: Facts
) -> None:
    """Cover, avoidance list and vasopressors, and a plan for a crisis."""
    planned_now = {"history.planned_procedure": some(procedure)}
    plan = planned_record({**of("carcinoid"), **gate, **planned_now}, full())
    found = listed(plan)
    assert found.get("octreotide_cover/supportive") == "strong"
    assert found.get("vasopressor_plan/supportive") == "strong"
    said = {f.id for f in plan.findings if f.status_word == "applies"}
    assert {
        "base:functional.avoid_histamine",
        "base:functional.avoid_sympathetic",
        "base:functional.crisis_plan",
    } <= said


@pytest.mark.parametrize("site", SITES)
def test_a_procedure_nobody_recorded_leaves_the_cover_of_a_carcinoid(site: str | None) -> None:
    """Not recorded is not "none planned"."""
    found = offered("carcinoid", {"disease.primary_site": site})
    assert found.get("octreotide_cover/supportive") == "strong"


def test_a_syndrome_that_is_not_recorded_is_asked_for_and_not_treated() -> None:
    """Functional not known: nothing is offered for a syndrome, and nothing is excluded."""
    found = listed(planned_record({"disease.primary_site": "jejunum_ileum"}, full()))
    assert not any(key.endswith("/symptom") for key in found)


# --- insulinoma ---------------------------------------------------------------------------------

TEST, SYMPTOMS = "function.insulinoma_ssa_test", "function.symptoms"
_UNNAMED: Facts = {"function.functional": "yes", "function.syndrome": None}
_HYPO: Facts = {SYMPTOMS: some("hypoglycaemia")}
_MEN1: Facts = {"heredity.hereditary": "MEN1"}


@pytest.mark.parametrize(
    ("facts", "group"),
    [
        # recorded
        (of("insulinoma"), "not_cleared"),
        ({**of("insulinoma"), TEST: "safe"}, "consider"),
        ({**of("insulinoma"), TEST: "worse"}, "contraindicated"),
        # possible: hypoglycaemia, or MEN1 with a syndrome that is not named (Z15)
        ({**_UNNAMED, **_HYPO}, "not_cleared"),
        ({**of("other"), **_HYPO}, "not_cleared"),
        ({**_UNNAMED, **_MEN1}, "not_cleared"),
        ({**_UNNAMED, **_HYPO, TEST: "safe"}, "consider"),
        ({**_UNNAMED, **_MEN1, TEST: "worse"}, "contraindicated"),
        # another syndrome explains itself
        ({**of("VIPoma"), **_MEN1}, "consider"),
        ({**of("carcinoid"), **_HYPO}, "do"),
        # heredity and symptoms that nobody recorded hold nothing
        (of("carcinoid"), "do"),
        ({**of("VIPoma"), SYMPTOMS: some("diarrhoea")}, "consider"),
    ],
)
@pytest.mark.parametrize("site", ["thymus", "lung", "jejunum_ileum"])
def test_an_analogue_waits_for_its_test_dose_where_an_insulinoma_is_possible(
    facts: Facts, group: str, site: str
) -> None:
    """Whatever the primary site; what is unknown asks and never holds."""
    plan = planned_record({**facts, "disease.primary_site": site}, full())
    groups = {o.group for o in plan.offers if o.key == ("octreotide_lar", "symptom")}
    assert groups == {group}


@pytest.mark.parametrize("facts", [{**of("carcinoid"), **_HYPO}, {**_UNNAMED, **_MEN1}])
def test_a_crisis_is_rescued_whatever_insulinoma_is_possible(facts: Facts) -> None:
    """The line of the crisis and the cover stay; the test dose is no step before a rescue."""
    crisis = {"disease.acute_events": some("carcinoid_crisis")}
    plan = planned_record({**facts, **crisis}, full())
    said = {f.id for f in plan.findings if f.status_word == "applies"}
    assert "base:workup.urgent_carcinoid_crisis" in said
    cover = [o.group for o in plan.offers if o.option == "octreotide_cover"]
    assert not {"not_cleared", "contraindicated"} & set(cover)


@pytest.mark.parametrize("test", ["worse", None])
def test_pasireotide_raises_the_glucose_and_waits_for_no_test_dose(test: str | None) -> None:
    """It is excepted (Z15); its sibling above the label is not."""
    facts = {
        **of("insulinoma"),
        TEST: test,
        "function.syndrome_refractory": "yes",
        "history.prior_ssa": "yes",
        "organ.diabetes_control": "none",
    }
    plan = planned_record({**facts, "disease.primary_site": "pancreas"}, full())
    groups = {o.option: o.group for o in plan.offers if o.role == "symptom"}
    assert groups["pasireotide"] == "consider"
    assert groups["ssa_above_label"] == ("contraindicated" if test else "not_cleared")
