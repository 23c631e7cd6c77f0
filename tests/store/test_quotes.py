"""What goes wrong is named; nothing of what is recorded of a patient stands in a message."""

from __future__ import annotations

import json
import sqlite3
import traceback
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from nettui.store.core import case_text, rows
from nettui.store.core.rows import TABLES, content_digest, sealed
from nettui.store.errors import Damaged, StoreRefusal
from nettui.store.records import AuditQuery, Query
from nettui.store.sql.schema import APPEND_ONLY
from nettui.store.sqlite.connection import explanation
from nettui.store.sqlite.store import SqliteStore
from tests.store.given import ANNA, Clock, case, planned, protocol, result

SECRET = "Kowalska-Nowak"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store of a case with a decision, whose every text names somebody."""
    path = tmp_path / "cases.db"
    store = SqliteStore(path, ANNA, clock=Clock())
    file = case("a", ecog=1)
    store.save(file, 0, plan=planned(file), reason=f"asked by {SECRET}")
    store.decide(planned(file), 1, result(file, "declined", text=f"as {SECRET} wished"))
    store.close()
    return path


def spoil(path: Path, table: str, column: str, value: bytes, *, seal: bool) -> None:
    """Write bytes into a column as text, sealed anew where asked for."""
    db = sqlite3.connect(path, isolation_level=None)
    for name in APPEND_ONLY:
        db.execute(f"DROP TRIGGER IF EXISTS {name}_no_update")
    db.execute("PRAGMA ignore_check_constraints = ON")
    cast = "?" if column in rows.BYTES else "CAST(? AS TEXT)"
    db.execute(f"UPDATE {table} SET {column} = {cast}", (value,))
    if seal:
        names = TABLES[table]
        for row in db.execute(f"SELECT {', '.join(names)} FROM {table}").fetchall():
            kept = list(row)
            if "content" in names:
                kept[names.index("content")] = content_digest(*row[names.index("salt") :])
            kept[names.index("hash")] = sealed(*kept[: names.index("hash")])
            same = " AND ".join(f"{key} IS ?" for key in names[:2])
            db.execute(
                f"UPDATE {table} SET {', '.join(f'{n} = ?' for n in names)} WHERE {same}",
                (*kept, *row[:2]),
            )
    db.close()


READS: tuple[Callable[[SqliteStore], object], ...] = (
    lambda s: s.open("a"),
    lambda s: s.worklist(Query()),
    lambda s: s.history("a"),
    lambda s: s.diff("a", 1, 1),
    lambda s: s.decisions("a"),
    lambda s: s.audit(AuditQuery()),
    lambda s: [*s.export()],
    lambda s: [*s.rows()],
    lambda s: s.protocol(s.protocols()[0]),
    lambda s: s.save(case("a", ecog=2), 0),
    lambda s: s.to_plan("0" * 64, 10),
    lambda s: s.verify(),
    lambda s: s.check(),
)


def said(path: Path) -> str:
    """All that every way of reading says, its traceback with what it was raised from included."""
    words = []
    for read in READS:
        store = SqliteStore(path, ANNA)
        try:
            found = read(store)
            if not isinstance(found, list):
                words.append(str(getattr(found, "faults", "")))
        except StoreRefusal as refusal:
            words += [str(refusal), *traceback.format_exception(refusal)]
        finally:
            store.close()
    return "\n".join(words)


TEXTS = [(t, c) for t, columns in TABLES.items() for c in columns if c not in rows.NUMBERS]


@pytest.mark.parametrize(("table", "column"), TEXTS)
def test_bytes_that_are_no_text_are_not_quoted(path: Path, table: str, column: str) -> None:
    """In any column of any table, SQLite's own message quotes the whole of it."""
    spoil(path, table, column, SECRET.encode() + b"\xff\xfe", seal=False)
    if column not in {"case_id", "name", "digest"}:  # what identifies a row names it
        assert SECRET not in said(path)


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("revision", "body", f'{{"title": "{SECRET}"'),
        ("revision", "body", json.dumps({"title": 5, SECRET: SECRET, "case_id": "a"})),
        ("revision", "body", json.dumps({"case_id": "a", "patient": {"sex": SECRET}})),
        ("revision", "body", json.dumps([SECRET])),
        ("revision", "at", SECRET),
        ("head", "changed_at", SECRET),
        ("decision", "at", SECRET),
        ("decision", "as_of", SECRET),
        ("decision", "result", json.dumps({"held_on": SECRET, "resolutions": []})),
        ("decision", "result", json.dumps({"resolutions": [{SECRET: 1}]})),
        ("decision", "result", f'{{"{SECRET}'),
        ("decision", "plan", zlib.compress(SECRET.encode() + b"\xff")),
        ("decision", "plan", SECRET),
        ("audit", "at", SECRET),
        ("protocol", "raw", zlib.compress(json.dumps({SECRET: 1}).encode())),
        ("protocol", "raw", zlib.compress(SECRET.encode() + b"\xff")),
    ],
)
def test_what_cannot_be_read_is_not_quoted(
    path: Path, table: str, column: str, value: str | bytes
) -> None:
    """Texts that are none of what they should be, sealed so that their reader gets them."""
    given = value.encode() if isinstance(value, str) else value
    spoil(path, table, column, given, seal=table != "protocol")
    words = said(path)
    assert SECRET not in words
    assert words.strip()


def test_an_error_of_the_database_is_named_and_not_quoted(tmp_path: Path) -> None:
    """Whatever it says."""
    db = sqlite3.connect(":memory:")
    for sql in (f"SELECT '{SECRET}", f"SELECT {SECRET.partition('-')[0]}", "SELECT json('x')"):
        with pytest.raises(sqlite3.Error) as raised:
            db.execute(sql)
        told = explanation(tmp_path / "cases.db", raised.value)
        assert SECRET.partition("-")[0] not in str(told)
        assert "SQLITE_ERROR" in str(told)
    db.close()


def test_a_kept_protocol_that_is_none_is_said_to_be_damaged() -> None:
    """Neither an error of its decoder nor of its reader."""
    digest = protocol().digest
    for kept in (b"", b"x", zlib.compress(b"\xff"), zlib.compress(b"[]"), zlib.compress(b"{}")):
        with pytest.raises(Damaged):
            case_text.protocol_of(digest, kept)
