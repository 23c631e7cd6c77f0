"""The routing table of the base protocol, row by row, against hand-written expectations.

Gates RT-01 to RT-05, then exactly one extent row RT-10 to RT-23, then every modifier RT-30 to
RT-35 whose condition holds. The patient is cleared for everything unless a row says otherwise.
"""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from nettui.case.record.facts import FACTS
from nettui.engine.plan.plan import Plan
from tests.guideline.records import CLEARED, NEC, PATTERNS, flags, listed, planned, spread

FEASIBLE = ("yes", "borderline", "no", None)
EXTENTS = ("localized", "regional", "liver_only", "beyond_liver")
SURGERY = ("curative_resection/primary", "node_dissection/adjunct")
LIVER = ("liver_resection/primary", "rfa/primary", "tace/primary", "tae/primary")

# What each row lists, by option and role: its strength. The small-intestinal NET G2 of the cleared
# patient for the rows of well-differentiated tumours, a colonic NEC for those of NEC. SSTR is
# positive and the primary can be removed, so that S25, S39, S43, S44 show where the row has them.
SSA = {"lanreotide/primary": "strong", "octreotide_lar/primary": "strong"}
SSA_EXTENDED = {"lanreotide/primary": "conditional", "octreotide_lar/primary": "conditional"}
PRRT = {"prrt/primary": "conditional"}
NEOADJUVANT = {"prrt/adjunct": "option"}
PRIMARY = {"primary_resection/primary": "strong"}
TO_BOARD = {"curative_resection/primary": "conditional"}
RESECTION = {"liver_resection/primary": "strong", "rfa/primary": "option"}
EMBOLISATION = {"tace/primary": "strong", "tae/primary": "strong"}
UNRANKED = dict.fromkeys(LIVER, "conditional")
# Beside every row with metastases (Z19).
CARE = {"best_supportive_care/supportive": "option"}

# (differentiation, extent, feasible, liver pattern) → row and what it lists. None: any.
Cell = tuple[str, str, str | None, str]
ROWS: dict[str, dict[Cell, dict[str, str]]] = {
    "RT-10": {
        ("well", "localized", "yes", ""): {SURGERY[0]: "strong", SURGERY[1]: "strong"},
        ("well", "regional", "yes", ""): {SURGERY[0]: "strong", SURGERY[1]: "strong"},
    },
    "RT-11": {
        ("well", "localized", "borderline", ""): {
            **dict.fromkeys(SURGERY, "conditional"),
            **NEOADJUVANT,
        },
        ("well", "regional", "borderline", ""): {
            **dict.fromkeys(SURGERY, "conditional"),
            **NEOADJUVANT,
        },
    },
    "RT-12": {
        ("well", "localized", "no", ""): {**SSA_EXTENDED, **PRRT, **NEOADJUVANT},
        ("well", "regional", "no", ""): {**SSA_EXTENDED, **PRRT, **NEOADJUVANT},
    },
    "RT-13": {
        ("well", "localized", None, ""): dict.fromkeys(SURGERY, "conditional"),
        ("well", "regional", None, ""): dict.fromkeys(SURGERY, "conditional"),
    },
    "RT-14": {
        ("well", "liver_only", "yes", "few"): {
            SURGERY[0]: "strong", **RESECTION, **PRIMARY, **SSA, **PRRT,
        },
        ("well", "liver_only", "yes", "diffuse"): {
            SURGERY[0]: "strong", **RESECTION, **EMBOLISATION, **PRIMARY, **SSA, **PRRT,
        },
        ("well", "liver_only", "yes", "indeterminate"): {
            SURGERY[0]: "strong", **RESECTION, **PRIMARY, **SSA, **PRRT,
        },
    },
    "RT-15": {
        ("well", "liver_only", "borderline", "few"): {
            **TO_BOARD, **RESECTION, **PRIMARY, **SSA, **PRRT, **NEOADJUVANT,
        },
        ("well", "liver_only", "no", "few"): {**RESECTION, **PRIMARY, **SSA, **PRRT},
        ("well", "liver_only", None, "few"): {**RESECTION, **PRIMARY, **SSA, **PRRT},
    },
    "RT-16": {
        ("well", "liver_only", "borderline", "diffuse"): {
            **TO_BOARD, **EMBOLISATION, **PRIMARY, **SSA, **PRRT, **NEOADJUVANT,
        },
        ("well", "liver_only", "no", "diffuse"): {**EMBOLISATION, **PRIMARY, **SSA, **PRRT},
        ("well", "liver_only", None, "diffuse"): {**EMBOLISATION, **PRIMARY, **SSA, **PRRT},
    },
    "RT-17": {
        ("well", "liver_only", "borderline", "indeterminate"): {
            **TO_BOARD, **UNRANKED, **PRIMARY, **SSA, **PRRT, **NEOADJUVANT,
        },
        ("well", "liver_only", "no", "indeterminate"): {**UNRANKED, **PRIMARY, **SSA, **PRRT},
        ("well", "liver_only", None, "indeterminate"): {**UNRANKED, **PRIMARY, **SSA, **PRRT},
    },
    "RT-18": {
        ("well", "beyond_liver", "yes", "few"): {**TO_BOARD, **SSA, **PRRT},
        ("well", "beyond_liver", "borderline", "few"): {**TO_BOARD, **SSA, **PRRT, **NEOADJUVANT},
    },
    "RT-19": {
        ("well", "beyond_liver", "no", "few"): {**SSA, **PRRT, **NEOADJUVANT},
        ("well", "beyond_liver", None, "few"): {**SSA, **PRRT, **NEOADJUVANT},
    },
    "RT-20": {
        ("poor", extent, feasible, ""): {
            **dict.fromkeys(SURGERY, strength),
            "cisplatin_etoposide/adjunct": "conditional",
        }
        for extent in ("localized", "regional")
        for feasible, strength in (("yes", "strong"), ("borderline", "conditional"))
    },
    "RT-21": {
        ("poor", extent, "no", ""): {"cisplatin_etoposide/primary": "conditional"}
        for extent in ("localized", "regional")
    },
    "RT-22": {
        ("poor", extent, None, ""): {"cisplatin_etoposide/primary": "conditional"}
        for extent in ("localized", "regional")
    },
    "RT-23": {
        ("poor", extent, feasible, "few"): {"cisplatin_etoposide/primary": "strong"}
        for extent in ("liver_only", "beyond_liver")
        for feasible in FEASIBLE
    },
}  # fmt: skip
CELLS = [(row, cell) for row, cells in ROWS.items() for cell in cells]


def facts_of(cell: Cell) -> dict[str, Any]:
    differentiation, extent, feasible, pattern = cell
    return {
        **(NEC if differentiation == "poor" else {}),
        **spread(extent),
        **PATTERNS.get(pattern, {}),
        "disease.curative_resection_feasible": feasible,
    }


def plan_of(cell: Cell, **changes: Any) -> Plan:
    return planned(facts_of(cell), changes)


def windows_of(plan: Plan) -> set[tuple[float, float]]:
    """Return the follow-up windows, months."""
    due = (d.finding.entry.raw["due"] for d in plan.follow_up)
    return {(window["low"], window["high"]) for window in due}


def ranks(plan: Plan) -> dict[str, int]:
    return {o.option: o.rank for o in plan.offers if o.rank is not None}


def test_the_table_has_every_cell() -> None:
    """Differentiation by extent by feasibility, with each pattern where the liver alone has it."""
    well = {cell for _, cell in CELLS if cell[0] == "well"}
    poor = {cell[:3] for _, cell in CELLS if cell[0] == "poor"}
    elsewhere = product(("localized", "regional"), FEASIBLE, ("",))
    liver = product(("liver_only",), FEASIBLE, PATTERNS)
    beyond = product(("beyond_liver",), FEASIBLE, ("few",))
    assert well == {("well", *rest) for rest in (*elsewhere, *liver, *beyond)}
    assert poor == set(product(("poor",), EXTENTS, FEASIBLE))


def care(cell: Cell) -> dict[str, str]:
    """Return what stands beside a row with metastases."""
    return CARE if cell[1] in ("liver_only", "beyond_liver") else {}


@pytest.mark.parametrize(("row", "cell"), CELLS, ids=str)
def test_a_cell_takes_its_row_and_lists_what_the_row_lists(row: str, cell: Cell) -> None:
    """The one route, and exactly these options in these roles at these strengths."""
    plan = plan_of(cell)
    assert plan.route == (row,)
    assert listed(plan) == {**ROWS[row][cell], **care(cell)}


@pytest.mark.parametrize(("row", "cell"), CELLS, ids=str)
def test_every_row_ends_with_the_team_and_a_follow_up(row: str, cell: Cell) -> None:
    """S50 always; markers and imaging, each with a window."""
    plan = plan_of(cell)
    assert plan.finding("base:workup.team").status_word == "applies"
    assert plan.finding("base:follow_up.both").status_word == "applies"
    windows = windows_of(plan)
    interval = (2.0, 3.0) if cell[0] == "poor" else (3.0, 6.0)
    assert interval in windows
    assert windows <= {interval, (18.0, 24.0)}


@pytest.mark.parametrize(("row", "cell"), CELLS, ids=str)
def test_a_cell_says_how_far_it_may_be_taken(row: str, cell: Cell) -> None:
    """Provisional while the board has not judged feasibility, else definitive."""
    assert plan_of(cell).status.word == ("provisional" if cell[2] is None else "definitive")


@pytest.mark.parametrize(("row", "cell"), CELLS, ids=str)
def test_curative_surgery_says_subject_to_board_where_it_must(row: str, cell: Cell) -> None:
    """INV-21: borderline or not judged never reads as plain curative surgery; no: not at all."""
    plan = plan_of(cell)
    for offer in plan.offers:
        if offer.option == "curative_resection" and offer.group in ("do", "consider"):
            said = [f.says for f in offer.findings if f.status_word == "applies"]
            assert cell[2] != "no"
            if cell[2] != "yes" or row == "RT-18":
                assert all("subject to board" in text for text in said)


@pytest.mark.parametrize("cell", [c for r, c in CELLS if r in ("RT-14", "RT-15", "RT-16", "RT-17")])
def test_liver_only_ranks_surgery_and_locoregional_before_systemic(cell: Cell) -> None:
    """S20, INV-32: every liver-directed or surgical item before every systemic one."""
    found = ranks(plan_of(cell))
    liver = {"curative_resection", "primary_resection", "liver_resection", "rfa", "tace", "tae"}
    systemic = {"lanreotide", "octreotide_lar", "prrt"}
    assert liver & set(found)
    assert systemic <= set(found)
    assert max(found[o] for o in liver & set(found)) < min(found[o] for o in systemic)


@pytest.mark.parametrize("cell", [c for r, c in CELLS if r == "RT-17"])
def test_an_indeterminate_pattern_leaves_resection_and_embolisation_unranked(cell: Cell) -> None:
    """A07: both listed, neither before the other."""
    found = ranks(plan_of(cell))
    assert len({found[o] for o in ("liver_resection", "rfa", "tace", "tae")}) == 1


@pytest.mark.parametrize("cell", [c for r, c in CELLS if r == "RT-18"])
def test_surgery_beyond_the_liver_is_listed_first(cell: Cell) -> None:
    """RT-18: first in rank, the sequence of RT-19 beside it, the analogue before PRRT."""
    found = ranks(plan_of(cell))
    assert found["curative_resection"] < found["lanreotide"] < found["prrt"]


# --- RT-19 by site and grade -------------------------------------------------------------------

BEYOND: Cell = ("well", "beyond_liver", "no", "few")


def test_pancreas_beyond_the_liver_adds_its_chemotherapy_and_targeted_drugs() -> None:
    """S35, S36, S42; the analogue conditional, for S41 stresses the small intestine."""
    plan = plan_of(BEYOND, **{"disease.primary_site": "pancreas"})
    assert listed(plan) == {
        **SSA_EXTENDED,
        **PRRT,
        **NEOADJUVANT,
        "captem/primary": "conditional",
        "temozolomide/primary": "conditional",
        "everolimus/primary": "conditional",
        "sunitinib/primary": "conditional",
        **CARE,
    }


def test_a_net_g3_outside_the_pancreas_ranks_chemotherapy_before_the_analogue() -> None:
    """S34, A14: no regimen named, ranked before S39."""
    plan = plan_of(BEYOND, **{"disease.primary_site": "colon", "pathology.ki67": 30.0})
    assert listed(plan)["chemotherapy_by_board/primary"] == "conditional"
    assert listed(plan)["lanreotide/primary"] == "conditional"
    assert ranks(plan)["chemotherapy_by_board"] < ranks(plan)["lanreotide"]


@pytest.mark.parametrize(
    ("changes", "before", "after"),
    [
        ({}, "", ""),
        (
            {
                "disease.progression_status": "stable",
                "disease.stable_months": 12.0,
                "disease.metastasis_sites": frozenset({"liver", "nodes_distant"}),
            },
            "lanreotide",
            "captem",
        ),
        ({"pathology.ki67": 12.0}, "captem", "lanreotide"),
        ({"function.symptoms": frozenset({"pain"})}, "captem", "lanreotide"),
        ({"disease.liver_burden_pct": 60.0}, "captem", "lanreotide"),
        (
            {
                "disease.progression_status": "RECIST_progressive",
                "disease.progression_interval_months": 4.0,
            },
            "captem",
            "lanreotide",
        ),
    ],
)
def test_pancreas_ranks_by_tempo_burden_and_grade(
    changes: dict[str, Any], before: str, after: str
) -> None:
    """A13 (1) and (2); neither met: unranked. Targeted drugs, then PRRT, always later."""
    found = ranks(plan_of(BEYOND, **{"disease.primary_site": "pancreas", **changes}))
    if before:
        assert found[before] < found[after]
    else:
        assert found["captem"] == found["lanreotide"]
    assert max(found["captem"], found["lanreotide"]) < found["everolimus"] < found["prrt"]


# --- gates -------------------------------------------------------------------------------------

LOCALIZED: Cell = ("well", "localized", "yes", "")


@pytest.mark.parametrize(
    "changes",
    [
        {"pathology.histology_family": "MiNEN"},
        {"pathology.histology_family": "GCA"},
        {"pathology.histology_family": "other"},
        {"pathology.histology_family": "DIPNECH"},
        {"disease.primary_site": "other"},
        {**NEC, "disease.primary_site": "lung"},
        {**NEC, "disease.primary_site": "thymus"},
    ],
)
def test_rt01_is_out_of_scope(changes: dict[str, Any]) -> None:
    """A27: nothing definitive, no follow-up, the team all the same."""
    plan = plan_of(LOCALIZED, **changes)
    assert plan.route == ("RT-01",)
    assert plan.status.word == "out_of_scope"
    assert listed(plan) == {}
    assert plan.follow_up == ()
    assert plan.finding("base:workup.team").status_word == "applies"


@pytest.mark.parametrize(
    "changes",
    [
        {"pathology.differentiation": None},
        {"pathology.differentiation": "indeterminate"},
        {"pathology.differentiation": "poor"},
        {"pathology.histology_family": "NEC"},
        {"pathology.histology_family": None},
        {"pathology.ki67": None},
    ],
)
@pytest.mark.parametrize("extent", ["localized", "liver_only", "beyond_liver"])
def test_rt02_blocks_definitive_therapy(changes: dict[str, Any], extent: str) -> None:
    """A02, S49: nothing definitive, what is missing by name, follow-up by the shortest schedule."""
    plan = plan_of(("well", extent, "yes", "few"), **changes)
    assert plan.route == ("RT-02",)
    assert plan.status.word == "blocked"
    assert set(listed(plan)) <= {"pathology_review/diagnostic", *CARE}
    assert any(n.missing for n in plan.needs if n.entry.raw["caps"].get("status") == "blocked")
    assert (2.0, 3.0) in windows_of(plan) or "pathology.histology_family" in changes


def test_rt03_blocks_definitive_therapy() -> None:
    """Extent unknown or contradicted: nothing definitive, and no follow-up line."""
    plan = planned(spread(None), {"disease.curative_resection_feasible": "yes"})
    assert plan.route == ("RT-03",)
    assert plan.status.word == "blocked"
    assert listed(plan) == {}
    assert plan.follow_up == ()
    assert "base:workup.extent" in plan.status.because


RESECTED = {"disease.disease_status": "resected_no_residual", "disease.margin": "R0"}


@pytest.mark.parametrize(
    ("changes", "route"),
    [
        ({"disease.metastasis_sites": frozenset()}, ("RT-04",)),
        ({"disease.metastasis_sites": frozenset({"liver"})}, ("RT-03",)),
        ({"disease.metastasis_sites": None}, ("RT-03",)),
        ({"disease.metastasis_sites": frozenset(), "disease.margin": "R1"}, ("RT-03", "RT-04")),
        (
            {"disease.metastasis_sites": frozenset(), "disease.disease_status": "residual"},
            ("RT-03",),
        ),
        ({"disease.metastasis_sites": frozenset(), "disease.margin": None}, ("RT-03", "RT-04")),
    ],
)
def test_rt04_needs_no_extent_where_no_metastasis_was_found(
    changes: dict[str, Any], route: tuple[str, ...]
) -> None:
    """Nothing left, and none elsewhere: how far it had spread decides nothing (Z03)."""
    plan = planned(spread(None), RESECTED, changes)
    assert plan.route == route
    assert (plan.status.word == "blocked") is ("RT-03" in route)
    asked = {n.entry.id for n in plan.needs if "disease.extent" in n.missing}
    assert ("base:workup.extent" in asked) is ("RT-03" in route)


def test_regional_nodes_are_no_metastasis() -> None:
    """Removed with nothing left, they need no extent of before the operation (RT-04)."""
    sites = {"disease.metastasis_sites": frozenset({"nodes_regional"})}
    assert planned(spread(None), RESECTED, sites).route == ("RT-04",)


@pytest.mark.parametrize(
    "word", sorted(set(FACTS["disease.metastasis_sites"].choices) - {"nodes_regional"})
)
def test_no_site_of_a_metastasis_counts_as_none(word: str) -> None:
    """Whichever is named, nothing is taken for resected without knowing how far it had spread."""
    plan = planned(spread(None), RESECTED, {"disease.metastasis_sites": frozenset({word})})
    assert plan.route == ("RT-03",)


@pytest.mark.parametrize("cell", [cell for _, cell in CELLS], ids=str)
def test_rt04_offers_no_antitumour_therapy(cell: Cell) -> None:
    """A31: resected R0, nothing left: done, follow-up only, whatever the extent was."""
    plan = plan_of(cell, **RESECTED)
    assert plan.route == ("RT-04",)
    assert listed(plan) == {}
    assert plan.finding("base:extent.resected_done").status_word == "applies"
    assert plan.follow_up
    nec = plan.finding("base:systemic.nec_resected").status_word == "applies"
    assert nec is (cell[0] == "poor")


@pytest.mark.parametrize("margin", ["R1", "R2", "not_resected"])
def test_rt04_needs_an_r0_margin(margin: str) -> None:
    """INV-73: recorded as nothing left beside another margin is named and never definitive."""
    plan = planned(facts_of(LOCALIZED), RESECTED, {"disease.margin": margin})
    assert plan.status.word == "provisional"
    assert plan.finding("base:workup.resection_contradiction").status_word == "applies"
    assert listed(plan) == {}


@pytest.mark.parametrize(
    ("fact", "need"),
    [
        ("disease.primary_site", "location"),
        ("imaging.conv_imaging_modality", "location"),
        ("disease.local_invasion", "invasion"),
        ("imaging.sstr_result", "sstr"),
        ("function.functional", "function"),
        ("labs.serum_cga", "cga"),
        ("labs.u5hiaa_24h", "hiaa"),
        ("pathology.ihc_cga", "ihc"),
        ("pathology.ihc_synaptophysin", "ihc"),
    ],
)
@pytest.mark.parametrize("cell", [LOCALIZED, BEYOND, ("poor", "beyond_liver", "no", "few")])
def test_rt05_is_provisional_and_routing_continues(fact: str, need: str, cell: Cell) -> None:
    """One item of the work-up missing: named, provisional, the row stays."""
    plan = plan_of(cell, **{fact: None})
    assert plan.route == plan_of(cell).route
    if cell[0] == "poor" and need in ("sstr", "cga", "hiaa"):
        # A NEC waits for none of them: named as one side of a conflict (Z07).
        assert plan.status.word == "definitive"
        assert any("Z07" in f.entry.sources for c in plan.conflicts for f in c.findings)
        return
    assert plan.status.word == "provisional"
    missing = {n.entry.id: n.missing for n in plan.needs if n.missing}
    wanted = "cga_baseline" if fact == "labs.serum_cga" else fact
    assert missing[f"base:workup.{need}"] == (wanted,)


# --- modifiers ---------------------------------------------------------------------------------


@pytest.mark.parametrize("syndrome", ["carcinoid", "gastrinoma", "VIPoma", "other"])
@pytest.mark.parametrize("cell", [cell for _, cell in CELLS], ids=str)
def test_rt30_functional_adds_symptom_control(cell: Cell, syndrome: str) -> None:
    """S27 where the liver is a target, the analogue for the syndrome; the row stays."""
    functional = {"function.functional": "yes", "function.syndrome": syndrome}
    plan, plain = plan_of(cell, **functional), plan_of(cell)
    assert plan.route == plain.route
    found = listed(plan)
    assert plain.status.word == plan.status.word
    assert {"octreotide_lar/symptom", "lanreotide/symptom"} <= set(found)
    techniques = {"tace/symptom", "tae/symptom", "rfa/symptom", "sirt/symptom"}
    in_liver = cell[1] in ("liver_only", "beyond_liver")
    assert techniques & set(found) == (techniques if in_liver else set())
    no_target = plan.finding("base:functional.no_liver_target").status_word
    assert no_target == ("not met" if in_liver else "applies")


PLANNED = {"history.planned_procedure": frozenset({"surgery_abdominal"})}


@pytest.mark.parametrize(
    ("syndrome", "strength"),
    [("carcinoid", "strong"), ("gastrinoma", "conditional"), ("ACTH", "conditional")],
)
def test_rt30_surgery_carries_octreotide_and_precautions(syndrome: str, strength: str) -> None:
    """A11: strong for carcinoid syndrome, conditional for other syndromes; S30 and S31 for all."""
    plan = plan_of(
        LOCALIZED, **{"function.functional": "yes", "function.syndrome": syndrome, **PLANNED}
    )
    assert listed(plan)["octreotide_cover/supportive"] == strength
    assert plan.finding("base:functional.avoid_histamine").status_word == "applies"
    assert plan.finding("base:functional.avoid_sympathetic").status_word == "applies"
    assert "never withhold a vasopressor" in plan.finding("base:functional.avoid_sympathetic").says


@pytest.mark.parametrize(
    "procedure", ["ablation", "embolisation", "biopsy_liver", "PRRT", "endoscopy", "SIRT"]
)
def test_carcinoid_cover_extends_to_every_procedure(procedure: str) -> None:
    """A11: strong at every invasive procedure for a serotonin-producing tumour, S28 for surgery."""
    planned_one = {"history.planned_procedure": frozenset({procedure})}
    carcinoid = {"function.functional": "yes", "function.syndrome": "carcinoid"}
    other = {"function.functional": "yes", "function.syndrome": "glucagonoma"}
    cell: Cell = ("well", "localized", "no", "")
    covered = listed(plan_of(cell, **planned_one, **carcinoid))
    assert covered["octreotide_cover/supportive"] == "strong"
    assert "octreotide_cover/supportive" not in listed(plan_of(cell, **planned_one, **other))


def test_the_precautions_go_with_a_procedure_that_the_plan_itself_lists() -> None:
    """A05: nothing planned yet, but the plan lists the operation."""
    plan = plan_of(LOCALIZED, **{"function.functional": "yes", "function.syndrome": "carcinoid"})
    assert listed(plan)["octreotide_cover/supportive"] == "strong"


def test_raised_5hiaa_counts_as_serotonin_producing() -> None:
    """Data dictionary, section I: without a syndrome on record the cover is strong all the same."""
    plan = plan_of(LOCALIZED, **PLANNED, **{"labs.u5hiaa_24h_uln_ratio": 2.0})
    assert listed(plan)["octreotide_cover/supportive"] == "strong"


@pytest.mark.parametrize(
    ("test", "group"), [("safe", "consider"), (None, "not_cleared"), ("worse", "contraindicated")]
)
def test_insulinoma_holds_octreotide_to_its_test(test: str | None, group: str) -> None:
    """A11, INV-28: the S28 line is printed; held until tested, blocked where that went wrong."""
    plan = plan_of(
        ("well", "localized", "yes", ""),
        **PLANNED,
        **{
            "disease.primary_site": "pancreas",
            "function.functional": "yes",
            "function.syndrome": "insulinoma",
            "function.insulinoma_ssa_test": test,
        },
    )
    (cover,) = [o for o in plan.offers if o.option == "octreotide_cover"]
    assert cover.group == group
    analogue = {o.group for o in plan.offers if o.option == "lanreotide" and o.role == "symptom"}
    assert analogue == {{"safe": "consider", None: "not_cleared", "worse": "contraindicated"}[test]}


def test_rt30_nec_is_for_symptoms_only() -> None:
    """A NEC with a syndrome: the analogue as symptom control, never as antiproliferative."""
    plan = plan_of(
        ("poor", "liver_only", "no", "few"),
        **{"function.functional": "yes", "function.syndrome": "carcinoid"},
    )
    assert "lanreotide/symptom" in listed(plan)
    assert "lanreotide/primary" not in listed(plan)
    assert plan.finding("base:functional.nec_symptoms_only").status_word == "applies"


@pytest.mark.parametrize("cell", [cell for _, cell in CELLS], ids=str)
def test_rt31_function_unknown_routes_as_non_functional(cell: Cell) -> None:
    """A32: same row, provisional, and with any procedure planned the carcinoid warning."""
    unknown = {"function.functional": None, "function.syndrome": None}
    plan = plan_of(cell, **unknown, **PLANNED)
    assert plan.route == plan_of(cell).route
    assert plan.status.word == "provisional"
    said = plan.finding("base:functional.unknown")
    assert said.status_word == "applies"
    assert "exclude carcinoid syndrome first" in said.says
    assert "not functional" not in " ".join(f.says for f in plan.findings if f.status == 2)


@pytest.mark.parametrize("functional", ["yes", "no", None])
@pytest.mark.parametrize("gallbladder", ["in_situ", None, "absent"])
@pytest.mark.parametrize("long_term", ["yes", "no", None])
def test_rt32_cholecystectomy(
    functional: str | None, gallbladder: str | None, long_term: str | None
) -> None:
    """S32, INV-29: functional or not; conditional; not once the gallbladder is out.

    Where nobody said whether an analogue is expected, it is because this plan offers one.
    """
    plan = plan_of(
        BEYOND,
        **PLANNED,
        **{
            "function.functional": functional,
            "function.syndrome": "carcinoid" if functional == "yes" else None,
            "history.gallbladder": gallbladder,
            "history.ssa_long_term_anticipated": long_term,
        },
    )
    wanted = gallbladder != "absent" and long_term != "no"
    assert (listed(plan).get("cholecystectomy/adjunct") == "conditional") is wanted


@pytest.mark.parametrize("result", ["negative", "heterogeneous", None])
@pytest.mark.parametrize(
    "cell",
    [c for r, c in CELLS if "prrt/adjunct" in ROWS[r][c] or "prrt/primary" in ROWS[r][c]],
    ids=str,
)
def test_rt33_without_a_positive_scan_there_is_no_prrt(result: str | None, cell: Cell) -> None:
    """A26: S43 and S44 blocked with that reason, the rest of the row stays."""
    plan = plan_of(cell, **{"imaging.sstr_result": result})
    rest = {k: v for k, v in ROWS[plan.route[0]][cell].items() if not k.startswith("prrt")}
    found = listed(plan)
    found.pop("fdg_pet/diagnostic", None)
    assert found == {**rest, **care(cell)}
    assert plan.finding("base:systemic.prrt_blocked").status_word == "applies"
    assert plan.status.word == ("provisional" if None in (result, cell[2]) else "definitive")


@pytest.mark.parametrize("ki67", [1.0, 20.0])
@pytest.mark.parametrize("cell", [cell for _, cell in CELLS if cell[0] == "poor"], ids=str)
def test_rt34_poor_with_a_low_ki67_is_discordant(ki67: float, cell: Cell) -> None:
    """A04, INV-15: pathology review, at most provisional, still the row of NEC."""
    plan = plan_of(cell, **{"pathology.ki67": ki67})
    assert plan.route == plan_of(cell).route
    assert plan.grade == ("NEC",)
    assert plan.status.word == "provisional"
    assert "pathology_review/diagnostic" in listed(plan)
    assert plan.finding("base:grading.discordant").status_word == "applies"


@pytest.mark.parametrize("cell", [c for r, c in CELLS if c[1] == "liver_only" and c[0] == "well"])
@pytest.mark.parametrize("resectable", ["not_applicable", "no"])
def test_rt35_a_primary_that_is_gone_is_not_removed(cell: Cell, resectable: str) -> None:
    """A23: S25 does not apply, said with the reason; the row stays."""
    plan = plan_of(cell, **{"disease.primary_resectable": resectable})
    assert plan.route == plan_of(cell).route
    assert "primary_resection/primary" not in listed(plan)
    assert plan.finding("base:extent.primary_removed").status_word == "applies"


# --- exactly one row ---------------------------------------------------------------------------

GRADES: dict[str, dict[str, Any]] = {
    "G1": {"pathology.ki67": 2.0},
    "G1 or G2": {"pathology.ki67": 2.5},
    "G2": {"pathology.ki67": 20.0},
    "NET_G3": {"pathology.ki67": 21.0},
    "TC": {
        "disease.primary_site": "lung",
        "pathology.mitoses_per_2mm2": 1.0,
        "pathology.necrosis": "absent",
    },
    "AC": {
        "disease.primary_site": "thymus",
        "pathology.mitoses_per_2mm2": 2.0,
        "pathology.necrosis": "absent",
    },
    "NEC": NEC,
}


@pytest.mark.parametrize("grade", GRADES)
def test_every_combination_takes_exactly_one_extent_row(grade: str) -> None:
    """INV-74: differentiation × extent × functional × feasible × pattern, exhaustively."""
    for extent, functional, feasible, pattern in product(
        EXTENTS, ("yes", "no", None), FEASIBLE, PATTERNS
    ):
        plan = planned(
            GRADES[grade],
            spread(extent),
            PATTERNS[pattern],
            {
                "disease.curative_resection_feasible": feasible,
                "function.functional": functional,
                "function.syndrome": {"yes": "carcinoid", "no": "none"}.get(functional or ""),
            },
        )
        assert " or ".join(plan.grade) == grade
        rows = [
            f.id
            for f in plan.findings
            if f.stage == "extent" and f.entry.raw.get("answer") and f.status_word != "not met"
        ]
        assert len(rows) == 1, (extent, functional, feasible, pattern, rows)
        assert plan.route == (rows[0].rpartition(".")[2].upper().replace("RT", "RT-"),)
        assert "RT-10" <= plan.route[0] <= "RT-23"


def test_the_cleared_patient_has_nothing_missing() -> None:
    """The tests above stand on a record that asks nothing."""
    assert CLEARED
    assert flags(plan_of(BEYOND)) == {"pitfall"}
    assert plan_of(BEYOND).status.because == ()
