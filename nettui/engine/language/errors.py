"""What an author of rules did wrong, said at once and with the remedy."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

from nettui.case.base.nearest import did_you_mean

__all__ = ["Mistake", "author_line", "did_you_mean"]


class Mistake(ValueError):
    """A rule, option or table that cannot mean anything: ``what`` is wrong, ``fix`` mends it."""

    def __init__(self, what: str, fix: str) -> None:
        super().__init__(f"{what} {fix}")
        self.what = what
        self.fix = fix


def author_line() -> str:
    """Return ``file:line`` of the author's code that is building a verb just now.

    Only the last two parts of the path are kept: enough to find the line, and the same
    on every computer.
    """
    depth = 1
    while True:
        try:
            frame = sys._getframe(depth)
        except ValueError:
            return ""
        name = frame.f_code.co_filename
        if not name.startswith("<attrs") and "nettui/engine/" not in name.replace("\\", "/"):
            return f"{_shown(name)}:{frame.f_lineno}"
        depth += 1


@cache
def _shown(name: str) -> str:
    path = Path(name)
    return f"{path.parent.name}/{path.name}"
