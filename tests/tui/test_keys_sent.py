"""What reaches the program as keys, byte by byte through a terminal; and how large that is."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.tui.pseudo import Model, Terminal, opened
from tests.tui.replies import TOGETHER

_ROOT = Path(__file__).parent.parent.parent
START, END = b"\x1b[200~", b"\x1b[201~"
BACKGROUND = b"\x1b]11;rgb:2d2d/2d2d/2d2d\x1b\\"
LATE = 0.2  # seconds: longer than an escape byte is waited for, shorter than a string is


@pytest.fixture
def model(started: list[Terminal], file: Path) -> Model:
    """A case, at its record, on the field of the age."""
    made = Model(opened(started, file))
    made.terminal.send(b"r")
    made.cells()
    return made


def seen(model: Model) -> str:
    model.cells()
    return "\n".join(model.screen.display)


def line(model: Model, begin: str) -> str:
    """Return the line of the record with a label, without the label and the cursor."""
    found = [text[1:].strip() for text in seen(model).splitlines()]
    return next(text for text in found if text.startswith(begin)).removeprefix(begin).strip()


def test_a_reply_in_two_parts_changes_nothing(model: Model) -> None:
    """The second comes late: no half of it is Escape, none of its letters a command."""
    before = seen(model)
    for at in (2, 5, len(BACKGROUND) - 1):
        for part in (BACKGROUND[:at], BACKGROUND[at:]):
            model.terminal.send(part)
            time.sleep(LATE)
        assert seen(model) == before, at


def test_an_unfinished_string_takes_no_key_for_longer_than_half_a_second(model: Model) -> None:
    """What had come of it is dropped."""
    model.terminal.send(b"\x1bP1+r5463;d\r")
    time.sleep(0.6)
    model.terminal.send(b"\r61\r")
    assert line(model, "Age").startswith("61")


def test_replies_between_the_letters_of_an_answer(model: Model) -> None:
    """All of them, in the field that is being typed; also those that Textual's parser fails on."""
    replies = TOGETHER.encode()
    model.terminal.send(b"\r" + replies + b"6" + replies + b"1" + replies + b"\r" + replies)
    assert line(model, "Age").startswith("61")
    assert "draft" not in seen(model)


def test_a_paste_stays_in_its_field(model: Model) -> None:
    """With lines, commands and escapes in it; where nothing is typed yet, typing begins with it."""
    before = seen(model)
    model.terminal.send(START + b"ddd\rn\x1b\x11" + END)
    assert "> ddd n" in seen(model)
    model.terminal.send(b"\x1b")
    time.sleep(LATE)
    assert seen(model).splitlines()[:3] == before.splitlines()[:3]
    assert "age unknown" in seen(model)
    model.terminal.send(b"/remark\r" + START + b"a\rb\nd\x1b[31mq\x11\x1b]0;x\x07z" + END + b"\r")
    text = line(model, "Remark on the whole case")
    assert text.startswith("a b d")
    assert text.endswith("z")
    assert "[31mq" in text
    assert "age unknown" in seen(model)


def test_a_paste_that_does_not_end(model: Model) -> None:
    """After two seconds its text is in its field, and keys act again."""
    model.terminal.send(b"\r" + START + b"61")
    time.sleep(0.3)
    assert "61" not in seen(model)
    model.terminal.expect(b"61", 10)
    model.terminal.send(b"\r")
    assert line(model, "Age").startswith("61")


def test_a_long_paste_of_escapes_is_taken_quickly(model: Model) -> None:
    """It took a minute, key by key."""
    model.terminal.send(b"/remark\r")
    seen(model)
    began = time.monotonic()
    text = START + b"\x1b[31m0123456789abcde" * 1000 + END + b"\r"
    for n in range(0, len(text), 1000):
        model.terminal.send(text[n : n + 1000])
        model.terminal.read_some()
    assert "0123456789abcde" in seen(model)
    assert time.monotonic() - began < 20
    assert "age unknown" in seen(model)


def test_a_keyboard_that_fails_ends_the_program_with_its_draft(
    started: list[Terminal], file: Path, own_state: Path
) -> None:
    """It says so, and nothing of what was pressed."""
    terminal = Terminal(str(file), module="tests.tui.deaf", folder=_ROOT)
    started.append(terminal)
    terminal.expect(b"What first")
    terminal.settle()
    terminal.send(b"r")
    terminal.settle()
    terminal.send(b"\r61\r\r7")
    terminal.settle()
    terminal.send(b"~")
    assert terminal.end() == 1
    assert terminal.output.rstrip().endswith(b"may still give the plan.")
    assert b"fault of its own" in terminal.output
    assert b"nobody may read this" not in terminal.output
    (draft,) = own_state.glob("nettui/drafts/*/*.draft")
    assert '\\"age\\":61' in draft.read_text("utf-8")


def test_the_size_is_that_of_the_terminal(started: list[Terminal], file: Path) -> None:
    """Not what a shell has exported, at the start and when it changes."""
    terminal = Terminal(str(file), COLUMNS="120", LINES="40")
    started.append(terminal)
    model = Model(terminal)
    terminal.expect(b"What first")
    assert "Help" in seen(model).splitlines()[23]
    model.resize(100, 30)
    assert "Help" in seen(model).splitlines()[29]
