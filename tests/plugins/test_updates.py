"""Updates over generated records, and what must never be written as fact."""

from __future__ import annotations

import json
import re
from itertools import product
from random import Random

import pytest
from hypothesis import given, settings

from nettui.engine.language.states import APPLIES, TRUE
from nettui.engine.plan.plan import Plan
from nettui.engine.protocol.entry import Entry
from tests.guideline.records import SITES_OF, base, planned, spread
from tests.plugins.records import KI67, MITOSES, Facts, full, records, without

ORDER = ("G1", "G2", "NET_G3")
UPDATES = [entry for entry in full().entries if entry.origin == "updates"]


def graded(ki67: float | None, mitoses: float | None, site: str = "pancreas") -> Plan:
    facts = {
        "pathology.ki67": ki67,
        "pathology.mitoses_per_2mm2": mitoses,
        "pathology.necrosis": "absent",
        "disease.primary_site": site,
    }
    return planned(spread("localized"), facts, protocol=full())


# --- WHO 2022 -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ki67", "mitoses", "grade"),
    [
        (2.0, 1.9, ("G1",)),
        (2.0, 2.0, ("G2",)),
        (2.5, 1.9, ("G1",)),
        (2.5, 2.0, ("G2",)),
        (2.5, 20.1, ("NET_G3",)),
        (2.5, None, ("G1", "G2")),
        (3.0, 0.0, ("G2",)),
        (20.0, 20.0, ("G2",)),
        (20.0, 20.1, ("NET_G3",)),
        (20.1, 0.0, ("NET_G3",)),
        (1.0, None, ("G1",)),
        (12.0, None, ("G2",)),
    ],
)
def test_the_higher_of_ki67_and_mitoses_decides(
    ki67: float, mitoses: float | None, grade: tuple[str, ...]
) -> None:
    """At each limit; mitoses that are not recorded are never taken as few (U01, A03, A19)."""
    assert graded(ki67, mitoses).grade == grade


def test_more_never_gives_a_lower_grade() -> None:
    """Rising Ki-67 or rising mitoses (INV-11)."""
    numbers = [n for n in KI67 if n is not None]
    counts = [n for n in MITOSES if n is not None]
    found = {
        (ki67, mitoses): ORDER.index(graded(ki67, mitoses).grade[0])
        for ki67, mitoses in product(numbers, counts)
    }
    for (ki67, mitoses), grade in found.items():
        assert all(found[more, mitoses] >= grade for more in numbers if more > ki67)
        assert all(found[ki67, more] >= grade for more in counts if more > mitoses)


def test_the_base_grade_stays_in_sight() -> None:
    """It is shown as overridden, with by what; alone the base says G1 or G2 (INV-16)."""
    plan = graded(2.5, 1.0)
    finding = plan.finding("base:grading.gap_g1_g2")
    assert finding.status_word == "overridden"
    assert finding.overridden_by == ("updates:grading.who2022_gap_g1",)
    alone = planned({"pathology.ki67": 2.5, "pathology.mitoses_per_2mm2": 1.0}, protocol=base())
    assert alone.grade == ("G1", "G2")


@pytest.mark.parametrize("site", ["lung", "thymus"])
@pytest.mark.parametrize("mitoses", [0.0, 5.0, 25.0])
def test_lung_and_thymus_are_never_graded_by_it(site: str, mitoses: float) -> None:
    """Their class is typical or atypical carcinoid (COM-02, INV-17)."""
    plan = graded(1.0, mitoses, site)
    assert not {"G1", "G2", "NET_G3"} & set(plan.grade)
    assert plan.finding("updates:grading.carcinoid_criteria").status == APPLIES


# --- beside the base ------------------------------------------------------------------------------


@settings(max_examples=150, deadline=None)
@given(records())
def test_updates_never_change_what_the_base_says(record: Facts) -> None:
    """Texts are the same; where the grade is, every base rule is as true as without (INV-63)."""
    with_it = planned(record, protocol=full())
    without_it = planned(record, protocol=without("updates"))
    ours = {f.id: f for f in with_it.findings if f.entry.origin == "base"}
    theirs = {f.id: f for f in without_it.findings if f.entry.origin == "base"}
    assert {n: f.says for n, f in ours.items()} == {n: f.says for n, f in theirs.items()}
    if set(with_it.grade) == set(without_it.grade):
        assert {n: f.truth for n, f in ours.items()} == {n: f.truth for n, f in theirs.items()}


@settings(max_examples=150, deadline=None)
@given(records())
def test_a_stop_is_never_lifted(record: Facts) -> None:
    """What the base holds or stops is at least as held with updates (INV-64)."""
    with_it = planned(record, protocol=full())
    without_it = planned(record, protocol=without("updates"))
    if set(with_it.grade) != set(without_it.grade):
        return
    for key in without_it.protocol.key_at:
        assert with_it.stop(*key) >= without_it.stop(*key)


@settings(max_examples=100, deadline=None)
@given(records())
def test_no_proton_pump_inhibitor_is_stopped_in_gastrinoma(record: Facts) -> None:
    """The advice to change it never stands beside gastrinoma (INV-30)."""
    record |= {
        "function.syndrome": "gastrinoma",
        "function.functional": "yes",
        "function.ppi_use": "yes",
        "labs.serum_cga_uln_ratio": 4.0,
    }
    plan = planned(record, protocol=full())
    assert plan.finding("updates:workup.cga_without_ppi").status != APPLIES


@settings(max_examples=100, deadline=None)
@given(records())
def test_chemotherapy_is_never_first_line_in_small_intestinal_g1(record: Facts) -> None:
    """Under no update (INV-39)."""
    record |= {"disease.primary_site": "jejunum_ileum", "pathology.ki67": 1.0}
    record |= {"pathology.histology_family": "NET", "pathology.differentiation": "well"}
    record |= {"pathology.mitoses_per_2mm2": None}
    plan = planned(record, protocol=full())
    chemotherapy = {
        o.id for o in plan.protocol.options.values() if {"chemotherapy"} & set(o.classes)
    }
    offered = {o.option for o in plan.offers if o.group in ("do", "consider")}
    assert not chemotherapy & offered


def test_ranks_of_net_g3_come_from_the_update() -> None:
    """Chemotherapy and PRRT before an analogue, against the base order (U34, A18)."""
    facts = spread("beyond_liver") | {
        "pathology.ki67": 30.0,
        "disease.primary_site": "pancreas",
        "disease.curative_resection_feasible": "no",
    }
    ranks, base_ranks = (
        {offer.option: offer.rank for offer in planned(facts, protocol=p).offers if offer.rank}
        for p in (full(), base())
    )
    assert ranks["prrt"] < ranks["lanreotide"]
    assert ranks["captem"] < ranks["lanreotide"]
    assert base_ranks["lanreotide"] < base_ranks["prrt"]


@pytest.mark.parametrize("plugin", ["updates", "follow_up"])
def test_it_stands_without_any_other_plugin(plugin: str) -> None:
    """An institution may leave all others out; nothing of this one is lost with them."""
    names = {p["name"] for p in full().plugins}
    alone = without(*sorted(names - {"base", plugin}))
    kept = {e.id for e in alone.entries if e.origin == plugin}
    assert kept == {e.id for e in full().entries if e.origin == plugin}


@pytest.mark.parametrize("seed", range(4))
def test_with_any_plugins_the_base_says_the_same(seed: int) -> None:
    """Random subsets of the bundled plugins: texts and truths of the base stay (INV-63)."""
    random = Random(seed)
    names = sorted({p["name"] for p in full().plugins} - {"base"})
    some = without(*sorted(random.sample(names, len(names) // 2)))
    for extent, ki67, site in product(SITES_OF, (1.0, 8.0, 30.0), ("pancreas", "rectum", "lung")):
        facts = {"pathology.ki67": ki67, "disease.primary_site": site}
        alone, subset = (planned(spread(extent), facts, protocol=p) for p in (base(), some))
        for finding in alone.findings:
            same = subset.finding(finding.id)
            assert (same.says, same.truth) == (finding.says, finding.truth)


# --- what is written ------------------------------------------------------------------------------

FIGURE = re.compile(
    r"\bHR \d|\bPFS\b|\bn = \d|\d %.* against |\bresponse \d|\bsensitivity|\d-year survival"
)
LABELS = re.compile(
    r"randomised|cohort|registry|series|trial|database|single-arm|one centre|CABINET|prospective"
)
APPROVAL = re.compile(r"\blabel\b|\bapprov|\blicen|\bNMPA\b|\bFDA\b")
WHERE = re.compile(r"\bUS\b|\bEU\b|China|jurisdiction|labels name")
WHEN = re.compile(r"20\d\d|undated|check the label|jurisdiction")


def texts(entries: list[Entry]) -> dict[str, str]:
    return {entry.id: entry.raw["says"] for entry in entries}


def test_no_figure_stands_without_its_label() -> None:
    """Trial, registry, cohort or historical series (INV-68)."""
    figures = {n: says for n, says in texts(list(full().entries)).items() if FIGURE.search(says)}
    assert len(figures) > 15
    assert [n for n, says in figures.items() if not LABELS.search(says)] == []


def test_no_approval_stands_without_jurisdiction_and_date() -> None:
    """Whose label, and of when, or that its date is not known (INV-66)."""
    told = {n: says for n, says in texts(UPDATES).items() if APPROVAL.search(says)}
    assert len(told) > 5
    assert [n for n, s in told.items() if not (WHERE.search(s) and WHEN.search(s))] == []


@pytest.mark.parametrize(
    "word",
    [
        *("paltusotine", "octreotide depot", "NETTER-3", "COMPOSE", "212Pb", "DOTAMTATE"),
        *("SPINET", "NCCN version"),
    ],
)
def test_what_is_not_to_be_encoded_is_not(word: str) -> None:
    """Row U44 asks whether a trial is available and names nothing (file 02, row U44, section B)."""
    written = json.dumps([entry.raw for entry in full().entries]) + json.dumps(
        full().raw["options"]
    )
    assert word.lower() not in written.lower()


def test_the_pipeline_is_only_a_question() -> None:
    """One judgement cites U44 and offers nothing; a trial is an option after what is standard."""
    citing = [e for e in full().entries if "U44" in e.raw.get("statements", ())]
    assert [(e.id, e.kind) for e in citing] == [
        ("updates:workup.trial", "judgement"),
        ("therapies:systemic.clinical_trial", "rule"),
    ]


def test_what_is_unsure_is_said_to_be() -> None:
    """No RETNET result, no decision on 177Lu-edotreotide, no first line in the EU (section B)."""
    retnet = [e for e in full().entries if "RETNET" in e.raw.get("sources", ())]
    assert all("%" not in entry.raw["says"] for entry in retnet)
    said = texts(UPDATES)
    assert "not verified" in said["updates:systemic.edotreotide_figures"]
    assert "progressive, G1-G2" in said["updates:systemic.prrt_eu"]
    assert "first" not in said["updates:systemic.prrt_eu"]


def test_recalled_sources_are_marked_recalled() -> None:
    """What was not read again is never marked as checked."""
    recalled = [e for e in UPDATES if "recalled" in e.raw["says"]]
    assert recalled
    assert all(entry.raw.get("mark") == "R" for entry in recalled)


def test_every_update_cites_its_row_and_a_source() -> None:
    """A U-number with its publication, and how it stands to the base (INV-61)."""
    for entry in UPDATES:
        cited = (*entry.raw.get("statements", ()), *entry.raw.get("sources", ()))
        assert any(re.fullmatch(r"U\d\d|COM-\d\d|GEN-\d\d", name) for name in cited), entry.id
        assert entry.raw.get("sources") or entry.id == "updates:workup.trial", entry.id


def test_the_disputed_primary_is_one_conflict() -> None:
    """Small intestine without symptoms: both sides, no winner; with symptoms none (U19)."""
    facts = spread("liver_only") | {
        "disease.primary_site": "jejunum_ileum",
        "disease.curative_resection_feasible": "no",
        "pathology.ki67": 1.0,
    }
    plan = planned(facts, protocol=full())
    sides = [{f.id for f in c.findings} for c in plan.conflicts if c.kind == "paired"]
    assert any(
        {"base:extent.primary_removal", "updates:extent.primary_when_symptoms"} <= side
        for side in sides
    )
    obstructed = planned(
        facts, {"disease.primary_complication": frozenset({"obstruction"})}, protocol=full()
    )
    n = obstructed.protocol.position["updates:extent.primary_when_symptoms"]
    assert obstructed.truth(n) != TRUE
