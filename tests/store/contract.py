"""What every case store must do. Each implementation runs all of this over its own fixture."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from nettui.case.model import CaseFile
from nettui.engine.plan import Plan
from nettui.exchange.plan_json import dumps
from nettui.store.backup import backup
from nettui.store.board_day import assign
from nettui.store.groups import GROUPS
from nettui.store.port import CaseStore
from nettui.store.records import Anchor, AuditQuery, Columns, Draft, Query, Waiting, Who
from nettui.store.refusals import Archived, Conflict, Erased, NeedsReason, NoSuchCase, StoreRefusal
from nettui.store.replan import replan
from nettui.store.resolved import since
from nettui.store.rows import sealed
from nettui.store.sqlite import SqliteStore
from nettui.store.text import columns, from_text, gist
from tests.store.given import ANNA, BEN, DAY, Clock, case, planned, protocol, result, scanned

Opens = Callable[..., CaseStore]


def of_waiting(waiting: Waiting) -> Columns:
    """The columns of a case planned anew under the second protocol."""
    file = from_text(waiting.body)
    made = planned(file, "2")
    return columns(file, made, gist(made) if waiting.decided else "")


class StoreContract:
    """A subclass gives the fixture ``opens``: the same store, as somebody uses it."""

    @pytest.fixture
    def clock(self) -> Clock:
        """A clock that the test sets."""
        return Clock()

    @pytest.fixture
    def opens(self, clock: Clock) -> Opens:
        """Return a function from a person to the one store of the test as they use it."""
        raise NotImplementedError

    @pytest.fixture
    def store(self, opens: Opens) -> CaseStore:
        """The store as Anna uses it."""
        return opens(ANNA)

    # --- revisions ---

    def test_a_saved_case_comes_back_as_it_was(self, store: CaseStore) -> None:
        """Every value, the title, the day and the leading remark."""
        file = evolve(case(ecog=1), comment="# seen by nobody yet\n")
        head = store.save(file, 0)
        assert (head.case_id, head.rev, head.changed_by) == ("case-1", 1, "anna")
        opened = store.open("case-1")
        assert opened.file == file
        assert opened.head == head
        assert opened.draft is None

    def test_a_save_appends_and_the_old_revision_stays(self, store: CaseStore) -> None:
        """The first revision can be opened after the second."""
        store.save(case(ecog=1), 0)
        head = store.save(case(ecog=2), 1, reason="performance status reviewed")
        assert head.rev == 2
        assert store.open("case-1", 1).file == case(ecog=1)
        assert store.open("case-1").file == case(ecog=2)
        with pytest.raises(NoSuchCase):
            store.open("case-1", 3)

    def test_history_says_who_when_and_why(self, store: CaseStore, opens: Opens) -> None:
        """Newest first, each linked to the one before."""
        store.save(case(ecog=1), 0)
        file = case(ecog=2)
        opens(BEN).save(file, 1, plan=planned(file), reason="read again")
        second, first = store.history("case-1")
        assert (first.rev, first.who, first.reason, first.parent) == (1, ANNA, "", "")
        assert (second.rev, second.who, second.reason) == (2, BEN, "read again")
        assert second.parent == first.hash
        assert second.at > first.at
        assert second.protocol == protocol().digest
        assert planned(file).receipt.case in second.receipt

    def test_a_stale_save_is_a_conflict_and_records_nothing(
        self, store: CaseStore, opens: Opens
    ) -> None:
        """The second of two never overwrites the first, and gets the three states side by side."""
        store.save(case(ecog=1, age=60), 0)
        opens(BEN).save(case(ecog=2, age=60), 1)
        with pytest.raises(Conflict, match="saved meanwhile by ben") as refused:
            store.save(case(ecog=3, age=61), 1)
        assert store.open("case-1").file == case(ecog=2, age=60)
        conflict = refused.value
        assert conflict.theirs == case(ecog=2, age=60)
        assert conflict.base == case(ecog=1, age=60)
        assert conflict.fields is not None
        assert [c.path for c in conflict.fields.mine] == ["patient.age", "patient.ecog"]
        assert [c.path for c in conflict.fields.theirs] == ["patient.ecog"]
        [clash] = conflict.fields.clashes
        assert (clash.base, clash.mine, clash.theirs) == ("1", "3", "2")
        assert store.audit(AuditQuery(action="save"))[-1].outcome == "Conflict"

    def test_a_new_case_with_a_taken_id_is_a_conflict(self, store: CaseStore) -> None:
        """Importing twice overwrites nothing."""
        store.save(case(ecog=1), 0)
        with pytest.raises(Conflict, match="already"):
            store.save(case(ecog=2), 0)

    def test_an_edit_of_a_case_that_is_not_there_is_refused(self, store: CaseStore) -> None:
        """And leaves a trace."""
        with pytest.raises(NoSuchCase):
            store.save(case(), 1)
        assert store.audit(AuditQuery(action="save"))[-1].outcome == "NoSuchCase"

    def test_a_plan_of_another_state_is_refused(self, store: CaseStore) -> None:
        """The receipt of a revision is of that revision."""
        with pytest.raises(StoreRefusal, match="another state"):
            store.save(case(ecog=1), 0, plan=planned(case(ecog=2)))
        assert store.worklist(Query()).total == 0

    def test_the_difference_of_two_revisions(self, store: CaseStore) -> None:
        """Field by field, in words."""
        store.save(case(ecog=1), 0)
        store.save(case(ecog=2), 1)
        [change] = store.diff("case-1", 1, 2)
        assert str(change) == "ECOG performance status: 1 -> 2"

    @pytest.mark.parametrize("text", ["", "  ", "a\nb", "a\x1b[2J", "x" * 201])
    def test_an_id_that_cannot_be_shown_is_refused(self, store: CaseStore, text: str) -> None:
        """Ids reach messages, the audit and the system's log."""
        file = case()
        with pytest.raises(StoreRefusal):
            store.save(evolve(file, case=evolve(file.case, case_id=text)), 0)

    @pytest.mark.parametrize("text", ["two\nlines", "\x1b]0;x\x07", "dose \u202e05"])
    def test_a_reason_is_one_visible_line(self, store: CaseStore, text: str) -> None:
        """Nothing that could repaint the screen of the next reader."""
        with pytest.raises(StoreRefusal):
            store.save(case(), 0, reason=text)

    def test_an_amendment_of_a_decided_case_needs_a_reason(
        self, store: CaseStore, opens: Opens
    ) -> None:
        """Whoever saves; without one nothing is recorded, and the draft is still there."""
        file, other = case(ecog=1), case(ecog=2)
        store.save(file, 0, plan=planned(file))
        store.decide(planned(file), 1, result(file))
        store.keep_draft(Draft(case_id="case-1", base_rev=1, file=other))
        for without in ("", "  "):
            with pytest.raises(NeedsReason, match="needs a reason"):
                store.save(other, 1, reason=without)
            with pytest.raises(NeedsReason):
                opens(BEN).save(other, 1, plan=planned(other), reason=without)
        assert store.open("case-1").head.rev == 1
        assert store.draft("case-1") is not None
        assert store.save(other, 1, plan=planned(other), reason="late report").rev == 2
        assert store.history("case-1")[0].reason == "late report"
        # A decision stays in force when the plan says something else since.
        changed = case(ecog=2, extent="localized")
        head = store.save(changed, 2, plan=planned(changed), reason="new result")
        assert head.decision == "changed"
        with pytest.raises(NeedsReason):
            store.save(other, 3)

    def test_a_conflict_is_told_before_a_reason_is_asked_for(
        self, store: CaseStore, opens: Opens
    ) -> None:
        """The reason is that of what is saved in the end."""
        store.save(case(ecog=1), 0, plan=planned(case(ecog=1)))
        store.decide(planned(case(ecog=1)), 1, result(case()))
        opens(BEN).save(case(ecog=2), 1, reason="seen again")
        with pytest.raises(Conflict):
            store.save(case(ecog=3), 1)

    # --- the worklist ---

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

    # --- drafts ---

    def test_a_draft_is_kept_and_offered(self, store: CaseStore) -> None:
        """With what was typed and is not a value yet."""
        store.save(case(ecog=1), 0)
        draft = Draft(case_id="case-1", base_rev=1, file=case(ecog=2), typed={"patient.age": "6o"})
        store.keep_draft(draft)
        found = store.open("case-1").draft
        assert found is not None
        assert evolve(found, at=None) == draft
        assert found.at is not None
        assert [d.case_id for d in store.drafts()] == ["case-1"]

    def test_a_draft_is_no_recorded_fact(self, store: CaseStore) -> None:
        """It changes neither the case nor the worklist, and a later one replaces it."""
        store.save(case(ecog=1), 0)
        for ecog in (2, 3):
            store.keep_draft(Draft(case_id="case-1", base_rev=1, file=case(ecog=ecog)))
        assert store.open("case-1").file == case(ecog=1)
        [draft] = store.drafts()
        assert draft.file == case(ecog=3)

    def test_saving_drops_the_draft(self, store: CaseStore) -> None:
        """And dropping twice is no error."""
        store.keep_draft(Draft(case_id="case-1", base_rev=0, file=case()))
        store.save(case(), 0)
        assert store.draft("case-1") is None
        store.drop_draft("case-1")

    def test_a_conflict_keeps_the_draft(self, store: CaseStore) -> None:
        """What was typed is needed for the comparison."""
        store.save(case(ecog=1), 0)
        store.keep_draft(Draft(case_id="case-1", base_rev=0, file=case(ecog=2)))
        with pytest.raises(Conflict):
            store.save(case(ecog=2), 0)
        assert store.draft("case-1") is not None

    # --- decisions ---

    def test_a_decision_is_kept_with_its_plan(self, store: CaseStore) -> None:
        """Who, when, on which revision, and the plan byte for byte as it was shown."""
        file = case()
        plan = planned(file)
        store.save(file, 0, plan=plan)
        made = store.decide(plan, 1, result(file, "declined", text="frail"))
        [found] = store.decisions("case-1")
        assert found == made
        assert found.plan == dumps(plan)
        assert (found.rev, found.who, found.as_of) == (1, ANNA, DAY)
        assert found.result.resolutions[0].text == "frail"
        assert store.open("case-1").head.decision == "decided"

    def test_a_kept_protocol_replays_the_plan_byte_for_byte(self, store: CaseStore) -> None:
        """After years: the case of the revision under the protocol of the digest."""
        from nettui.engine.plan import plan as make

        file = case()
        store.save(file, 0, plan=planned(file))
        kept = store.decide(planned(file), 1, result(file))
        replayed = make(
            store.open("case-1", kept.rev).file.case, kept.as_of, store.protocol(kept.protocol)
        )
        assert dumps(replayed) == kept.plan
        assert store.protocols() == (protocol().digest,)
        with pytest.raises(NoSuchCase):
            store.protocol("0" * 64)

    def test_a_correction_is_a_later_entry_that_names_the_earlier(self, store: CaseStore) -> None:
        """Both stay."""
        file = case()
        store.save(file, 0, plan=planned(file))
        store.decide(planned(file), 1, result(file))
        with pytest.raises(StoreRefusal, match="no decision 7"):
            store.decide(planned(file), 1, evolve(result(file), corrects=7, reason="wrong"))
        corrects = evolve(result(file, "deferred"), corrects=1)
        for without in ("", "  ", "two\nlines"):
            with pytest.raises(StoreRefusal, match="reason"):
                store.decide(planned(file), 1, evolve(corrects, reason=without))
        store.decide(planned(file), 1, evolve(corrects, reason="entered wrongly"))
        second, first = store.decisions("case-1")
        assert (second.number, second.result.corrects, first.number) == (2, 1, 1)
        assert (second.result.reason, first.result.reason) == ("entered wrongly", "")
        assert second.parent == first.hash

    @pytest.mark.parametrize(
        ("outcome", "more"),
        [("declined", {"code": ""}), ("perhaps", {}), ("accepted", {"option": "magic"})],
    )
    def test_a_decision_that_does_not_fit_is_refused(
        self, store: CaseStore, outcome: str, more: dict[str, str]
    ) -> None:
        """No reason, no such outcome, no such option."""
        file = case()
        store.save(file, 0)
        with pytest.raises(StoreRefusal):
            store.decide(planned(file), 1, result(file, outcome, **more))
        assert store.decisions("case-1") == ()

    def test_a_decision_on_an_unsaved_state_is_refused(self, store: CaseStore) -> None:
        """The plan must be of the revision."""
        store.save(case(ecog=1), 0)
        with pytest.raises(StoreRefusal, match="not of revision 1"):
            store.decide(planned(case(ecog=2)), 1, result(case()))

    def test_new_facts_mark_the_case_as_changed_since(self, store: CaseStore) -> None:
        """A fact that changes the plan, not one that leaves it; with the cause."""
        file = case(ecog=1)
        store.save(file, 0, plan=planned(file))
        decision = store.decide(planned(file), 1, result(file))
        same, other = case(ecog=2), case(ecog=2, extent="localized")
        assert store.save(same, 1, plan=planned(same), reason="seen").decision == "decided"
        assert store.save(other, 2, plan=planned(other), reason="CT").decision == "changed"
        assert store.worklist(Query(decision="changed")).total == 1
        found = since(decision, planned(other), store.diff("case-1", 1, 3))
        assert found.causes == ("facts recorded since",)
        assert "Route" in [d.what for d in found.differences]

    def test_a_new_protocol_marks_the_case_as_changed_since(self, store: CaseStore) -> None:
        """Found when the case is planned anew."""
        file = case(extent="localized")
        store.save(file, 0, plan=planned(file))
        decision = store.decide(planned(file), 1, result(file))
        [waiting] = store.to_plan(protocol("2").digest, 9)
        assert waiting.decided
        same = of_waiting(waiting)
        store.planned([("case-1", 1, same)])
        assert store.open("case-1").head.decision == "decided"
        store.planned([("case-1", 1, evolve(same, gist="0" * 64))])
        assert store.open("case-1").head.decision == "changed"
        assert since(decision, planned(file, "2"), ()).causes == ("another protocol in force",)

    # --- erasure ---

    def test_an_erased_case_keeps_its_history_and_loses_its_content(self, store: CaseStore) -> None:
        """The chain still verifies; the fact of the erasure stays."""
        file = case()
        store.save(file, 0, plan=planned(file), reason="first entry")
        store.decide(planned(file), 1, result(file))
        store.keep_draft(Draft(case_id="case-1", base_rev=1, file=case(ecog=2)))
        with pytest.raises(StoreRefusal, match="reason"):
            store.erase("case-1", " ")
        head = store.erase("case-1", "request 12/2026")
        assert head.erased
        assert head.columns.title == ""
        assert store.erase("case-1", "again") == head
        for refused in (lambda: store.open("case-1"), lambda: store.save(case(), 1)):
            with pytest.raises(Erased):
                refused()
        [revision] = store.history("case-1")
        assert (revision.erased, revision.reason, revision.who) == (True, "", ANNA)
        [decision] = store.decisions("case-1")
        assert (decision.erased, decision.plan, decision.gist) == (True, "", "")
        assert store.drafts() == ()
        assert [*store.export()] == []
        with pytest.raises(Erased):
            store.archive("case-1", archived=False)
        assert store.verify().faults == ()
        assert store.audit(AuditQuery(action="erase"))[0].case_id == "case-1"

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
