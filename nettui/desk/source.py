"""Where the terminal's cases come from and go to: what a folder of files and a store have alike.

Everything heavy is imported when the first case is read, after the first screen is painted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from attrs import field, frozen

if TYPE_CHECKING:
    from nettui.case.record.case import CaseFile
    from nettui.engine.plan.plan import Plan
    from nettui.store.port import CaseStore
    from nettui.store.records import Decision, Draft

UNKNOWN = "unknown"


@frozen
class Summary:
    """What the list says of a case, in words. ``workup``: items known, items needed.

    ``board`` is the day of its board; ``decision`` empty, decided, or changed since.
    ``due_by`` is the last day of the first follow-up due; ``undated``: one is due, nobody can tell
    when. Days are ISO, empty for none.
    """

    site: str
    grade: str
    extent: str
    function: str
    workup: tuple[int, int]
    status: str
    board: str = ""
    decision: str = ""
    due_by: str = ""
    undated: bool = False


@frozen
class ListedCase:
    """One case of the list: perhaps not read yet, with its plan, or with what is wrong with it.

    ``rev`` is the revision in a store, 0 for a file or a case that was never saved. ``archived``:
    it is off the worklist, and only read. ``decided`` is what a board resolved last, once it is
    opened.
    """

    key: str
    name: str
    title: str = ""
    file: CaseFile | None = None
    plan: Plan | None = None
    summary: Summary | None = None
    faults: tuple[str, ...] = ()
    rev: int = 0
    archived: bool = False
    decided: Decision | None = field(default=None, eq=False)

    @cached_property
    def words(self) -> str:
        """Everything that it can be found by, made when something is first looked for."""
        s = self.summary
        told = (
            (s.site, s.grade, s.extent, s.function, s.status, s.board, s.decision)
            if s
            else self.faults
        )
        return " ".join((self.name, self.title, *told, self.key)).casefold()

    @property
    def is_read(self) -> bool:
        """It is no longer waiting to be read."""
        return self.summary is not None or bool(self.faults)

    @property
    def path(self) -> Path:
        """The file of a case in a folder."""
        return Path(self.key)


class NotSaved(Exception):
    """A case was not saved: what happened, what it means, what to do.

    ``theirs`` is what somebody else saved meanwhile, with its revision, where that is why.
    """

    def __init__(self, text: str, theirs: CaseFile | None = None, rev: int = 0) -> None:
        super().__init__(text)
        self.theirs = theirs
        self.rev = rev


class ReasonNeeded(NotSaved):
    """A case was not saved, since a board has decided on it and no reason was given."""


@frozen
class FirstStore:
    """The store that is not there yet: where it would be, and what makes and opens it."""

    where: str
    made: Callable[[], Desk]


class Desk(Protocol):
    """A folder of case files (`nettui.desk.folder`) or a store (`nettui.desk.store`)."""

    name: str
    takes_new: bool
    today: str

    @property
    def first_store(self) -> FirstStore | None:
        """The store that could be made for cases of one's own, None where there is no need."""

    @property
    def is_single(self) -> bool:
        """There is one case, to be opened at once."""

    @property
    def store(self) -> CaseStore | None:
        """The store that decisions are recorded in, None for files."""

    def listed(self) -> list[ListedCase]:
        """Return what can be listed at once, without reading any case."""

    def read(self) -> Iterator[ListedCase]:
        """Yield every case of the list. May raise; then nothing can be planned."""

    @property
    def file_notes(self) -> tuple[str, ...]:
        """What is to be said of files: left out of the list, or of one case id."""

    @property
    def notes(self) -> tuple[str, ...]:
        """What was said of plugins by the protocol last read; none before `read` has ended."""

    def opened(self, entry: ListedCase) -> ListedCase:
        """Return a case with its record and its plan. May raise."""

    def refusal(self, entry: ListedCase) -> str:
        """Return why a case cannot be saved where it is, empty when it can."""

    def losses(self, entry: ListedCase, file: CaseFile) -> str:
        """Return what saving a case would lose that is in no field, empty for nothing."""

    def save(self, entry: ListedCase, file: CaseFile, made: Plan, reason: str = "") -> ListedCase:
        """Save a case. Raises `NotSaved`; then what is recorded is as it was.

        Raises `ReasonNeeded` where a board has decided on the case and no reason is given.
        """

    def draft(self, entry: ListedCase) -> Draft | None:
        """Return one's own draft of a case, None where there is none."""

    def overtaken(self, entry: ListedCase, draft: Draft) -> tuple[str, CaseFile] | None:
        """Return who saved the case since a draft was begun, in words, and what it began with.

        None where nobody has.
        """

    def keep_draft(
        self, entry: ListedCase, file: CaseFile, typed: Mapping[str, str] | None = None
    ) -> str:
        """Keep an edit; ``typed`` are texts by path that are no value yet.

        Returns why it could not be kept, empty when it was.
        """

    def drop_draft(self, entry: ListedCase) -> None:
        """Throw one's own draft away."""


def summary(plan: Plan) -> Summary:
    """Return the words of the list for a plan."""
    from nettui.engine.language.wording import plain
    from nettui.sheet.kinds import status_label

    function = plan.picture.get("function.functional")
    if function == "yes":
        function = plan.picture.get("function.syndrome") or "yes"
    return Summary(
        site=_word(plan.picture.get("disease.primary_site")),
        grade="/".join(map(plain, plan.grade)) or UNKNOWN,
        extent=_word(plan.picture.get("disease.extent")),
        function=_word(function),
        workup=plan.workup,
        status=status_label(plan.status.word),
        board=str(plan.case.board.date or ""),
        due_by=min((str(due.latest) for due in plan.follow_up if due.latest), default=""),
        undated=any(due.earliest is None for due in plan.follow_up),
    )


def _word(value: object) -> str:
    from nettui.case.base.words import value_words

    return UNKNOWN if value is None else value_words(value)
