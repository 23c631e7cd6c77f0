"""However it ends, nothing is lost: the draft is there for this mode and for the full screen."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
import termios
from contextlib import suppress
from pathlib import Path

import pytest

from nettui.desk.after_fault import DraftNote
from nettui.desk.source import Desk
from nettui.plain import record
from nettui.plain.loop import HungUp, work
from tests.plain.script import Script, folder, looked_into, meanwhile, one_file, said, stored
from tests.tui.folder import app, case_of
from tests.tui.folder import opened as opened_on_screen
from tests.tui.pseudo import CASE

HERE = "P-1, plan, 2 of 2 work-up items known."
EDITS = ("open P-1", "set age 61", "set ki67 4")


async def test_the_full_screen_goes_on_with_a_draft_of_this_mode(tmp_path: Path) -> None:
    """The same draft, in the same place."""
    text = said(folder(tmp_path), *EDITS)
    assert "The draft of P-1 is kept; opening it again takes it up." in text
    async with opened_on_screen(tmp_path, *"P-1", "enter") as pilot:
        case = case_of(pilot)
        assert (case.patient.age, str(case.pathology[0].ki67)) == (61, "4")


async def test_this_mode_goes_on_with_a_draft_of_the_full_screen(tmp_path: Path) -> None:
    """With what was being typed there and is no value yet."""
    folder(tmp_path)
    async with opened_on_screen(tmp_path, *"P-1", "enter", "r", "enter", *"61", "enter") as pilot:
        assert case_of(pilot).patient.age == 61
    text = said(folder(tmp_path), "open P-1", "record patient")
    assert "was taken up. 'undo' goes back to what is saved." in text
    assert "Age: 61 years" in text


def test_a_text_that_was_not_taken_is_in_the_draft(tmp_path: Path) -> None:
    """It is said again when the case is opened, until it is typed as a value or saved without."""
    said(stored(tmp_path), "open P-1", "set ki67 four per cent")
    store = looked_into(tmp_path)
    draft = store.draft("P-1")
    store.close()
    assert draft is not None
    assert draft.typed == {"pathology[0].ki67": "four per cent"}
    text = said(stored(tmp_path), "open P-1", "set ki67 4", "close", "1")
    assert "You typed 'four per cent' at pathology[0].ki67" in text
    assert "four per cent" not in said(stored(tmp_path), "open P-1")


def test_undoing_everything_leaves_no_draft(tmp_path: Path) -> None:
    """Nothing is there to go on with."""
    said(stored(tmp_path), *EDITS, "undo", "undo")
    store = looked_into(tmp_path)
    assert store.draft("P-1") is None
    store.close()


def test_a_fault_of_nettui_ends_nothing_and_shows_no_value(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next line is read as if nothing had been; the draft is there."""

    def fail(*_given: object) -> None:
        raise ValueError("Ki-67 of a patient by name")

    monkeypatch.setattr(record, "changes_told", fail)
    text = said(one_file(tmp_path), "set age 61", "where")
    assert "A fault of nettui itself: ValueError at " in text
    assert "by name" not in text
    assert text.count("changes not saved") == 1


@pytest.mark.parametrize("answer", ["1", "2", ""])
def test_a_draft_on_which_nettui_failed_is_asked_about(tmp_path: Path, answer: str) -> None:
    """Else its case could never be opened again."""
    said(folder(tmp_path), *EDITS)
    desk: Desk = folder(tmp_path)
    entry = next(one for one in desk.read() if one.name == "P-1")
    DraftNote(desk, entry).write()
    text = said(folder(tmp_path), "open P-1", answer, "where")
    assert "nettui stopped by a fault when your draft of this case was open last." in text
    expected = {
        "1": "Your draft is kept in ",
        "2": "was taken up.",
        "": "Not opened.",
    }
    assert expected[answer] in text


def test_an_interrupt_ends_what_was_begun_and_nothing_else(tmp_path: Path) -> None:
    """A question within a command is left; the case stays open as it was."""

    def interrupt() -> None:
        raise KeyboardInterrupt

    text = said(stored(tmp_path), "open P-1", "set age", meanwhile(interrupt), "where")
    assert "Interrupted. 'quit' ends; drafts are kept." in text
    assert text.endswith(f"P-1 > \n{HERE}\nP-1 > \nThe input has ended, and nettui with it.\n")


def test_a_line_that_drops_within_a_decision_keeps_what_was_resolved(tmp_path: Path) -> None:
    """It is gone on with, here or in the full screen."""

    def drop() -> None:
        raise HungUp(signal.SIGHUP)

    script = Script("open P-1", "decide", "accept 1", "note All agreed", meanwhile(drop))
    assert work(stored(tmp_path), script.talk) == 129
    text = said(stored(tmp_path), "open P-1", "decide", "back")
    assert "1 resolved" in text
    assert "with a note" in text


# --- as a process -------------------------------------------------------------------------------


def started(path: Path) -> subprocess.Popen[bytes]:
    """Start the linear mode on a path, between pipes."""
    return subprocess.Popen(
        [sys.executable, "-m", "nettui", "plain", str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )


def read_until(process: subprocess.Popen[bytes], wanted: bytes) -> bytes:
    """Read what a process writes until some text is there."""
    assert process.stdout is not None
    text = b""
    while wanted not in text:
        part = os.read(process.stdout.fileno(), 65536)
        assert part, text
        text += part
    return text


def draft_age(path: Path) -> object:
    """Return the age in the draft of a case file."""
    desk = app(path).library
    entry = next(iter(desk.read()))
    draft = desk.draft(entry)
    return draft.file.case.patient.age if draft is not None else None


def test_it_works_through_a_pipe(tmp_path: Path) -> None:
    """Nothing but text and line ends is written, and the exit code is 0."""
    path = tmp_path / "one.toml"
    path.write_text(CASE, "utf-8")
    lines = b"plan\nset age 61\nsave\nquit\n"
    done = subprocess.run(
        [sys.executable, "-m", "nettui", "plain", str(path)],
        input=lines,
        capture_output=True,
        check=False,
        env={**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "ascii"},
    )
    assert done.returncode == 0, done.stderr
    assert b"P-1 is saved." in done.stdout
    assert done.stdout.isascii()
    assert not set(done.stdout) & set(b"\x1b\r\x08\x07")
    assert b"age = 61" in path.read_bytes()


@pytest.mark.parametrize(("number", "code"), [(signal.SIGHUP, 129), (signal.SIGTERM, 143)])
def test_a_dropped_line_leaves_the_draft(tmp_path: Path, number: signal.Signals, code: int) -> None:
    """For the full screen as well as for this mode."""
    path = tmp_path / "one.toml"
    path.write_text(CASE, "utf-8")
    process = started(path)
    try:
        assert process.stdin is not None
        process.stdin.write(b"set age 61\n")
        process.stdin.flush()
        text = read_until(process, b"changes not saved")
        process.send_signal(number)
        assert process.wait(60) == code
        assert b"Traceback" not in text
    finally:
        process.kill()
        process.communicate()
    assert draft_age(path) == 61


def test_the_end_of_the_input_leaves_the_draft(tmp_path: Path) -> None:
    """And says so."""
    path = tmp_path / "one.toml"
    path.write_text(CASE, "utf-8")
    process = started(path)
    text, _ = process.communicate(b"set age 61\n", 60)
    assert b"The draft of P-1 is kept" in text
    assert process.returncode == 0
    assert draft_age(path) == 61


def test_nobody_who_reads_is_no_fault(tmp_path: Path) -> None:
    """What was changed is in the draft."""
    path = tmp_path / "one.toml"
    path.write_text(CASE, "utf-8")
    process = started(path)
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(b"set age 61\n")
    process.stdin.flush()
    read_until(process, b"changes not saved")
    process.stdout.close()
    with suppress(BrokenPipeError):
        process.stdin.write(b"plan\n")
        process.stdin.close()
    assert process.wait(60) == 141
    assert draft_age(path) == 61


def test_a_dumb_terminal_is_enough(tmp_path: Path) -> None:
    """What the program writes is text and line ends, no longer than its lines are."""
    path = tmp_path / "one.toml"
    path.write_text(CASE, "utf-8")
    master, slave = pty.openpty()
    modes = termios.tcgetattr(slave)
    modes[1] &= ~termios.OPOST  # what the program itself writes, as it writes it
    termios.tcsetattr(slave, termios.TCSANOW, modes)
    process = subprocess.Popen(
        [sys.executable, "-m", "nettui", "plain", str(path)],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        start_new_session=True,
        env={**os.environ, "TERM": "dumb", "LANG": "C.UTF-8"},
    )
    try:
        os.close(slave)
        written = _until(master, b"P-1 > ")
        os.write(master, b"plan all\n")
        written += _until(master, b"P-1 > ")
        os.write(master, b"quit\n")
        assert process.wait(60) == 0
    finally:
        process.kill()
        os.close(master)
    assert not set(written) & set(b"\x1b\r\x08\x07")
    assert max(map(len, written.decode().split("\n"))) <= 78


def _until(master: int, wanted: bytes) -> bytes:
    text = b""
    while not text.endswith(wanted):
        text += os.read(master, 65536)
    return text
