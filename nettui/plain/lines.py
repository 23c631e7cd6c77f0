"""Items of a sheet and rows of a record as lines that are read aloud."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from nettui.engine.protocol.entry import Entry
from nettui.exchange.document import Line
from nettui.exchange.layout import lines_by_item, note_lines
from nettui.plain.session import Numbered, Told
from nettui.sheet.basis import brief_basis, signs
from nettui.sheet.doses import checked
from nettui.sheet.item import Item, Section
from nettui.sheet.kinds import UNKNOWN
from nettui.store.diff import Change
from nettui.tui.rows.field import FieldRow
from nettui.tui.rows.layout import ListRow

_WANTED = {"!": "needed", "?": "asked for"}  # of a field of the record, by its sign
# How a date is confirmed on a screen, and here.
_BY_KEY, _BY_WORD = "Enter twice confirms", "set it to confirm it"
_NOTHING = "nothing"
_SILENT = "The protocol in force has no rule for this."


def spoken(text: str) -> str:
    """Return a line of a sheet without the signs between its parts, which are read out as words."""
    return text.replace(" · ", ", ")


# --- a plan --------------------------------------------------------------------------------------


def item_told(
    section: Section, number_of: Callable[[Item], Numbered | None], *, briefly: bool = False
) -> Iterator[Told]:
    """Yield the items of a section, each with its number and its notes below it.

    ``briefly``: what a line rests on is left to its reasons; marks that warn stay.
    """
    for item, lines in lines_by_item(section, _rests_on):
        first, *notes = lines
        if briefly:
            text = f"{_text(first, '')} {signs(item.entries)}".rstrip()
        else:
            text = _text(first, first.basis)
        yield Told(text, number=number_of(item))
        yield from (Told(_text(note, note.basis), note.depth + 1) for note in notes)


def section_told(section: Section, number_of: Callable[[Item], Numbered | None]) -> Iterator[Told]:
    """Yield a section under its title."""
    yield Told(f"{spoken(_titled(section.title, section.answer))}:")
    lines = tuple(item_told(section, number_of))
    yield from lines or (Told("Nothing applies here." if section.counted else _SILENT),)


def reasons_told(sheet: Iterable[Section]) -> Iterator[Told]:
    """Yield reasons, each part under its title."""
    for section in sheet:
        if section.title:
            count_only = section.answer.isdecimal()  # what is counted follows
            title = _titled(section.title, "" if count_only else section.answer)
            yield Told(f"{spoken(title)}:")
        for item in section.items:
            if item.kind is UNKNOWN:
                yield Told(item.title, bool(section.title))
                continue
            for line in note_lines((item,), 0):
                yield Told(_text(line, line.basis), line.depth + bool(section.title))


def _titled(title: str, answer: str) -> str:
    return f"{title}, {answer}" if answer else title


def _rests_on(entries: Sequence[Entry]) -> str:
    return brief_basis(entries)


def _text(line: Line, rests: str) -> str:
    text = checked(line.text)
    text = f"{line.label}: {text}" if line.label else text
    return spoken(f"{text} [{rests}]" if rests else text)


# --- what changed --------------------------------------------------------------------------------


def change_words(change: Change) -> str:
    """Return a field before and after, in words."""
    return f"{change.label}: {change.before or _NOTHING}, now {change.after or _NOTHING}"


# --- a record ------------------------------------------------------------------------------------


def row_told(
    row: ListRow, number_of: Callable[[ListRow], Numbered | None] = lambda _row: None
) -> Iterator[Told]:
    """Yield a row with its notes below it."""
    if row.heading:
        yield Told(f"{_titled(row.title, row.tail)}:")
        return
    yield Told(spoken(row_text(row)), number=number_of(row))
    yield from (Told(spoken(text), 1) for text, _ in row.notes)


def row_text(row: ListRow) -> str:
    """Return a row in one line."""
    is_field = isinstance(row.subject, FieldRow)
    word, title = row.word.strip(), row.title
    if is_field and title == "-":
        title = "not recorded"
    text = f"{word}: {title}" if word and title else word or title
    wanted = _WANTED.get(row.sign, "") if is_field else ""
    return ", ".join(filter(None, (text, wanted, row.tail.replace(_BY_KEY, _BY_WORD))))
