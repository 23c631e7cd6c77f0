"""Planning anew after a protocol changed: in processes of its own, in batches, interruptible.

The worklist stays usable meanwhile and says how many heads are of another protocol. The workers
read the protocol from the store, where it is kept by its digest; they run no plugin.
"""

from __future__ import annotations

import datetime
import gc
import os
import subprocess
import sys
from itertools import pairwise
from typing import TYPE_CHECKING

from nettui.engine.plan.plan import Plan, plan
from nettui.sheet.comparison import windows
from nettui.store.core import case_text
from nettui.store.errors import Damaged, StoreRefusal
from nettui.store.location import StoreLocation
from nettui.store.sqlite.parallel_verify import processes

if TYPE_CHECKING:
    from nettui.engine.protocol.protocol import Protocol
    from nettui.store.port import CaseStore
    from nettui.store.records import Columns, Waiting

BATCH = 500
"""Cases in one transaction: others wait some tens of milliseconds at most."""

SHARE = 2000
"""Cases for which it is worth to start a process."""

_GISTS = 10_000

Gists = dict[tuple[object, ...], str]
"""The gists of plans by what they follow from, under one protocol."""


def replan(
    store: CaseStore,
    protocol: Protocol,
    today: datetime.date,
    after: str = "",
    upto: str = "",
) -> tuple[int, tuple[str, ...]]:
    """Plan every case anew whose columns are of another protocol; of ids in these limits.

    ``today`` is the day of the plan of a case that names none. Returns how many were planned,
    and the ids of those that could not be; they go on waiting, which the worklist shows.
    """
    done = 0
    failed: list[str] = []
    gists: Gists = {}
    while waiting := store.to_plan(protocol.digest, BATCH, after, upto):
        made: list[tuple[str, int, Columns]] = []
        for one in waiting:
            try:
                made.append((one.case_id, one.rev, _columns(one, protocol, today, gists)))
            except (Damaged, ValueError, ArithmeticError, LookupError, TypeError):
                failed.append(one.case_id)
        done += store.planned(made)
        after = waiting[-1].case_id
    return done, tuple(failed)


def _columns(one: Waiting, protocol: Protocol, today: datetime.date, gists: Gists) -> Columns:
    if not one.whole:
        raise Damaged(f"Revision {one.rev} of case '{one.case_id}' is not what was saved.")
    file = (case_text.from_checked_text if one.checked else case_text.from_text)(one.body)
    made = plan(file.case, file.as_of or today, protocol)
    return case_text.columns(file, made, _gist(made, gists) if one.decided else "")


def _gist(made: Plan, gists: Gists) -> str:
    """Return the gist of a plan, worked out once for all of the same result and windows.

    All that a protocol says of a case follows from the result, but for when follow-up is due.
    """
    key = (made.result, *windows(made).items())
    known = gists.get(key)
    if known is None:
        if len(gists) >= _GISTS:
            gists.clear()
        known = gists[key] = case_text.gist(made)
    return known


def replan_all(
    store: CaseStore, place: StoreLocation, protocol: Protocol, today: datetime.date
) -> tuple[int, tuple[str, ...]]:
    """Plan every case anew as `replan` does, with a process for each part of many cases.

    Does nothing while somebody else does it. What a process leaves over is planned here.
    """
    with store.planning() as alone:
        if not alone:
            return 0, ()
        store.keep_protocol(protocol)
        waiting = store.waiting(protocol.digest)
        parts = max(1, min(processes(), len(waiting) // SHARE))
        ends = [waiting[len(waiting) * n // parts] for n in range(1, parts)]
        others = [
            _worker(place, protocol.digest, today.isoformat(), after, upto)
            for after, upto in pairwise([*ends, ""])
        ]
        replan(store, protocol, today, upto=ends[0] if ends else "")
        for other in others:
            other.wait()
        # Mostly nothing: what was saved without a plan meanwhile, or a worker did not finish.
        _, failed = replan(store, protocol, today)
        left = set(store.waiting(protocol.digest))
        return sum(case_id not in left for case_id in waiting), failed


def in_background(
    store: CaseStore, place: StoreLocation, protocol: Protocol
) -> subprocess.Popen[bytes]:
    """Keep the protocol and start a process that plans everything anew under it."""
    store.keep_protocol(protocol)
    return _worker(place, protocol.digest)


def _worker(place: StoreLocation, *words: str) -> subprocess.Popen[bytes]:
    kind = "database" if place.is_database else "network" if place.network else "file"
    return subprocess.Popen(  # noqa: S603 - ourselves
        [sys.executable, "-P", "-m", "nettui.store.replan", place.where, kind, *words],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=len(words) == 1,  # it outlives who started it; its workers do not
    )


def main(words: list[str]) -> int:
    """Plan the cases of a store anew, all or those of a part; the exit code of the process."""
    where, kind, digest, *part = words
    place = StoreLocation(where, kind == "network", kind == "database")
    gc.set_threshold(50_000)  # what a case leaves behind is little and soon free
    store = place.opened(create=False)
    try:
        protocol = store.protocol(digest)
        if part:
            today, after, upto = part
            _, failed = replan(store, protocol, datetime.date.fromisoformat(today), after, upto)
        else:
            os.nice(10)
            _, failed = replan_all(store, place, protocol, datetime.date.today())
    except StoreRefusal:
        return 1
    finally:
        store.close()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
