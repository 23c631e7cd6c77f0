"""Where the case store is, and opening it.

In this order: what a command names, ``NETTUI_STORE``, the administrator's ``etc/nettui/store.toml``
(``path = "/srv/nettui/cases.db"`` or ``postgresql = "dbname=nettui"``; ``network = true`` allows a
network file system), else a file of one's own in the XDG data folder.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import frozen

from nettui.store.refusals import NotOpened

if TYPE_CHECKING:
    from nettui.store.port import CaseStore

VARIABLE = "NETTUI_STORE"
_KEYS = {"path": str, "postgresql": str, "network": bool}


@frozen
class Place:
    """Where a store is: a file, or the connection words of a PostgreSQL database."""

    where: str
    network: bool = False

    @property
    def is_database(self) -> bool:
        """Whether it is a PostgreSQL database."""
        return self.where.startswith(("postgresql:", "postgres:")) or "=" in self.where

    def opened(self, *, create: bool = True, read_only: bool = False, **options: Any) -> CaseStore:
        """Open the store. Raises `StoreRefusal`."""
        from nettui.store.anchors import missed_to_syslog, to_syslog

        options.setdefault("anchor", to_syslog(self.where))
        options.setdefault("missed", missed_to_syslog(self.where))
        if self.is_database:
            from nettui.store.postgres import PostgresStore

            return PostgresStore(self.where, create=create, read_only=read_only, **options)
        from nettui.store.sqlite import SqliteStore

        return SqliteStore(
            Path(self.where),
            create=create,
            read_only=read_only,
            network=self.network,
            **options,
        )


def place(named: str = "") -> Place:
    """Return where the store is. Raises `NotOpened` for a configuration that cannot be used."""
    chosen = named or os.environ.get(VARIABLE, "")
    if chosen:
        return Place(chosen)
    return configured(configuration()) or Place(str(own()))


def configuration() -> Path:
    """Return the administrator's file: of the computer, or of the environment nettui is in."""
    whole = Path("/etc/nettui")
    if whole.is_dir() or sys.prefix == "/usr":
        return whole / "store.toml"
    return Path(sys.prefix, "etc/nettui/store.toml")


def configured(file: Path) -> Place | None:
    """Return the place that a configuration names, None where there is no such file."""
    import tomllib

    try:
        data = tomllib.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise NotOpened(f"{file} cannot be read: {error}. The store was not opened.") from None
    for key, value in data.items():
        if key not in _KEYS or type(value) is not _KEYS[key]:
            raise NotOpened(
                f'{file}: \'{key}\' cannot be used. It takes path = "...", postgresql = "..." and '
                "network = true or false. The store was not opened."
            )
    if ("path" in data) == ("postgresql" in data):
        raise NotOpened(f"{file}: give either path or postgresql. The store was not opened.")
    return Place(data.get("path") or data["postgresql"], data.get("network", False))


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
