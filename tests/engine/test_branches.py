"""Branches: what would follow from each answer, as a record with that answer is planned."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random
from typing import Any

import pytest

from nettui.case.base.faults import CaseFault
from nettui.case.editing.edit import set_value
from nettui.case.files.codec import dumps_toml, load, loads_toml
from nettui.case.picture.picture import picture
from nettui.case.record.case import Case, CaseFile
from nettui.case.record.facts import FACTS
from nettui.case.record.imaging import ANSWERS
from nettui.case.record.paths import path_of
from nettui.engine.evaluation.interpret import interpret
from nettui.engine.plan.branches import MOST, Answer, Branch, named, ways
from nettui.engine.plan.plan import Plan, plan
from nettui.engine.protocol.protocol import Protocol
from nettui.exchange import library
from tests.protocols import alone, with_all

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


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
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
        told = keys(named(reference(case, file.as_of, in_force)))
        assert told == keys(leaf.named), answers


@each_protocol
def test_a_tree_is_small_and_tells_its_answers_apart(protocol: Any) -> None:
    """At most eight leaves behind at most three questions, and never a question of one answer."""
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
            assert len(way) <= 3
            assert len({branch.fact for branch, _ in way}) == len(way)
            assert all(len(branch.answers) > 1 for branch, _ in way)
    assert seen > 10


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
