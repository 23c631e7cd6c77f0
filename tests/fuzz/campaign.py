"""Runs inputs for a stated time on several processes, and tells what was found.

Each process has a computer of its own (`Sandbox`) and takes every so-manieth input of each target.
Of the targets the one comes next that is furthest behind its share of the time. The process that
started them watches them: one that is killed, or that no signal ends, is a finding too.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from attrs import define, field

from tests.fuzz.outcome import Finding, Hang, Outcome, finding
from tests.fuzz.sandbox import Sandbox, folder, sandbox
from tests.fuzz.targets import TARGETS, Target

_TURN = 0.5  # seconds that a target has before another one is looked at
_WAITS = 6  # times its limit, for what does not compute
_STUCK = 10  # times its limit: a process that answers no alarm is ended
_PER_MINUTE = 10_000
"""Inputs: a campaign goes on until there are so many, on a slow computer beyond its time."""

_SPAWN = multiprocessing.get_context("spawn")  # nothing of one process is another's


# --- one input ---------------------------------------------------------------------------------


@contextmanager
def _limited(seconds: float) -> Iterator[None]:
    """Raise `Hang` in what computes for longer, or waits for much longer.

    On a busy computer an input waits for its turn, which is no hang.
    """

    def over(_number: int, _frame: object) -> None:
        raise Hang

    before = {number: signal.signal(number, over) for number in (signal.SIGALRM, signal.SIGPROF)}
    # Once more after a second, where it was caught all the same.
    signal.setitimer(signal.ITIMER_PROF, seconds, 1.0)
    signal.setitimer(signal.ITIMER_REAL, seconds * _WAITS, 1.0)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)
        for number, handler in before.items():
            signal.signal(number, handler)


def tried(target: Target, seed: int, number: int, box: Sandbox) -> Outcome | Finding:
    """Run one input; what came of it."""
    given = target.made(seed, number)
    try:
        with _limited(target.limit):
            return target.run(given, box)
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # whatever it is, it is what is looked for
        return finding(target.name, number, error)


# --- one process -------------------------------------------------------------------------------


@define
class Tally:
    """What one process has done: inputs by target and outcome, seconds by target, findings."""

    counts: dict[str, Counter[str]] = field(factory=dict)
    seconds: dict[str, float] = field(factory=dict)
    findings: list[Finding] = field(factory=list)

    def add(self, name: str, outcome: Outcome | Finding) -> None:
        """Count an outcome."""
        is_finding = isinstance(outcome, Finding)
        self.counts.setdefault(name, Counter())["finding" if is_finding else outcome.value] += 1  # type: ignore[union-attr]
        if isinstance(outcome, Finding):
            self.findings.append(outcome)

    def update(self, other: Tally) -> None:
        """Add what another process has done."""
        for name, counts in other.counts.items():
            self.counts.setdefault(name, Counter()).update(counts)
        for name, seconds in other.seconds.items():
            self.seconds[name] = self.seconds.get(name, 0) + seconds
        self.findings += other.findings

    @property
    def inputs(self) -> int:
        """How many inputs were run."""
        return sum(sum(counts.values()) for counts in self.counts.values())


def _next(names: Iterable[str], spent: Mapping[str, float]) -> str:
    return min(names, key=lambda name: spent.get(name, 0) / TARGETS[name].share)


def _work(pipe: Connection, root: Path, seed: int, next_of: dict[str, int], step: int) -> None:
    """Run inputs until told to stop. Before each is run it is said which it is."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 0)
    spent: dict[str, float] = {}
    with sandbox(root) as box:
        _ = box.protocol
        while not pipe.poll():
            name = _next(next_of, spent)
            done, began = Tally(), time.monotonic()
            while time.monotonic() - began < _TURN and not pipe.poll():
                number = next_of[name]
                next_of[name] = number + step
                pipe.send((name, number))
                done.add(name, tried(TARGETS[name], seed, number, box))
            taken = time.monotonic() - began
            spent[name] = spent.get(name, 0) + taken
            done.seconds[name] = taken
            pipe.send(done)


@define
class Worker:
    """A process, what it is doing since when, and where each target goes on.

    ``folder``: in which it makes one of its own.
    """

    folder: Path
    seed: int
    next_of: dict[str, int]
    step: int
    process: BaseProcess = field(init=False)
    pipe: Connection = field(init=False)
    doing: tuple[str, int] | None = None
    since: float = field(factory=time.monotonic)

    def __attrs_post_init__(self) -> None:
        """Start."""
        self.pipe, theirs = _SPAWN.Pipe()
        root = Path(tempfile.mkdtemp(dir=self.folder))
        self.process = _SPAWN.Process(
            target=_work, args=(theirs, root, self.seed, dict(self.next_of), self.step)
        )
        self.process.start()
        theirs.close()
        self.doing, self.since = None, time.monotonic()

    def hear(self, tally: Tally) -> bool:
        """Take one message; say whether the process is still there."""
        try:
            told: Any = self.pipe.recv()
        except (EOFError, OSError):
            return False
        if isinstance(told, Tally):
            tally.update(told)
        else:
            self.doing, self.since = told, time.monotonic()
            name, number = told
            self.next_of[name] = number + self.step
        return True

    @property
    def is_stuck(self) -> bool:
        """It takes far longer than the limit, and no alarm has ended that."""
        if self.doing is None:
            return False
        return time.monotonic() - self.since > TARGETS[self.doing[0]].limit * _STUCK

    def failed(self, what: str, tally: Tally) -> None:
        """Count what the process was doing as a finding, and start it anew after that.

        Raises `RuntimeError` for a process that has not even begun.
        """
        self.process.kill()
        self.process.join()
        self.pipe.close()
        if self.doing is None:
            raise RuntimeError(f"{what} before its first input")
        name, number = self.doing
        tally.add(name, Finding(name, number, what))
        self.__attrs_post_init__()


# --- all of it ---------------------------------------------------------------------------------


def run(
    minutes: float, seed: int, *, names: tuple[str, ...] = (*TARGETS,), processes: int = 2
) -> Tally:
    """Run a campaign; what was done and found."""
    tally = Tally()
    end, least = time.monotonic() + minutes * 60, 1
    if len(names) > 1:
        least = int(minutes * _PER_MINUTE)
    with folder() as place:
        workers = [
            Worker(place, seed, dict.fromkeys(names, n), processes) for n in range(processes)
        ]
        try:
            while time.monotonic() < end or tally.inputs < least:
                _listen(workers, tally)
            _end(workers, tally)
        finally:
            for worker in workers:
                worker.process.kill()
                worker.process.join()
    return tally


def _end(workers: list[Worker], tally: Tally) -> None:
    """Have every process end with its input, and take what it has done."""
    for worker in workers:
        with suppress(OSError):  # it has ended by itself
            worker.pipe.send(None)
    end = time.monotonic() + max(target.limit for target in TARGETS.values()) * _STUCK
    left = list(workers)
    while left and time.monotonic() < end:
        ready = wait([worker.pipe for worker in left], timeout=1.0)
        left = [worker for worker in left if worker.pipe not in ready or worker.hear(tally)]


def _listen(workers: list[Worker], tally: Tally) -> None:
    ready = wait([worker.pipe for worker in workers], timeout=1.0)
    for worker in workers:
        if worker.pipe in ready and not worker.hear(tally):
            worker.failed("the process has ended", tally)
        elif worker.is_stuck:
            worker.failed("nothing ends it", tally)
