"""Somebody takes rows out or seals them anew past the store: the audit says what was there."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from nettui.store import replan
from nettui.store.backup import backup
from nettui.store.core.rows import COLUMNS, TABLES, sealed
from nettui.store.errors import Damaged
from nettui.store.records import Anchor
from nettui.store.sql.schema import APPEND_ONLY
from nettui.store.sqlite.store import SqliteStore
from tests.store.given import ANNA, DAY, Clock, case, planned, protocol, result

HEAD = TABLES["head"]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store of cases that were saved, amended, decided on, archived, put back and erased."""
    path = tmp_path / "cases.db"
    store = SqliteStore(path, ANNA, clock=Clock())
    for name in ("a", "b", "c", "d", "e"):
        file = case(name, ecog=1)
        store.save(file, 0, plan=planned(file))
    store.decide(planned(case("b", ecog=1)), 1, result(case("b", ecog=1)))
    store.save(case("a", ecog=2), 1, reason="seen again")
    store.archive("c")
    store.archive("d")
    store.archive("d", archived=False)
    store.erase("e", "request 12/2026")
    store.close()
    return path


def verdict(path: Path, *anchors: Anchor) -> Any:
    """What verification says."""
    store = SqliteStore(path, ANNA, read_only=True)
    try:
        return store.verify(anchors)
    finally:
        store.close()


def attack(path: Path, *statements: str) -> None:
    """Change a store as one who may write its file can: past its guards."""
    db = sqlite3.connect(path, isolation_level=None)
    for name in APPEND_ONLY:
        db.execute(f"DROP TRIGGER IF EXISTS {name}_no_update")
        db.execute(f"DROP TRIGGER IF EXISTS {name}_no_delete")
    for statement in statements:
        db.execute(statement)
    db.close()


def reseal(path: Path, case_id: str, **changed: Any) -> None:
    """Change columns of a head and seal it anew, so that it is whole by itself."""
    db = sqlite3.connect(path)
    found = db.execute(
        f"SELECT {', '.join(HEAD)} FROM head WHERE case_id = ?", (case_id,)
    ).fetchone()
    row = {**dict(zip(HEAD, found, strict=True)), **changed}
    row["hash"] = sealed(*(row[column] for column in HEAD[:-1]))
    attack(path)
    with db:
        db.execute(
            f"UPDATE head SET {', '.join(f'{c} = ?' for c in HEAD)} WHERE case_id = ?",
            (*(row[c] for c in HEAD), case_id),
        )
    db.close()


def newest_gone(path: Path) -> None:
    """The newest revision of a case is deleted and its head shows the one before."""
    db = sqlite3.connect(path)
    [seal] = db.execute("SELECT hash FROM revision WHERE case_id = 'a' AND rev = 1").fetchone()
    db.close()
    attack(path, "PRAGMA foreign_keys = OFF", "DELETE FROM revision WHERE case_id='a' AND rev=2")
    reseal(path, "a", rev=1, revision_hash=seal)


def everything_of(case_id: str) -> tuple[str, ...]:
    """The statements that take a case out of every table but the audit."""
    tables = ("erasure", "decision", "head", "revision")
    return tuple(f"DELETE FROM {table} WHERE case_id = '{case_id}'" for table in tables)


_NUMBERS = ("workup_known", "workup_needed", "undated")
ATTACKS: dict[str, tuple[Callable[[Path], None], str]] = {
    "a whole case": (lambda p: attack(p, *everything_of("a")), "case a: saved"),
    "a case decided on": (lambda p: attack(p, *everything_of("b")), "case b: saved"),
    "an archived case": (lambda p: attack(p, *everything_of("c")), "case c: saved"),
    "an erased case": (lambda p: attack(p, *everything_of("e")), "case e: saved"),
    "its newest revision": (newest_gone, "revision 2 of case a"),
    "a case put off the list": (lambda p: reseal(p, "a", archived=1), "head of case a"),
    "a case put on the list": (lambda p: reseal(p, "c", archived=0), "head of case c"),
    "a case put back, again": (lambda p: reseal(p, "d", archived=1), "head of case d"),
    "who changed it": (lambda p: reseal(p, "a", changed_by="eve"), "head of case a"),
    "when it changed": (lambda p: reseal(p, "a", changed_at="2020-01-01"), "head of case a"),
    "that it is decided": (lambda p: reseal(p, "b", decision=""), "head of case b"),
    "that it is not": (lambda p: reseal(p, "a", decision="decided"), "head of case a"),
    "the kept protocol": (lambda p: attack(p, "DELETE FROM protocol"), "protocol"),
} | {
    f"the {column} of a line": (
        lambda p, c=column: reseal(p, "a", **{c: 9 if c in _NUMBERS else "x"}),
        "head of case a",
    )
    for column in (*COLUMNS, "words")
}


@pytest.mark.parametrize("what", ATTACKS)
def test_what_is_taken_out_or_sealed_anew_is_found(path: Path, what: str) -> None:
    """With the true anchor, which is as true afterwards."""
    whole = verdict(path)
    assert (whole.faults, whole.remarks) == ((), ())
    act, fault = ATTACKS[what]
    act(path)
    faults = verdict(path, whole.head).faults
    assert any(told.startswith(fault) for told in faults), faults


def test_a_line_as_it_was_once_is_not_as_it_is(path: Path) -> None:
    """An old row, whole and once true, put back in the place of the newer one."""
    db = sqlite3.connect(path)
    columns = ", ".join(HEAD)
    old = db.execute(f"SELECT {columns} FROM head WHERE case_id = 'a'").fetchone()
    db.close()
    store = SqliteStore(path, ANNA, clock=Clock())
    assert replan.replan(store, protocol("2"), DAY)[0] == 3
    store.close()
    assert verdict(path).faults == ()
    row = dict(zip(HEAD, old, strict=True))
    reseal(
        path, "a", **{column: row[column] for column in HEAD if column not in {"case_id", "hash"}}
    )
    assert [f.partition(":")[0] for f in verdict(path).faults] == ["head of case a"]


def test_a_revision_that_replaces_another_is_found(path: Path) -> None:
    """Even with an event of its own at the end of the chain: the first one is still there."""
    store = SqliteStore(path, ANNA, clock=Clock())
    anchor = store.verify().head
    store.close()
    attack(path, *everything_of("a"))
    store = SqliteStore(path, ANNA, clock=Clock())
    store.save(case("a", ecog=0), 0)
    store.close()
    assert anchor is not None
    faults = verdict(path, anchor).faults
    assert "revision 1 of case a: not there as the audit says it was" in faults
    assert "revision 2 of case a: not there as the audit says it was" in faults


def test_what_an_event_names_tells_nothing_once_erased(path: Path) -> None:
    """The line of a case is named by a digest that is salted, and the salt is erased with it."""
    store = SqliteStore(path, ANNA, clock=Clock())
    [row] = [row for table, row in store.rows() if table == "head" and row[0] == "b"]
    store.erase("b", "request 13/2026")
    details = [row[9] for table, row in store.rows() if table == "audit"]
    store.close()
    known = {row[-1], sealed("", row[-1]), sealed(*row[:-1])}
    assert not any(seal in detail for detail in details for seal in known)


def test_lines_of_an_older_program_are_remarked_on(path: Path) -> None:
    """Its events name no line: what can be checked is, and what cannot is counted."""
    store = SqliteStore(path, ANNA)
    with store._writing():
        store._log("plan", detail="1 cases")
    store.close()
    whole = verdict(path)
    assert (whole.faults, whole.remarks) == ((), ())
    reseal(path, "a", grade="G3")
    [remark] = verdict(path).remarks
    assert remark.startswith("worklist: 1 of its lines")
    reseal(path, "a", archived=1)
    assert [f.partition(":")[0] for f in verdict(path).faults] == ["head of case a"]


def test_of_a_store_that_is_not_whole_no_copy_is_made(path: Path, tmp_path: Path) -> None:
    """It would be taken for a sound one later."""
    attack(path, *everything_of("a"))
    store = SqliteStore(path, ANNA)
    with pytest.raises(Damaged, match="not whole"):
        backup(store, tmp_path / "copy.db")
    store.close()
    assert not (tmp_path / "copy.db").exists()
