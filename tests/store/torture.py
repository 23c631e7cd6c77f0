"""Many processes save the same cases while they are killed at random; nothing may be lost.

``make torture`` runs it at length; a slice is part of the tests. Each save counts a number in the
case up by one, so that a lost update shows as a number that falls short of the revisions.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import tempfile
import time
from pathlib import Path

from attrs import evolve, frozen

from nettui.case.model import CaseFile
from nettui.store.records import Who
from nettui.store.refusals import Busy, Conflict
from nettui.store.sqlite import SqliteStore
from tests.store.given import case

WHO = Who(uid=4241, name="surgeon", place="pts/1")
SAVES = 200  # of one process, if it lives
_SHORTEST, _LONGEST = 0.002, 0.12  # s between two kills of one process


@frozen
class Report:
    """What was done to a store and what it cost."""

    acknowledged: int
    revisions: int
    lost: int
    lost_updates: int
    faults: tuple[str, ...]
    kills: int = 0
    finished: int = 0
    seconds: float = 0.0

    @property
    def is_clean(self) -> bool:
        """Nothing acknowledged is missing, nothing overwritten, nothing damaged."""
        return not (self.lost or self.lost_updates or self.faults)

    def __str__(self) -> str:
        return (
            f"{self.kills:,} kills, {self.finished:,} processes finished, "
            f"{self.acknowledged:,} acknowledged saves, {self.revisions:,} revisions "
            f"in {self.seconds:.0f} s\n"
            f"  acknowledged saves lost {self.lost}, lost updates {self.lost_updates}, "
            f"faults {len(self.faults)}" + "".join(f"\n  {fault}" for fault in self.faults[:9])
        )


def hurt(
    folder: Path, kills: int, *, processes: int = 20, cases: int = 10, seed: int = 1
) -> Report:
    """Return what became of a store in which processes were killed so many times."""
    chance = random.Random(seed)
    path, log = folder / "cases.db", folder / "acknowledged"
    names = [f"case-{n}" for n in range(cases)]
    store = SqliteStore(path, WHO)
    for name in names:
        store.save(_numbered(name, 0), 0)
    store.close()
    began = time.monotonic()
    done = finished = 0
    alive: dict[int, float] = {}
    while done < kills:
        while len(alive) < processes:
            pid = os.fork()
            if not pid:
                _work(path, log, names, chance.random())
            alive[pid] = time.monotonic() + chance.uniform(_SHORTEST, _LONGEST) * processes / 4
            chance.random()
        time.sleep(0.001)
        for pid, due in list(alive.items()):
            if os.waitpid(pid, os.WNOHANG)[0]:
                finished += 1
            elif time.monotonic() < due or done >= kills:
                continue
            else:
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)
                done += 1
            del alive[pid]
    for pid in alive:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        done += 1
    seconds = time.monotonic() - began
    return evolve(_examined(path, log, names), kills=done, finished=finished, seconds=seconds)


def _numbered(name: str, number: int) -> CaseFile:
    file = case(name)
    return evolve(file, case=evolve(file.case, board=evolve(file.case.board, centre=str(number))))


def _work(path: Path, log: Path, names: list[str], seed: float) -> None:
    """Save until done or killed, and tell each acknowledged save; never returns."""
    chance = random.Random(seed)
    told = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        store = SqliteStore(path, WHO)
        for _ in range(SAVES):
            name = chance.choice(names)
            try:
                opened = store.open(name)
                number = int(opened.file.case.board.centre or 0) + 1
                head = store.save(_numbered(name, number), opened.head.rev)
            except (Conflict, Busy):
                continue
            os.write(told, f"{name} {head.rev} {number}\n".encode())
    except BaseException as problem:
        os.write(told, f"! {type(problem).__name__} {problem}\n".encode())
        os._exit(1)
    os._exit(0)


def _examined(path: Path, log: Path, names: list[str]) -> Report:
    """Return what is found, without what was done."""
    lines = log.read_text("utf-8").splitlines() if log.exists() else []
    store = SqliteStore(path, WHO)
    faults = [line for line in lines if line.startswith("!")]
    faults += store.check()
    verdict = store.verify()
    faults += verdict.faults
    numbers = {
        (name, revision.rev): int(store.open(name, revision.rev).file.case.board.centre or 0)
        for name in names
        for revision in store.history(name)
    }
    told = [line.split() for line in lines if not line.startswith("!")]
    lost = sum(numbers.get((name, int(rev))) != int(number) for name, rev, number in told)
    newest = {name: max(rev for known, rev in numbers if known == name) for name in names}
    lost_updates = sum(rev - 1 - numbers[name, rev] for name, rev in newest.items())
    store.close()
    return Report(
        acknowledged=len(told),
        revisions=len(numbers),
        lost=lost,
        lost_updates=lost_updates,
        faults=tuple(faults),
    )


def main(kills: int) -> int:
    """Print the report of so many kills; the exit code."""
    with tempfile.TemporaryDirectory() as folder:
        report = hurt(Path(folder), kills)
    print(report)
    return 0 if report.is_clean else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 12_000))
