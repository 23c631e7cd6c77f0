"""What goes wrong around a store: said plainly, nothing lost, nothing half written."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import stat
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from nettui.store import schema
from nettui.store.records import Who
from nettui.store.refusals import Damaged, Full, NotOpened, ReadOnly, StoreRefusal
from nettui.store.rows import BYTES, NUMBERS, TABLES
from nettui.store.sqlite import SqliteStore
from nettui.store.sqlite_file import refuse_network
from tests.store.given import ANNA, BEN, case, planned, result

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can be two accounts")
FIRST, SECOND, GROUP = 40001, 40002, 40100  # accounts and a group that nobody else has


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that every account can reach, which a test's own folder is not."""
    made = Path(tempfile.mkdtemp(prefix="nettui-"))
    made.chmod(0o755)
    yield made
    shutil.rmtree(made)


def filled(path: Path, cases: int = 3) -> SqliteStore:
    """A store with cases, an amendment, a decision and an erasure."""
    store = SqliteStore(path, ANNA)
    for n in range(cases):
        file = case(f"case-{n}")
        store.save(file, 0, plan=planned(file))
    first = case("case-0", age=61)
    store.save(first, 1, plan=planned(first), reason="age was missing")
    store.decide(planned(first), 2, result(first))
    store.save(case("case-gone"), 0)
    store.erase("case-gone", "lawful request")
    return store


def as_account(uid: int, act: Callable[[], str], *groups: int, umask: int = 0o077) -> str:
    """Do something as another account, in a process of its own; what it said."""
    read, write = os.pipe()
    pid = os.fork()
    if not pid:
        said = "!"
        try:
            os.setgroups(list(groups))
            os.setgid(groups[0] if groups else uid)
            os.setuid(uid)
            os.umask(umask)
            said = act()
        except StoreRefusal as refusal:
            said = f"{type(refusal).__name__}: {refusal}"
        except BaseException as problem:
            said = f"! {type(problem).__name__}: {problem}"
        os.write(write, said.encode())
        os._exit(0)
    os.close(write)
    with os.fdopen(read, "rb") as pipe:
        said = pipe.read().decode()
    os.waitpid(pid, 0)
    return said


def saving(path: Path, name: str, who: Who, expected: int = 0) -> Callable[[], str]:
    """An act that saves a case and says its revision."""

    def act() -> str:
        store = SqliteStore(path, who)
        head = store.save(case(name, age=50 + expected), expected)
        store.close()
        return f"saved {head.rev}"

    return act


# --- room, permission, place -------------------------------------------------------------------


def test_a_full_disk_is_said_and_nothing_is_lost(tmp_path: Path) -> None:
    """The save that did not fit is refused; what was there is whole and can be read."""
    store = filled(tmp_path / "cases.db")
    pages = store._connection().execute("PRAGMA page_count").fetchone()[0]
    store._connection().execute(f"PRAGMA max_page_count = {pages}")

    def fill() -> None:
        for n in range(200):
            store.save(case(f"more-{n}"), 0)

    with pytest.raises(Full, match="Nothing was recorded"):
        fill()
    assert store.verify().whole
    assert store.check() == ()
    assert store.open("case-0").file.case.patient.age == 61


def test_a_limit_on_the_file_is_said_too(tmp_path: Path) -> None:
    """Whatever the system calls it: refused, and the store is whole afterwards."""
    import resource

    filled(tmp_path / "cases.db").close()
    size = (tmp_path / "cases.db").stat().st_size

    def act() -> str:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
        store = SqliteStore(tmp_path / "cases.db", ANNA)
        for n in range(200):
            store.save(case(f"more-{n}"), 0)
        return "all saved"

    pid_said = as_account(os.geteuid(), act) if os.geteuid() == 0 else _forked(act)
    assert "Nothing was recorded" in pid_said
    assert SqliteStore(tmp_path / "cases.db", ANNA).verify().whole


def _forked(act: Callable[[], str]) -> str:
    read, write = os.pipe()
    pid = os.fork()
    if not pid:
        try:
            said = act()
        except StoreRefusal as refusal:
            said = str(refusal)
        os.write(write, said.encode())
        os._exit(0)
    os.close(write)
    os.waitpid(pid, 0)
    with os.fdopen(read, "rb") as pipe:
        return pipe.read().decode()


@needs_root
def test_two_accounts_share_a_store_whatever_their_umask(folder: Path) -> None:
    """In a setgid folder of their group each saves on top of the other."""
    shared = folder / "shared"
    shared.mkdir()
    os.chown(shared, FIRST, GROUP)
    shared.chmod(0o2770)
    path = shared / "cases.db"
    assert as_account(FIRST, saving(path, "case-1", ANNA), GROUP) == "saved 1"
    assert stat.S_IMODE(path.stat().st_mode) == 0o660
    assert path.stat().st_gid == GROUP
    assert as_account(SECOND, saving(path, "case-1", BEN, 1), GROUP) == "saved 2"
    assert SqliteStore(path, ANNA).verify().whole


@needs_root
def test_without_the_group_nothing_is_read(folder: Path) -> None:
    """And the message says whom to ask."""
    path = folder / "cases.db"
    filled(path).close()
    os.chown(path, FIRST, GROUP)
    path.chmod(0o660)
    said = as_account(SECOND, saving(path, "case-9", BEN), 40999)
    assert said.startswith("NotOpened")
    assert "add the account to the group" in said


@needs_root
@pytest.mark.parametrize("what", ["file", "folder"])
def test_what_cannot_be_written_is_opened_for_reading(folder: Path, what: str) -> None:
    """A journal lies beside the file, so the folder counts as well."""
    path = folder / "cases.db"
    filled(path).close()
    path.chmod(0o666 if what == "folder" else 0o644)
    folder.chmod(0o755 if what == "folder" else 0o777)

    def act() -> str:
        store = SqliteStore(path, BEN)
        assert store.open("case-0").head.rev == 2
        store.save(case("case-9"), 0)
        return "saved"

    assert as_account(SECOND, act).startswith("ReadOnly")


@needs_root
def test_a_folder_without_permission_makes_no_store(folder: Path) -> None:
    """Said before anything is made."""
    said = as_account(SECOND, saving(folder / "cases.db", "case-1", BEN))
    assert said.startswith("NotOpened")
    assert not (folder / "cases.db").exists()


@needs_root
def test_a_journal_of_a_killed_colleague_is_rolled_back(folder: Path) -> None:
    """Whoever opens the store next finds what was acknowledged, and nothing of the rest."""
    os.chown(folder, FIRST, GROUP)
    folder.chmod(0o2770)
    path = folder / "cases.db"
    assert as_account(FIRST, saving(path, "case-1", ANNA), GROUP) == "saved 1"

    def killed() -> str:
        connection = sqlite3.connect(path, isolation_level=None)
        connection.execute("PRAGMA cache_size = 2")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("CREATE TABLE half (written BLOB)")
        for _ in range(200):
            connection.execute("INSERT INTO half VALUES (randomblob(4000))")
        os.kill(os.getpid(), signal.SIGKILL)
        return ""

    as_account(FIRST, killed, GROUP)
    assert (folder / "cases.db-journal").exists()
    assert as_account(SECOND, saving(path, "case-1", BEN, 1), GROUP) == "saved 2"
    store = SqliteStore(path, ANNA)
    assert store.verify().whole
    assert (
        not store._connection()
        .execute("SELECT count(*) FROM sqlite_master WHERE name = 'half'")
        .fetchone()[0]
    )


def test_a_network_file_system_is_refused(tmp_path: Path) -> None:
    """Its locks let two people overwrite each other."""
    mounts = tmp_path / "mountinfo"
    mounts.write_text(f"36 35 0:32 / {tmp_path} rw - nfs4 server:/x rw\n", "utf-8")
    with pytest.raises(NotOpened, match="network file system"):
        refuse_network(tmp_path / "cases.db", mounts)


# --- what is not, or no longer, a store ----------------------------------------------------------


def test_a_file_of_something_else_is_left_alone(tmp_path: Path) -> None:
    """Neither a text nor another program's database is touched."""
    text = tmp_path / "notes.db"
    text.write_text("no database at all, and longer than a header of SQLite " * 40, "utf-8")
    with pytest.raises(StoreRefusal):
        SqliteStore(text, ANNA)
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE mine (x)")
    before = other.read_bytes()
    with pytest.raises(NotOpened, match="not a case store"):
        SqliteStore(other, ANNA)
    assert other.read_bytes() == before


def test_a_newer_store_is_only_read(tmp_path: Path) -> None:
    """An older program never writes what it does not know."""
    filled(tmp_path / "cases.db").close()
    with sqlite3.connect(tmp_path / "cases.db") as connection:
        connection.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    store = SqliteStore(tmp_path / "cases.db", ANNA)
    assert store.read_only
    assert store.open("case-0").head.rev == 2
    with pytest.raises(ReadOnly):
        store.save(case("case-9"), 0)


def test_a_store_of_an_unknown_older_schema_is_left_as_it_is(tmp_path: Path) -> None:
    """Without a step from there, nothing is guessed."""
    filled(tmp_path / "cases.db").close()
    with sqlite3.connect(tmp_path / "cases.db") as connection:
        connection.execute("PRAGMA user_version = 0")
    with pytest.raises(NotOpened, match="left as it is"):
        SqliteStore(tmp_path / "cases.db", ANNA)


def test_a_truncated_store_is_said_to_be_damaged(tmp_path: Path) -> None:
    """At any length: a refusal or a fault, never a quiet loss."""
    filled(tmp_path / "whole.db").close()
    whole = (tmp_path / "whole.db").read_bytes()
    for part in range(1, 20):
        cut = tmp_path / f"cut-{part}.db"
        cut.write_bytes(whole[: len(whole) * part // 20])
        assert told(cut), f"{part}/20 of the file went unnoticed"


def test_a_flipped_bit_is_found_or_harmless(tmp_path: Path) -> None:
    """Over the whole file: refused, named by the checks, or in room that holds nothing."""
    filled(tmp_path / "whole.db").close()
    whole = (tmp_path / "whole.db").read_bytes()
    sound = contents(tmp_path / "whole.db")
    for place in range(0, len(whole), max(len(whole) // 150, 1)):
        flipped = bytearray(whole)
        flipped[place] ^= 0x10
        path = tmp_path / "flipped.db"
        path.write_bytes(flipped)
        assert told(path) or contents(path) == sound, f"byte {place}"
        path.unlink()


def told(path: Path) -> bool:
    """Whether a store says that something is wrong with it."""
    try:
        store = SqliteStore(path, ANNA, read_only=True)
        try:
            return bool(store.check() or store.verify().faults)
        finally:
            store.close()
    except StoreRefusal:
        return True


def contents(path: Path) -> list[object]:
    """All that is recorded."""
    with sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True) as connection:
        return [
            row
            for name in TABLES
            for row in connection.execute(f"SELECT * FROM {name} ORDER BY 1, 2")
        ]


# --- tampering -----------------------------------------------------------------------------------


def test_every_field_that_is_tampered_with_is_found(tmp_path: Path) -> None:
    """Each column of each row of each table, one at a time, past the triggers."""
    filled(tmp_path / "cases.db").close()
    connection = sqlite3.connect(tmp_path / "cases.db", isolation_level=None)
    triggers = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    for (name,) in triggers.fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    connection.execute("PRAGMA ignore_check_constraints = ON")
    missed, tried = [], 0
    for table, columns in TABLES.items():
        for (row,) in connection.execute(f"SELECT rowid FROM {table}").fetchall():
            for column in columns:
                value = connection.execute(
                    f"SELECT {column} FROM {table} WHERE rowid = ?", (row,)
                ).fetchone()[0]
                changed = (other(column, value), row)
                try:
                    connection.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", changed)
                except sqlite3.IntegrityError:
                    continue  # two rows of one key cannot be
                tried += 1
                if not told(tmp_path / "cases.db"):
                    missed.append(f"{table}.{column} of row {row}")
                # The number of an event is what its row is found by.
                now = changed[0] if (table, column) == ("audit", "seq") else row
                connection.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (value, now))
    assert tried > 200
    assert missed == []
    assert not told(tmp_path / "cases.db")


def other(column: str, value: object) -> object:
    """Another value of the same kind."""
    if column in NUMBERS:
        assert isinstance(value, int)
        return value + 1
    if column in BYTES:
        assert isinstance(value, bytes)
        return value + b"x"
    return f"{value}x"


def test_a_row_that_is_taken_away_is_found(tmp_path: Path) -> None:
    """The last event, the last revision, a decision, a head."""
    for table in ("audit", "revision", "decision", "head", "erasure", "protocol"):
        path = tmp_path / f"{table}.db"
        filled(path).close()
        with sqlite3.connect(path) as connection:
            triggers = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            for (name,) in triggers.fetchall():
                connection.execute(f"DROP TRIGGER {name}")
            connection.execute(
                f"DELETE FROM {table} WHERE rowid = (SELECT max(rowid) FROM {table})"
            )
        assert told(path), table


def test_damage_found_while_opening_a_case_is_said(tmp_path: Path) -> None:
    """Never another patient's or a changed content as if it were recorded."""
    filled(tmp_path / "cases.db").close()
    with sqlite3.connect(tmp_path / "cases.db") as connection:
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute("UPDATE revision SET body = replace(body, '61', '16')")
    with pytest.raises(Damaged):
        SqliteStore(tmp_path / "cases.db", ANNA).open("case-0")
