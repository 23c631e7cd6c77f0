"""What is written to the terminal is less than what is drawn, and shows the same."""

from __future__ import annotations

import random
from io import StringIO
from itertools import pairwise
from pathlib import Path

import pyte
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.drivers.headless_driver import HeadlessDriver
from textual.geometry import Region
from textual.strip import Strip

from nettui.tui.terminal.repaint import Screenful
from tests.tui.driver import typed
from tests.tui.folder import app, written
from tests.tui.still import settled

WIDTH, HEIGHT = 12, 4
CUTS, WHOLE = (0, 5, WIDTH), (0, WIDTH)
LOOKS = {
    "a": Style(bold=True),
    "b": Style(color="red", bgcolor="color(233)", underline=True),
    "→": Style(bold=True, color="color(213)", bgcolor="color(233)"),
    "·": Style(reverse=True, italic=True, color="#ff8800"),
    "e\u0301": Style(dim=True, color="red"),
}
Drawn = list[list[str]]
"""A sign for every cell of every line."""
Spans = list[tuple[int, int, int]]
"""Parts of lines: the line, the first column, the one after the last."""

# One cell each: ASCII, signs that some terminals make two cells wide, a letter with its mark.
signs = st.sampled_from(["a", "b", " ", "→", "·", "e\u0301"])
drawn = st.lists(st.lists(signs, min_size=WIDTH, max_size=WIDTH), min_size=HEIGHT, max_size=HEIGHT)
spans = st.lists(
    st.tuples(st.integers(0, HEIGHT - 1), st.integers(0, WIDTH - 1), st.integers(1, WIDTH)).filter(
        lambda span: span[1] < span[2]
    ),
    min_size=1,
    max_size=4,
).map(sorted)


def console() -> Console:
    return Console(file=StringIO(), color_system="256", force_terminal=True)


def pieces(line: list[str], cuts: tuple[int, ...]) -> dict[int, Strip]:
    styled = [Segment(sign, LOOKS.get(sign)) for sign in line]
    return {x: Strip(styled[x:end]) for x, end in pairwise(cuts)}


def layout(screen: Drawn, cuts: tuple[int, ...] = CUTS) -> LayoutUpdate:
    region = Region(0, 0, WIDTH, HEIGHT)
    return LayoutUpdate([pieces(line, cuts).values() for line in screen], region)


def chops(screen: Drawn, of: Spans) -> ChopsUpdate:
    return ChopsUpdate([pieces(line, CUTS) for line in screen], of, [list(CUTS[1:])] * HEIGHT)


def changed_in(before: Drawn, new: Drawn, of: Spans) -> Drawn:
    """Return a screen that has changed in some parts only."""
    now = [list(line) for line in before]
    for y, first, last in of:
        now[y][first:last] = new[y][first:last]
    return now


class Model:
    """A terminal as it looks after what was written to it."""

    def __init__(self, columns: int = WIDTH, lines: int = HEIGHT) -> None:
        self._screen = pyte.Screen(columns, lines)
        self._screen.reset_mode(pyte.modes.DECAWM)  # Textual switches wrapping off
        self._stream = pyte.Stream(self._screen)

    def cells(self, written_: str = "") -> list[list[object]]:
        """Write something and return every cell, with its colours."""
        self._stream.feed(written_)
        columns, lines = range(self._screen.columns), range(self._screen.lines)
        return [[self._screen.buffer[y][x] for x in columns] for y in lines]


# --- pieces of lines ---


@settings(max_examples=100, deadline=None)
@given(
    drawn, st.lists(st.tuples(drawn, st.none() | spans, st.sampled_from([CUTS, WHOLE])), max_size=6)
)
def test_what_differs_shows_the_same_as_everything(
    first: Drawn, later: list[tuple[Drawn, Spans | None, tuple[int, ...]]]
) -> None:
    """After any updates of all or of parts, the terminal shows what is meant to stand there."""
    known, terminal, now = Screenful(), Model(), first
    terminal.cells(known.changed(layout(now), console()))
    for new, of, cuts in later:
        if of is None:
            now = new
            update: LayoutUpdate | ChopsUpdate = layout(now, cuts)
        else:
            now = changed_in(now, new, of)
            update = chops(now, of)
        seen = terminal.cells(known.changed(update, console()))
        assert seen == Model().cells(layout(now).render_segments(console()))


def plain(text: str) -> Drawn:
    return [*(list("x" * WIDTH) for _ in range(HEIGHT - 1)), list(text)]


def test_what_stands_there_is_not_written_again() -> None:
    """A screen drawn twice is written once; a sign that differs is written alone."""
    known = Screenful()
    assert known.changed(layout(plain("x" * WIDTH)), console())
    assert known.changed(layout(plain("x" * WIDTH)), console()) == ""
    written_ = known.changed(layout(plain("xxxxxxx xxxx")), console())
    assert written_ == "\x1b[4;8H "


@pytest.mark.parametrize(
    ("before", "now", "written_"),
    [
        ("12 mm → 15 mm", "12 mm → 16 mm", "\x1b[1;6H → 16 mm"),
        ("→ 12 mm", "→ 13 mm", "\x1b[1;1H→ 13 mm"),
        ("12 mm · 15 mm", "13 mm · 15 mm", "\x1b[1;2H3 mm · 15 mm"),
        ("12 mm", "13 mm", "\x1b[1;2H3"),
    ],
)
def test_what_stands_after_a_sign_beyond_ascii_is_written_with_it(
    before: str, now: str, written_: str
) -> None:
    """A terminal that makes the sign two cells wide has moved it: no digit may land beside."""
    known = Screenful()
    for text, expected in ((before, None), (now, written_)):
        update = LayoutUpdate([[Strip([Segment(text)])]], Region(0, 0, len(text), 1))
        seen = known.changed(update, console())
        assert expected is None or seen == expected


def test_what_runs_have_in_common_is_said_once() -> None:
    """The ground of all, and the look of neighbours; the terminal's own look is given back."""
    looks = [Style(color="red", bgcolor="color(233)", bold=bold) for bold in (True, None)]
    runs = [Segment("one ", looks[0]), Segment("two ", looks[0]), Segment("three", looks[1])]
    written_ = Screenful().changed(LayoutUpdate([[Strip(runs)]], Region(0, 0, 13, 1)), console())
    assert written_ == "\x1b[1;1H\x1b[1;31;48;5;233mone two \x1b[22mthree\x1b[0m"


def test_after_something_else_wrote_there_all_is_written_again() -> None:
    """A message of the computer, another size: nothing is known of the terminal any more."""
    known, screen = Screenful(), plain("x" * WIDTH)
    everything = known.changed(layout(screen), console())
    known.forget()
    assert known.changed(layout(screen), console()) == everything


# --- the program ---


class Wire(HeadlessDriver):
    """A terminal that is there, and remembers what was written to it."""

    is_headless = False

    def write(self, data: str) -> None:
        _sent.append(data)


_sent: list[str] = []

_KEYS = (
    *("down", "up", "pagedown", "pageup", "end", "home", "enter", "escape", "tab"),
    *("r", "p", "f", "o", "w", "a", "x", "z", "u", "1", "4", "7", "slash", "question_mark"),
    *("ctrl+p", "ctrl+o", "ctrl+f", "backspace", "plus"),
)


@pytest.mark.parametrize(("seed", "size"), [(1, (80, 24)), (2, (120, 40))])
async def test_after_every_key_the_terminal_shows_what_is_drawn(
    tmp_path: Path, seed: int, size: tuple[int, int]
) -> None:
    """Signs and colours, on any way through the screens."""
    _sent.clear()
    chosen = random.Random(seed)
    keys = [chosen.choice(_KEYS) for _ in range(40)]
    terminal, pressed = Model(*size), []
    watched = app(written(tmp_path))
    watched.driver_class = Wire
    async with watched.run_test(size=size, headless=False) as pilot:
        for key in ("", "down", "enter", *keys):
            await typed(pilot, *([key] if key else []))
            await settled(pilot)
            pressed.append(key)
            drawn_ = pilot.app.screen._compositor.render_strips()
            region = Region(0, 0, *size)
            meant = LayoutUpdate([[strip] for strip in drawn_], region)
            seen = terminal.cells("".join(_sent))
            _sent.clear()
            assert seen == Model(*size).cells(meant.render_segments(pilot.app.console)), pressed
