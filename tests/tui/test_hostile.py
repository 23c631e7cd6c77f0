"""Nothing that comes from outside acts on a terminal, and nothing of it is swallowed."""

from __future__ import annotations

import re
from pathlib import Path

from tests.tui.hostile import BRACKETS, intact, swallowed
from tests.tui.test_pty import Model, Terminal
from tests.tui.test_pty import started as started  # noqa: PLC0414 - the fixture

_ROOT = Path(__file__).parent.parent.parent
ESC, ENTER, DOWN, F1, F2, F3 = b"\x1b", b"\r", b"\x1b[B", b"\x1bOP", b"\x1bOQ", b"\x1bOR"

# What nettui itself may send: modes, colours, moves, clearing; no strings for the terminal.
_OWN = re.compile(
    rb"\x1b\]22;[a-z]*\x07|"  # the shape of the mouse's pointer
    rb"\x1b\[[0-9;]*[mHABCDJK]|\x1b\[\?[0-9;]*\$?[hlp]|\x1b\[[<>=][0-9;]*u|\x1b\[[0-9;]*[tcnq]"
)
_UNSEEN = re.compile(
    "[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]"
)

IN_STORE: dict[str, tuple[bytes, ...]] = {
    "worklist": (),
    "plugins": (F2,),
    "filter": (ESC, b"\x06"),
    "actions of the list": (ESC, b"\x10"),
    "settings": (ESC, F3),
    "help": (ESC, F1),
    "plan": (ESC, ENTER),
    "plan in full": (b"a",),
    "all rules": (b"a",),
    "why": (DOWN, b"w"),
    "what if": (ESC, b"x"),
    "follow-up": (ESC, b"f"),
    "questions": (b"o",),
    "finding": (b"p", b"/", b"q"),
    "decisions": (ESC, b"h"),
    "correcting": (b"c",),
    "words": (b"p",),
    "reasons": (ESC, b"f"),
    "leaving a decision": (ENTER, ESC),
    "record": (DOWN, ENTER, b"r"),
    "all fields": (b"a",),
    "typing a note": (b"/", b"note", ENTER),
    "taken back": (b"[not done]", ESC, b"\x10"),
    "giving out": (ESC, ESC, b"t"),
    "path": (ENTER,),
    "conflict": (ESC, ESC, ESC, b"\x1b[F", DOWN, DOWN, ENTER),
    "put together": (b"m", b"s"),
    "right patient?": (b"\x13",),
}
IN_FILES: dict[str, tuple[bytes, ...]] = {
    "list": (),
    "plan": (ENTER,),
    "record": (b"r",),
    "file that is none": (ESC, ESC, b"8", ENTER),
    "another": (ESC, ESC, b"9.t", ENTER),
}


def leaks(output: bytes) -> list[str]:
    """Return what was written that is neither nettui's own nor something to be seen."""
    text = _OWN.sub(b"", output).decode()
    return [repr(text[max(m.start() - 40, 0) : m.end() + 40]) for m in _UNSEEN.finditer(text)]


def walk(
    started: list[Terminal],
    kind: str,
    folder: Path,
    journey: dict[str, tuple[bytes, ...]],
    size: tuple[int, int],
) -> dict[str, str]:
    """Go through the screens; return what each shows."""
    terminal = Terminal(kind, str(folder), module="tests.tui.hostile", folder=_ROOT)
    started.append(terminal)
    model = Model(terminal)
    terminal.expect(b"Filter", 120)
    model.resize(*size)
    model.cells()
    shown = {}
    for name, keys in journey.items():
        for key in keys:
            terminal.send(key)
            model.cells()
        shown[name] = "\n".join(model.screen.display)
        assert terminal.process.poll() is None, name
    terminal.send(b"\x11")
    terminal.settle()
    terminal.send(b"\x11")
    assert terminal.end() == 0
    found = leaks(terminal.output)
    assert not found, "\n".join(found)
    assert b"FAKE" in terminal.output, "the text itself is shown"
    assert b"\x1b[7;77HFAKE" not in terminal.output
    return shown


def test_every_screen_of_a_store(started: list[Terminal], tmp_path: Path) -> None:
    """Ids, titles, notes, reasons, names, and every text of a plugin."""
    shown = walk(started, "store", tmp_path, IN_STORE, (100, 60))
    for name, screen in shown.items():
        assert swallowed(screen) == [], f"{name}\n{screen}"
    bare = [name for name, screen in shown.items() if not re.search(r"q\d+_", screen)]
    assert bare == ["filter", "actions of the list", "settings", "taken back"]
    assert len(BRACKETS) >= 53
    missing = set(range(len(BRACKETS))) - set().union(*map(intact, shown.values()))
    assert {BRACKETS[n] for n in missing} == set()


def test_a_small_terminal_without_unicode(started: list[Terminal], tmp_path: Path) -> None:
    """Files, among them some that are none, under names that act."""
    shown = walk(started, "files", tmp_path, IN_FILES, (80, 24))
    for name, screen in shown.items():
        assert swallowed(screen) == [], f"{name}\n{screen}"
        assert screen.isascii(), screen
    assert "was not taken as a case" in shown["file that is none"]
    assert "was not taken as a case" in shown["another"]


def test_what_is_looked_for_is_found() -> None:
    """The test can fail: markup that was eaten, and bytes that act."""
    n = BRACKETS.index("[not done]")
    assert swallowed(f"q{n}_[not done]_{n}p q{n}_[not\n   done]_{n}p q{n}_[no…") == []
    assert swallowed(f"/x/P1_q{n}__not_done__{n}p-plan.txt") == []
    assert swallowed(f"Note q{n}__{n}p") != []
    assert leaks(b"\x1b[31mred\x1b[0m\r\n") == []
    for acting in (b"\x1b]52;c;eA==\x07", b"\x90", "\u202e".encode(), "\x9b".encode(), b"\x0e"):
        try:
            assert leaks(acting)
        except UnicodeDecodeError:
            continue
