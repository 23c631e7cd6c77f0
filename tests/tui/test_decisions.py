"""Decisions of a board: recorded, kept while they are made, corrected, held against later plans."""

from __future__ import annotations

import datetime

import pytest
from attrs import evolve

from nettui.case import edit
from nettui.case.codec import loads_toml
from nettui.case.edit import Edited
from nettui.engine.plan import plan
from nettui.store.memory import MemoryStore
from nettui.store.records import BoardResult, Resolution
from nettui.store.resolved import DAY as ANOTHER_DAY
from nettui.store.resolved import FACTS, PROTOCOL, since_recorded
from nettui.tui.screens.case_edit import CaseScreen
from nettui.tui.screens.decision import DecisionScreen
from tests.exchange.small import COMPLETE, DAY, planned, protocol
from tests.tui.test_store import EDITED, OPEN, opened, saved_by_other, seen, typed
from tests.tui.test_store import store as store  # noqa: PLC0414 - the fixture

ACCEPTED = BoardResult(resolutions=(Resolution(option="octreotide"),), held_on=DAY)


def said(pilot: object) -> str:
    """Return the screen with its lines joined."""
    return " ".join(seen(pilot).split())  # type: ignore[arg-type]


def decided(store: MemoryStore, result: BoardResult = ACCEPTED) -> None:
    store.decide(planned(COMPLETE), 1, result)


async def test_what_changed_since_is_shown_with_its_cause(store: MemoryStore) -> None:
    """New facts: which fields, and what of the plan they changed."""
    decided(store)
    async with opened(store, *EDITED, "ctrl+s", "h", size=(110, 50)) as pilot:
        assert "Since decision 1 the plan says something else" in said(pilot)
        line = "PRRT (primary): not cleared, conditional -> consider, conditional"
        assert f"{line} · by {FACTS}" in said(pilot)
        assert "Facts recorded since" in said(pilot)
        assert "analyte crcl_measured; value 120" in said(pilot)
        assert PROTOCOL not in said(pilot)


async def test_a_plan_that_says_the_same_is_told_so(store: MemoryStore) -> None:
    """Nothing is made out of nothing."""
    decided(store)
    async with opened(store, *OPEN, "h") as pilot:
        assert "Since decision 1 ─ the plan says the same" in seen(pilot)
        assert "The plan: " in seen(pilot)


def test_each_difference_has_its_own_cause(store: MemoryStore) -> None:
    """Facts, protocol and day are told apart by making the plan again with each alone."""
    decided(store)
    (decision,) = store.decisions("P-1")
    file = loads_toml(COMPLETE)
    done = edit.set_value(file.case, "pathology[0].ki67", "1")
    assert isinstance(done, Edited)
    now = plan(done.case, DAY + datetime.timedelta(days=1), protocol())
    found = since_recorded(store, decision, now, evolve(file, case=done.case))
    assert found.causes == (FACTS, ANOTHER_DAY)
    by = {one.what: one.causes for one in found.differences}
    assert by["Grade"] == (FACTS,)
    assert [fact.path for fact in found.facts] == ["pathology[0].ki67"]


async def test_a_decision_is_corrected_only_by_another_that_names_it(store: MemoryStore) -> None:
    """Begun with what it corrects, on the plan that was decided on; the first one stays."""
    decided(store)
    saved_by_other(store, "patient.ecog", "1")
    async with opened(store, *OPEN, "h", "c") as pilot:
        assert "Correction of decision 1" in seen(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, DecisionScreen)
        assert screen.result.resolutions == ACCEPTED.resolutions
        screen.query_one("RowList").go_to("octreotide")  # type: ignore[attr-defined]
        await typed(pilot, "d", "enter", "ctrl+s", "enter")
        assert "Decision 2 is recorded; it corrects decision 1." in said(pilot)
        await typed(pilot, "h")
        assert "corrects decision 1" in seen(pilot)
        assert "corrected by decision 2" in seen(pilot)
    second, first = store.decisions("P-1")
    assert (second.result.corrects, second.rev) == (1, 1)
    assert second.result.resolutions[0].outcome == "declined"
    assert first.result == ACCEPTED


async def test_what_is_resolved_is_kept_until_it_is_signed(store: MemoryStore) -> None:
    """A dropped line loses no resolution, nor the names being typed."""
    async with opened(store, *OPEN, "b", "a", "p", *"sur") as pilot:
        pass  # the program ends here
    async with opened(store, *OPEN) as pilot:
        assert "A decision is not signed yet: b goes on with it." in said(pilot)
        await typed(pilot, "b")
        assert "1 resolved" in seen(pilot)
        assert "present: sur" in seen(pilot)
        await typed(pilot, "ctrl+s", "enter")
        assert "Decision 1 is recorded." in said(pilot)
    assert store.draft("P-1") is None


async def test_leaving_a_decision_asks_once(store: MemoryStore) -> None:
    """Kept or thrown away, as said; with nothing resolved nothing is asked."""
    async with opened(store, *OPEN, "b", "escape") as pilot:
        assert isinstance(pilot.app.screen, CaseScreen)
        await typed(pilot, "b", "a", "escape")
        assert "is not signed" in seen(pilot)
        await typed(pilot, "down", "enter", "b")
        assert "0 resolved" in seen(pilot)
        await typed(pilot, "a", "escape", "enter", "b")
        assert "1 resolved" in seen(pilot)
    assert store.decisions("P-1") == ()


async def test_a_board_that_saw_an_older_state_does_not_sign(store: MemoryStore) -> None:
    """What it resolved is kept, and can be signed on the plan of what is recorded now."""
    async with opened(store, *OPEN, "b", "a") as pilot:
        saved_by_other(store, "patient.ecog", "1")
        await typed(pilot, "ctrl+s", "enter")
        assert "Not recorded: surgeon saved revision 2" in said(pilot)
        assert store.decisions("P-1") == ()
        await typed(pilot, "escape", "enter", "b")
        assert "1 resolved" in seen(pilot)
        await typed(pilot, "ctrl+s", "enter")
    assert store.decisions("P-1")[0].rev == 2


async def test_a_change_is_said_in_words(store: MemoryStore) -> None:
    """Nobody can tell later what "modified" meant without them."""
    async with opened(store, *OPEN, "b", "m", "enter", "enter", "ctrl+s") as pilot:
        assert "is modified: say how (t)" in said(pilot)
        await typed(pilot, "t", *"half", "enter", "ctrl+s", "enter")
        assert "Decision 1 is recorded." in said(pilot)
    (decision,) = store.decisions("P-1")
    assert decision.result.resolutions[0].text == "half"


@pytest.mark.parametrize(
    ("day", "told"),
    [("2999-01-01", "is yet to come"), ("14.10.", "is no day"), ("2026-10-01", "board of")],
)
async def test_the_day_of_the_board(store: MemoryStore, day: str, told: str) -> None:
    """As a day that has been."""
    async with opened(store, *OPEN, "b", "o", *["backspace"] * 10, *day, "enter") as pilot:
        assert told in seen(pilot)
