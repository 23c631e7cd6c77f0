"""The cases of a store: the list from its columns alone, each case read when it is opened."""

from __future__ import annotations

import datetime
import functools
import sys
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from nettui.desk.source import UNKNOWN, ListedCase, NotSaved, ReasonNeeded, Summary
from nettui.sheet.kinds import status_label

if TYPE_CHECKING:
    from subprocess import Popen

    from nettui.case.record.case import CaseFile
    from nettui.desk.importing import There
    from nettui.engine.plan.plan import Plan
    from nettui.engine.protocol.protocol import Protocol
    from nettui.plugin.publish import Published
    from nettui.store.port import CaseStore
    from nettui.store.records import Draft, Head

ERASED = "erased"
_PAGE = 1000  # archived heads read at a time


class Stored:
    """The cases of a store. ``opens`` opens it when the list is first read.

    Cases are planned as of ``today`` unless their file says another day. ``replans`` starts to plan
    all cases anew that another protocol planned, and returns the process that does it.
    """

    is_single = False
    takes_new = True
    first_store = None
    file_notes: tuple[str, ...] = ()

    def __init__(
        self,
        opens: Callable[[], CaseStore],
        in_force: Callable[[], Published],
        today: datetime.date,
        name: str,
        replans: Callable[[CaseStore, Protocol], Popen[bytes]] | None = None,
    ) -> None:
        self.name = name
        self._replans = replans
        self._replanning: Popen[bytes] | None = None
        self._opens = opens
        self._store: CaseStore | None = None
        self.notes: tuple[str, ...] = ()
        self._in_force = in_force
        self._protocol: Protocol | None = None
        self._day = today
        self.today = today.isoformat()

    @property
    def store(self) -> CaseStore:
        """The store, opened when it is first needed."""
        if self._store is None:
            self._store = self._opens()
        return self._store

    def close(self) -> None:
        """Let go of the store, where it was opened."""
        if self._store is not None:
            self._store.close()

    def listed(self) -> list[ListedCase]:
        """Nothing is listed before the store is open."""
        return []

    def read(self) -> Iterator[ListedCase]:
        """Yield every case as the store's columns tell it; then see what cases are planned by."""
        last = ""
        while heads := self.store.heads(after=last):
            yield from (_entry(head) for head in heads if not head.erased)
            last = heads[-1].case_id
        found = self._in_force()
        self.notes = (*self._waiting(found), *found.lines)

    def read_archived(self) -> Iterator[ListedCase]:
        """Yield every archived case, those whose content was erased among them."""
        from nettui.store.records import Query

        offset = 0
        while True:
            query = Query(archived=True, order="case_id", limit=_PAGE, offset=offset)
            page = self.store.worklist(query)
            yield from map(_entry, page.heads)
            offset += len(page.heads)
            if not page.heads or offset >= page.total:
                break

    def count_archived(self) -> int:
        """Return how many cases `read_archived` yields."""
        from nettui.store.records import Query

        return self.store.worklist(Query(archived=True, limit=1)).total

    def _waiting(self, found: Published) -> tuple[str, ...]:
        """Return how many cases show what another protocol said; have them planned anew."""
        from nettui.store.errors import StoreRefusal
        from nettui.store.records import Query

        count = self.store.worklist(Query(limit=1), found.digest).stale
        if not count:
            return ()
        says = f"{count} case{'s' if count > 1 else ''} not planned by the protocol in force yet"
        if self._replans is None or self.store.read_only:
            return (f"{says}: 'nettui store plan' does it.",)
        if self._replanning is None or self._replanning.poll() is not None:
            try:
                self._replanning = self._replans(self.store, self._protocol_of(found))
            except (StoreRefusal, OSError) as refused:
                return (f"{says}: {refused}",)
        return (f"{says}; they are being planned anew: list them again in a moment.",)

    def _protocol_of(self, found: Published) -> Protocol:
        """Return the protocol in force, read once as long as it stays the same."""
        if self._protocol is None or self._protocol.digest != found.digest:
            self._protocol = found.protocol
        return self._protocol

    def opened(self, entry: ListedCase) -> ListedCase:
        """Read a case, and plan it by the protocol in force. Raises what the store refuses."""
        from attrs import evolve

        from nettui.engine.plan.plan import plan

        if entry.rev:
            stored = self.store.open(entry.key)
            decided = self.store.decisions(entry.key)[:1] if stored.head.decision else ()
            last = decided[0] if decided else None
            entry = evolve(_entry(stored.head), file=stored.file, decided=last)
        assert entry.file is not None, "a new case comes with its record"
        day = entry.file.as_of or self._day
        found = self._in_force()
        self.notes = found.lines
        return evolve(entry, plan=plan(entry.file.case, day, self._protocol_of(found)))

    def new(self, text: str) -> ListedCase:
        """Return an empty case that has not been saved. Raises `NotSaved` for what is no id."""
        from nettui.case.base.faults import CaseFault
        from nettui.case.editing.edit import set_value
        from nettui.case.record.case import Case, CaseFile

        made = set_value(Case(case_id=""), "case_id", text)
        if isinstance(made, CaseFault):
            raise NotSaved(f"Not made: {made}")
        case = made.case
        return ListedCase(case.case_id, case.case_id, file=CaseFile(case=case))

    def alike(self, entry: ListedCase) -> tuple[str, ...]:
        """Return the ids of recorded cases that look like that of a new one."""
        from nettui.case.base.identity import alike

        return alike([entry.key], self.store.ids()).get(entry.key, ())

    def refusal(self, entry: ListedCase) -> str:
        """Return why a case cannot be saved, empty when it can."""
        if entry.archived:
            return "it is archived. F8 puts it back, in the group of archived cases."
        return f"{self.name} is read-only." if self.store.read_only else ""

    def losses(self, entry: ListedCase, file: CaseFile) -> str:  # noqa: ARG002 - asked of every desk
        """Return nothing: a store keeps what a case holds, field by field."""
        return ""

    def save(self, entry: ListedCase, file: CaseFile, made: Plan, reason: str = "") -> ListedCase:
        """Append a revision. Raises `NotSaved` with what somebody else saved meanwhile.

        Raises `ReasonNeeded` where a board has decided on the case and no reason is given.
        """
        from attrs import evolve

        from nettui.store.errors import Conflict, NeedsReason, StoreRefusal

        if file.case.case_id != entry.key:
            raise NotSaved(f"Not saved: the id of a recorded case, {entry.key}, is not changed.")
        try:
            head = self.store.save(file, entry.rev, plan=made, reason=reason)
        except Conflict as clash:
            rev = clash.current.rev if clash.current else 0
            raise NotSaved(str(clash), clash.theirs, rev) from None
        except NeedsReason as refused:
            raise ReasonNeeded(str(refused)) from None
        except StoreRefusal as refused:
            raise NotSaved(f"Not saved: {refused}") from None
        return evolve(_entry(head), file=file, plan=made, decided=entry.decided)

    def archive(self, entry: ListedCase) -> None:
        """Take a case off the worklist; nothing of it is lost. Raises `StoreRefusal`."""
        self.store.archive(entry.key)

    def restore(self, entry: ListedCase) -> ListedCase:
        """Put an archived case back on the worklist. Raises `StoreRefusal`."""
        return _entry(self.store.archive(entry.key, archived=False))

    def before_board(self, entry: ListedCase, day: datetime.date | None) -> ListedCase:
        """Put a case before the board of a day, None: before none. Raises `StoreRefusal`."""
        from nettui.store.board_day import assign

        return _entry(assign(self.store, entry.key, day, self._planned))

    def take(self, file: CaseFile) -> ListedCase | There:
        """Record the case of a file; say where it is there already. Raises `NotSaved`."""
        from nettui.desk.importing import There
        from nettui.store.diff import changes

        entry = self.new(file.case.case_id)
        try:
            return self.save(entry, file, self._planned(file), "imported")
        except NotSaved as clash:
            if clash.theirs is None:
                raise
            head = self.store.open(entry.key).head
            there = There(file, clash.rev, changes(clash.theirs, file), bool(head.decision))
            if head.archived:
                back = (
                    f"{entry.key} is there already, archived. Put it back first (^F, archived, F8)"
                )
                raise NotSaved(f"{back}, or 'nettui case archive --undo {entry.key}'.") from None
            return there if there.changes else _entry(head)

    def take_over(self, there: There, reason: str = "") -> ListedCase:
        """Save a file as the next revision of a case that is there. Raises `NotSaved`."""
        name = there.file.case.case_id
        entry = ListedCase(name, name, rev=there.rev)
        told = reason if there.is_decided else "imported"
        return self.save(entry, there.file, self._planned(there.file), told)

    def _planned(self, file: CaseFile) -> Plan:
        from nettui.engine.plan.plan import plan

        day = file.as_of or self._day
        return plan(file.case, day, self._protocol_of(self._in_force()))

    # --- drafts ---

    def draft(self, entry: ListedCase) -> Draft | None:
        """Return one's own draft of a case."""
        return self.store.draft(entry.key)

    def overtaken(self, entry: ListedCase, draft: Draft) -> tuple[str, CaseFile] | None:
        """Return who saved the case since a draft was begun, and what it began with."""
        from nettui.case.record.case import Case, CaseFile

        if draft.base_rev == entry.rev:
            return None
        base = CaseFile(case=Case(case_id=entry.key))
        if draft.base_rev:
            base = self.store.open(entry.key, draft.base_rev).file
        newest = self.store.history(entry.key)[0]
        began = f"began with revision {draft.base_rev}" if draft.base_rev else "began a new case"
        return (
            f"{newest.who.name} saved revision {newest.rev} meanwhile; your draft {began}. "
            "Nothing is lost: put both together, or go back to leave your draft aside.",
            base,
        )

    def keep_draft(
        self, entry: ListedCase, file: CaseFile, typed: Mapping[str, str] | None = None
    ) -> str:
        """Keep an edit; return why it could not be kept, empty when it was."""
        from nettui.store.errors import StoreRefusal
        from nettui.store.records import Draft

        draft = Draft(case_id=entry.key, base_rev=entry.rev, file=file, typed=typed or {})
        try:
            self.store.keep_draft(draft)
        except StoreRefusal as refused:
            return str(refused)
        return ""

    def drop_draft(self, entry: ListedCase) -> None:
        """Throw one's own draft away."""
        self.store.drop_draft(entry.key)


def _entry(head: Head) -> ListedCase:
    c = head.columns
    return ListedCase(
        head.case_id,
        head.case_id,
        c.title,
        summary=Summary(
            site=_word(c.site),
            grade=_grade(c.grade),
            extent=_word(c.extent),
            function=_word(c.functional),
            workup=_counts(c.workup_known, c.workup_needed),
            status=_status(head),
            board=sys.intern(c.board_date),
            decision=head.decision,
            due_by=sys.intern(c.due_by),
            undated=c.undated > 0,
        ),
        rev=head.rev,
        archived=head.archived,
    )


def _status(head: Head) -> str:
    if head.damaged or head.erased:
        return "damaged" if head.damaged else ERASED
    return status_label(head.columns.status) or "not planned"


@functools.cache
def _grade(words: str) -> str:
    return words.replace(" or ", "/").replace("_", " ") or UNKNOWN


@functools.cache
def _counts(known: int, needed: int) -> tuple[int, int]:
    """Return a pair of which many cases have the same."""
    return known, needed


@functools.cache
def _word(code: str, nothing: str = UNKNOWN) -> str:
    """Return a coded value in words; there are few, and many cases have the same."""
    from nettui.case.base.words import plain

    return plain(code) or nothing
