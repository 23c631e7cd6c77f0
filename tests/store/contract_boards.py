"""What every case store must keep of the decisions of boards, and after an erasure."""

from __future__ import annotations

import pytest
from attrs import evolve

from nettui.exchange.plan_json import dumps
from nettui.store.board_result import since
from nettui.store.errors import Erased, NoSuchCase, StoreRefusal
from nettui.store.port import CaseStore
from nettui.store.records import AuditQuery, Draft, Query
from tests.store.contract_base import Contract
from tests.store.given import ANNA, DAY, case, of_waiting, planned, protocol, result, scanned


class BoardsContract(Contract):
    """Decisions, corrections, what changed since, erasure."""

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
        from nettui.engine.plan.plan import plan as make

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

    @pytest.mark.parametrize(("outcome", "is_taken"), [("accepted", False), ("deferred", True)])
    def test_what_is_not_cleared_is_not_accepted(
        self, store: CaseStore, outcome: str, is_taken: bool
    ) -> None:
        """What it waits for is said; deferred with a reason it is taken (Z23)."""
        file = scanned("case-1", DAY, DAY)
        store.save(file, 0)
        held = result(file, outcome, option="prrt", role="primary")
        if is_taken:
            store.decide(planned(file), 1, held)
        else:
            with pytest.raises(
                StoreRefusal, match=r"not cleared: .* not known.* modified or deferred"
            ):
                store.decide(planned(file), 1, held)
        assert len(store.decisions("case-1")) == is_taken

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
