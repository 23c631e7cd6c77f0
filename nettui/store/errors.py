"""Why a store does not do what was asked: each says what, where, what it means, how to fix it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nettui.case.record.case import CaseFile
    from nettui.store.diff import ThreeWay
    from nettui.store.records import Head


class StoreRefusal(Exception):
    """Base of all refusals. Nothing was written."""


class NoSuchCase(StoreRefusal):
    """There is no such case or revision."""


class Erased(StoreRefusal):
    """The case was erased on request: its history remains, its content is gone."""


class NeedsReason(StoreRefusal):
    """A board has decided on the case: a change of its record is an amendment and says why."""


class Archived(StoreRefusal):
    """The case is archived: it is only read until somebody puts it back."""


class ReadOnly(StoreRefusal):
    """The store can be read but not written from here."""


class NotOpened(StoreRefusal):
    """The store cannot be opened, or not safely."""


class Damaged(StoreRefusal):
    """What was read is not what was written."""


class Busy(StoreRefusal):
    """Somebody else is writing, for longer than one should wait. Try again."""


class Full(StoreRefusal):
    """There is no room left where the store is."""


class Conflict(StoreRefusal):
    """Somebody else saved the case meanwhile.

    ``base`` is what the edit began with, ``theirs`` what is recorded now, ``mine`` what was to
    be saved; ``fields`` holds the three side by side (`nettui.store.diff`).
    """

    def __init__(
        self,
        text: str,
        *,
        current: Head | None,
        base: CaseFile | None,
        mine: CaseFile,
        theirs: CaseFile | None,
        fields: ThreeWay | None,
    ) -> None:
        super().__init__(text)
        self.current = current
        self.base = base
        self.mine = mine
        self.theirs = theirs
        self.fields = fields
