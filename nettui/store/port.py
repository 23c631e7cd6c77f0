"""The one port through which everything reaches recorded cases: what any case store does.

Implementations: `nettui.store.sqlite.store` (one file, the default), `nettui.store.postgres.store`
(an institution with several servers). All pass the same tests (`tests/store/contract.py`). Every
act is done for one person (``who``) and leaves an audit event in the same transaction as what it
did. A store may be used from several threads, one at a time, and never over a fork.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from pathlib import Path

    from nettui.case.record.case import CaseFile
    from nettui.engine.plan.plan import Plan
    from nettui.engine.protocol.protocol import Protocol as PublishedProtocol
    from nettui.store.core.erasures import Erasure
    from nettui.store.diff import Change
    from nettui.store.records import (
        Anchor,
        AuditEvent,
        AuditQuery,
        BoardResult,
        Columns,
        Decision,
        Draft,
        Head,
        Info,
        Opened,
        Page,
        Query,
        Revision,
        Verdict,
        Waiting,
        Who,
    )


class CaseStore(Protocol):
    """What a case store does. All may raise `nettui.store.errors.StoreRefusal`."""

    who: Who
    read_only: bool

    @property
    def place(self) -> str:
        """Where the store is, in words."""

    @property
    def anchored_as(self) -> str:
        """The name of the store in what is written down outside."""

    # --- reading ---

    def worklist(self, query: Query, protocol: str = "") -> Page:
        """Return a page of the worklist, by the columns alone.

        With the digest of the protocol in force, the page says how many heads are planned under
        another. A query with words is a search, and audited.
        """

    def heads(self, after: str = "", limit: int = 250) -> tuple[Head, ...]:
        """Return heads that are not archived, by id, the first that come after one.

        So all are read part by part, and what is saved or archived meanwhile makes no other case
        be passed over.
        """

    def ids(self) -> Iterator[str]:
        """Yield the id of every case, archived and erased ones too; to look for ids alike."""

    def groups(self, query: Query) -> Mapping[str, int]:
        """Return how many heads of a query, whatever its own group, are in each of the `GROUPS`.

        ``query.today`` is the day that they are held against, in ISO; it must be given.
        """

    def open(self, case_id: str, rev: int = 0) -> Opened:
        """Return a case at a revision (0: the newest). Raises `NoSuchCase`, `Erased`."""

    def history(self, case_id: str) -> tuple[Revision, ...]:
        """Return all revisions, newest first. Raises `NoSuchCase`."""

    def diff(self, case_id: str, old: int, new: int) -> tuple[Change, ...]:
        """Return what changed between two revisions, field by field."""

    def export(self, case_ids: Sequence[str] = ()) -> Iterator[CaseFile]:
        """Yield the newest state of the cases (none named: all not archived); audited."""

    # --- saving ---

    def save(
        self, file: CaseFile, expected_rev: int, *, plan: Plan | None = None, reason: str = ""
    ) -> Head:
        """Append a revision; ``expected_rev`` is the one the edit began with, 0 for a new case.

        With the plan of exactly this case the columns and the receipt are recorded, and its
        protocol is kept; without, the case waits to be planned. The author's draft is dropped.
        Raises `Conflict` when another revision is there, `NeedsReason` when a board has decided on
        the case and no reason is given, `Archived` where it was taken off the worklist; then
        nothing is recorded and the draft stays.
        """

    def archive(self, case_id: str, *, archived: bool = True, reason: str = "") -> Head:
        """Take a case off the worklist, or put it back. Nothing is lost. Raises `Erased`."""

    def erase(self, case_id: str, reason: str) -> Head:
        """Remove the content of a case for ever, on lawful request.

        Revisions, decisions and drafts lose what they hold; their hashes, authors and times and
        the fact of the erasure stay, so that the chain still verifies.
        """

    def to_erase(self, kept: Iterable[Erasure]) -> tuple[str, ...]:
        """Return the ids of what `erase_again` would erase."""

    def erase_again(self, kept: Iterable[Erasure]) -> tuple[str, ...]:
        """Erase what was erased before and is here again, as from an older copy; return the ids.

        ``kept``: erasures as they were kept apart. Those of other cases are passed over.
        """

    # --- drafts ---

    def keep_draft(self, draft: Draft) -> None:
        """Keep the state of an edit: one for each account and case, seen by nobody else."""

    def draft(self, case_id: str) -> Draft | None:
        """Return one's own draft of a case."""

    def drafts(self) -> tuple[Draft, ...]:
        """Return all of one's own drafts."""

    def drop_draft(self, case_id: str) -> None:
        """Drop one's own draft; none is no error."""

    # --- decisions ---

    def decide(self, plan: Plan, rev: int, result: BoardResult) -> Decision:
        """Record what the board resolved on a plan, with the plan. Never changed afterwards.

        ``plan`` must be of the case as recorded in ``rev``. A correction names what it corrects,
        and its reason.
        """

    def decisions(self, case_id: str) -> tuple[Decision, ...]:
        """Return what boards resolved on a case, newest first."""

    # --- protocols and planning again ---

    def keep_protocol(self, protocol: PublishedProtocol) -> None:
        """Keep a published protocol by its digest, for replay; again is no error."""

    def protocol(self, digest: str) -> PublishedProtocol:
        """Return a kept protocol. Raises `NoSuchCase` when it was never kept."""

    def protocols(self) -> tuple[str, ...]:
        """Return the digests of all kept protocols, oldest first."""

    def waiting(self, protocol: str) -> list[str]:
        """Return the ids of all cases whose columns come from another protocol, sorted."""

    def to_plan(self, protocol: str, limit: int, after: str = "", upto: str = "") -> list[Waiting]:
        """Return some of them in that order: later than ``after``, none later than ``upto``."""

    def planning(self) -> AbstractContextManager[bool]:
        """Take the lock for replanning all cases; False while somebody else has it."""

    def planned(self, columns: Iterable[tuple[str, int, Columns]]) -> int:
        """Record recomputed columns of a case at a revision; a case with a newer one is left."""

    # --- audit ---

    def note(
        self, action: str, case_id: str = "", *, outcome: str = "ok", detail: str = ""
    ) -> None:
        """Record an act that the store does not do itself (print, plugin change); ids only."""

    def audit(self, query: AuditQuery) -> tuple[AuditEvent, ...]:
        """Return events, oldest first; with a limit the newest of them."""

    def verify(self, anchors: Iterable[Anchor] = ()) -> Verdict:
        """Check every hash, link and number, and that anchors from outside are in the chain."""

    # --- the store itself ---

    def info(self) -> Info:
        """Return where the store is and what it holds."""

    def check(self) -> tuple[str, ...]:
        """Return what is wrong with the storage itself, quickly; nothing when it is sound."""

    def copy_to(self, target: Path) -> None:
        """Write all rows to a new SQLite file, in one state, while the store is in use.

        Nothing is checked or audited: `nettui.store.backup` does.
        """

    def note_copy(self, target: Path) -> None:
        """Record a copy that was verified, and keep the erasures of this store beside it."""

    def rows(self) -> Iterator[tuple[str, tuple[Any, ...]]]:
        """Yield every row of the record with the name of its table, for a copy."""

    def take(self, rows: Iterable[tuple[str, tuple[Any, ...]]]) -> None:
        """Fill an empty store with the rows of another. Raises `StoreRefusal` if it holds any."""

    def close(self) -> None:
        """Anchor the audit chain outside and let go."""
