"""Facts that follow-up counts from: dates of examinations, months since, treatments not ended."""

from __future__ import annotations

import datetime

import pytest

from nettui.case.files.codec import loads_toml
from nettui.case.picture.picture import picture

RECORD = """
case_id = "one"
[[pathology]]
date = 2025-03-01
[[pathology]]
date = 2024-12-01
[[imaging]]
date = 2026-01-10
modality = "EUS"
[[imaging]]
date = 2026-05-10
modality = "endoscopy"
[[labs]]
date = 2026-02-01
analyte = "serum_cga"
value = 90.0
unit = "µg/L"
[[labs]]
date = 2026-03-01
analyte = "hb"
value = 120.0
unit = "g/L"
[history]
surgery_date = 2025-10-01
[[treatments]]
therapy = "T20"
date = 2025-11-01
end = 2026-02-15
[[treatments]]
therapy = "T01"
date = 2026-01-01
"""


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("pathology.first_date", datetime.date(2024, 12, 1)),
        ("imaging.eus_date", datetime.date(2026, 1, 10)),
        ("imaging.endoscopy_date", datetime.date(2026, 5, 10)),
        ("imaging.ultrasound_date", None),
        ("labs.markers_date", datetime.date(2026, 2, 1)),
        ("labs.blood_count_date", datetime.date(2026, 3, 1)),
        ("history.prrt_date", datetime.date(2026, 2, 15)),
        ("history.embolisation_date", None),
        ("history.current_therapies", frozenset({"T01"})),
        ("history.prior_therapies", frozenset({"T01", "T20"})),
        ("history.months_since_therapy_start", None),
    ],
)
def test_days_are_read_from_the_record(name: str, value: object) -> None:
    """The newest examination of each kind, the first specimen, what has not ended."""
    seen = picture(loads_toml(RECORD).case, datetime.date(2026, 10, 1))
    assert seen.get(name) == value


def test_months_are_counted_to_the_day_of_the_plan() -> None:
    """A year after the operation is twelve months; before it nothing is counted."""
    case = loads_toml(RECORD).case
    after = picture(case, datetime.date(2026, 10, 1)).get("history.months_since_surgery")
    assert after == pytest.approx(12, abs=0.05)
    assert picture(case, datetime.date(2025, 9, 1)).get("history.months_since_surgery") is None


def test_a_treatment_is_current_until_its_end() -> None:
    """In January 2026 both were running; later entries are not looked at."""
    seen = picture(loads_toml(RECORD).case, datetime.date(2026, 1, 15))
    assert seen.get("history.current_therapies") == {"T01", "T20"}
    assert seen.get("imaging.endoscopy_date") is None


def test_no_treatment_so_far_is_known_to_be_none() -> None:
    """Said to be untreated: known to be empty; nothing said: unknown, never none."""
    naive = 'case_id = "one"\n[history]\ntreatment_naive = true\n'
    day = datetime.date(2026, 10, 1)
    assert picture(loads_toml(naive).case, day).get("history.current_therapies") == frozenset()
    assert picture(loads_toml('case_id = "one"').case, day).get("history.current_therapies") is None
