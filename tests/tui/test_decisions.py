"""Decisions of a board: recorded, kept while they are made, corrected, held against later plans."""

from __future__ import annotations

import datetime

import pytest
from attrs import evolve

from nettui.case.editing import edit
from nettui.case.editing.edit import Edited
from nettui.case.files.codec import loads_toml
from nettui.desk.deciding import to_decide
from nettui.engine.plan.findings import Offer
from nettui.engine.plan.plan import plan
from nettui.exchange.plan_json import plan_data
from nettui.sheet.comparison import kept_states, kept_windows, option_states, windows
from nettui.store.board_result import DAY as ANOTHER_DAY
from nettui.store.board_result import FACTS, PROTOCOL, since_recorded
from nettui.store.core.case_text import said as said_of_plan
from nettui.store.core.case_text import said_then
from nettui.tui.rows.changes import change_rows, since_rows
from nettui.tui.screens.case import CaseScreen
from nettui.tui.screens.decision import DecisionScreen
from nettui.tui.widgets.row_list import RowList
from tests.exchange.small import COMPLETE, DAY, planned, protocol
from tests.store.memory import MemoryStore
from tests.tui.driver import said, seen, typed
from tests.tui.from_store import ACCEPTED, EDITED, OPEN, decided, opened, saved_by_other


async def test_what_changed_since_is_shown_with_its_cause(store: MemoryStore) -> None:
    """New facts: which fields, and what of the plan they changed."""
    decided(store)
    async with opened(store, *EDITED, "ctrl+s", "1", "escape", "h", size=(110, 50)) as pilot:
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


CAUTION = "Caution: Gallstones"
NO_GALLBLADDER = COMPLETE.replace('gallbladder = "in_situ"\n', 'gallbladder = "absent"\n')


def after_the_decision(before: str, now: str) -> tuple[str, str]:
    """Decide on a case, save it as it is now; how the list has it, and the rows of its plan."""
    store = MemoryStore()
    store.save(loads_toml(before), 0, plan=planned(before))
    decision = store.decide(planned(before), 1, ACCEPTED)
    file, made = loads_toml(now), planned(now)
    head = store.save(file, 1, plan=made, reason="new result")
    differs = since_recorded(store, decision, made, file).differences
    assert bool(differs) == (head.decision == "changed")
    told = "; ".join(f"{row.title}: {row.tail}" for row in since_rows(decision, made))
    return head.decision, told


def test_a_caution_that_is_new_changes_what_was_decided_on() -> None:
    """The option stands in its group as before, but on another condition."""
    decision, told = after_the_decision(NO_GALLBLADDER, COMPLETE)
    assert decision == "changed"
    assert f"Octreotide LAR: {CAUTION}" in told
    decision, told = after_the_decision(COMPLETE, NO_GALLBLADDER)
    assert decision == "changed"
    assert f"Octreotide LAR: no longer: {CAUTION}" in told


def test_follow_up_that_is_due_no_more_changes_what_was_decided_on() -> None:
    """Its interval counts, not the day, which goes on by itself."""
    later = COMPLETE.replace("2024-05-31", "2026-05-31")
    assert after_the_decision(COMPLETE, later) == ("decided", "")
    negative = COMPLETE.replace('sstr_result = "positive"', 'sstr_result = "negative"')
    decision, told = after_the_decision(COMPLETE, negative)
    assert decision == "changed"
    assert "Receptor imaging: 18 to 24 months after" in told


def test_what_was_decided_on_is_the_same_for_a_kept_plan_and_one_at_hand() -> None:
    """Both are read into the same words, or every decided case would count as changed."""
    for text in (COMPLETE, NO_GALLBLADDER, 'case_id = "P-2"\n'):
        made = planned(text)
        kept = plan_data(made)
        assert kept_states(kept) == option_states(made)
        assert kept_windows(kept) == windows(made)
        assert said_then(kept) == said_of_plan(made)


def test_of_many_changes_the_first_are_listed_and_the_rest_counted() -> None:
    """And none where nothing had been recorded: all of it would be a change."""
    empty, one = planned('case_id = "P-2"\n'), planned('case_id = "P-2"\n[patient]\nage = 61\n')
    assert change_rows(empty, planned(COMPLETE)) == ()
    rows = change_rows(one, planned(COMPLETE))
    count = int(rows[0].tail)
    assert len(rows) == 8
    assert rows[-1].title == f"and {count - 6} more, marked * below"


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
        await typed(pilot, "d", "enter", "ctrl+s")
        assert "Why is decision 1 corrected?" in seen(pilot)
        await typed(pilot, "escape")
        assert isinstance(pilot.app.screen, DecisionScreen)
        await typed(pilot, "ctrl+s", "1")
        assert "Decision 1 is corrected: correction of an entry error" in said(pilot)
        await typed(pilot, "enter")
        assert "Decision 2 is recorded; it corrects decision 1." in said(pilot)
        await typed(pilot, "h")
        assert "Why it corrects: correction of an entry error" in seen(pilot)
        assert "corrects decision 1" in seen(pilot)
        assert "corrected by decision 2" in seen(pilot)
    second, first = store.decisions("P-1")
    assert (second.result.corrects, second.rev) == (1, 1)
    assert second.result.reason == "correction of an entry error"
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


async def test_the_day_of_the_board_that_the_case_is_put_before_is_proposed(
    store: MemoryStore,
) -> None:
    """Where it has come; else the day of the plan."""
    saved_by_other(store, "board.date", "2026-10-07")
    async with opened(store, *OPEN, "b") as pilot:
        assert "board of 2026-10-07" in seen(pilot)


async def test_what_is_not_cleared_is_not_accepted(store: MemoryStore) -> None:
    """In the line below the options stands what it waits for, and what may be resolved (Z23)."""
    async with opened(store, *OPEN, "b") as pilot:
        rows = pilot.app.screen.query_one(RowList)
        for _ in to_decide(planned()):
            offer = rows.row.subject if rows.row else None
            if isinstance(offer, Offer) and offer.option == "prrt":
                break
            await typed(pilot, "down")
        await typed(pilot, "a")
        assert "Modify (m) or defer (f): PRRT is not cleared: creatinine" in seen(pilot)
        assert "0 resolved" not in seen(pilot)
        await typed(pilot, "f", "enter")
        assert "1 resolved" in seen(pilot)


async def test_what_is_signed_stands_beside_the_question(store: MemoryStore) -> None:
    """Each resolution with its reason, the day, who was present."""
    keys = ("b", "a", "d", "enter", "p", *"surgeon", "enter", "ctrl+s")
    async with opened(store, *OPEN, *keys) as pilot:
        assert "Board of 2026-10-14 · present: surgeon" in seen(pilot)
        assert "accepted" in seen(pilot)
        assert "comorbidity" in seen(pilot)
