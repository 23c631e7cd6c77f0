"""A sheet as a document: which label, text and basis each item has on paper."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from attrs import evolve

from nettui.engine.plan.findings import Conflict, Finding
from nettui.engine.protocol.entry import Entry
from nettui.exchange.document import Document, Line, Part
from nettui.sheet.basis import basis, number, pointer, signs, unique
from nettui.sheet.item import Item, Section, findings_in
from nettui.sheet.kinds import (
    AGAINST,
    ASKED,
    BRANCH,
    CAPS,
    CAUTION,
    CITED,
    CONCERNS,
    CONFLICT,
    CONSIDER,
    CONTRAINDICATED,
    DECIDES,
    DO,
    DOSE,
    DUE,
    EVIDENCE,
    FIRST,
    FOLLOWS,
    HAS,
    HOLDS,
    JUDGEMENT,
    KNOWN,
    LACKS,
    MAY_BE_NEEDED,
    MAY_CHANGE,
    MISSING,
    MONITORING,
    MORE,
    NO,
    NO_DATE,
    NOT_CLEARED,
    NOT_NEEDED,
    OPEN,
    OVERDUE,
    OVERRIDDEN_BY,
    PITFALL,
    RECORD,
    SAID,
    SIDE,
    STATUS,
    STOP,
    TO_MIND,
    UNKNOWN,
    WAITING,
    WAITS_FOR,
    WANTED,
    YES,
    Kind,
)
from nettui.sheet.merging import offers_of
from nettui.sheet.sheet import NOTES, PITFALLS
from nettui.sheet.wording import ended

_SILENT = (Line("The protocol in force has no rule for this."),)
# What its section or the line above says already has no label; what is known, the head counts.
_LABELS: Mapping[Kind, str] = {
    **dict.fromkeys((ASKED, BRANCH), ""),  # their word begins the sentence
    JUDGEMENT: "",
    OVERDUE: DUE.word,
    NO_DATE: DUE.word,
    SIDE: "",
    AGAINST: AGAINST.word,
    WANTED: "",
    WAITS_FOR: "",
    OVERRIDDEN_BY: "",
}
_SAID_BY: Mapping[str, Kind] = {PITFALLS: PITFALL, NOTES: RECORD}
_DECIDE = "Decide between"
_LEFT_OUT = (KNOWN, NOT_NEEDED)
_GUARDS = (STOP, CAUTION, FIRST)
_ASIDE_LAST = (SAID, WAITING, DOSE, MONITORING, EVIDENCE)
_INLINE = (HOLDS, MAY_CHANGE, CAPS, DECIDES, CONCERNS)


Rests = Callable[[Sequence[Entry]], str]
"""How a line says what it rests on."""


def as_document(sheet: Iterable[Section], rests: Rests = basis) -> Document:
    """Return a sheet as titled parts of lines, each with what it ``rests`` on."""
    return tuple(Part(section.title, _lines_of(section, rests)) for section in sheet)


def reasons_document(sheet: Iterable[Section]) -> Document:
    """Return reasons as titled parts of lines, the first of them the head."""
    head, *sections = sheet
    parts = (Part(s.title, tuple(note_lines(s.items, 0)) or _SILENT) for s in sections)
    return (Part(head.title, ()), *parts)


def _lines_of(section: Section, rests: Rests) -> tuple[Line, ...]:
    """Return a section as lines, but for what is said elsewhere on paper."""
    lines = tuple(line for _, mine in lines_by_item(section, rests) for line in mine)
    return lines or (() if section.counted else _SILENT)


def lines_by_item(
    section: Section, rests: Rests = basis
) -> Iterator[tuple[Item, tuple[Line, ...]]]:
    """Yield each item of a section with its lines, but for what is said elsewhere on paper."""
    kept = (item for item in section.items if item.kind not in _LEFT_OUT and not item.is_repeated)
    said = _SAID_BY.get(section.title)
    for n, item in enumerate(kept, 1):
        is_said = item.kind is said
        yield (
            item,
            tuple(
                evolve(line, label="") if is_said and not line.depth else line
                for line in _lines(item, n, rests=rests)
            ),
        )


def _lines(item: Item, place: int = 1, depth: int = 0, rests: Rests = basis) -> Iterator[Line]:
    """Yield an item, and its notes below it. ``place`` is its place in its section."""
    yield Line(
        _text(item),
        _basis(item, rests),
        _label(item, place),
        depth,
        tuple(unique(_tells(item))),
    )
    for note in () if item.is_pointer else item.notes:
        if note.kind in (SIDE, AGAINST):
            for said in note.notes:
                yield Line(
                    _text(said),
                    _basis(said, rests),
                    note.kind.word,
                    depth + 1,
                    tuple(_tells(said)),
                )
        elif note.kind not in _INLINE:
            yield from _lines(note, depth=depth + (note.kind is not STATUS), rests=rests)


def note_lines(notes: Iterable[Item], depth: int = 1) -> Iterator[Line]:
    """Yield notes as lines of their own, below what they are about."""
    for note in notes:
        yield from _lines(note, depth=depth)


def _tells(item: Item) -> Iterator[str]:
    """Yield the ids of what a line tells: of options the rules that speak, of a conflict its side.

    Of what it only points to those are the guards, which are said in full.
    """
    for one in item.folded:
        yield from _tells(one)
    is_said_by_entries = item.folded or offers_of(item) or isinstance(item.subject, Conflict)
    if not item.is_pointer and not is_said_by_entries:
        yield from (finding.id for finding in findings_in(item.subject))
    if not item.is_pointer or item.kind in TO_MIND:
        yield from (entry.id for entry in item.entries)


def _label(item: Item, place: int) -> str:
    if isinstance(item.subject, Conflict):
        return _DECIDE if item.is_pointer else str(item.place)
    if item.kind is UNKNOWN:
        return f"{place} {item.title}"
    if item.is_pointer:
        return _LABELS.get(item.kind, item.kind.word)
    if any(note.kind is STATUS for note in item.notes):
        return ""
    if item.kind in _GUARDS and item.aside:
        return f"{item.kind.word}, {item.aside}"
    if item.kind in (SAID, CITED, FOLLOWS):
        return item.names
    return _LABELS.get(item.kind, item.kind.word)


def _basis(item: Item, rests: Rests) -> str:
    if item.kind is OVERRIDDEN_BY:
        return signs(item.entries)
    if item.kind in _ASIDE_LAST:
        return " · ".join(unique((item.aside, rests(item.entries))))
    return item.fact or (pointer if item.is_pointer else rests)(item.entries)


# --- the text of a line ------------------------------------------------------------------------


def _text(item: Item) -> str:
    if item.folded and item.kind is not MORE:
        return " ".join(ended(_text(one)) for one in item.folded)
    return _TEXTS.get(item.kind, _sentence)(item)


def _sentence(item: Item) -> str:
    """Return what a rule says, and what may override it."""
    return " ".join((item.title, *(n.title for n in item.notes if n.kind is MAY_CHANGE)))


def _option(item: Item) -> str:
    if isinstance(item.subject, Finding):
        return _sentence(item)
    if item.is_pointer:
        needs = "".join(f": {note.title}" for note in item.notes)
        return item.title + (f" ({item.aside})" if item.aside else needs)
    text = item.title
    text += f" (place {item.place})" if item.place else ""
    text += f" ({item.aside})" if item.aside else ""
    text += f", intent {' and '.join(item.purpose)}" if item.purpose else ""
    return text + (f": {' '.join(item.sentences)}" if item.sentences else "")


def _conflict(item: Item) -> str:
    return _option(item) if isinstance(item.subject, tuple) or item.is_pointer else item.title


def _need(item: Item) -> str:
    text = item.title + (f" ({item.aside})" if item.aside else "")
    held = (note.title for note in item.notes if note.kind is HOLDS)
    return f"{'. Holds '.join((text, *held))}."


def _due(item: Item) -> str:
    if item.is_pointer:
        return item.title
    if not item.when:
        return f"{item.title}: {item.aside}."
    late = " OVERDUE" if item.kind is OVERDUE else ""
    counted = f" ({item.aside})" if item.aside else ""
    return f"{item.when}{late}: {item.title}{counted}."


def _question(item: Item) -> str:
    caps, decides, concerns = (
        [note.title for note in item.notes if note.kind is kind]
        for kind in (CAPS, DECIDES, CONCERNS)
    )
    said = [f"caps the plan ({' '.join(caps)})"] if caps else []
    if decides:
        said.append(f"decides {number(len(decides), 'rule', 'rules')} ({' '.join(decides)})")
    return "; ".join((*said, f"concerns {', '.join(concerns)}")) if concerns else "; ".join(said)


def _with_aside(item: Item) -> str:
    return item.title + (f" ({item.aside})" if item.aside else "")


def _clause(item: Item) -> str:
    return f"{item.title}; got {item.aside}" if item.aside else item.title


_TEXTS: Mapping[Kind, Callable[[Item], str]] = {
    **dict.fromkeys((DO, CONSIDER, NOT_CLEARED, CONTRAINDICATED), _option),
    **dict.fromkeys((MISSING, MAY_BE_NEEDED), _need),
    **dict.fromkeys((DUE, OVERDUE, NO_DATE), _due),
    **dict.fromkeys((YES, OPEN, NO, HAS, LACKS), _clause),
    ASKED: lambda item: f"{item.kind.word} the {_with_aside(item)}",
    BRANCH: lambda item: f"{item.kind.word} {_with_aside(item)}",
    CONFLICT: _conflict,
    SIDE: lambda item: f"{item.names}: {item.title}" if item.names else item.title,
    UNKNOWN: _question,
    WANTED: lambda item: f"wanted {item.title}; got {item.aside}",
    OVERRIDDEN_BY: lambda item: " ".join((f"by {item.title}", *item.sentences)),
}
