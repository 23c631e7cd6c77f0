"""Keys that arrive together over a slow line act one after the other, in a real pseudo-terminal."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from unittest.mock import patch

import pytest
from textual.events import Key
from textual.widgets import Input

from nettui.case.editing.edit import text_of
from nettui.case.files.codec import load
from tests.tui.folder import app
from tests.tui.pseudo import Terminal
from tests.tui.still import settled

CASE = """case_id = "P-1"
[disease]
primary_site = "pancreas"
[[pathology]]
date = 2026-08-12
ki67 = 4.0
"""
BACK, ESCAPE, UP, SAVE = "\x7f", "\x1b[27u", "\x1b[A", "\x13"


def to(name: str) -> Sequence[str]:
    """Return the keys that open a field of the record by its name."""
    return ("/", *name, "\r")


# What is pressed, and what is recorded then. Nothing but keys.
JOURNEYS: dict[str, tuple[Sequence[str], dict[str, str]]] = {
    "a value": (("r", *to("age"), *"61", "\r"), {"patient.age": "61"}),
    "the field that stands first": (("r", "\r", *"61", "\r"), {"patient.age": "61"}),
    "a word that nothing completes": (
        ("r", *to("age"), *"6", "\t", "1", "\r"),
        {"patient.age": "61"},
    ),
    "an old value taken away": (
        ("r", *to("ki-67"), *(BACK * 3), *"12.5", "\r"),
        {"pathology[0].ki67": "12.5"},
    ),
    "two values, a word completed": (
        ("r", *to("age"), *"61", "\r", *to("sex"), *"fem", "\t", "\r"),
        {"patient.age": "61", "patient.sex_at_birth": "female"},
    ),
    "a slip taken back": (
        ("r", *to("age"), *"16", "\r", "\x1a", *to("age"), *"61", "\r"),
        {"patient.age": "61"},
    ),
    "a field left as it was": (
        ("r", *to("age"), *"99", ESCAPE, "\r", *"61", "\r"),
        {"patient.age": "61"},
    ),
    "an answer that is no value, gone back to": (
        (
            "r",
            *to("weight"),
            *"81.5",
            "\r",
            ESCAPE,
            *to("weight"),
            *"unk",
            "\r",
            ESCAPE,
            *to("ecog"),
            "1",
            "\r",
        ),
        {"patient.weight_kg": "unknown", "patient.ecog": "1"},
    ),
    "an entry of a list": (
        ("r", *to("ki-67"), ESCAPE, "+", *"biopsy; 2026-09-01; ki67 = 7", "\r"),
        {"pathology[1].ki67": "7"},
    ),
}


@pytest.fixture
def started() -> Iterator[list[Terminal]]:
    """Terminals to be ended whatever happens."""
    made: list[Terminal] = []
    yield made
    for terminal in made:
        terminal.process.kill()
        terminal.process.wait()


def saved(started: list[Terminal], folder: Path, keys: Sequence[str], wait: float) -> Path:
    """Open a case, press keys and save it; return its file. ``wait``: seconds, 0: all in one."""
    file = folder / f"case-{len(started)}.toml"
    file.write_text(CASE, "utf-8")
    terminal = Terminal(str(file))
    started.append(terminal)
    if wait:
        terminal.expect(b"What first")
        terminal.settle()
        for key in keys:
            terminal.send(key.encode())
            end = time.monotonic() + wait
            while time.monotonic() < end:
                terminal.read_some()
        terminal.send(SAVE.encode())
    else:
        terminal.expect(b"Filter")  # the list, before the case is read
        terminal.send("".join((*keys, SAVE)).encode())
    terminal.expect(b"saved")
    return file


@pytest.mark.parametrize("name", JOURNEYS)
def test_keys_sent_at_once_end_in_what_they_say(
    started: list[Terminal], tmp_path: Path, name: str
) -> None:
    """All in one write, before the case stands on the screen."""
    keys, expected = JOURNEYS[name]
    case = load(saved(started, tmp_path, keys, 0)).case
    assert {path: text_of(case, path) for path in expected} == expected


def test_keys_sent_at_once_end_in_the_file_of_keys_sent_one_by_one(
    started: list[Terminal], tmp_path: Path
) -> None:
    """All journeys after one another, each of which begins in the record."""
    keys = [key for keys, _ in JOURNEYS.values() for key in (*keys, ESCAPE, "p") if keys[1] != "\r"]
    at_once, slowly = (saved(started, tmp_path, keys, wait).read_text() for wait in (0, 0.15))
    assert at_once == slowly


async def test_a_key_that_comes_while_the_last_one_is_done_is_not_left_behind(
    tmp_path: Path,
) -> None:
    """It would act after those pressed later, or never."""
    (tmp_path / "case.toml").write_text(CASE, "utf-8")
    one = app(tmp_path)
    async with one.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        box, is_held = one.screen.query_one(Input), True
        one.typed_ahead._is_held = lambda: is_held
        one.post_message(Key("a", "a"))
        await asyncio.sleep(0.05)
        is_held = False
        while box.value != "a":
            await asyncio.sleep(0)
        is_held = True  # all that came of it is not done yet
        one.post_message(Key("b", "b"))
        await asyncio.sleep(0.1)
        is_held = False
        await settled(pilot)
        assert box.value == "ab"


async def test_keys_that_wait_when_the_program_ends_are_let_go_of(tmp_path: Path) -> None:
    """There is no screen any more that could take them."""
    (tmp_path / "case.toml").write_text(CASE, "utf-8")
    one = app(tmp_path)
    async with one.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        one.typed_ahead._waiting.append(Key("a", "a"))
        with patch.object(type(one), "screen_stack", []):
            assert not one.typed_ahead.is_coming
            await one.typed_ahead._let_in()
        assert one.typed_ahead._waiting
    assert one.return_code in (0, None)


async def test_a_sign_that_nobody_sees_is_shown_by_its_number(tmp_path: Path) -> None:
    """Typed as well as pasted; a mark on a letter stays one."""
    (tmp_path / "case.toml").write_text(CASE, "utf-8")
    one = app(tmp_path)
    async with one.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        box = one.screen.query_one(Input)
        for char in ("a", "\ufe0f", "e", "\u0301", "\u3164", "\u00fc"):
            one.post_message(Key(char, char))
            await settled(pilot)
        assert box.value == "a<U+FE0F>e\u0301<U+3164>\u00fc"


def test_keys_of_the_first_moment_are_those_that_were_pressed(
    started: list[Terminal], tmp_path: Path
) -> None:
    """Before anything is written: Return is Return, and ^S saves."""
    file = tmp_path / "case.toml"
    file.write_text(CASE, "utf-8")
    terminal = Terminal(str(file))
    started.append(terminal)
    before = terminal.modes()
    terminal.expect_raw()
    assert not terminal.output
    terminal.send("".join(("r", *to("age"), *"61", "\r", SAVE)).encode())
    terminal.expect(b"saved")
    assert load(file).case.patient.age == 61
    terminal.send(b"\x11")
    assert terminal.end() == 0
    assert terminal.modes() == before


@pytest.mark.parametrize("how", ["a fault", "TERM"])
def test_a_start_that_ends_early_leaves_the_terminal_as_it_was(
    started: list[Terminal], tmp_path: Path, how: str
) -> None:
    """Also when the program cannot even be read."""
    waits = "import time\ntime.sleep(60)\n"
    (tmp_path / "textual.py").write_text(waits if how != "a fault" else "1 / 0\n", "utf-8")
    terminal = Terminal(PYTHONPATH=f"{os.environ['PYTHONPATH']}:{tmp_path}", owned=True)
    started.append(terminal)
    before = terminal.modes()
    if how != "a fault":
        terminal.expect_raw()
        terminal.process.terminate()
    assert terminal.end() == {"a fault": 1, "TERM": 143}[how]
    assert terminal.modes() == before
    assert b"Traceback" not in terminal.output
