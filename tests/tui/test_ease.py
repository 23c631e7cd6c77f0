"""What helps: the keys that can be pressed now, help where one stands, windows of any size."""

from __future__ import annotations

from pathlib import Path

import pytest

from nettui.tui.screens.overlay import Reading, TooSmall
from nettui.tui.screens.worklist import Worklist
from tests.screens import screen_text
from tests.tui.driver import resized, typed
from tests.tui.every import SMALL, shown
from tests.tui.still import settled

SMALLEST = (60, 15)


@pytest.mark.parametrize("view", ["plan", "why", "record", "dates"])
async def test_every_action_of_a_screen_is_in_the_list(view: str, tmp_path: Path) -> None:
    """Whatever can be pressed can also be found by its name; nothing else is offered."""
    async with shown(view, tmp_path, (120, 60)) as pilot:
        active = pilot.app.screen.active_bindings.values()
        names = {
            a.binding.description
            for a in active
            if a.enabled and a.binding.show and a.binding.action != "palette"
        }
        await typed(pilot, "ctrl+p")
        text = screen_text(pilot.app)
        assert all(name in text for name in names)
        assert not any(word in text.casefold() for word in ("screenshot", "url", "palette"))


@pytest.mark.parametrize(
    ("view", "words"),
    [
        ("worklist", "Type any part of an id"),
        ("plan", "recommended strongly, and nothing stands in the way"),
        ("record", "This field"),
        ("record_typing", "Haemoglobin"),
        ("decision", "what is signed is never changed"),
        ("conflict", "What both of you changed apart is kept"),
        ("settings", "They belong to this account alone"),
    ],
)
async def test_help_is_of_the_screen_and_of_the_line(view: str, words: str, tmp_path: Path) -> None:
    """What one stands on comes first, then the screen, then its keys."""
    async with shown(view, tmp_path) as pilot:
        await typed(pilot, "f1")
        assert isinstance(pilot.app.screen, Reading)
        text = screen_text(pilot.app)
        assert " ".join(words.split()) in " ".join(text.split())
        await typed(pilot, "escape")
        assert not isinstance(pilot.app.screen, Reading)


async def test_a_page_says_how_much_is_out_of_view(tmp_path: Path) -> None:
    """Nobody takes the first page for the whole."""
    async with shown("help", tmp_path) as pilot:
        assert " below" in screen_text(pilot.app).splitlines()[0]
        await typed(pilot, "end")
        head = screen_text(pilot.app).splitlines()[0]
        assert " above" in head
        assert "below" not in head


_EDITOR = 8  # lines of the editor and below it


@pytest.mark.parametrize("size", [(40, 10), (59, 24), (80, 14), (20, 5), (1, 1)])
async def test_a_window_that_is_too_small_says_so_and_comes_back(
    size: tuple[int, int], tmp_path: Path
) -> None:
    """What was being typed is still there, and no key reaches it meanwhile."""
    async with shown("record_typing", tmp_path) as pilot:
        before = screen_text(pilot.app)
        await resized(pilot, size)
        assert isinstance(pilot.app.screen, TooSmall)
        if size == (40, 10):
            assert "too small: 40 columns by 10" in " ".join(screen_text(pilot.app).split())
        await typed(pilot, "9", "escape")
        await resized(pilot, SMALL)
        now = screen_text(pilot.app)
        assert ">  Haemoglobin" in now, "the list may have moved, and shows the field"
        assert now.splitlines()[-_EDITOR:] == before.splitlines()[-_EDITOR:]


async def test_starting_in_a_small_window(tmp_path: Path) -> None:
    """It says so at once, and the list stands there once there is room."""
    async with shown("worklist", tmp_path, (40, 10)) as pilot:
        assert isinstance(pilot.app.screen, TooSmall)
        await resized(pilot, SMALL)
        assert isinstance(pilot.app.screen, Worklist)
        assert "4 of 4 cases" in screen_text(pilot.app)


async def test_the_mouse_is_not_needed_but_may_be_used(tmp_path: Path) -> None:
    """A click marks a line, a second one opens it."""
    async with shown("worklist", tmp_path) as pilot:
        at = next(n for n, line in enumerate(screen_text(pilot.app).splitlines()) if " P-1" in line)
        for _ in range(2):
            await pilot.click(offset=(5, at))
            await settled(pilot)
        assert "What first" in screen_text(pilot.app)
