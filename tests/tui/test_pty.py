"""The program in a real pseudo-terminal: what it writes, and how it ends."""

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
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pyte
import pytest

from tests.tui.folder import HOSTILE

CASE = 'case_id = "P-1"\n[disease]\nprimary_site = "pancreas"\n'
_STILL, _MOMENT = 0.25, 0.05  # seconds
NASTY = "evil\x1b]52;c;eA==\x07\x1b[2J\u202e.toml"


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


@pytest.fixture
def started(tmp_path: Path) -> Iterator[list[Terminal]]:
    """Terminals to be ended whatever happens."""
    made: list[Terminal] = []
    yield made
    for terminal in made:
        terminal.close()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "one.toml"
    path.write_text(CASE, "utf-8")
    return path


def opened(started: list[Terminal], file: Path, folder: Path | None = None) -> Terminal:
    terminal = Terminal(str(file), folder=folder)
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


def test_the_terminal_shows_after_keys_what_it_shows_drawn_again(
    started: list[Terminal], file: Path
) -> None:
    """Nothing is left over of what stood there, and nothing is missing."""
    terminal = opened(started, file)
    model = Model(terminal)
    for keys in ((b"\x1b[B", b"r"), (b"\r", b"61"), (b"\r", b"\x1b", b"pa"), (b"?",)):
        for key in keys:
            terminal.send(key)
            terminal.settle()
        seen = model.cells()
        assert seen == model.drawn_again(), keys


def test_a_message_of_the_computer_goes_away_when_the_screen_is_drawn_again(
    started: list[Terminal], file: Path
) -> None:
    """`wall`, a kernel's message: nettui cannot know of it."""
    model = Model(opened(started, file))
    before = model.cells()
    model.write("\x1b[5;1HBroadcast message: going down\x1b[1;1H")
    assert model.cells() != before
    assert model.drawn_again() == before


@pytest.mark.parametrize("sizes", [((60, 16), (80, 24)), ((132, 50),)])
def test_another_size_shows_the_whole_screen(
    started: list[Terminal], file: Path, sizes: tuple[tuple[int, int], ...]
) -> None:
    """Also one that is the old one again when it is looked at, on a terminal that lost it."""
    model = Model(opened(started, file))
    model.cells()
    for size in sizes:
        model.terminal.resize(*size)
    model.resize(*sizes[-1])
    seen = model.cells()
    assert any(cell.data != " " for line in seen for cell in line)  # type: ignore[attr-defined]
    assert seen == model.drawn_again()


def test_after_it_was_stopped_the_whole_screen_is_written(
    started: list[Terminal], file: Path
) -> None:
    """A shell has written there meanwhile."""
    terminal = opened(started, file)
    model = Model(terminal)
    before = model.cells()
    os.kill(terminal.process.pid, signal.SIGTSTP)
    os.waitid(os.P_PID, terminal.process.pid, os.WSTOPPED | os.WNOWAIT)
    model.write("\x1b[2J\x1b[Hshell$ ")
    terminal.process.send_signal(signal.SIGCONT)
    assert model.cells() == before


@pytest.mark.parametrize(
    ("theme", "environ", "ground"),
    [
        ("auto", {}, b";40m"),
        ("auto", {"COLORFGBG": "0;15"}, b";47m"),
        ("auto", {"NO_COLOR": "1", "COLORFGBG": "0;15"}, b""),
        ("dark", {"NO_COLOR": "1"}, b";40m"),
    ],
)
def test_the_ground_is_that_of_the_terminal_or_the_one_asked_for(
    started: list[Terminal],
    file: Path,
    theme: str,
    environ: dict[str, str],
    ground: bytes,
) -> None:
    """Without colours there is none at all."""
    config = file.parent / "config"
    (config / "nettui").mkdir(parents=True)
    (config / "nettui/terminal.toml").write_text(f'theme = "{theme}"\n', "utf-8")
    terminal = Terminal(str(file), **{**environ, "XDG_CONFIG_HOME": str(config)})  # type: ignore[arg-type]
    started.append(terminal)
    terminal.expect(b"What first")
    grounds = set(re.findall(rb";4[0-7]m", terminal.output))
    assert (ground in grounds) if ground else not grounds, terminal.output[:3000]
