"""Planning many cases anew: shared by several processes, by one at a time, nothing left over."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from nettui.store import replan
from nettui.store.place import Place
from nettui.store.records import Query
from nettui.store.sqlite import SqliteStore
from tests.store.given import ANNA, BEN, DAY, case, planned, protocol, result, scanned


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store of eleven cases, one decided and one that was saved without a plan."""
    path = tmp_path / "cases.db"
    store = SqliteStore(path, ANNA)
    for n in range(10):
        file = scanned(f"case {n}", DAY) if n % 2 else case(f"case {n}")
        store.save(file, 0, plan=planned(file))
    store.decide(planned(case("case 4")), 1, result(case("case 4")))
    store.save(case("-x"), 0)
    store.close()
    return path


@pytest.fixture
def shared(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Three cases are worth a process of their own; the exit codes of those started."""
    codes: list[int] = []
    worker = replan._worker

    class Noted:
        def __init__(self, *words: object) -> None:
            self.made = worker(*words)  # type: ignore[arg-type]

        def wait(self) -> None:
            codes.append(self.made.wait())

    monkeypatch.setattr(replan, "SHARE", 3)
    monkeypatch.setattr(replan, "processes", lambda: 4)
    monkeypatch.setattr(replan, "_worker", Noted)
    return codes


def test_several_processes_plan_every_case_once(path: Path, shared: list[int]) -> None:
    """Each its part, under the kept protocol; the store is whole afterwards."""
    store = SqliteStore(path, ANNA)
    new = protocol("2")
    assert replan.replan_all(store, Place(str(path)), new, DAY) == (11, ())
    assert shared == [0, 0]
    page = store.worklist(Query(order="case_id"), new.digest)
    assert (page.total, page.stale) == (11, 0)
    for head in page.heads:
        odd = head.case_id != "-x" and int(head.case_id[-1]) % 2
        assert head.columns.due == ("2027-01-14" if odd else ""), head.case_id
    assert store.open("case 4").head.decision == "decided"
    assert store.verify().whole
    store.close()


def test_what_a_process_leaves_over_is_planned_by_the_first(
    path: Path, shared: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where processes cannot do anything, nothing is left waiting."""
    monkeypatch.setattr(sys, "executable", "/bin/false")
    store = SqliteStore(path, ANNA)
    assert replan.replan_all(store, Place(str(path)), protocol("2"), DAY) == (11, ())
    assert shared == [1, 1]
    assert store.waiting(protocol("2").digest) == []
    store.close()


def test_who_comes_second_does_nothing(path: Path) -> None:
    """The cases are being planned already."""
    first, second = SqliteStore(path, ANNA), SqliteStore(path, BEN)
    with first.planning():
        assert replan.replan_all(second, Place(str(path)), protocol("2"), DAY) == (0, ())
    assert len(second.waiting(protocol("2").digest)) == 11
    first.close()
    second.close()


def test_a_background_process_plans_and_the_list_says_so_meanwhile(path: Path) -> None:
    """Started by a session, it reads the protocol from the store."""
    store = SqliteStore(path, ANNA)
    new = protocol("2")
    assert store.worklist(Query(), new.digest).stale == 11
    assert replan.in_background(store, Place(str(path)), new).wait() == 0
    assert store.worklist(Query(), new.digest).stale == 0
    assert store.verify().whole
    store.close()
