"""The few questions that decide most: in what order, whom to ask, why each is open."""

from __future__ import annotations

import datetime

import pytest

from nettui.case.files.codec import loads_toml
from nettui.case.picture.why_unknown import why_unknown
from nettui.case.record.answered_by import ANSWERERS, answered_by
from nettui.case.record.facts import ENTERED
from nettui.engine.plan.asked import MOST_ASKED, Asked
from nettui.engine.plan.plan import Plan, plan
from nettui.engine.protocol.protocol import Protocol
from tests.protocols import alone, with_all

DAY = datetime.date(2026, 10, 1)
REFERRAL = """case_id = "R-1"
[patient]
age = 60
sex_at_birth = "male"
[disease]
primary_site = "jejunum_ileum"
{disease}
[[pathology]]
date = 2026-08-01
histology_family = "NET"
{pathology}
{more}
"""


def referral(
    disease: str = "",
    pathology: str = "ki67 = 8",
    more: str = "",
    protocol: Protocol | None = None,
) -> Plan:
    text = REFERRAL.format(disease=disease, pathology=pathology, more=more)
    return plan(loads_toml(text).case, DAY, protocol or alone())


def asked(made: Plan) -> dict[str, Asked]:
    return {one.fact: one for one in made.asked}


@pytest.mark.parametrize("name", ENTERED)
def test_somebody_can_answer_every_fact(name: str) -> None:
    assert answered_by(name) in ANSWERERS


def test_what_blocks_the_plan_is_asked_first() -> None:
    """Without Ki-67 and extent nothing is planned."""
    made = referral(pathology="")
    assert {one.fact for one in made.asked[:2]} == {"pathology.ki67", "disease.extent"}
    assert len(made.asked) <= MOST_ASKED


def test_a_question_says_what_each_answer_would_do() -> None:
    effect = asked(referral())["disease.extent"].effect
    assert effect is not None
    assert {value for answer in effect.answers for value in answer.values} == {
        "localized",
        "regional",
        "liver_only",
        "beyond_liver",
    }


@pytest.mark.parametrize(
    ("pathology", "why"),
    [
        ("", "no_result"),
        ('ki67 = "about 8"', "unusable"),
    ],
)
def test_why_ki67_is_open(pathology: str, why: str) -> None:
    """A specimen is on record; its number is not, or is no number."""
    made = referral('extent = "localized"', pathology)
    assert why_unknown(made.picture, "pathology.ki67") == why


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ("", "not_recorded"),
        ('[marks."imaging.sstr_result"]\nstatus = "not_done"', "not_done"),
        ('[[imaging]]\ndate = 2026-08-20\nmodality = "68Ga-DOTATATE"', "no_result"),
        (
            '[[imaging]]\ndate = 2026-08-20\nmodality = "68Ga-DOTATATE"\nsstr_result = "unknown"',
            "unknown",
        ),
    ],
)
def test_why_sstr_imaging_is_open(more: str, why: str) -> None:
    """Never done, said not to be done, or done without a result: another question each."""
    made = referral('extent = "beyond_liver"\nmetastasis_sites = ["bone"]', more=more)
    open_ = {q.fact for q in made.questions}
    assert "imaging.sstr_result" in open_
    assert why_unknown(made.picture, "imaging.sstr_result") == why


@pytest.mark.parametrize(
    ("pathology", "why"),
    [
        ('ki67 = "about 8"\nki67_method = "estimate"', "wrong_method"),
        ('ki67 = "about 8"\nki67_method = "digital"', "unusable"),
        ('ki67_method = "estimate"', "no_result"),
    ],
)
def test_ki67_by_a_method_that_is_not_accepted_is_asked_again(pathology: str, why: str) -> None:
    """U01: it is counted at hot spots; what was only estimated is asked again for that."""
    made = referral('extent = "localized"', pathology)
    assert why_unknown(made.picture, "pathology.ki67") == why


@pytest.mark.parametrize(
    ("pathology", "why"),
    [
        ("mitoses_counted = 3\nmitoses_hpf = 10", "wrong_method"),
        ("mitoses_counted = 3", "unusable"),
        ("", "no_result"),
    ],
)
def test_mitoses_in_fields_of_no_known_size_are_asked_again(pathology: str, why: str) -> None:
    """U01: they are counted in an area."""
    made = referral('extent = "localized"', f"ki67 = 2\n{pathology}")
    assert why_unknown(made.picture, "pathology.mitoses_per_2mm2") == why


def urine(analyte: str) -> str:
    """Return a result of one laboratory value; none for no name."""
    value = {"u5hiaa_creatinine": "8\nunit = 'mg/g'", "u5hiaa_spot": "30\nunit = 'umol/L'"}
    found = value.get(analyte, "60\nunit = 'nmol/L'")
    return f'[[labs]]\ndate = 2026-08-20\nanalyte = "{analyte}"\nvalue = {found}' if analyte else ""


@pytest.mark.parametrize(
    ("analyte", "why"),
    [
        ("u5hiaa_spot", "wrong_method"),
        ("u5hiaa_creatinine", "wrong_method"),
        ("p5hiaa", "not_recorded"),  # accepted beside it (U06)
        ("", "not_recorded"),
    ],
)
def test_5_hiaa_of_a_spot_is_asked_of_24_hours(analyte: str, why: str) -> None:
    """S13 asks for urine of 24 h."""
    made = referral('extent = "localized"', more=urine(analyte))
    assert why_unknown(made.picture, "labs.u5hiaa_24h") == why


def test_what_the_record_itself_must_be_asked_is_not_asked_twice() -> None:
    """A contradiction has its own line above."""
    twice = 'ki67 = 8\n[[pathology]]\ndate = 2026-08-01\nhistology_family = "NEC"'
    made = referral(pathology=twice)
    assert not set(made.picture.unclear) & {one.fact for one in made.asked}


def test_what_is_asked_is_among_what_is_open() -> None:
    """With all plugins too, a question has a place among all that are open."""
    made = referral(pathology="", protocol=with_all())
    every = [question.fact for question in made.questions]
    assert all(one.fact in every for one in made.asked)
