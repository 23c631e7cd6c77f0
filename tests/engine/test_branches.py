"""Branches: what would follow from each answer, as a record with that answer is planned."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random
from typing import Any

import pytest
from attrs import evolve

from nettui.case.base.faults import CaseFault
from nettui.case.editing.edit import set_value
from nettui.case.files.codec import dumps_toml, load, loads_toml
from nettui.case.picture.picture import completed, picture
from nettui.case.record.case import Case, CaseFile
from nettui.case.record.facts import FACTS
from nettui.case.record.imaging import ANSWERS
from nettui.case.record.paths import path_of
from nettui.engine.evaluation.interpret import interpret
from nettui.engine.plan import branches
from nettui.engine.plan.branches import MOST, Answer, Branch, ways
from nettui.engine.plan.leads import STAGES, named
from nettui.engine.plan.plan import Plan, plan
from nettui.engine.plan.ranks import PLACED
from nettui.engine.protocol.protocol import Protocol
from nettui.exchange import library
from nettui.sheet.branches import complete_words
from nettui.sheet.leading import emergencies, top
from tests.protocols import alone, with_all
from tests.sample import one_in

FOLDER = library.folder()
CASES = library.case_files(FOLDER) if FOLDER else []
each_protocol = pytest.mark.parametrize("protocol", [alone, with_all], ids=["alone", "with_all"])
DAY = datetime.date(2026, 10, 1)


def written(case: Case, answers: Mapping[str, Any]) -> Case:
    """Return the case that a person makes of it who records these answers, read from its file."""
    for name, value in answers.items():
        path, text = path_of(case, name), typed(value)
        if path == "imaging[+]":
            text = f"{ANSWERS[FACTS[name].field][0]}; {FACTS[name].field} = {text}"
        done = set_value(case, path, text)
        assert not isinstance(done, CaseFault), done
        case = done.case
    return loads_toml(dumps_toml(CaseFile(case=case))).case


def typed(value: Any) -> str:
    if isinstance(value, frozenset):
        return ", ".join(sorted(value)) or "none"
    return f"{value:.10g}" if isinstance(value, float) else str(value)


def keys(offers: Any) -> list[tuple[str, str, str, int | None]]:
    return sorted((o.option, o.role, o.group, o.rank) for o in offers)


def reference(case: Case, as_of: datetime.date, protocol: Protocol) -> Plan:
    """Return the plan of a case, its result worked out by the reference walk."""
    made = plan(case, as_of, protocol)
    seen = picture(case, as_of, protocol.inferences)
    assert made.result == interpret(protocol, seen.values)
    return made


@pytest.mark.parametrize("path", one_in(2, CASES), ids=lambda path: path.stem)
@each_protocol
def test_a_leaf_is_what_the_completed_record_is_planned_as(path: Path, protocol: Any) -> None:
    """Whichever of the answers that are said to lead to the same is recorded."""
    file, in_force = load(path), protocol()
    assert file.as_of is not None
    made = plan(file.case, file.as_of, in_force)
    if made.branch is None:
        return
    chance = Random(path.stem)
    for way in ways(made.branch):
        leaf = way[-1][1]
        answers = {branch.fact: chance.choice(answer.values) for branch, answer in way}
        case = written(file.case, answers)
        told = keys(named(reference(case, file.as_of, in_force)).every)
        assert told == keys(leaf.named), answers


@each_protocol
def test_what_a_patient_is_too_frail_for_leads_no_branch(protocol: Any) -> None:
    """Nor what the patient declines, while something else can; supportive care leads (Z19)."""
    seen = frail = 0
    for path in CASES:
        file, in_force = load(path), protocol()
        made = plan(file.case, file.as_of or DAY, in_force)
        for way in ways(made.branch) if made.branch else ():
            leaf = way[-1][1]
            answers = {branch.fact: answer.values[0] for branch, answer in way}
            done = plan(written(file.case, answers), file.as_of or DAY, in_force)
            leading = {offer.key for lead in leaf.leads for offer in lead.offers}
            assert not any(is_too_much(done, key) for key in leading), (path.stem, answers)
            first = {o.key for o in top(done)} & {("best_supportive_care", "primary")}
            assert first <= leading, (path.stem, answers)
            seen += any(done.is_weakened(*offer.key) for offer in leaf.named)
            frail += bool(first)
    assert seen > 3
    assert frail > 3


TREATED = ("primary", "symptom", "later_line")


def is_too_much(made: Plan, key: tuple[str, str]) -> bool:
    """Say whether an option is at most to consider, while another treatment can lead."""
    able = [o for o in made.offers if o.group in PLACED and not made.is_weakened(*o.key)]
    able = [o for o in able if o.role in TREATED and o.stage in STAGES]
    return bool(able) and made.is_weakened(*key)


@pytest.mark.parametrize(("ecog", "is_lead"), [("2", True), ("3", False), ("4", False)])
def test_chemotherapy_leads_no_branch_of_a_frail_patient(ecog: str, is_lead: bool) -> None:
    """ECOG 3 and 4: best supportive care leads, and chemotherapy is at most to consider (Z19)."""
    made = referral(
        "pathology.histology_family",
        **{
            "disease.primary_site": "pancreas",
            "pathology.ki67": "70",
            "disease.extent": "beyond_liver",
            "patient.ecog": ecog,
        },
    )
    assert made.branch is not None
    nec = next(
        answer
        for answer in answers_on("pathology.histology_family", made.branch)
        if "NEC" in answer.values
    )
    leading = {offer.option for lead in nec.leads for offer in lead.offers}
    weakened = {offer.option for lead in nec.leads for offer in lead.weakened}
    assert ("cisplatin_etoposide" in leading) is is_lead
    assert ("best_supportive_care" in leading) is not is_lead
    assert ("cisplatin_etoposide" in weakened) is (ecog == "3")  # stopped at ECOG 4


@each_protocol
def test_a_tree_is_small_and_tells_its_answers_apart(protocol: Any) -> None:
    """At most eight leaves behind at most three questions, and never a question of one answer.

    What the record speaks for is supposed behind them.
    """
    seen = 0
    for path in CASES:
        file, in_force = load(path), protocol()
        made = plan(file.case, file.as_of or DAY, in_force)
        if made.status.word == "definitive":
            assert made.branch is None
        if made.branch is None:
            continue
        seen += 1
        found = list(ways(made.branch))
        assert 2 <= len(found) <= MOST
        assert tuple(way[-1][1] for way in found) == made.branch.leaves
        for way in found:
            assert len(way) <= 3 or any(answer.evidence for b in way[3:] for answer in b[0].answers)
            assert len({branch.fact for branch, _ in way}) == len(way)
            assert all(len(branch.answers) > 1 for branch, _ in way)
    assert seen > 10


def test_few_completions_of_a_record_are_planned(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each once, however the answers are ordered, and no further question after so many."""
    seen: list[frozenset[Any]] = []

    def counted(picture: Any, answers: Mapping[str, Any], *others: Any) -> Any:
        seen.append(frozenset(answers.items()))
        return completed(picture, answers, *others)

    monkeypatch.setattr(branches, "completed", counted)
    most = 0
    for path in CASES:
        file = load(path)
        seen.clear()
        _ = plan(file.case, file.as_of or DAY, with_all()).branch
        assert len(seen) == len(set(seen)), path.stem
        most = max(most, len(seen))
    assert 50 < most < 600


def test_a_branch_recommends_nothing() -> None:
    """What stands in a branch alone is no offer of the plan (Z02)."""
    made = referral("disease.extent")
    offered = {offer.key for offer in made.offers if offer.group in ("do", "consider")}
    assert made.branch is not None
    assert made.status.word == "blocked"
    said = {offer.key for leaf in made.branch.leaves for offer in leaf.named}
    assert said - offered


KNOWN = {
    "disease.primary_site": "jejunum_ileum",
    "pathology.histology_family": "NET",
    "pathology.ki67": "8",
    "disease.extent": "localized",
    "patient.age": "60",
    "disease.disease_status": "not_resected",
    "disease.curative_resection_feasible": "yes",
}


def referral(*left_out: str, **more: str) -> Plan:
    """Return the plan of a short referral by the base protocol, without some of its facts."""
    case = Case(case_id="R-1")
    answers = {name: text for name, text in KNOWN.items() if name not in left_out} | more
    for name, text in answers.items():
        done = set_value(case, path_of(case, name), text)
        assert not isinstance(done, CaseFault), done
        case = done.case
    return plan(case, DAY, alone())


def test_the_question_that_blocks_is_asked() -> None:
    """Where only the extent is missing, what each extent would lead to is said."""
    made = referral("disease.extent")
    assert made.branch is not None
    assert made.branch.fact == "disease.extent"
    by_extent = {value: answer for answer in made.branch.answers for value in answer.values}
    assert set(by_extent) == {"localized", "regional", "liver_only", "beyond_liver"}
    local = {offer.option for offer in by_extent["localized"].named}
    assert "curative_resection" in local


def test_an_answer_that_would_contradict_the_record_is_not_offered() -> None:
    """M0 is recorded: no branch says what metastases would lead to."""
    made = referral("disease.extent", **{"disease.m_category": "M0"})
    tried = {value for leaf in answers_on("disease.extent", made.branch) for value in leaf.values}
    assert tried <= {"localized", "regional"}


def answers_on(fact: str, branch: Branch | None) -> Iterator[Answer]:
    for answer in branch.answers if branch else ():
        if branch and branch.fact == fact:
            yield answer
        yield from answers_on(fact, answer.then)


def test_what_is_implied_is_not_asked() -> None:
    """A NET is well differentiated: its branches do not ask for it."""
    made = referral("pathology.ki67", "disease.extent")
    assert not list(answers_on("pathology.differentiation", made.branch))


def answers_in_order(made: Plan, fact: str) -> list[tuple[Any, bool]]:
    """Return the first answer of each group to a question, and whether the record speaks for it."""
    assert made.branch is not None
    assert made.branch.fact == fact
    return [(answer.values, bool(answer.evidence)) for answer in made.branch.answers]


@pytest.mark.parametrize(
    ("evidence", "first"),
    [
        ({"disease.n_category": "N1"}, "regional"),
        ({"disease.n_category": "N0"}, "localized"),
        ({"disease.liver_lesion_count": "3"}, "liver_only"),
    ],
)
def test_the_answer_that_the_record_speaks_for_comes_first(
    evidence: dict[str, str], first: str
) -> None:
    """With what speaks for it; the others stay in the order of the protocol."""
    made = answers_in_order(referral("disease.extent", **evidence), "disease.extent")
    assert first in made[0][0]
    assert [is_spoken_for for _, is_spoken_for in made] == [True, *(False for _ in made[1:])]


def test_without_evidence_answers_stand_as_declared() -> None:
    """Nothing on record speaks for one of them."""
    made = answers_in_order(referral("disease.extent"), "disease.extent")
    declared = FACTS["disease.extent"].choices
    firsts = [declared.index(values[0]) for values, _ in made]
    assert firsts == sorted(firsts)
    assert not any(is_spoken_for for _, is_spoken_for in made)


def test_an_emergency_is_never_told_together_with_what_is_none() -> None:
    """ "None, jaundice or perforation" is no answer; the emergency is named at its leaf."""
    seen = 0
    for path in CASES:
        file, in_force = load(path), with_all()
        made = plan(file.case, file.as_of or DAY, in_force)
        now = {finding.id for finding in emergencies(made)}
        for answer in answers_on("disease.primary_complication", made.branch):
            is_urgent = set()
            for value in answer.values:
                case = written(file.case, {"disease.primary_complication": value})
                done = plan(case, file.as_of or DAY, in_force)
                is_urgent.add(bool({f.id for f in emergencies(done)} - now))
            assert is_urgent == {bool(answer.urgent)}, (path.stem, answer.values)
            seen += bool(answer.urgent)
    assert seen


RESECTED = {
    "disease.disease_status": "resected_no_residual",
    "disease.margin": "R0",
    "disease.m_category": "M0",
    "pathology.specimen_type": "surgical_resection",
}


def test_where_all_tumour_is_resected_a_branch_leads_to_follow_up() -> None:
    """Not to "no treatment": nothing is left to treat, and what is due then is said."""
    made = referral("pathology.histology_family", "pathology.ki67", **RESECTED)
    assert made.branch is not None
    done = [leaf for leaf in made.branch.leaves if leaf.complete]
    assert done
    for leaf in done:
        assert not leaf.named
        assert [finding.id for finding in leaf.complete][:1] == ["base:extent.resected_done"]
        assert leaf.follow_up
        assert leaf.follow_up[0].finding.says.rstrip(".") in complete_words(leaf)


def test_and_not_where_tumour_is_left() -> None:
    """R2: nothing is complete by any answer."""
    left = {"disease.disease_status": "residual", "disease.margin": "R2"}
    made = referral("pathology.histology_family", "pathology.ki67", **RESECTED | left)
    assert made.branch is not None
    assert not any(leaf.complete for leaf in made.branch.leaves)


def test_a_mass_without_tissue_leads_to_treatments_as_not_operated() -> None:
    """What the record speaks for is supposed behind the three questions, and says so."""
    file = load(next(path for path in CASES if path.stem.endswith("incidental-12mm-no-tissue")))
    made = plan(file.case, DAY, with_all())
    assert made.branch is not None
    supposed = [
        way for way in ways(made.branch) if way[-1][1].named and any(a.evidence for _, a in way)
    ]
    assert {branch.fact for way in supposed for branch, _ in way} >= {"disease.disease_status"}
    assert all(len(way) <= 4 for way in ways(made.branch))


def test_a_branch_answers_nothing_that_the_record_contradicts() -> None:
    """Liver metastases beside M0: an answer to another question does not draw the extent."""
    case = loads_toml(
        'case_id = "m0"\n[[pathology]]\ndate = 2026-08-01\nhistology_family = "NET"\n'
        '[disease]\nprimary_site = "pancreas"\nm_category = "M0"\nmetastasis_sites = ["liver"]\n'
    ).case
    every = with_all().inferences
    # Rows that draw something else from M0 dispute it; of a protocol without them nothing does.
    no_m0 = evolve(
        every, implied=tuple(r for r in every.implied if "m0" not in r.id.rpartition(".")[2])
    )
    assert len(no_m0.implied) < len(every.implied)
    for rows in (alone().inferences, every, no_m0):
        seen = picture(case, DAY, rows)
        assert seen.get("disease.extent") is None
        found = completed(seen, {"pathology.ki67": 5.0}, rows, {})
        assert found is not None
        assert found.get("disease.extent") is None
        # The same as of a record in which it was typed.
        typed_in = written(case, {"pathology.ki67": 5.0})
        assert found.values == picture(typed_in, DAY, rows).values
