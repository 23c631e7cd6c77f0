"""The title of a case and the remark on it, edited in the record as any other field."""

from __future__ import annotations

from pathlib import Path

import pytest
from attrs import evolve

from nettui.case.files.codec import load, loads_toml
from nettui.tui.screens.case import CaseScreen
from nettui.tui.screens.conflict import ConflictScreen
from tests.exchange.small import COMPLETE, planned
from tests.store.memory import MemoryStore
from tests.tui.driver import seen, typed
from tests.tui.folder import app, written
from tests.tui.from_store import OPEN, OTHER, opened
from tests.tui.still import settled

TITLE = (*OPEN, "r", "slash", *"title", "enter")
REMARK = (*OPEN, "r", "slash", *"remark", "enter")


def text(words: str) -> list[str]:
    """The keys of some words."""
    return ["space" if c == " " else c for c in words]


async def test_a_title_is_typed_saved_and_listed(store: MemoryStore) -> None:
    """It stands in the head at once, and in the list once it is saved."""
    async with opened(store, *TITLE, *text("Second opinion"), "enter", size=(140, 30)) as pilot:
        assert "Second opinion" in seen(pilot).split("\n")[0]
        await typed(pilot, "ctrl+s", "escape", "escape")
        assert "Second opinion" in seen(pilot)
    assert store.open("P-1").file.title == "Second opinion"
    [change] = store.diff("P-1", 1, 2)
    assert str(change) == "Title: nothing -> Second opinion"


async def test_a_remark_is_typed_and_saved(store: MemoryStore) -> None:
    """One line, with brackets as they are."""
    async with opened(store, *REMARK, *text("[T2N1M0] see letter"), "ctrl+s") as pilot:
        assert "P-1 saved." in seen(pilot)
        assert "[T2N1M0] see letter" in seen(pilot)
    assert store.open("P-1").file.comment == "# [T2N1M0] see letter\n"


async def test_undo_and_redo_know_the_title(store: MemoryStore) -> None:
    """And the plan stays the one it was."""
    async with opened(store, *TITLE, *"New", "enter") as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, CaseScreen)
        plan = screen.editing.plan
        await typed(pilot, "ctrl+z")
        assert screen.editing.file.title == ""
        assert not screen.editing.is_changed
        await typed(pilot, "ctrl+y")
        assert screen.editing.file.title == "New"
        assert screen.editing.plan is plan


async def test_a_draft_keeps_the_title(store: MemoryStore) -> None:
    """A dropped line loses nothing, nor what is being typed."""
    async with opened(store, *TITLE, *"New", "enter"):
        pass  # the program ends here
    assert store.open("P-1").file.title == ""
    async with opened(store, *OPEN) as pilot:
        assert "was taken up" in seen(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, CaseScreen)
        assert screen.editing.file.title == "New"


@pytest.mark.parametrize(("key", "title"), [("m", "Mine"), ("t", "Theirs")])
async def test_two_people_give_a_title(store: MemoryStore, key: str, title: str) -> None:
    """Both are shown, one is chosen."""
    async with opened(store, *TITLE, *"Mine", "enter") as pilot:
        found = store.open("P-1")
        store.at(OTHER).save(evolve(found.file, title="Theirs"), 1, plan=planned(COMPLETE))
        await typed(pilot, "ctrl+s")
        assert isinstance(pilot.app.screen, ConflictScreen)
        assert "Choose" in seen(pilot)
        await typed(pilot, key, "s")
        if key == "m":
            await typed(pilot, "ctrl+s")
    assert store.open("P-1").file.title == title


async def test_what_is_no_title_is_said(store: MemoryStore) -> None:
    """And the three answers for what is not known are not offered."""
    async with opened(store, *TITLE) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, CaseScreen)
        screen.record.editor.query_one("Box").value = "a\u202eb"  # type: ignore[attr-defined]
        await settled(pilot)
        assert "U+202E" in seen(pilot)
        await typed(pilot, "escape")
        assert "Unknown" not in seen(pilot)


@pytest.mark.parametrize("suffix", [".toml", ".json"])
async def test_a_file_gets_title_and_remark(tmp_path: Path, suffix: str) -> None:
    """Both kinds of files keep both."""
    from nettui.case.files.codec import dumps_json, dumps_toml

    dumps = dumps_json if suffix == ".json" else dumps_toml
    file = written(tmp_path) / f"a{suffix}"
    file.write_text(dumps(loads_toml(COMPLETE.replace("P-1", "P-9"))), "utf-8")
    async with app(tmp_path).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await typed(pilot, *"P-9", "enter", "r", "slash", *"title", "enter", *"New", "enter")
        await typed(pilot, "slash", *"remark", "enter", *"See", "enter", "ctrl+s")
        assert "P-9 saved." in seen(pilot)
    saved = load(file)
    assert (saved.title, saved.comment) == ("New", "# See\n")
