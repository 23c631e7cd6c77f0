"""Questions whose examination is stopped wait, and say why; what is on record is asked as ever."""

from __future__ import annotations

import pytest

from nettui.case.files.codec import loads_toml
from nettui.engine.plan.plan import Plan, plan
from tests.case.generated import DAY
from tests.protocols import with_all

SSTR, CT = "imaging.sstr_result", "imaging.conv_imaging_modality"
STOP = "Pregnancy: no radionuclide. Ultrasound or MRI without gadolinium first."


def made(pregnancy: str, more: str = "") -> Plan:
    """Return the plan of a woman with liver metastases, not imaged."""
    text = f"""case_id = "a"
[patient]
age = 31
sex_at_birth = "female"
{pregnancy}
[disease]
primary_site = "jejunum_ileum"
metastasis_sites = ["liver"]
[[pathology]]
histology_family = "NET"
ki67 = 4
{more}
"""
    return plan(loads_toml(text).case, DAY, with_all())


PREGNANT = 'pregnancy_status = "pregnant"'


def waits(found: Plan, fact: str) -> str:
    return next(question.waits for question in found.questions if question.fact == fact)


@pytest.mark.parametrize(
    ("pregnancy", "said"),
    [
        (PREGNANT, STOP),
        ("pregnancy_week = 20", STOP),
        ('pregnancy_status = "not_pregnant"', ""),
        ("", ""),
        ('pregnancy_status = "unknown"', ""),
    ],
)
def test_sstr_imaging_waits_for_the_end_of_a_pregnancy(pregnancy: str, said: str) -> None:
    """Z12: no radionuclide. Where a pregnancy is only possible, a test comes first."""
    found = made(pregnancy)
    assert waits(found, SSTR) == said
    assert not any(one.question.waits for one in found.asked)


def test_ct_or_mri_is_asked_since_mri_may_be_done() -> None:
    """The protocol names the alternative: it answers the same question."""
    assert waits(made(PREGNANT), CT) == ""


@pytest.mark.parametrize(("date", "said"), [("2026-08-01", ""), ("2020-08-01", "")])
def test_the_result_of_a_scan_that_was_made_is_asked(date: str, said: str) -> None:
    """It was made before the pregnancy: only its report is missing."""
    scan = f'[[imaging]]\ndate = {date}\nmodality = "68Ga-DOTATATE"'
    assert waits(made(PREGNANT, scan), SSTR) == said


def test_no_answer_is_asked_for_twice() -> None:
    """Every fact that an examination answers is one that somebody can enter."""
    for fact, options in with_all().examinations.items():
        assert fact in with_all().vocabulary
        assert set(options) <= set(with_all().options)
