"""Bytes typed into the whole program: it goes on, and what is seen of a record is on disk.

The program runs without a terminal, on a file or on a real store. After each burst of bytes the
draft on disk must be the record that is on the screen; then the program is let go of as if it were
killed, and the next one must go on with that record.
"""

from __future__ import annotations

import asyncio
import codecs
import time
from pathlib import Path
from random import Random

from attrs import frozen
from textual.pilot import Pilot

from nettui.case.base.vocabulary import Fact
from nettui.case.files.codec import loads_toml
from nettui.case.record.case import CaseFile
from nettui.case.record.facts import FACTS
from nettui.desk.folder import Library
from nettui.desk.source import Desk
from nettui.desk.store import Stored
from nettui.engine.plan.plan import plan
from nettui.store.sqlite.store import SqliteStore
from nettui.tui.app import Nettui
from nettui.tui.screens.case import CaseScreen
from nettui.tui.terminal.driver import Reader
from nettui.tui.terminal.sieve import Sieve
from tests.exchange.small import COMPLETE
from tests.fuzz.case_data import usual
from tests.fuzz.hostile import DATES, TEXTS, WRITTEN_NUMBERS
from tests.fuzz.outcome import Outcome, Wrong, raw_in
from tests.fuzz.sandbox import DAY, Sandbox
from tests.fuzz.sieve import KEYS, stream
from tests.fuzz.stores import WHO
from tests.screens import screen_text
from tests.tui.folder import HOSTILE, in_force, small
from tests.tui.still import settled

_LONGEST = 120.0  # seconds until the screens stand still; then they never do
_SOON = 3.0  # seconds in which a draft is on disk, also where many others are at work
_ACTS = b"rpwoxfahbcdeznqtu?><%+-0123456789"


@frozen
class Input:
    """Whether on a store, the size of the terminal, and the bytes of each burst."""

    on_store: bool
    size: tuple[int, int]
    bursts: tuple[bytes, ...]


def make(chance: Random) -> Input:
    """Return bytes of which most are something that a person may press."""
    bursts = tuple(_burst(chance) for _ in range(chance.choice((1, 2, 3, 4))))
    sizes = ((80, 24), (80, 24), (120, 40), (60, 15), (40, 10))
    return Input(chance.random() < 0.4, chance.choice(sizes), bursts)


def _burst(chance: Random) -> bytes:
    return b"".join(_typed(chance) for _ in range(chance.choice((1, 2, 4))))


def _typed(chance: Random) -> bytes:
    way = chance.random()
    if way < 0.45:
        fact = FACTS[chance.choice([*FACTS])]
        odd = chance.choice((*WRITTEN_NUMBERS, *DATES, *TEXTS, "u", "d"))
        text = (odd if chance.random() < 0.4 else _usual(chance, fact))[:60].encode(
            "utf-8", "surrogatepass"
        )
        begin = chance.choice((b"r/", b"r/", b"/", b"\x1br/"))
        end = chance.choice((b"\r", b"\r", b"\r", b"", b"\x1b"))
        return begin + fact.label.encode()[:16] + b"\r" + text + end
    if way < 0.6:
        return bytes(chance.choices(_ACTS, k=chance.randint(1, 6)))
    if way < 0.8:
        return b"".join(chance.choices([key for key in KEYS if key != b"\x11"], k=5))
    return stream(chance, chance.choice((1, 2)))


def _usual(chance: Random, fact: Fact) -> str:
    value = usual(chance, fact)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(value) if isinstance(value, list) else str(value)


# --- how they are run --------------------------------------------------------------------------


def run(given: Input, box: Sandbox) -> Outcome:
    """Type them, look at the draft after each burst, and open the case again."""
    box.clean(box.work, box.own)
    if given.on_store:
        _fill(box.work / "cases.db")
    else:
        (box.work / "one.toml").write_text(COMPLETE, "utf-8")
    left = asyncio.run(_typed_in(given, box))
    if left is not None:
        asyncio.run(_opened_again(given, box, *left))
    return Outcome.TAKEN if left is not None else Outcome.REFUSED


def _fill(path: Path) -> None:
    store = SqliteStore(path, WHO)
    for text in (COMPLETE, HOSTILE):
        file = loads_toml(text)
        store.save(file, 0, plan=plan(file.case, DAY, small()))
    store.close()


def _desk(given: Input, box: Sandbox) -> Desk:
    if given.on_store:
        path = box.work / "cases.db"
        return Stored(lambda: SqliteStore(path, WHO), in_force, DAY, "cases.db")
    return Library(box.work / "one.toml", in_force, DAY, "cases")


async def _typed_in(given: Input, box: Sandbox) -> tuple[str, CaseFile] | None:
    """Type the bursts; return which case is being edited at the end and how it stands, if any."""
    app = Nettui(_desk(given, box))
    sieve, reader = Sieve(), Reader(mouse=False)
    decode = codecs.getincrementaldecoder("utf-8")("surrogateescape").decode
    now = 0.0
    left = None
    async with app.run_test(size=given.size) as pilot:
        await _still(pilot)
        if given.on_store:
            await pilot.press(*"P-1", "enter")
            await _still(pilot)
        for burst in given.bursts:
            now += 10
            for sent in (*sieve.feed(decode(burst), now), *sieve.tick(now + 5)):
                for message in reader.messages(sent):
                    if app.is_running and app._driver is not None:
                        app._driver.process_message(message)
            await _still(pilot)
            if not app.is_running or app._exit:
                left = None  # it was left by a key, perhaps for good
                break
            raw_in(screen_text(app), "the screen")
            left = await _on_disk(app)
    return left if app.return_code in (0, None) else None


async def _still(pilot: Pilot[None]) -> None:
    if pilot.app.is_running and not pilot.app._exit:
        async with asyncio.timeout(_LONGEST):
            await settled(pilot)


async def _on_disk(app: Nettui) -> tuple[str, CaseFile] | None:
    """Wait until what is seen is on disk, at most for as long as a busy disk may take."""
    end = time.monotonic() + _SOON
    while True:
        try:
            return _compared(app)
        except Wrong:
            if time.monotonic() > end:
                raise
        await asyncio.sleep(0.02)


def _compared(app: Nettui) -> tuple[str, CaseFile] | None:
    """Compare each case that is open with its draft; return the one on top, where it is changed."""
    found = None
    for screen in app.screen_stack:
        if isinstance(screen, CaseScreen):
            draft = screen.library.draft(screen.entry)
            seen, typed = screen.editing.file, dict(screen.typed())
            if not (screen.editing.is_changed or typed):
                if draft is not None:
                    raise Wrong("a draft is on disk of what is not worked on")
                continue
            if draft is None:
                raise Wrong("the draft of what is worked on is not on disk")
            if draft.file != seen or dict(draft.typed) != typed:
                raise Wrong("the draft on disk is not the record that is seen")
            found = (screen.entry.key, seen) if screen.editing.is_changed else found
    return found


async def _opened_again(given: Input, box: Sandbox, key: str, wanted: CaseFile) -> None:
    """Open the program anew: it goes on with the record as it was seen."""
    app = Nettui(_desk(given, box))
    async with app.run_test(size=(80, 24)) as pilot:
        await _still(pilot)
        if given.on_store:
            await pilot.press(*key, "enter")
            await _still(pilot)
        screens = [one for one in app.screen_stack if isinstance(one, CaseScreen)]
        if not screens or screens[-1].editing.file != wanted:
            raise Wrong("a case that is opened again does not stand as it was left")
