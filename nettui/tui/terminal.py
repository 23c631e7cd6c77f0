"""What a terminal must be, and how its peculiarities are met before Textual sees them."""

from __future__ import annotations

import codecs
import functools
import os
from collections.abc import Mapping

SMALLEST = (80, 24)


def refusal(environ: Mapping[str, str]) -> str:
    """Return why no screen can be shown here, empty when one can."""
    if not (os.isatty(0) and os.isatty(2)):
        return (
            "nettui needs a terminal for its screens, and its input or error output is none.\n"
            "Over ssh use: ssh -t. For text without screens: nettui run FILE."
        )
    if environ.get("TERM") == "dumb":
        return (
            "nettui needs a terminal that can place text, and TERM says 'dumb'.\n"
            "Set TERM to what the terminal is (xterm, linux), or use: nettui run FILE."
        )
    return ""


def take_any_byte() -> None:
    """Let a byte that is not UTF-8 (a key of a Latin-1 terminal) show as a sign.

    Textual reads the keyboard with a decoder that would end the program.
    """
    from textual.drivers import linux_driver

    decoder = codecs.getincrementaldecoder("utf-8")
    linux_driver.getincrementaldecoder = lambda _name: functools.partial(  # type: ignore[attr-defined]
        decoder, errors="replace"
    )
