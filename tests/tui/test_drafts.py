"""Drafts: kept with every key, taken up again, never in place of what others saved meanwhile."""

from __future__ import annotations

import os
import stat
import threading
import time
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest
from attrs import evolve
from textual.pilot import Pilot

from nettui.case.editing import edit
from nettui.case.editing.edit import Edited
from nettui.case.files.codec import load, loads_toml
from nettui.case.record.case import CaseFile
from nettui.desk.after_fault import DraftNote, put_aside
from nettui.desk.draft_writer import Drafting, Work
from nettui.desk.source import ListedCase
from nettui.desk.store import Stored
from nettui.engine.plan.plan import Plan
from nettui.store.records import AuditQuery, Draft
from nettui.tui.rows.layout import ListRow
from nettui.tui.screens.case import CaseScreen
from nettui.tui.screens.conflict import ConflictScreen
from nettui.tui.screens.overlay import Choice
from tests.exchange.small import COMPLETE, DAY
from tests.store.memory import MemoryStore
from tests.tui.driver import seen, typed
from tests.tui.folder import app, in_force, written
from tests.tui.folder import opened as opened_file
from tests.tui.from_store import ME, OPEN, opened, saved_by_other
from tests.tui.still import settled

FILE = loads_toml(COMPLETE)


def changed(text: str) -> CaseFile:
    """Return the case with another age."""
    done = edit.set_value(FILE.case, "patient.age", text)
    assert isinstance(done, Edited)
    return evolve(FILE, case=done.case)


async def test_what_is_being_typed_is_kept(store: MemoryStore) -> None:
    """With every key, before Enter; a field that was only opened leaves no draft."""
    async with opened(store, *OPEN, "r", "enter") as pilot:
        assert store.draft("P-1") is None
        await typed(pilot, *"61")
        draft = store.draft("P-1")
        assert draft is not None
        assert draft.typed == {"patient.age": "61"}
        await typed(pilot, "escape")
        assert store.draft("P-1") is None


async def test_what_was_kept_with_enter_is_not_being_typed_any_more(store: MemoryStore) -> None:
    """Else it would be told of, after a kill, as what is no value yet."""
    async with opened(store, *OPEN, "r", "enter", *"61", "enter") as pilot:
        draft = store.draft("P-1")
        assert draft is not None
        assert (draft.file.case.patient.age, draft.typed) == (61, {})
        await typed(pilot, "slash", *"ki-67", "enter", *"9", "enter")
        draft = store.draft("P-1")
        assert draft is not None
        assert draft.typed == {}


async def test_a_fault_of_the_program_keeps_the_draft(
    store: MemoryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also what the disk had not taken yet."""
    monkeypatch.setattr(Drafting, "want", lambda _self, _work: False)

    def fail() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):  # noqa: PT012 - it ends the whole run
        async with opened(store, *OPEN, "r", "enter", *"61") as pilot:
            assert store.draft("P-1") is None
            pilot.app.call_later(fail)
            await pilot.pause()
    draft = store.draft("P-1")
    assert draft is not None
    assert draft.typed == {"patient.age": "61"}


async def test_a_draft_is_taken_up(store: MemoryStore) -> None:
    """And can be undone to what is saved."""
    store.keep_draft(Draft(case_id="P-1", base_rev=1, file=changed("61"), typed={"x.y": "7"}))
    async with opened(store, *OPEN) as pilot:
        assert "was taken up" in seen(pilot)
        assert "You were typing '7' at x.y" in " ".join(seen(pilot).split())
        assert "61 y" in seen(pilot)
        await typed(pilot, "z")
        assert "age unknown" in seen(pilot)


async def test_a_draft_never_undoes_what_others_saved_meanwhile(store: MemoryStore) -> None:
    """It began with revision 1; both are laid side by side before anything is taken up."""
    store.keep_draft(Draft(case_id="P-1", base_rev=1, file=changed("61")))
    saved_by_other(store, "patient.ecog", "1")
    async with opened(store, *OPEN) as pilot:
        assert isinstance(pilot.app.screen, ConflictScreen)
        assert "surgeon saved revision 2 meanwhile" in " ".join(seen(pilot).split())
        await typed(pilot, "s", "ctrl+s")
    case = store.open("P-1").file.case
    assert (case.patient.age, case.patient.ecog) == (61, 1)


async def test_a_file_written_after_the_draft_is_not_overwritten(tmp_path: Path) -> None:
    """What the draft has otherwise is listed first."""
    folder = written(tmp_path)
    path = folder / "complete.toml"
    one = app(path)
    one.library.keep_draft(ListedCase(str(path), "P-1"), changed("61"))
    time.sleep(0.02)
    path.write_text(COMPLETE + "\n", "utf-8")
    async with one.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert isinstance(pilot.app.screen, ConflictScreen)
        assert "nothing -> 61" in seen(pilot)
        await typed(pilot, "escape")
        assert "age unknown" in seen(pilot)


async def test_going_to_the_next_case_asks_once(store: MemoryStore) -> None:
    """As leaving does: nothing is left behind unnoticed."""
    async with opened(store, *OPEN, "escape", "escape") as pilot:
        await typed(
            pilot, "enter", "down", "e", *"120", "enter", "escape", "escape", "greater_than_sign"
        )
        assert isinstance(pilot.app.screen, Choice)
        await typed(pilot, "enter")
        screen = pilot.app.screen
        assert isinstance(screen, CaseScreen)
        assert screen.entry.key == "P-3"
    assert store.open("P-1").head.rev == 2


async def test_only_cases_that_are_shown_are_read(store: MemoryStore) -> None:
    """Offering the next case does not open it, or the audit would tell of readings not done."""
    async with opened(store, *OPEN, "escape", "escape", "enter", "f", "p"):
        pass
    read = [event.case_id for event in store.audit(AuditQuery(action="open"))]
    assert set(read) == {"P-1"}


async def test_the_next_case_takes_up_its_own_draft(store: MemoryStore) -> None:
    """Not the one of the case before it."""
    other = store.open("P-3").file
    done = edit.set_value(other.case, "patient.age", "44")
    assert isinstance(done, Edited)
    store.keep_draft(Draft(case_id="P-3", base_rev=1, file=evolve(other, case=done.case)))
    async with opened(store, "enter", "greater_than_sign") as pilot:
        assert "44 y" in seen(pilot)
        assert "was taken up" in seen(pilot)


def test_states_that_are_overtaken_are_not_written() -> None:
    """A burst of keys costs the disk two writings: the one under way, and the newest."""
    store = MemoryStore(ME)
    gate = threading.Event()
    kept: list[str] = []

    class Slow:
        def keep_draft(self, _entry: ListedCase, file: CaseFile, _typed: object) -> str:
            gate.wait(5)
            kept.append(str(file.case.patient.age))
            return ""

        def drop_draft(self, entry: ListedCase) -> None:
            store.drop_draft(entry.key)

    entry = ListedCase("P-1", "P-1")
    drafting = Drafting(Slow())  # type: ignore[arg-type]
    assert drafting.want(Work(entry, changed("1"), {}, True))
    writer = threading.Thread(target=drafting.write)
    writer.start()
    time.sleep(0.05)
    assert not any(drafting.want(Work(entry, changed(str(n)), {}, True)) for n in range(2, 50))
    gate.set()
    writer.join()
    assert kept == ["1", "49"]


def test_nothing_older_follows_the_last_state() -> None:
    """When all ends, what was on its way does not take the place of the newest."""
    kept: list[str] = []

    class Disk:
        def keep_draft(self, _entry: ListedCase, file: CaseFile, _typed: object) -> str:
            kept.append(str(file.case.patient.age))
            return ""

    entry = ListedCase("P-1", "P-1")
    drafting = Drafting(Disk())  # type: ignore[arg-type]
    drafting.want(Work(entry, changed("1"), {}, True))
    drafting.write_now(Work(entry, changed("2"), {}, True))
    writer = threading.Thread(target=drafting.write, daemon=True)
    writer.start()
    writer.join(0.2)
    assert kept == ["2"]


async def test_a_case_file_behind_a_link_is_saved_where_it_lies(tmp_path: Path) -> None:
    """The link stays one, and the mode of the file stays its mode."""
    folder = written(tmp_path)
    real, link = folder / "complete.toml", tmp_path / "links" / "complete.toml"
    link.parent.mkdir()
    real.chmod(0o640)
    link.symlink_to(real)
    before = real.read_text("utf-8")
    async with app(link).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await typed(pilot, "down", "e", *"120", "enter", "ctrl+s")
        assert "saved." in seen(pilot)
    assert link.is_symlink()
    assert real.read_text("utf-8") != before
    assert stat.S_IMODE(real.stat().st_mode) == 0o640


# --- a draft on which the program fails ---


def failing(_made: Plan, file: CaseFile, **_how: object) -> tuple[ListRow, ...]:
    """Fail on a certain age, in place of the rows of the record."""
    if file.case.patient.age == 61:
        raise ZeroDivisionError
    return (ListRow(title="Age", key="patient.age"),)


@pytest.mark.parametrize("is_stored", [True, False])
async def test_a_draft_that_ended_the_program_is_asked_about(
    store: MemoryStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, is_stored: bool
) -> None:
    """Never a loop, never a lost draft: the case opens without it, and it is a file then."""
    path = written(tmp_path) / "complete.toml"
    wide = (160, 40)

    def running() -> AbstractAsyncContextManager[Pilot[None]]:
        if is_stored:
            return opened(store, *OPEN, size=wide)
        return opened_file(path, size=wide)

    def draft() -> Draft | None:
        return (
            store.draft("P-1") if is_stored else app(path).library.draft(ListedCase(str(path), ""))
        )

    monkeypatch.setattr("nettui.tui.widgets.record.record_rows", failing)
    if is_stored:
        store.keep_draft(Draft(case_id="P-1", base_rev=1, file=changed("61")))
    else:
        app(path).library.keep_draft(ListedCase(str(path), "P-1"), changed("61"))
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):  # noqa: PT012 - it ends the whole run
            async with running() as pilot:
                if isinstance(pilot.app.screen, Choice):
                    await typed(pilot, "down", "enter")
        assert draft() is not None
    async with running() as pilot:
        assert "stopped by a fault" in seen(pilot)
        await typed(pilot, "escape")
        assert "complete" in seen(pilot) or "cases" in seen(pilot)
    assert draft() is not None
    async with running() as pilot:
        await typed(pilot, "enter")
        screen = pilot.app.screen
        assert isinstance(screen, CaseScreen)
        assert screen.editing.case.patient.age is None
        assert "Your draft is kept in" in seen(pilot)
    assert draft() is None
    (kept,) = Path(os.environ["XDG_STATE_HOME"]).glob("nettui/drafts-put-aside/*.toml")
    assert load(kept).case.patient.age == 61
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    async with running() as pilot:
        assert isinstance(pilot.app.screen, CaseScreen)


def test_a_draft_that_is_put_aside_is_a_case_file(own_state: Path) -> None:
    """With what was being typed; a second one does not take its place."""
    draft = Draft(case_id="P-1", base_rev=1, file=changed("61"), typed={"x.y": "7\n[a]"})
    first, second = put_aside(draft, "../P 1"), put_aside(draft, "../P 1")
    assert first != second
    assert {first.parent, second.parent} == {own_state / "nettui/drafts-put-aside"}
    assert load(first) == load(second) == draft.file
    assert "# typed at x.y: '7\\n[a]'" in first.read_text("utf-8")


async def test_a_draft_that_cannot_be_put_aside_stays(
    store: MemoryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The case is not opened then: what is typed would take the draft's place."""

    def full(*_given: object) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("nettui.tui.screens.case_keep.put_aside", full)
    store.keep_draft(Draft(case_id="P-1", base_rev=1, file=changed("61")))
    desk = Stored(lambda: store, in_force, DAY, "cases.db")
    DraftNote(desk, ListedCase("P-1", "P-1")).write()
    async with opened(store, *OPEN, "enter") as pilot:
        assert "could not be kept in a file (No space left" in seen(pilot)
    assert store.draft("P-1") is not None


async def test_a_draft_that_was_opened_well_is_not_asked_about(store: MemoryStore) -> None:
    """However the program ends after that, but for a fault."""
    store.keep_draft(Draft(case_id="P-1", base_rev=1, file=changed("61")))
    for _ in range(2):
        async with opened(store, *OPEN) as pilot:
            assert "was taken up" in seen(pilot)


async def test_a_fault_while_a_draft_is_worked_on_is_asked_about(store: MemoryStore) -> None:
    """It may come of what was typed last."""
    with pytest.raises(ZeroDivisionError):  # noqa: PT012 - it ends the whole run
        async with opened(store, *OPEN, "r", "enter", *"61", "enter") as pilot:
            pilot.app.call_later(lambda: 1 / 0)
            await pilot.pause()
    async with opened(store, *OPEN) as pilot:
        assert isinstance(pilot.app.screen, Choice)
        await typed(pilot, "down", "enter")
        assert "was taken up" in seen(pilot)
