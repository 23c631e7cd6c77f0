"""Verifying the cases of a large SQLite store in several processes, each with its own connection.

The store's own process holds a reading transaction meanwhile, so that all of them read the same
state: with a rollback journal nobody can commit while anybody reads. A process that cannot read at
once (somebody is about to commit) or fails gives nothing, and its cases are checked here.
"""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

import attrs

from nettui.store.core.rows import TABLES
from nettui.store.core.verify import Rows, of_cases, shown, verify
from nettui.store.core.verify_audit import Cases
from nettui.store.records import Anchor, Verdict
from nettui.store.sql.schema import KEYS
from nettui.store.sqlite import migrations
from nettui.store.sqlite.connection import begin_reading, connect

LARGE = 20_000
"""Cases from which on it is worth to start processes."""

_MOST = 4
_AT_ONCE = 200  # ms to wait for somebody who commits

Between = tuple[str | None, str | None]
"""Cases later than the first id and up to the second; None is no limit."""


def processes() -> int:
    """Return how many processes there is room for."""
    allowed = getattr(os, "sched_getaffinity", None)  # not on every system
    return min(len(allowed(0)) if allowed else os.cpu_count() or 1, _MOST)


def cuts(connection: sqlite3.Connection, parts: int) -> list[str]:
    """Return the ids after which the second part of the cases begins, the third, and so on.

    None where there are few cases, or room for one process only.
    """
    count = connection.execute("SELECT count(*) FROM head").fetchone()[0]
    if count < LARGE or parts < 2:
        return []
    nth = "SELECT case_id FROM head ORDER BY case_id LIMIT 1 OFFSET ?"
    found = [connection.execute(nth, (count * n // parts,)).fetchone()[0] for n in range(1, parts)]
    # Any text will do to cut at, so one that somebody damaged is no trouble.
    return sorted(map(shown, found))


def verified(
    path: Path, between: Callable[[Between], Rows], at: Sequence[str], anchors: Iterable[Anchor]
) -> Verdict:
    """Return the verdict on a store, with its cases cut at ids and each part checked apart.

    What is no case's own, the audit above all, is checked here meanwhile.
    """
    parts: list[Between] = list(pairwise([None, *at, None]))
    started = [(_started(path, part) if at else None, part) for part in parts]

    def cases() -> Cases:
        found = Cases()
        for process, part in started:
            found.add(_told(process) or of_cases(between(part)))
        return found

    try:
        return verify(between((None, None)), anchors, cases)
    finally:
        for process, _ in started:
            if process is not None and process.poll() is None:
                process.kill()
                process.communicate()


def _started(path: Path, part: Between) -> subprocess.Popen[bytes] | None:
    try:
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "nettui.store.sqlite.parallel_verify"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
    except OSError:
        return None
    if process.stdin is not None:
        with suppress(OSError):  # it has ended; so it tells nothing
            process.stdin.write(json.dumps([str(path), *part]).encode())
            process.stdin.close()
    return process


def _told(process: subprocess.Popen[bytes] | None) -> Cases | None:
    """Return what a process found, None when it found nothing that can be used."""
    if process is None or process.stdout is None:
        return None
    told = process.stdout.read()
    process.stdout.close()
    if process.wait() != 0:
        return None
    try:
        data = json.loads(told)
        data["protocols"] = {case_id: set(ids) for case_id, ids in data["protocols"].items()}
        data["shown"] = {case_id: tuple(told) for case_id, told in data["shown"].items()}
        return Cases(**data)
    except (ValueError, KeyError, TypeError):
        return None


def raw_rows(connection: sqlite3.Connection, part: Between) -> Rows:
    """Return the raw rows of a connection, of these cases where a table has more than one."""
    after, upto = part
    wanted = [("case_id > ?", after), ("case_id <= ?", upto)]
    limits = [(sql, value) for sql, value in wanted if value is not None]
    where = " WHERE " + " AND ".join(sql for sql, _ in limits) if limits else ""
    values = [value for _, value in limits]

    def rows(table: str) -> sqlite3.Cursor:
        limited = table in ("revision", "head", "decision")
        sql = (
            f"SELECT {', '.join(TABLES[table])} FROM {table}"  # noqa: S608 - names of our own
            f"{where if limited else ''} ORDER BY {KEYS[table]}"
        )
        return connection.execute(sql, values if limited else ())

    return rows


def main() -> int:
    """Check the cases named on standard input and tell what was found; the exit code."""
    path, *part = json.load(sys.stdin)
    connection = connect(Path(path), read_only=True)
    try:
        connection.execute(f"PRAGMA busy_timeout = {_AT_ONCE}")
        # Fewer copies of pages. What goes wrong with a mapped file ends this process at once; then
        # the store's own, which maps nothing, checks these cases.
        connection.execute("PRAGMA mmap_size = 17179869184")
        begin_reading(connection)
        number = int(connection.execute("PRAGMA user_version").fetchone()[0])
        migrations.shown(connection, number)
        connection.text_factory = bytearray
        found = of_cases(raw_rows(connection, tuple(part)))
    except sqlite3.Error:
        return 1
    finally:
        connection.close()
    told = attrs.asdict(found, recurse=False)
    told["protocols"] = {case_id: sorted(ids) for case_id, ids in found.protocols.items()}
    sys.stdout.write(json.dumps(told))
    return 0


if __name__ == "__main__":
    sys.exit(main())
