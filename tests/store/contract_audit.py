"""What every case store must be able to prove, and to give as a copy."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from nettui.store.backup import backup
from nettui.store.core.case_text import columns
from nettui.store.core.rows import sealed
from nettui.store.errors import NoSuchCase, StoreRefusal
from nettui.store.port import CaseStore
from nettui.store.records import Anchor, AuditQuery, Query, Who
from nettui.store.sqlite.store import SqliteStore
from tests.store.contract_base import Contract, Opens
from tests.store.given import ANNA, BEN, Clock, case, planned, result


class AuditContract(Contract):
    """Events, seals, anchors, copies."""

    # --- audit ---

    def test_every_act_leaves_an_event(self, store: CaseStore, opens: Opens) -> None:
        """In order, numbered, each linked to the one before; ids only."""
        file = case(ecog=1)
        store.save(file, 0)
        store.open("case-1")
        store.worklist(Query(words="secret name"))
        list(store.export(["case-1"]))
        opens(BEN).note("print", "case-1", detail="sheet")
        with pytest.raises(NoSuchCase):
            store.open("case-9")
        events = store.audit(AuditQuery())
        assert [(e.action, e.case_id, e.outcome) for e in events] == [
            ("save", "case-1", "ok"),
            ("open", "case-1", "ok"),
            ("search", "", "none"),
            ("export", "case-1", "ok"),
            ("print", "case-1", "ok"),
            ("open", "case-9", "NoSuchCase"),
        ]
        assert [e.seq for e in events] == [1, 2, 3, 4, 5, 6]
        assert [e.parent for e in events[1:]] == [e.hash for e in events[:-1]]
        assert events[4].who == BEN
        assert "secret" not in repr(events)

    def test_events_are_found_by_case_user_action_and_time(
        self, store: CaseStore, opens: Opens
    ) -> None:
        """With a limit, the newest of them."""
        for n in range(3):
            store.save(case(f"case-{n}"), 0)
        opens(BEN).open("case-1")

        def find(**asked: Any) -> list[int]:
            return [event.seq for event in store.audit(AuditQuery(**asked))]

        assert find(case_id="case-1")[:2] == [2, 4]
        assert find(user="ben") == [4]
        assert find(user="4242") == [4]
        for no_number in ("9" * 19, "9" * 5000, "\u00b2", "\u0664\u0662\u0664\u0662", "-1"):
            assert find(user=no_number) == []
        assert find(action="save") == [1, 2, 3]
        assert find(action="save", limit=1) == [3]
        third = store.audit(AuditQuery(action="save"))[2]
        assert find(since=third.at, action="save") == [3]

    def test_a_clock_that_goes_back_changes_no_order(self, store: CaseStore, clock: Clock) -> None:
        """History and audit are ordered by number; the verdict remarks on it."""
        store.save(case(ecog=1), 0)
        clock.now -= datetime.timedelta(days=400)
        store.save(case(ecog=2), 1)
        assert [r.rev for r in store.history("case-1")] == [2, 1]
        verdict = store.verify()
        assert verdict.whole
        assert "clock had gone back" in verdict.remarks[0]

    def test_a_line_that_is_sealed_anew_is_found(self, store: Any) -> None:
        """By the event that recorded it, after any act that changes a line."""
        file = case()
        acts: tuple[Callable[[], object], ...] = (
            lambda: store.save(file, 0, plan=planned(file)),
            lambda: store.decide(planned(file), 1, result(file)),
            lambda: store.planned([("case-1", 1, columns(file, planned(file, "2"), "0" * 64))]),
            lambda: store.archive("case-1"),
            lambda: store.archive("case-1", archived=False),
            lambda: store.erase("case-1", "request 12/2026"),
        )
        for act in acts:
            act()
            whole = store.verify()
            assert (whole.faults, whole.remarks) == ((), ())
            row = store._head("case-1")
            changed = (*row[:-2], "other words")
            with store._writing():
                store._put_head((*changed, sealed(*changed)))
            faults = store.verify([whole.head]).faults
            assert [fault.partition(":")[0] for fault in faults] == ["head of case case-1"]
            with store._writing():
                store._put_head(row)

    def test_anchors_are_written_at_the_end_and_found_again(self, opens: Opens) -> None:
        """What stands outside must be in the chain; an anchor of another chain is a fault."""
        written: list[Anchor] = []
        store = opens(ANNA, anchor=lambda anchor, _who: written.append(anchor))
        store.save(case(), 0)
        store.close()
        [anchor] = written
        again = opens(ANNA)
        assert again.verify([anchor]).whole
        assert not again.verify([evolve(anchor, hash="0" * 64)]).whole
        assert not again.verify([Anchor(seq=99, hash=anchor.hash)]).whole

    # --- the store itself ---

    def test_a_backup_is_a_whole_store_of_its_own(self, store: CaseStore, tmp_path: Path) -> None:
        """Verified, openable, with everything in it."""
        file = case()
        store.save(file, 0, plan=planned(file))
        store.decide(planned(file), 1, result(file))
        target = tmp_path / "copy.db"
        backup(store, target)
        assert (target.stat().st_mode & 0o777) == 0o600
        copy = SqliteStore(target, ANNA, read_only=True)
        assert copy.open("case-1").file == file
        assert copy.decisions("case-1") == store.decisions("case-1")
        copy.close()
        with pytest.raises(StoreRefusal, match="there already"):
            backup(store, target)

    def test_a_row_that_is_there_is_never_replaced(self, store: CaseStore) -> None:
        """A copy with a row twice is refused whole."""
        row = ("erased-1", "2026-11-02", 1, "anna", "why", "0" * 64)
        with pytest.raises(StoreRefusal):
            store.take([("erasure", row), ("erasure", row)])
        assert store.info().events == 0
        assert [table for table, _ in store.rows()] == []

    def test_it_says_what_it_holds(self, store: CaseStore) -> None:
        """Numbers of cases, revisions, events."""
        store.save(case(ecog=1), 0)
        store.save(case(ecog=2), 1)
        store.archive("case-1")
        info = store.info()
        assert (info.cases, info.archived, info.revisions, info.events) == (1, 1, 2, 3)
        assert store.check() == ()

    def test_two_people_see_the_same_store(self, store: CaseStore, opens: Opens) -> None:
        """What one saved the other opens; drafts stay one's own."""
        store.save(case(ecog=1), 0)
        ben = opens(BEN)
        assert ben.open("case-1").file == case(ecog=1)
        ben.save(case(ecog=2), 1)
        assert store.open("case-1").head.rev == 2

    def test_who_is_one_visible_line(self, opens: Opens) -> None:
        """An account's name cannot forge an audit line."""
        with pytest.raises(StoreRefusal):
            opens(Who(uid=1, name="a\nb")).note("x")
