"""The guided tour: over the real screens, left with one key, never in the way again."""

from __future__ import annotations

from pathlib import Path

import pytest

from nettui.desk.folder import Library
from nettui.tui.app import SEEN, Nettui
from nettui.tui.screens.worklist import Worklist
from nettui.tui.settings import Settings, read
from nettui.tui.tour import EXAMPLE, STEPS, TourStep
from tests.exchange.small import DAY
from tests.screens import screen_text
from tests.tui.driver import typed
from tests.tui.every import LARGE, SMALL
from tests.tui.folder import in_force, written
from tests.tui.still import settled


def app(folder: Path, settings: Settings = SEEN) -> Nettui:
    return Nettui(
        Library(written(folder), in_force, DAY, "cases"),
        settings=settings,
        settings_file=folder / "terminal.conf",
        in_force=in_force,
    )


@pytest.mark.parametrize("size", [SMALL, LARGE, (60, 15)])
async def test_the_tour_goes_through_the_real_screens(
    size: tuple[int, int], tmp_path: Path
) -> None:
    """On a made-up case; it begins by itself the first time only."""
    async with app(tmp_path, Settings()).run_test(size=size) as pilot:
        await settled(pilot)
        stages = ""
        for number, step in enumerate(STEPS, 1):
            assert isinstance(pilot.app.screen, TourStep)
            text = screen_text(pilot.app)
            assert f"Tour {number} of {len(STEPS)}: {step.title}" in text
            assert "Enter Next" in text
            if size != (60, 15):
                assert step.text.split()[-1] in text, "all its words are in sight"
            assert ("EXAMPLE" in text) is (step.show is not None)
            if step.title == "The plan is live":
                assert "Ki-67 was typed as 30" in text.replace("\n", "")
                assert text.splitlines()[2] != stages, "the grade follows"
            stages = text.splitlines()[2]
            await typed(pilot, "enter")
        assert isinstance(pilot.app.screen, Worklist)
        assert read(tmp_path / "terminal.conf").tour == "seen"


async def test_one_key_ends_the_tour_for_good(tmp_path: Path) -> None:
    """The actions bring it back."""
    async with app(tmp_path, Settings()).run_test(size=SMALL) as pilot:
        await settled(pilot)
        await typed(pilot, "escape")
        assert isinstance(pilot.app.screen, Worklist)
        assert read(tmp_path / "terminal.conf").tour == "seen"
        await typed(pilot, "ctrl+p", *"tour", "enter")
        assert isinstance(pilot.app.screen, TourStep)
        await typed(pilot, "enter", "enter", "left", "escape")
        assert isinstance(pilot.app.screen, Worklist)
        assert len(pilot.app.screen_stack) == 1


async def test_the_tour_does_not_come_where_it_was_seen_or_one_file_is_opened(
    tmp_path: Path,
) -> None:
    """Nobody is kept from a case."""
    async with app(tmp_path).run_test(size=SMALL) as pilot:
        await settled(pilot)
        assert isinstance(pilot.app.screen, Worklist)
    single = Nettui(
        Library(tmp_path / "complete.toml", in_force, DAY), settings=Settings(), in_force=in_force
    )
    async with single.run_test(size=SMALL) as pilot:
        await settled(pilot)
        assert not isinstance(pilot.app.screen, TourStep)


async def test_nothing_of_the_example_is_kept(tmp_path: Path, own_state: Path) -> None:
    """No draft, no change of its file."""
    before = EXAMPLE.read_bytes()
    async with app(tmp_path, Settings()).run_test(size=SMALL) as pilot:
        await settled(pilot)
        await typed(pilot, *["enter"] * 6)
        pilot.app.rescue()  # type: ignore[attr-defined]
        await typed(pilot, "escape")
    assert not list(own_state.rglob("*.draft"))
    assert EXAMPLE.read_bytes() == before
