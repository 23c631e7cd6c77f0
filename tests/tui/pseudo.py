"""The program in a real pseudo-terminal, and what a terminal makes of what it writes."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from contextlib import suppress
from pathlib import Path

import pyte

CASE = 'case_id = "P-1"\n[disease]\nprimary_site = "pancreas"\n'
_MOMENT = 0.05  # seconds
_STILL = 0.3  # seconds
"""Longer than a key that may be the begin of a sequence waits; a busy machine comes to it late."""


def _environ() -> dict[str, str]:
    """Return the environment as it is now, without a size that is not the terminal's."""
    return {name: text for name, text in os.environ.items() if name not in ("COLUMNS", "LINES")}


def _own() -> None:
    """Make the terminal at the input the one that ends the program when it is closed."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


class Terminal:
    """A program at the other end of a pseudo-terminal of 80x24."""

    def __init__(
        self,
        *words: str,
        module: str = "nettui",
        owned: bool = False,
        folder: Path | None = None,
        **env: str,
    ) -> None:
        """``owned``: the terminal is the program's own, as over SSH."""
        self.master, slave = pty.openpty()
        self.output = b""
        self._sized(80, 24)
        self.process = subprocess.Popen(
            [sys.executable, "-m", module, *words],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
            cwd=folder,
            preexec_fn=_own if owned else None,  # noqa: PLW1509 - one call, before anything runs
            env={**_environ(), "TERM": "xterm", **env},
        )
        os.close(slave)

    def expect(self, text: bytes, seconds: float = 60) -> None:
        """Read until the text has been written."""
        end = time.monotonic() + seconds
        while text not in self.output:
            assert time.monotonic() < end, self.output[-2000:]
            assert self.process.poll() is None, self.output[-2000:]
            self._read(0.2)

    def _read(self, seconds: float) -> bool:
        ready, _, _ = select.select([self.master], [], [], seconds)
        if ready:
            with suppress(OSError):
                self.output += os.read(self.master, 65536)
                return True
        return False

    def read_some(self) -> None:
        """Read what is there."""
        self._read(0.01)

    def settle(self, for_seconds: float = _STILL) -> None:
        """Read until for a while nothing more comes and the program does nothing.

        Time alone would not do: on a busy machine a program is at work and does not come to it.
        """
        still = 0.0
        while still < for_seconds and self.process.poll() is None:
            before, worked, began = len(self.output), self._worked(), time.monotonic()
            self._read(_MOMENT)
            is_still = len(self.output) == before and self._worked() - worked < _MOMENT / 20
            still = still + time.monotonic() - began if is_still else 0.0
        while self._read(0):
            pass

    def _worked(self) -> float:
        """Return the seconds that the program has worked, and more when it is about to."""
        worked = 0.0
        with suppress(OSError):  # a thread, or all of it, has ended meanwhile
            for thread in Path(f"/proc/{self.process.pid}/task").iterdir():
                worked += int((thread / "schedstat").read_text("ascii").split()[0]) / 1e9
                state = (thread / "stat").read_text("ascii").rpartition(") ")[2][0]
                worked += _MOMENT if state in "RD" else 0  # its turn, or a disk, comes yet
        return worked

    def modes(self) -> list[object]:
        """Return what the terminal does with keys before the program has them."""
        return termios.tcgetattr(self.master)

    def expect_raw(self) -> None:
        """Wait until keys are given to the program as they are pressed."""
        end = time.monotonic() + 60
        while termios.tcgetattr(self.master)[3] & termios.ICANON:
            assert time.monotonic() < end
            time.sleep(0.001)

    def send(self, keys: bytes) -> None:
        """Press keys."""
        os.write(self.master, keys)

    def resize(self, columns: int, lines: int) -> None:
        """Give the window another size."""
        self._sized(columns, lines)
        self.process.send_signal(signal.SIGWINCH)  # it is sent to a terminal's owner only

    def _sized(self, columns: int, lines: int) -> None:
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))

    def end(self) -> int:
        """Wait for the program to end; its exit code."""
        deadline = time.monotonic() + 20
        while self.process.poll() is None and time.monotonic() < deadline:
            self._read(0.1)
        return self.process.wait(1)

    def close(self) -> None:
        """End the program, whatever it does, and the terminal."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        os.close(self.master)


def opened(started: list[Terminal], file: Path, folder: Path | None = None) -> Terminal:
    terminal = Terminal(str(file), folder=folder)
    started.append(terminal)
    terminal.expect(b"What first")
    terminal.settle()
    return terminal


class Model:
    """What a terminal shows of what a program writes to it."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal, self._fed = terminal, 0
        self._resized(80, 24)

    def _resized(self, columns: int, lines: int) -> None:
        self.screen = pyte.Screen(columns, lines)
        self.screen.reset_mode(pyte.modes.DECAWM)
        self._stream = pyte.ByteStream(self.screen)

    def resize(self, columns: int, lines: int) -> None:
        """Give it another size; what stood there is lost, as on some terminals."""
        self.cells()
        self._resized(columns, lines)
        self.terminal.resize(columns, lines)

    def write(self, text: str) -> None:
        """Let something else write there."""
        self.cells()
        self._stream.feed(text.encode())

    def cells(self) -> list[list[object]]:
        """Return every cell with its colours, once nothing more is written."""
        self.terminal.settle()
        # The model takes what it does not know (modes, the keyboard protocol) for text.
        new = re.sub(rb"\x1b\[[<>?][0-9;$]*[a-z]", b"", self.terminal.output[self._fed :])
        self._fed = len(self.terminal.output)
        self._stream.feed(new)
        columns, lines = range(self.screen.columns), range(self.screen.lines)
        return [[self.screen.buffer[y][x] for x in columns] for y in lines]

    def drawn_again(self) -> list[list[object]]:
        """Return the cells after the whole screen was asked for."""
        self.terminal.send(b"\x0c")
        return self.cells()
