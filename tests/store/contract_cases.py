"""What every case store must do with the revisions of a case and with drafts."""

from __future__ import annotations

import pytest
from attrs import evolve

from nettui.store.errors import Conflict, NeedsReason, NoSuchCase, StoreRefusal
from nettui.store.port import CaseStore
from nettui.store.records import AuditQuery, Draft, Query
from tests.store.contract_base import Contract, Opens
from tests.store.given import ANNA, BEN, case, planned, protocol, result


class CasesContract(Contract):
    """Saving, conflicts, history, drafts."""

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
