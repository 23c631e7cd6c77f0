"""The last line of a screen: whether the keys that can be pressed now are named in it."""

from __future__ import annotations

from textual.pilot import Pilot

from nettui.tui.screens.overlay import Ask, Choice, Palette, Reading, TooSmall
from nettui.tui.widgets.lines import KeyLine
from tests.screens import screen_text
from tests.tui.driver import resized
from tests.tui.every import LARGE, SMALL

SMALLEST = (60, 15)


async def keys_fit(pilot: Pilot[None]) -> None:
    """At every size, each with its whole name; where not all fit, the list of actions is named."""
    for size in (SMALL, LARGE, SMALLEST):
        await resized(pilot, size)
        assert not isinstance(pilot.app.screen, TooSmall)
        keys = pilot.app.screen.query_one(KeyLine)
        assert keys.region.height == 1
        line = screen_text(pilot.app).rstrip("\n").splitlines()[-1]
        assert line.strip()
        assert len(line) <= size[0]
        if size == SMALLEST:
            continue
        named = keys._pressable()
        told = [pair for pair in named.values() if " ".join(("", *pair, "")) in f"{line} "]
        rest = f"{line}  "
        for key, name in told:
            rest = rest.replace(f"{key} {name}  ", "", 1)
        assert not rest.strip(), "nothing is cut"
        assert len(told) >= 2
        if len(told) < len(named):
            assert "^P Actions" in line
        # Over what one works on lies nothing else: help is of that.
        over = isinstance(pilot.app.screen, Palette | Reading | Choice | Ask)
        assert over or "? Help" in line or "F1 Help" in line
