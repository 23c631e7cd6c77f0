"""Keys of lists: the end is reached, an empty list says so, and help opens from everywhere."""

from __future__ import annotations

from pathlib import Path

from nettui.display import supports_unicode
from nettui.tui.screens.case import CaseScreen
from nettui.tui.screens.overlay import Reading
from tests.tui.driver import seen, typed
from tests.tui.folder import opened, written


async def test_page_down_reaches_the_last_line_and_stays(tmp_path: Path) -> None:
    """And page up the first."""
    file = written(tmp_path) / "complete.toml"
    async with opened(file, "a", "a", *["pagedown"] * 30) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, CaseScreen)
        rows = screen.rows
        last = rows.cursor
        assert rows.next_item(last, 1) == last
        await typed(pilot, "pagedown")
        assert rows.cursor == last
        await typed(pilot, *["pageup"] * 30)
        first = rows.cursor
        assert rows.next_item(first, -1) == first
        await typed(pilot, "pageup")
        assert rows.cursor == first


async def test_a_question_mark_opens_help_in_the_worklist(tmp_path: Path) -> None:
    """It filters for nothing."""
    async with opened(written(tmp_path), "question_mark") as pilot:
        assert isinstance(pilot.app.screen, Reading)
        assert "The worklist" in seen(pilot)
        await typed(pilot, "escape")
        assert "4 of 4 cases" in seen(pilot)


async def test_an_empty_list_says_what_to_do(tmp_path: Path) -> None:
    async with opened(written(tmp_path), *"zzz") as pilot:
        assert "No case holds what is typed. Esc shows all cases." in seen(pilot)


async def test_a_message_that_is_cut_can_be_read(tmp_path: Path) -> None:
    """In full, after F2."""
    async with opened(written(tmp_path)) as pilot:
        text = "Not taken: " + "a long reason of many words " * 5 + "and its end."
        pilot.app.screen.say("", text)  # type: ignore[attr-defined]
        await typed(pilot, "shift+f12")
        pilot.app.screen.say("", text)  # type: ignore[attr-defined]
        await typed(pilot, "f2")
        assert "and its end." in seen(pilot)


def test_a_locale_without_other_characters_has_none() -> None:
    assert not supports_unicode("utf-8", {"LC_ALL": "C"})
    assert not supports_unicode("utf-8", {"LANG": "POSIX"})
    assert not supports_unicode("utf-8", {"LC_CTYPE": "C.UTF-8", "LANG": "C"})
    assert supports_unicode("utf-8", {"LANG": "C.UTF-8"})
    assert supports_unicode("utf-8", {})
