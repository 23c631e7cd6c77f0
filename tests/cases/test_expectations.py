"""Expectations themselves: each kind of name, met and unmet, and a name that is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from nettui.case.files.codec import load
from nettui.case.record.case import Expect
from nettui.engine.plan.plan import Plan, plan
from nettui.testing.expectations import unmet
from tests.protocols import alone

CASES = Path(__file__).parents[2] / "cases"


@pytest.fixture(scope="module")
def held() -> Plan:
    """A small-intestinal G2 whose PRRT is not cleared for want of laboratory values."""
    file = load(CASES / "si-g2-prrt-held.toml")
    assert file.as_of is not None
    return plan(file.case, file.as_of, alone())


@pytest.mark.parametrize(
    "expect",
    [
        Expect(must=("base:systemic.ssa_si", "option:lanreotide", "option:lanreotide@strong")),
        Expect(must=("rank:lanreotide<prrt", "flag:pitfall", "check:prrt")),
        Expect(must_not=("option:prrt", "option:lanreotide/symptom", "base:workup.ki67")),
        Expect(unknown=("option:prrt", "base:systemic.prrt")),
        Expect(status="definitive", grade="G2"),
    ],
)
def test_what_the_plan_says_is_met(held: Plan, expect: Expect) -> None:
    """A rule, an option, a strength, a rank, a flag, an order, a need, a guard."""
    assert unmet(held, expect) == ()


@pytest.fixture(scope="module")
def open_() -> Plan:
    """The same kind of tumour of which the extent is not known."""
    file = load(CASES / "missing-extent.toml")
    assert file.as_of is not None
    return plan(file.case, file.as_of, alone())


def test_a_question_and_a_branch_are_met(open_: Plan) -> None:
    """What is asked, and what an answer would lead to."""
    branch = "if:disease.extent=localized>curative_resection"
    assert unmet(open_, Expect(must=("ask:disease.extent", branch))) == ()
    never = ("ask:patient.age", "if:disease.extent=localized>tace")
    assert unmet(open_, Expect(must_not=never)) == ()


@pytest.mark.parametrize(
    ("must", "says"),
    [
        ("ask:patient.age", "questions on disease.extent"),
        ("if:disease.extent=localized>tace", "disease.extent=localized|regional > "),
        ("if:patient.age=50>tace", "disease.extent=localized|regional > "),
        ("if:disease.extent=localized>nothing", "no such thing"),
        ("ask:disease.nothing", "no such thing"),
    ],
)
def test_a_question_and_a_branch_that_are_none_are_told(open_: Plan, must: str, says: str) -> None:
    """With the questions and branches that there are."""
    (message,) = unmet(open_, Expect(must=(must,)))
    assert says in message


@pytest.mark.parametrize(
    ("expect", "says"),
    [
        (Expect(must=("option:prrt",)), "consider once checked as primary (conditional)"),
        (Expect(must=("option:lanreotide@conditional",)), "do as primary (strong)"),
        (Expect(must=("base:systemic.prrt_blocked",)), "not met"),
        (Expect(must_not=("base:systemic.ssa_si",)), "applies"),
        (Expect(unknown=("option:lanreotide",)), "do as primary"),
        (Expect(conflict=("base:systemic.ssa",)), "applies"),
        (Expect(must=("rank:prrt<lanreotide",)), "otherwise"),
        (Expect(status="blocked"), "the plan is definitive"),
        (Expect(grade="G1"), "the plan says G2"),
        (Expect(must=("base:systemic.nothing",)), "no such thing"),
        (Expect(must_not=("option:nothing",)), "no such thing"),
    ],
)
def test_what_the_plan_does_not_say_is_told(held: Plan, expect: Expect, says: str) -> None:
    """One message, with what the plan says instead; a misspelt id never passes."""
    (message,) = unmet(held, expect)
    assert says in message
