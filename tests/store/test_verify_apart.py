"""A large store is verified in several processes, which find what one process finds."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from nettui.store.core import verify
from nettui.store.core.verify_audit import Cases
from nettui.store.records import Verdict
from nettui.store.sql.schema import APPEND_ONLY
from nettui.store.sqlite import parallel_verify
from nettui.store.sqlite.store import SqliteStore
from tests.store.given import ANNA, Clock, case, planned, result


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store of some cases, each with two revisions, one with a decision, one erased."""
    path = tmp_path / "cases.db"
    store = SqliteStore(path, ANNA, clock=Clock())
    for n in range(12):
        store.save(case(f"case {n}"), 0)
        store.save(case(f"case {n}", ecog=1), 1)
    store.decide(planned(case("case 5", ecog=1)), 2, result(case("case 5", ecog=1)))
    store.erase("case 7", "request 12/2026")
    store.close()
    return path


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Every store counts as large; what each process gave is noted: its exit code."""
    codes: list[int] = []
    told = parallel_verify._told

    def noted(process: subprocess.Popen[bytes] | None) -> Cases | None:
        found = told(process)
        codes.append(127 if process is None else process.returncode)
        return found

    monkeypatch.setattr(parallel_verify, "LARGE", 3)
    monkeypatch.setattr(parallel_verify, "processes", lambda: 3)
    monkeypatch.setattr(parallel_verify, "_told", noted)
    return codes


def verified(path: Path) -> Verdict:
    """The verdict on a store."""
    store = SqliteStore(path, ANNA, read_only=True)
    try:
        return store.verify()
    finally:
        store.close()


def change(path: Path, statement: str) -> None:
    """Change a store past its guards."""
    with sqlite3.connect(path) as db:
        for name in APPEND_ONLY:
            db.execute(f"DROP TRIGGER IF EXISTS {name}_no_update")
            db.execute(f"DROP TRIGGER IF EXISTS {name}_no_delete")
        db.execute(statement)
    db.close()


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("SELECT 1", ""),
        ("UPDATE revision SET body = 'x' WHERE case_id = 'case 9'", "revision 1 of case case 9"),
        ("DELETE FROM revision WHERE case_id = 'case 4' AND rev = 1", "revision 2 of case case 4"),
        ("UPDATE head SET grade = 'G3' WHERE case_id = 'case 11'", "head of case case 11"),
        ("DELETE FROM decision", "case 5"),
        ("UPDATE audit SET uid = 0 WHERE seq = 3", "audit event 3"),
        ("DELETE FROM erasure", "case 7"),
    ],
)
def test_several_processes_find_what_one_finds(
    path: Path, started: list[int], monkeypatch: pytest.MonkeyPatch, statement: str, fault: str
) -> None:
    """Whole, and with a row changed or gone in any part of it."""
    change(path, statement)
    apart = verified(path)
    assert started == [0, 0, 0]
    monkeypatch.setattr(parallel_verify, "LARGE", 1000)
    alone = verified(path)
    assert (apart.revisions, apart.cases, apart.events) == (
        alone.revisions,
        alone.cases,
        alone.events,
    )
    assert sorted(apart.faults) == sorted(alone.faults)
    assert bool(apart.faults) is bool(fault)
    assert not fault or any(fault in told for told in apart.faults)


def test_each_changed_hash_is_found_wherever_it_lies(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rows are held against their hashes some at a time; the changed one alone is named for it."""
    monkeypatch.setattr(verify, "_AT_ONCE", 5)
    store = SqliteStore(path, ANNA, read_only=True)
    db = store._connection()
    seals = [row[0] for row in db.execute("SELECT hash FROM audit ORDER BY seq")]
    assert len(seals) % 5
    store.close()
    for n, seal in enumerate(seals, 1):
        for other in (seal[::-1], seal[:-1], "", f"{seal}\n{seal}"):
            change(path, f"UPDATE audit SET hash = '{other}' WHERE seq = {n}")
            told = [f for f in verified(path).faults if "changed after it was written" in f]
            assert told == [f"audit event {n}: changed after it was written"]
        change(path, f"UPDATE audit SET hash = '{seal}' WHERE seq = {n}")
    assert verified(path).whole


def test_a_process_that_fails_leaves_nothing_unchecked(
    path: Path, started: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its cases are checked by the store itself."""
    change(path, "UPDATE revision SET body = 'x' WHERE case_id = 'case 9' AND rev = 2")
    monkeypatch.setattr(sys, "executable", "/bin/false")
    assert verified(path).faults == (
        "revision 2 of case case 9: its content was changed after it was written",
    )
    assert started == [1, 1, 1]


def test_no_process_can_be_started_at_all(
    path: Path, started: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same."""
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    assert verified(path).whole
    assert started == [127, 127, 127]
