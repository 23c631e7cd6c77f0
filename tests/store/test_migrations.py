"""Each released schema is kept as a fixture and can be opened, and migrated, for ever."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from nettui.store.backup import restored as from_copy
from nettui.store.errors import NotOpened
from nettui.store.location import StoreLocation
from nettui.store.records import Query
from nettui.store.replan import replan
from nettui.store.sql import schema
from nettui.store.sqlite.migrations import migrated
from nettui.store.sqlite.store import SqliteStore
from tests.store.given import ANNA, DAY, case, protocol

FIXTURES = Path(__file__).parent / "fixtures"


def restored(path: Path, number: int) -> Path:
    """A store as a released version wrote it."""
    with sqlite3.connect(path) as connection:
        connection.executescript((FIXTURES / f"schema-{number}.sql").read_text("utf-8"))
    return path


def test_every_schema_up_to_the_newest_has_its_fixture() -> None:
    """A release adds one and never changes the others."""
    kept = {path.name for path in FIXTURES.glob("schema-*.sql")}
    assert kept == {f"schema-{n}.sql" for n in range(1, schema.VERSION + 1)}


@pytest.mark.parametrize("number", range(1, schema.VERSION + 1))
def test_a_store_of_every_released_schema_opens_whole(tmp_path: Path, number: int) -> None:
    """With all that was recorded, and room for more."""
    store = SqliteStore(restored(tmp_path / "cases.db", number), ANNA)
    assert store.open("case-0").file.case.patient.age == 61
    assert store.verify().whole
    assert len(store.decisions("case-0")) == 1
    assert store.save(case("case-new"), 0).rev == 1
    assert store.info().schema == schema.VERSION
    assert store.check() == ()


@pytest.mark.parametrize("number", range(1, schema.VERSION + 1))
def test_a_store_of_every_released_schema_is_read_without_a_change(
    tmp_path: Path, number: int
) -> None:
    """By an account that may only read, and when a copy is restored that is older than nettui."""
    path = restored(tmp_path / "cases.db", number)
    content = path.read_bytes()
    store = SqliteStore(path, ANNA, read_only=True)
    assert store.verify().whole
    assert store.worklist(Query(order="due_by")).total == 3
    assert store.open("case-0").file.case.patient.age == 61
    store.close()
    from_copy(path, StoreLocation(str(tmp_path / "new.db")), ANNA)
    again = SqliteStore(tmp_path / "new.db", ANNA)
    assert again.verify().whole
    assert again.info().schema == schema.VERSION
    assert path.read_bytes() == content


def test_a_head_changed_before_the_migration_is_still_found_after_it(tmp_path: Path) -> None:
    """Sealing heads anew makes nothing good that was not."""
    path = restored(tmp_path / "cases.db", 1)
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE head SET grade = 'G1' WHERE case_id = 'case-0'")
    for read_only in (True, False):
        store = SqliteStore(path, ANNA, read_only=read_only)
        assert store.verify().faults == ("head of case case-0: changed after it was written",)
        store.close()


def test_heads_of_schema_1_wait_for_their_follow_up_dates(tmp_path: Path) -> None:
    """Planning anew gives them; until then the list says that they wait."""
    store = SqliteStore(restored(tmp_path / "cases.db", 1), ANNA)
    digest = protocol().digest
    assert store.worklist(Query(), digest).stale == 3
    assert replan(store, protocol(), DAY) == (3, ())
    assert store.worklist(Query(), digest).stale == 0
    assert store.verify().whole


def test_a_step_is_taken_in_one_transaction_after_a_copy(tmp_path: Path) -> None:
    """The copy is the store as it was."""
    path = restored(tmp_path / "cases.db", 1)
    connection = sqlite3.connect(path, isolation_level=None)

    def step(to: sqlite3.Connection) -> None:
        to.execute("CREATE TABLE added (x)")

    assert migrated(connection, path, 1, {1: step}, 2) == 2
    assert connection.execute("PRAGMA user_version").fetchone() == (2,)
    copy = SqliteStore(tmp_path / "cases.schema-1.db", ANNA, read_only=True)
    assert copy.verify().whole


def test_a_step_that_fails_leaves_the_store_as_it_was(tmp_path: Path) -> None:
    """Nothing of it is kept."""
    path = restored(tmp_path / "cases.db", 1)
    connection = sqlite3.connect(path, isolation_level=None)

    def step(to: sqlite3.Connection) -> None:
        to.execute("CREATE TABLE added (x)")
        raise OSError("power cut")

    with pytest.raises(OSError, match="power cut"):
        migrated(connection, path, 1, {1: step}, 2)
    connection.close()
    store = SqliteStore(path, ANNA)
    assert store.verify().whole
    assert not store.read_only


def test_a_step_that_is_missing_is_not_guessed(tmp_path: Path) -> None:
    """The store is left to the program that wrote it."""
    path = restored(tmp_path / "cases.db", 1)
    connection = sqlite3.connect(path, isolation_level=None)
    with pytest.raises(NotOpened, match="left as"):
        migrated(connection, path, 1, {}, 2)
