"""The core facts of a patient, typed through on one screen."""

from __future__ import annotations

import pytest

from nettui.case.editing import edit
from nettui.case.editing.edit import Edited
from nettui.case.record.case import Case
from nettui.case.record.facts import FACTS
from nettui.tui.rows.core_form import CORE, core_names, core_rows
from nettui.tui.screens.case import CaseScreen
from tests.exchange.small import planned
from tests.store.memory import MemoryStore
from tests.tui.driver import seen, typed
from tests.tui.from_store import opened


def keys(text: str) -> tuple[str, ...]:
    """Return the keys of a line and Enter."""
    return (*("space" if sign == " " else sign for sign in text), "enter")


TYPED = ("59", "f", "pan", "NET", "G2", "3.1", "29 mm", "reg", "not r", "not d", "unk", "0")


@pytest.mark.parametrize("site", CORE)
def test_eight_to_twelve_facts_by_site(site: str) -> None:
    """Each of them known to the record."""
    names = CORE[site].split()
    assert 8 <= len(names) <= 12
    assert set(names) <= set(FACTS)


@pytest.mark.parametrize(
    ("sex", "age", "asked"),
    [
        ("female", "59", False),
        ("female", "55", True),
        ("female", "10", True),
        ("female", "9", False),
        ("female", "", True),
        ("male", "30", False),
        ("", "30", False),
    ],
)
def test_pregnancy_is_asked_from_menarche_to_55(sex: str, age: str, *, asked: bool) -> None:
    case = Case(case_id="P-1")
    for path, text in (("patient.sex_at_birth", sex), ("patient.age", age)):
        done = edit.set_value(case, path, text)
        assert isinstance(done, Edited)
        case = done.case
    assert ("patient.pregnancy_status" in core_names(case)) is asked


def test_every_core_fact_has_a_row() -> None:
    rows = core_rows(planned('case_id = "P-1"\n'))
    assert len([row for row in rows if row.key]) == len(CORE[""].split())


async def test_a_new_case_begins_with_its_core_facts(store: MemoryStore) -> None:
    """Twelve facts, Enter after each; what is not known or not done is typed as well."""
    async with opened(store, "ctrl+n", *keys("P-9")) as pilot:
        assert "Core facts" in seen(pilot)
        for text in TYPED:
            await typed(pilot, *keys(text))
        screen = pilot.app.screen
        assert isinstance(screen, CaseScreen)
        case = screen.editing.case
        assert (case.patient.age, case.patient.sex_at_birth) == (59, "female")
        assert case.disease.primary_site == "pancreas"
        (specimen,) = case.pathology
        assert (specimen.histology_family, specimen.reported_grade) == ("NET", "G2")
        assert str(specimen.ki67) == "3.1"
        assert (case.disease.extent, case.disease.disease_status) == ("regional", "not_resected")
        assert case.marks["imaging.sstr_result"].status == "not_done"
        assert case.function.functional == "unknown"
        assert case.patient.ecog == 0
        assert "Core facts end here" in seen(pilot)
        assert screen.record.editor.field is None
        await typed(pilot, "escape")
        assert not screen.on_record
    assert sum(len(text) + 1 for text in TYPED) <= 60


async def test_a_result_without_its_scan_is_enough(store: MemoryStore) -> None:
    """ "SSTR positive" of a letter: by which agent is not known, and the next fact follows."""
    async with opened(store, "ctrl+n", *keys("P-9")) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, CaseScreen)
        screen.record.go_to("imaging[+].sstr_result", edit=False)
        await typed(pilot, *keys("pos"))
        (scan,) = screen.editing.case.imaging
        assert (scan.modality, scan.sstr_result) == ("SSTR_unnamed", "positive")
        assert screen.record.field is not None
        assert screen.record.field.path == "function.functional"


async def test_the_form_and_the_record_are_one_key_apart(store: MemoryStore) -> None:
    """For any case; finding another field leaves the form for the record."""
    async with opened(store, *keys("P-1"), "f5") as pilot:
        assert "Core facts" in seen(pilot)
        await typed(pilot, "f5")
        assert "Core facts" not in seen(pilot).splitlines()[3]
        await typed(pilot, "f5", "slash", *keys("breast"))
        screen = pilot.app.screen
        assert isinstance(screen, CaseScreen)
        assert not screen.record.core
        assert screen.record.field is not None
        assert screen.record.field.path == "patient.breastfeeding"
