"""Colours: which theme a terminal is given, and what its tones look like."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.style import Style

from nettui.tui.app import SEEN
from nettui.tui.settings import changed
from nettui.tui.theme import (
    NAMES,
    has_colours,
    has_light_ground,
    look,
    theme_for,
)
from tests.screens import screen_text
from tests.tui.every import shown


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
