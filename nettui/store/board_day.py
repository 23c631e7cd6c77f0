"""Putting a case before a board on a day: a revision like any other, with its author and reason."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import TYPE_CHECKING

from attrs import evolve

from nettui.store.errors import Conflict, StoreRefusal

if TYPE_CHECKING:
    from nettui.case.record.case import CaseFile
    from nettui.engine.plan.plan import Plan
    from nettui.store.port import CaseStore
    from nettui.store.records import Head

_ATTEMPTS = 3


def assign(
    store: CaseStore,
    case_id: str,
    day: datetime.date | None,
    plans: Callable[[CaseFile], Plan],
) -> Head:
    """Put the newest state of a case before the board of a day; None takes it off.

    ``plans`` makes the plan that the revision is saved with. What somebody else saves meanwhile is
    kept: the day is then set in what they saved. Raises `StoreRefusal`, also where this account
    has a draft of the case, which a save would drop.
    """
    for attempt in range(_ATTEMPTS):
        found = store.open(case_id)
        if found.draft is not None:
            raise StoreRefusal(
                f"Case '{case_id}' has changes of yours that are not saved, so its board was not "
                "set. Open it, then save or drop them."
            )
        case = found.file.case
        if case.board.date == day:
            return found.head
        file = evolve(found.file, case=evolve(case, board=evolve(case.board, date=day)))
        reason = f"for the board of {day}" if day else "off the board"
        try:
            return store.save(file, found.head.rev, plan=plans(file), reason=reason)
        except Conflict:
            if attempt == _ATTEMPTS - 1:
                raise
    raise AssertionError("the last attempt saves or raises")
