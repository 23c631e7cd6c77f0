"""Reasons as rows of the terminal: clauses, guards, sentences, what would change a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import evolve

from nettui.engine.plan.findings import Conflict, Finding
from nettui.sheet import kinds
from nettui.sheet.basis import basis
from nettui.sheet.item import Item, Section
from nettui.tui.rows.headings import heading
from nettui.tui.rows.layout import ListRow
from nettui.tui.rows.sheet_rows import item_row

_CLAUSES = (kinds.YES, kinds.OPEN, kinds.NO)
_GOT = (*_CLAUSES, kinds.HAS)


def reason_rows(sheet: Iterable[Section]) -> tuple[ListRow, ...]:
    """Return reasons as rows, under the titles of their sections."""
    return tuple(row for section in sheet for row in _section_rows(section))


def _section_rows(section: Section) -> Iterator[ListRow]:
    if section.title:
        yield heading(section.title, section.answer)
    for item in section.items:
        yield from _rows(item)


def _rows(item: Item, depth: int = 0) -> Iterator[ListRow]:
    if item.kind is kinds.CONDITION:
        for clause in item.notes:
            yield from _rows(clause)
    elif item.kind in _CLAUSES:
        yield _row(item, depth)
        for clause in item.notes:
            yield from _rows(clause, depth + 1)
    else:
        # A reason is not a line of its own that could be marked.
        is_conflict = isinstance(item.subject, Conflict)
        yield evolve(item_row(item), key="", subject=None) if is_conflict else _row(item)


def _row(item: Item, depth: int = 0) -> ListRow:
    kind = item.kind
    if not kind.sign:
        return ListRow(title=item.title)
    return ListRow(
        sign="  " * depth + ("?" if item.is_unsure else kind.sign),
        word=_word(item),
        tone="unknown" if item.is_unsure else kind.tone,
        title=item.title,
        tail=_tail(item),
        notes=tuple((_note(n), "") for n in item.notes if n.kind in (kinds.WANTED, kinds.REASON)),
        key=item.id,
    )


def _word(item: Item) -> str:
    """Return the word of an item: of a rule, how it stands."""
    if isinstance(item.subject, Finding):
        status = next(note.title for note in item.notes if note.kind is kinds.STATUS)
        return status[:1].upper() + status[1:]
    return item.kind.word or item.names


def _tail(item: Item) -> str:
    """Return what stands behind a row: what was got, what it rests on.

    The sentences of a rule, a need or an order stand below it.
    """
    if item.kind in _GOT:
        return f"got: {item.aside}" if item.aside else ""
    if item.kind is kinds.DECIDED_BY or any(note.kind is kinds.STATUS for note in item.notes):
        return ""
    return " · ".join(filter(None, (item.fact or item.aside, basis(item.entries))))


def _note(note: Item) -> str:
    if note.kind is kinds.WANTED:
        return f"Wanted {note.title}; got {note.aside}"
    return f"{note.kind.word}: {note.title}"
