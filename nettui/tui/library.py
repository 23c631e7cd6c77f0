"""The case files of a folder, read and planned one after the other, off the screen's own thread.

Everything heavy is imported when the first file is read, after the first screen is painted.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

if TYPE_CHECKING:
    from nettui.case.model import CaseFile
    from nettui.engine.plan import Plan
    from nettui.engine.protocol import Protocol

SUFFIXES = (".toml", ".json")
UNKNOWN = "unknown"


@frozen
class Summary:
    """What the list says of a case, in words. ``workup``: items known, items needed."""

    site: str
    grade: str
    extent: str
    function: str
    workup: tuple[int, int]
    status: str


@frozen
class Entry:
    """One file: not read yet, or its case with its plan, or what is wrong with it."""

    path: Path
    file: CaseFile | None = None
    plan: Plan | None = None
    summary: Summary | None = None
    faults: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What the list knows it by."""
        return str(self.path)

    @property
    def is_read(self) -> bool:
        """It is no longer waiting to be read."""
        return self.file is not None or bool(self.faults)

    @property
    def name(self) -> str:
        """The case's pseudonym; the file's name until it is known."""
        return self.file.case.case_id if self.file else self.path.name

    @property
    def title(self) -> str:
        """The title of the case, empty when it has none."""
        return self.file.title if self.file else ""


class Library:
    """The case files at a path: a folder's, or one file.

    ``protocol`` is called whenever files are read anew. Cases whose file gives no day are planned
    as of ``today``.
    """

    def __init__(
        self, path: Path, protocol: Callable[[], Protocol], today: datetime.date, name: str = ""
    ) -> None:
        self.path = path
        self.name = name or str(path)
        self._protocol = protocol
        self._today = today

    @property
    def is_single(self) -> bool:
        """The path is one file, not a folder."""
        return not self.path.is_dir()

    def files(self) -> list[Path]:
        """Return the case files, by name. A folder that has gone has none."""
        if self.is_single:
            return [self.path]
        try:
            found = list(self.path.iterdir())
        except OSError:
            return []
        return sorted(p for p in found if p.suffix in SUFFIXES and not p.name.startswith("."))

    def read(self, paths: Sequence[Path]) -> Iterator[Entry]:
        """Yield each file, read and planned. Raises whatever the protocol's loading raises."""
        protocol = self._protocol()
        for path in paths:
            yield self._entry(path, protocol)

    def _entry(self, path: Path, protocol: Protocol) -> Entry:
        from nettui.case.codec import CaseError, load
        from nettui.engine.plan import plan
        from nettui.tui import crash

        try:
            file = load(path)
            made = plan(file.case, file.as_of or self._today, protocol)
            return Entry(path, file, made, summary(made))
        except CaseError as error:
            return Entry(path, faults=tuple(map(str, error.faults)))
        except Exception as error:  # one bad record must not hide the others
            fault = f"A fault of nettui itself: {crash.kind(error)} at {crash.place(error)}."
            return Entry(path, faults=(fault,))


def summary(plan: Plan) -> Summary:
    """Return the words of the list for a plan."""
    from nettui.engine.wording import plain

    function = plan.picture.get("function.functional")
    if function == "yes":
        function = plan.picture.get("function.syndrome") or "yes"
    return Summary(
        site=_word(plan.picture.get("disease.primary_site")),
        grade="/".join(map(plain, plan.grade)) or UNKNOWN,
        extent=_word(plan.picture.get("disease.extent")),
        function=_word(function),
        workup=plan.workup,
        status=plain(plan.status.word),
    )


def _word(value: object) -> str:
    from nettui.case.words import value_words

    return UNKNOWN if value is None else value_words(value)
