"""Decisions of boards, the protocols they rest on, and planning anew."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

import attrs

from nettui import __version__
from nettui.store.core import case_text, rows
from nettui.store.core.base import Base
from nettui.store.core.rows import StoredRow
from nettui.store.errors import Archived, Damaged, NoSuchCase, StoreRefusal
from nettui.store.records import BoardResult, Columns, Decision, Head, Waiting

if TYPE_CHECKING:
    from nettui.engine.plan.plan import Plan
    from nettui.engine.protocol.protocol import Protocol


class Boards(Base):
    """The part of `nettui.store.port.CaseStore` that has to do with plans."""

    # --- decisions ---

    def decide(self, plan: Plan, rev: int, result: BoardResult) -> Decision:
        """See `CaseStore.decide`."""
        from nettui.case.files.codec import case_digest
        from nettui.exchange.plan_json import dumps
        from nettui.store.board_result import refuse_unfit

        refuse_unfit(result, plan)
        case_id = plan.case.case_id
        with self._writing():
            head = self._head_or_refuse(case_id)
            refuse_archived(head, "recorded")
            _, body = self._read(case_id, rev)
            if case_digest(case_text.from_text(body).case) != case_digest(plan.case):
                raise StoreRefusal(
                    f"The plan is not of revision {rev} of case '{case_id}'. Save first, then "
                    "record the decision. Nothing was recorded."
                )
            earlier = self._decisions(case_id)
            if result.corrects not in range(len(earlier) + 1):
                raise StoreRefusal(f"There is no decision {result.corrects} to correct.")
            self._keep(plan.protocol)
            shown = dumps(plan)
            decision = Decision(
                case_id=case_id,
                number=len(earlier) + 1,
                rev=rev,
                protocol=plan.protocol.digest,
                as_of=plan.as_of,
                result=result,
                plan=shown,
                gist=case_text.gist(plan),
                who=self.who,
                at=self._clock(),
                parent=earlier[-1][11] if earlier else "",
                hash="",
            )
            row = rows.decision_row(decision, case_text.pack(shown))
            self._add("decision", row)
            mark = self._change_head(
                attrs.evolve(head, decision="decided" if rev == head.rev else "changed")
            )
            self._log("decide", case_id, rev, detail=f"{row[11]} {mark}")
        return attrs.evolve(decision, hash=row[11])

    def decisions(self, case_id: str) -> tuple[Decision, ...]:
        """See `CaseStore.decisions`."""
        with self._reading():
            self._head_or_refuse(case_id)
            found = [self._decision(row) for row in self._decisions(case_id)]
        return tuple(found[::-1])

    def _decision(self, row: StoredRow) -> Decision:
        if row[12] and rows.content_digest(row[12], *row[13:]) != row[9]:
            raise Damaged(
                f"Decision {row[1]} on case '{row[0]}' is not what was recorded: somebody or "
                "something changed it. It is not shown. 'nettui store verify' says what else is "
                "wrong; a backup has it as it was."
            )
        return rows.decision_of(row)

    # --- protocols and planning anew ---

    def keep_protocol(self, protocol: Protocol) -> None:
        """See `CaseStore.keep_protocol`."""
        with self._writing():
            self._keep(protocol)

    def _keep(self, protocol: Protocol) -> None:
        from nettui.engine.language.serialize import canonical

        if self._protocol(protocol.digest) is not None:
            return
        raw = case_text.pack(canonical(protocol.raw))
        at = rows.time_text(self._clock())
        seal = rows.sealed(protocol.digest, at, rows.bytes_digest(raw))
        self._add("protocol", (protocol.digest, at, seal, raw))
        self._log("keep_protocol", detail=protocol.digest)

    def protocol(self, digest: str) -> Protocol:
        """See `CaseStore.protocol`."""
        with self._reading():
            row = self._protocol(digest)
        if row is None:
            raise NoSuchCase(f"Protocol {digest[:12]} was never kept in {self.place}.")
        return case_text.protocol_of(row[0], row[3])

    def protocols(self) -> tuple[str, ...]:
        """See `CaseStore.protocols`."""
        with self._reading():
            found = sorted(self._all("protocol"), key=lambda row: (row[1], row[0]))
        return tuple(str(row[0]) for row in found)

    def waiting(self, protocol: str) -> list[str]:
        """See `CaseStore.waiting`."""
        with self._reading():
            return self._waiting_ids(protocol)

    def to_plan(self, protocol: str, limit: int, after: str = "", upto: str = "") -> list[Waiting]:
        """See `CaseStore.to_plan`."""
        with self._reading():
            found = self._waiting(protocol, limit, after, upto)
        return [
            Waiting(
                case_id=row[0],
                rev=row[1],
                body=row[14],
                decided=bool(decision),
                whole=rows.is_whole_revision(row),
                checked=row[6] == __version__,
            )
            for decision, *row in found
        ]

    def planned(self, columns: Iterable[tuple[str, int, Columns]]) -> int:
        """See `CaseStore.planned`."""
        made = list(columns)
        changed: list[tuple[StoredRow, StoredRow]] = []
        with self._writing():
            heads = {row[0]: row for row in self._heads_of([case_id for case_id, _, _ in made])}
            for case_id, rev, found in made:
                head = heads.get(case_id)
                # One that was saved or erased meanwhile, or is damaged, is left as it is.
                if head is None or head[1] != rev or head[6] or not rows.is_whole(head):
                    continue
                if head[7] and not found.gist:  # decided meanwhile: it is planned once more
                    continue
                decision = self._since(case_id, found.gist, head[7])
                changed.append((head, rows.planned_row(head, decision, found)))
            self._put_planned(changed)
            if changed:
                salts = self._salts_of([new[0] for _, new in changed])
                marks = {
                    new[0]: rows.head_mark(salts.get(new[0], ""), new[-1]) for _, new in changed
                }
                self._log("plan", detail=json.dumps(marks))
        return len(changed)

    # --- heads ---

    def _since(self, case_id: str, gist: str, decision: str) -> str:
        """Return how the last decision stands to a plan with this gist."""
        if not decision or not gist:
            return decision
        return "decided" if self._last_gist(case_id) == gist else "changed"

    def _change_head(self, head: Head) -> str:
        """Put a head in the place of the one that is there; return its mark for the event."""
        found = self._head(head.case_id)
        if found is None:
            raise NoSuchCase(f"There is no case '{head.case_id}' in {self.place}.")
        row = rows.head_row(head, found[2])
        self._put_head(row)
        return rows.head_mark(self._salts_of([head.case_id]).get(head.case_id, ""), row[-1])


def refuse_archived(head: Head, done: str) -> None:
    """Raise `Archived` for a case that is off the worklist. ``done``: what was not done."""
    if head.archived:
        raise Archived(
            f"Case '{head.case_id}' is archived and only read. Put it back first ('nettui case "
            f"archive --undo {head.case_id}'). Nothing was {done}."
        )
