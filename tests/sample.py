"""What `make test` asserts of a part of the library, `make whole` asserts of all of it."""

from __future__ import annotations

import os
from pathlib import Path

WHOLE = os.environ.get("NETTUI_TESTS", "") == "whole"


def one_in(n: int, cases: list[Path]) -> list[Path]:
    """Return each nth case, beginning with the first; all of them where the whole is asked for."""
    return cases if WHOLE else cases[::n]


def examples(n: int) -> int:
    """Return how many random examples to try: five times as many where the whole is asked for."""
    return n * 5 if WHOLE else n
