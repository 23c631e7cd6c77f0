"""The themes, each by how many colours the terminal has.

A theme gives every tone of a row a colour and an attribute: `look` for the lines that nettui draws
itself, variables for what nettui.tcss says of Textual's widgets. Colours of 256 lie on the
terminals' common cube, so that a terminal of 256 shows exactly what one of 16 million does. With 16
the colours are the terminal's own palette, chosen so that they can be read on every usual one of
them, also where bold is bright. No tone says anything by its colour alone: a sign and a word stand
beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from rich.style import Style
from textual.color import Color
from textual.theme import Theme

NAMES = {
    "auto": "dark, light or monochrome, as the terminal tells",
    "dark": "light text on black",
    "light": "dark text on white",
    "contrast": "the strongest contrast",
    "mono": "no colours: bold, underlined and reversed only",
}
"""The themes to choose from, and what each is."""

# Terminals that show no colours. Those that say nothing of themselves are taken to have 16.
_COLOURLESS = ("vt52", "vt100", "vt102", "vt220", "vt320", "vt420", "ansi-m", "xterm-mono", "dumb")
_LIGHT = ("7", "9", "10", "11", "12", "13", "14", "15")  # of the 16 colours
_FEW, _MANY = "16", "256"

# Tone: colour and attributes; a tone on a ground of its own names it after "on".
_LOOKS: dict[tuple[str, str], dict[str, str]] = {
    ("dark", _MANY): {
        "text": "#d0d0d0 on #121212",
        "heading": "#87afff bold",
        "title": "#ffffff bold",
        "do": "#87d787 bold",
        "held": "#ffd75f",
        "stop": "#ff8787 bold",
        "unknown": "#5fd7ff",
        "conflict": "#ff87ff bold",
        "changed": "#ffffff bold underline",
        "head": "#ffffff on #005f87 bold",
        "cursor": "#000000 on #afd7ff",
        "hint": "#9e9e9e italic",
    },
    ("light", _MANY): {
        "text": "#262626 on #ffffff",
        "heading": "#005faf bold",
        "title": "#000000 bold",
        "do": "#005f00 bold",
        "held": "#875f00",
        "stop": "#af0000 bold",
        "unknown": "#005f87",
        "conflict": "#870087 bold",
        "changed": "#000000 bold underline",
        "head": "#ffffff on #005f87 bold",
        "cursor": "#000000 on #afd7ff",
        "hint": "#585858 italic",
    },
    ("contrast", _MANY): {
        "text": "#ffffff on #000000",
        "heading": "#ffffff bold underline",
        "title": "#ffffff bold",
        "do": "#87ff87 bold",
        "held": "#ffff5f bold",
        "stop": "#ffafaf bold underline",
        "unknown": "#87ffff",
        "conflict": "#ffafff bold underline",
        "changed": "#ffffff bold underline",
        "head": "#000000 on #ffffff bold",
        "cursor": "#000000 on #ffff00",
        "hint": "#dadada",
    },
    ("dark", _FEW): {
        "text": "ansi_white on ansi_black",
        "heading": "ansi_bright_cyan bold",
        "title": "ansi_bright_white bold",
        "do": "ansi_bright_green bold",
        "held": "ansi_bright_yellow",
        "stop": "ansi_bright_red bold",
        "unknown": "ansi_cyan",
        "conflict": "ansi_bright_magenta bold",
        "changed": "ansi_bright_white bold underline",
        "head": "ansi_bright_white on ansi_blue bold",
        "cursor": "ansi_black on ansi_white",
        "hint": "ansi_cyan",
    },
    # Nothing bold: where bold is bright, black would become grey.
    ("light", _FEW): {
        "text": "ansi_black on ansi_white",
        "heading": "ansi_blue",
        "title": "ansi_black",
        "do": "ansi_blue underline",
        "held": "ansi_black underline",
        "stop": "ansi_white on ansi_black",
        "unknown": "ansi_blue",
        "conflict": "ansi_white on ansi_blue",
        "changed": "ansi_black underline",
        "head": "ansi_white on ansi_blue",
        "cursor": "ansi_white on ansi_black",
        "hint": "ansi_blue",
    },
    ("contrast", _FEW): {
        "text": "ansi_bright_white on ansi_black",
        "heading": "ansi_bright_white bold underline",
        "title": "ansi_bright_white bold",
        "do": "ansi_bright_green bold",
        "held": "ansi_bright_yellow bold",
        "stop": "ansi_bright_white bold underline",
        "unknown": "ansi_bright_cyan",
        "conflict": "ansi_bright_cyan bold underline",
        "changed": "ansi_bright_white bold underline",
        "head": "ansi_black on ansi_white",
        "cursor": "ansi_black on ansi_cyan",
        "hint": "ansi_bright_white",
    },
    ("mono", ""): {
        "text": "ansi_default on ansi_default",
        "heading": "ansi_default bold",
        "title": "ansi_default bold",
        "do": "ansi_default bold",
        "held": "ansi_default",
        "stop": "ansi_default bold underline",
        "unknown": "ansi_default",
        "conflict": "ansi_default bold underline",
        "changed": "ansi_default bold underline",
        "head": "ansi_default reverse",
        "cursor": "ansi_default reverse",
        "hint": "ansi_default",
    },
}


def has_colours(environ: Mapping[str, str]) -> bool:
    """Say whether colours are wanted and can be shown, by NO_COLOR and TERM."""
    return not environ.get("NO_COLOR") and environ.get("TERM", "") not in _COLOURLESS


def has_light_ground(environ: Mapping[str, str]) -> bool:
    """Say whether the terminal says of itself, by COLORFGBG, that its ground is light.

    It is not asked (OSC 11): many never answer, so that the first screen would wait for nothing,
    and an answer that is late, as over a slow line, would be taken for keys.
    """
    return environ.get("COLORFGBG", "").rpartition(";")[2] in _LIGHT


def theme_for(
    name: str, color_system: str | None, *, colours: bool = True, light: bool = False
) -> Theme:
    """Return a theme of `NAMES` for a terminal.

    ``color_system`` is rich's word for it: None, ``standard``, ``256`` or ``truecolor``. Without
    ``colours`` only a theme that was chosen by its name has any; ``light``: the terminal's ground.
    """
    if name == "auto":
        name = ("light" if light else "dark") if colours else "mono"
    depth = _MANY if color_system in ("256", "truecolor") else _FEW
    return _theme(name, "" if name == "mono" else depth)


def every_theme() -> list[Theme]:
    """Return each theme at each number of colours."""
    return [_theme(*key) for key in _LOOKS]


def variables_of(look: Mapping[str, str]) -> dict[str, str]:
    """Return the variables of nettui.tcss: colour, ground and attributes of each tone."""
    made: dict[str, str] = {}
    ground = look["text"].split()[2]
    for tone, words in look.items():
        color, *others = words.split()
        own = others[:1] == ["on"]
        made[f"tone-{tone}"] = color
        made[f"tone-{tone}-ground"] = others[1] if own else ground
        made[f"tone-{tone}-style"] = " ".join(others[2:] if own else others) or "none"
    # Textual's own widgets read these.
    made["ansi-background"], made["ansi-foreground"] = ground, made["tone-text"]
    for name in ("block-cursor", "input-cursor", "input-selection", "screen-selection"):
        made[f"{name}-background"] = made["tone-cursor-ground"]
        made[f"{name}-foreground"] = made["tone-cursor"]
    return made


def _theme(name: str, depth: str) -> Theme:
    made = variables_of(_LOOKS[name, depth])
    text, ground = made["tone-text"], made["tone-text-ground"]
    return Theme(
        name=f"nettui-{name}{depth}",
        dark=name != "light",
        ansi=depth != _MANY,
        primary=text,
        foreground=text,
        background=ground,
        surface=ground,
        panel=ground,
        boost=ground,
        variables=made,
    )


VARIABLES = variables_of(_LOOKS["mono", ""])
"""What nettui.tcss reads until a theme is chosen."""


@cache
def look(theme: str, tone: str) -> Style:
    """Return how a tone is drawn in the theme of a name; one that the theme does not know, as text.

    Component classes would say the same, but Textual makes a node for each of them in every widget
    whenever its style is worked out.
    """
    made = _VARIABLES_OF.get(theme, VARIABLES)
    if f"tone-{tone}" not in made:
        tone = "text"
    color, ground = (Color.parse(made[f"tone-{tone}{part}"]) for part in ("", "-ground"))
    style: Style = Style.parse(made[f"tone-{tone}-style"])
    return style + Style.from_color((ground + color).rich_color, ground.rich_color)


_VARIABLES_OF = {theme.name: theme.variables for theme in every_theme()}
