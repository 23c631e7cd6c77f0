"""Nothing that comes from outside acts on a terminal, and nothing of it is swallowed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from attrs import frozen

from tests.tui.hostile import ACTING, BRACKETS, NAMED, OPENED, intact, looks_like_a_case, swallowed
from tests.tui.opened import places
from tests.tui.pseudo import Model, Terminal
from tests.tui.replies import TOGETHER

# The walks are gone side by side and once, for all tests.
pytestmark = pytest.mark.xdist_group("walks")

_ROOT = Path(__file__).parent.parent.parent
Key = bytes | tuple[int, int]
"""What is pressed, or the size that the window is given."""
ESC, ENTER, DOWN = b"\x1b", b"\r", b"\x1b[B"
HOME, END = b"\x1b[H", b"\x1b[F"
F1, F2, F3, F4 = b"\x1bOP", b"\x1bOQ", b"\x1bOR", b"\x1bOS"
F6, F7, F8 = b"\x1b[17~", b"\x1b[18~", b"\x1b[19~"

# Terminals take the escapes out of what they paste.
PASTED = b"\x1b[200~" + f"{NAMED}{ACTING}\n[/]".encode().replace(b"\x1b", b"") + b"\x1b[201~"

# All that a terminal may say of itself, of which nothing is a key.
REPLIES = TOGETHER.encode()
_SHORT = 0.1  # seconds in which a program that does nothing has nothing to do

# What nettui itself may send: modes, colours, moves, clearing; no strings for the terminal.
_OWN = re.compile(
    rb"\x1b\]22;[a-z]*\x07|"  # the shape of the mouse's pointer
    rb"\x1b\[[0-9;]*[mHABCDJK]|\x1b\[\?[0-9;]*\$?[hlp]|\x1b\[[<>=][0-9;]*u|\x1b\[[0-9;]*[tcnq]"
)
_UNSEEN = re.compile(
    "[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]"
)

IN_STORE: dict[str, tuple[Key, ...]] = {
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
    "all fields": (b"\x05",),
    "typing a note": (b"/", b"note", ENTER),
    "taken back": (b"[not done]", ESC, b"\x10"),
    "giving out": (ESC, ESC, b"t"),
    "path": (ENTER,),
    "after a fault": (ESC, ESC, ESC, END, DOWN, DOWN, ENTER),
    "conflict": (DOWN, ENTER),
    "put together": (b"m", b"s"),
    "right patient?": (b"\x13",),
}
DOING: dict[str, tuple[Key, ...]] = {
    "order": (b"\x0f",),
    "board day": (ESC, F7),
    "no day": (b"[/]", ENTER),
    "before a board": (b"\x7f" * 3 + b"2027-01-05", ENTER),
    "alike": (b"\x0e", looks_like_a_case().encode(), ENTER),
    "new": (ESC, b"\x0e"),
    "pasted": (PASTED,),
    "new case": (ENTER,),
    "changed": (b"/", b"site", ENTER, b"lung", ENTER),
    "leaving": (ESC, ESC, ESC),
    "import": (DOWN, ENTER, F6),
    "files there": (b"./",),
    "no file": (PASTED, ENTER),
    "import refused": (b"\x15./", ENTER),
    "there already": (ESC,),
    "update why": (DOWN, ENTER),
    "updated": (NAMED.encode(), ENTER),
    "archive": (F8,),
    "archived": (DOWN, ENTER),
    "the archived": (b"\x06", END, ENTER),
    "put back": (F8,),
    "restored": (DOWN, ENTER),
    "deciding": (ESC, b"P2", ENTER, b"b"),
    "why not": (b"d",),
    "declined": (ENTER,),
    "remark": (b"n", NAMED.encode(), ENTER),
    "signing": (b"\x13",),
    "signed": (ENTER,),
    "amending": (b"r", b"/", b"ecog", ENTER, b"1", ENTER, b"\x13"),
    "amended": (NAMED.encode(), ENTER),
    "history": (ESC, b"h"),
    "revision": (END, ENTER),
    "correcting": (ESC, HOME, b"c", b"\x13"),
    "corrected": (NAMED.encode(), ENTER, ENTER),
    "another and back": (b">", b"<"),
    "given out": (b"t", ENTER, ENTER),
    "too small": ((40, 10),),
    "large again": ((100, 60),),
    **{f"tour {n}": (ENTER,) if n else (ESC, F4) for n in range(8)},
}
IN_FILES: dict[str, tuple[Key, ...]] = {
    "list": (),
    "first store": (b"\x0e",),
    "plan": (ESC, ENTER),
    "record": (b"r",),
    "file that is none": (ESC, ESC, b"8", ENTER),
    "another": (ESC, ESC, b"9.t", ENTER),
}
WALKS = {
    "looking": ("store", IN_STORE, (100, 60)),
    "doing": ("store", DOING, (100, 60)),
    "files": ("files", IN_FILES, (80, 24)),
}


@frozen
class Walked:
    """What each stop of a walk has shown, all that was written, from where screens were opened.

    ``changed``: the stops where a terminal's own replies changed what was shown.
    """

    screens: Mapping[str, str]
    output: bytes
    opened: frozenset[str]
    changed: Sequence[str]


def leaks(output: bytes) -> list[str]:
    """Return what was written that is neither nettui's own nor something to be seen."""
    text = _OWN.sub(b"", output).decode()
    return [repr(text[max(m.start() - 40, 0) : m.end() + 40]) for m in _UNSEEN.finditer(text)]


def walk(folder: Path, kind: str, journey: Mapping[str, tuple[Key, ...]], size: Key) -> Walked:
    """Go through the screens in a terminal."""
    cases = folder / "cases"
    cases.mkdir()
    terminal = Terminal(
        kind,
        str(cases),
        module="tests.tui.hostile",
        folder=_ROOT,
        XDG_STATE_HOME=str(folder / "state"),
        XDG_CONFIG_HOME=str(folder / "config"),
    )
    try:
        model = Model(terminal)
        terminal.expect(b"Filter", 120)
        screens: dict[str, str] = {}
        changed: list[str] = []
        for name, keys in {"": (size,), **journey}.items():
            for key in keys:
                if isinstance(key, bytes):
                    terminal.send(key)
                else:
                    model.resize(*key)
                model.cells()
            written = len(terminal.output)
            terminal.send(REPLIES)
            terminal.settle(_SHORT)
            changed += [name] if len(terminal.output) != written else []
            screens[name] = "\n".join(model.screen.display)
            assert terminal.process.poll() is None, name
        terminal.send(b"\x11")
        terminal.settle()
        terminal.send(b"\x11")
        assert terminal.end() == 0, screens[name]
    finally:
        terminal.close()
    opened = (cases / OPENED).read_text("utf-8").splitlines()
    return Walked(screens, terminal.output, frozenset(opened), changed)


@pytest.fixture(scope="module")
def walks(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Walked]:
    """All walks. Most of the time each waits for its terminal to stand still."""
    with ThreadPoolExecutor() as pool:
        begun = {
            name: pool.submit(walk, tmp_path_factory.mktemp(name), *how)
            for name, how in WALKS.items()
        }
        return {name: one.result() for name, one in begun.items()}


def bare(walked: Walked) -> list[str]:
    """Return the stops that show nothing from outside; the case of the tour is its own."""
    shown = [
        (name, screen) for name, screen in walked.screens.items() if name[:4] not in ("", "tour")
    ]
    return [name for name, screen in shown if not re.search(r"q\d+_", screen)]


@pytest.mark.parametrize("name", WALKS)
def test_nothing_acts_and_nothing_is_swallowed(walks: Mapping[str, Walked], name: str) -> None:
    """Ids, titles, notes, reasons, names of people and files, every text of a plugin."""
    walked = walks[name]
    found = leaks(walked.output)
    assert not found, "\n".join(found)
    assert b"FAKE" in walked.output, "the text itself is shown"
    assert b"\x1b[7;77HFAKE" not in walked.output
    for stop, screen in walked.screens.items():
        assert swallowed(screen) == [], f"{stop}\n{screen}"


@pytest.mark.parametrize("name", WALKS)
def test_what_is_no_key_changes_nothing(walks: Mapping[str, Walked], name: str) -> None:
    """Late replies of every kind, on every screen."""
    assert walks[name].changed == []


def test_every_way_in_is_tried(walks: Mapping[str, Walked]) -> None:
    """Every stop shows something planted but for those that show nothing from outside."""
    assert len(BRACKETS) >= 53
    assert bare(walks["looking"]) == [
        "filter",
        "actions of the list",
        "settings",
        "taken back",
        "after a fault",
    ]
    assert bare(walks["doing"]) == [
        "order",
        "new",
        "correcting",
        "too small",
    ]
    seen = [screen for walked in walks.values() for screen in walked.screens.values()]
    missing = set(range(len(BRACKETS))) - set().union(*map(intact, seen))
    assert {BRACKETS[n] for n in missing} == set()


def test_no_screen_is_left_out(walks: Mapping[str, Walked]) -> None:
    """Wherever the terminal opens a screen, a walk has come through."""
    assert set().union(*(walked.opened for walked in walks.values())) == places()


def test_a_small_terminal_without_unicode(walks: Mapping[str, Walked]) -> None:
    """Files, among them some that are none, under names that act."""
    screens = walks["files"].screens
    assert all(screen.isascii() for screen in screens.values())
    assert "was not taken as a case" in screens["file that is none"]
    assert "was not taken as a case" in screens["another"]


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
