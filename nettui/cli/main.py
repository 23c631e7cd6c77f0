"""The shell's entry point."""

from __future__ import annotations

import sys

import nettui


def main(argv: list[str] | None = None) -> int:
    """Run one command; the exit code of the process."""
    words = sys.argv[1:] if argv is None else argv
    if words == ["--version"]:
        print(f"nettui {nettui.__version__}")
        return 0
    return 2
