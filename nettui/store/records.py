"""What a case store gives back: frozen records. Text is as recorded; show it through `safe`."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING

from attrs import field, frozen

from nettui.case.base.plain import Plain

if TYPE_CHECKING:
    from nettui.case.record.case import CaseFile

OUTCOMES = ("accepted", "modified", "declined", "deferred")
REASON_CODES = (
    "comorbidity",
    "frailty",
    "patient_preference",
    "toxicity",
    "not_available",
    "trial",
    "local_expertise",
    "more_work_up",
    "clinical_judgement",
    "other",
)


@frozen(kw_only=True, repr=False, eq=False)
class Who(Plain):
    """Who acts: the account as the kernel knows it, and where from (terminal or address)."""

    uid: int
    name: str
    place: str = ""


@frozen(kw_only=True, repr=False, eq=False)
class Columns(Plain):
    """What a worklist shows of a case, so that it never reads the case itself.

    ``protocol`` is the digest of the protocol that gave the words; empty: not planned yet. Of the
    follow-up that the plan says is due, ``due`` is the first day of the earliest window, ``due_by``
    the first last day: once it is past, follow-up is overdue. ``undated`` counts what is due with
    no day recorded to count from. Days are ISO, empty for none.
    """

    title: str = ""
    site: str = ""
    grade: str = ""
    extent: str = ""
    functional: str = ""
    status: str = ""
    workup_known: int = 0
    workup_needed: int = 0
    board_date: str = ""
    due: str = ""
    due_by: str = ""
    undated: int = 0
    planned_on: str = ""
    protocol: str = ""
    gist: str = ""
    """Digest of what the plan says, worked out only where a decision has to be held against it."""


@frozen(kw_only=True, repr=False, eq=False)
class Head(Plain):
    """A case as a worklist shows it. ``rev`` counts from 1; times are UTC.

    ``decision``: empty, ``decided``, or ``changed`` where the plan says something else since.
    ``damaged``: the line is not what was written; its columns are then left empty.
    """

    case_id: str
    rev: int
    columns: Columns
    changed_at: datetime.datetime
    changed_by: str
    archived: bool = False
    erased: bool = False
    decision: str = ""
    damaged: bool = False


@frozen(kw_only=True, repr=False, eq=False)
class Revision(Plain):
    """One saved state of a case. ``hash`` covers all of it and ``parent``, the one before."""

    case_id: str
    rev: int
    who: Who
    at: datetime.datetime
    reason: str
    program: str
    protocol: str
    receipt: str
    parent: str
    hash: str
    erased: bool = False


@frozen(kw_only=True, repr=False, eq=False)
class Draft(Plain):
    """An edit in progress: the last valid state, and texts typed that are not (yet) a value.

    ``base_rev`` is the revision that the edit began with, 0 for a new case.
    """

    case_id: str
    base_rev: int
    file: CaseFile
    typed: Mapping[str, str] = field(factory=dict)
    at: datetime.datetime | None = None


@frozen(kw_only=True, repr=False, eq=False)
class Opened(Plain):
    """A case at one revision, with the reader's own draft of it where there is one."""

    head: Head
    revision: Revision
    file: CaseFile
    draft: Draft | None = None


@frozen(kw_only=True, repr=False, eq=False)
class Query(Plain):
    """Which cases, in which order. ``words`` must all occur in id, title, site or grade.

    ``group`` is a name of `nettui.store.core.worklist_groups.GROUPS`, on the day ``today``.
    ``order``: ``changed`` (newest first), ``board_date`` and ``due_by`` (soonest first, none last),
    ``case_id``.
    """

    words: str = ""
    site: str = ""
    grade: str = ""
    extent: str = ""
    status: str = ""
    decision: str = ""
    board_from: str = ""
    board_to: str = ""
    group: str = ""
    today: str = ""
    archived: bool = False
    order: str = "changed"
    limit: int = 50
    offset: int = 0


@frozen(kw_only=True, repr=False, eq=False)
class Page(Plain):
    """Some heads, how many fit the query, and how many of them wait to be planned anew."""

    heads: tuple[Head, ...]
    total: int
    stale: int


@frozen(kw_only=True, repr=False, eq=False)
class Waiting(Plain):
    """A case whose columns come from another protocol: its stored text, and whether a board
    has decided on it (then its columns need the gist of the plan).

    ``whole``: it is what was saved. ``checked``: this program checked it then.
    """

    case_id: str
    rev: int
    body: str
    decided: bool
    whole: bool = True
    checked: bool = False


@frozen(kw_only=True, repr=False, eq=False)
class Resolution(Plain):
    """What the board resolved on one option of the plan. ``outcome`` is one of `OUTCOMES`.

    Anything but ``accepted`` has a ``code`` of `REASON_CODES`.
    """

    option: str
    role: str = "primary"
    outcome: str = "accepted"
    code: str = ""
    text: str = ""


@frozen(kw_only=True, repr=False, eq=False)
class BoardResult(Plain):
    """What a board resolved, before it is recorded.

    ``corrects`` names an earlier decision, and ``reason`` says why that is corrected.
    """

    resolutions: tuple[Resolution, ...]
    held_on: datetime.date
    attendees: tuple[str, ...] = ()
    note: str = ""
    corrects: int = 0
    reason: str = ""


@frozen(kw_only=True, repr=False, eq=False)
class Decision(Plain):
    """A recorded result: bound to a revision, a protocol and the plan as it was shown."""

    case_id: str
    number: int
    rev: int
    protocol: str
    as_of: datetime.date
    result: BoardResult
    plan: str
    gist: str
    who: Who
    at: datetime.datetime
    parent: str
    hash: str
    erased: bool = False


@frozen(kw_only=True, repr=False, eq=False)
class AuditEvent(Plain):
    """One act. ``detail`` holds identifiers and numbers only, never anything clinical."""

    seq: int
    at: datetime.datetime
    who: Who
    action: str
    case_id: str = ""
    rev: int = 0
    outcome: str = "ok"
    detail: str = ""
    parent: str = ""
    hash: str = ""


@frozen(kw_only=True, repr=False, eq=False)
class AuditQuery(Plain):
    """Which events; empty takes all. ``user`` is an account's name or number."""

    case_id: str = ""
    user: str = ""
    action: str = ""
    since: datetime.datetime | None = None
    limit: int = 0


@frozen(kw_only=True, repr=False, eq=False)
class Anchor(Plain):
    """The head of the audit chain at one moment, as written down outside the store.

    ``place``: the store; ``account``: the number of the one who wrote it down. Empty and None
    where they are not known.
    """

    seq: int
    hash: str
    place: str = ""
    account: int | None = None

    def __str__(self) -> str:
        return f"{self.seq}:{self.hash}"


@frozen(kw_only=True, repr=False, eq=False)
class Verdict(Plain):
    """What a verification counted and found wrong; no faults: the store is whole."""

    revisions: int
    decisions: int
    events: int
    cases: int
    faults: tuple[str, ...]
    remarks: tuple[str, ...] = ()
    head: Anchor | None = None

    @property
    def whole(self) -> bool:
        """Whether nothing was found wrong."""
        return not self.faults


@frozen(kw_only=True, repr=False, eq=False)
class Info(Plain):
    """Where a store is and what it holds."""

    kind: str
    place: str
    schema: int
    read_only: bool
    cases: int
    archived: int
    revisions: int
    decisions: int
    events: int
    drafts: int
    protocols: int
    size: int
