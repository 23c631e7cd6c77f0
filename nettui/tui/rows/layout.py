"""Rows of a list before they have a width, and how they become lines of a terminal.

Nothing here knows Textual: a row is laid out as runs of text, each with the name of a tone, and
the widgets look the tones up in nettui.tcss.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import zip_longest

from attrs import field, frozen

from nettui.display import cells, clip, fold, safe
from nettui.exchange.document import wrap

Run = tuple[str, str]
"""Text and the tone in which it is shown (empty: as it is)."""
Line = tuple[Run, ...]
Shown = Callable[[str], str]
"""Makes text safe for the terminal at hand (`nettui.display.safe`, or its ASCII form)."""

WORD = 15  # usual cells of the word before a row: "Contraindicated"
_LEAST_COLUMN = 20  # narrower, texts stand below each other
_WARNING = re.compile(r"\([A-Z]\)")  # the sign of a mark that a reader must know of
_ROOM_FOR_WORD = 66  # narrower than this, the word stands in the text


@frozen(kw_only=True)
class ListRow:
    """One row: ``sign word title · tail`` with its notes below, all wrapped under the title.

    ``column`` is the room for the word; a ``changed`` row is marked in the cell of the cursor; a
    ``line`` is cut to one, its tail last; others to ``most`` lines where there is a limit.
    What stands ``beside`` each other is laid out in columns where there is room.
    Rows with a ``key`` can be selected; ``subject`` is what the row is about. A ``heading`` is a
    rule with its title. ``also`` is what it is found by, between bars,
    and not shown. Without sign and word a row stands ``depth`` steps in.
    """

    title: str
    tail: str = ""
    sign: str = ""
    word: str = ""
    tone: str = ""
    notes: tuple[Run, ...] = ()
    beside: tuple[str, ...] = ()
    depth: int = 0
    column: int = WORD
    changed: bool = False
    line: bool = False
    most: int = 0
    heading: bool = False
    key: str = ""
    also: str = ""
    subject: object = field(default=None, eq=False)

    @property
    def text(self) -> str:
        """Everything it says, for finding it."""
        return " ".join(
            (self.word, self.title, self.tail, *(text for text, _ in self.notes), *self.beside)
        )


def layout(row: ListRow, width: int, shown: Shown = safe) -> list[Line]:
    """Return the row as lines of at most ``width`` cells. The first cell is kept for a cursor."""
    if row.heading:
        return [_heading(row, width, shown)]
    lead, title = _lead(row, width, shown)
    hang = " " * sum(cells(text) for text, _ in lead)
    room = max(width - cells(hang), 4)
    tail = shown(f" · {row.tail}" if row.tail and title else row.tail)
    most = 1 if row.line else row.most
    if most:
        title, tail = _within(title, tail, room, most, shown("…"))
    lines = list(_two_tones(title, tail, room, row))
    for note, tone in row.notes:
        lines += [((text, tone),) for text in wrap(shown(note), room, "  ", "    ")]
    lines += _columns(row.beside, room, shown)
    made: list[Line] = [(*lead, *lines[0])]
    made += [((hang, ""), *line) for line in lines[1:]]
    return made


def _within(title: str, tail: str, room: int, most: int, sign: str) -> tuple[str, str]:
    """Return a title and its tail within so many lines: words go before what they rest on.

    Of a tail that has no room the signs that warn stay; a title is cut between words.
    """
    warnings = "".join(_WARNING.findall(tail))
    shorter = f" {warnings}" if warnings else ""
    for behind in (tail, shorter):
        if len(wrap(title + behind, room)) <= most:
            return title, behind
    *whole, last = wrap(title, room)[:most]
    left = room - cells(sign) - cells(shorter)
    if left < 1:
        shorter, left = "", max(room - cells(sign), 1)
    while cells(last) > left:
        last = last.rpartition(" ")[0] or clip(last, left, "")
    return " ".join((*whole, last.rstrip(",;: ") + sign)), shorter


def _columns(texts: Sequence[str], room: int, shown: Shown) -> Iterator[Line]:
    """Yield texts side by side, below each other where that would be too narrow."""
    if not texts:
        return
    width = (room - 3 * (len(texts) - 1)) // len(texts)
    if width < _LEAST_COLUMN:
        for text in texts:
            yield from (((line, ""),) for line in wrap(shown(text), room, "  ", "    "))
        return
    wrapped = [wrap(shown(text), width) for text in texts]
    for parts in zip_longest(*wrapped, fillvalue=""):
        filled = [part + " " * (width - cells(part)) for part in parts]
        yield ((" | ".join(filled).rstrip(), ""),)


def _heading(row: ListRow, width: int, shown: Shown) -> Line:
    rule = shown("─")
    title = f"{rule * 2} {shown(row.title)} "
    if row.tail:
        title += f"{rule} {shown(row.tail)} "
    title = clip(title, width, shown("…"))
    return ((title + rule * (width - cells(title)), "heading"),)


def _lead(row: ListRow, width: int, shown: Shown) -> tuple[list[Run], str]:
    """Return what stands before the text, and the text."""
    title, word = shown(row.title), shown(row.word)
    start = "*" if row.changed else " "
    if not row.sign:
        return [("  " * row.depth + start, "changed" if row.changed else "")], title
    if word and row.column == WORD and width < _ROOM_FOR_WORD:
        title, word = f"{word}: {title}", ""
    lead: list[Run] = [(start, ""), (f"{shown(row.sign)} ", row.tone)]
    if word:
        column = min(row.column, width // 2)
        kept = clip(word, column, shown("…"))
        lead.append((kept + " " * (column - cells(kept) + 1), row.tone))
    return lead, title


def _two_tones(title: str, tail: str, room: int, row: ListRow) -> Iterator[Line]:
    """Wrap title and tail as one text, the title in its own tone."""
    tone = "title" if row.sign else row.tone
    left = len("".join(title.split()))  # wrapping moves blanks only
    for line in wrap(title + tail, room):
        at = 0
        while at < len(line) and left:
            left -= not line[at].isspace()
            at += 1
        yield tuple(run for run in ((line[:at], tone), (line[at:], "")) if run[0]) or (("", ""),)


@frozen
class Column:
    """A column of a table: its heading, how many cells it takes, whether texts keep their end."""

    title: str
    width: int
    folded: bool = False


def columns(texts: Sequence[str], at: Sequence[Column], shown: Shown = safe) -> str:
    """Return one line of a table, each text clipped or filled to its column."""
    made = []
    for text, column in zip(texts, at, strict=True):
        cut = fold if column.folded else clip
        kept = cut(shown(text), column.width, shown("…"))
        made.append(kept + " " * (column.width - cells(kept)))
    return " " + " ".join(made)


def matching(rows: Sequence[ListRow], wanted: str) -> tuple[ListRow, ...]:
    """Return the rows whose text holds every word of ``wanted``, under their headings."""
    words = wanted.casefold().split()
    kept: list[ListRow] = []
    heading: ListRow | None = None
    for row in rows:
        if row.heading:
            heading = row
        elif all(word in row.text.casefold() for word in words):
            if heading is not None:
                kept.append(heading)
                heading = None
            kept.append(row)
    return tuple(kept)


def by_name(rows: Sequence[ListRow], wanted: str) -> tuple[ListRow, ...]:
    """Return the rows found by a part of their name, the nearest first.

    Nearest is the name itself or another name of it, then one that holds the words whole, then one
    that begins so, then one with words that begin so, then one that holds them anywhere; among
    equals what is missing, then the shorter. Rows in whose other text alone every word stands come
    last.
    """
    words = wanted.casefold().split()
    if not words:
        return tuple(rows)
    found = [(_far(row, words), row) for row in rows if not row.heading]
    return tuple(row for at, row in sorted(found, key=lambda one: one[0]) if at < _NOWHERE)


_NOWHERE = (9, 0, 0)


def _far(row: ListRow, words: Sequence[str]) -> tuple[int, int, int]:
    """Return how far a row is from the words that are searched for."""
    name, phrase = row.title.casefold(), " ".join(words)
    begun = _words(name)
    among = (0 if row.sign == "!" else 1, len(begun))
    also = row.also.casefold().split("|") if row.also else []
    if name == phrase or phrase in also:
        return 0, *among
    if all(word in begun for word in words):
        # The label itself says it, before one that has it somewhere.
        return (1 if name.startswith(phrase) else 2), *among
    if name.startswith(phrase):
        return 3, *among
    if any(other.startswith(phrase) for other in also):
        return 4, *among
    beginnings = [*begun, *(part for other in also for part in _words(other))]
    if all(any(part.startswith(word) for part in beginnings) for word in words):
        return 5, *among
    if all(word in name for word in words):
        return 6, *among
    if all(word in row.text.casefold() for word in words):
        return 7, *among
    return _NOWHERE


def _words(text: str) -> list[str]:
    return [part for part in re.split(r"[^\w%]+", text) if part]


def clipped(text: str, width: int, shown: Shown = safe, tone: str = "") -> Line:
    """Return one line of a screen, filled or cut to its width."""
    kept = clip(" " + shown(text), width, shown("…"))
    return ((kept + " " * (width - cells(kept)), tone),)


def pane_title(text: str, hidden: str, width: int, shown: Shown) -> Line:
    """Return the heading of a pane, with how much is hidden above and below."""
    right = f" {hidden} " if hidden else ""
    left = clip(shown(f" {text} "), width - cells(right), shown("…"))
    return ((left + " " * (width - cells(left) - cells(right)) + right, "title"),)
