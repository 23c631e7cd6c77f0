"""Colours: whether every theme can be read, at each number of colours a terminal has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.color import Color, ColorSystem, ColorType
from rich.segment import Segment
from rich.terminal_theme import TerminalTheme
from textual.app import App
from textual.pilot import Pilot

from nettui.tui.theme import every_theme
from tests.tui import still

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


async def can_be_read_in_every_theme(pilot: Pilot[None]) -> None:
    """4.5 to 1 at 16, 256 and 16 million colours, 7 to 1 where the contrast is to be high."""
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
