"""A connection to an SQLite file that is as careful as can be, and what its errors mean."""

from __future__ import annotations

import random
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nettui.store.errors import Busy, Damaged, Full, NotOpened, ReadOnly, StoreRefusal
from nettui.store.sql import schema

WAIT = 10.0
"""Seconds to wait while somebody else writes."""

_STEP = (0.002, 0.020)
"""Shortest and longest time in seconds between two attempts to be the one who writes."""

_UNRECORDED = "Nothing of this was recorded; what was recorded before stays."

_MEANING = (
    ("database or disk is full", Full, "there is no room left. Free some, then try again"),
    ("disk I/O error", Full, "the disk refused to write. Check its room and its health"),
    ("database is locked", Busy, "others are writing, for longer than 10 seconds. Try again"),
    ("readonly", ReadOnly, "it can only be read from this account"),
    ("unable to open", NotOpened, "it or its folder cannot be used from this account"),
    ("malformed", Damaged, "its content is damaged. Restore it from a backup"),
    ("not a database", Damaged, "this is not, or no longer, a case store. Restore a backup"),
    ("append-only", ReadOnly, "what is recorded cannot be changed"),
    ("no such table", Damaged, "a table is missing. Restore it from a backup"),
)


def connect(path: Path, *, read_only: bool = False) -> sqlite3.Connection:
    """Return a connection that is as careful as can be. Raises `sqlite3.Error`."""
    mode = "ro" if read_only else "rw"
    connection = sqlite3.connect(
        f"{path.as_uri()}?mode={mode}",
        uri=True,
        timeout=WAIT,
        isolation_level=None,  # transactions are begun and ended explicitly
        check_same_thread=False,  # one act at a time, by the store's own lock
    )
    for pragma in (
        "foreign_keys = ON",
        "recursive_triggers = ON",  # else INSERT OR REPLACE slips past the triggers
        "trusted_schema = OFF",
        "cell_size_check = ON",
        "secure_delete = ON",  # what is erased is overwritten
        "synchronous = EXTRA",
        "temp_store = MEMORY",
        "cache_size = -2000",  # KiB; the computer keeps what is read often anyway
    ):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def begin_reading(connection: sqlite3.Connection) -> None:
    """Begin a transaction that only reads."""
    connection.execute("BEGIN")


def begin_writing(connection: sqlite3.Connection) -> None:
    """Begin a transaction that writes, waiting for others. Raises `sqlite3.Error`.

    IMMEDIATE: a reading transaction that turns into a writing one is refused at once when
    somebody else writes. The wait is in short steps: SQLite's own grow to 100 ms, so that with
    many writers the store stands idle between them.
    """
    until = time.monotonic() + WAIT
    connection.execute("PRAGMA busy_timeout = 0")
    try:
        while True:
            try:
                connection.execute("BEGIN IMMEDIATE")
                return
            except sqlite3.OperationalError as error:
                if "locked" not in str(error) or time.monotonic() > until:
                    raise
            time.sleep(random.uniform(*_STEP))  # noqa: S311 - not a secret
    finally:
        connection.execute(f"PRAGMA busy_timeout = {int(WAIT * 1000)}")


def fill(connection: sqlite3.Connection) -> None:
    """Make the tables of an empty store, within the running transaction."""
    for statement in schema.statements():
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {schema.VERSION}")


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what SQLite says into a refusal that says what to do. Nothing was recorded."""
    try:
        yield
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise explanation(path, error) from None  # its words can quote the record


def explanation(path: Path, error: sqlite3.Error | UnicodeDecodeError) -> StoreRefusal:
    """Return the refusal for an error of SQLite, or for text in the file that is none.

    It names the error and never quotes it: SQLite's words can hold what a patient's record holds.
    """
    said, name = str(error), getattr(error, "sqlite_errorname", "")
    if isinstance(error, UnicodeDecodeError) or "decode" in said:
        return Damaged(
            f"{path}: its content is damaged: something in it is no text. Restore it from a "
            "backup. Nothing was recorded."
        )
    if name == "SQLITE_READONLY_ROLLBACK":
        return ReadOnly(
            f"{path}: a save of somebody else was interrupted and has to be undone first, which "
            "this account may not. Nothing is lost. Let an account that may write open the store."
        )
    for words, refusal, meaning in _MEANING:
        if words in said:
            return refusal(f"{path}: {meaning}. {_UNRECORDED} (SQLite: {name})")
    return Damaged(f"{path}: SQLite refused it ({name or 'no reason'}). {_UNRECORDED}")


def closed(path: Path) -> StoreRefusal:
    """Return the refusal for a store that was closed."""
    return NotOpened(f"{path}: the store was closed. Open it again.")
