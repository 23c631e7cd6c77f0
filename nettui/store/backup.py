"""Copies of a store: written while it is in use, verified before they count, restored whole.

A copy is always one SQLite file, whatever the store is; so it can be opened, verified and listed
like a store, and carried from one kind to another. Copying the file of a store in use with other
tools can give a damaged copy.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from nettui.store.core import erasures
from nettui.store.errors import Damaged
from nettui.store.location import StoreLocation
from nettui.store.records import Info, Who
from nettui.store.sqlite.store import SqliteStore

if TYPE_CHECKING:
    from nettui.store.port import CaseStore


def backup(store: CaseStore, target: Path) -> Info:
    """Write a copy of a store and verify it; return what it holds. Raises `StoreRefusal`."""
    store.copy_to(target)
    info = _checked(target, store.who)
    store.note_copy(target)
    return info


def _checked(target: Path, who: Who) -> Info:
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
    source: Path, place: StoreLocation, who: Who, lists: Sequence[Path] = ()
) -> tuple[Info, tuple[str, ...]]:
    """Make a store at a place from a copy; return what it holds, and which cases were erased again.

    What was erased after the copy was made is erased again, by the lists of erasures beside the
    copy and the store, and others that are named. Raises `StoreRefusal` when the copy is not whole,
    a list cannot be read, or there is a store with cases already.
    """
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
