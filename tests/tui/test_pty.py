"""The program in a real pseudo-terminal: what it writes, and how it ends."""

from __future__ import annotations

import os
import re
import signal
from pathlib import Path

import pytest

from tests.tui.folder import HOSTILE
from tests.tui.pseudo import Model, Terminal, opened

NASTY = "evil\x1b]52;c;eA==\x07\x1b[2J\u202e.toml"


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
