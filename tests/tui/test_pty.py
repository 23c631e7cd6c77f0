"""The program in a real pseudo-terminal: what it writes, and how it ends."""

from __future__ import annotations

import os
import pty
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.tui.folder import HOSTILE

CASE = 'case_id = "P-1"\n[disease]\nprimary_site = "pancreas"\n'
NASTY = "evil\x1b]52;c;eA==\x07\x1b[2J\u202e.toml"


class Terminal:
    """A program at the other end of a pseudo-terminal of 80x24."""

    def __init__(self, *words: str, **env: str) -> None:
        self.master, slave = pty.openpty()
        self.output = b""
        self.process = subprocess.Popen(
            [sys.executable, "-m", "nettui", *words],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
            env={**os.environ, "TERM": "xterm", "COLUMNS": "80", "LINES": "24", **env},
        )
        os.close(slave)

    def expect(self, text: bytes, seconds: float = 60) -> None:
        """Read until the text has been written."""
        end = time.monotonic() + seconds
        while text not in self.output:
            assert time.monotonic() < end, self.output[-2000:]
            assert self.process.poll() is None, self.output[-2000:]
            self._read(0.2)

    def _read(self, seconds: float) -> None:
        ready, _, _ = select.select([self.master], [], [], seconds)
        if ready:
            try:
                self.output += os.read(self.master, 65536)
            except OSError:
                return

    def settle(self) -> None:
        """Read until nothing more comes for a while."""
        while True:
            before = len(self.output)
            self._read(0.5)
            if len(self.output) == before:
                return

    def send(self, keys: bytes) -> None:
        """Press keys."""
        os.write(self.master, keys)

    def end(self) -> int:
        """Wait for the program to end; its exit code."""
        deadline = time.monotonic() + 20
        while self.process.poll() is None and time.monotonic() < deadline:
            self._read(0.1)
        return self.process.wait(1)


@pytest.fixture
def started(tmp_path: Path) -> Iterator[list[Terminal]]:
    """Terminals to be ended whatever happens."""
    made: list[Terminal] = []
    yield made
    for terminal in made:
        if terminal.process.poll() is None:
            terminal.process.kill()
            terminal.process.wait()
        os.close(terminal.master)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "one.toml"
    path.write_text(CASE, "utf-8")
    return path


def opened(started: list[Terminal], file: Path) -> Terminal:
    terminal = Terminal(str(file))
    started.append(terminal)
    terminal.expect(b"What first")
    terminal.settle()
    return terminal


def test_quitting_ends_with_the_terminal_as_it_was(started: list[Terminal], file: Path) -> None:
    """Exit code 0."""
    terminal = opened(started, file)
    terminal.send(b"\x11")
    assert terminal.end() == 0
    assert b"\x1b[?1049l" in terminal.output
    assert b"\x1b[?1003h" not in terminal.output, "the mouse is the terminal's own"


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM])
def test_a_dropped_line_keeps_the_draft(
    started: list[Terminal], file: Path, own_state: Path, number: int
) -> None:
    """What was kept, and what was being typed."""
    terminal = opened(started, file)
    terminal.send(b"r")
    terminal.settle()
    terminal.send(b"\r61\r\r7")
    terminal.settle()
    terminal.process.send_signal(number)
    assert terminal.end() == 128 + number
    if number == signal.SIGTERM:
        assert terminal.output.rstrip().endswith(b"\x1b[?25h\x1b[?1049l")
    (draft,) = own_state.glob("nettui/drafts/*/*.draft")
    assert '\\"age\\":61' in draft.read_text("utf-8")
    again = Terminal(str(file))
    started.append(again)
    again.expect(b"Your draft")


def test_a_terminal_that_is_gone_keeps_the_draft(
    started: list[Terminal], file: Path, own_state: Path
) -> None:
    """Though no signal says so: the terminal belongs to no session of the program's."""
    terminal = opened(started, file)
    terminal.send(b"r")
    terminal.settle()
    terminal.send(b"\r61\r\r7")
    terminal.settle()
    os.close(terminal.master)
    terminal.master = os.open(os.devnull, os.O_RDONLY)  # closed once more when the test ends
    assert terminal.process.wait(20) == 128 + signal.SIGHUP
    (draft,) = own_state.glob("nettui/drafts/*/*.draft")
    assert '\\"age\\":61' in draft.read_text("utf-8")


def test_a_byte_that_is_not_utf8_is_survived(started: list[Terminal], file: Path) -> None:
    """A key of a Latin-1 terminal."""
    terminal = opened(started, file)
    terminal.send(b"/\xe4\xff")
    terminal.settle()
    assert terminal.process.poll() is None
    terminal.send(b"\x11")
    assert terminal.end() == 0


def test_nothing_hostile_reaches_the_terminal(started: list[Terminal], tmp_path: Path) -> None:
    """Neither from the name of a file nor from what it holds."""
    (tmp_path / NASTY).write_text("[[[\x1b]52;c;eA==\x07", "utf-8")
    (tmp_path / "b.toml").write_text(HOSTILE, "utf-8")
    (tmp_path / "c.toml").write_text('case_id = "x\\u001b]2;OWNED\\u0007"\n', "utf-8")
    terminal = Terminal(str(tmp_path))
    started.append(terminal)
    terminal.expect(b"P-3")
    terminal.settle()
    for keys in (b"\r", b"\x1b", b"\x1b[B", b"\r", b"\x1b", b"\x1b[B", b"\r", b"wr/", b"\x1b"):
        terminal.send(keys)
        terminal.settle()
    for leak in (b"\x1b]52", b"\x1b]2;", b"\x1b]0;", "\u202e".encode()):
        assert leak not in terminal.output
