"""The full-screen terminal."""

from __future__ import annotations

from pathlib import Path


def run(path: Path | None) -> int:
    """Open the terminal on a case, a folder, or the case library; the exit code."""
    raise NotImplementedError(path)
