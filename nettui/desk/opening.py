"""What is opened: the cases at a path, in a store, or of the case library."""

from __future__ import annotations

import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from nettui.desk.source import Desk, FirstStore

if TYPE_CHECKING:
    from subprocess import Popen

    from nettui.engine.protocol.protocol import Protocol
    from nettui.plugin.publish import Published
    from nettui.store.location import StoreLocation
    from nettui.store.port import CaseStore


def opened(path: Path | None) -> Desk:
    """Return the cases at a path: files or a store.

    Without a path: the store where there is one, else the case library.
    """
    from nettui.desk.folder import Library

    today = datetime.date.today()
    if path is not None and not _is_store(path):
        return Library(path, in_force, today)
    from nettui.case.base import reach
    from nettui.store.location import StoreLocation, place

    chosen = StoreLocation(str(path), database=False) if path else place()
    from nettui.exchange import library

    # Where it cannot be seen whether there is a store, opening it says why.
    is_there = chosen.is_database or reach.is_there(chosen.where, unseen=True)
    if path is not None or is_there:
        return stored(chosen, today)
    first = FirstStore(chosen.where, partial(stored, chosen, today, create=True))
    return Library(library.folder() or Path(), in_force, today, "case library", first)


def stored(place: StoreLocation, today: datetime.date, *, create: bool = False) -> Desk:
    """Return the cases of a store, which is opened when the first of them is read."""
    from nettui.desk.store import Stored

    name = called(place)
    opens = partial(place.opened, create=create)
    return Stored(opens, in_force, today, name, partial(_replans, place))


def called(place: StoreLocation) -> str:
    """Return what a store is called on every screen: one's own and the hospital's differ."""
    from nettui.store.errors import NotOpened
    from nettui.store.location import configuration, configured, own

    if not place.is_database and Path(place.where) == own():
        return "own store"
    name = "database" if place.is_database else "/".join(Path(place.where).parts[-2:])
    try:
        given = configured(configuration())
    except NotOpened:
        given = None
    return "hospital store" if given is not None and given.where == place.where else f"store {name}"


def in_force() -> Published:
    """Return the protocol in force, as published."""
    from nettui.plugin import publish

    return publish.in_force()


def _is_store(path: Path) -> bool:
    """Say whether a file is a SQLite database, by how it begins."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(15) == b"SQLite format 3"


def _replans(place: StoreLocation, store: CaseStore, protocol: Protocol) -> Popen[bytes]:
    from nettui.store.replan import in_background

    return in_background(store, place, protocol)
