"""A program at the other end of a pseudo-terminal, timed as a person would see it."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import struct
import subprocess
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from attrs import frozen

_QUIET = 0.08  # seconds without a byte: the screen stands
_LONGEST = 60.0


@frozen
class Answer:
    """What came back for a key: ms until the last byte of it, and how many bytes."""

    ms: float
    size: int


class Session:
    """A running program, on a terminal of ``size`` columns and lines."""

    def __init__(
        self, words: Sequence[str], env: Mapping[str, str], size: tuple[int, int] = (80, 24)
    ) -> None:
        self.master, slave = pty.openpty()
        columns, lines = size
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        self.written = b""
        self.began = time.perf_counter()
        self.process = subprocess.Popen(
            words, stdin=slave, stdout=slave, stderr=slave, start_new_session=True, env=env
        )
        os.close(slave)

    def __enter__(self) -> Session:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self.master)

    def until(self, mark: str) -> float:
        """Return the ms from the start until these words are written."""
        while mark.encode() not in self.written:
            if not self.read(_LONGEST):
                raise TimeoutError(f"{mark!r} was not written: ...{self.written[-500:]!r}")
        return (time.perf_counter() - self.began) * 1000

    def settle(self, quiet: float = _QUIET) -> None:
        """Wait until nothing more is written."""
        while self.read(quiet):
            pass

    def send(self, sent: str) -> None:
        """Press a key."""
        os.write(self.master, sent.encode())

    def key(self, sent: str) -> Answer:
        """Press a key and wait until its answer stands."""
        before = len(self.written)
        began = last = time.perf_counter()
        self.send(sent)
        waits = 1.0  # the answer may be long in coming, but not nothing
        while self.read(waits):
            last = time.perf_counter()
            waits = _QUIET
        return Answer((last - began) * 1000, len(self.written) - before)

    def heard(self, seconds: float) -> int:
        """Return how many bytes are written in a time in which no key is pressed."""
        before, end = len(self.written), time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0:
            self.read(left)
        return len(self.written) - before

    def has_others(self) -> bool:
        """Say whether other processes are at work for the program."""
        tasks = Path(f"/proc/{self.process.pid}/task").iterdir()
        found = [pid for task in tasks for pid in (task / "children").read_text("ascii").split()]
        # One that has ended and was not asked how is a child still.
        return any(") Z " not in Path(f"/proc/{pid}/stat").read_text("utf-8") for pid in found)

    def memory(self) -> float:
        """Return the memory of the program in MiB, what is shared counted in proportion (PSS)."""
        rollup = Path(f"/proc/{self.process.pid}/smaps_rollup").read_text("ascii")
        return next(int(x.split()[1]) for x in rollup.splitlines() if x.startswith("Pss:")) / 1024

    def read(self, seconds: float) -> bool:
        """Read what is written, waiting so long for it; say whether anything was."""
        if not select.select([self.master], [], [], seconds)[0]:
            return False
        self.written += os.read(self.master, 65536)
        return True
