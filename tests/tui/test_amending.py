"""Changing the record of a case that a board has decided on: why is asked, recorded and shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from nettui.case.files.codec import loads_toml
from nettui.desk.reasons import AMENDMENTS
from nettui.tui.screens.case import CaseScreen
from nettui.tui.screens.conflict import ConflictScreen
from nettui.tui.screens.reason_dialog import Reason
from tests.exchange.small import COMPLETE
from tests.store.memory import MemoryStore
from tests.tui.driver import said, seen, typed
from tests.tui.from_store import EDITED, OPEN, decided, opened, saved_by_other


def reasons(store: MemoryStore) -> list[str]:
    """The reasons of all revisions of P-1, the first one first."""
    return [revision.reason for revision in store.history("P-1")[::-1]]


async def test_without_a_decision_nothing_is_asked(store: MemoryStore) -> None:
    """One key saves."""
    async with opened(store, *EDITED, "ctrl+s") as pilot:
        assert "P-1 saved." in seen(pilot)
    assert reasons(store) == ["", ""]


@pytest.mark.parametrize("number", [1, 2, 3, 4, 5])
async def test_a_usual_reason_is_one_key(store: MemoryStore, number: int) -> None:
    """And is recorded with the revision."""
    decided(store)
    async with opened(store, *EDITED, "ctrl+s", str(number)) as pilot:
        assert "P-1 saved." in seen(pilot)
    assert reasons(store) == ["", AMENDMENTS[number - 1]]
    assert store.draft("P-1") is None


async def test_what_is_changed_stands_beside_the_question(store: MemoryStore) -> None:
    """So that the reason is given for what will be recorded."""
    decided(store)
    async with opened(store, *EDITED, "ctrl+s") as pilot:
        assert isinstance(pilot.app.screen, Reason)
        assert "A board has decided on P-1." in seen(pilot)
        assert "1 new result" in said(pilot)
        assert "value 120" in said(pilot)


async def test_a_reason_is_typed_freely(store: MemoryStore) -> None:
    """A number within it is a number; nothing, or only blanks, is no reason."""
    decided(store)
    keys = ("enter", "space", "enter", "backspace")
    async with opened(store, *EDITED, "ctrl+s", *keys) as pilot:
        assert isinstance(pilot.app.screen, Reason)
        await typed(pilot, *"CT", "space", *"1", "space", *"Nov", "enter")
        assert "P-1 saved." in seen(pilot)
    assert reasons(store) == ["", "CT 1 Nov"]


async def test_going_back_saves_nothing_and_keeps_the_draft(store: MemoryStore) -> None:
    """One goes on editing where one was, and is asked again."""
    decided(store)
    async with opened(store, *EDITED, "ctrl+s", "escape") as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, CaseScreen)
        assert screen.editing.is_changed
        assert "Not saved. Your draft is kept." in seen(pilot)
        draft = store.draft("P-1")
        assert draft is not None
        assert len(draft.file.case.labs) == 1
        assert reasons(store) == [""]
        await typed(pilot, "ctrl+s", "2")
    assert reasons(store) == ["", "late report"]


async def test_a_draft_outlives_a_program_that_ends_at_the_question(store: MemoryStore) -> None:
    """A dropped line loses nothing."""
    decided(store)
    async with opened(store, *EDITED, "ctrl+s", *"new") as pilot:
        assert isinstance(pilot.app.screen, Reason)
    assert store.draft("P-1") is not None
    async with opened(store, *OPEN) as pilot:
        assert "was taken up" in seen(pilot)


async def test_save_and_leave_asks_and_then_leaves(store: MemoryStore) -> None:
    """Going back from the question stays in the case."""
    decided(store)
    async with opened(store, *EDITED, "escape", "escape", "enter") as pilot:
        assert isinstance(pilot.app.screen, Reason)
        await typed(pilot, "escape")
        assert "Not saved. Your draft is kept." in seen(pilot)
        await typed(pilot, "escape", "enter", "3")
        assert "2 of 2 cases" in seen(pilot) or "1 of 2 cases" in seen(pilot)
        assert "CHANGED" in seen(pilot)
    assert reasons(store) == ["", "correction of an entry error"]


async def test_saving_after_a_conflict_asks_too(store: MemoryStore) -> None:
    """First what the other one changed, then why."""
    decided(store)
    async with opened(store, *EDITED) as pilot:
        saved_by_other(store, "patient.ecog", "1")
        await typed(pilot, "ctrl+s")
        assert isinstance(pilot.app.screen, ConflictScreen)
        await typed(pilot, "s", "ctrl+s")
        assert isinstance(pilot.app.screen, Reason)
        await typed(pilot, "1")
        assert "P-1 saved." in seen(pilot)
    assert reasons(store) == ["", "seen again", "new result"]


async def test_a_decision_signed_meanwhile_is_asked_about(store: MemoryStore) -> None:
    """Though the screen has not seen it."""
    async with opened(store, *EDITED) as pilot:
        decided(store)
        await typed(pilot, "ctrl+s")
        assert isinstance(pilot.app.screen, Reason)


async def test_revisions_are_shown_with_reason_and_changes(store: MemoryStore) -> None:
    """From the case: all of them, and what each changed."""
    decided(store)
    async with opened(store, *EDITED, "ctrl+s", "1", "escape", "h", "end", size=(100, 40)) as pilot:
        assert "Revisions" in seen(pilot)
        assert "revision 2" in seen(pilot)
        assert "new result" in seen(pilot)
        assert "Enter What changed" in seen(pilot)
        assert "Correct" not in seen(pilot)
        await typed(pilot, "up", "enter")
        assert "Reason: new result" in seen(pilot)
        assert "value 120" in said(pilot)
        await typed(pilot, "escape", "down", "enter")
        assert "nothing was recorded before" in seen(pilot)


async def test_a_file_over_a_decided_case_needs_a_reason(
    store: MemoryStore, tmp_path: Path
) -> None:
    """As an edit does."""
    decided(store)
    file = tmp_path / "P-1.toml"
    changed = COMPLETE.replace('extent = "beyond_liver"', 'extent = "localized"')
    assert loads_toml(changed) != loads_toml(COMPLETE)
    file.write_text(changed, "utf-8")
    async with opened(store, "f6", *str(file), "enter", "down", "enter") as pilot:
        assert isinstance(pilot.app.screen, Reason)
        assert "-> localized" in seen(pilot)
        await typed(pilot, "1")
        assert "Updated: P-1." in seen(pilot)
    assert reasons(store) == ["", "new result"]
