"""A new case from its id to its first fields, by the keyboard alone."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from nettui.tui.screens.case import CaseScreen
from tests.store.memory import MemoryStore
from tests.tui.driver import seen, typed
from tests.tui.from_store import opened

NEW = ("ctrl+n", *"P-9", "enter", "f5")


def screen(pilot: Pilot[None]) -> CaseScreen:
    """The screen of the case."""
    found = pilot.app.screen
    assert isinstance(found, CaseScreen)
    return found


def path(pilot: Pilot[None]) -> str:
    """The path of the field under the cursor."""
    field = screen(pilot).record.field
    return field.path if field is not None else ""


async def test_the_first_fields_follow_each_other(store: MemoryStore) -> None:
    """Age, sex, performance status, the first specimen: each Enter keeps and goes on."""
    async with opened(store, *NEW, "enter", *"61", "enter") as pilot:
        assert path(pilot) == "patient.sex_at_birth"
        await typed(pilot, *"f", "enter")
        assert path(pilot) == "patient.ecog"
        await typed(pilot, *"1", "enter")
        await typed(pilot, "slash", *"histol", "enter", *"NET", "enter")
        case = screen(pilot).editing.case
        assert case.pathology[0].date_presumed  # Enter goes past a day that nobody gave
        screen(pilot).record.go_to("pathology[0].date")
        await typed(pilot, "enter")
        case = screen(pilot).editing.case
        assert not case.pathology[0].date_presumed
        assert path(pilot) != "pathology[0].date"
        await typed(pilot, "ctrl+s")
        assert "P-9 saved." in seen(pilot)
    case = store.open("P-9").file.case
    assert (case.patient.age, case.patient.sex_at_birth, case.patient.ecog) == (61, "female", 1)
    assert case.pathology[0].histology_family == "NET"


async def test_sex_is_always_to_be_entered(store: MemoryStore) -> None:
    """The head of every screen says it, though the plan may not ask."""
    async with opened(store, *NEW, "enter", *"61", "enter") as pilot:
        assert "sex unknown" in seen(pilot)
        assert "Sex at birth" in seen(pilot)


@pytest.mark.parametrize("part", ["pathology", "imaging", "labs", "treatments"])
async def test_an_entry_of_nothing_is_not_added(store: MemoryStore, part: str) -> None:
    """Enter on an empty line leaves it; the keys are those of the record again."""
    async with opened(store, *NEW) as pilot:
        screen(pilot).record.fields.go_to(f"{part}[+]")
        await typed(pilot, "plus")
        assert screen(pilot).record.editor.field is not None
        await typed(pilot, "x", "backspace")
        assert "Enter adds nothing" in seen(pilot)
        await typed(pilot, "enter")
        assert screen(pilot).record.editor.field is None
        assert getattr(screen(pilot).editing.case, part) == ()
        assert not screen(pilot).editing.is_changed


async def test_enter_on_an_entry_opens_its_first_field(store: MemoryStore) -> None:
    """It is offered, so it does something."""
    async with opened(store, *"P-1", "enter", "r") as pilot:
        screen(pilot).record.fields.go_to("pathology[0]")
        assert path(pilot) == "pathology[0]"
        await typed(pilot, "enter")
        editor = screen(pilot).record.editor
        assert editor.field is not None
        assert editor.field.path == "pathology[0].date"
