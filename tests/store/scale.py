"""A store of 100,000 cases with three revisions each: how long reading and checking take.

``make torture`` runs it. The store is filled without waiting for the disk, which only filling may.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from attrs import evolve

from nettui.case.model import CaseFile
from nettui.store.records import Query, Who
from nettui.store.sqlite import SqliteStore
from tests.store.given import case

WHO = Who(uid=4241, name="registry", place="pts/1")
REVISIONS = 3
SITES = ("pancreas", "jejunum_ileum", "rectum", "lung", "stomach", "appendix")


def filled(path: Path, cases: int) -> SqliteStore:
    """Return a store with so many cases."""
    store = SqliteStore(path, WHO)
    connection = store._connection()  # filling alone may do without the disk's word
    connection.execute("PRAGMA synchronous=OFF")
    connection.execute("PRAGMA journal_mode=MEMORY")
    for n in range(cases):
        site = SITES[n % len(SITES)]
        for rev in range(REVISIONS):
            file = _case(f"case-{n:06}", site)
            store.save(file, rev)
    connection.execute("PRAGMA journal_mode=DELETE")
    store.close()
    return SqliteStore(path, WHO)


def _case(name: str, site: str) -> CaseFile:
    file = case(name)
    return evolve(
        file, case=evolve(file.case, disease=evolve(file.case.disease, primary_site=site))
    )


def timed(act: Callable[[], object], times: int = 9) -> float:
    """Return the median of a few runs, in ms."""
    spent = []
    for _ in range(times):
        began = time.perf_counter()
        act()
        spent.append((time.perf_counter() - began) * 1000)
    return median(spent)


def main(cases: int) -> int:
    """Print how long each act takes."""
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        store = filled(Path(folder, "cases.db"), cases)
        print(f"{cases:,} cases, {REVISIONS} revisions each, filled in {_since(began):.0f} s")
        for what, limit, act in (
            ("worklist page", 50, lambda: store.worklist(Query())),
            ("search by words", 50, lambda: store.worklist(Query(words="case-0777"))),
            ("search by site", 50, lambda: store.worklist(Query(site="rectum"))),
            ("open a case", 20, lambda: store.open(f"case-{cases // 2:06}")),
        ):
            print(f"  {what:<16} {timed(act):8.1f} ms (limit {limit} ms)")
        began = time.perf_counter()
        verdict = store.verify()
        print(
            f"  verify all       {_since(began):8.1f} s (limit 3 s), {len(verdict.faults)} faults"
        )
        began = time.perf_counter()
        store.backup(Path(folder, "backup.db"))
        print(f"  backup           {_since(began):8.1f} s")
        store.close()
    return 0 if verdict.whole else 1


def _since(began: float) -> float:
    return time.perf_counter() - began


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000))
