"""Whole journeys of a clinician through the terminal, with the keyboard alone.

Single tasks are tested where their screen is: finding, filtering, sorting, boards, files in
`test_worklist`; reading, why, what if, stages, dates, questions in `test_screens`; every way of
typing a fact, undo, drafts, saving in `test_record`; two people at once and decisions in
`test_store` and `test_decision`.
"""

from __future__ import annotations

import pytest

from nettui.case.files.codec import loads_toml
from nettui.store.records import BoardResult, Resolution
from nettui.tui.screens.case import CaseScreen
from nettui.tui.screens.worklist import Worklist
from tests.exchange.small import COMPLETE, DAY, planned
from tests.store.memory import MemoryStore
from tests.tui.driver import jump, seen, typed
from tests.tui.folder import HOSTILE
from tests.tui.from_store import ME, opened


@pytest.fixture
def store() -> MemoryStore:
    """A store with two cases, one of them before a board."""
    made = MemoryStore(ME)
    board = f"{COMPLETE}\n[board]\ndate = 2026-11-24\n"
    for text in (board, HOSTILE):
        made.save(loads_toml(text), 0, plan=planned(text))
    return made


async def test_a_new_patient_from_referral_to_the_board(store: MemoryStore) -> None:
    """Begun, recorded, saved, put before a board: each step says what it did."""
    async with opened(store, "ctrl+n", *"P-9", "enter", "f5") as pilot:
        await typed(pilot, *jump("age"), *"61", "enter")
        await typed(pilot, *jump("primary site"), *"panc", "enter")
        assert "P-9 · 61 y · sex unknown · pancreas" in seen(pilot)
        await typed(pilot, "slash", *"ki-67", "enter", *"20", "enter")
        await typed(pilot, *jump("differentiation"), *"well", "enter")
        assert "Grade G2" in seen(pilot).splitlines()[2]
        await typed(pilot, "ctrl+s")
        assert "P-9 saved." in seen(pilot)
        await typed(pilot, "escape", "escape", *"P-9", "f7", *"2026-11-24", "enter")
        assert "P-9 is before the board of 2026-11-24." in seen(pilot)
    found = store.open("P-9")
    assert found.head.rev == 2
    assert found.file.case.pathology[0].ki67 == 20


async def test_the_cases_of_one_board_are_gone_through(store: MemoryStore) -> None:
    """Its group, the first case, the next one without going back."""
    async with opened(store, *"P-3", "f7", *"2026-11-24", "enter", "escape") as pilot:
        await typed(pilot, "ctrl+f", "end", "enter")
        assert "2 of 2 cases · board of 2026-11-24" in seen(pilot)
        await typed(pilot, "enter")
        assert seen(pilot).startswith(" P-1")
        await typed(pilot, "greater_than_sign")
        assert seen(pilot).startswith(" P-3")
        await typed(pilot, "less_than_sign", "escape")
        assert isinstance(pilot.app.screen, Worklist)


async def test_overdue_follow_up_is_found_and_recorded_as_done(store: MemoryStore) -> None:
    """From the group of the list to the examination that ends it."""
    async with opened(store, "ctrl+f") as pilot:
        assert "follow-up overdue" in seen(pilot)
        lines = [line for line in seen(pilot).splitlines() if line.startswith((" -", ">-"))]
        at = next(n for n, line in enumerate(lines) if "overdue" in line)
        await typed(pilot, *["down"] * at, "enter")
        assert "1 of 2 cases · follow-up overdue" in seen(pilot)
        await typed(pilot, "enter", "f")
        assert "OVERDUE" in seen(pilot)
        scan = (*jump("examination"), "escape", "plus", *"68Ga-DOTATATE", "enter", "escape")
        await typed(pilot, "r", *scan, "f")
        assert "OVERDUE" not in seen(pilot)


async def test_a_therapy_that_is_not_cleared_is_cleared(store: MemoryStore) -> None:
    """What it needs, its field, what it then says, and why."""
    async with opened(store, *"P-1", "enter", "down", "x") as pilot:
        assert "30 mL/min" in seen(pilot)
        await typed(pilot, "escape", "e", *"30", "enter", "escape", "escape")
        assert "PRRT · was: not cleared" in seen(pilot)
        await typed(pilot, "z")
        assert "Not cleared" in seen(pilot)


async def test_a_plan_that_has_changed_goes_back_to_the_board(store: MemoryStore) -> None:
    """Found by its group, with what is different."""
    result = BoardResult(
        resolutions=(Resolution(option="prrt", outcome="deferred", code="more_work_up"),),
        held_on=DAY,
    )
    store.decide(planned(f"{COMPLETE}\n[board]\ndate = 2026-11-24\n"), 1, result)
    async with opened(store, *"P-1", "enter", "down", "e", *"20", "enter", "ctrl+s") as pilot:
        await typed(pilot, "1", "escape", "escape", "escape", "ctrl+f")
        assert "changed since the decision" in seen(pilot)
        await typed(pilot, "escape", *"P-1", "enter")
        assert "Changed since decision 1" in seen(pilot)
        assert "PRRT · was: not cleared" in seen(pilot)


async def test_what_a_field_is_about_is_read_before_it_is_typed(store: MemoryStore) -> None:
    """Unit, limits, why it matters: where one stands."""
    async with opened(store, *"P-1", "enter", "r", *jump("ki-67"), "escape") as pilot:
        assert "Ki-67 (%) · 0 to 100" in seen(pilot)
        assert "core field" in seen(pilot)
        await typed(pilot, "enter", *"x")
        assert seen(pilot).count("Ki-67 (%) · 0 to 100") == 1


async def test_the_last_entry_is_copied_from_where_one_is_added(store: MemoryStore) -> None:
    """The newest specimen, dated the day of the plan."""
    async with opened(store, *"P-1", "enter", "r") as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, CaseScreen)
        screen.record.fields.go_to("pathology[+]")
        await typed(pilot, "equals_sign")
        first, second = screen.editing.case.pathology
        assert (second.ki67, str(second.date)) == (first.ki67, "2026-10-14")


async def test_a_note_is_written_on_a_specimen(store: MemoryStore) -> None:
    """With brackets as they are."""
    async with opened(
        store, *"P-1", "enter", "r", *jump("ki-67"), "escape", "number_sign"
    ) as pilot:
        await typed(pilot, *"[Ki-67=3%]", "enter", *jump("ki-67"), "escape")
        screen = pilot.app.screen
        assert isinstance(screen, CaseScreen)
        assert screen.editing.case.pathology[0].note == "[Ki-67=3%]"
        assert "[Ki-67=3%]" in seen(pilot)


@pytest.mark.parametrize(("text", "kept"), [("2.5 cm", "25 mm"), ("18", "18 mm")])
async def test_a_size_is_typed_as_it_is_reported(store: MemoryStore, text: str, kept: str) -> None:
    """Both are shown while it is typed."""
    keys = [("space" if c == " " else c) for c in text]
    async with opened(store, *"P-1", "enter", "r", *jump("tumour size"), *keys) as pilot:
        assert f"{text} is kept as {kept}" in seen(pilot)
