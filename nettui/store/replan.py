"""Planning anew after a protocol changed: in a process of its own, in batches, interruptible.

The worklist stays usable meanwhile and says how many heads are of another protocol. The worker
reads the protocol from the store, where it is kept by its digest; it runs no plugin.
"""

from __future__ import annotations

import datetime
import os
import subprocess
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from nettui.engine.plan import plan
from nettui.store import text
from nettui.store.place import Place
from nettui.store.refusals import Damaged, StoreRefusal

if TYPE_CHECKING:
    from nettui.engine.protocol import Protocol
    from nettui.store.port import CaseStore
    from nettui.store.records import Columns, Waiting

BATCH = 500
"""Cases in one transaction: others wait some tens of milliseconds at most."""


def replan(
    store: CaseStore,
    protocol: Protocol,
    today: datetime.date,
    progress: Callable[[int], None] = lambda _done: None,
) -> tuple[int, tuple[str, ...]]:
    """Plan every case anew whose columns are of another protocol.

    ``today`` is the day of the plan of a case that names none. Returns how many were planned,
    and the ids of those that could not be; they go on waiting, which the worklist shows.
    """
    done, after = 0, ""
    failed: list[str] = []
    while waiting := store.to_plan(protocol.digest, BATCH, after):
        made: list[tuple[str, int, Columns]] = []
        for one in waiting:
            try:
                made.append((one.case_id, one.rev, _columns(one, protocol, today)))
            except (Damaged, ValueError, ArithmeticError, LookupError, TypeError):
                failed.append(one.case_id)
        done += store.planned(made)
        after = waiting[-1].case_id
        progress(done)
    return done, tuple(failed)


def _columns(one: Waiting, protocol: Protocol, today: datetime.date) -> Columns:
    file = text.from_text(one.body)
    made = plan(file.case, file.as_of or today, protocol)
    return text.columns(file, made, with_gist=one.decided)


def in_background(store: CaseStore, place: Place, protocol: Protocol) -> subprocess.Popen[bytes]:
    """Keep the protocol and start a process that plans everything anew under it."""
    store.keep_protocol(protocol)
    words = [sys.executable, "-m", "nettui.store.replan", place.where, protocol.digest]
    return subprocess.Popen(  # noqa: S603 - ourselves
        [*words, "network"] if place.network else words,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def main(words: list[str]) -> int:
    """Plan the cases of a store anew; the exit code of the process."""
    where, digest, *network = words
    os.nice(10)
    store = Place(where, bool(network)).opened(create=False)
    try:
        _, failed = replan(store, store.protocol(digest), datetime.date.today())
    except StoreRefusal:
        return 1
    finally:
        store.close()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
