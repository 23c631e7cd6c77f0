"""What every case store must say of many cases, and when it plans them anew."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from attrs import evolve

from nettui.case.record.case import CaseFile
from nettui.engine.plan.plan import Plan
from nettui.store.board_day import assign
from nettui.store.core.worklist_groups import GROUPS
from nettui.store.errors import Archived, StoreRefusal
from nettui.store.port import CaseStore
from nettui.store.records import AuditQuery, Draft, Query
from nettui.store.replan import replan
from tests.store.contract_base import Contract, Opens
from tests.store.given import BEN, DAY, case, of_waiting, planned, protocol, result, scanned


class WorklistContract(Contract):
    """Columns, groups, pages, searches, board days, planning anew."""

    def test_a_planned_case_shows_its_columns(self, store: CaseStore) -> None:
        """What the plan says stands in the head, under the digest of its protocol."""
        file = case(ecog=1)
        store.save(file, 0, plan=planned(file))
        [head] = store.worklist(Query()).heads
        c = head.columns
        assert (c.title, c.site, c.extent) == (file.title, "pancreas", "beyond_liver")
        assert (c.grade, c.board_date) == ("G2", "2026-11-20")
        assert (c.status, c.protocol) == ("provisional", protocol().digest)
        assert (c.workup_known, c.workup_needed) == (1, 2)
        assert (c.due, c.due_by, c.undated) == ("", "", 1)

    def test_a_planned_case_shows_when_follow_up_is_due(self, store: CaseStore) -> None:
        """The first day of the earliest window, and the first last day, counted from the scans."""
        file = scanned("case-1", datetime.date(2026, 4, 30), datetime.date(2026, 1, 31))
        store.save(file, 0, plan=planned(file))
        [head] = store.worklist(Query()).heads
        # CT 3-6 months after 30 April; receptor imaging 18-24 months after 31 January.
        c = head.columns
        assert (c.due, c.due_by, c.undated) == ("2026-07-30", "2026-10-30", 0)

    def test_planning_anew_moves_what_is_due(self, store: CaseStore) -> None:
        """A case recorded without its plan gets its days when it is planned."""
        store.save(scanned("case-1", datetime.date(2026, 4, 30)), 0)
        [waiting] = store.to_plan(protocol("2").digest, 9)
        store.planned([(waiting.case_id, 1, of_waiting(waiting))])
        [head] = store.worklist(Query()).heads
        assert (head.columns.due, head.columns.due_by) == ("2026-07-30", "2026-10-30")

    def test_follow_up_is_overdue_the_day_after_its_last(self, store: CaseStore) -> None:
        """Not on the day itself; a case that nobody can tell of is undated and not overdue."""
        for name, day in (("late", datetime.date(2026, 4, 30)), ("later", DAY)):
            file = scanned(name, day)
            store.save(file, 0, plan=planned(file))
        store.save(case("undated"), 0, plan=planned(case("undated")))

        def ids(group: str, today: str) -> list[str]:
            found = store.worklist(Query(group=group, today=today, order="case_id"))
            assert found.total == len(found.heads) == store.groups(Query(today=today))[group]
            return [head.case_id for head in found.heads]

        assert ids("overdue", "2026-10-30") == []
        assert ids("overdue", "2026-10-31") == ["late"]
        assert ids("overdue", "2027-04-15") == ["late", "later"]
        assert ids("undated", "2027-04-15") == ["undated"]
        ordered = store.worklist(Query(order="due_by"))
        assert [head.case_id for head in ordered.heads] == ["late", "later", "undated"]

    def test_groups_and_their_counts_agree(self, store: CaseStore) -> None:
        """Each group lists as many as it counts; the counts keep to the query's other filters."""
        file, local = case("decided"), case("changed", extent="localized")
        for one in (file, local):
            store.save(one, 0, plan=planned(one))
            store.decide(planned(one), 1, result(one))
        other = case("changed")
        store.save(other, 1, plan=planned(other), reason="new result")
        store.save(case("raw"), 0)
        store.save(case("archived"), 0)
        store.archive("archived")
        asked = Query(today="2026-11-20", order="case_id")
        listed = {
            name: [h.case_id for h in store.worklist(evolve(asked, group=name)).heads]
            for name in GROUPS
        }
        assert listed == {
            "not_planned": ["raw"],
            "incomplete": ["changed", "decided"],
            "ready": [],
            "blocked": [],
            "on_board": ["changed", "decided", "raw"],
            "board_ahead": ["changed", "decided", "raw"],
            "overdue": [],
            "undated": ["changed", "decided"],
            "undecided": ["raw"],
            "decided": ["decided"],
            "changed": ["changed"],
        }
        assert store.groups(asked) == {name: len(ids) for name, ids in listed.items()}
        assert store.groups(evolve(asked, words="decided"))["on_board"] == 1
        assert store.groups(evolve(asked, group="decided"))["changed"] == 1
        assert store.groups(evolve(asked, today="2026-11-21"))["board_ahead"] == 0

    @pytest.mark.parametrize(("group", "today"), [("every", "2026-10-14"), ("overdue", "")])
    def test_a_group_that_cannot_be_told_is_refused(
        self, store: CaseStore, group: str, today: str
    ) -> None:
        """No such group; or one that depends on the day, without it."""
        with pytest.raises(StoreRefusal, match=group):
            store.worklist(Query(group=group, today=today))

    def test_a_board_day_is_a_revision_with_author_and_reason(
        self, store: CaseStore, opens: Opens
    ) -> None:
        """Set, moved and taken off; the same again records nothing."""
        store.save(case(), 0, plan=planned(case()))
        ben = opens(BEN)
        day = datetime.date(2026, 12, 3)
        head = assign(ben, "case-1", day, planned)
        assert (head.rev, head.columns.board_date) == (2, "2026-12-03")
        assert head.columns.protocol == protocol().digest
        assert assign(ben, "case-1", day, planned).rev == 2
        assert assign(ben, "case-1", None, planned).columns.board_date == ""
        last, set_, _ = store.history("case-1")
        assert (set_.who, set_.reason) == (BEN, "for the board of 2026-12-03")
        assert last.reason == "off the board"
        assert [c.path for c in store.diff("case-1", 1, 2)] == ["board.date"]

    def test_a_board_day_keeps_what_somebody_saves_meanwhile(
        self, store: CaseStore, opens: Opens
    ) -> None:
        """The day is set in what they saved."""
        store.save(case(ecog=1), 0)
        ben = opens(BEN)

        def meanwhile(file: CaseFile) -> Plan:
            if file.case.patient.ecog == 1:
                store.save(case(ecog=2), 1)
            return planned(file)

        head = assign(ben, "case-1", datetime.date(2026, 12, 3), meanwhile)
        assert head.rev == 3
        assert store.open("case-1").file.case.patient.ecog == 2
        assert head.columns.board_date == "2026-12-03"

    def test_a_board_day_does_not_drop_a_draft(self, store: CaseStore) -> None:
        """Refused, with what to do."""
        store.save(case(ecog=1), 0)
        store.keep_draft(Draft(case_id="case-1", base_rev=1, file=case(ecog=2)))
        with pytest.raises(StoreRefusal, match="not saved"):
            assign(store, "case-1", datetime.date(2026, 12, 3), planned)
        assert store.draft("case-1") is not None

    def test_pages_follow_each_other(self, store: CaseStore) -> None:
        """Newest first; every case once; the total is of all."""
        for n in range(7):
            store.save(case(f"case-{n}"), 0)
        pages = [store.worklist(Query(limit=3, offset=start)) for start in (0, 3, 6, 9)]
        ids = [head.case_id for page in pages for head in page.heads]
        assert ids == [f"case-{n}" for n in reversed(range(7))]
        assert {page.total for page in pages} == {7}

    def test_all_heads_are_read_part_by_part(self, store: CaseStore) -> None:
        """By id, without those archived; none is passed over when another is archived meanwhile."""
        for n in range(7):
            store.save(case(f"case-{n}"), 0)
        store.archive("case-3")
        first = store.heads(limit=3)
        assert [head.case_id for head in first] == ["case-0", "case-1", "case-2"]
        store.archive("case-1")
        rest = store.heads(after="case-2", limit=3)
        assert [head.case_id for head in rest] == ["case-4", "case-5", "case-6"]
        assert store.heads(after="case-6", limit=3) == ()
        assert store.heads() == (first[0], first[2], *rest)

    def test_a_search_finds_words_in_id_title_and_site(self, store: CaseStore) -> None:
        """All words, in any case of letters, anywhere."""
        store.save(case("alpha"), 0)
        store.save(evolve(case("beta"), title="Übergang, 100 % resected"), 0)
        for words, ids in (
            ("ALPHA", ["alpha"]),
            ("small PANCREAS", ["alpha"]),
            ("übergang", ["beta"]),
            ("100 %", ["beta"]),
            ("a_pha", []),
            ("alpha beta", []),
        ):
            found = store.worklist(Query(words=words, order="case_id"))
            assert [head.case_id for head in found.heads] == ids, words

    def test_filters_and_orders(self, store: CaseStore) -> None:
        """By column; by board date, with cases that have none last."""
        early, late = case("early"), case("late", extent="localized")
        early = evolve(
            early,
            case=evolve(early.case, board=evolve(early.case.board, date=datetime.date(2026, 1, 5))),
        )
        none = evolve(case("none"), case=evolve(case("none").case, board=type(early.case.board)()))
        for file in (late, none, early):
            store.save(file, 0)

        def ids(**asked: Any) -> list[str]:
            return [head.case_id for head in store.worklist(Query(**asked)).heads]

        assert ids(order="board_date") == ["early", "late", "none"]
        assert ids(order="case_id") == ["early", "late", "none"]
        assert ids(extent="localized") == ["late"]
        assert ids(board_from="2026-02-01") == ["late"]
        assert ids(board_to="2026-02-01") == ["early"]

    def test_an_archived_case_leaves_the_worklist_and_comes_back(self, store: CaseStore) -> None:
        """It can still be opened; nothing is lost."""
        store.save(case(), 0)
        store.archive("case-1", reason="treated elsewhere")
        assert store.worklist(Query()).total == 0
        assert store.worklist(Query(archived=True)).total == 1
        assert store.open("case-1").file == case()
        store.archive("case-1", archived=False)
        assert store.worklist(Query()).total == 1

    def test_an_archived_case_is_only_read(self, store: CaseStore) -> None:
        """Nobody adds to what nobody sees on a list; put back, it is as any other."""
        file = case()
        store.save(file, 0)
        store.keep_draft(Draft(case_id="case-1", base_rev=1, file=case(ecog=1)))
        store.archive("case-1")
        with pytest.raises(Archived, match="Nothing was saved"):
            store.save(case(ecog=1), 1)
        with pytest.raises(Archived, match="Nothing was recorded"):
            store.decide(planned(file), 1, result(file))
        assert store.open("case-1").head.rev == 1
        assert store.decisions("case-1") == ()
        assert store.draft("case-1") is not None
        assert "Archived" in [e.outcome for e in store.audit(AuditQuery(action="save"))]
        store.archive("case-1", archived=False)
        assert store.save(case(ecog=1), 1).rev == 2

    def test_cases_of_another_protocol_wait_and_are_planned_anew(self, store: CaseStore) -> None:
        """The page says how many; what was saved meanwhile is left alone."""
        for name in ("a", "b", "c"):
            store.save(case(name), 0, plan=planned(case(name)))
        new = protocol("2").digest
        assert store.worklist(Query(), protocol().digest).stale == 0
        assert store.worklist(Query(), new).stale == 3
        waiting = store.to_plan(new, 2)
        assert [(w.case_id, w.rev, w.decided) for w in waiting] == [
            ("a", 1, False),
            ("b", 1, False),
        ]
        assert [w.case_id for w in store.to_plan(new, 2, after="b")] == ["c"]
        store.save(case("b", ecog=1), 1)
        made = [(w.case_id, w.rev, of_waiting(w)) for w in waiting]
        assert store.planned(made) == 1
        assert store.worklist(Query(), new).stale == 2
        assert store.verify().whole

    def test_what_waits_is_listed_and_taken_in_parts(self, store: CaseStore) -> None:
        """By id, in limits, so that several can share it; archived and erased cases do not wait."""
        for name in ("a", "b", "c", "d", "e", "f"):
            store.save(case(name), 0)
        store.archive("d")
        store.erase("e", "request 12/2026")
        digest = protocol().digest
        assert store.waiting(digest) == ["a", "b", "c", "f"]
        assert [w.case_id for w in store.to_plan(digest, 9, upto="b")] == ["a", "b"]
        assert [w.case_id for w in store.to_plan(digest, 9, after="b", upto="c")] == ["c"]
        assert [w.case_id for w in store.to_plan(digest, 9, after="c")] == ["f"]
        assert replan(store, protocol(), DAY, "a", "c") == (2, ())
        assert store.waiting(digest) == ["a", "f"]

    def test_a_case_decided_meanwhile_is_planned_once_more(self, store: CaseStore) -> None:
        """Its columns need the gist of the plan, which nobody knew to be wanted."""
        file = case()
        store.save(file, 0, plan=planned(file))
        [waiting] = store.to_plan(protocol("2").digest, 9)
        store.decide(planned(file), 1, result(file))
        assert store.planned([("case-1", 1, of_waiting(waiting))]) == 0
        [again] = store.to_plan(protocol("2").digest, 9)
        assert store.planned([("case-1", 1, of_waiting(again))]) == 1
        assert store.open("case-1").head.decision == "decided"

    def test_only_one_plans_all_cases_anew(self, store: CaseStore, opens: Opens) -> None:
        """A second is told; afterwards the place is free again."""
        other = opens(BEN)
        with store.planning() as first:
            assert first
            if store.place != "memory":
                with other.planning() as second:
                    assert not second
        with other.planning() as again:
            assert again
