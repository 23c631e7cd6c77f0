"""Every screen, character by character and with its colours, as files that read as diffs.

One file for each screen, size and character set. A change of a screen is looked at there and then
taken with ``pytest tests/tui/test_looks.py --snapshot-update``.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import pytest
from rich.style import Style
from syrupy.assertion import SnapshotAssertion
from textual.pilot import Pilot

from nettui.tui.app import SEEN, Nettui
from nettui.tui.settings import changed
from nettui.tui.theme import theme_for
from tests.screens import screen_text
from tests.tui.driver import resized
from tests.tui.every import OPENED, SMALL, VIEWS, WITH_KEYS, shown, sizes
from tests.tui.keys_named import keys_fit
from tests.tui.opened import Watched, places
from tests.tui.readable import can_be_read_in_every_theme
from tests.tui.still import settled


def looks(app: Nettui) -> str:
    """The characters, then line by line what does not look like plain text."""
    return screen_text(app) + "\n".join(["", "Styles", *_styled(app)]) + "\n"


def _styled(app: Nettui) -> Iterator[str]:
    for number, strip in enumerate(app.screen._compositor.render_strips(), 1):
        cells = [(char, _words(segment.style)) for segment in strip for char in segment.text]
        runs = []
        at = 1
        for words, run in groupby(cells, key=lambda cell: cell[1]):
            text = "".join(char for char, _ in run)
            if words and (text.strip() or " on " in words or "reverse" in words):
                runs.append(f"{at}-{at + len(text) - 1} {words}")
            at += len(text)
        if runs:
            yield f"{number:>2}: {'; '.join(runs)}"


def _words(style: Style | None) -> str:
    """A style in words, empty for that of plain text in the dark theme of sixteen colours."""
    if style is None or style.color is None or style.bgcolor is None:
        return ""
    names = [style.color.name] if style.color.name != "color(7)" else []
    if style.bgcolor.name != "color(0)":
        names.append(f"on {style.bgcolor.name}")
    names += [name for name in ("bold", "underline", "reverse", "italic") if getattr(style, name)]
    return " ".join(names)


async def look(pilot: Pilot[None], size: tuple[int, int], characters: str) -> str:
    """The screen at a size and in a character set."""
    app = pilot.app
    assert isinstance(app, Nettui)
    app.take_settings(changed(SEEN, "characters", characters))
    theme = theme_for("dark", "standard")
    app.register_theme(theme)
    app.theme = theme.name  # whatever the terminal of whoever runs the tests can show
    await resized(pilot, size)
    app._redraw(None)
    await settled(pilot)
    return looks(app)


def test_no_screen_is_left_out() -> None:
    """Wherever the terminal opens a screen, there is a view that shows it."""
    assert set(OPENED) == places()
    assert set(OPENED.values()) <= set(VIEWS)


@pytest.mark.parametrize("view", VIEWS)
async def test_screen(view: str, tmp_path: Path, text_snapshot: SnapshotAssertion) -> None:
    """At both sizes, with all characters and in ASCII; it is the one that it is taken for.

    Every theme can be read on it, and its last line names the keys. A screen is opened once for all
    of this, which takes as long as to look at it.
    """
    async with shown(view, tmp_path) as pilot:
        app = pilot.app
        assert isinstance(app, Watched)
        for place in (place for place, name in OPENED.items() if name == view):
            assert app.opened_from[app.screen] == place
        for characters in ("unicode", "ascii"):
            for size in sizes(view):
                text = await look(pilot, size, characters)
                assert characters == "unicode" or text.isascii()
                name = f"{size[0]}x{size[1]}-{characters}"
                assert text == text_snapshot(name=name)
        app.take_settings(SEEN)
        await resized(pilot, SMALL)
        await can_be_read_in_every_theme(pilot)
        if view in WITH_KEYS:
            await keys_fit(pilot)
