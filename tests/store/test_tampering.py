"""Verification finds every single changed field and every row that is gone, and names the row."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from nettui.store.core.rows import TABLES
from nettui.store.core.verify import of_cases, raw, verify
from nettui.store.core.verify_audit import Cases
from nettui.store.records import Verdict
from nettui.store.sql.schema import APPEND_ONLY, KEYS
from nettui.store.sqlite.parallel_verify import raw_rows
from nettui.store.sqlite.store import SqliteStore
from tests.store.given import ANNA, Clock, case, planned, result

NAMES = {
    "revision": "revision {rev} of case {case_id}",
    "head": "head of case {case_id}",
    "decision": "decision {number} on case {case_id}",
    "audit": "audit event {seq}",
    "erasure": "erasure of case {case_id}",
    "protocol": "protocol {digest:.12}",
    "chain": "audit",
}
"""How a fault names a row of each table."""


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store in which every table has rows: saved, amended, decided, corrected and erased."""
    path = tmp_path_factory.mktemp("whole") / "cases.db"
    store = SqliteStore(path, ANNA, clock=Clock())
    for name in ("case-1", "case-2"):
        file = case(name)
        store.save(file, 0, plan=planned(file), reason="first entry")
        store.decide(planned(file), 1, result(file))
        store.decide(planned(file), 1, result(file, "declined", text="frail"))
    store.save(case("case-1", ecog=1), 1, reason="ECOG measured")
    store.save(case("case-3"), 0)
    store.erase("case-2", "request 12/2026")
    store.close()
    return path


@pytest.fixture
def opened(whole: Path, tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """A copy of it without the triggers and checks that would stop whoever changes it."""
    path = tmp_path / "cases.db"
    shutil.copy(whole, path)
    db = sqlite3.connect(path, isolation_level=None)
    for name in APPEND_ONLY:
        db.execute(f"DROP TRIGGER {name}_no_update")
        db.execute(f"DROP TRIGGER {name}_no_delete")
    db.execute("PRAGMA ignore_check_constraints = ON")
    yield db
    db.close()


def checked(db: sqlite3.Connection) -> Verdict:
    """What verification says of the rows as they are now: whole, by parts, and decoded alike."""

    def decoded(table: str) -> Iterator[tuple[Any, ...]]:
        columns = ", ".join(TABLES[table])
        return map(raw, db.execute(f"SELECT {columns} FROM {table} ORDER BY {KEYS[table]}"))

    def by_parts() -> Cases:
        found = Cases()
        for part in ((None, "case-1"), ("case-1", "case-2"), ("case-2", None)):
            found.add(of_cases(raw_rows(db, part)))
        return found

    said = verify(decoded)
    db.text_factory = bytearray
    try:
        every = raw_rows(db, (None, None))
        assert verify(every) == said
        assert sorted(verify(every, (), by_parts).faults) == sorted(said.faults)
    finally:
        db.text_factory = str
    return said


def others(value: Any) -> Iterator[Any]:
    """Values that are not this one: a little different, emptied, of another type."""
    if isinstance(value, int):
        yield from (value + 1, value - 1, -7, f"{value}x")
    elif isinstance(value, bytes):
        yield from (value + b"x", value[:-1] if value else b"y", b"", value[:3] + b"?" + value[4:])
    else:
        yield from (value + " ", value[:-1] if value else "y", "", value.swapcase(), "1")
        yield value.encode()


def key_of(table: str, row: dict[str, Any]) -> dict[str, Any]:
    """The columns and values by which a row is found."""
    return {column: row[column] for column in KEYS[table].split(", ")}


def every_row(db: sqlite3.Connection) -> Iterator[tuple[str, dict[str, Any]]]:
    """All rows of all tables."""
    for table, columns in TABLES.items():
        found = db.execute(f"SELECT {', '.join(columns)} FROM {table}").fetchall()
        assert found, f"{table} has no row to change"
        for row in found:
            yield table, dict(zip(columns, row, strict=True))


def test_the_store_is_whole_before_anybody_changes_it(opened: sqlite3.Connection) -> None:
    """Else every later test would pass for nothing."""
    assert checked(opened).faults == ()


@pytest.mark.parametrize("table", TABLES)
def test_each_changed_field_is_found_and_its_row_named(
    opened: sqlite3.Connection, table: str
) -> None:
    """Every column of every row, one at a time, to several other values."""
    missed, tried = [], 0
    for name, row in every_row(opened):
        if name != table:
            continue
        key = key_of(table, row)
        where = " AND ".join(f"{column} = ?" for column in key)
        for column, value in row.items():
            for other in others(value):
                if type(other) is type(value) and other == value:
                    continue
                opened.execute("BEGIN")
                try:
                    opened.execute(
                        f"UPDATE {table} SET {column} = ? WHERE {where}", (other, *key.values())
                    )
                except sqlite3.IntegrityError:  # the key of another row
                    opened.execute("ROLLBACK")
                    continue
                tried += 1
                changed = {**row, column: other}
                faults = checked(opened).faults
                opened.execute("ROLLBACK")
                told = {
                    NAMES[table].format(**{k: str(v) for k, v in r.items()}) for r in (row, changed)
                }
                if not any(t in fault for t in told for fault in faults):
                    missed.append((key, column, other, faults))
    assert missed == []
    assert tried > 10


@pytest.mark.parametrize("table", TABLES)
def test_each_missing_row_is_found(opened: sqlite3.Connection, table: str) -> None:
    """A row that is taken out leaves a gap, in every table."""
    for name, row in every_row(opened):
        if name != table:
            continue
        key = key_of(table, row)
        where = " AND ".join(f"{column} = ?" for column in key)
        opened.execute("BEGIN")
        opened.execute(f"DELETE FROM {table} WHERE {where}", tuple(key.values()))
        assert checked(opened).faults, key
        opened.execute("ROLLBACK")


def test_rows_that_change_places_are_found(opened: sqlite3.Connection) -> None:
    """Two revisions, or two events, that swap their numbers."""
    for table, column, first, second in (("revision", "rev", 1, 2), ("audit", "seq", 2, 3)):
        only = " AND case_id = 'case-1'" if table == "revision" else ""
        opened.execute("BEGIN")
        for old, new in ((first, -1), (second, first), (-1, second)):
            opened.execute(f"UPDATE {table} SET {column} = {new} WHERE {column} = {old}{only}")
        assert checked(opened).faults
        opened.execute("ROLLBACK")
