"""What is done with an open case, without a screen: what is said, asked and kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from textual.screen import Screen

from nettui.case.base.faults import CaseFault
from nettui.desk.draft_writer import Drafting
from nettui.desk.folder import Library
from nettui.desk.source import ListedCase
from nettui.tui.screens.case_export import Exporting
from nettui.tui.screens.case_keep import Keeping
from nettui.tui.screens.case_save import Saving
from nettui.tui.screens.overlay import Choice
from tests.exchange.small import DAY
from tests.tui.folder import in_force, written

AGE = "patient.age"


class Heard:
    """A screen that notes what it is asked for, and draws nothing."""

    def __init__(self) -> None:
        self.shown = str
        self.log: list[str] = []
        self.said: tuple[str, str] = ("", "")
        self.asked: list[tuple[Screen[Any], Callable[[Any], None]]] = []
        self.typing: Mapping[str, str] = {}
        self.writes: list[Callable[[], str]] = []

    def say(self, text: str, tone: str = "") -> None:
        """Note what is said."""
        self.said = (text, tone)

    def ask(self, question: Screen[Any], answered: Callable[[Any], None]) -> None:
        """Note the question."""
        self.asked.append((question, answered))

    def typed(self) -> Mapping[str, str]:
        """Return what is being typed."""
        return self.typing

    def take_up_typed(self, typed: Mapping[str, str]) -> str:
        """Go on with it."""
        self.typing = typed
        return "You were typing." if typed else ""

    def redraw(self) -> None:
        """Note that the case is to be shown."""
        self.log.append("redraw")

    def refresh_bindings(self) -> None:
        """Show no keys."""

    def once_drawn(self, act: Callable[[], None]) -> None:
        """Do it: there is nothing to be drawn."""
        act()

    def in_background(self, write: Callable[[], str]) -> None:
        """Keep for later what is to be written."""
        self.writes.append(write)

    def take_entry(self, entry: ListedCase) -> None:
        """Note which case is opened."""
        self.log.append(f"open {entry.name}")

    def leave(self) -> None:
        """Note that the case is left."""
        self.log.append("leave")


class Listing:
    """A list of one case."""

    def __init__(self) -> None:
        self.turns: list[str] = []
        self.replaced: list[ListedCase] = []
        self.said: list[str] = []

    def neighbour(self, entry: ListedCase, step: int) -> ListedCase | None:
        """Return the same case as the next one, none as the one before."""
        return entry if step > 0 else None

    def replace(self, entry: ListedCase) -> None:
        """Note it."""
        self.replaced.append(entry)

    def say(self, text: str, fault: str = "") -> None:
        """Note it."""
        self.said.append(text or fault)


class At:
    """A case on a desk of files, with what works on it."""

    def __init__(self, folder: Path) -> None:
        self.library = Library(written(folder), in_force, DAY, "cases")
        entry = next(entry for entry in self.library.read() if entry.name == "P-1")
        self.screen, self.list = Heard(), Listing()
        drafting = Drafting(self.library)
        self.keeping = Keeping(
            self.library.opened(entry), self.library, self.list, drafting, self.screen
        )
        self.saving = Saving(self.keeping, self.screen)

    def write(self) -> None:
        """Do what was to be done in the background."""
        while self.screen.writes:
            assert self.screen.writes.pop(0)() == ""


@pytest.fixture
def at(tmp_path: Path, own_state: Path) -> At:
    """P-1, opened."""
    assert own_state.exists()
    return At(tmp_path)


def test_a_change_is_shown_and_kept_and_what_changed_is_said(at: At) -> None:
    """A draft is on disk as soon as the background has had its turn."""
    at.keeping.begin()
    assert at.list.turns == ["P-1"]
    at.keeping.change("set", "pathology[0].ki67", "30")
    assert at.screen.log == ["redraw"]
    changed, plan = at.screen.said[0].split("\n")
    assert changed == "Ki-67: 30 %, was 5 %. ^Z takes it back."
    assert plan.startswith("Plan: ")
    assert at.library.draft(at.keeping.entry) is None
    at.write()
    draft = at.library.draft(at.keeping.entry)
    assert draft is not None
    assert draft.file == at.keeping.editing.file


def test_a_fault_changes_nothing_and_is_returned(at: At) -> None:
    """Nothing is drawn, said or kept of it."""
    assert isinstance(at.keeping.change("set", AGE, "a hundred"), CaseFault)
    assert (at.screen.log, at.screen.said, at.screen.writes) == ([], ("", ""), [])
    at.keeping.change_or_say("set", AGE, "a hundred")
    assert at.screen.said[1] == "stop"


def test_what_is_typed_is_part_of_the_draft(at: At) -> None:
    """And asked for again when the case is opened."""
    at.screen.typing = {AGE: "6"}
    assert at.keeping.is_unsaved
    at.keeping.keep_draft()
    at.write()
    at.screen.typing = {}
    at.keeping.begin()
    assert at.screen.typing == {AGE: "6"}
    assert at.screen.said == ("You were typing.", "held")


def test_leaving_asks_once_and_only_where_something_is_unsaved(at: At) -> None:
    """No answer stays; a draft is kept where one leaves, and not where the work is discarded."""
    at.saving.leave()
    assert at.screen.log == ["leave"]
    at.keeping.change("set", AGE, "61")
    at.write()
    at.screen.log.clear()
    at.saving.leave()
    ((question, answered),) = at.screen.asked
    assert isinstance(question, Choice)
    answered(None)
    assert at.screen.log == []
    answered("leave")
    assert at.screen.log == ["leave"]
    assert at.library.draft(at.keeping.entry) is not None
    answered("discard")
    assert at.screen.log == ["leave", "leave"]
    assert at.library.draft(at.keeping.entry) is None


def test_saving_tells_the_list_and_ends_the_draft(at: At) -> None:
    """Then what waited for it is done."""
    at.keeping.change("set", AGE, "61")
    at.write()
    assert at.saving.can_save
    at.saving.open_neighbour(1)
    at.screen.log.clear()
    at.screen.asked[-1][1]("save")
    assert at.screen.said == ("P-1 saved.", "do")
    assert at.screen.log == ["open P-1"]
    assert [entry.key for entry in at.list.replaced] == [at.keeping.entry.key]
    assert at.library.draft(at.keeping.entry) is None
    assert not at.saving.can_save


def test_there_may_be_no_neighbour(at: At) -> None:
    """Then none is offered."""
    assert at.saving.has_neighbour(1)
    assert not at.saving.has_neighbour(-1)
    assert not at.saving.has_neighbour("1")


def test_nothing_is_given_out_that_is_not_saved(at: At) -> None:
    """It is said, and not asked where to."""
    exporting = Exporting(at.keeping, at.screen)
    at.keeping.change("set", AGE, "61")
    exporting.offer()
    assert at.screen.asked == []
    assert at.screen.said[0].startswith("Save first")
    at.saving.save()
    exporting.offer()
    assert isinstance(at.screen.asked[-1][0], Choice)
