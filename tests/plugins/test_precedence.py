"""What waits for what: preparation before procedures, and what never waits."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from nettui.case.files.codec import load
from nettui.engine.language.states import FALSE, TRUE
from nettui.engine.plan.plan import Plan, plan
from tests.plugins.records import full

CASES = Path(__file__).parents[2] / "cases"


def of(case_id: str, **function: Any) -> Plan:
    """Return the plan of a case of the library, with another syndrome if one is given."""
    file = load(CASES / f"{case_id}.toml")
    assert file.as_of is not None
    case = file.case
    return plan(
        evolve(case, function=evolve(case.function, **function)) if function else case,
        file.as_of,
        full(),
    )


def said(of_plan: Plan, kind: str, option: str, role: str) -> set[str]:
    """Return the guards of a kind that certainly hold on an option in a role."""
    found = of_plan.guards(option, role)
    return {g.entry.id for g in found if g.guard.kind == kind and g.truth == TRUE}


def test_an_urgent_operation_does_not_wait_for_the_heart() -> None:
    """Perforation with carcinoid syndrome: no first step, the review goes on beside it (INV-72)."""
    urgent = of("si-urgent-carcinoid")
    assert not said(urgent, "first", "urgent_surgery", "supportive")
    assert "base:extent.urgent_heart" in said(urgent, "caution", "urgent_surgery", "supportive")
    assert "base:extent.major_heart" in said(urgent, "first", "tace", "symptom")


@pytest.mark.parametrize("syndrome", ["VIPoma", "ACTH"])
def test_an_urgent_operation_does_not_wait_for_the_syndrome(syndrome: str) -> None:
    """Potassium and cortisol come before elective procedures only (INV-76)."""
    urgent = of("si-urgent-carcinoid", syndrome=syndrome)
    assert not said(urgent, "first", "urgent_surgery", "supportive")
    assert "base:extent.urgent_syndrome" in said(urgent, "caution", "urgent_surgery", "supportive")
    assert said(urgent, "first", "rfa", "symptom")


def test_control_of_the_syndrome_is_not_behind_embolisation() -> None:
    """A05: what comes first in the liver (S20) ranks antitumour therapy, not the syndrome's."""
    places = {(o.option, o.role): o.rank for o in of("si-carcinoid-liver").offers}
    assert places["tace", "primary"] == 1
    assert (places["lanreotide", "primary"] or 1) > 1
    assert (places["lanreotide", "symptom"] or 1) == 1


def test_a_syndrome_is_controlled_in_net_g3_as_before() -> None:
    """Chemotherapy before an analogue is said of its effect on the tumour (A14, U34)."""
    places = {
        (o.option, o.role): o.rank
        for o in of("pancreas-netg3-beyond", functional="yes", syndrome="glucagonoma").offers
    }
    assert (places["lanreotide", "symptom"] or 1) == 1
    assert (places["lanreotide", "primary"] or 1) > 1


@pytest.mark.parametrize(
    ("case_id", "first", "then"),
    [
        ("pancreas-pthrp", "calcium_control", ("lanreotide", "symptom")),
        ("pancreas-vipoma", "syndrome_support", ("lanreotide", "symptom")),
        ("lung-acth", "cortisol_control", ("curative_resection", "primary")),
    ],
)
def test_what_a_syndrome_needs_first_is_an_option_of_its_own(
    case_id: str, first: str, then: tuple[str, str]
) -> None:
    """Rehydration, potassium, cortisol: strong, and before the rest (PAN-F-09, -11, -12)."""
    offers = {(o.option, o.role): o for o in of(case_id).offers}
    assert offers[first, "symptom"].group == "do"
    assert offers[first, "symptom"].rank == 1
    assert offers[then].rank == 2


def test_a_recorded_pregnancy_is_not_tested_for() -> None:
    """The test is asked for only where nobody has told (INV-52)."""
    told, open_ = of("pancreas-pregnant"), of("pancreas-pregnancy-not-tested")
    said_of = {
        kind: {
            g.guard.says
            for g in found.guards("captem", "primary")
            if "regnan" in g.guard.says and g.truth != FALSE
        }
        for kind, found in (("told", told), ("open", open_))
    }
    assert len(said_of["told"]) == 1
    assert said_of["told"].pop().startswith("Pregnancy: obstetric-oncology review.")
    assert said_of["open"] == {"Pregnancy is possible: pregnancy test first."}


def test_only_the_examination_that_is_not_recorded_is_asked_for() -> None:
    """Echocardiography, CT and SSTR PET on record: not again with what is missing beside them."""

    def asked(case_id: str) -> set[str]:
        tests = ("echocardiography", "nt_probnp", "ct", "sstr_pet")
        return {o.option for o in of(case_id).offers if o.group == "do" and o.option in tests}

    assert asked("si-carcinoid-heart") == {"nt_probnp"}
    assert asked("missing-ct") == {"ct"}
    assert asked("missing-sstr") == {"sstr_pet"}


@pytest.mark.parametrize("case_id", ["pancreas-vhl", "pancreas-bulky", "pancreas-insulinoma"])
def test_what_is_not_watched_has_no_schedule_of_watching(case_id: str) -> None:
    """F20 and F81 are the schedules of surveillance: where none is offered none is due."""
    found = of(case_id)
    offered = any(
        o.option == "active_surveillance" and o.group in ("do", "consider", "conflict")
        for o in found.offers
    )
    due = {d.finding.id for d in found.follow_up} & {
        "follow_up:follow_up.vhl_watched",
        "follow_up:follow_up.pancreas_watched",
        "follow_up:follow_up.pancreas_watched_first",
    }
    assert not due or offered


@pytest.mark.parametrize(
    ("case_id", "group"), [("pancreas-ki67-20", "do"), ("pancreas-ki67-21", "consider")]
)
def test_strong_chemotherapy_of_the_pancreas_ends_at_g2(case_id: str, group: str) -> None:
    """NET G3 has a row of its own, PAN-NF-11, which is conditional."""
    offers = {(o.option, o.role): o.group for o in of(case_id).offers}
    assert offers["captem", "primary"] == group
