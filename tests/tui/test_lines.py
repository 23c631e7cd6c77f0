"""What happens to work on a bad line: keys in bursts, odd sizes, dead peers, two people at once."""

from __future__ import annotations

import datetime
import os
import random
import signal
import statistics
import time
from pathlib import Path

import pytest

from nettui.case.files.codec import load
from nettui.store.location import place
from nettui.store.port import CaseStore
from tests.tui.pseudo import Model, Terminal, opened
from tests.tui.test_hostile import leaks

AGE = (b"r", b"\r")


def typing(started: list[Terminal], file: Path) -> Terminal:
    """Return a terminal in which the age is being typed."""
    terminal = opened(started, file)
    for key in AGE:
        terminal.send(key)
        terminal.settle()
    return terminal


def drafts(state: Path) -> str:
    """Return what is on disk of drafts now."""
    found = [path.read_text("utf-8") for path in state.glob("nettui/drafts/*/*.draft")]
    return "".join(found)


def test_a_key_is_on_disk_within_100_ms(
    started: list[Terminal], file: Path, own_state: Path
) -> None:
    """From the key in the terminal to the draft, while it is typed."""
    terminal = typing(started, file)
    took: list[float] = []
    for text in ("6", "61", "6", "62", "6", "63", "6"):
        terminal.send(b"\x7f" if text == "6" and took else text[-1].encode())
        began = time.monotonic()
        while f'\\"{text}\\"' not in drafts(own_state):
            assert time.monotonic() - began < 10, drafts(own_state)
            time.sleep(0.002)
        took.append(time.monotonic() - began)
        terminal.settle()
    assert min(took) < 0.1, took
    assert statistics.median(took) < 0.2, took


def test_a_closed_window_keeps_the_draft(file: Path, own_state: Path) -> None:
    """The terminal is the program's own, as over SSH: its end is told by the kernel."""
    made: list[Terminal] = []
    terminal = Terminal(str(file), owned=True)
    made.append(terminal)
    terminal.expect(b"What first")
    terminal.settle()
    for keys in (*AGE, b"61\r\r7"):
        terminal.send(keys)
        terminal.settle()
    os.close(terminal.master)
    assert terminal.process.wait(20) == 128 + signal.SIGHUP
    assert '\\"age\\":61' in drafts(own_state)


def test_a_dead_peer_keeps_the_draft(started: list[Terminal], file: Path, own_state: Path) -> None:
    """Nobody takes what is written, so the program waits for ever; the signal is heard all the
    same.
    """
    terminal = typing(started, file)
    terminal.send(b"61\r\r7")
    terminal.settle()
    for _ in range(60):
        terminal.send(b"\x0c" * 20)  # everything is drawn again, and nothing is read
        time.sleep(0.01)
    time.sleep(1)
    terminal.process.send_signal(signal.SIGHUP)
    assert terminal.process.wait(20) == 128 + signal.SIGHUP
    assert '\\"age\\":61' in drafts(own_state)


def test_any_size_while_a_field_is_typed(started: list[Terminal], file: Path) -> None:
    """What was typed stays, and the screen is whole afterwards."""
    terminal = typing(started, file)
    model = Model(terminal)
    terminal.send(b"6")
    for size in ((132, 50), (40, 12), (20, 5), (5, 2), (1, 1), (3, 40), (200, 2), (80, 24)):
        model.resize(*size)
        model.cells()
        assert terminal.process.poll() is None, size
    terminal.send(b"1")
    seen = model.cells()
    assert any("> 61" in line for line in model.screen.display), model.screen.display
    assert seen == model.drawn_again()
    terminal.send(b"\r\x13")
    terminal.expect(b"saved")
    assert load(file).case.patient.age == 61


@pytest.mark.parametrize("seed", [1, 2])
def test_a_storm_of_keys_is_survived(started: list[Terminal], file: Path, seed: int) -> None:
    """Thousands in a second, in any order; nothing hangs, nothing is written that acts."""
    chosen = random.Random(seed)
    keys = [bytes([c]) for c in range(32, 127)]
    keys += [b"\r", b"\t", b"\x1b[A", b"\x1b[B", b"\x1b[5~", b"\x1b[6~", b"\x7f", b"\x1b", b"\x06"]
    keys += [b"\x0f", b"\x10", b"\x1a", b"\x1bOQ", b"\x1bOP", "é".encode(), b"\xff", b"\x1b[200~"]
    keys += [b"\x1b[201~", b"\x00", b"\x01", b"\x05"]
    terminal = opened(started, file, file.parent)  # what is given out goes there
    for _ in range(40):
        terminal.send(b"".join(chosen.choices(keys, k=60)))
        terminal.read_some()
    terminal.send(b"\x1b[201~")
    terminal.settle()
    assert terminal.process.poll() is None
    assert not (found := leaks(terminal.output)), "\n".join(found)
    for _ in range(3):
        terminal.send(b"\x11")
        terminal.settle()
    assert terminal.end() == 0


def test_a_paste_of_10_kb_is_one_text(started: list[Terminal], file: Path) -> None:
    """Into a field: its lines are not taken for keys, and what would act is not written."""
    terminal = opened(started, file)
    for key in (b"r", b"/", b"ki-67", b"\r"):
        terminal.send(key)
        terminal.settle()
    text = "\r\n".join(["q \x1b]52;c;eA==\x07 [not done] \x9b31m \u202e x"] * 300)
    assert len(text) > 10_000
    pasted = b"\x1b[200~" + text.encode() + b"\x1b[201~"
    for n in range(0, len(pasted), 512):
        terminal.send(pasted[n : n + 512])
        terminal.read_some()
    terminal.settle()
    assert terminal.process.poll() is None
    assert not (found := leaks(terminal.output)), "\n".join(found)
    for key in (b"\x1b", b"\x11", b"\x11"):
        terminal.send(key)
        terminal.settle()
    assert terminal.end() == 0


def recorded(path: Path) -> CaseStore:
    return place(str(path)).opened(create=True)


def test_two_terminals_on_one_case(started: list[Terminal], tmp_path: Path) -> None:
    """Each saves another field: the second is shown what the first saved, and both are kept."""
    from nettui.case.record.case import Case, CaseFile

    path = tmp_path / "cases.db"
    store = recorded(path)
    store.save(CaseFile(case=Case(case_id="P-1"), as_of=datetime.date(2026, 10, 14)), 0)
    store.close()
    one, two = Terminal(str(path)), Terminal(str(path))
    started.extend((one, two))
    for terminal in (one, two):
        terminal.expect(b"P-1")
        terminal.settle()
        terminal.send(b"\r")
        terminal.expect(b"Core facts")  # nothing is recorded of it
        terminal.settle()
    for terminal, field, text in ((one, b"age", b"61"), (two, b"ecog", b"1")):
        for keys in (b"/", field, b"\r", text, b"\r"):
            terminal.send(keys)
            terminal.settle()
    one.send(b"\x13")
    one.expect(b"saved")
    two.send(b"\x13")
    two.expect(b"Somebody else saved")
    two.settle()
    two.send(b"s")
    two.settle()
    two.send(b"\x13")
    two.expect(b"P-1 saved")
    store = recorded(path)
    found = store.open("P-1")
    store.close()
    assert (found.file.case.patient.age, found.file.case.patient.ecog) == (61, 1)
    assert found.head.rev == 3
