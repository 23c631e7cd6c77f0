"""The screens: what a clinician does with the keyboard alone, and what is then to be seen."""

from __future__ import annotations

from pathlib import Path

import pytest

from nettui.tui.app import Nettui
from nettui.tui.screens.case import CaseScreen
from nettui.tui.screens.overlay import Palette, Reading
from nettui.tui.screens.worklist import Worklist
from tests.tui.driver import resized, seen, typed
from tests.tui.folder import opened, written
from tests.tui.still import settled

SMALL, LARGE = (80, 24), (160, 40)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return written(tmp_path)


async def test_the_worklist_names_every_case_and_every_faulty_file(folder: Path) -> None:
    """What cannot be read stands first, not silently left out."""
    async with opened(folder) as pilot:
        lines = seen(pilot).splitlines()
        assert "4 of 4 cases, 1 faulty" in lines[0]
        assert lines[3].startswith(">faulty.toml")
        assert any("P-1" in line and "G2" in line and "2/2" in line for line in lines)
        assert any("P-2" in line and "not ready" in line for line in lines)


async def test_typing_filters_and_escape_shows_all_again(folder: Path) -> None:
    """Over site, grade, status, id and title."""
    async with opened(folder, *"lung") as pilot:
        assert "1 of 4 cases" in seen(pilot)
        assert "P-3" in seen(pilot)
        await typed(pilot, "escape")
        assert "4 of 4 cases" in seen(pilot)


async def test_the_order_can_be_changed(folder: Path) -> None:
    """By any column, either way; the cursor stays on its case."""
    async with opened(folder, "down", "ctrl+o", *["down"] * 5, "enter") as pilot:
        assert "by most missing work-up" in seen(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, Worklist)
        assert screen.selected is not None
        assert screen.selected.name == "P-1"
        before = [entry.name for entry in screen.shown_entries]
        await typed(pilot, "ctrl+o", *["down"] * 5, "enter")
        assert "by most missing work-up, backwards" in seen(pilot)
        after = [entry.name for entry in screen.shown_entries]
        assert after == [before[0], *reversed(before[1:])]  # a faulty file always comes first


async def test_a_faulty_file_shows_all_its_faults(folder: Path) -> None:
    """Both at once, in the field's words."""
    async with opened(folder, "enter") as pilot:
        assert isinstance(pilot.app.screen, Reading)
        text = seen(pilot)
        assert "ki67" in text
        assert "Did you mean" in text
        await typed(pilot, "escape")
        assert len(pilot.app.screen_stack) == 1


async def test_a_case_opens_with_what_comes_first(folder: Path) -> None:
    """The first lines answer: what first?"""
    async with opened(folder, *"P-1", "enter") as pilot:
        lines = seen(pilot).splitlines()
        assert lines[0].startswith(" P-1 · age unknown · sex unknown · jejunum ileum")
        assert lines[4].startswith("── What first")
        assert lines[5].startswith(">+ Do")


async def test_enter_tells_why_and_escape_goes_back(folder: Path) -> None:
    """On a small screen the reasons take the whole of it."""
    async with opened(folder, *"P-1", "enter", "enter") as pilot:
        assert "Differentiation is well · got: well" in seen(pilot)
        await typed(pilot, "escape")
        assert "What first" in seen(pilot)
        await typed(pilot, "escape")
        assert isinstance(pilot.app.screen, Worklist)


async def test_a_wide_screen_explains_while_the_cursor_moves(folder: Path) -> None:
    """Plan and reasons side by side."""
    async with opened(folder, *"P-1", "enter", size=LARGE) as pilot:
        assert "Differentiation is well · got: well" in seen(pilot)
        await typed(pilot, "down")
        assert "Creatinine clearance below 30 mL/min" in seen(pilot)


async def test_a_wide_screen_shows_record_plan_and_why_at_once(folder: Path) -> None:
    """Tab goes round them; each has its heading."""
    async with opened(folder, *"P-1", "enter", size=LARGE) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, CaseScreen)
        for pane in (screen.reasons, screen.record.fields, screen.rows):
            text = seen(pilot)
            assert all(title in text for title in (" Record ", " Plan", " Why: "))
            await typed(pilot, "tab")
            assert pane.has_focus
        assert "3+ Extent" in seen(pilot).splitlines()[2]


async def test_a_very_wide_screen_has_three_columns(folder: Path) -> None:
    """Their headings stand in one line."""
    async with opened(folder, *"P-1", "enter", size=(240, 50)) as pilot:
        line = seen(pilot).splitlines()[3]
        assert " Record " in line
        assert " Plan " in line
        assert " Why: " in line


async def test_tab_goes_round_on_a_small_screen_with_the_plan_in_short(folder: Path) -> None:
    """Why, record, plan: what is out of sight stands in one line above the keys."""
    short = " Plan: + Lanreotide, Octreotide LAR  ! PRRT  X Everolimus"
    async with opened(folder, *"P-1", "enter") as pilot:
        assert short not in seen(pilot)
        for heading in (" Why: Lanreotide", " Record"):
            await typed(pilot, "tab")
            assert seen(pilot).splitlines()[3].startswith(heading)
            assert short in seen(pilot)
        await typed(pilot, "tab")
        assert seen(pilot).splitlines()[3].startswith(" Plan")
        assert short not in seen(pilot)


async def test_numbers_go_to_stages(folder: Path) -> None:
    """Each of the six in one key."""
    async with opened(folder, *"P-1", "enter", "5") as pilot:
        lines = seen(pilot).splitlines()
        marked = next(n for n, line in enumerate(lines) if line.startswith(">"))
        above = [line for line in lines[:marked] if line.startswith("──")]
        assert above[-1].startswith("── 5 Systemic therapy")


async def test_follow_up_and_questions_are_views_of_their_own(folder: Path) -> None:
    """As dates; as facts with what waits for them."""
    async with opened(folder, *"P-1", "enter", "f") as pilot:
        assert "Follow-up by date" in seen(pilot)
        assert "2026-08-01 to 2026-11-01: CT or MRI" in seen(pilot)
        assert "OVERDUE" in seen(pilot)
        await typed(pilot, "o")
        assert "What is the creatinine clearance?" in seen(pilot)


async def test_rules_that_are_not_met_unfold(folder: Path) -> None:
    """With the clause that fails."""
    async with opened(folder, *"P-1", "enter", "5", "a", "a") as pilot:
        text = seen(pilot)
        assert "Plan, all rules" in text
        await typed(pilot, *"/chemo", "enter")
        assert "Wanted Pace of the tumour is fast; got slow" in seen(pilot)


async def test_finding_keeps_only_what_matches(folder: Path) -> None:
    """And Escape shows all again."""
    async with opened(folder, *"P-1", "enter", "slash", *"prrt", "enter") as pilot:
        assert "What first" in seen(pilot)
        assert "Octreotide LAR, Lanreotide · place" not in seen(pilot)
        await typed(pilot, "escape")
        assert 'with "prrt"' not in seen(pilot)


async def test_the_next_case_of_the_list_opens(folder: Path) -> None:
    """Without going back to the list; faulty files are passed over."""
    async with opened(folder, "down", "enter", "greater_than_sign") as pilot:
        assert "P-2" in seen(pilot).splitlines()[0]


async def test_from_the_record_the_next_case_opens_with_its_plan(folder: Path) -> None:
    """Nothing of the case before stays under the name of the next one."""
    async with opened(folder, *"P-", "down", "enter", "r", "down", "greater_than_sign") as pilot:
        lines = seen(pilot).splitlines()
        assert lines[0].startswith(" P-3 · 70 y")
        assert lines[3].startswith(" Plan ")
        assert pilot.app.screen.focused is not None
        assert pilot.app.screen.focused.is_on_screen


async def test_reasons_that_took_the_screen_do_not_let_work_go_unasked(folder: Path) -> None:
    """Also where the window has room for everything since."""
    keys = ("r", *"60", "enter", "escape", "escape", "down", "w")
    async with opened(folder, *"P-1", "enter", *keys) as pilot:
        await resized(pilot, LARGE)
        await typed(pilot, "escape", "escape")
        assert "P-1 has changes that are not saved" in seen(pilot)


async def test_an_entry_that_is_emptied_again_shows_the_plan_as_it_is(folder: Path) -> None:
    """The plan of what stood there is not left on the screen."""
    async with opened(folder, *"P-1", "enter", "r", size=LARGE) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, CaseScreen)
        screen.record.go_to("pathology[+]")
        await settled(pilot)
        head = seen(pilot).splitlines()[:3]
        await typed(pilot, *"biopsy; ki67 = 50 %")
        assert seen(pilot).splitlines()[:3] != head
        assert "Plan: 3 changes" in seen(pilot)
        assert "Changed since opening" in seen(pilot)
        await typed(pilot, "ctrl+u")
        assert seen(pilot).splitlines()[:3] == head
        assert "Plan: no change" in seen(pilot)
        assert "Changed since opening" not in seen(pilot)


async def test_the_keys_that_are_shown_do_something(folder: Path) -> None:
    """Every key in the bottom line changes the screen."""
    async with opened(folder, *"P-1", "enter", "down") as pilot:
        screen = pilot.app.screen
        keys = [
            key
            for key, active in screen.active_bindings.items()
            if active.binding.show and active.enabled and key != "ctrl+q"
        ]
    assert {"w", "escape", "f", "o", "a", "slash", "1"} <= set(keys)
    for key in keys:
        async with opened(folder, *"P-1", "enter", "down") as pilot:
            before = seen(pilot)
            await typed(pilot, key)
            assert seen(pilot) != before, key


async def test_help_tells_keys_and_signs(folder: Path) -> None:
    """Of the screen one came from."""
    async with opened(folder, *"P-1", "enter", "question_mark") as pilot:
        assert "Keep the lines with some words" in seen(pilot)
        await typed(pilot, "end")
        assert "Missing is never no" in seen(pilot)


async def test_the_palette_finds_and_does_an_action(folder: Path) -> None:
    """Only our own: no screenshot, no address."""
    async with opened(folder, *"P-1", "enter", "ctrl+p") as pilot:
        assert isinstance(pilot.app.screen, Palette)
        assert "screenshot" not in seen(pilot).casefold()
        await typed(pilot, *"by date", "enter")
        assert len(pilot.app.screen_stack) == 2
        assert "Follow-up by date" in seen(pilot)


async def test_what_would_change_a_line_is_told(folder: Path) -> None:
    """The fact, what it is now, and the value at which the line flips."""
    async with opened(folder, *"P-1", "enter", "down", "x") as pilot:
        text = seen(pilot)
        assert "What would change: PRRT" in text
        assert "Creatinine clearance, measured" in text
        assert "now: not known" in text
        assert "contraindicated" in text


async def test_one_file_opens_as_a_case(folder: Path) -> None:
    """Without a detour over the list."""
    async with opened(folder / "complete.toml") as pilot:
        assert isinstance(pilot.app.screen, CaseScreen)


async def test_brackets_of_a_record_are_shown_as_they_are(folder: Path) -> None:
    """Nothing is read as markup, in any screen."""
    title = "[red]x[/] [not done] [T2N1M0] [@click=app.quit]q[/]"
    async with opened(folder, size=(200, 30)) as pilot:
        assert title in seen(pilot)
        await typed(pilot, *"P-3", "enter")
        assert title in seen(pilot)


@pytest.mark.parametrize("size", [(200, 60), (80, 24), (40, 12), (20, 5), (5, 2), (1, 1)])
async def test_any_size_is_survived(folder: Path, size: tuple[int, int]) -> None:
    """Every screen, and back."""
    async with opened(folder, size=size) as pilot:
        for keys in (("down", "enter"), ("w",), ("f", "o", "p", "a", "5", "question_mark")):
            await typed(pilot, *keys)
            await resized(pilot, (3, 3))
            await resized(pilot, (100, 30))


async def test_a_protocol_that_cannot_be_loaded_is_said(folder: Path) -> None:
    """The names of the cases stay; the reason stands above."""
    from nettui.desk.folder import Library
    from nettui.engine.language.errors import Mistake
    from tests.exchange.small import DAY

    def refuse() -> object:
        raise Mistake("The digest does not fit.", "Publish again.")

    broken = Nettui(Library(folder, refuse, DAY))  # type: ignore[arg-type]
    async with broken.run_test(size=SMALL) as pilot:
        await settled(pilot)
        assert "No plan can be made: Mistake: The digest does not fit. Publish again." in seen(
            pilot
        )


@pytest.mark.parametrize("keys", [(), ("r",)], ids=["plan", "record"])
async def test_a_larger_terminal_shows_what_there_was_no_room_for(
    folder: Path, keys: tuple[str, ...]
) -> None:
    """The reasons of the marked line and the record: no pane is blank after a change of size."""
    async with opened(folder / "complete.toml", *keys, size=(60, 15)) as pilot:
        await resized(pilot, LARGE)
        screen = pilot.app.screen
        assert isinstance(screen, CaseScreen)
        for pane in (screen.reasons, screen.record.fields, screen.rows):
            assert pane.size.height > 5
            assert pane.line_count() > 1
