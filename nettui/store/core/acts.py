"""What every store does with cases, written once over the operations on rows.

A store with rows of its own (`memory`, `sqlite`, `postgres`) is a subclass that supplies those;
what makes an act one act (number, hash, audit event) is here and in `boards`.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import attrs

from nettui import __version__
from nettui.store.core import case_text, rows
from nettui.store.core.boards import Boards, refuse_archived
from nettui.store.core.erasures import WITH_COPIES, Erasure, add
from nettui.store.core.rows import StoredRow
from nettui.store.core.worklist_groups import GROUPS, refuse_unknown
from nettui.store.errors import Archived, Conflict, Erased, NeedsReason, NoSuchCase, StoreRefusal
from nettui.store.records import (
    Anchor,
    AuditEvent,
    AuditQuery,
    Columns,
    Head,
    Opened,
    Page,
    Query,
    Revision,
    Verdict,
)

if TYPE_CHECKING:
    from pathlib import Path

    from nettui.case.record.case import CaseFile
    from nettui.engine.plan.plan import Plan
    from nettui.store.diff import Change

_AGAIN = "again after a restore: "


class Acts(Boards):
    """The acts of `nettui.store.port.CaseStore`."""

    # --- reading ---

    def worklist(self, query: Query, protocol: str = "") -> Page:
        """See `CaseStore.worklist`."""
        if query.group:
            refuse_unknown(query.group, query.today)
        with self._reading():
            found, total = self._find(query)
            stale = self._stale(protocol) if protocol else 0
        if query.words:
            self._seen("search", outcome="found" if total else "none")
        return Page(heads=tuple(map(rows.head_of, found)), total=total, stale=stale)

    def heads(self, after: str = "", limit: int = 250) -> tuple[Head, ...]:
        """See `CaseStore.heads`."""
        with self._reading():
            found = self._heads_after(after, limit)
        return tuple(map(rows.head_of, found))

    def ids(self) -> Iterator[str]:
        """See `CaseStore.ids`."""
        with self._reading():
            yield from self._every_id()

    def groups(self, query: Query) -> Mapping[str, int]:
        """See `CaseStore.groups`."""
        for name in GROUPS:
            refuse_unknown(name, query.today)
        with self._reading():
            counts = self._groups(attrs.evolve(query, group=""))
        return dict(zip(GROUPS, counts, strict=True))

    def open(self, case_id: str, rev: int = 0) -> Opened:
        """See `CaseStore.open`."""
        try:
            with self._reading():
                head = self._head_or_refuse(case_id)
                revision, body = self._read(case_id, rev or head.rev)
        except (NoSuchCase, Erased) as refused:
            self._seen("open", rows.one_line(case_id, "case id"), rev, type(refused).__name__)
            raise
        draft = self.draft(case_id)
        self._seen("open", case_id, revision.rev)
        return Opened(head=head, revision=revision, file=case_text.from_text(body), draft=draft)

    def history(self, case_id: str) -> tuple[Revision, ...]:
        """See `CaseStore.history`."""
        with self._reading():
            self._head_or_refuse(case_id)
            found = tuple(map(rows.revision_of, self._revisions(case_id)))
        self._seen("history", case_id)
        return found[::-1]

    def diff(self, case_id: str, old: int, new: int) -> tuple[Change, ...]:
        """See `CaseStore.diff`."""
        from nettui.store.diff import changes

        with self._reading():
            self._head_or_refuse(case_id)
            before, after = (self._read(case_id, rev)[1] for rev in (old, new))
        self._seen("diff", case_id, new)
        return changes(case_text.from_text(before), case_text.from_text(after))

    def export(self, case_ids: Sequence[str] = ()) -> Iterator[CaseFile]:
        """See `CaseStore.export`."""
        with self._reading():
            heads = [self._head_or_refuse(c) for c in tuple(case_ids) or self._case_ids()]
        wanted = [head for head in heads if not head.erased]
        if not self.read_only:
            # Before anything is given out, so that nothing goes out unrecorded.
            with self._writing():
                for head in wanted:
                    self._log("export", head.case_id, head.rev)
        for head in wanted:
            with self._reading():
                body = self._read(head.case_id, head.rev)[1]
            yield case_text.from_text(body)

    # --- saving ---

    def save(
        self, file: CaseFile, expected_rev: int, *, plan: Plan | None = None, reason: str = ""
    ) -> Head:
        """See `CaseStore.save`."""
        from nettui.case.files.codec import case_digest

        case_id = rows.case_id(file.case.case_id)
        rows.one_line(reason, "reason")
        if plan is not None and case_digest(plan.case) != case_digest(file.case):
            raise StoreRefusal("The plan given is of another state of the case. Nothing was saved.")
        try:
            head = self._save(file, expected_rev, plan, reason)
        except (NoSuchCase, Erased, Archived, Conflict) as refused:
            if not isinstance(refused, Conflict):  # which has its event already
                self._seen("save", case_id, expected_rev, type(refused).__name__)
            raise
        self.drop_draft(case_id)
        return head

    def _save(self, file: CaseFile, expected_rev: int, plan: Plan | None, reason: str) -> Head:
        case_id = file.case.case_id
        with self._writing():
            found = self._head(case_id)
            current = self._head_or_refuse(case_id) if found else None
            if current and current.erased:
                raise Erased(f"Case '{case_id}' was erased on request; its id is not used again.")
            if (current.rev if current else 0) != expected_rev:
                conflict = self._conflict(file, expected_rev, current)
                self._log("save", case_id, expected_rev, "Conflict")
            else:
                if current:
                    refuse_archived(current, "saved")
                if current and current.decision and not reason.strip():
                    raise NeedsReason(
                        f"A board has decided on case '{case_id}', so that changing its record "
                        "needs a reason, one line ('--reason' in the shell). Nothing was saved."
                    )
                return self._append(file, found, plan, reason)
        raise conflict

    def _append(
        self, file: CaseFile, found: StoredRow | None, plan: Plan | None, reason: str
    ) -> Head:
        case_id = file.case.case_id
        current = rows.head_of(found) if found else None
        rev = (current.rev if current else 0) + 1
        if plan is not None:
            self._keep(plan.protocol)
        row = rows.revision_row(
            case_id=case_id,
            rev=rev,
            who=self.who,
            at=self._clock(),
            program=__version__,
            protocol=plan.protocol.digest if plan else "",
            parent=found[2] if found else "",
            reason=reason,
            receipt=case_text.receipt_text(plan) if plan else "",
            body=case_text.to_text(file),
        )
        decided = bool(current and current.decision)
        columns = case_text.columns(file, plan, case_text.gist(plan) if plan and decided else "")
        head = Head(
            case_id=case_id,
            rev=rev,
            columns=columns,
            changed_at=datetime.datetime.fromisoformat(row[5]),
            changed_by=self.who.name,
            archived=bool(current and current.archived),
            decision=self._since(case_id, columns.gist, current.decision if current else ""),
        )
        self._add("revision", row)
        shown = rows.head_row(head, row[10])
        self._put_head(shown)
        mark = rows.head_mark(row[11], shown[-1])
        self._log("save", case_id, rev, detail=f"{row[10]} {mark}")
        return head

    def _conflict(self, mine: CaseFile, expected_rev: int, current: Head | None) -> Conflict:
        from nettui.store.diff import three_way

        case_id = mine.case.case_id
        if current is None:
            raise NoSuchCase(f"There is no case '{case_id}' in {self.place}; nothing was saved.")
        theirs = case_text.from_text(self._read(case_id, current.rev)[1])
        base = None
        if expected_rev and self._revision(case_id, expected_rev):
            base = case_text.from_text(self._read(case_id, expected_rev)[1])
        what = (
            f"Case '{case_id}' was saved meanwhile by {current.changed_by} (revision "
            f"{current.rev}); your edit began with revision {expected_rev}"
            if expected_rev
            else f"There is a case '{case_id}' already"
        )
        return Conflict(
            f"{what}. Nothing was saved, nothing is lost: compare, then save again.",
            current=current,
            base=base,
            mine=mine,
            theirs=theirs,
            fields=three_way(base, mine, theirs) if base else None,
        )

    def archive(self, case_id: str, *, archived: bool = True, reason: str = "") -> Head:
        """See `CaseStore.archive`."""
        rows.one_line(reason, "reason")
        with self._writing():
            old = self._head_or_refuse(case_id)
            if old.erased and not archived:
                raise Erased(
                    f"Case '{case_id}' was erased on request; there is nothing to put back."
                )
            head = attrs.evolve(old, archived=archived)
            mark = self._change_head(head)
            self._log("archive" if archived else "unarchive", case_id, head.rev, detail=mark)
        return head

    def erase(self, case_id: str, reason: str) -> Head:
        """See `CaseStore.erase`."""
        if not rows.one_line(reason, "reason").strip():
            raise StoreRefusal("An erasure needs its reason (who asked, by what right).")
        with self._writing():
            old = self._head_or_refuse(case_id)
            if old.erased:
                return old
            head = attrs.evolve(old, columns=Columns(), archived=True, erased=True, decision="")
            at = rows.time_text(self._clock())
            row = (case_id, at, self.who.uid, self.who.name, reason)
            self._add("erasure", (*row, rows.sealed(*row)))
            self._erase(case_id)
            mark = self._change_head(head)
            self._log("erase", case_id, head.rev, detail=f"{rows.sealed(*row)} {mark}")
            # Last, so that none is kept of an erasure that was refused.
            self._keep_erasure(self._erasure(row))
        self._erase_drafts(case_id)
        return head

    def erase_again(self, kept: Iterable[Erasure]) -> tuple[str, ...]:
        """See `CaseStore.erase_again`."""
        with self._reading():
            back = self._to_erase(kept)
        for one in back:
            self.erase(one.case_id, f"{_AGAIN}{one.reason.removeprefix(_AGAIN)}"[:2000])
        return tuple(one.case_id for one in back)

    def to_erase(self, kept: Iterable[Erasure]) -> tuple[str, ...]:
        """See `CaseStore.to_erase`."""
        with self._reading():
            return tuple(one.case_id for one in self._to_erase(kept))

    def _to_erase(self, kept: Iterable[Erasure]) -> tuple[Erasure, ...]:
        """Return the erasures whose case is here, the very same, and is not erased."""
        found = []
        for one in {e.case_id: e for e in kept}.values():
            first, head = self._revision(one.case_id, 1), self._head(one.case_id)
            if first and head and first[10] == one.first and not head[6]:
                found.append(one)
        return tuple(found)

    def _erasure(self, row: StoredRow) -> Erasure:
        first = self._revision(row[0], 1)
        _, at, uid, name, reason = row[:5]
        seal = first[10] if first else ""
        return Erasure(case_id=row[0], first=seal, at=at, uid=uid, name=name, reason=reason)

    def _keep_erasure(self, erasure: Erasure) -> None:
        """Keep an erasure apart from the store, where there is such a place."""

    def note_copy(self, target: Path) -> None:
        """See `CaseStore.note_copy`."""
        with self._reading():
            found = [self._erasure(row) for row in self._all("erasure")]
        add(target.parent / WITH_COPIES, found)
        self._seen("backup")

    # --- audit ---

    def note(
        self, action: str, case_id: str = "", *, outcome: str = "ok", detail: str = ""
    ) -> None:
        """See `CaseStore.note`."""
        for given in (action, case_id, outcome, detail):
            rows.one_line(given, "audit event", 200)
        with self._writing():
            self._log(action, case_id, outcome=outcome, detail=detail)

    def audit(self, query: AuditQuery) -> tuple[AuditEvent, ...]:
        """See `CaseStore.audit`."""
        with self._reading():
            found = tuple(map(rows.event_of, self._events_of(query)))
        self._seen("audit", query.case_id)
        return found

    def rows(self) -> Iterator[tuple[str, StoredRow]]:
        """See `CaseStore.rows`."""
        with self._reading():
            for table in rows.TABLES:
                for row in self._all(table):
                    yield table, row

    def take(self, given: Iterable[tuple[str, StoredRow]]) -> None:
        """See `CaseStore.take`."""
        with self._writing():
            if self._chain()[0]:
                raise StoreRefusal(
                    f"{self.place} holds a record already, which a copy would overwrite. It was "
                    "left as it is: move it away first."
                )
            for table, row in given:
                self._add(table, row)
            self._log("restore")

    def verify(self, anchors: Iterable[Anchor] = ()) -> Verdict:
        """See `CaseStore.verify`."""
        with self._reading():
            return self._verified(anchors)
