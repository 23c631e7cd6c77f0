"""The worklist as a table: its columns for a width, a row for each case, filters and orders."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from typing import overload

from attrs import frozen

from nettui.desk.source import UNKNOWN, ListedCase, Summary
from nettui.tui.rows.layout import Column, ListRow

TONES = {"ready": "do", "provisional": "held", "not ready": "stop", "out of scope": "conflict"}
_STATUSES = ("not ready", "out of scope", "provisional", "not planned", "ready")
_DECISIONS = ("changed", "decided", "")
_BOARDS = 12  # days of boards that are groups of their own

# --- columns -----------------------------------------------------------------------------------


@frozen
class Part:
    """A column: its heading, the least and the most cells it takes, what it says of a case.

    ``of`` is also told the day, in ISO.
    """

    title: str
    least: int
    most: int
    of: Callable[[ListedCase, Summary, str], str]


def _board(_entry: ListedCase, s: Summary, _today: str) -> str:
    """Return the day of the board and whether it has decided."""
    decision = {"changed": "CHANGED"}.get(s.decision, s.decision)
    return " ".join(part for part in (s.board, decision) if part) or "-"


def _due(_entry: ListedCase, s: Summary, _today: str) -> str:
    return s.due_by or ("?" if s.undated else "-")


def _late(_entry: ListedCase, s: Summary, today: str) -> str:
    """Return for how long the first follow-up has been overdue: ``!23d``, ``!7m``, ``!2y``."""
    if not "" < s.due_by < today:
        return "?" if s.undated else "-"
    days = (date.fromisoformat(today) - date.fromisoformat(s.due_by)).days
    unit, length = next((step for step in _UNITS if days < _MOST * step[1]), _UNITS[-1])
    return f"!{days // length}{unit}"


_UNITS = (("d", 1), ("m", 30), ("y", 365))
_MOST = 100  # of a unit: from there on the next larger one


_NAME = "Case"
_SITE = Part("Site", 8, 16, lambda _, s, _day: s.site)
_WORKUP = Part("W-up", 5, 5, lambda _, s, _day: "{}/{}".format(*s.workup))
_TITLE = Part("Title", 24, 200, lambda entry, _, _day: entry.title)
_DUE = Part("Due by", 10, 10, _due)
_LATE = Part("Late", 4, 4, _late)

# The first eight always have room; the others stand where there is more than 80 cells.
FILES = (
    Part(_NAME, 15, 34, lambda entry, _, _day: entry.name),
    _SITE,
    Part("Grade", 7, 12, lambda _, s, _day: s.grade),
    Part("Extent", 12, 14, lambda _, s, _day: s.extent),
    Part("Function", 9, 16, lambda _, s, _day: s.function),
    _WORKUP,
    Part("Status", 12, 12, lambda _, s, _day: s.status),
    _LATE,
    _TITLE,
    _DUE,
)
STORE = (
    Part(_NAME, 11, 20, lambda entry, _, _day: entry.name),
    _SITE,
    Part("Grade", 6, 12, lambda _, s, _day: "?" if s.grade == UNKNOWN else s.grade),
    Part("Extent", 9, 14, lambda _, s, _day: s.extent),
    _WORKUP,
    Part("Status", 11, 12, lambda _, s, _day: s.status),
    Part("Board", 18, 18, _board),
    _LATE,
    _TITLE,
    _DUE,
    Part("Function", 9, 16, lambda _, s, _day: s.function),
)
_ALWAYS = 8


def columns_for(width: int, parts: Sequence[Part] = FILES) -> tuple[Column, ...]:
    """Return the columns there is room for; what is left over goes to each in turn."""
    shown = list(parts[:_ALWAYS])
    room = width - sum(part.least + 1 for part in shown)
    for part in parts[_ALWAYS:]:
        if part.least < room:
            shown.append(part)
            room -= part.least + 1
    widths = [part.least for part in shown]
    for n, part in enumerate(shown):
        more = min(max(room, 0), part.most - part.least)
        widths[n] += more
        room -= more
    if room < 0:
        widths[0] = max(widths[0] + room, 6)
    sizes = zip(shown, widths, strict=True)
    return tuple(Column(p.title, size, folded=p.title == _NAME) for p, size in sizes if size)


def row_of(entry: ListedCase, parts: Sequence[Part], today: str) -> tuple[tuple[str, ...], str]:
    """Return the texts of a case for these parts, and their tone."""
    if entry.summary is not None:
        return tuple(part.of(entry, entry.summary, today) for part in parts), ""
    texts = [entry.name, *("" for _ in parts[1:])]
    tone = ""
    if entry.faults:
        count = len(entry.faults)
        said = {
            "Site": "not read",
            "Status": "faulty",
            "Title": f"{count} fault{'s' if count > 1 else ''}: {entry.faults[0]}",
        }
        texts = [entry.name, *(said.get(part.title, "") for part in parts[1:])]
        tone = "stop"
    elif len(texts) > 1:
        texts[1] = "reading"
    return tuple(texts), tone


class Rows(Sequence[tuple[tuple[str, ...], str]]):
    """The rows of many cases, each made when it is drawn."""

    def __init__(self, entries: Sequence[ListedCase], parts: Sequence[Part], today: str) -> None:
        self._entries, self._parts, self._today = entries, parts, today

    def __len__(self) -> int:
        return len(self._entries)

    @overload
    def __getitem__(self, n: int) -> tuple[tuple[str, ...], str]: ...
    @overload
    def __getitem__(self, n: slice) -> Rows: ...
    def __getitem__(self, n: int | slice) -> tuple[tuple[str, ...], str] | Rows:
        if isinstance(n, slice):
            return Rows(self._entries[n], self._parts, self._today)
        return row_of(self._entries[n], self._parts, self._today)


def rows_for(
    entries: Sequence[ListedCase], at: Sequence[Column], parts: Sequence[Part], today: str
) -> Rows:
    """Return the rows of cases on a day, under columns that `columns_for` gave."""
    by_title = {part.title: part for part in parts}
    return Rows(entries, [by_title[column.title] for column in at], today)


def fault_rows(entry: ListedCase) -> list[ListRow]:
    """Return all that is wrong with a file."""
    rows = [ListRow(title="This file was not taken as a case. Correct it and read it again.")]
    rows += [
        ListRow(sign="!", word=str(n), tone="held", title=fault, key=f"fault:{n}")
        for n, fault in enumerate(entry.faults, 1)
    ]
    return rows


def marked_row(entry: ListedCase) -> ListRow:
    """Return a case as a row with the word for its status, which help explains."""
    status = entry.summary.status if entry.summary else ""
    return ListRow(sign="-", word=status, title=entry.name, key=entry.key)


def note_rows(notes: Sequence[str]) -> list[ListRow]:
    """Return what was said of settings, plugins and files."""
    rows = [
        ListRow(sign="!", word=str(n), tone="held", title=note, key=f"plugin:{n}")
        for n, note in enumerate(notes, 1)
    ]
    rows.append(ListRow(title="In full, with what to do: nettui plugins"))
    return rows


# --- orders ------------------------------------------------------------------------------------


def _last(value: str, *nothing: str) -> tuple[bool, str]:
    """Return a key that puts what is not known behind everything else."""
    return value in nothing, value


ORDERS: Sequence[tuple[str, Callable[[ListedCase, Summary], object]]] = (
    ("case", lambda _, _s: ""),
    ("site", lambda _, s: _last(s.site, UNKNOWN)),
    ("grade", lambda _, s: _last(s.grade, UNKNOWN)),
    ("extent", lambda _, s: _last(s.extent, UNKNOWN)),
    ("function", lambda _, s: _last(s.function, UNKNOWN)),
    ("most missing work-up", lambda _, s: s.workup[0] - s.workup[1]),
    ("status", lambda _, s: _STATUSES.index(s.status) if s.status in _STATUSES else 9),
    ("board day", lambda _, s: _last(s.board, "")),
    ("decision", lambda _, s: _DECISIONS.index(s.decision) if s.decision in _DECISIONS else 9),
    ("follow-up due", lambda _, s: _last(s.due_by, "")),
    ("title", lambda entry, _: _last(entry.title.casefold(), "")),
)


def ordered(
    entries: Sequence[ListedCase], order: int, *, backwards: bool = False
) -> list[ListedCase]:
    """Return cases in an order of `ORDERS`.

    Files that cannot be read come first whatever the order: they need somebody's attention. Those
    that are not read yet come last.
    """
    key = ORDERS[order][1]
    known = [(key(e, e.summary), e.name, n) for n, e in enumerate(entries) if e.summary]
    known.sort(reverse=backwards)
    faulty = sorted((e for e in entries if e.faults), key=lambda e: e.name)
    waiting = sorted((e for e in entries if not e.is_read), key=lambda e: e.name)
    return [*faulty, *(entries[n] for *_, n in known), *waiting]


def order_rows(order: int) -> list[ListRow]:
    """Return what cases can be sorted by; the same once more turns it round."""
    return [
        ListRow(
            sign="*" if n == order else "-",
            title=name,
            tail="once more: backwards" if n == order else "",
            key=str(n),
        )
        for n, (name, _) in enumerate(ORDERS)
    ]


# --- filters -----------------------------------------------------------------------------------

Fits = Callable[[Summary, str], bool]
"""Says of a case, on a day in ISO, whether it is in a group."""

GROUPS: Sequence[tuple[str, Fits]] = (
    ("work-up incomplete", lambda s, _: s.workup[0] < s.workup[1]),
    ("ready for the board", lambda s, _: s.status == "ready"),
    ("not ready", lambda s, _: s.status == "not ready"),
    ("not planned", lambda s, _: s.status == "not planned"),
    ("board ahead", lambda s, today: s.board >= today),
    ("decided", lambda s, _: s.decision == "decided"),
    ("changed since the decision", lambda s, _: s.decision == "changed"),
    ("follow-up overdue", lambda s, today: "" < s.due_by < today),
    ("follow-up without a date", lambda s, _: s.undated),
)
ALL = "all"
ARCHIVED = "archived"
_FAULTY = "faulty"
_BOARD = "board of "


def groups(entries: Sequence[ListedCase], today: str) -> list[tuple[str, int]]:
    """Return name and count of each group that has cases, all cases first, board days last."""
    read = [e.summary for e in entries if e.summary]
    made = [(ALL, len(entries)), (_FAULTY, sum(bool(e.faults) for e in entries))]
    made += [(name, sum(fits(s, today) for s in read)) for name, fits in GROUPS]
    days = Counter(s.board for s in read if s.board)
    ahead = sorted(day for day in days if day >= today)
    past = sorted((day for day in days if day < today), reverse=True)
    made += [(f"{_BOARD}{day}", days[day]) for day in (*ahead, *past)[:_BOARDS]]
    return [(name, count) for name, count in made if count or name == ALL]


def group_rows(found: Sequence[tuple[str, int]]) -> list[ListRow]:
    """Return groups as rows, each with how many cases it has."""
    return [
        ListRow(sign="-", word=str(count), column=7, title=name, key=name) for name, count in found
    ]


def matching(entries: Sequence[ListedCase], wanted: str, only: str, today: str) -> list[ListedCase]:
    """Return the cases of a group that hold every word of ``wanted``, in the order they have.

    Archived cases are given by themselves: they are in no other group.
    """
    kept = list(entries)
    if only == _FAULTY:
        kept = [e for e in kept if e.faults]
    elif only.startswith(_BOARD):
        day = only.removeprefix(_BOARD)
        kept = [e for e in kept if e.summary and e.summary.board == day]
    elif only not in (ALL, ARCHIVED):
        fits = dict(GROUPS)[only]
        kept = [e for e in kept if e.summary and fits(e.summary, today)]
    for word in wanted.casefold().split():
        kept = [e for e in kept if word in e.words]
    return kept
