"""What a plan is read as: findings, offers, needs, conflicts, questions, dates, the receipt."""

from __future__ import annotations

import datetime

from attrs import frozen

from nettui.case.base.plain import Plain
from nettui.engine.language.rules import Guard, Need
from nettui.engine.language.states import (
    CANNOT_TELL,
    CONFLICT,
    CONTRAINDICATED,
    NEED_WORDS,
    NOT_CLEARED,
    NOT_MET,
    OVERRIDDEN,
    STATUS_WORDS,
)
from nettui.engine.protocol.entry import Entry

# In which group a finding or an offer is shown.
GROUPS = (
    "conflict",
    "do",
    "consider",
    "not_cleared",
    "cannot_tell",
    "contraindicated",
    "not_now",
    "note",
)
_STRENGTH_ORDER = {"strong": 0, "conditional": 1, "option": 2, "": 3, "info": 4, "block": 5}


@frozen(repr=False, eq=False)
class GuardFinding(Plain):
    """A guard on an option, evaluated for this case: ``truth`` is 0, 1 or 2."""

    entry: Entry
    guard: Guard
    truth: int


@frozen(repr=False, eq=False)
class NeedFinding(Plain):
    """A need, evaluated: ``state`` 0 not needed, 1 known, 2 missing, 3 missing and maybe needed."""

    entry: Entry
    need: Need
    state: int
    missing: tuple[str, ...]

    @property
    def state_word(self) -> str:
        """The state in words."""
        return NEED_WORDS[self.state]


@frozen(repr=False, eq=False)
class Finding(Plain):
    """What one rule, override or judgement said about the case."""

    entry: Entry
    says: str
    truth: int
    status: int
    group: str
    overridden_by: tuple[str, ...]
    may_be_overridden_by: tuple[str, ...]

    @property
    def id(self) -> str:
        """``base:systemic.ssa``."""
        return self.entry.id

    @property
    def stage(self) -> str:
        """The stage it belongs to."""
        return self.entry.stage

    @property
    def status_word(self) -> str:
        """The status in words."""
        return STATUS_WORDS[self.status]

    @property
    def statements(self) -> tuple[str, ...]:
        """The statements that it cites."""
        return self.entry.statements

    @property
    def options(self) -> tuple[str, ...]:
        """The options that it offers."""
        return self.entry.options

    @property
    def strength(self) -> str:
        """The strength as stated, empty when it is not."""
        return self.entry.strength


OfferKey = tuple[str, str]
"""An option and its role."""


@frozen(repr=False, eq=False)
class Offer(Plain):
    """All findings that name one option in one role: a recommendation, or why it is none.

    ``stop`` 0 clear, 1 to check, 2 held, 3 stopped: only what is clear is cleared. ``rank``
    counts from 1 where an order ranks it.
    """

    option: str
    label: str
    role: str
    group: str
    strength: str
    stage: str
    stop: int
    findings: tuple[Finding, ...]
    intents: tuple[str, ...]
    rank: int | None = None
    rank_reasons: tuple[str, ...] = ()

    @property
    def key(self) -> OfferKey:
        """Option and role: what tells it from the other offers of a plan."""
        return self.option, self.role


@frozen(repr=False, eq=False)
class Conflict(Plain):
    """Findings that contradict each other; nothing is chosen between them."""

    kind: str
    says: str
    findings: tuple[Finding, ...]

    @property
    def sides(self) -> tuple[tuple[Finding, ...], ...]:
        """The findings by side: those that others contradict, then each that contradicts them."""
        ids = {f.id for f in self.findings}
        against = [f for f in self.findings if not ids.isdisjoint(f.entry.against)]
        if not against:
            return tuple((f,) for f in self.findings)
        return (tuple(f for f in self.findings if f not in against), *((f,) for f in against))


@frozen(repr=False, eq=False)
class Question(Plain):
    """A fact that is not known and what waits for it: findings, needs and guards, by id.

    ``waits``: why it cannot be answered now, where every examination that answers it is stopped.
    """

    fact: str
    label: str
    findings: tuple[str, ...]
    needs: tuple[str, ...]
    options: tuple[str, ...]
    waits: str = ""


@frozen(repr=False, eq=False)
class DueDate(Plain):
    """A follow-up with its window. Dates are None when the day it counts from is not known.

    ``overdue``: the window has passed, counted from when it was last done. Counted from something
    else, such as an operation, nobody knows that it was not done.
    """

    finding: Finding
    earliest: datetime.date | None
    latest: datetime.date | None
    anchor: str
    anchor_date: datetime.date | None
    repeats: bool
    overdue: bool


@frozen(repr=False, eq=False)
class Receipt(Plain):
    """What a plan was made of. The same receipt gives the same bytes."""

    program: str
    protocol: str
    plugins: tuple[str, ...]
    case: str
    as_of: datetime.date


@frozen(repr=False, eq=False)
class PlanStatus(Plain):
    """How far the plan may be taken, with the needs, findings and guards that cap it."""

    word: str
    because: tuple[str, ...]


def group_of(entry: Entry, status: int) -> str:
    """Return the group in which a rule of this status is shown."""
    if status == CONFLICT:
        return "conflict"
    if status in (NOT_MET, OVERRIDDEN):
        return "not_now"
    if status == CANNOT_TELL:
        return "cannot_tell"
    if status == CONTRAINDICATED:
        return "contraindicated"
    if status == NOT_CLEARED:
        return "not_cleared"
    strength = entry.strength
    if entry.kind == "judgement" or strength in ("info", "block"):
        return "note"
    if entry.answer and not entry.options:
        return "note"
    return "do" if strength == "strong" else "consider"


def strength_rank(strength: str) -> int:
    """Return 0 for the strongest."""
    return _STRENGTH_ORDER[strength]
