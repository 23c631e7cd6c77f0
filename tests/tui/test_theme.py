"""Colours: every theme can be read on every screen, at each number of colours a terminal has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from rich.color import Color, ColorSystem, ColorType
from rich.segment import Segment
from rich.style import Style
from rich.terminal_theme import TerminalTheme
from textual.app import App

from nettui.tui.app import SEEN
from nettui.tui.settings import changed
from nettui.tui.theme import (
    NAMES,
    every_theme,
    has_colours,
    has_light_ground,
    look,
    theme_for,
)
from tests.screens import screen_text
from tests.tui import still
from tests.tui.every import VIEWS, shown

Rgb = tuple[int, int, int]


def palette(*colours: int) -> list[Rgb]:
    return [(c >> 16, c >> 8 & 255, c & 255) for c in colours]


# The sixteen colours of usual terminals, as they come.
PALETTES = {
    "xterm": palette(
        *(0x000000, 0xCD0000, 0x00CD00, 0xCDCD00, 0x0000EE, 0xCD00CD, 0x00CDCD, 0xE5E5E5),
        *(0x7F7F7F, 0xFF0000, 0x00FF00, 0xFFFF00, 0x5C5CFF, 0xFF00FF, 0x00FFFF, 0xFFFFFF),
    ),
    "console": palette(
        *(0x000000, 0xAA0000, 0x00AA00, 0xAA5500, 0x0000AA, 0xAA00AA, 0x00AAAA, 0xAAAAAA),
        *(0x555555, 0xFF5555, 0x55FF55, 0xFFFF55, 0x5555FF, 0xFF55FF, 0x55FFFF, 0xFFFFFF),
    ),
    "PuTTY": palette(
        *(0x000000, 0xBB0000, 0x00BB00, 0xBBBB00, 0x0000BB, 0xBB00BB, 0x00BBBB, 0xBBBBBB),
        *(0x555555, 0xFF5555, 0x55FF55, 0xFFFF55, 0x5555FF, 0xFF55FF, 0x55FFFF, 0xFFFFFF),
    ),
}
EIGHT_BIT = TerminalTheme((0, 0, 0), (255, 255, 255), PALETTES["xterm"])


def luminance(colour: Rgb) -> float:
    """As WCAG 2 defines it."""
    parts = [c / 255 for c in colour]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: Rgb, other: Rgb) -> float:
    """From 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def pairs(segment: Segment) -> Iterator[tuple[str, Rgb, Rgb]]:
    """What a segment looks like on each terminal: where, its colour, its ground."""
    style = segment.style
    assert style is not None, segment
    fore, back = style.color, style.bgcolor
    assert fore is not None, segment
    assert back is not None, segment
    if style.reverse:
        fore, back = back, fore
    if fore.type is ColorType.TRUECOLOR:
        for name, depth in (("truecolor", ColorSystem.TRUECOLOR), ("256", ColorSystem.EIGHT_BIT)):
            yield name, rgb(fore.downgrade(depth)), rgb(back.downgrade(depth))
        return
    assert fore.number is not None, segment
    assert back.number is not None, segment
    bright = fore.number + 8 if style.bold and fore.number < 8 else fore.number
    for name, colours in PALETTES.items():
        yield name, colours[fore.number], colours[back.number]
        yield f"{name}, bold is bright", colours[bright], colours[back.number]


def rgb(colour: Color) -> Rgb:
    return tuple(colour.get_truecolor(EIGHT_BIT))  # type: ignore[return-value]


def texts(app: App[None]) -> Iterable[Segment]:
    """What is written on the screen, without blanks: a text of each style."""
    strips = app.screen._compositor.render_strips()
    return {
        segment.style: segment for strip in strips for segment in strip if segment.text.strip()
    }.values()


@pytest.mark.parametrize("view", VIEWS)
async def test_every_text_of_every_theme_can_be_read(view: str, tmp_path: Path) -> None:
    """4.5 to 1 at 16, 256 and 16 million colours, 7 to 1 where the contrast is to be high."""
    async with shown(view, tmp_path) as pilot:
        for theme in every_theme():
            pilot.app.register_theme(theme)
            pilot.app.theme = theme.name
            await still.settled(pilot)
            wanted = 7 if "contrast" in theme.name else 4.5
            for segment in texts(pilot.app):
                if "mono" in theme.name:
                    assert segment.style is not None
                    assert segment.style.color is None or segment.style.color.is_default
                    assert segment.style.bgcolor is None or segment.style.bgcolor.is_default
                    continue
                for where, fore, back in pairs(segment):
                    found = contrast(fore, back)
                    assert found >= wanted, (theme.name, where, segment, round(found, 2))


@pytest.mark.parametrize("view", ["worklist", "plan", "record_fault", "decision"])
async def test_nothing_is_said_by_colour_alone(view: str, tmp_path: Path) -> None:
    """Without any colour the same characters stand there: signs and words."""
    seen = []
    for number, name in enumerate(("dark", "mono")):
        folder = tmp_path / str(number)
        folder.mkdir()
        async with shown(view, folder, settings=changed(SEEN, "theme", name)) as pilot:
            seen.append(screen_text(pilot.app))
    assert seen[0] == seen[1]


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({"TERM": "xterm-256color"}, True),
        ({"TERM": "xterm"}, True),
        ({}, True),
        ({"TERM": "xterm", "NO_COLOR": "1"}, False),
        ({"TERM": "xterm", "NO_COLOR": ""}, True),
        ({"TERM": "vt100"}, False),
        ({"TERM": "vt220"}, False),
        ({"TERM": "dumb"}, False),
    ],
)
def test_colours_are_shown_where_they_are_wanted(environ: dict[str, str], expected: bool) -> None:
    """NO_COLOR counts when it is not empty; old terminals have none."""
    assert has_colours(environ) is expected


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("system", [None, "standard", "256", "truecolor"])
def test_every_theme_is_there_at_every_depth(name: str, system: str | None) -> None:
    """With few colours it is the terminal's own palette."""
    theme = theme_for(name, system)
    assert theme.ansi is (name == "mono" or system in (None, "standard"))


def test_without_colours_only_a_theme_asked_for_has_any() -> None:
    """What a user has set goes before NO_COLOR."""
    assert theme_for("auto", "256", colours=False) == theme_for("mono", "256")
    assert theme_for("dark", "256", colours=False) == theme_for("dark", "256")


@pytest.mark.parametrize(
    ("theme", "tone", "drawn"),
    [
        ("nettui-dark256", "stop", "bold #ff8787 on #121212"),
        ("nettui-dark256", "head", "bold #ffffff on #005f87"),
        ("nettui-dark256", "", "#d0d0d0 on #121212"),
        ("nettui-dark256", "no such tone", "#d0d0d0 on #121212"),
        ("nettui-light16", "stop", "color(7) on color(0)"),
        ("nettui-mono", "head", "reverse default on default"),
        ("no such theme", "cursor", "reverse default on default"),
    ],
)
def test_a_tone_is_drawn_as_its_theme_says(theme: str, tone: str, drawn: str) -> None:
    """Colour, ground and attributes; what the theme does not know is drawn as text."""
    assert look(theme, tone) == Style.parse(drawn)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("0;15", True),
        ("0;default;15", True),
        ("0;7", True),
        ("15;0", False),
        ("15;default;0", False),
        ("7;8", False),
        ("default;default", False),
        ("", False),
        ("15", True),
        ("0;77", False),
        ("0;15;\x1b[31m", False),
    ],
)
def test_a_light_ground_is_known_where_the_terminal_says_so(said: str, expected: bool) -> None:
    """The last word of COLORFGBG is the ground, a number of the sixteen colours."""
    assert has_light_ground({"COLORFGBG": said}) is expected
    assert has_light_ground({}) is False


def test_only_without_a_choice_the_theme_follows_the_ground() -> None:
    """And NO_COLOR goes before it."""
    assert theme_for("auto", "256", light=True) == theme_for("light", "256")
    assert theme_for("auto", "standard", light=True) == theme_for("light", "standard")
    assert theme_for("dark", "256", light=True) == theme_for("dark", "256")
    assert theme_for("auto", "256", light=True, colours=False) == theme_for("mono", "256")
