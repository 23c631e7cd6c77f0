"""A case store that keeps nothing, quick to make: a second store for the contract to hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, ClassVar

import attrs

from nettui.store.account import current
from nettui.store.core import rows
from nettui.store.core.acts import Acts
from nettui.store.core.rows import StoredRow, head_of
from nettui.store.core.worklist_groups import GROUPS
from nettui.store.errors import Damaged
from nettui.store.records import AuditQuery, Draft, Head, Info, Query, Who
from nettui.store.sqlite.copy import copy_rows

if TYPE_CHECKING:
    from pathlib import Path

_KEYS = {"revision": 2, "decision": 2}
"""Columns that make the key of a table; one unless said here."""

HOLDS: Mapping[str, Callable[[Head, str], bool]] = {
    "not_planned": lambda h, _: not h.columns.status,
    "incomplete": lambda h, _: h.columns.workup_known < h.columns.workup_needed,
    "ready": lambda h, _: h.columns.status == "definitive",
    "blocked": lambda h, _: h.columns.status == "blocked",
    "on_board": lambda h, _: bool(h.columns.board_date),
    "board_ahead": lambda h, today: h.columns.board_date >= today,
    "overdue": lambda h, today: "" < h.columns.due_by < today,
    "undated": lambda h, _: h.columns.undated > 0,
    "undecided": lambda h, _: not h.decision,
    "decided": lambda h, _: h.decision == "decided",
    "changed": lambda h, _: h.decision == "changed",
}
"""The groups of a worklist once more, for heads in memory and today."""


class MemoryStore(Acts):
    """See `nettui.store.port.CaseStore`. Rows are kept by their keys."""

    kind: ClassVar[str] = "memory"

    def __init__(self, who: Who | None = None, **options: Any) -> None:
        super().__init__(who or current(), **options)
        self._tables: dict[str, dict[Any, StoredRow]] = {name: {} for name in rows.TABLES}
        self._drafts: dict[tuple[int, str], Draft] = {}

    @property
    def place(self) -> str:
        """Where the store is."""
        return "memory"

    def at(self, who: Who, **options: Any) -> MemoryStore:
        """Return the same store as somebody else uses it."""
        other = MemoryStore(who, **{"clock": self._clock, **options})
        other._tables, other._drafts, other._lock = self._tables, self._drafts, self._lock
        return other

    @contextmanager
    def _snapshot(self) -> Iterator[None]:
        yield

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        before = {name: dict(table) for name, table in self._tables.items()}
        try:
            yield
        except BaseException:
            self._tables.update(before)
            raise

    # --- rows ---

    def _add(self, table: str, row: StoredRow) -> None:
        key = row[: _KEYS.get(table, 1)]
        if key in self._tables[table]:
            raise Damaged(f"{self.place}: {table} {key} is there already. Nothing was recorded.")
        self._tables[table][key] = row

    def _put_head(self, row: StoredRow) -> None:
        self._tables["head"][row[:1]] = row

    def _head(self, case_id: str) -> StoredRow | None:
        return self._tables["head"].get((case_id,))

    def _heads_of(self, case_ids: Sequence[str]) -> list[StoredRow]:
        found = (self._head(case_id) for case_id in case_ids)
        return [row for row in found if row is not None]

    def _salts_of(self, case_ids: Sequence[str]) -> dict[str, str]:
        revisions = self._tables["revision"]
        there = (row[:2] for row in self._heads_of(case_ids) if row[:2] in revisions)
        return {key[0]: revisions[key][11] for key in there}

    def _put_planned(self, changed: Sequence[tuple[StoredRow, StoredRow]]) -> None:
        for _, new in changed:
            self._put_head(new)

    def _last_gist(self, case_id: str) -> str:
        return str(self._decisions(case_id)[-1][13])

    def _heads(self) -> list[Head]:
        return [head_of(row) for row in self._tables["head"].values()]

    def _find(self, query: Query) -> tuple[list[StoredRow], int]:
        found = [head for head in self._heads() if _fits(head, query)]
        found.sort(key=lambda head: head.case_id)
        if query.order == "changed":
            found.sort(key=lambda head: head.changed_at, reverse=True)
        elif query.order == "board_date":
            found.sort(key=lambda head: head.columns.board_date or "9999")
        elif query.order == "due_by":
            found.sort(key=lambda head: head.columns.due_by or "9999")
        page = found[query.offset : query.offset + query.limit]
        return [self._tables["head"][head.case_id,] for head in page], len(found)

    def _heads_after(self, case_id: str, limit: int) -> list[StoredRow]:
        found = [h.case_id for h in self._heads() if h.case_id > case_id and not h.archived]
        return [self._tables["head"][one,] for one in sorted(found)[:limit]]

    def _groups(self, query: Query) -> list[int]:
        found = [head for head in self._heads() if _fits(head, query)]
        return [sum(HOLDS[name](head, query.today) for head in found) for name in GROUPS]

    def _waiting_heads(self, protocol: str) -> list[Head]:
        return [
            head
            for head in self._heads()
            if not head.archived and not head.erased and head.columns.protocol != protocol
        ]

    def _stale(self, protocol: str) -> int:
        return len(self._waiting_heads(protocol))

    def _waiting_ids(self, protocol: str) -> list[str]:
        return sorted(head.case_id for head in self._waiting_heads(protocol))

    def _waiting(self, protocol: str, limit: int, after: str, upto: str) -> list[tuple[Any, ...]]:
        waiting = [
            head
            for head in self._waiting_heads(protocol)
            if head.case_id > after and (not upto or head.case_id <= upto)
        ]
        heads = sorted(waiting, key=lambda head: head.case_id)[:limit]
        bodies = self._tables["revision"]
        return [(h.decision, *bodies[h.case_id, h.rev]) for h in heads]

    def _case_ids(self) -> list[str]:
        return sorted(head.case_id for head in self._heads() if not head.archived)

    def _every_id(self) -> Iterator[str]:
        return (head.case_id for head in self._heads())

    def _revision(self, case_id: str, rev: int) -> StoredRow | None:
        return self._tables["revision"].get((case_id, rev))

    def _of_case(self, table: str, case_id: str) -> list[StoredRow]:
        return [row for row in self._all(table) if row[0] == case_id]

    def _revisions(self, case_id: str) -> list[StoredRow]:
        return self._of_case("revision", case_id)

    def _decisions(self, case_id: str) -> list[StoredRow]:
        return self._of_case("decision", case_id)

    def _protocol(self, digest: str) -> StoredRow | None:
        return self._tables["protocol"].get((digest,))

    def _erase(self, case_id: str) -> None:
        revisions, decisions = self._tables["revision"], self._tables["decision"]
        for row in self._revisions(case_id):
            revisions[row[:2]] = (*row[:11], "", "", "", "")
        for row in self._decisions(case_id):
            decisions[row[:2]] = (*row[:12], "", "", "", b"")

    def _chain(self) -> tuple[int, str]:
        row = self._tables["chain"].get(("audit",), ("audit", 0, ""))
        return row[1], row[2]

    def _set_chain(self, seq: int, digest: str) -> None:
        self._tables["chain"]["audit",] = ("audit", seq, digest)

    def _events_of(self, query: AuditQuery) -> list[StoredRow]:
        since = rows.time_text(query.since) if query.since else ""
        found = [
            row
            for row in self._all("audit")
            if (not query.case_id or row[6] == query.case_id)
            and (not query.user or query.user in (row[3], str(row[2])))
            and (not query.action or row[5] == query.action)
            and row[1] >= since
        ]
        return found[-query.limit :]

    def _all(self, table: str) -> Iterator[StoredRow]:
        return iter([row for _, row in sorted(self._tables[table].items())])

    # --- drafts ---

    def keep_draft(self, draft: Draft) -> None:
        """See `CaseStore.keep_draft`."""
        self._drafts[self.who.uid, draft.case_id] = attrs.evolve(draft, at=self._clock())

    def draft(self, case_id: str) -> Draft | None:
        """See `CaseStore.draft`."""
        return self._drafts.get((self.who.uid, case_id))

    def drafts(self) -> tuple[Draft, ...]:
        """See `CaseStore.drafts`."""
        mine = sorted(key for key in self._drafts if key[0] == self.who.uid)
        return tuple(self._drafts[key] for key in mine)

    def drop_draft(self, case_id: str) -> None:
        """See `CaseStore.drop_draft`."""
        self._drafts.pop((self.who.uid, case_id), None)

    def _erase_drafts(self, case_id: str) -> None:
        for key in [key for key in self._drafts if key[1] == case_id]:
            del self._drafts[key]

    @contextmanager
    def planning(self) -> Iterator[bool]:
        """See `CaseStore.planning`."""
        yield True

    # --- the store itself ---

    def info(self) -> Info:
        """See `CaseStore.info`."""
        heads = self._heads()
        return Info(
            kind=self.kind,
            place=self.place,
            schema=0,
            read_only=self.read_only,
            cases=len(heads),
            archived=sum(head.archived for head in heads),
            revisions=len(self._tables["revision"]),
            decisions=len(self._tables["decision"]),
            events=self._chain()[0],
            drafts=len(self.drafts()),
            protocols=len(self._tables["protocol"]),
            size=0,
        )

    def check(self) -> tuple[str, ...]:
        """See `CaseStore.check`."""
        return ()

    def copy_to(self, target: Path) -> None:
        """See `CaseStore.copy_to`."""
        with self._reading():
            copy_rows(self._all, target)

    def close(self) -> None:
        """See `CaseStore.close`."""
        self._finish()


def _fits(head: Head, query: Query) -> bool:
    c = head.columns
    return (
        head.archived is query.archived
        and all(word in rows.words(head.case_id, c) for word in query.words.casefold().split())
        and all(
            not wanted or wanted == got
            for wanted, got in (
                (query.site, c.site),
                (query.grade, c.grade),
                (query.extent, c.extent),
                (query.status, c.status),
                (query.decision, head.decision),
            )
        )
        and (not query.board_from or c.board_date >= query.board_from)
        and (not query.board_to or "" < c.board_date <= query.board_to)
        and (not query.group or HOLDS[query.group](head, query.today))
    )
