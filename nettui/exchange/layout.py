"""A sheet as a document: which label, text and basis each item has on paper."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from nettui.engine.plan.findings import Conflict, Finding
from nettui.engine.protocol.entry import Entry
from nettui.exchange.document import Document, Line, Part
from nettui.sheet.basis import basis, compact, number, pointer, signs, unique
from nettui.sheet.item import Item, Section, findings_in
from nettui.sheet.kinds import (
    AGAINST,
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
    HAS,
    HOLDS,
    JUDGEMENT,
    KNOWN,
    LACKS,
    MAY_BE_NEEDED,
    MAY_CHANGE,
    MISSING,
    MONITORING,
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
    UNKNOWN,
    WAITING,
    WAITS_FOR,
    WANTED,
    YES,
    Kind,
)

_SILENT = (Line("The protocol in force has no rule for this."),)
# What the title of a section says already has no label, what is known is counted in the head.
_LABELS: Mapping[Kind, str] = {
    PITFALL: "",
    JUDGEMENT: "",
    RECORD: "",
    OVERDUE: DUE.word,
    NO_DATE: DUE.word,
    SIDE: "",
    AGAINST: AGAINST.word,
    WANTED: "",
    WAITS_FOR: "",
    OVERRIDDEN_BY: "",
}
_DECIDE = "Decide between"
_LEFT_OUT = (KNOWN, NOT_NEEDED)
_GUARDS = (STOP, CAUTION, FIRST)
_ASIDE_LAST = (SAID, WAITING, DOSE, MONITORING, EVIDENCE)
_INLINE = (HOLDS, MAY_CHANGE, CAPS, DECIDES, CONCERNS)


def as_document(sheet: Iterable[Section]) -> Document:
    """Return a sheet as titled parts of lines."""
    return tuple(Part(section.title, lines_of(section.items) or _SILENT) for section in sheet)


def reasons_document(sheet: Iterable[Section]) -> Document:
    """Return reasons as titled parts of lines, the first of them the head."""
    head, *sections = sheet
    parts = (Part(s.title, tuple(note_lines(s.items, 0)) or _SILENT) for s in sections)
    return (Part(head.title, ()), *parts)


def lines_of(items: Iterable[Item]) -> tuple[Line, ...]:
    """Return items as lines, but for what is said elsewhere on paper."""
    kept = (item for item in items if item.kind not in _LEFT_OUT and not item.is_repeated)
    return tuple(line for n, item in enumerate(kept, 1) for line in _lines(item, n))


def _lines(item: Item, place: int = 1, depth: int = 0) -> Iterator[Line]:
    """Yield an item, and its notes below it. ``place`` is its place in its section."""
    yield Line(
        _text(item),
        _basis(item),
        _label(item, place),
        depth,
        tuple(unique(_tells(item))),
    )
    for note in () if item.is_pointer else item.notes:
        if note.kind in (SIDE, AGAINST):
            for said in note.notes:
                yield Line(_text(said), _basis(said), note.kind.word, depth + 1)
        elif note.kind not in _INLINE:
            yield from _lines(note, depth=depth + (note.kind is not STATUS))


def note_lines(notes: Iterable[Item], depth: int = 1) -> Iterator[Line]:
    """Yield notes as lines of their own, below what they are about."""
    for note in notes:
        yield from _lines(note, depth=depth)


def traced(
    text: str,
    entries: Iterable[Entry],
    label: str = "",
    *,
    depth: int = 0,
    most: int = 99,
    stage: str = "",
) -> Line:
    """Return a line that tells of entries, with their basis in little room."""
    known = tuple(entries)
    tells = tuple(unique(e.id for e in known))
    return Line(text, compact(known, most, stage), label, depth, tells)


def _tells(item: Item) -> Iterator[str]:
    """Yield the ids of what a line tells; of what it only points to the guards, said in full."""
    if not item.is_pointer:
        yield from (finding.id for finding in findings_in(item.subject))
    if not item.is_pointer or item.kind in (FIRST, CAUTION):
        yield from (entry.id for entry in item.entries)


def _label(item: Item, place: int) -> str:
    if isinstance(item.subject, Conflict):
        return _DECIDE if item.is_pointer else str(item.place)
    if item.is_pointer:
        return item.kind.word
    if item.kind is UNKNOWN:
        return f"{place} {item.title}"
    if any(note.kind is STATUS for note in item.notes):
        return ""
    if item.kind in _GUARDS and item.aside:
        return f"{item.kind.word}, {item.aside}"
    if item.kind in (SAID, CITED):
        return item.names
    return _LABELS.get(item.kind, item.kind.word)


def _basis(item: Item) -> str:
    if item.kind is OVERRIDDEN_BY:
        return signs(item.entries)
    if item.kind in _ASIDE_LAST:
        return " · ".join(unique((item.aside, basis(item.entries))))
    return item.fact or (pointer if item.is_pointer else basis)(item.entries)


# --- the text of a line ------------------------------------------------------------------------


def _text(item: Item) -> str:
    return _TEXTS.get(item.kind, _sentence)(item)


def _sentence(item: Item) -> str:
    """Return what a rule says, and what may override it."""
    return " ".join((item.title, *(n.title for n in item.notes if n.kind is MAY_CHANGE)))


def _option(item: Item) -> str:
    if isinstance(item.subject, Finding):
        return _sentence(item)
    if item.is_pointer:
        needs = "".join(f": needs {note.title}" for note in item.notes)
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
    return f"{item.when}{late}: {item.title} ({item.aside})."


def _question(item: Item) -> str:
    caps, decides, concerns = (
        [note.title for note in item.notes if note.kind is kind]
        for kind in (CAPS, DECIDES, CONCERNS)
    )
    said = [f"caps the plan ({' '.join(caps)})"] if caps else []
    if decides:
        said.append(f"decides {number(len(decides), 'rule', 'rules')} ({' '.join(decides)})")
    return "; ".join((*said, f"concerns {', '.join(concerns)}")) if concerns else "; ".join(said)


def _clause(item: Item) -> str:
    return f"{item.title}; got {item.aside}" if item.aside else item.title


_TEXTS: Mapping[Kind, Callable[[Item], str]] = {
    **dict.fromkeys((DO, CONSIDER, NOT_CLEARED, CONTRAINDICATED), _option),
    **dict.fromkeys((MISSING, MAY_BE_NEEDED), _need),
    **dict.fromkeys((DUE, OVERDUE, NO_DATE), _due),
    **dict.fromkeys((YES, OPEN, NO, HAS, LACKS), _clause),
    CONFLICT: _conflict,
    SIDE: lambda item: f"{item.names}: {item.title}" if item.names else item.title,
    UNKNOWN: _question,
    WAITS_FOR: lambda item: f"needs {item.title}",
    WANTED: lambda item: f"wanted {item.title}; got {item.aside}",
    OVERRIDDEN_BY: lambda item: " ".join((f"by {item.title}", *item.sentences)),
}
