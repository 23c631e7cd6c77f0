"""Follow-up over generated records: what every plan must hold, and windows at their borders."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from hypothesis import assume, given, settings

from nettui.engine.language.rules import Rule
from nettui.engine.language.states import APPLIES
from nettui.engine.plan.plan import Plan
from tests.guideline.records import planned, spread
from tests.plugins.records import Facts, ago, full, met_by_a_case, records, without

CT = "imaging.conv_imaging_date"
IMAGING = (
    *("base:follow_up.g1g2_imaging", "base:follow_up.netg3_imaging", "base:follow_up.nec_imaging"),
    *("base:follow_up.thoracic_imaging", "base:follow_up.thoracic_high"),
)
MARKERS = (
    *("base:follow_up.g1g2_markers", "base:follow_up.g3_markers"),
    *("base:follow_up.thoracic_markers", "base:follow_up.thoracic_high_markers"),
)
SSTR = "base:follow_up.sstr"


def applying(plan: Plan) -> dict[str, Rule]:
    """Return the rules of follow-up that apply, by id."""
    found = {}
    for finding in plan.findings:
        act = finding.entry.act
        if finding.stage == "follow_up" and finding.status == APPLIES and isinstance(act, Rule):
            found[finding.id] = act
    return found


def base_window(plan: Plan) -> tuple[float, float] | None:
    """Return the base interval of imaging in months, None where there is none."""
    dues = [act.due for name, act in applying(plan).items() if name in IMAGING and act.due]
    return min(((due.low, due.high) for due in dues), default=None)


@settings(max_examples=150, deadline=None)
@given(records())
def test_every_plan_that_stands_has_its_follow_up(record: Facts) -> None:
    """Markers, imaging, and SSTR imaging in 18-24 months where it was positive (INV-56)."""
    plan = planned(record, protocol=full())
    assume(plan.status.word in ("definitive", "provisional"))
    # A carcinoid and every grade have a schedule; where grading is open the shortest holds.
    dues = {due.finding.id for due in plan.follow_up}
    assert dues & {*IMAGING, "base:follow_up.ungraded"}
    assert dues & {*MARKERS, "base:follow_up.ungraded_markers"}
    if record["imaging.sstr_result"] == "positive":
        window = applying(plan)[SSTR].due
        assert window is not None
        assert (window.low, window.high) == (18, 24)


def test_every_window_is_ordered() -> None:
    """Above zero, the earliest day not after the latest; "none" is text, not a window (INV-57)."""
    acts = [e.act for e in full().entries if isinstance(e.act, Rule)]
    dues = [act.due for act in acts if act.due is not None]
    assert len(dues) > 50
    assert all(0 < due.low <= due.high for due in dues)


def test_base_windows_are_those_of_the_statements() -> None:
    """G1 and G2 3-6 months, NEC 2-3, NET G3 never wider than NEC (INV-57, INV-58)."""
    acts = [full().entries[full().position[name]].act for name in IMAGING[:3]]
    dues = [act.due for act in acts if isinstance(act, Rule) and act.due is not None]
    assert [(due.low, due.high) for due in dues] == [(3, 6), (2, 3), (2, 3)]


# Screening of carriers, no follow-up of this tumour: beside the base line, never against it (Z26).
SCREENING = {"follow_up:follow_up.men1_screening", "follow_up:follow_up.men1_chest"}


def test_screening_of_carriers_stands_beside_the_base_line() -> None:
    """It says that it is beside the follow-up, and is part of no conflict."""
    acts = [full().entries[full().position[name]].act for name in sorted(SCREENING)]
    assert [isinstance(act, Rule) and act.against for act in acts] == [(), ()]


@settings(max_examples=150, deadline=None)
@given(records())
def test_a_refinement_never_replaces_the_base_and_is_marked(record: Facts) -> None:
    """The base line stands as without plugins; what is less frequent says so (INV-59)."""
    plan = planned(record, protocol=full())
    base = base_window(plan)
    disputed = {f.id for c in plan.conflicts if c.kind == "paired" for f in c.findings}
    for name, act in applying(plan).items():
        if not name.startswith("follow_up:") or name in SCREENING:
            continue
        assert "less_frequent" not in act.flags or act.says.startswith("⚠")
        if base is None:
            continue
        if "less_frequent" in act.flags:
            assert name in disputed
            assert disputed & {*IMAGING, *MARKERS}
        elif act.due is not None and act.due.anchor == CT:
            assert act.due.high <= base[1], f"{name} is less frequent and does not say so"


@settings(max_examples=100, deadline=None)
@given(records())
def test_the_schedules_do_not_touch_the_base_lines(record: Facts) -> None:
    """Each base rule of follow-up is the same with the refinements as without (INV-63)."""
    plans = planned(record, protocol=full()), planned(record, protocol=without("follow_up"))
    with_it, without_it = (
        {f.id: (f.says, f.status) for f in plan.findings if f.entry.origin == "base"}
        for plan in plans
    )
    assert with_it == without_it


@settings(max_examples=100, deadline=None)
@given(records())
def test_a_higher_grade_never_waits_longer(record: Facts) -> None:
    """The base interval of imaging over rising Ki-67, and NEC at the end (INV-60)."""
    record |= {"pathology.histology_family": "NET", "pathology.differentiation": "well"}
    record |= {"pathology.mitoses_per_2mm2": None}
    poor = {"pathology.histology_family": "NEC", "pathology.differentiation": "poor"}
    steps: list[Facts] = [{"pathology.ki67": ki67} for ki67 in (1.0, 2.5, 3.0, 20.0, 21.0, 60.0)]
    steps.append({**poor, "pathology.ki67": 60.0})
    found = [base_window(planned(record, step, protocol=full())) for step in steps]
    windows = [window for window in found if window is not None]
    assert windows == sorted(windows, reverse=True)


# --- windows at their borders -------------------------------------------------------------------

RESECTED: Facts = spread("localized") | {
    "disease.disease_status": "resected_no_residual",
    "disease.margin": "R0",
    "pathology.ki67": 1.0,
}


def after_surgery(months: float, **facts: Any) -> dict[str, Rule]:
    record = RESECTED | {name.replace("__", "."): value for name, value in facts.items()}
    dated = {"history.surgery_date": ago(months), "history.months_since_surgery": months}
    return applying(planned(record, dated, protocol=full()))


@pytest.mark.parametrize(
    ("site", "months", "name"),
    [
        ("jejunum_ileum", 60, "si_resected"),
        ("jejunum_ileum", 60.1, "si_resected_later"),
        ("pancreas", 36, "pancreas_resected"),
        ("pancreas", 36.1, "pancreas_resected_later"),
        ("pancreas", 120, "pancreas_resected_later"),
        ("colon", 24, "colon_first"),
        ("colon", 24.1, "colon_to_five"),
        ("colon", 60.1, "colon_to_ten"),
    ],
)
def test_a_phase_ends_on_its_day(site: str, months: float, name: str) -> None:
    """To the last day of a phase its window, then the next."""
    found = after_surgery(months, disease__primary_site=site, disease__size_mm=24.0)
    phases = {
        n.rpartition(".")[2] for n in found if n.startswith(f"follow_up:follow_up.{name[:4]}")
    }
    assert phases & {
        *("si_resected", "si_resected_later", "pancreas_resected", "pancreas_resected_later"),
        *("colon_first", "colon_to_five", "colon_to_ten"),
    } == {name}


# Rows F20 to F73: after which month a phase begins and to which it lasts, None for no limit.
PHASES = [
    ("pancreas_watched_first", None, 12),
    ("pancreas_watched", 12, None),
    ("pancreas_resected", None, 36),
    ("pancreas_resected_later", 36, 120),
    ("net_g3", None, 24),
    ("net_g3_later", 24, None),
    ("si_resected", None, 60),
    ("si_resected_later", 60, None),
    ("appendix_10_20_risk", None, 24),
    ("appendix_10_20_risk_later", 24, 120),
    ("appendix_large", None, 12),
    ("appendix_large_later", 12, None),
    ("rectum_10_20", None, 60),
    ("colon_first", None, 24),
    ("colon_to_five", 24, 60),
    ("colon_to_ten", 60, 120),
    ("stomach_type_3_endoscopy", None, 24),
    ("stomach_type_3_endoscopy_later", 24, None),
    ("duodenum_endoscopic", None, 60),
    ("lung_typical_first", None, 6),
    ("lung_typical_to_five", 6, 60),
    ("lung_typical_later", 60, 180),
    ("lung_atypical", None, 60),
    ("lung_atypical_later", 60, None),
    ("thymus_first", None, 36),
    ("thymus_to_five", 36, 60),
    ("thymus_later", 60, 180),
    ("nec_resected", None, 36),
    ("nec_resected_to_five", 36, 60),
    ("nec_resected_later", 60, None),
    ("unknown_primary_search", None, 24),
    ("after_five_years", 60, None),
]
SINCE = ("surgery", "therapy_start", "diagnosis")


@pytest.mark.parametrize(("name", "after", "to"), PHASES)
def test_a_phase_is_the_one_of_its_row(name: str, after: float | None, to: float | None) -> None:
    """From just after its first month to the last day; a first phase from the first day."""
    rule = f"follow_up:follow_up.{name}"
    met = met_by_a_case(tuple(f"follow_up:follow_up.{phase[0]}" for phase in PHASES))[rule]

    def holds(months: float) -> bool:
        clocks: Facts = {f"history.months_since_{since}": months for since in SINCE}
        return rule in applying(planned(met, clocks, protocol=full()))

    assert holds(0.0 if after is None else after + 0.1)
    assert holds(600.0 if to is None else to)
    assert after is None or not holds(after)
    assert to is None or not holds(to + 0.1)


# Rows whose column of resection reads R0.
AFTER_R0 = (
    "appendix_10_20 appendix_10_20_risk appendix_10_20_risk_later appendix_large "
    "appendix_large_later appendix_small colon_first colon_to_five colon_to_ten "
    "duodenum_endoscopic lung_atypical lung_atypical_later lung_typical_first "
    "lung_typical_later lung_typical_to_five nec_brain nec_resected nec_resected_later "
    "nec_resected_to_five pancreas_resected pancreas_resected_higher_risk "
    "pancreas_resected_later pancreas_small rectum_large rectum_small si_resected "
    "si_resected_later stomach_type_3_endoscopy stomach_type_3_endoscopy_later "
    "stomach_type_3_imaging thymus_first thymus_later thymus_men1 thymus_to_five"
)


@pytest.mark.parametrize("name", AFTER_R0.split())
def test_a_row_for_r0_is_for_a_tumour_that_is_gone(name: str) -> None:
    """Not where it came back or was left, and not while the margin or what is left is unknown."""
    rule = f"follow_up:follow_up.{name}"
    names = tuple(f"follow_up:follow_up.{name}" for name in AFTER_R0.split())
    met = met_by_a_case(names)[rule]
    status, margin = "disease.disease_status", "disease.margin"
    changes: tuple[Facts, ...] = (
        *({status: word} for word in ("recurrent", "residual", "not_resected", None)),
        *({margin: word} for word in ("R1", "R2", "Rx", None)),
    )
    made = (applying(planned(met, change, protocol=full())) for change in changes)
    assert rule in applying(planned(met, protocol=full()))
    assert not any(rule in found for found in made)


@pytest.mark.parametrize(
    ("size", "name"),
    [
        (9.9, "appendix_small"),
        (10.0, "appendix_10_20"),
        (20.0, "appendix_10_20"),
        (20.1, "appendix_large"),
    ],
)
def test_the_size_of_an_appendiceal_tumour_decides_at_its_limit(size: float, name: str) -> None:
    """Exactly 10 and exactly 20 mm belong to the middle row."""
    found = after_surgery(
        6,
        disease__primary_site="appendix",
        disease__size_mm=size,
        pathology__lvi="absent",
        pathology__mesoappendix_invasion_mm=0.0,
    )
    rows = {n.rpartition(".")[2] for n in found if ".appendix_" in n}
    assert rows == {name}


@pytest.mark.parametrize(
    ("scan", "overdue"),
    [
        (datetime.date(2026, 3, 30), True),
        (datetime.date(2026, 4, 1), False),
        (datetime.date(2026, 9, 30), False),
    ],
)
def test_base_imaging_is_overdue_after_six_months(scan: datetime.date, overdue: bool) -> None:
    """On the last day of the window it is due, the day after it is overdue."""
    facts = RESECTED | {CT: scan, "history.surgery_date": ago(20), "pathology.first_date": ago(20)}
    plan = planned(facts, protocol=full())
    (due,) = (d for d in plan.follow_up if d.finding.id == "base:follow_up.g1g2_imaging")
    assert due.overdue is overdue


@pytest.mark.parametrize(
    ("months", "count", "earliest"),
    [(2.0, None, "2026-11-01"), (5.0, 3.0, "2026-10-01"), (10.0, 4.0, "2026-12-01")],
)
def test_bloods_after_prrt_are_dated(months: float, count: float | None, earliest: str) -> None:
    """3 months after PRRT or the last count; from 6 months on 6 months after the last count."""
    facts = spread("beyond_liver") | {
        "history.prior_therapies": frozenset({"T20"}),
        "history.prrt_date": ago(months),
        "history.months_since_prrt": months,
        "labs.blood_count_date": ago(count),
    }
    plan = planned(facts, protocol=full())
    dues = [d for d in plan.follow_up if ".prrt_" in d.finding.id]
    assert [d.earliest.isoformat() for d in dues if d.earliest] == [earliest]


def test_the_clock_is_counted_in_the_order_of_the_row() -> None:
    """An R0 operation first, else the start of therapy, else the diagnosis (F00)."""
    dates = {
        "history.months_since_surgery": 30.0,
        "history.months_since_therapy_start": 5.0,
        "history.months_since_diagnosis": 40.0,
    }

    def clock(**changes: Any) -> set[str]:
        facts = RESECTED | dates | {n.replace("__", "."): v for n, v in changes.items()}
        found = applying(planned(facts, protocol=full()))
        return {n.rpartition("_")[2] for n in found if ".clock_" in n}

    assert clock() == {"surgery"}
    assert clock(disease__margin="R2") == {"therapy"}
    assert clock(disease__margin=None, history__months_since_therapy_start=None) == {"diagnosis"}
