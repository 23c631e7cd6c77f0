"""A case that was checked when it was kept is read again without a check, and is the same case."""

from __future__ import annotations

from pathlib import Path

import attrs
import pytest
from hypothesis import HealthCheck, given, settings

from nettui.case.files.codec import load
from nettui.case.picture.picture import picture
from nettui.case.picture.presumed_dates import presumed_on
from nettui.case.record.case import LISTS, SECTIONS, Case, CaseFile
from nettui.case.record.history import Treatment
from nettui.case.record.imaging import Scan
from nettui.case.record.labs import LabResult
from nettui.case.record.pathology import Specimen
from nettui.store.core import case_text
from tests.case.generated import DAY, cases
from tests.case.test_codec import LIBRARY


def everything(case: Case) -> list[object]:
    """All that the parts of a case hold, worked out values among them, and what it shows."""
    parts = [getattr(case, name) for name in SECTIONS]
    parts += [entry for name in LISTS for entry in getattr(case, name)]
    held = [
        (type(part), f.name, type(value := getattr(part, f.name)), value)
        for part in parts
        for f in attrs.fields(type(part))
    ]
    return [*held, case.marks, picture(case, DAY).values]


def both_ways(file: CaseFile) -> None:
    """Read a case from its stored text strictly and as known: nothing differs."""
    kept = case_text.to_text(file)
    strict, quick = case_text.from_text(kept), case_text.from_checked_text(kept)
    assert quick == strict == file
    assert everything(quick.case) == everything(strict.case)
    assert case_text.to_text(quick) == kept


@pytest.mark.parametrize("path", LIBRARY, ids=lambda path: path.stem)
def test_each_case_of_the_library_is_the_same(path: Path) -> None:
    """Whichever way it is read."""
    both_ways(load(path))


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(cases())
def test_any_case_is_the_same(case: Case) -> None:
    """Every field among them, numbers with signs, ranges and units, marks."""
    both_ways(CaseFile(case=case, title="any", as_of=DAY))


def test_a_presumed_date_stays_presumed() -> None:
    """In every dated list, or a date that nobody gave would pass for one that somebody gave."""
    entries = {
        "pathology": Specimen(ki67=5.0),
        "imaging": Scan(modality="CT"),
        "labs": LabResult(analyte="creatinine", value=80.0),
        "treatments": Treatment(therapy="everolimus"),
    }
    assert set(entries) == set(LISTS)
    presumed = {part: (presumed_on(entry, DAY),) for part, entry in entries.items()}
    case = Case(case_id="P-1", **presumed)  # type: ignore[arg-type]
    assert all(entry.date_presumed for part in LISTS for entry in getattr(case, part))
    both_ways(CaseFile(case=case))
