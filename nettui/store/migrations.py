"""From an older schema to the newest: numbered steps, a verified copy first, one transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from pathlib import Path

from nettui.store import schema
from nettui.store.refusals import NotOpened

Step = Callable[[sqlite3.Connection], None]

STEPS: Mapping[int, Step] = {}
"""By the number that a step starts from; each leads to the next number."""


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
    return newest


def _keep_copy(connection: sqlite3.Connection, copy: Path) -> None:
    from nettui.store.backup import copy_connection

    if not copy.exists():
        copy_connection(connection, copy)
