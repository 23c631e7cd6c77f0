"""A store of 100,000 cases with three revisions each: how long reading, checking, planning take.

``make torture`` runs it. The cases are those of the case library over and over, planned by the
protocol in force; one in a hundred has a decision. The store is filled row by row in one
transaction, which only filling may do.
"""

from __future__ import annotations

import datetime
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

from attrs import evolve, frozen

from nettui import __version__
from nettui.case.files.codec import load
from nettui.engine.plan.plan import plan
from nettui.engine.protocol.protocol import Protocol
from nettui.exchange.plan_json import dumps
from nettui.plugin.publish import current
from nettui.store.backup import backup
from nettui.store.core import case_text, rows
from nettui.store.location import StoreLocation
from nettui.store.records import BoardResult, Columns, Decision, Head, Query, Who
from nettui.store.replan import in_background
from nettui.store.sqlite.store import SqliteStore

LIBRARY = Path(__file__).parents[2] / "cases"
WHO = Who(uid=4241, name="registry", place="pts/1")
REVISIONS = 3
DECIDED = 100
TODAY = datetime.date(2026, 11, 2)
START = datetime.datetime(2026, 11, 2, 9, 0, tzinfo=datetime.UTC)


@frozen
class Sample:
    """A case of the library as it is stored many times over."""

    case_id: str
    body: str
    columns: Columns
    receipt: str
    plan: str
    gist: str
    as_of: datetime.date


def samples(protocol: Protocol) -> list[Sample]:
    """The cases of the library, planned."""
    found = []
    for path in sorted(LIBRARY.rglob("*.toml")):
        file = evolve(load(path), comment="")
        made = plan(file.case, file.as_of or TODAY, protocol)
        found.append(
            Sample(
                case_id=file.case.case_id,
                body=case_text.to_text(file),
                columns=case_text.columns(file, made),
                receipt=case_text.receipt_text(made),
                plan=dumps(made),
                gist=case_text.gist(made),
                as_of=made.as_of,
            )
        )
    return found


def filled(path: Path, cases: int, protocol: Protocol) -> SqliteStore:
    """Return a store with so many cases."""
    times = _clock()
    store = SqliteStore(path, WHO, clock=lambda: next(times))
    connection = store._connection()
    connection.execute("PRAGMA synchronous=OFF")
    connection.execute("PRAGMA journal_mode=MEMORY")
    given = samples(protocol)
    store.keep_protocol(protocol)
    with store._writing():
        for n in range(cases):
            _add(store, f"case-{n:06}", given[n % len(given)], n, protocol.digest)
    connection.execute("PRAGMA journal_mode=DELETE")
    store.close()
    return SqliteStore(path, WHO)


def _clock() -> Iterator[datetime.datetime]:
    at = START
    while True:
        yield at
        at += datetime.timedelta(seconds=1)


def _add(store: SqliteStore, case_id: str, sample: Sample, n: int, digest: str) -> None:
    body = sample.body.replace(f'"case_id":"{sample.case_id}"', f'"case_id":"{case_id}"')
    parent, at, salt = "", START, ""
    for rev in range(1, REVISIONS + 1):
        at = store._clock()
        row = rows.revision_row(
            case_id=case_id,
            rev=rev,
            who=WHO,
            at=at,
            program=__version__,
            protocol=digest,
            parent=parent,
            reason="" if rev == 1 else "amended",
            receipt=sample.receipt,
            body=body,
        )
        parent = row[10]
        store._add("revision", row)
        salt = row[11]
        if rev < REVISIONS:
            store._log("save", case_id, rev, detail=parent)
    decided = n % DECIDED == 0
    head = Head(
        case_id=case_id,
        rev=REVISIONS,
        columns=evolve(sample.columns, gist=sample.gist if decided else ""),
        changed_at=at,
        changed_by=WHO.name,
        decision="decided" if decided else "",
    )
    shown = rows.head_row(head, parent)
    store._put_head(shown)
    mark = rows.head_mark(salt, shown[-1])
    store._log("save", case_id, REVISIONS, detail=f"{parent} {mark}")
    if decided:
        decision = Decision(
            case_id=case_id,
            number=1,
            rev=REVISIONS,
            protocol=digest,
            as_of=sample.as_of,
            result=BoardResult(resolutions=(), held_on=sample.as_of, note="as planned"),
            plan=sample.plan,
            gist=sample.gist,
            who=WHO,
            at=at,
            parent="",
            hash="",
        )
        made = rows.decision_row(decision, case_text.pack(sample.plan))
        store._add("decision", made)
        store._log("decide", case_id, REVISIONS, detail=f"{made[11]} {mark}")


def another(protocol: Protocol, version: str) -> Protocol:
    """The same rules under another digest, as after a change of one plugin's version."""
    first, *others = protocol.raw["plugins"]
    return Protocol({**protocol.raw, "plugins": [{**first, "version": version}, *others]})


def replanned(store: SqliteStore, path: Path, protocol: Protocol) -> str:
    """Plan all cases anew under another digest while the list is read; say how long it took."""
    # A kept store is planned under one of the two already.
    both = [another(protocol, version) for version in ("998", "999")]
    waiting, new = max(((len(store.waiting(p.digest)), p) for p in both), key=lambda w: w[0])
    began = time.perf_counter()
    process = in_background(store, StoreLocation(str(path)), new)
    pages = []
    while process.poll() is None:
        pages.append(timed(lambda: store.worklist(Query(), new.digest), 1))
        time.sleep(0.1)
    seconds = _since(began)
    left = len(store.waiting(new.digest))
    return (
        f"{seconds:8.1f} s (limit 20 s), {left} of {waiting:,} left; a page meanwhile "
        f"{median(pages):.1f} ms, at most {max(pages):.1f} ms (limit 50 ms)"
    )


def timed(act: Callable[[], object], times: int = 9) -> float:
    """Return the median of a few runs, in ms."""
    spent = []
    for _ in range(times):
        began = time.perf_counter()
        act()
        spent.append((time.perf_counter() - began) * 1000)
    return median(spent)


def main(cases: int, kept: str = "") -> int:
    """Print how long each act takes; ``kept`` is a folder to leave the store in."""
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        protocol = current()
        path = Path(kept or folder, "cases.db")
        store = SqliteStore(path, WHO) if path.exists() else filled(path, cases, protocol)
        size = path.stat().st_size / 1e6
        print(
            f"{cases:,} cases, {REVISIONS} revisions each, {size:,.0f} MB, "
            f"filled in {_since(began):.0f} s"
        )
        digest, today = protocol.digest, TODAY.isoformat()
        for what, limit, act in (
            ("worklist page", 50, lambda: store.worklist(Query(), digest)),
            ("page by due day", 50, lambda: store.worklist(Query(order="due_by"), digest)),
            ("search by words", 50, lambda: store.worklist(Query(words="case-0777"))),
            ("search by site", 50, lambda: store.worklist(Query(site="rectum"))),
            ("overdue", 50, lambda: store.worklist(Query(group="overdue", today=today))),
            ("all groups", 50, lambda: store.groups(Query(today=today))),
            ("open a case", 20, lambda: store.open(f"case-{cases // 2:06}")),
        ):
            print(f"  {what:<16} {timed(act):8.1f} ms (limit {limit} ms)")
        began = time.perf_counter()
        verdict = store.verify()
        print(
            f"  verify all       {_since(began):8.1f} s (limit 3 s), {len(verdict.faults)} faults"
        )
        for fault in verdict.faults[:9]:
            print(f"    {fault}")
        print(f"  plan all anew    {replanned(store, path, protocol)}")
        began = time.perf_counter()
        backup(store, Path(folder, "backup.db"))
        print(f"  backup           {_since(began):8.1f} s")
        store.close()
    return 0 if verdict.whole else 1


def _since(began: float) -> float:
    return time.perf_counter() - began


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000, *sys.argv[2:]))
