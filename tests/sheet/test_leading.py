"""What leads a plan, cleared or held: never what only accompanies it, never what is stopped."""

from __future__ import annotations

from typing import Any

from nettui.engine.plan.plan import Plan
from nettui.sheet.kinds import CONSIDER, CONTRAINDICATED, DO, NOT_CLEARED, NOTE
from nettui.sheet.leading import held_first, top
from nettui.sheet.priorities import what_first
from tests.guideline.records import NEC, planned, spread
from tests.library import CASES
from tests.library import planned as of_library
from tests.protocols import alone, with_all

OPERABLE: dict[str, Any] = {
    **spread("localized"),
    "disease.primary_site": "jejunum_ileum",
    "disease.curative_resection_feasible": "yes",
}
LIVER: dict[str, Any] = {
    **spread("liver_only"),
    "disease.primary_site": "jejunum_ileum",
    "disease.curative_resection_feasible": "no",
}


def made(*changes: dict[str, Any]) -> Plan:
    return planned(*changes)


def options(plan: Plan) -> list[str]:
    return [o.option for o in held_first(plan, top(plan))]


def words(plan: Plan) -> list[tuple[str, str]]:
    """Return the lines that name options, in order."""
    kinds = (DO, CONSIDER, NOT_CLEARED, CONTRAINDICATED)
    return [(i.kind.word, i.title) for i in what_first(plan).items if i.kind in kinds]


def test_a_cleared_operation_leads_with_its_dissection_behind_it() -> None:
    """Nothing is held."""
    plan = made(OPERABLE)
    assert options(plan) == []
    assert [o.option for o in top(plan)] == ["curative_resection", "node_dissection"]


def test_a_held_operation_leads_with_its_dissection_and_what_it_waits_for() -> None:
    """The dissection is neither above it nor without it."""
    plan = made(OPERABLE, {"pathology.ki67": None})
    assert options(plan) == ["curative_resection", "node_dissection"]
    first = words(plan)[0]
    assert first[0] == NOT_CLEARED.word
    assert first[1].startswith("Resection with curative intent")


def test_a_stopped_operation_never_leads() -> None:
    """Metastatic NEC, judged feasible: its stop is said behind, chemotherapy leads."""
    plan = made(NEC, spread("beyond_liver"), {"disease.curative_resection_feasible": "yes"})
    assert "curative_resection" in [o.option for o in plan.offers if o.group == "contraindicated"]
    assert options(plan) == []
    assert words(plan)[-1][0] == CONTRAINDICATED.word
    assert "cisplatin_etoposide" in [o.option for o in top(plan)]


def test_what_is_cleared_and_to_be_done_leads_before_what_is_held_behind_it() -> None:
    """Embolisation before an analogue that waits for its insulinoma test."""
    plan = made(LIVER, DIFFUSE, {"function.functional": "yes", "function.syndrome": "insulinoma"})
    assert {"tace", "tae"} <= {o.option for o in top(plan)}
    assert options(plan) == []


DIFFUSE: dict[str, Any] = {"disease.liver_distribution": "miliary"}


AFTER_CHEMOTHERAPY: dict[str, Any] = {
    **spread("beyond_liver"),
    "disease.primary_site": "pancreas",
    "disease.curative_resection_feasible": "no",
    "disease.progression_status": "RECIST_progressive",
    "disease.progression_interval_months": 8.0,
    "history.prior_therapies": frozenset({"T40"}),
    "history.held_by": frozenset({"T40"}),
}


def test_what_held_before_the_tumour_grew_does_not_lead_again() -> None:
    """The next line leads, cleared or held (Z09); the same chemotherapy stays behind it."""
    cleared = planned(AFTER_CHEMOTHERAPY, protocol=with_all())
    assert "captem" in [o.option for o in cleared.offers if o.group == "consider"]
    assert {o.option for o in top(cleared)} == {"prrt"}
    held = planned(AFTER_CHEMOTHERAPY, {"disease.cns_disease": None}, protocol=with_all())
    assert set(options(held)) == {"prrt"}
    assert words(held)[0][0] == NOT_CLEARED.word
    assert words(held)[0][1].startswith("PRRT")


def notes(plan: Plan) -> str:
    return " ".join(i.title for i in what_first(plan).items if i.kind is NOTE)


def test_a_plan_without_treatment_says_who_speaks_of_completion_surgery() -> None:
    """Resected, nothing left, extent open: the base says that it is silent, and who decides."""
    case = next(path for path in CASES if path.stem == "appendix-referral-16mm-lvi-mesoappendix")
    said = notes(of_library(case, alone()))
    assert "recorded as resected" in said
    assert "Completion surgery is left to the rules of each site" in said
    assert "the board decides" in said
    assert "once the extent is recorded" in said


REMOVED = {
    **spread("localized"),
    "disease.disease_status": "resected_no_residual",
    "disease.margin": "R0",
}


def test_completion_surgery_is_not_spoken_of_beside_removed_metastases() -> None:
    """Nothing further is said of what was metastatic; follow-up waits for nothing where extent is
    known."""
    local = notes(made(REMOVED))
    assert "Completion surgery" in local
    served = planned({**REMOVED, "disease.primary_site": "pancreas"}, protocol=with_all())
    assert "recorded as resected" in notes(served)
    assert "Completion surgery" not in notes(served)  # a plugin speaks of the site
    assert "once the extent" not in local
    spread_out = notes(made({**REMOVED, "disease.extent": "liver_only"}))
    assert "Completion surgery" not in spread_out


def test_what_is_not_resected_is_not_said_to_be() -> None:
    """Nor where nobody said whether anything is left."""
    for status in ("not_resected", "residual", None):
        found = {
            f.id
            for f in made({**REMOVED, "disease.disease_status": status}).findings
            if f.group == "note"
        }
        assert "base:extent.resected_site_rules" not in found
        assert "base:follow_up.waits_for_extent" not in found
