"""A new SQLite file with all that a store holds, under a passing name until it is whole."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from nettui.atomic_files import sync_folder
from nettui.case.base.reach import is_there
from nettui.store.core.rows import TABLES
from nettui.store.errors import Damaged, StoreRefusal
from nettui.store.sql.operations import INSERT
from nettui.store.sqlite.connection import connect, explained, fill

if TYPE_CHECKING:
    from nettui.store.core.verify import Rows

_PRIVATE = 0o600


def copy_connection(connection: sqlite3.Connection, target: Path) -> None:
    """Copy an open SQLite store to a new file, as it is."""
    beside = _beside(target)
    try:
        with explained(target):
            copy = sqlite3.connect(beside, isolation_level=None)
            try:
                # In one go: copied by parts it would begin anew with each save of others.
                connection.backup(copy, pages=-1)
                if copy.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
                    raise Damaged(f"{target}: the copy is not sound; it was removed.")
            finally:
                copy.close()
        _finish(beside, target)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def copy_rows(rows: Rows, target: Path) -> None:
    """Write all rows of a store of any kind to a new SQLite file."""
    beside = _beside(target)
    try:
        with explained(target):
            copy = connect(beside)
            try:
                copy.execute("BEGIN IMMEDIATE")
                fill(copy)
                for table in TABLES:
                    copy.executemany(INSERT[table], rows(table))
                copy.execute("COMMIT")
            finally:
                copy.close()
        _finish(beside, target)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _beside(target: Path) -> Path:
    if is_there(target, follow=False):
        raise StoreRefusal(f"{target} is there already. It was left as it is; choose another name.")
    beside = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        handle = os.open(beside, os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_CLOEXEC, _PRIVATE)
        os.fchmod(handle, _PRIVATE)
        os.close(handle)
    except OSError as error:
        reason = (error.strerror or "refused").lower()
        raise StoreRefusal(f"{target}: nothing can be written there ({reason}).") from None
    return beside


def _finish(beside: Path, target: Path) -> None:
    handle = os.open(beside, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
    # link() fails where a name is taken; rename() would replace what somebody put there meanwhile.
    try:
        os.link(beside, target)
    except FileExistsError:
        raise StoreRefusal(f"{target} is there already. It was left as it is.") from None
    beside.unlink()
    sync_folder(target.parent)
