"""The workstation on a store: list, saving, two people at once, decisions."""

from __future__ import annotations

from subprocess import Popen

import pytest

from nettui.case.files.codec import loads_toml
from nettui.desk.store import Stored
from nettui.engine.protocol.protocol import Protocol
from nettui.plugin.problems import Refused, problem
from nettui.plugin.publish import Published
from nettui.store.port import CaseStore
from nettui.store.records import AuditQuery, BoardResult, Resolution
from nettui.store.replan import replan
from nettui.tui.app import Nettui
from nettui.tui.screens.case import CaseScreen
from nettui.tui.screens.conflict import ConflictScreen
from tests.exchange.small import COMPLETE, DAY, planned
from tests.store.memory import MemoryStore
from tests.tui.driver import seen, typed
from tests.tui.folder import in_force
from tests.tui.from_store import EDITED, OPEN, SMALL, opened, saved_by_other
from tests.tui.still import settled


async def test_the_list_comes_from_the_columns(store: MemoryStore) -> None:
    """No case is read for it."""
    async with opened(store) as pilot:
        assert "2 of 2 cases" in seen(pilot)
        assert "P-1         jejunum… G2     beyond l… 2/2   ready" in seen(pilot)
    assert "open" not in {event.action for event in store.audit(AuditQuery())}


async def test_cases_of_another_protocol_are_said_and_planned_anew(store: MemoryStore) -> None:
    """The list says so and stays usable; one process is started, and none where all is planned."""
    store.save(loads_toml(COMPLETE.replace("P-1", "P-9")), 0)
    started: list[Popen[bytes]] = []

    def replans(_store: CaseStore, _protocol: Protocol) -> Popen[bytes]:
        started.append(Popen(["/bin/sleep", "60"]))
        return started[-1]

    app = Nettui(Stored(lambda: store, in_force, DAY, "cases.db", replans))
    try:
        async with app.run_test(size=SMALL) as pilot:
            await settled(pilot)
            assert "1 case not planned by the protocol in force yet" in seen(pilot)
            assert "3 of 3 cases" in seen(pilot)
            await typed(pilot, "ctrl+r")
            assert len(started) == 1
            replan(store, in_force().protocol, DAY)
            await typed(pilot, "ctrl+r")
            assert "not planned by the protocol" not in seen(pilot)
    finally:
        for process in started:
            process.kill()
            process.wait()


async def test_a_protocol_that_cannot_be_read_is_told_when_a_case_is_opened(
    store: MemoryStore,
) -> None:
    """The list needs its digest only, and stays; the next protocol in force opens the case."""

    def unread() -> Protocol:
        raise Refused((problem("published_doubtful", "", path="protocols", fault="no data"),))

    given = [Published(in_force().digest, (), unread), in_force()]
    app = Nettui(Stored(lambda: store, lambda: given[0], DAY, "cases.db"))
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        assert "2 of 2 cases" in seen(pilot)
        await typed(pilot, *OPEN)
        assert "No plan can be made" in seen(pilot)
        del given[0]
        await typed(pilot, "enter")
        assert isinstance(app.screen, CaseScreen)


async def test_the_protocol_is_read_once_for_all_cases(store: MemoryStore) -> None:
    """As long as the same is in force."""
    read: list[Protocol] = []

    def loads() -> Protocol:
        read.append(in_force().protocol)
        return read[-1]

    found = in_force()
    desk = Stored(lambda: store, lambda: Published(found.digest, (), loads), DAY, "cases.db")
    entries = list(desk.read())
    assert read == []
    assert [desk.opened(entry).plan is not None for entry in entries] == [True, True]
    assert len(read) == 1


async def test_saving_appends_a_revision(store: MemoryStore) -> None:
    """And the list follows."""
    async with opened(store, *EDITED, "ctrl+s") as pilot:
        assert "P-1 saved." in seen(pilot)
        assert store.open("P-1").head.rev == 2
        await typed(pilot, "ctrl+z", "ctrl+s")
        assert store.open("P-1").head.rev == 3


async def test_two_people_change_different_fields(store: MemoryStore) -> None:
    """Both changes are kept, after being seen."""
    async with opened(store, *EDITED) as pilot:
        saved_by_other(store, "patient.ecog", "1")
        await typed(pilot, "ctrl+s")
        assert isinstance(pilot.app.screen, ConflictScreen)
        assert "ECOG performance status: nothing -> 1" in seen(pilot)
        await typed(pilot, "s", "ctrl+s")
        assert "P-1 saved." in seen(pilot)
    case = store.open("P-1").file.case
    assert case.patient.ecog == 1
    assert len(case.labs) == 1


@pytest.mark.parametrize(("keys", "age"), [((), 61), (("enter",), 60), (("m",), 60)])
async def test_two_people_change_the_same_field(
    store: MemoryStore, keys: tuple[str, ...], age: int
) -> None:
    """Theirs stands unless mine is chosen."""
    async with opened(store, *OPEN, "r", "enter", *"60", "enter") as pilot:
        saved_by_other(store, "patient.age", "61")
        await typed(pilot, "ctrl+s")
        assert "Both changed, differently" in seen(pilot)
        assert "mine: 60" in seen(pilot)
        await typed(pilot, *keys, "s", "ctrl+s")
    assert store.open("P-1").file.case.patient.age == age


async def test_leaving_a_conflict_loses_nothing(store: MemoryStore) -> None:
    """The draft is kept, nothing is saved."""
    async with opened(store, *EDITED) as pilot:
        saved_by_other(store, "patient.ecog", "1")
        await typed(pilot, "ctrl+s", "escape")
        assert "Not saved. Your draft is kept." in seen(pilot)
    assert store.open("P-1").head.rev == 2
    draft = store.draft("P-1")
    assert draft is not None
    assert len(draft.file.case.labs) == 1


async def test_a_new_case_is_begun_and_saved(store: MemoryStore) -> None:
    """With a pseudonym that is not taken."""
    async with opened(store, "ctrl+n", *"P-9", "enter") as pilot:
        assert isinstance(pilot.app.screen, CaseScreen)
        await typed(pilot, *"61", "enter", "ctrl+s", "escape", "escape")
        assert "3 of 3 cases" in seen(pilot)
    assert store.open("P-9").file.case.patient.age == 61


async def test_a_decision_is_recorded_with_its_reasons(store: MemoryStore) -> None:
    """Accept in one key; anything else asks why; it is signed once more."""
    async with opened(store, *OPEN, "b", "a", "d", "enter") as pilot:
        assert "2 resolved" in seen(pilot)
        await typed(pilot, "p", *"surgeon,nurse", "enter", "ctrl+s")
        assert "P-1 · age unknown" in seen(pilot)
        await typed(pilot, "enter")
        assert "Decision 1 is recorded." in seen(pilot)
        await typed(pilot, "h")
        assert "accepted" in seen(pilot)
        assert "Present: surgeon, nurse" in seen(pilot)
    (decision,) = store.decisions("P-1")
    assert [r.outcome for r in decision.result.resolutions] == ["accepted", "declined"]
    assert decision.result.resolutions[1].code == "comorbidity"


async def test_what_changed_since_a_decision_is_marked(store: MemoryStore) -> None:
    """In the plan itself: the option, where it stood when the board decided, where it stands."""
    result = BoardResult(
        resolutions=(Resolution(option="prrt", outcome="deferred", code="more_work_up"),),
        held_on=DAY,
    )
    store.decide(planned(COMPLETE), 1, result)
    async with opened(store, *EDITED, "ctrl+s", "1", "escape", "escape") as pilot:
        assert "CHANGED" in seen(pilot)
        await typed(pilot, "enter")
        text = seen(pilot)
        assert f"Changed since decision 1 of {DAY}" in text
        assert "PRRT · was: not cleared" in text
        assert "Changed since opening" not in text
        assert any(line.startswith("*o Consider") for line in text.splitlines())


async def test_an_unsaved_case_is_not_decided_on(store: MemoryStore) -> None:
    """A decision is bound to what was saved."""
    async with opened(store, *EDITED, "b") as pilot:
        assert isinstance(pilot.app.screen, CaseScreen)


async def test_groups_of_cases_are_filtered(store: MemoryStore) -> None:
    """Only groups that have cases are offered, each with how many."""
    async with opened(store, "ctrl+f") as pilot:
        assert ">- 2       all" in seen(pilot)
        assert " - 1       work-up incomplete" in seen(pilot)
        assert "faulty" not in seen(pilot)
        await typed(pilot, "down", "enter")
        assert "1 of 2 cases · work-up incomplete" in seen(pilot)
        await typed(pilot, "ctrl+f", "down", "down", "enter")
        assert "ready for the board" in seen(pilot)
        await typed(pilot, "escape")
        assert "2 of 2 cases · by" in seen(pilot)


async def test_a_case_is_archived_after_one_question(store: MemoryStore) -> None:
    """Enter alone keeps it; archived it is off the list, and in the store."""
    async with opened(store, *"P-1", "f8", "enter") as pilot:
        assert "1 of 2 cases" in seen(pilot)
        await typed(pilot, "f8", "down", "enter")
        assert "0 of 1 cases" in seen(pilot)
    assert store.open("P-1").head.archived


async def test_archived_cases_are_a_group_of_their_own(store: MemoryStore) -> None:
    """With their count, in no other group, and found by typing."""
    store.archive("P-1")
    async with opened(store) as pilot:
        assert "1 of 1 cases" in seen(pilot)
        await typed(pilot, "ctrl+f")
        assert " - 1       all" in seen(pilot).replace(">", " ")
        assert " - 1       archived" in seen(pilot)
        await typed(pilot, "end", "enter")
        assert "1 of 1 cases · archived" in seen(pilot)
        assert "P-1" in seen(pilot)
        assert "P-3" not in seen(pilot)
        await typed(pilot, *"lung")
        assert "0 of 1 cases · archived" in seen(pilot)
        await typed(pilot, "ctrl+f", "home", "enter")
        assert "1 of 1 cases · by" in seen(pilot)
        assert "P-3" in seen(pilot)


async def test_without_archived_cases_there_is_no_such_group(store: MemoryStore) -> None:
    """As with every group that has no case."""
    async with opened(store, "ctrl+f") as pilot:
        assert "archived" not in seen(pilot)


async def test_an_archived_case_is_put_back_after_one_question(store: MemoryStore) -> None:
    """Enter alone leaves it; put back it is on the list, and the audit says who did it."""
    store.archive("P-1")
    async with opened(store, "ctrl+f", "end", "enter") as pilot:
        assert "F8 Put back" in seen(pilot)
        assert "Archive" not in seen(pilot)
        await typed(pilot, "f8", "enter")
        assert "1 of 1 cases · archived" in seen(pilot)
        await typed(pilot, "f8", "down", "enter")
        assert "P-1 is on the list again." in seen(pilot)
        assert "2 of 2 cases" in seen(pilot)
    assert not store.open("P-1").head.archived
    assert store.audit(AuditQuery(action="unarchive"))[0].case_id == "P-1"


async def test_an_archived_case_is_only_read(store: MemoryStore) -> None:
    """Every screen of it says so; nothing is saved or decided."""
    decided = BoardResult(
        resolutions=(Resolution(option="prrt", outcome="deferred", code="more_work_up"),),
        held_on=DAY,
    )
    store.decide(planned(COMPLETE), 1, decided)
    store.archive("P-1")
    async with opened(store, "ctrl+f", "end", "enter", "enter") as pilot:
        assert "\n ARCHIVED, only to be read · " in seen(pilot)
        await typed(pilot, "b")
        assert isinstance(pilot.app.screen, CaseScreen)
        await typed(pilot, "r", *"60", "enter", "escape")
        assert "Save" not in seen(pilot)
        await typed(pilot, "ctrl+s", "escape", "h", "c")
        assert "It cannot be corrected: it is archived." in seen(pilot)
    assert store.open("P-1").head.rev == 1
    assert len(store.decisions("P-1")) == 1


async def test_an_erased_case_stands_among_the_archived(store: MemoryStore) -> None:
    """Nothing of it is left to be opened or put back; the list says why."""
    store.erase("P-1", "request 12")
    async with opened(store, "ctrl+f", "end", "enter") as pilot:
        assert "erased" in seen(pilot)
        assert "F8" not in seen(pilot)
        await typed(pilot, "enter")
        assert "was erased on request" in seen(pilot)


async def test_the_id_of_an_archived_case_is_not_taken_again(store: MemoryStore) -> None:
    """Known once the archived cases have been looked at."""
    store.archive("P-1")
    async with opened(store, "ctrl+f", "end", "enter", "ctrl+n", *"P-1", "enter") as pilot:
        assert "P-1 is there already, archived." in seen(pilot)
