"""Every screen, reached by the keyboard from a fixed folder or store, and when it stands still."""

from __future__ import annotations

import asyncio
import datetime
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, chdir
from pathlib import Path

from attrs import evolve
from textual.app import App
from textual.pilot import Pilot

from nettui.case import edit
from nettui.case.codec import loads_toml
from nettui.case.edit import Edited
from nettui.store.memory import MemoryStore
from nettui.store.records import Who
from nettui.tui.app import SEEN, Nettui
from nettui.tui.desk import Desk, FirstStore
from nettui.tui.library import Library
from nettui.tui.screens.worklist import Worklist
from nettui.tui.settings import Settings
from nettui.tui.stored import Stored
from tests.exchange.small import COMPLETE, DAY, planned
from tests.screens import screen_text
from tests.tui.folder import HOSTILE, in_force, written

SMALL, LARGE = (80, 24), (120, 40)
NOW = datetime.datetime(2026, 10, 14, 9, 30, tzinfo=datetime.UTC)
Key = str | Callable[[MemoryStore], None]


def _saved_by_other(store: MemoryStore) -> None:
    """Somebody else changes two fields of P-1 meanwhile and saves."""
    theirs = store.at(Who(uid=1001, name="surgeon"))
    for path, text in (("patient.age", "61"), ("patient.ecog", "1")):
        found = theirs.open("P-1")
        done = edit.set_value(found.file.case, path, text)
        assert isinstance(done, Edited)
        theirs.save(evolve(found.file, case=done.case), found.head.rev)


OPEN = (*"P-1", "enter")
EDITED = (*OPEN, "r", "enter", *"60", "enter")


def _jump(words: str) -> tuple[str, ...]:
    return ("slash", *words.replace(" ", ""), "enter")


IN_FOLDER: dict[str, tuple[Key, ...]] = {
    "worklist": (),
    "worklist_filtered": tuple("lung"),
    "faults": ("enter",),
    "plan": OPEN,
    "plan_bare": (*"P-2", "enter"),
    "plan_full": (*OPEN, "a"),
    "plan_find": (*OPEN, "slash", *"prrt"),
    "why": (*OPEN, "down", "w"),
    "dates": (*OPEN, "f"),
    "questions": (*OPEN, "o"),
    "whatif": (*OPEN, "down", "x"),
    "help": (*OPEN, "question_mark"),
    "actions": (*OPEN, "ctrl+p"),
    "settings": (*OPEN, "f3"),
    "record": (*OPEN, "r"),
    "record_typing": (*OPEN, "r", *_jump("haemo"), *"10.2", "space", *"g/dL"),
    "record_fault": (*OPEN, "r", *_jump("ki-67"), "backspace", *"300"),
    "record_coded": (*OPEN, "r", *_jump("primary"), *["backspace"] * 13, *"u"),
    "record_jump": (*OPEN, "r", "slash", *"gast"),
    "changed": (*EDITED, "escape"),
    "leaving": (*EDITED, "escape", "escape"),
}
IN_STORE: dict[str, tuple[Key, ...]] = {
    "groups": ("ctrl+f",),
    "archive": (*"P-1", "f8"),
    "new": ("ctrl+n",),
    "board_day": (*"P-1", "f7"),
    "import": ("f6",),
    "to_a_file": (*OPEN, "t"),
    "sure": (*OPEN, "r", *_jump("primary"), *["backspace"] * 13, *"lung", "enter", "ctrl+s"),
    "decision": (*OPEN, "b", "a"),
    "decision_why": (*OPEN, "b", "d"),
    "decision_present": (*OPEN, "b", "a", "p"),
    "signing": (*OPEN, "b", "a", "ctrl+s"),
    "decisions": (*OPEN, "b", "a", "ctrl+s", "enter", "h"),
    "conflict": (*EDITED, _saved_by_other, "ctrl+s"),
}
AT_FIRST: dict[str, tuple[Key, ...]] = {"first_store": ("ctrl+n",)}
VIEWS = (*IN_FOLDER, *IN_STORE, *AT_FIRST)


@asynccontextmanager
async def shown(
    view: str,
    folder: Path,
    size: tuple[int, int] = SMALL,
    *,
    unicode: bool = True,
    settings: Settings = SEEN,
) -> AsyncIterator[Pilot[None]]:
    """Open a screen of `VIEWS` by its keys."""
    store = MemoryStore(Who(uid=1000, name="nurse"), clock=lambda: NOW)
    desk: Desk
    if view not in IN_STORE:
        first = FirstStore("~/cases.db", lambda: desk) if view in AT_FIRST else None
        desk = Library(written(folder), in_force, DAY, "cases", first)
    else:
        for text in (COMPLETE, HOSTILE):
            store.save(loads_toml(text), 0, plan=planned(text))
        desk = Stored(lambda: store, in_force, DAY, "cases.db")
    app = Nettui(desk, unicode=unicode, settings=settings, settings_file=folder / "terminal.conf")
    with chdir(written(folder)):
        async with app.run_test(size=size) as pilot:
            await settled(pilot)
            await typed(pilot, store, *(IN_FOLDER | IN_STORE | AT_FIRST)[view])
            yield pilot


async def typed(pilot: Pilot[None], store: MemoryStore | None, *keys: Key) -> None:
    """Press keys, each once the screen stands still."""
    for key in keys:
        if isinstance(key, str):
            await pilot.press(key)
        else:
            assert store is not None, "somebody else saves in a store"
            key(store)
        await settled(pilot)


async def settled(pilot: Pilot[None]) -> None:
    """Wait until all is read, every widget has done what it was told, and nothing moves."""
    app = pilot.app
    before = ""
    async with asyncio.timeout(120):
        while True:
            working = [worker for worker in app.workers if worker.group != "tour"]
            if working:
                await app.workers.wait_for_complete(working)
            await _all_have_answered(app)
            await pilot.pause()
            now = screen_text(app)
            if now == before and not _is_reading(app):
                return
            before = now


async def _all_have_answered(app: App[None]) -> None:
    """Have every widget come to the end of what it was told so far."""
    for pump in (app, *app.screen_stack, *app.screen.walk_children()):
        if pump.is_running and pump.is_attached:
            done = asyncio.Event()
            pump.call_next(done.set)
            await done.wait()


def _is_reading(app: App[None]) -> bool:
    below = app.screen_stack[0]
    return isinstance(below, Worklist) and not all(e.is_read for e in below.entries.values())
