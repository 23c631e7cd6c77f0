"""Guards say what is wrong in this patient: with the value, never with its row or code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from nettui.engine.language.states import TRUE
from nettui.engine.plan.plan import Plan
from nettui.sheet.because import with_values
from nettui.sheet.guards import check_words
from tests.guideline.records import planned
from tests.library import CASES
from tests.library import planned as of_library
from tests.protocols import with_all
from tests.sample import one_in

RECORD = {
    "patient.ecog": 3.0,
    "labs.crcl_measured": 24.0,
    "labs.anc": 0.4,
    "disease.primary_site": "lung",
    "disease.liver_largest_mm": 62.0,
    "organ.ild_status": "active_pneumonitis",
}


def told(made: Plan, option: str, kind: str = "stop") -> list[str]:
    return [
        with_values(made, g.entry, g.guard.says.rstrip("."))
        for g in made.guards(option, "primary")
        if g.guard.kind == kind and g.truth == TRUE
    ]


@pytest.mark.parametrize(
    ("option", "says"),
    [
        ("prrt", "Creatinine clearance below 30 mL/min (here 24 mL/min)"),
        ("captem", "Neutrophils below 1.5 x 10^9/L (here 0.4 10^9/L): do not start capecitabine"),
        ("rfa", "A lesion is larger than 50 mm (the largest liver lesion measures 62 mm)"),
        ("sunitinib", "Pancreatic primary only (the primary is in the lung)"),
    ],
)
def test_a_stop_says_the_value_beside_its_limit(option: str, says: str) -> None:
    """What is measured stands where the guard gives the limit."""
    assert says in told(planned(RECORD), option)


def test_what_the_guard_says_is_not_said_twice() -> None:
    """Its words are enough."""
    stops = told(planned(RECORD), "everolimus")
    assert any(re.fullmatch(r"Active (non-infectious )?pneumonitis", says) for says in stops)


def test_of_several_that_would_do_only_what_holds_is_said() -> None:
    """Not the pancreas, not poorly differentiated, and the Ki-67 that is too low."""
    (says,) = (
        s
        for s in told(planned(RECORD, {"pathology.ki67": 2.0}), "captem")
        if s.startswith("Chemotherapy only")
    )
    assert "Ki-67 is 2 %; the primary is in the lung" in says


def test_what_is_not_known_adds_no_value() -> None:
    """A check that was never done has no age."""
    made = planned(RECORD, {"organ.dpyd_status": None})
    checks = [g for g in made.guards("captem", "primary") if g.guard.kind == "check"]
    assert "(" not in check_words(made, [c for c in checks if "DPD" in c.guard.says])


@pytest.mark.parametrize("path", one_in(4, CASES), ids=lambda path: path.stem)
def test_no_code_stands_in_what_is_added(path: Path) -> None:
    """No underscore, no row of a therapy, no empty bracket."""
    made = of_library(path, with_all())
    for offer in made.offers:
        for guard in made.guards(offer.option, offer.role):
            if guard.truth == TRUE:
                says = guard.guard.says.rstrip(".")
                # Its own words may name a row of the therapy file.
                says = says.replace("T45", "")
                added = with_values(made, guard.entry, says).replace("T45", "").replace(says, "")
                assert not re.search(r"\w_\w|\bT\d\d\b|\(\)|\byes\b|None", added)
