"""Where the case store is, and opening it.

In this order: what a command names, ``NETTUI_STORE``, the administrator's ``etc/nettui/store.toml``
(``path = "/srv/nettui/cases.db"`` or ``postgresql = "dbname=nettui"``; ``network = true`` allows a
network file system), else a file of one's own in the XDG data folder.

The administrator's file is used only where nobody else can change it or what it leads to: else a
session would record cases where somebody else wants them.
"""

from __future__ import annotations

import difflib
import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import frozen

from nettui import toml
from nettui.case.base import reach
from nettui.plugin import locations
from nettui.store.errors import NotOpened

if TYPE_CHECKING:
    from nettui.store.port import CaseStore

VARIABLE = "NETTUI_STORE"
_KEYS = {"path": str, "postgresql": str, "network": bool, "anchor_key": str}
_WORDS = frozenset(
    "host hostaddr port dbname user password passfile service servicefile require_auth "  # noqa: SIM905
    "channel_binding connect_timeout client_encoding options application_name sslmode sslrootcert "
    "sslcert sslkey sslcrl sslnegotiation gssencmode krbsrvname target_session_attrs "
    "keepalives load_balance_hosts".split()
)
"""What libpq's connection words can begin with."""
_FIRST_WORD = re.compile(r"\s*([a-z_]+)\s*=")


@frozen
class StoreLocation:
    """Where a store is: a file, or the connection words of a PostgreSQL database.

    ``database`` says which of the two, None that the words do. ``anchor_key``: the file of the key
    with which anchors are written down.
    """

    where: str
    network: bool = False
    database: bool | None = None
    anchor_key: str = ""

    @property
    def is_database(self) -> bool:
        """Whether it is a PostgreSQL database."""
        return names_database(self.where) if self.database is None else self.database

    def key(self) -> bytes | None:
        """Return the key of the anchors, None where none can be read. Raises `NotOpened`."""
        from nettui.store.core.anchors import key_of

        return key_of(Path(self.anchor_key)) if self.anchor_key else None

    def opened(self, *, create: bool = True, read_only: bool = False, **options: Any) -> CaseStore:
        """Open the store. Raises `StoreRefusal`."""
        from nettui.store.core.anchors import missed_to_syslog, to_syslog

        try:
            key = self.key()
        except NotOpened:  # verifying says so; a patient's case is opened all the same
            key = None
        options.setdefault("anchor", to_syslog(key))
        options.setdefault("missed", missed_to_syslog)
        if self.is_database:
            from nettui.store.postgres.store import PostgresStore

            return PostgresStore(self.where, create=create, read_only=read_only, **options)
        from nettui.store.sqlite.store import SqliteStore

        return SqliteStore(
            Path(self.where),
            create=create,
            read_only=read_only,
            network=self.network,
            **options,
        )


def names_database(where: str) -> bool:
    """Return whether these are words or a URL of PostgreSQL. Raises `NotOpened` for near misses.

    A ``=`` alone says nothing: it can be in the name of any file or folder.
    """
    if where.startswith(("postgresql:", "postgres:")):
        return True
    found = _FIRST_WORD.match(where)
    if not found or found[1] in _WORDS:
        return bool(found)
    near = difflib.get_close_matches(found[1], _WORDS, 1, 0.8)
    if near and "/" not in where and not reach.is_there(where, follow=False, unseen=True):
        raise NotOpened(
            f"'{where}' is no file, and PostgreSQL knows no '{found[1]}': did you mean "
            f"'{near[0]}'? If it is to be a file, write './{where}'. The store was not opened."
        )
    return False


def place(named: str = "") -> StoreLocation:
    """Return where the store is. Raises `NotOpened` for a configuration that cannot be used."""
    chosen = named or os.environ.get(VARIABLE, "")
    if chosen:
        return StoreLocation(chosen)
    return configured(configuration()) or StoreLocation(str(own()), database=False)


def configuration() -> Path:
    """Return the administrator's file: of the computer, or of the environment nettui is in."""
    return locations.root() / "etc/nettui/store.toml"


def configured(file: Path) -> StoreLocation | None:
    """Return the place that a configuration names, None where there is no such file."""
    try:
        if not reach.is_there(file, follow=False, unseen=True):
            return None
        _refuse_untrusted(file)
        data = toml.read(file.read_text("utf-8"))
    except OSError as error:
        why = (error.strerror or "refused").lower()
        raise NotOpened(f"{file} cannot be read ({why}). The store was not opened.") from None
    except ValueError as error:
        # Where a file is no TOML the place is said; of one that is no text nothing is quoted.
        where = str(error) if isinstance(error, toml.NotToml) else "it is no UTF-8 text"
        raise NotOpened(f"{file} cannot be read: {where}. The store was not opened.") from None
    for key, value in data.items():
        if key not in _KEYS or type(value) is not _KEYS[key]:
            raise NotOpened(
                f'{file}: \'{key}\' cannot be used. It takes path = "...", postgresql = "...", '
                'network = true or false and anchor_key = "...". The store was not opened.'
            )
    if ("path" in data) == ("postgresql" in data):
        raise NotOpened(f"{file}: give either path or postgresql. The store was not opened.")
    key = data.get("anchor_key", "")
    if "postgresql" in data:
        return StoreLocation(data["postgresql"], database=True, anchor_key=key)
    try:
        _refuse_unsafe(file, Path(data["path"]))
    except OSError as error:  # a name too long, a folder that is shut
        why = (error.strerror or "refused").lower()
        raise NotOpened(
            f"{file}: the path that it names cannot be looked at ({why}). The store was not opened."
        ) from None
    return StoreLocation(data["path"], data.get("network", False), database=False, anchor_key=key)


_SAYS = {
    "owner": "belongs neither to root nor to the owner of the installation",
    "writable": "can be changed by others than its owner",
}


def _refuse_untrusted(file: Path) -> None:
    """Raise `NotOpened` for a file that others can change, or a folder or link on the way to it."""
    file.stat()  # a link that leads nowhere is a fault, and not a file that is not there
    for way in _ways(file):
        doubt = locations.untrusted(way)
        if doubt:
            raise NotOpened(
                f"{file} is not trusted, so the store was not opened: {doubt[1]} "
                f"{_SAYS[doubt[0]]}. Whoever administers nettui has to set its owner and mode "
                "(deploy/nettui-folders does)."
            )


def _refuse_unsafe(file: Path, store: Path) -> None:
    """Raise `NotOpened` for a store that a configuration may not name.

    Its own folder is one that its group may write to; all folders above it, and all that links on
    the way lead to, are as those of the configuration itself.
    """
    if "\0" in str(store):
        raise NotOpened(f"{file}: no path can hold a NUL character. The store was not opened.")
    if not store.is_absolute():
        raise NotOpened(
            f'{file}: path = "{store}" depends on the folder from which nettui is started. '
            "Write it from the root on ('/srv/nettui/cases.db'). The store was not opened."
        )
    if store.is_symlink():
        raise NotOpened(
            f"{file}: {store} is a link, which whoever may write in its folder can lead elsewhere. "
            "Name the file itself. The store was not opened."
        )
    folder = store.parent
    while not reach.is_there(folder, unseen=True):
        folder = folder.parent
    for way in _ways(folder):
        found = way.stat()
        doubt = _doubt(found) if way.is_dir() else "owner"
        above = locations.untrusted(way.parent) if doubt is None else (doubt, way)
        if above:
            raise NotOpened(
                f"{file}: the folder of {store} is not safe, so the store was not opened: "
                f"{above[1]} {_SAYS[above[0]]}. Whoever administers nettui has to set its owner "
                "and mode (deploy/nettui-folders does), or name another place."
            )


def _ways(path: Path, links: int = 40) -> Iterator[Path]:
    """Yield a path, and where it leads to after each link on it."""
    yield path
    for place in (path, *path.parents):
        if place.is_symlink() and links:
            rest = path.relative_to(place)
            yield from _ways(place.parent / place.readlink() / rest, links - 1)


def _doubt(found: os.stat_result) -> str | None:
    """Return what is wrong with the folder of a store, which may be its group's to write to."""
    if found.st_uid not in locations.administrators():
        return "owner"
    open_to_all = found.st_mode & stat.S_IWOTH and not found.st_mode & stat.S_ISVTX
    return "writable" if open_to_all else None


def own() -> Path:
    """Return the file of one's own store. Raises `NotOpened` for an account without a home."""
    data = os.environ.get("XDG_DATA_HOME", "")
    if data.startswith("/"):
        return Path(data, "nettui", "cases.db")
    try:
        return Path.home() / ".local/share/nettui/cases.db"
    except RuntimeError:
        raise NotOpened(
            f"This account has no home, so it has no case store. Name one in {VARIABLE}."
        ) from None
