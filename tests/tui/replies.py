"""What terminals send that nobody pressed, in all its forms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

ESC, BEL = "\x1b", "\x07"
ST = f"{ESC}\\"

# By what asked for it. Without their begin and end, which come in several forms.
STRINGS: Mapping[str, tuple[str, str]] = {
    "foreground": ("]", "10;rgb:d0d0/d0d0/d0d0"),
    "background": ("]", "11;rgb:2d2d/2d2d/2d2d"),
    "cursor colour": ("]", "12;rgba:ffff/ffff/ffff/ffff"),
    "palette": ("]", "4;1;rgb:cdcd/0000/0000"),
    "clipboard": ("]", "52;c;ZGVhZCBiZWVm"),
    "title": ("]", "lrecord of P-1"),
    "icon": ("]", "Lnd"),
    "name and version": ("P", ">|XTerm(388)"),
    "unit": ("P", "!|7E565445"),
    "capability": ("P", "1+r544e=787465726d2d323536636f6c6f72"),
    "no capability": ("P", "0+r736574726762"),
    "setting": ("P", "1$r0;4;31m"),
    "cursor style": ("P", "1$r2 q"),
    "checksum": ("P", "1!~25A1"),
    "presentation": ("P", "1$u1;1;1;@;@;@;0;1;@BBBB"),
    "graphics": ("_", "Gi=31;OK"),
    "graphics refused": ("_", "Gi=31;ENOENT:no such file, dear nurse"),
    "privacy message": ("^", "and nobody reads it"),
    "start of string": ("X", "dnu r b a"),
}
SEQUENCES: Mapping[str, str] = {
    "kind": "?62;1;2;6;9;15;22c",
    "kind of a console": "?6c",
    "second kind": ">41;388;0c",
    "state": "0n",
    "printer": "?13n",
    "keyboard": "?27;1;0;0n",
    "place": "24;80R",
    "place with page": "?24;80;1R",
    "size in cells": "8;50;132t",
    "size in pixels": "4;600;800t",
    "size of a cell": "6;16;8t",
    "place of the window": "3;10;20t",
    "size has changed": "48;50;132;800;1056t",
    "report of sizes": "?2048;1$y",
    "mode": "?25;1$y",
    "mode of old": "4;2$y",
    "mode without a name": "3$y",
    "keyboard protocol": "?0u",
    "graphics": "?2;0;1000;1000S",
    "colours": "?997;1n",
    "request": "2;1;1;112;112;1;0x",
    "mouse": "<0;10;5M",
    "mouse let go": "<0;10;5m",
    "mouse in its second form": "32;10;5M",
    "mouse in its oldest form": "M !!",
    "locator": "1;6;10;5;1&w",
    "end of a paste": "201~",
    "released": "97;5:3u",
    "no character": "99999999u",
    "no character either": "27;5;99999999~",
    "a number too long": f"{'9' * 30}u",
    "longer than any key": f"{'1;' * 40}u",
    "very long": f"{'1;' * 4000}u",
}


def strings(form: str = ESC, end: str = ST) -> Iterator[tuple[str, str]]:
    """Yield each control string by its name. ``form``: the escape byte, or empty for one byte."""
    for name, (kind, text) in STRINGS.items():
        yield name, f"{begun(kind, form)}{text}{end}"


def sequences(form: str = ESC) -> Iterator[tuple[str, str]]:
    """Yield each control sequence by its name."""
    for name, text in SEQUENCES.items():
        yield name, f"{begun('[', form)}{text}"


def begun(kind: str, form: str) -> str:
    """Return how a sequence begins, with two characters or with one (C1)."""
    return f"{form}{kind}" if form else chr(ord(kind) + 0x40)


def every() -> Iterator[tuple[str, str]]:
    """Yield all of them in all their forms."""
    for form in (ESC, ""):
        for end in (ST, BEL, "\x9c"):
            for name, text in strings(form, end):
                yield f"{name}, {form!r} to {end!r}", text
        for name, text in sequences(form):
            yield f"{name}, {form!r}", text


TOGETHER = "".join(text for name, text in every() if not name.startswith("very long"))
"""All of them one after the other."""
