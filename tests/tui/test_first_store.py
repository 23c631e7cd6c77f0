"""The first start: the case library, and a store of one's own when one wants to record."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from textual.pilot import Pilot

from nettui.desk.folder import Library
from nettui.desk.opening import opened
from nettui.desk.source import Desk, FirstStore
from nettui.desk.store import Stored
from nettui.exchange import library
from nettui.store.location import StoreLocation, place
from nettui.tui.app import Nettui
from nettui.tui.screens.case import CaseScreen
from nettui.tui.screens.worklist import Worklist
from tests.exchange.small import DAY
from tests.screens import screen_text
from tests.tui.driver import typed
from tests.tui.folder import in_force

SIZE = (80, 24)
QUESTION = "need a case store, and there is none yet"


@pytest.fixture
def where(tmp_path: Path) -> Path:
    """Where the store would be."""
    return tmp_path / "share/cases.db"


@pytest.fixture
def app(where: Path) -> Nettui:
    """The case library of somebody who has no store."""

    def made() -> Desk:
        return Stored(
            partial(StoreLocation(str(where)).opened, create=True), in_force, DAY, "cases.db"
        )

    folder = library.folder()
    assert folder is not None
    first = FirstStore(str(where), made)
    return Nettui(Library(folder, in_force, DAY, "case library", first))


async def pressed(pilot: Pilot[None], *keys: str) -> str:
    await typed(pilot, *keys)
    return screen_text(pilot.app)


async def test_a_case_of_ones_own_asks_for_a_store_first(app: Nettui, where: Path) -> None:
    """And says where it would be; nothing is made by asking."""
    async with app.run_test(size=SIZE) as pilot:
        said = await pressed(pilot, "ctrl+n")
        assert QUESTION in said
        assert "With samples" in said
        assert not where.exists()
        await pressed(pilot, "down", "down", "enter")
        assert isinstance(app.screen, Worklist)
        assert not where.exists()


async def test_an_empty_store_takes_a_new_case(app: Nettui, where: Path) -> None:
    """From the first key to the record of a new case."""
    async with app.run_test(size=SIZE) as pilot:
        said = await pressed(pilot, "ctrl+n", "enter")
        assert "cases.db · 0 of 0 cases" in said
        assert where.exists()
        await pressed(pilot, "ctrl+n", *"P-7", "enter")
        assert isinstance(app.screen, CaseScreen)
        assert app.screen.entry.name == "P-7"


async def test_a_store_can_begin_with_the_sample_cases(app: Nettui, where: Path) -> None:
    """All of them, recorded."""
    folder = library.folder()
    assert folder is not None
    count = len(library.case_files(folder))
    async with app.run_test(size=SIZE) as pilot:
        said = await pressed(pilot, "f6", "down", "enter")
        assert f"cases.db · {count} of {count} cases" in said


async def test_a_store_that_cannot_be_made_is_said_so(app: Nettui, where: Path) -> None:
    """And the library stays open."""
    where.parent.write_text("a file where the folder would be")
    async with app.run_test(size=SIZE) as pilot:
        said = await pressed(pilot, "ctrl+n", "enter")
        assert str(where.parent)[:30] in said
        assert len(app.screen_stack) == 1


def test_only_who_has_no_store_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder of cases is what was asked for, and a store is there or is not."""
    monkeypatch.setenv("NETTUI_STORE", str(tmp_path / "cases.db"))
    found = opened(None).first_store
    assert found is not None
    assert found.where == str(tmp_path / "cases.db")
    assert opened(tmp_path).first_store is None
    place().opened(create=True).close()
    assert opened(None).first_store is None
