"""Timing side by side: every measurement is taken in turn, so that a busy moment hits all alike."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping

ROUNDS = 15


def side_by_side(
    tasks: Mapping[str, Callable[[], object]], rounds: int = ROUNDS, least: float = 0.02
) -> dict[str, float]:
    """Return the median seconds of one call of each task.

    Each round runs every task once for at least ``least`` seconds, in turn.
    """
    repeats = {name: _repeats(task, least) for name, task in tasks.items()}
    taken: dict[str, list[float]] = {name: [] for name in tasks}
    for _ in range(rounds):
        for name, task in tasks.items():
            count = repeats[name]
            start = time.perf_counter()
            for _ in range(count):
                task()
            taken[name].append((time.perf_counter() - start) / count)
    return {name: statistics.median(times) for name, times in taken.items()}


def _repeats(task: Callable[[], object], least: float) -> int:
    count = 1
    while True:
        start = time.perf_counter()
        for _ in range(count):
            task()
        if time.perf_counter() - start >= least / 2:
            return count
        count *= 2


def line(name: str, figure: str, target: str = "", met: bool | None = None) -> str:
    """Return a line of the report."""
    verdict = "" if met is None else ("  met" if met else "  MISSED")
    return f"{name:<52}{figure:>16}  {target}{verdict}"
