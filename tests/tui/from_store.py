"""A store of two cases, with the terminal on it, and what somebody else does in it meanwhile."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from attrs import evolve
from textual.pilot import Pilot

from nettui.case.editing import edit
from nettui.case.editing.edit import Edited
from nettui.case.files.codec import loads_toml
from nettui.desk.store import Stored
from nettui.store.records import BoardResult, Resolution, Who
from nettui.tui.app import Nettui
from tests.exchange.small import COMPLETE, DAY, planned
from tests.store.memory import MemoryStore
from tests.tui.driver import Pressed, typed
from tests.tui.folder import HOSTILE, in_force
from tests.tui.still import settled

ME, OTHER = Who(uid=1000, name="nurse"), Who(uid=1001, name="surgeon")
SMALL = (80, 24)
OPEN = (*"P-1", "enter")
EDITED = (*OPEN, "down", "e", *"120", "enter", "escape")
ACCEPTED = BoardResult(resolutions=(Resolution(option="octreotide"),), held_on=DAY)


def two_cases() -> MemoryStore:
    """Return a store with two cases."""
    made = MemoryStore(ME)
    for text in (COMPLETE, HOSTILE):
        made.save(loads_toml(text), 0, plan=planned(text))
    return made


@asynccontextmanager
async def opened(
    store: MemoryStore, *keys: Pressed, size: tuple[int, int] = SMALL
) -> AsyncIterator[Pilot[None]]:
    """Open the list of a store, then press keys."""
    app = Nettui(Stored(lambda: store, in_force, DAY, "cases.db"))
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        await typed(pilot, *keys)
        yield pilot


def saved_by_other(store: MemoryStore, path: str, text: str) -> None:
    """Have somebody else change a field of P-1 and save."""
    theirs = store.at(OTHER)
    found = theirs.open("P-1")
    done = edit.set_value(found.file.case, path, text)
    assert isinstance(done, Edited)
    theirs.save(evolve(found.file, case=done.case), found.head.rev, reason="seen again")


def decided(store: MemoryStore, result: BoardResult = ACCEPTED) -> None:
    """Record a decision on P-1."""
    store.decide(planned(COMPLETE), 1, result)
