"""What comes of one input: refused, planned, only taken, or a finding."""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterator
from enum import Enum
from pathlib import PurePath

from attrs import field, frozen

from nettui.display import safe


class Outcome(Enum):
    """What became of an input for which nothing is to be found fault with."""

    REFUSED = "refused"
    TAKEN = "taken"
    PLANNED = "planned"


class Wrong(Exception):
    """Something is not as it must be; the text says what, in words that do not vary by input."""


class Hang(BaseException):
    """The time limit of an input is over. No `Exception`, so that nothing catches it."""


@frozen
class Finding:
    """What went wrong with one input. ``what`` and ``where`` are the same for the same fault."""

    target: str
    number: int
    what: str
    where: str = ""
    trace: str = field(default="", eq=False)

    @property
    def fault(self) -> tuple[str, str, str]:
        """What makes two findings one."""
        return self.target, self.what, self.where


def finding(target: str, number: int, error: BaseException) -> Finding:
    """Return an error as a finding."""
    what = str(error) if isinstance(error, Wrong) else type(error).__name__
    where = "" if isinstance(error, Wrong) else place(error)
    trace = "".join(traceback.format_exception(error, chain=True))
    return Finding(target, number, what, where, trace[-6000:])


def place(error: BaseException) -> str:
    """Return the innermost line of nettui that an error passed."""
    found = ""
    for frame, line in traceback.walk_tb(error.__traceback__):
        parts = PurePath(frame.f_code.co_filename).parts
        if "nettui" in parts:
            found = f"{'/'.join(parts[parts.index('nettui') :])}:{line}"
    return found


_UNFORESEEN = re.compile(r"unforeseen (\w+) at ([\w/.]+:\d+|an unknown place)")


def looked_at(code: object, out: str, err: str) -> None:
    """Raise `Wrong` for an exit code or an output that no command may give."""
    if code not in (0, 1, 2):
        raise Wrong(f"exit code {code}")
    both = f"{out}\n{err}"
    # Over two lines in a folded text, the words are the same.
    if unforeseen := _UNFORESEEN.search(" ".join(both.split())):
        raise Wrong(f"unforeseen {unforeseen[1]} at {unforeseen[2]}")
    if "Traceback (most recent call last)" in both:
        raise Wrong("a traceback is printed")
    if "mistake in nettui" in both or "fault of nettui itself" in both:
        raise Wrong("a mistake of nettui itself is said")
    raw_in(out, "standard output")
    raw_in(err, "standard error")


def raw_in(text: str, where: str) -> None:
    """Raise `Wrong` for a text that would do something to a terminal."""
    if safe(text, lines=True) != text:
        signs = ", ".join(sorted(set(_acting(text)))[:5])
        raise Wrong(f"raw control characters in {where}: {signs}")


def _acting(text: str) -> Iterator[str]:
    for char in text:
        if char != "\n" and safe(char) not in (char, f"\u25cc{char}"):
            yield f"U+{ord(char):04X}"
