"""What was changed past the store is refused when read, never shown as if it were recorded."""

from __future__ import annotations

import datetime
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import attrs
import pytest

from nettui.store import replan
from nettui.store.core.rows import TABLES, result_of, result_text, sealed
from nettui.store.errors import Damaged
from nettui.store.records import AuditQuery, BoardResult, Query, Resolution
from nettui.store.sql.schema import APPEND_ONLY
from nettui.store.sqlite.connection import connect
from nettui.store.sqlite.store import SqliteStore
from tests.store.given import ANNA, DAY, Clock, case, planned, protocol, result


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store with two cases, one of them amended and decided on."""
    path = tmp_path / "cases.db"
    store = SqliteStore(path, ANNA, clock=Clock())
    file = case("a", ecog=1)
    store.save(file, 0, plan=planned(file))
    store.save(case("a", ecog=2), 1, reason="read again")
    store.decide(planned(file), 1, result(file))
    store.save(case("b"), 0)
    store.close()
    return path


@pytest.fixture
def store(path: Path) -> Iterator[SqliteStore]:
    """The store as it is read afterwards."""
    store = SqliteStore(path, ANNA)
    yield store
    store.close()


def change(path: Path, *statements: str) -> None:
    """Change a store without the triggers that would refuse it."""
    db = sqlite3.connect(path, isolation_level=None)
    for name in APPEND_ONLY:
        db.execute(f"DROP TRIGGER IF EXISTS {name}_no_update")
    for statement in statements:
        db.execute(statement)
    db.close()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE revision SET body = replace(body, '2', '1')",
        "UPDATE revision SET at = 'yesterday'",
        "UPDATE revision SET name = 'eve'",
        "UPDATE revision SET salt = '', reason = '', receipt = '', body = ''",
        "UPDATE head SET rev = 1 WHERE case_id = 'a'",
        "UPDATE head SET grade = 'G1'",
        "UPDATE head SET changed_at = 'x'",
    ],
)
def test_a_changed_case_is_not_shown(path: Path, store: SqliteStore, statement: str) -> None:
    """Neither its facts nor its history as if it were whole; nor is anything saved over it."""
    change(path, statement)
    with pytest.raises(Damaged):
        store.open("a")
    if "head" in statement:
        with pytest.raises(Damaged):
            store.save(case("a", ecog=3), 2)


def test_a_changed_line_of_the_worklist_says_so(path: Path, store: SqliteStore) -> None:
    """Its columns are empty: a grade that nobody recorded is never on a list."""
    change(path, "UPDATE head SET grade = 'G1', title = 'x' WHERE case_id = 'a'")
    heads = {head.case_id: head for head in store.worklist(Query()).heads}
    assert heads["a"].damaged
    assert (heads["a"].columns.grade, heads["a"].columns.title) == ("", "")
    assert not heads["b"].damaged
    assert store.open("b").file == case("b")


def test_a_changed_line_does_not_stop_the_others_from_being_planned(
    path: Path, store: SqliteStore
) -> None:
    """It goes on waiting and saying that it is damaged: planning does not make it whole."""
    change(path, "UPDATE head SET grade = 'G1' WHERE case_id = 'a'")
    done, _ = replan.replan(store, protocol("2"), DAY)
    assert done == 1
    heads = {head.case_id: head for head in store.worklist(Query()).heads}
    assert heads["b"].columns.protocol == protocol("2").digest
    assert heads["a"].damaged
    assert [fault.partition(":")[0] for fault in store.verify().faults] == ["head of case a"]


def test_a_changed_event_is_not_shown(path: Path, store: SqliteStore) -> None:
    """An audit that leaves it out or shows it would be an audit of something else."""
    change(path, "UPDATE audit SET name = 'eve' WHERE seq = 2")
    with pytest.raises(Damaged, match="Audit event 2"):
        store.audit(AuditQuery())


@pytest.mark.parametrize("what", ["result = '{}'", "plan = x'00'", "gist = ''", "as_of = 'x'"])
def test_a_changed_decision_is_not_shown(path: Path, store: SqliteStore, what: str) -> None:
    """What the board resolved, the plan it saw, the day."""
    change(path, f"UPDATE decision SET {what}")
    with pytest.raises(Damaged, match="Decision 1 on case 'a'"):
        store.decisions("a")


def test_a_row_resealed_by_itself_is_found(path: Path, store: SqliteStore) -> None:
    """Whoever knows how to make a hash has to make all later ones anew."""
    db = sqlite3.connect(path)
    row = db.execute(f"SELECT {', '.join(TABLES['audit'])} FROM audit WHERE seq = 3").fetchone()
    db.close()
    seal = sealed(*row[:3], "eve", *row[4:-1])
    change(path, f"UPDATE audit SET name = 'eve', hash = '{seal}' WHERE seq = 3")
    assert store.verify().faults == ("audit event 4: does not follow from the one before it",)


def test_a_chain_made_anew_is_found_by_what_stands_outside(path: Path, store: SqliteStore) -> None:
    """Everything resealed passes by itself, but not against an anchor."""
    anchor = store.verify().head
    assert anchor is not None
    db = sqlite3.connect(path)
    found = db.execute(f"SELECT {', '.join(TABLES['audit'])} FROM audit ORDER BY seq").fetchall()
    db.close()
    parent, statements = "", []
    for row in found:
        before, parent = parent, sealed(*row[:3], "eve", *row[4:10], parent)
        values = f"name = 'eve', parent = '{before}', hash = '{parent}'"
        statements.append(f"UPDATE audit SET {values} WHERE seq = {row[0]}")
    change(path, *statements, f"UPDATE chain SET hash = '{parent}'")
    assert store.verify().whole
    assert store.verify([anchor]).faults == (
        f"audit event {anchor.seq}: not the one that was written down outside",
    )


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_accidents_are_stopped_by_triggers(path: Path, store: SqliteStore, table: str) -> None:
    """Update, delete, and replace, which slips past them where triggers are not recursive."""
    store.erase("b", "request 12")
    db = connect(path)
    columns = ", ".join(TABLES[table])
    for statement in (
        f"DELETE FROM {table}",
        f"UPDATE {table} SET hash = hash",
        f"INSERT OR REPLACE INTO {table} ({columns}) SELECT {columns} FROM {table}",
    ):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            db.execute(statement)
    db.close()


RESULT = BoardResult(
    resolutions=(
        Resolution(option="surgery"),
        Resolution(option="prrt", role="later_line", outcome="declined", code="other", text="ü"),
    ),
    held_on=datetime.date(2026, 11, 1),
    attendees=("A", "B"),
    note="n",
    corrects=1,
    reason="r",
)


def test_a_result_is_kept_as_one_line_and_read_back() -> None:
    """One of an older nettui has no reason."""
    text = result_text(RESULT)
    assert text == (
        '{"attendees":["A","B"],"corrects":1,"held_on":"2026-11-01","note":"n","reason":"r",'
        '"resolutions":[{"code":"","option":"surgery","outcome":"accepted","role":"primary",'
        '"text":""},{"code":"other","option":"prrt","outcome":"declined","role":"later_line",'
        '"text":"ü"}]}'
    )
    assert result_of(text) == RESULT
    assert result_of(text.replace('"reason":"r",', "")) == attrs.evolve(RESULT, reason="")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('["A","B"]', '"AB"'),
        ('["A","B"]', '["A",2]'),
        ('"corrects":1', '"corrects":true'),
        ('"corrects":1', '"corrects":1.0'),
        ('"corrects":1', '"corrects":NaN'),
        ('"2026-11-01"', '"20261101"'),
        ('"2026-11-01"', '"2026-11-01T00:00"'),
        ('"note":"n"', '"note":null'),
        ('"note":"n"', '"note":"n","note":"m"'),
        ('"note":"n"', '"note":"n","more":""'),
        ('"held_on":"2026-11-01",', ""),
        ('"option":"surgery",', ""),
        ('"code":""', '"code":0'),
        ("{", "["),
    ],
)
def test_a_result_that_is_not_what_was_recorded_is_refused(old: str, new: str) -> None:
    """Nothing is guessed, and nothing of it is quoted."""
    text = result_text(RESULT)
    assert old in text
    with pytest.raises(Damaged, match="cannot be read: it is not what was recorded") as refused:
        result_of(text.replace(old, new, 1))
    assert refused.value.__suppress_context__
