"""The groups of a worklist: which heads are in each, told by their columns and the day alone.

A case can be in several.
"""

from __future__ import annotations

from collections.abc import Mapping

from nettui.store.errors import StoreRefusal

GROUPS: Mapping[str, str] = {
    "not_planned": "status = ''",
    "incomplete": "workup_known < workup_needed",
    "ready": "status = 'definitive'",
    "blocked": "status = 'blocked'",
    "on_board": "board_date <> ''",
    "board_ahead": "board_date >= ?",
    "overdue": "due_by <> '' AND due_by < ?",
    "undated": "undated > 0",
    "undecided": "decision = ''",
    "decided": "decision = 'decided'",
    "changed": "decision = 'changed'",
}
"""The condition of each in SQL, where ``?`` is today.

``ready``: the plan is definitive. ``overdue``: a follow-up should have been done by a day that
is past; ``undated``: one is due and no day is recorded to count from, so nobody can tell.
``changed``: decided, and the plan says something else since.
"""


def refuse_unknown(name: str, today: str) -> None:
    """Raise `StoreRefusal` where there is no such group, or where it takes a day."""
    found = GROUPS.get(name)
    if found is None:
        raise StoreRefusal(f"There is no group '{name}'; there are {', '.join(GROUPS)}.")
    if "?" in found and not today:
        raise StoreRefusal(f"Which cases are in the group '{name}' depends on the day; give it.")
