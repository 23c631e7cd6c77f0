"""What every store rests on: one act at a time, its audit event, and the operations on rows."""

from __future__ import annotations

import datetime
import os
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from typing import Any, ClassVar

from nettui.store.core import rows
from nettui.store.core.rows import StoredRow
from nettui.store.errors import Damaged, Erased, Full, NoSuchCase, ReadOnly, StoreRefusal
from nettui.store.records import (
    Anchor,
    AuditEvent,
    AuditQuery,
    Draft,
    Head,
    Query,
    Revision,
    Verdict,
    Who,
)

ANCHOR_EVERY = 100
"""Events of one session after which the head of the audit chain is written down outside."""

Clock = Callable[[], datetime.datetime]
AnchorWriter = Callable[[Anchor, Who], None]
MissedWriter = Callable[[str], None]
"""Says elsewhere what could not be recorded."""


def utc_now() -> datetime.datetime:
    """Return the time, in UTC."""
    return datetime.datetime.now(datetime.UTC)


class Base(ABC):
    """One act at a time on rows; a subclass supplies the operations on rows, at the end."""

    kind: ClassVar[str]

    def __init__(
        self,
        who: Who,
        *,
        clock: Clock = utc_now,
        anchor: AnchorWriter | None = None,
        missed: MissedWriter | None = None,
        read_only: bool = False,
    ) -> None:
        self.who = Who(
            uid=who.uid,
            name=rows.one_line(who.name, "account name"),
            place=rows.one_line(who.place, "place"),
        )
        self.read_only = read_only
        self._clock = clock
        self._anchor = anchor
        self._lock = threading.RLock()
        self._pid = os.getpid()
        self._events = 0
        self._unanchored: Anchor | None = None
        self._say_missed = missed
        self._missed: list[tuple[str, str, int, str, str]] = []

    # --- one act at a time ---

    @contextmanager
    def _reading(self) -> Iterator[None]:
        with self._lock:
            self._same_process()
            with self._snapshot():
                yield

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with self._lock:
            self._same_process()
            if self.read_only:
                raise ReadOnly(
                    f"{self.place} can only be read from this account. Nothing was recorded. "
                    "Ask whoever administers it for the group that may write."
                )
            with self._transaction():
                for event in self._missed:
                    self._log(*event)
                yield
            self._missed.clear()
        self._anchor_sometimes()

    def _same_process(self) -> None:
        if os.getpid() != self._pid:
            raise StoreRefusal(
                "A store that was opened before a fork must not be used after it. Open it again."
            )

    def _log(
        self, action: str, case_id: str = "", rev: int = 0, outcome: str = "ok", detail: str = ""
    ) -> None:
        """Append an event in the running transaction; without one that can be written, nothing."""
        seq, parent = self._chain()
        event = AuditEvent(
            seq=seq + 1,
            at=self._clock(),
            who=self.who,
            action=action,
            case_id=case_id,
            rev=rev,
            outcome=outcome,
            detail=detail,
            parent=parent,
        )
        row = rows.audit_row(event)
        self._add("audit", row)
        self._set_chain(seq + 1, row[-1])
        self._events += 1
        self._unanchored = Anchor(
            seq=seq + 1, hash=row[-1], place=self.anchored_as, account=self.who.uid
        )

    def _seen(self, action: str, case_id: str = "", rev: int = 0, outcome: str = "ok") -> None:
        """Record that something was looked at, where anything can be recorded.

        Where there is no room it is looked at all the same: somebody may be treating the patient.
        That is said elsewhere at once, and recorded as soon as there is room.
        """
        if self.read_only:
            return
        try:
            with self._writing():
                self._log(action, case_id, rev, outcome)
        except (Full, ReadOnly):
            at = rows.time_text(self._clock())
            if self._say_missed:
                what = " ".join(filter(None, (action, case_id, str(rev or ""), outcome)))
                self._say_missed(
                    f"store {self.anchored_as} no room to record: {what} at {at} "
                    f"account {self.who.uid}"
                )
            self._missed.append((action, case_id, rev, outcome, f"no room at {at}"))

    def _finish(self) -> None:
        """Record what could not be recorded yet, and anchor the chain outside."""
        if self._missed:
            with suppress(StoreRefusal), self._writing():
                pass
        self._anchor_sometimes(now=True)

    def _anchor_sometimes(self, *, now: bool = False) -> None:
        if self._anchor and self._unanchored and (now or self._events >= ANCHOR_EVERY):
            self._anchor(self._unanchored, self.who)
            self._events, self._unanchored = 0, None

    # --- reading whole rows ---

    def _head_or_refuse(self, case_id: str) -> Head:
        row = self._head(case_id)
        if row is None:
            raise NoSuchCase(f"There is no case '{case_id}' in {self.place}.")
        head = rows.head_of(row)
        if head.damaged:
            raise Damaged(
                f"The line of case '{case_id}' in {self.place} is not what was written: somebody "
                "or something changed it. 'nettui store verify' says what else is wrong; a backup "
                "has it as it was."
            )
        return head

    def _read(self, case_id: str, rev: int) -> tuple[Revision, str]:
        row = self._revision(case_id, rev)
        if row is None:
            raise NoSuchCase(f"Case '{case_id}' has no revision {rev}.")
        revision = rows.revision_of(row)
        if revision.erased and self._head_or_refuse(case_id).erased:
            raise Erased(
                f"Case '{case_id}' was erased on request. Its history can be read "
                f"('nettui case history {case_id}'), its content is gone."
            )
        salt, reason, receipt, body = row[11:]
        if rows.content_digest(salt, reason, receipt, body) != row[8]:
            raise Damaged(
                f"Revision {rev} of case '{case_id}' is not what was saved: somebody or something "
                "changed it. It is not shown. 'nettui store verify' says what else is wrong; a "
                "backup has the case as it was."
            )
        return revision, body

    def _verified(self, anchors: Iterable[Anchor]) -> Verdict:
        """Return the verdict on all rows, in the running transaction."""
        from nettui.store.core.verify import raw, verify

        return verify(lambda table: map(raw, self._all(table)), anchors)

    # --- one's own drafts ---

    @abstractmethod
    def keep_draft(self, draft: Draft) -> None:
        """See `CaseStore.keep_draft`."""

    @abstractmethod
    def drafts(self) -> tuple[Draft, ...]:
        """See `CaseStore.drafts`."""

    @abstractmethod
    def draft(self, case_id: str) -> Draft | None:
        """See `CaseStore.draft`."""

    @abstractmethod
    def drop_draft(self, case_id: str) -> None:
        """See `CaseStore.drop_draft`."""

    # --- planning anew ---

    @abstractmethod
    def planning(self) -> AbstractContextManager[bool]:
        """See `CaseStore.planning`."""

    # --- operations on rows ---

    @property
    @abstractmethod
    def place(self) -> str:
        """Where the store is, in words for a message."""

    @property
    def anchored_as(self) -> str:
        """The name of the store in what is written down outside."""
        return self.place

    @abstractmethod
    def _snapshot(self) -> AbstractContextManager[None]: ...

    @abstractmethod
    def _transaction(self) -> AbstractContextManager[None]:
        """All or nothing, and nobody else writes meanwhile."""

    @abstractmethod
    def _add(self, table: str, row: StoredRow) -> None: ...

    @abstractmethod
    def _put_head(self, row: StoredRow) -> None: ...

    @abstractmethod
    def _head(self, case_id: str) -> StoredRow | None: ...

    @abstractmethod
    def _find(self, query: Query) -> tuple[list[StoredRow], int]: ...

    @abstractmethod
    def _heads_after(self, case_id: str, limit: int) -> list[StoredRow]:
        """Return the heads of cases not archived that come after an id, by id."""

    @abstractmethod
    def _groups(self, query: Query) -> list[int]:
        """Return how many heads of a query are in each group, in the order of `GROUPS`."""

    @abstractmethod
    def _stale(self, protocol: str) -> int: ...

    @abstractmethod
    def _waiting_ids(self, protocol: str) -> list[str]:
        """Return the ids of all cases planned under another protocol, sorted."""

    @abstractmethod
    def _waiting(self, protocol: str, limit: int, after: str, upto: str) -> list[tuple[Any, ...]]:
        """Return of cases planned under another how each is decided, and its newest revision."""

    @abstractmethod
    def _heads_of(self, case_ids: Sequence[str]) -> list[StoredRow]:
        """Return the heads of these cases, in any order, without those that there are not."""

    @abstractmethod
    def _salts_of(self, case_ids: Sequence[str]) -> dict[str, str]:
        """Return the salt of the newest revision of each of these cases."""

    @abstractmethod
    def _put_planned(self, changed: Sequence[tuple[StoredRow, StoredRow]]) -> None:
        """Put the second of each pair in the place of the first: columns worked out anew."""

    @abstractmethod
    def _last_gist(self, case_id: str) -> str:
        """Return the gist of the last decision on a case that has one."""

    @abstractmethod
    def _case_ids(self) -> list[str]:
        """Return the ids of all cases not archived, sorted."""

    @abstractmethod
    def _every_id(self) -> Iterator[str]:
        """Yield the ids of all cases."""

    @abstractmethod
    def _revision(self, case_id: str, rev: int) -> StoredRow | None: ...

    @abstractmethod
    def _revisions(self, case_id: str) -> list[StoredRow]:
        """Return the revisions, oldest first; their texts may be left empty."""

    @abstractmethod
    def _decisions(self, case_id: str) -> list[StoredRow]: ...

    @abstractmethod
    def _protocol(self, digest: str) -> StoredRow | None: ...

    @abstractmethod
    def _erase(self, case_id: str) -> None: ...

    @abstractmethod
    def _erase_drafts(self, case_id: str) -> None: ...

    @abstractmethod
    def _chain(self) -> tuple[int, str]:
        """Return number and hash of the last audit event."""

    @abstractmethod
    def _set_chain(self, seq: int, digest: str) -> None: ...

    @abstractmethod
    def _events_of(self, query: AuditQuery) -> list[StoredRow]: ...

    @abstractmethod
    def _all(self, table: str) -> Iterator[StoredRow]:
        """Yield every row of a table in the order of its key."""
