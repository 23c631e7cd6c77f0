"""What came of each treatment, read from its record (ruling Z09)."""

from __future__ import annotations

import datetime

import pytest

from nettui.case.base.vocabulary import Partly
from nettui.case.files.codec import loads_toml
from nettui.case.picture.picture import Picture, picture

AS_OF = datetime.date(2026, 10, 1)
ENDED = "date = 2025-01-01\nend = 2026-01-01\n"
RUNNING = "date = 2025-01-01\n"


def seen(*treatments: str) -> Picture:
    """Return the picture of a record with these treatments."""
    entries = "".join(f"[[treatments]]\n{text}\n" for text in treatments)
    return picture(loads_toml(f'case_id = "one"\n{entries}').case, AS_OF)


@pytest.mark.parametrize("said", ['stop_reason = "progression"', 'best_response = "progression"'])
@pytest.mark.parametrize("when", [ENDED, RUNNING])
def test_progression_on_a_treatment_is_read(said: str, when: str) -> None:
    """As its response, or as the reason for which it ended."""
    assert seen(f'{when}therapy = "T02"\n{said}').get("history.progressed_on") == {"T02"}


def test_growth_after_a_response_is_progression() -> None:
    """It ended for progression, whatever its best response was."""
    made = seen(f'{ENDED}therapy = "T02"\nbest_response = "partial"\nstop_reason = "progression"')
    assert made.get("history.progressed_on") == {"T02"}
    assert made.get("history.held_by") == frozenset()


@pytest.mark.parametrize("response", ["stable", "partial", "complete"])
def test_a_tumour_that_did_not_grow_was_held(response: str) -> None:
    """Stable disease and any response."""
    made = seen(f'{RUNNING}therapy = "lanreotide"\nbest_response = "{response}"')
    assert made.get("history.held_by") == {"T02"}
    assert made.get("history.progressed_on") == frozenset()


@pytest.mark.parametrize("reason", ["completed", "toxicity", "patient_choice"])
def test_a_treatment_that_ended_for_another_reason_is_no_progression(reason: str) -> None:
    """Toxicity, choice of the patient, completion."""
    made = seen(f'{ENDED}therapy = "T30"\nstop_reason = "{reason}"')
    assert made.get("history.progressed_on") == frozenset()
    assert made.get("history.ended_for_toxicity") == ({"T30"} if reason == "toxicity" else set())


@pytest.mark.parametrize("reason", ["", 'stop_reason = "other"', 'stop_reason = "unknown"'])
def test_what_nobody_told_is_not_known(reason: str) -> None:
    """A treatment that ended, and nothing says why: progression is neither yes nor no."""
    assert seen(f'{ENDED}therapy = "T02"\n{reason}').get("history.progressed_on") is None


def test_what_is_told_of_one_treatment_stands_beside_what_is_not_told_of_another() -> None:
    """Progression on one is certain; on the other it is possible, on a third it is not."""
    made = seen(f'{ENDED}therapy = "T02"\nstop_reason = "progression"', f'{ENDED}therapy = "T20"')
    assert made.get("history.progressed_on") == Partly(
        frozenset({"T02"}), (), frozenset({"T02", "T20"})
    )
    assert made.words("history.progressed_on") == "T02"


def test_a_treatment_that_runs_may_have_been_grown_on() -> None:
    """Growth on the newest scan may be from before it began: only its own entry tells."""
    assert seen(f'{RUNNING}therapy = "T02"').get("history.progressed_on") is None


def test_support_is_not_judged_by_growth() -> None:
    """Diazoxide, without a word of what came of it, leaves nothing open about the tumour."""
    assert seen(f'{ENDED}therapy = "T63"').get("history.progressed_on") == frozenset()


def test_nothing_given_is_nothing_progressed_on() -> None:
    """And nothing recorded says nothing."""
    naive = picture(loads_toml('case_id = "one"\n[history]\ntreatment_naive = true').case, AS_OF)
    assert naive.get("history.progressed_on") == frozenset()
    assert seen().get("history.progressed_on") is None


def test_never_again_is_read_where_it_is_recorded() -> None:
    """And only there."""
    made = seen(
        f'{ENDED}therapy = "T30"\nstop_reason = "toxicity"\nnever_again = true',
        f'{ENDED}therapy = "T31"\nstop_reason = "toxicity"\nnever_again = false',
    )
    assert made.get("history.never_again") == {"T30"}
    assert made.get("history.ended_for_toxicity") == {"T30", "T31"}


def test_a_treatment_with_a_reason_to_stop_has_ended() -> None:
    """Though the day of its end was not written."""
    made = seen('therapy = "T02"\nstop_reason = "toxicity"', 'therapy = "T30"')
    assert made.get("history.current_therapies") == {"T30"}
    assert seen('therapy = "T02"\nstop_reason = "unknown"').get("history.current_therapies") == {
        "T02"
    }


def test_what_has_not_happened_yet_counts_for_nothing() -> None:
    """An entry after the day of the plan."""
    made = seen('date = 2026-11-01\ntherapy = "T02"\nstop_reason = "progression"')
    assert made.get("history.progressed_on") is None
