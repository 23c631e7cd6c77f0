"""For which clauses a condition does not hold, negations read as negations."""

from __future__ import annotations

import pytest

from nettui.engine.language.conditions import Condition, fact
from nettui.engine.plan.explain import failing
from tests.guideline.records import planned

SITE, KI67 = fact("disease.primary_site"), fact("pathology.ki67")
THORACIC = SITE.one_of("lung", "thymus")
LUNG, RECTUM = SITE.is_("lung"), SITE.is_("rectum")
HIGH, LOW = KI67 > 20, KI67 <= 20


def wanted(condition: Condition) -> list[str]:
    """Return what fails of a condition for a rectal tumour with Ki-67 of 5 %."""
    plan = planned({"disease.primary_site": "rectum", "pathology.ki67": 5.0})
    return [f"{c.wanted}; got {c.got}" for c in failing(plan.seen().clauses(condition))]


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        (THORACIC & HIGH, ["Primary site is lung or thymus; got rectum", "Ki-67 > 20 %; got 5 %"]),
        # What is not wanted, and is not so, is no fault.
        (~(LUNG & HIGH) & HIGH, ["Ki-67 > 20 %; got 5 %"]),
        (~(LUNG | HIGH) & HIGH, ["Ki-67 > 20 %; got 5 %"]),
        # What is not wanted, and is so.
        (~(RECTUM | HIGH), ["not: Primary site is rectum; got rectum"]),
        (
            ~(RECTUM & LOW),
            ["not: Primary site is rectum; got rectum", "not: Ki-67 ≤ 20 %; got 5 %"],
        ),
        (~RECTUM & LOW, ["Primary site is not rectum; got rectum"]),
        # One of several would do: what holds of them is no fault, nor what stands below it.
        ((LUNG | LOW) & HIGH, ["Ki-67 > 20 %; got 5 %"]),
        ((LUNG | HIGH) & LOW, ["Primary site is lung; got rectum", "Ki-67 > 20 %; got 5 %"]),
        # A negation of a negation.
        (
            ~(RECTUM & ~(LUNG | HIGH)) & LOW,
            [
                "not: Primary site is rectum; got rectum",
                "Primary site is lung; got rectum",
                "Ki-67 > 20 %; got 5 %",
            ],
        ),
    ],
)
def test_only_what_a_condition_fails_for_is_named(condition: Condition, said: list[str]) -> None:
    """As a reader would say it."""
    assert wanted(condition) == said
