"""Planning many cases anew: shared by several processes, by one at a time, nothing left over."""

from __future__ import annotations

import sys
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import attrs
import pytest

from nettui.case.files.codec import load
from nettui.engine.language.serialize import canonical
from nettui.engine.language.states import MET, NOT_NEEDED
from nettui.engine.plan.plan import Plan, plan
from nettui.engine.protocol.assemble import assemble
from nettui.plugin.check import check
from nettui.sheet.comparison import windows
from nettui.store import replan
from nettui.store.core import case_text, rows
from nettui.store.location import StoreLocation
from nettui.store.records import BoardResult, Query
from nettui.store.sqlite.store import SqliteStore
from tests.case.test_codec import LIBRARY
from tests.engine.test_real_protocol import contributions
from tests.sample import one_in
from tests.store.given import ANNA, BEN, DAY, case, planned, protocol, result, scanned
from tests.store.memory import MemoryStore


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
    assert replan.replan_all(store, StoreLocation(str(path)), new, DAY) == (11, ())
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
    assert replan.replan_all(store, StoreLocation(str(path)), protocol("2"), DAY) == (11, ())
    assert shared == [1, 1]
    assert store.waiting(protocol("2").digest) == []
    store.close()


def test_a_record_that_is_not_what_was_saved_is_not_planned(path: Path) -> None:
    """It goes on waiting, its columns are left as they were, and all others are planned."""
    store = SqliteStore(path, ANNA)
    db = store._connection()
    db.execute("DROP TRIGGER revision_no_update")
    db.execute("UPDATE revision SET body = replace(body, 'well', 'poor') WHERE case_id = 'case 2'")
    assert replan.replan(store, protocol("2"), DAY) == (10, ("case 2",))
    assert store.waiting(protocol("2").digest) == ["case 2"]
    store.close()


def test_what_another_program_saved_is_read_strictly(path: Path) -> None:
    """Only what this one has checked is read without a check."""
    store = SqliteStore(path, ANNA)
    ways = {one.case_id: one.checked for one in store.to_plan("another", 20)}
    assert list(ways.values()) == [True] * 11
    store._connection().execute("DROP TRIGGER revision_no_update")
    row = list(store._revision("case 3", 1) or ())
    row[6] = "0.0.1"
    seal = rows.sealed(*row[:10])
    store._run("UPDATE revision SET program = ?, hash = ? WHERE case_id = 'case 3'", (row[6], seal))
    ways = {one.case_id: one.checked for one in store.to_plan("another", 20)}
    assert [case_id for case_id, checked in ways.items() if not checked] == ["case 3"]
    assert replan.replan(store, protocol("2"), DAY) == (11, ())
    store.close()


def test_who_comes_second_does_nothing(path: Path) -> None:
    """The cases are being planned already."""
    first, second = SqliteStore(path, ANNA), SqliteStore(path, BEN)
    with first.planning():
        assert replan.replan_all(second, StoreLocation(str(path)), protocol("2"), DAY) == (0, ())
    assert len(second.waiting(protocol("2").digest)) == 11
    first.close()
    second.close()


def test_a_background_process_plans_and_the_list_says_so_meanwhile(path: Path) -> None:
    """Started by a session, it reads the protocol from the store."""
    store = SqliteStore(path, ANNA)
    new = protocol("2")
    assert store.worklist(Query(), new.digest).stale == 11
    assert replan.in_background(store, StoreLocation(str(path)), new).wait() == 0
    assert store.worklist(Query(), new.digest).stale == 0
    assert store.verify().whole
    store.close()


def plain_columns(plan: Plan, *, decided: bool) -> dict[str, object]:
    """What a worklist shows of a plan, said once more and without any haste."""
    windows = [d for d in plan.follow_up if d.earliest and d.latest]
    due = sorted(d.earliest.isoformat() for d in windows if d.earliest)
    due_by = sorted(d.latest.isoformat() for d in windows if d.latest)
    states = [need.state for need in plan.needs if need.entry.stage == "workup"]
    return {
        "grade": " or ".join(plan.grade),
        "status": plan.status.word,
        "workup_known": states.count(MET),
        "workup_needed": len(states) - states.count(NOT_NEEDED),
        "due": due[0] if due else "",
        "due_by": due_by[0] if due_by else "",
        "undated": len(plan.follow_up) - len(windows),
        "planned_on": plan.as_of.isoformat(),
        "protocol": plan.protocol.digest,
        "gist": sha256(canonical(case_text.said(plan))).hexdigest() if decided else "",
    }


@pytest.mark.slow
def test_a_case_of_the_library_is_planned_anew_as_a_save_plans_it() -> None:
    """From the base alone to all that is published: each column, and how a decision stands.

    Of half of the library, since each is planned four times.
    """
    base = assemble(check([g for g in contributions() if g.origin == "base"]).taken)
    full = assemble(check(list(contributions())).taken)
    old, new = MemoryStore(ANNA), MemoryStore(ANNA)
    files = [load(path) for path in one_in(2, LIBRARY)]
    for n, file in enumerate(files):
        day = file.as_of or DAY
        first, then = (plan(file.case, day, protocol) for protocol in (base, full))
        for store in (old, new):
            store.save(file, 0, plan=first)
            if n % 3 == 0:
                result = BoardResult(resolutions=(), held_on=DAY, note="as planned")
                store.decide(then if n % 2 else first, 1, result)
        new.save(file, 1, plan=then, reason="planned anew")
    assert replan.replan(old, full, DAY) == (len(files), ())
    stood = set()
    for n, file in enumerate(files):
        then = plan(file.case, file.as_of or DAY, full)
        anew, saved = (store.open(file.case.case_id).head for store in (old, new))
        assert anew.columns == saved.columns, file.case.case_id
        assert anew.decision == saved.decision, file.case.case_id
        told = attrs.asdict(anew.columns)
        assert told | plain_columns(then, decided=n % 3 == 0) == told, file.case.case_id
        stood.add(anew.decision)
    assert stood == {"", "decided", "changed"}
    assert old.verify().whole


@pytest.mark.slow
def test_plans_with_one_result_and_the_same_windows_say_the_same() -> None:
    """So the gist of one is that of the other, whatever the day and the patient."""
    full = assemble(check(list(contributions())).taken)
    gists: dict[object, str] = {}
    plans = [
        plan(file.case, day, full)
        for file in map(load, LIBRARY)
        for day in (DAY, DAY + timedelta(days=1), DAY + timedelta(days=200))
    ]
    for made in plans:
        said = case_text.gist(made)
        assert gists.setdefault((made.result, *windows(made).items()), said) == said
        assert replan._gist(made, {}) == said
    assert len(LIBRARY) / 2 < len(gists) < len(plans) * 0.6
    assert len(set(gists.values())) > 20
