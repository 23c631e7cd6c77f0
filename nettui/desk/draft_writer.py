"""Drafts on disk: the newest state of an edit, written off the screen's own thread.

Keys may come faster than a disk takes them: states that a newer one has overtaken are never
written, and what was saved or thrown away is not written again by a state that was on its way.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping

from attrs import frozen

from nettui.case.record.case import CaseFile
from nettui.desk.source import Desk, ListedCase

_PATIENCE = 2.0  # seconds for a disk that does not answer when the program has to end


@frozen
class Work:
    """A state of an edit; ``typed`` are texts by path that are no value yet."""

    entry: ListedCase
    file: CaseFile
    typed: Mapping[str, str]
    is_changed: bool


class Drafting:
    """The draft of one screen. All but `write` return at once or as soon as the disk is free."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._newest: Work | None = None
        self._is_busy = False
        self._state = threading.Lock()
        self._disk = threading.Lock()

    def want(self, work: Work) -> bool:
        """Have a state kept; say whether somebody has to call `write` for that."""
        with self._state:
            self._newest = work
            start, self._is_busy = not self._is_busy, True
        return start

    def write(self) -> str:
        """Write until nothing newer is there; return why it could not be kept, empty if it was."""
        refused = ""
        while True:
            with self._disk:
                work = self._next()
                if work is None:
                    return refused
                refused = self._written(work)

    def write_now(self, work: Work) -> None:
        """Write a state as the last one, from whichever thread, because all ends."""
        if self._disk.acquire(timeout=_PATIENCE):
            self._written(work)  # the disk stays taken: nothing older may follow

    def drop(self, entry: ListedCase) -> None:
        """Throw the draft away, with what is on its way."""
        with self._disk:
            with self._state:
                self._newest = None
            self._desk.drop_draft(entry)

    def _next(self) -> Work | None:
        with self._state:
            work, self._newest = self._newest, None
            self._is_busy = work is not None
        return work

    def _written(self, work: Work) -> str:
        if work.is_changed or work.typed:
            return self._desk.keep_draft(work.entry, work.file, work.typed)
        self._desk.drop_draft(work.entry)
        return ""
