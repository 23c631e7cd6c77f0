"""Which clauses of the rules decide nothing that a person wrote down: what to write next.

Quicker than `bench.mutants`, and of every clause: each rule alone, against the records of which
near misses, cases, limits and the table of where rules speak say what it is.
"""

from __future__ import annotations

import sys
from multiprocessing import Pool

from tests.plugins.decisive import changed, undecided
from tests.plugins.records import full
from tests.plugins.where import names

JOBS = 2


def _one(name: str) -> tuple[str, list[str], int]:
    protocol = full()
    when = protocol.entries[protocol.position[name]].act.when
    return name, undecided(name), sum(1 for _ in changed(when))


def main(*origins: str) -> int:
    """Print the clauses of the plugins named (none: all), and the counts; return how many."""
    chosen = [name for name in names() if not origins or name.partition(":")[0] in origins]
    left = every = 0
    with Pool(JOBS) as pool:
        for name, open_, clauses in pool.imap(_one, chosen, chunksize=20):
            left, every = left + len(open_), every + clauses
            for what in open_:
                print(f"{name}: {what}")
    print(f"{every - left} of {every} decide something, {left} nothing")
    return left


if __name__ == "__main__":
    main(*sys.argv[1:])
