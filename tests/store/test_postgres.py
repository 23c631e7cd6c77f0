"""The store in PostgreSQL passes the contract, against a real server."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from nettui.store.backup import backup, restored
from nettui.store.core.rows import TABLES
from nettui.store.errors import NotOpened, ReadOnly, StoreRefusal
from nettui.store.location import StoreLocation
from nettui.store.postgres import migrations
from nettui.store.postgres.schema import VERSION
from nettui.store.postgres.store import PostgresStore
from nettui.store.records import Draft, Query, Who
from nettui.store.replan import replan
from nettui.store.sqlite.store import SqliteStore
from tests.store.contract import Opens, StoreContract
from tests.store.given import ANNA, BEN, DAY, Clock, case, protocol
from tests.store.postgres_server import running, why_not
from tests.store.test_migrations import FIXTURES
from tests.store.test_migrations import restored as restored_file

with contextlib.suppress(ImportError):  # then all of this is skipped
    import psycopg

pytestmark = [
    pytest.mark.skipif(bool(why_not()), reason=why_not() or "it can"),
    pytest.mark.xdist_group("postgres"),  # one server for all
]


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """A server for this module; a socket's path must be short."""
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
    try:
        with running(folder) as socket:
            yield socket
    finally:
        shutil.rmtree(folder, ignore_errors=True)


_numbers = iter(range(10_000))


@pytest.fixture
def database(server: str) -> str:
    """An empty database, as connection words."""
    name = f"cases{next(_numbers)}"
    with psycopg.connect(f"host={server} user=admin dbname=postgres", autocommit=True) as db:
        db.execute(f"CREATE DATABASE {name}".encode())
    return f"host={server} user=admin dbname={name}"


@pytest.fixture
def connects() -> Iterator[Callable[..., PostgresStore]]:
    """Return a function that opens a store and see it closed."""
    made: list[PostgresStore] = []

    def connect(words: str, who: Who = ANNA, **options: Any) -> PostgresStore:
        made.append(PostgresStore(words, who, **options))
        return made[-1]

    yield connect
    for store in made:
        store.close()


Connects = Callable[..., PostgresStore]


class TestPostgres(StoreContract):
    """The contract, with a connection for each person."""

    @pytest.fixture
    def opens(self, clock: Clock, database: str, connects: Connects) -> Opens:
        def open_as(who: Who, **options: Any) -> PostgresStore:
            return connects(database, who, clock=clock, **options)

        return open_as


def run(database: str, *statements: str) -> None:
    """Run statements as the administrator of the database, past the store."""
    with psycopg.connect(database, autocommit=True) as db:
        for statement in statements:
            db.execute(statement.encode())


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE revision SET body = '' WHERE rev = 1",
        "UPDATE revision SET salt = '', reason = '', receipt = '', body = ''",
        "DELETE FROM audit",
        "UPDATE audit SET outcome = 'ok'",
        "TRUNCATE audit",
        "DELETE FROM revision",
    ],
)
def test_what_is_recorded_cannot_be_changed(
    database: str, connects: Connects, statement: str
) -> None:
    """Not by the owner of the tables either, unless they take the triggers away first."""
    connects(database, ANNA).save(case(), 0)
    with pytest.raises(psycopg.Error, match="append-only"):
        run(database, "SET search_path = nettui", statement)


def test_a_change_past_the_triggers_is_found(database: str, connects: Connects) -> None:
    """By the administrator of the database, who can do anything."""
    store = connects(database, ANNA)
    store.save(case(), 0)
    run(
        database,
        "ALTER TABLE nettui.revision DISABLE TRIGGER ALL",
        "UPDATE nettui.revision SET name = 'eve'",
    )
    assert store.verify().faults == ("revision 1 of case case-1: changed after it was written",)


@pytest.fixture
def released(database: str, tmp_path: Path) -> str:
    """A database as schema 1 was released, with what its fixture of SQLite holds."""
    from nettui.store.sqlite.migrations import HEAD_1

    run(database, (FIXTURES / "postgres-1.sql").read_text("utf-8"))
    file = sqlite3.connect(restored_file(tmp_path / "old.db", 1))
    for table, columns in {**TABLES, "head": HEAD_1}.items():
        names = ", ".join(columns)
        rows = file.execute(f"SELECT {names} FROM {table}").fetchall()
        places = ", ".join(["%s"] * len(columns))
        with psycopg.connect(database, autocommit=True) as db:
            db.cursor().executemany(
                f"INSERT INTO nettui.{table} ({names}) VALUES ({places})".encode(), rows
            )
    return database


def test_a_released_schema_is_brought_up_to_date(released: str, connects: Connects) -> None:
    """With all that was recorded, and room for more; the second to open has nothing to do."""
    store = connects(released, ANNA)
    assert not store.created
    assert store.info().schema == VERSION
    assert store.verify().whole
    assert store.open("case-0").file.case.patient.age == 61
    digest = protocol().digest
    assert store.worklist(Query(), digest).stale == 3
    assert replan(store, protocol(), DAY) == (3, ())
    assert store.save(case("case-new"), 0).rev == 1
    assert connects(released, BEN).verify().whole


def test_a_head_changed_before_the_migration_is_still_found(
    released: str, connects: Connects
) -> None:
    """Sealing heads anew makes nothing good that was not."""
    run(released, "UPDATE nettui.head SET grade = 'G1' WHERE case_id = 'case-0'")
    found = connects(released, ANNA).verify().faults
    assert found == ("head of case case-0: changed after it was written",)


def test_a_migration_that_fails_leaves_the_store_as_it_was(
    released: str, connects: Connects, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One transaction: nothing of the step is kept."""

    def step(db: Any) -> None:
        db.execute("ALTER TABLE head ADD due text")
        raise OSError("power cut")

    with monkeypatch.context() as patched:
        patched.setattr(migrations, "STEPS", {1: step})
        with pytest.raises(OSError, match="power cut"):
            connects(released, ANNA)
        patched.setattr(migrations, "STEPS", {})
        with pytest.raises(NotOpened, match="left as it is"):
            connects(released, ANNA)
    assert connects(released, ANNA).verify().whole


def test_an_older_schema_is_left_alone_by_whoever_does_not_own_it(
    released: str, connects: Connects
) -> None:
    """Read-only, or an account without the right: told who brings it up to date."""
    run(
        released,
        "CREATE ROLE nurse LOGIN",
        "GRANT USAGE ON SCHEMA nettui TO nurse",
        "GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA nettui TO nurse",
    )
    for words, read_only in ((released, True), (released.replace("=admin", "=nurse"), False)):
        with pytest.raises(NotOpened, match="nettui store migrate"):
            connects(words, BEN, read_only=read_only)
    assert connects(released, ANNA).info().schema == VERSION


def test_a_newer_schema_is_refused(database: str, connects: Connects) -> None:
    """An older program neither reads nor writes what it does not know."""
    connects(database, ANNA).save(case(), 0)
    run(database, f"UPDATE nettui.about SET schema = {VERSION + 1}")
    with pytest.raises(NotOpened, match="newer"):
        connects(database, BEN)


def test_accounts_with_few_rights(database: str, connects: Connects, server: str) -> None:
    """A reader reads; a clinician saves but may not touch what is there; drafts are one's own."""
    connects(database, ANNA).save(case(ecog=1), 0)
    run(
        database,
        "CREATE ROLE reader LOGIN",
        "CREATE ROLE clinician LOGIN",
        "GRANT USAGE ON SCHEMA nettui TO reader, clinician",
        "GRANT SELECT ON ALL TABLES IN SCHEMA nettui TO reader, clinician",
        "GRANT INSERT ON ALL TABLES IN SCHEMA nettui TO clinician",
        "GRANT UPDATE ON nettui.head, nettui.chain, nettui.draft TO clinician",
        "GRANT DELETE ON nettui.draft TO clinician",
    )
    reader = connects(database.replace("user=admin", "user=reader"), BEN)
    assert reader.read_only
    assert reader.open("case-1").file == case(ecog=1)
    with pytest.raises(ReadOnly):
        reader.save(case(ecog=2), 1)
    clinician = connects(database.replace("user=admin", "user=clinician"), BEN)
    clinician.keep_draft(Draft(case_id="case-1", base_rev=1, file=case(ecog=3)))
    assert len(clinician.drafts()) == 1
    assert connects(database.replace("user=admin", "user=reader"), BEN).drafts() == ()
    clinician.save(case(ecog=2), 1)
    with pytest.raises(ReadOnly, match="may not do that"):
        clinician.erase("case-1", "not theirs to do")
    assert clinician.open("case-1").file == case(ecog=2)


def test_a_server_that_is_not_there_is_said(tmp_path: Path, connects: Connects) -> None:
    """With what the server's library says, and no traceback."""
    with pytest.raises(NotOpened, match="cannot be reached"):
        connects(f"host={tmp_path} dbname=none", ANNA)


def test_an_error_of_the_server_is_numbered_and_not_quoted(
    database: str, connects: Connects
) -> None:
    """The server's words hold the value that it could not take."""
    store = connects(database, ANNA)
    for sql in ("SELECT 'Kowalska'::integer", "SELECT Kowalska", "SELECT '\\xff'::bytea::integer"):
        with pytest.raises(StoreRefusal) as refused:
            store._run(sql)
        assert "kowalska" not in str(refused.value).casefold()
        assert "(PostgreSQL: " in str(refused.value)
    with pytest.raises(NotOpened) as unread:
        connects("postgresql://anna:hidden-word@[::1", ANNA)
    assert "hidden" not in str(unread.value)


def test_a_lost_connection_is_said(database: str, connects: Connects) -> None:
    """What was not confirmed may or may not be recorded."""
    store = connects(database, ANNA)
    store.save(case(), 0)
    run(
        database,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'nettui'",
    )
    with pytest.raises(NotOpened, match="open the case again"):
        store.save(case(ecog=1), 1)
    again = connects(database, ANNA)
    assert again.open("case-1").file == case()
    assert again.verify().whole


def test_a_store_moves_from_a_file_to_the_server_and_back(
    database: str, connects: Connects, tmp_path: Path
) -> None:
    """By backup and restore; every hash stays."""
    file = SqliteStore(tmp_path / "cases.db", ANNA)
    file.save(case(ecog=1), 0)
    file.save(case(ecog=2), 1)
    backup(file, tmp_path / "copy.db")
    restored(tmp_path / "copy.db", StoreLocation(database), ANNA)
    server = connects(database, ANNA)
    assert server.verify().whole
    assert server.history("case-1") == file.history("case-1")
    backup(server, tmp_path / "back.db")
    back = SqliteStore(tmp_path / "back.db", ANNA)
    assert back.worklist(Query()) == file.worklist(Query())
    with pytest.raises(StoreRefusal, match="holds a record already"):
        restored(tmp_path / "copy.db", StoreLocation(database), ANNA)
