"""From an older schema in PostgreSQL to the newest: numbered steps, in one transaction.

The server's own backup is the copy to go back to: `pg_dump` before a new version of nettui.
A step says all that it does in its own words: what tables and columns are called today may change.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from nettui.store.errors import NotOpened
from nettui.store.sqlite.migrations import HEAD_1, sealed_2

if TYPE_CHECKING:
    import psycopg

    Connection = psycopg.Connection[tuple[Any, ...]]
    Step = Callable[[Connection], None]


def _to_2(db: Connection) -> None:
    """Heads get the dates of follow-up, and wait to be planned, which gives them."""
    db.execute(
        """ALTER TABLE head
        ADD due text COLLATE "C" NOT NULL DEFAULT '',
        ADD due_by text COLLATE "C" NOT NULL DEFAULT '',
        ADD undated bigint NOT NULL DEFAULT 0"""
    )
    for column in ("due", "due_by", "undated"):
        db.execute(f"ALTER TABLE head ALTER {column} DROP DEFAULT".encode())
    heads = f"SELECT {', '.join(HEAD_1)} FROM head"  # noqa: S608 - names of our own
    found = db.execute(heads.encode()).fetchall()
    db.cursor().executemany(
        "UPDATE head SET protocol = '', hash = %s WHERE case_id = %s",
        [(sealed_2(*row), row[0]) for row in found],
    )
    db.execute("CREATE INDEX head_due ON head (archived, (due_by = ''), due_by, case_id)")
    db.execute("CREATE INDEX head_listed ON head (archived, erased)")
    db.execute("DROP INDEX head_changed")
    db.execute(
        "CREATE INDEX head_changed ON head (archived, changed_at DESC, case_id, site, grade, "
        "extent, status, decision, board_date, due_by, undated, workup_known, workup_needed)"
    )


STEPS: Mapping[int, Step] = {1: _to_2}
"""By the number that a step starts from; each leads to the next number."""


def migrated(db: Connection, where: str, newest: int) -> int:
    """Bring the store to the newest schema within the running transaction; return its number.

    The caller holds the lock of all writers. Raises `NotOpened` when a step is missing.
    """
    number = _number(db)
    for step in range(number, newest):
        if step not in STEPS:
            raise NotOpened(
                f"{where}: its schema {number} is not one that this program can read. It was left "
                "as it is; open it with the version of nettui that wrote it."
            )
        STEPS[step](db)
        db.execute("UPDATE about SET schema = %s", (step + 1,))
    return max(number, newest)


def _number(db: Connection) -> int:
    found = db.execute("SELECT schema FROM about").fetchone()
    return int(found[0]) if found else 0
