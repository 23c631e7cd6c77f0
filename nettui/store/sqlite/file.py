"""Opening the SQLite file of a store: safely, with the right permissions, or not at all."""

from __future__ import annotations

import fcntl
import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from attrs import frozen

from nettui.atomic_files import sync_folder
from nettui.case.base import reach
from nettui.store.errors import Damaged, Full, NotOpened
from nettui.store.sql import schema
from nettui.store.sqlite import migrations
from nettui.store.sqlite.connection import connect, explained, fill

OLDEST_SQLITE = (3, 26, 0)

NETWORK = frozenset(
    "nfs nfs4 cifs smb smb2 smb3 smbfs lustre gpfs 9p afs ceph glusterfs ocfs2 gfs2 "  # noqa: SIM905
    "beegfs orangefs".split()
)


@frozen
class Opened:
    """An open file: whether it can only be read, and the number of its schema."""

    connection: sqlite3.Connection
    read_only: bool
    schema: int


def opened(path: Path, *, create: bool, read_only: bool, network: bool) -> Opened:
    """Open a store's file, making it where there is none and ``create`` allows it."""
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        raise NotOpened(f"SQLite {sqlite3.sqlite_version} is too old; nettui needs 3.26 or newer.")
    if not network:
        refuse_network(path)
    found = status(path)
    if found is None:
        if not create or read_only:
            raise NotOpened(f"{path}: there is no case store here.")
        make_file(path)
    elif not stat.S_ISREG(found.st_mode):
        raise NotOpened(f"{path}: this is not a file.")
    elif not found.st_size:
        raise Damaged(
            f"{path}: this file is empty, so it is not, or no longer, a case store. It was left "
            "as it is. Restore a backup; if there never was a case, remove the empty file."
        )
    if not os.access(path, os.R_OK):
        raise NotOpened(
            f"{path}: this account may not read it. Ask whoever administers it to add the account "
            "to the group of the file."
        )
    # A journal lies beside the file, so the folder must be writable too.
    read_only = read_only or not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))
    with explained(path):
        connection = connect(path, read_only=read_only)
        try:
            number = _prepared(connection, path, read_only=read_only)
        except BaseException:
            connection.close()
            raise
    return Opened(connection, read_only or number != schema.VERSION, number)


def status(path: Path) -> os.stat_result | None:
    """Return what the system says of a file, None where there is none. Raises `NotOpened`."""
    try:
        return path.stat()
    except FileNotFoundError:
        if path.is_symlink():
            raise NotOpened(f"{path}: no case store can be there ({reach.fault(path)}).") from None
        return None
    except PermissionError:
        raise NotOpened(
            f"{path}: this account may not look into its folder. Ask whoever administers it to "
            "add the account to the group of the folder."
        ) from None
    except OSError as error:
        raise NotOpened(
            f"{path}: no case store can be there "
            f"({reach.fault(path) or (error.strerror or 'refused').lower()})."
        ) from None


def _prepared(connection: sqlite3.Connection, path: Path, *, read_only: bool) -> int:
    """Check that the file is a store of ours and return its schema's number."""
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    number = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if application != schema.APPLICATION_ID:
        raise NotOpened(f"{path}: this is not a case store of nettui. It was left as it is.")
    mode = connection.execute("PRAGMA journal_mode").fetchone()[0]
    if mode == "wal" and not read_only:
        mode = connection.execute("PRAGMA journal_mode = DELETE").fetchone()[0]
    if mode == "wal":
        raise NotOpened(
            f"{path}: somebody switched this store to a write-ahead log, which is not safe here. "
            "Close everything that has it open, then open it again with write permission."
        )
    if number < schema.VERSION and not read_only:
        with suppress(Full), explained(path):  # it is read as it is until there is room
            number = migrations.migrated(connection, path, number)
    if number < schema.VERSION:
        migrations.shown(connection, number)
    return number


def make_file(path: Path) -> None:
    """Make an empty store: for its group in a shared (setgid) folder, else for its owner alone.

    It is made whole under a passing name and linked to its own, so that an empty file is always
    a damaged store and never a new one. The permissions are set on the open file, so that no
    umask narrows them; the journal copies them from the file.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        shared = bool(path.parent.stat().st_mode & stat.S_ISGID)
        mode = 0o660 if shared else 0o600
        beside.unlink(missing_ok=True)  # of a process that was killed here
        made = os.open(beside, os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_CLOEXEC, mode)
        try:
            os.fchmod(made, mode)
        finally:
            os.close(made)
        with explained(path):
            _fill_file(beside)
        os.link(beside, path)
        sync_folder(path.parent)
    except FileExistsError:
        return  # somebody else has just made it
    except OSError as error:
        raise NotOpened(
            f"{path}: no case store can be made here ({(error.strerror or 'refused').lower()}). "
            "Choose another place, or ask for permission to write in its folder."
        ) from None
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def _fill_file(path: Path) -> None:
    connection = connect(path)
    try:
        connection.execute("BEGIN IMMEDIATE")
        fill(connection)
        connection.execute("COMMIT")
    finally:
        connection.close()


@contextmanager
def only_one(path: Path) -> Iterator[bool]:
    """Hold a lock while the caller works; False where somebody else holds it.

    True where there can be no lock: then two may do the same, which harms nothing.
    """
    flags = os.O_CREAT | os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW
    try:
        mode = 0o660 if path.parent.stat().st_mode & stat.S_ISGID else 0o600
        held = os.open(path, flags, mode)
    except OSError:
        yield True
        return
    try:
        with suppress(PermissionError):  # another account's file, with the mode it gave
            os.fchmod(held, mode)
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
    finally:
        os.close(held)


def refuse_network(path: Path, mounts: Path = Path("/proc/self/mountinfo")) -> None:
    """Raise `NotOpened` where locks cannot be trusted: on a network file system."""
    kind = file_system(path, mounts)
    if kind in NETWORK or kind.startswith("fuse."):
        raise NotOpened(
            f"{path} lies on a network file system ({kind}), where two people can overwrite each "
            "other's work. Put the store on a disk of the server, use PostgreSQL, or, if its "
            "locks are known to work, allow it with 'network = true' in the configuration."
        )


def file_system(path: Path, mounts: Path) -> str:
    """Return the kind of file system that a path lies on, empty where it cannot be told."""
    try:
        lines = mounts.read_text("utf-8", "replace").splitlines()
    except OSError:
        return ""
    where = path.resolve()
    best, kind = -1, ""
    for line in lines:
        words, _, rest = line.partition(" - ")
        fields = words.split(" ")
        if len(fields) < 5 or not rest:
            continue
        point = Path(fields[4].replace("\\040", " ").replace("\\011", "\t"))
        # A later mount on the same point hides the earlier one.
        if where.is_relative_to(point) and len(point.parts) >= best:
            best, kind = len(point.parts), rest.split(" ")[0]
    return kind
