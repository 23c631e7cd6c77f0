"""A plan whose leading treatment is not cleared is not definitive, and says what is to check."""

from __future__ import annotations

from typing import Any

import pytest

from nettui.engine.plan.plan import Plan
from nettui.sheet.wording import status_words
from tests.guideline.records import NEC, planned, spread
from tests.library import CASES
from tests.library import planned as of_library
from tests.protocols import alone, with_all

NEC_SPREAD: dict[str, Any] = {
    **NEC,
    **spread("beyond_liver"),
    "disease.primary_site": "colon",
    "disease.curative_resection_feasible": "no",
}


def of_case(name: str, *, every: bool = False) -> Plan:
    path = next(path for path in CASES if path.stem == name)
    return of_library(path, with_all() if every else alone())


def test_checks_before_what_leads_make_a_plan_provisional() -> None:
    """The status says which, in its own sentence; done, the plan is definitive."""
    done = planned(NEC_SPREAD)
    assert done.status.word == "definitive"
    assert status_words(done).startswith("READY.")
    waiting = planned({**NEC_SPREAD, "labs.platelets": None})
    assert waiting.capped.word == "definitive"
    assert waiting.status.word == "provisional"
    assert waiting.status.because == ("base:systemic.check_counts",)
    assert status_words(waiting) == "PROVISIONAL. Checks are due before starting: blood count."
    assert status_words(waiting, is_short=True) == "PROVISIONAL. Checks are due before starting."


@pytest.mark.parametrize(("months", "word"), [(1.5, "definitive"), (1.51, "provisional")])
def test_a_check_that_is_too_old_is_open(months: float, word: str) -> None:
    """Also of an ECOG, which has an age where it has a date; without one it counts."""
    old = planned({**NEC_SPREAD, "labs.blood_count_age_months": months})
    assert old.status.word == word
    ecog = planned({**NEC_SPREAD, "patient.ecog_age_months": months})
    assert ecog.status.word == word
    assert planned({**NEC_SPREAD, "patient.ecog_age_months": None}).status.word == "definitive"


def test_a_leading_treatment_that_is_held_is_not_definitive() -> None:
    """What it waits for is named; what is held behind one that is cleared holds no plan."""
    held = of_case("colon-nec-not-cleared")
    assert held.status.word == "provisional"
    assert "neuropathy" in status_words(held, 9)
    behind = of_case("si-beyond-feasible", every=True)
    assert behind.status.word == "definitive"


def test_what_is_missing_goes_before_checks() -> None:
    """A blocked plan stays blocked."""
    blocked = planned({**NEC_SPREAD, "labs.platelets": None, "pathology.histology_family": None})
    assert blocked.status.word == blocked.capped.word != "definitive"
