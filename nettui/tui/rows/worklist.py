"""The worklist as a table: its columns for a width, a row for each case, filter and order."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from nettui.tui.desk import Entry, Summary
from nettui.tui.rows.lines import Column

HEADINGS = ("Case", "Site", "Grade", "Extent", "Function", "W-up", "Status")
_LEAST = (16, 13, 6, 12, 9, 5, 12)
_MOST = (34, 16, 12, 14, 16, 5, 12)
TONES = {"definitive": "do", "provisional": "held", "blocked": "stop", "out of scope": "conflict"}
_STATUSES = ("blocked", "out of scope", "provisional", "definitive")


def columns_for(width: int) -> tuple[Column, ...]:
    """Return the columns; what room there is beyond the least goes to each in turn."""
    widths = list(_LEAST)
    room = width - sum(widths) - len(widths)
    for n, most in enumerate(_MOST):
        more = min(max(room, 0), most - widths[n])
        widths[n] += more
        room -= more
    if room < 0:
        widths[0] = max(widths[0] + room, 6)
    if room > 0:
        widths.append(room - 1)
    titles = (*HEADINGS, "Title")[: len(widths)]
    return tuple(Column(title, size) for title, size in zip(titles, widths, strict=True))


def row_of(entry: Entry, count: int) -> tuple[tuple[str, ...], str]:
    """Return the texts of a case for that many columns, and their tone."""
    if entry.faults:
        faults = len(entry.faults)
        says = f"{faults} fault{'s' if faults > 1 else ''}: {entry.faults[0]}"
        return _padded((entry.name, "not read", "", "", "", "", "faulty", says), count), "stop"
    if entry.summary is None:
        return _padded((entry.name, "reading"), count), ""
    s = entry.summary
    texts = (
        entry.name,
        s.site,
        s.grade,
        s.extent,
        s.function,
        "{}/{}".format(*s.workup),
        s.status,
        " · ".join(part for part in (_board(s), entry.title) if part),
    )
    return _padded(texts, count), ""


def _board(summary: Summary) -> str:
    """Return the day of the board and whether it has decided."""
    day = f"board {summary.board}" if summary.board else ""
    decision = {"changed": "CHANGED SINCE DECISION"}.get(summary.decision, summary.decision)
    return " ".join(part for part in (day, decision) if part)


def _padded(texts: tuple[str, ...], count: int) -> tuple[str, ...]:
    return (*texts, *("" for _ in range(count)))[:count]


def text_of(entry: Entry) -> str:
    """Return everything a case can be found by."""
    texts, _ = row_of(entry, len(HEADINGS) + 1)
    return " ".join((*texts, entry.key)).casefold()


def _text_order(n: int) -> Callable[[Entry], object]:
    def by(entry: Entry) -> object:
        return (entry.summary is None, row_of(entry, len(HEADINGS))[0][n], entry.name)

    return by


def _missing_order(entry: Entry) -> object:
    known, needed = entry.summary.workup if entry.summary else (0, 0)
    return (entry.summary is None, known - needed, entry.name)


def _status_order(entry: Entry) -> object:
    word = entry.summary.status if entry.summary else ""
    rank = _STATUSES.index(word) if word in _STATUSES else len(_STATUSES)
    return (rank, entry.name)


ORDERS: Sequence[tuple[str, Callable[[Entry], object]]] = (
    ("case", lambda entry: entry.name),
    ("site", _text_order(1)),
    ("grade", _text_order(2)),
    ("most missing work-up", _missing_order),
    ("status", _status_order),
)


def _is_incomplete(entry: Entry) -> bool:
    known, needed = entry.summary.workup if entry.summary else (0, 0)
    return known < needed


def _has(field: str, *values: str) -> Callable[[Entry], bool]:
    def fits(entry: Entry) -> bool:
        value = getattr(entry.summary, field) if entry.summary else ""
        return value in values if values else bool(value)

    return fits


FILTERS: Sequence[tuple[str, Callable[[Entry], bool]]] = (
    ("all", lambda _entry: True),
    ("work-up incomplete", _is_incomplete),
    ("ready for the board", _has("status", "definitive")),
    ("blocked", _has("status", "blocked")),
    ("with a board date", _has("board")),
    ("decided", _has("decision", "decided")),
    ("changed since the decision", _has("decision", "changed")),
    ("faulty", lambda entry: bool(entry.faults)),
)


def groups(entries: Sequence[Entry]) -> list[tuple[int, str, int]]:
    """Return number, name and count of each group of `FILTERS` that has cases, all cases first."""
    counts = [(n, name, sum(map(fits, entries))) for n, (name, fits) in enumerate(FILTERS)]
    return [(n, name, count) for n, name, count in counts if count or n == 0]


def listed(entries: Sequence[Entry], wanted: str, order: int, only: int = 0) -> list[Entry]:
    """Return the cases of a filter that hold every word of ``wanted``, in an order of `ORDERS`.

    Files that cannot be read come first whatever the order: they need somebody's attention.
    """
    words = wanted.casefold().split()
    fits = FILTERS[only][1]
    kept = [
        e for e in entries if fits(e) and (not words or all(word in text_of(e) for word in words))
    ]
    key = ORDERS[order][1]
    return sorted(kept, key=lambda e: (not e.faults, key(e)))
