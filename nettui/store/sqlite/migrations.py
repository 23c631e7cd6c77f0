"""From an older schema to the newest: numbered steps, a verified copy first, one transaction.

A store of an older schema that may only be read is read as it is, through `shown`.
A step says all that it does in its own words: what tables and columns are called today may change.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from pathlib import Path

from nettui.store.core.rows import sealed
from nettui.store.errors import NotOpened
from nettui.store.sql import schema
from nettui.store.sqlite.copy import copy_connection

Step = Callable[[sqlite3.Connection], None]

HEAD_1 = (
    *("case_id", "rev", "revision_hash", "changed_at", "changed_by", "archived", "erased"),
    *("decision", "title", "site", "grade", "extent", "functional", "status"),
    *("workup_known", "workup_needed", "board_date", "planned_on", "protocol", "gist", "words"),
    "hash",
)
"""The columns of a head in schema 1, in the order in which its hash covers them."""

_DUE = HEAD_1.index("planned_on")
HEAD_2 = (*HEAD_1[:_DUE], "due", "due_by", "undated", *HEAD_1[_DUE:])
_NUMBERS_2 = ("rev", "archived", "erased", "workup_known", "workup_needed", "undated")
_INDEXES_2 = (
    "CREATE INDEX head_changed ON head (archived, changed_at DESC, case_id, site, grade, extent, "
    "status, decision, board_date, due_by, undated, workup_known, workup_needed)",
    "CREATE INDEX head_listed ON head (archived, erased)",
    "CREATE INDEX head_board ON head (archived, board_date = '', board_date, case_id)",
    "CREATE INDEX head_due ON head (archived, due_by = '', due_by, case_id)",
    "CREATE INDEX head_protocol ON head (archived, erased, protocol, case_id)",
    "CREATE INDEX head_words ON head (archived, words)",
)
_HEAD_1_AS_2 = (  # noqa: S608 - names of our own
    "SELECT {}, '' AS due, '' AS due_by, 0 AS undated, planned_on, '' AS protocol, gist, words, "
    "sealed_2({}) AS hash FROM main.head"
).format(", ".join(HEAD_1[:_DUE]), ", ".join(HEAD_1))


def sealed_2(*head: str | int) -> str | int:
    """Return the hash in schema 2 of a head of schema 1; of one that is not whole, as it is.

    It has no follow-up dates yet, and waits to be planned, which gives them.
    """
    *row, seal = head
    if sealed(*row) != seal:
        return seal
    gist, words = row[-2:]
    return sealed(*row[:_DUE], "", "", 0, row[_DUE], "", gist, words)


def _to_2(connection: sqlite3.Connection) -> None:
    """Heads get the dates of follow-up."""
    connection.create_function("sealed_2", -1, sealed_2)
    connection.execute(f"CREATE TEMP TABLE head_2 AS {_HEAD_1_AS_2}")
    connection.execute("DROP TABLE main.head")
    kinds = {name: "integer" if name in _NUMBERS_2 else "text" for name in HEAD_2}
    columns = [
        f"{name} {kind.upper()} NOT NULL CHECK (typeof({name}) = '{kind}')"
        for name, kind in kinds.items()
    ]
    columns += [
        "PRIMARY KEY (case_id)",
        "FOREIGN KEY (case_id, rev) REFERENCES revision (case_id, rev)",
    ]
    connection.execute("CREATE TABLE head (\n  " + ",\n  ".join(columns) + "\n)")
    connection.execute("INSERT INTO main.head SELECT * FROM temp.head_2")
    connection.execute("DROP TABLE temp.head_2")
    for statement in _INDEXES_2:
        connection.execute(statement)


STEPS: Mapping[int, Step] = {1: _to_2}
"""By the number that a step starts from; each leads to the next number."""

SHOWN: Mapping[int, Mapping[str, str]] = {1: {"head": _HEAD_1_AS_2}}
"""By the number of an older schema: the tables that read otherwise today, and how."""


def shown(connection: sqlite3.Connection, number: int) -> None:
    """Let the tables of an older schema read as those of the newest, changing nothing."""
    connection.create_function("sealed_2", -1, sealed_2)
    for table, selected in SHOWN.get(number, {}).items():
        connection.execute(f"CREATE TEMP VIEW {table} AS {selected}")


def migrated(
    connection: sqlite3.Connection,
    path: Path,
    number: int,
    steps: Mapping[int, Step] | None = None,
    newest: int | None = None,
) -> int:
    """Bring a store to the newest schema and return its number.

    A copy as it was is left beside it (``cases.schema-1.db``). Raises `NotOpened` when a step is
    missing or the result is not whole; the store then is as it was.
    """
    steps = STEPS if steps is None else steps
    newest = schema.VERSION if newest is None else newest
    if number >= newest:
        return number
    missing = [n for n in range(number, newest) if n not in steps]
    if missing:
        raise NotOpened(
            f"{path}: its schema {number} is not one that this program can read. It was left as "
            "it is; open it with the version of nettui that wrote it."
        )
    copy = path.with_name(f"{path.stem}.schema-{number}{path.suffix}")
    _keep_copy(connection, copy)
    # A table that others refer to is made anew; that all is there again is checked at the end.
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("BEGIN IMMEDIATE")
    try:
        now = int(connection.execute("PRAGMA user_version").fetchone()[0])
        for step in range(now, newest):
            steps[step](connection)
            connection.execute(f"PRAGMA user_version = {step + 1}")
        wrong = connection.execute("PRAGMA foreign_key_check").fetchall()
        sound = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        if wrong or sound != "ok":
            raise NotOpened(f"{path}: the migration gave a store that is not whole; undone.")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    finally:
        connection.execute("PRAGMA foreign_keys = ON")
    return newest


def _keep_copy(connection: sqlite3.Connection, copy: Path) -> None:
    if not copy.exists():
        copy_connection(connection, copy)
