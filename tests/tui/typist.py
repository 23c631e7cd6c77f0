"""Letters typed as a clinician would: how many keys a fact takes, and what is refused."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from attrs import frozen
from textual.pilot import Pilot

from nettui.case.editing.edit import text_of
from nettui.case.record.case import Case
from nettui.tui.screens.case import CaseScreen
from tests.store.memory import MemoryStore
from tests.tui.driver import typed
from tests.tui.from_store import ME, opened

_LETTERS = Path(__file__).with_name("referrals.toml")


@frozen
class Letter:
    """A letter: the lines that are typed of it, how many facts they hold, what is recorded then."""

    text: str
    lines: Sequence[str]
    facts: int
    expect: Mapping[str, str]


@frozen
class Typed:
    """What typing a letter came to: all keys, those of the values themselves, lines refused."""

    keys: int
    characters: int
    refused: Sequence[str]
    wrong: Mapping[str, str]


def letters() -> tuple[Letter, ...]:
    """Return the letters."""
    data: list[dict[str, Any]] = tomllib.loads(_LETTERS.read_text("utf-8"))["referral"]
    return tuple(Letter(one["letter"], one["lines"], one["facts"], one["expect"]) for one in data)


async def type_letter(letter: Letter) -> Typed:
    """Type a letter into a new case; a line after which its field is still open was refused."""
    keys = characters = 0
    refused: list[str] = []
    store = MemoryStore(ME)
    async with opened(store, "ctrl+n", *"P-9", "enter") as pilot:
        opened_on = pilot.app.screen
        assert isinstance(opened_on, CaseScreen)
        screen: CaseScreen = opened_on
        for line in letter.lines:
            await typed(pilot, *("space" if sign == " " else sign for sign in line))
            editor = screen.record.editor
            before = editor.field
            await typed(pilot, "enter")
            keys += len(line) + 1
            if line.startswith("/"):
                if not _is(pilot, screen) or editor.field is None:
                    refused.append(line)
            else:
                characters += len(line)
                if before is not None and editor.field is before:
                    refused.append(line)
        case = screen.editing.case
    said = {path: _said(case, path) for path in letter.expect}
    wrong = {path: text for path, text in said.items() if text != letter.expect[path]}
    return Typed(keys, characters, refused, wrong)


def _is(pilot: Pilot[None], screen: CaseScreen) -> bool:
    """Say whether a screen is the one that is looked at."""
    return pilot.app.screen is screen


def _said(case: Case, path: str) -> str:
    mark = case.marks.get(path)
    return mark.status if mark is not None else text_of(case, path)
