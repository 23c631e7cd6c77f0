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
from typing import NoReturn

from attrs import evolve, frozen

from nettui.case.record.case import CaseFile
from nettui.store.core.case_text import from_text
from nettui.store.errors import Busy, Conflict
from nettui.store.records import Who
from nettui.store.sqlite.store import SqliteStore
from tests.store.given import case

WHO = Who(uid=4241, name="surgeon", place="pts/1")
_SHORTEST, _LONGEST = 0.002, 1.0  # s between two looks, and at most between two kills


@frozen
class Report:
    """What was done to a store and what it cost."""

    acknowledged: int
    revisions: int
    lost: int
    lost_updates: int
    faults: tuple[str, ...]
    kills: int = 0
    seconds: float = 0.0

    @property
    def is_clean(self) -> bool:
        """Nothing acknowledged is missing, nothing overwritten, nothing damaged."""
        return not (self.lost or self.lost_updates or self.faults)

    def __str__(self) -> str:
        return (
            f"{self.kills:,} kills, {self.acknowledged:,} acknowledged saves, "
            f"{self.revisions:,} revisions in {self.seconds:.0f} s\n"
            f"  acknowledged saves lost {self.lost}, lost updates {self.lost_updates}, "
            f"faults {len(self.faults)}" + "".join(f"\n  {fault}" for fault in self.faults[:9])
        )


def hurt(
    folder: Path,
    kills: int,
    *,
    processes: int = 20,
    saves: int = 200,
    cases: int = 50,
    seed: int = 1,
) -> Report:
    """Return what became of a store when processes were killed so many times while they saved.

    It goes on until ``processes`` times ``saves`` were acknowledged and ``kills`` were done. The
    kills are spread over the saves and not over time: as many come in on a slow machine.
    """
    chance = random.Random(seed)
    path, log = folder / "cases.db", folder / "acknowledged"
    names = [f"case-{n:04}" for n in range(cases)]
    store = SqliteStore(path, WHO)
    for name in names:
        store.save(_numbered(name, 0), 0)
    store.close()
    log.touch()
    began = time.monotonic()
    wanted = processes * saves
    alive: list[int] = []
    done = acknowledged = 0
    due, latest = chance.random() * 2 * wanted / kills, began + _LONGEST
    with log.open("rb") as told:
        while done < kills or acknowledged < wanted:
            while len(alive) < processes:
                alive.append(_started(path, log, names, chance.random()))
            time.sleep(chance.random() * _SHORTEST)
            lines = told.read()
            acknowledged += lines.count(b"\n")
            if b"!" in lines:
                break  # a process could not go on; what it said is among the faults
            if done < kills and (acknowledged >= due or time.monotonic() > latest):
                _kill(alive.pop(chance.randrange(processes)))
                done += 1
                left = max(wanted - acknowledged, 1) / max(kills - done, 1)
                due = acknowledged + chance.random() * 2 * left
                latest = time.monotonic() + _LONGEST
    for pid in alive:
        _kill(pid)
    done += len(alive)
    seconds = time.monotonic() - began
    return evolve(_examined(path, log, names), kills=done, seconds=seconds)


def _started(path: Path, log: Path, names: list[str], seed: float) -> int:
    pid = os.fork()
    if not pid:
        _work(path, log, names, seed)
    return pid


def _kill(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)


def _numbered(name: str, number: int) -> CaseFile:
    file = case(name)
    return evolve(file, case=evolve(file.case, board=evolve(file.case.board, centre=str(number))))


def _work(path: Path, log: Path, names: list[str], seed: float) -> NoReturn:
    """Save until killed, and tell each acknowledged save; never returns."""
    chance = random.Random(seed)
    told = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        store = SqliteStore(path, WHO)
        while True:
            try:
                # What waits to be planned is read without an event, so most of it is saves.
                [read] = store.to_plan("none", 1, after=chance.choice(["", *names[:-1]]))
                number = int(from_text(read.body).case.board.centre or 0) + 1
                head = store.save(_numbered(read.case_id, number), read.rev)
            except (Conflict, Busy):
                continue
            os.write(told, f"{read.case_id} {head.rev} {number}\n".encode())
    except BaseException as problem:
        os.write(told, f"! {type(problem).__name__} {problem}\n".encode())
        os._exit(1)


def _examined(path: Path, log: Path, names: list[str]) -> Report:
    """Return what is found, without what was done."""
    lines = log.read_text("utf-8").splitlines() if log.exists() else []
    store = SqliteStore(path, WHO)
    faults = [line for line in lines if line.startswith("!")]
    faults += store.check()
    verdict = store.verify()
    faults += verdict.faults
    numbers = {
        (row[0], row[1]): int(from_text(row[-1]).case.board.centre or 0)
        for table, row in store.rows()
        if table == "revision"
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
        report = hurt(Path(folder), kills, saves=max(200, kills // 6))
    print(report)
    return 0 if report.is_clean else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 12_000))
