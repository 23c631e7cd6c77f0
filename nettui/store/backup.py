"""Copies of a store: written while it is in use, verified before they count, restored whole.

A copy is always one SQLite file, whatever the store is; so it can be opened, verified and listed
like a store, and carried from one kind to another. Copying the file of a store in use with other
tools can give a damaged copy.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Sequence
from pathlib import Path

from nettui.store import erasures, sqlite_file
from nettui.store.place import Place
from nettui.store.records import Info, Who
from nettui.store.refusals import Damaged, StoreRefusal
from nettui.store.rows import TABLES
from nettui.store.sql import INSERT
from nettui.store.verify import Rows
from nettui.whole import sync_folder

_PRIVATE = 0o600


def copy_file(connection: sqlite3.Connection, target: Path, who: Who) -> Info:
    """Copy an open SQLite store to a new file and verify it. Raises `StoreRefusal`."""
    copy_connection(connection, target)
    return _checked(target, who)


def copy_connection(connection: sqlite3.Connection, target: Path) -> None:
    """Copy an open SQLite store to a new file, under a passing name until it is whole."""
    beside = _beside(target)
    try:
        with sqlite_file.explained(target):
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


def write_copy(rows: Rows, target: Path, who: Who) -> Info:
    """Write all rows of a store of any kind to a new SQLite file and verify it."""
    beside = _beside(target)
    try:
        with sqlite_file.explained(target):
            copy = sqlite_file.connect(beside)
            try:
                copy.execute("BEGIN IMMEDIATE")
                sqlite_file.fill(copy)
                for table in TABLES:
                    copy.executemany(INSERT[table], rows(table))
                copy.execute("COMMIT")
            finally:
                copy.close()
        _finish(beside, target)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    return _checked(target, who)


def _beside(target: Path) -> Path:
    if os.path.lexists(target):
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


def _checked(target: Path, who: Who) -> Info:
    from nettui.store.sqlite import SqliteStore

    store = SqliteStore(target, who, create=False, read_only=True, network=True)
    try:
        verdict = store.verify()
        if verdict.faults:
            target.unlink()
            raise Damaged(
                f"The copy was removed, since the store itself is not whole: {verdict.faults[0]}."
            )
        return store.info()
    finally:
        store.close()


def restored(
    source: Path, place: Place, who: Who, lists: Sequence[Path] = ()
) -> tuple[Info, tuple[str, ...]]:
    """Make a store at a place from a copy; return what it holds, and which cases were erased again.

    What was erased after the copy was made is erased again, by the lists of erasures beside the
    copy and the store, and others that are named. Raises `StoreRefusal` when the copy is not whole,
    a list cannot be read, or there is a store with cases already.
    """
    from nettui.store.sqlite import SqliteStore

    files = [*lists, source.parent / erasures.WITH_COPIES, erasures.beside(source)]
    if not place.is_database:
        files.append(erasures.beside(Path(place.where)))
    kept = erasures.known(*files)
    copy = SqliteStore(source, who, create=False, read_only=True, network=True)
    try:
        faults = copy.verify().faults
        if faults:
            raise Damaged(f"{source} is not whole and was not restored: {faults[0]}.")
        store = place.opened(who=who)
        try:
            store.take(copy.rows())
            again = store.erase_again(kept)
            return store.info(), again
        finally:
            store.close()
    finally:
        copy.close()
