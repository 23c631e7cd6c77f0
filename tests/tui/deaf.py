"""The program with a keyboard that fails as soon as ``~`` is pressed."""

from __future__ import annotations

import sys

from nettui.cli.main import main
from nettui.tui.terminal.sieve import Sent, Sieve

_feed = Sieve.feed


def failing(sieve: Sieve, text: str, now: float) -> list[Sent]:
    """Fail at the key that is to fail."""
    if "~" in text:
        raise ZeroDivisionError("nobody may read this")
    return _feed(sieve, text, now)


if __name__ == "__main__":
    Sieve.feed = failing  # type: ignore[method-assign, assignment]
    sys.exit(main(sys.argv[1:]))
