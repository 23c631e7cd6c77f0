"""The groups of a worklist: which heads are in each, told by their columns and the day alone.

A case can be in several. Each group is said twice, for a database and for heads in memory; the
tests of every store hold both to the same heads.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from attrs import frozen

from nettui.store.records import Head
from nettui.store.refusals import StoreRefusal


@frozen
class Group:
    """A group: its condition in SQL, where ``?`` is today, and the same of a head and today."""

    sql: str
    holds: Callable[[Head, str], bool]


GROUPS: Mapping[str, Group] = {
    "not_planned": Group("status = ''", lambda h, _: not h.columns.status),
    "incomplete": Group(
        "workup_known < workup_needed",
        lambda h, _: h.columns.workup_known < h.columns.workup_needed,
    ),
    "ready": Group("status = 'definitive'", lambda h, _: h.columns.status == "definitive"),
    "blocked": Group("status = 'blocked'", lambda h, _: h.columns.status == "blocked"),
    "on_board": Group("board_date <> ''", lambda h, _: bool(h.columns.board_date)),
    "board_ahead": Group("board_date >= ?", lambda h, today: h.columns.board_date >= today),
    "overdue": Group("due_by <> '' AND due_by < ?", lambda h, today: "" < h.columns.due_by < today),
    "undated": Group("undated > 0", lambda h, _: h.columns.undated > 0),
    "undecided": Group("decision = ''", lambda h, _: not h.decision),
    "decided": Group("decision = 'decided'", lambda h, _: h.decision == "decided"),
    "changed": Group("decision = 'changed'", lambda h, _: h.decision == "changed"),
}
"""``ready``: the plan is definitive. ``overdue``: a follow-up should have been done by a day that
is past; ``undated``: one is due and no day is recorded to count from, so nobody can tell.
``changed``: decided, and the plan says something else since.
"""


def group(name: str, today: str) -> Group:
    """Return a group. Raises `StoreRefusal` for no such group, or where it takes a day."""
    found = GROUPS.get(name)
    if found is None:
        raise StoreRefusal(f"There is no group '{name}'; there are {', '.join(GROUPS)}.")
    if "?" in found.sql and not today:
        raise StoreRefusal(f"Which cases are in the group '{name}' depends on the day; give it.")
    return found
