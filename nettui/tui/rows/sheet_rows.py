"""A sheet as rows of the terminal: sign, word and tone of each item are those of its kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from attrs import evolve

from nettui.engine.language.stages import STAGE_TITLES, STAGES
from nettui.engine.plan.findings import Conflict, Finding, Question
from nettui.sheet.basis import brief_basis, cited, signs, some
from nettui.sheet.branches import BRANCHES
from nettui.sheet.item import Folded, Item, Section, Sheet
from nettui.sheet.kinds import (
    AGAINST,
    CANNOT_TELL,
    CASE,
    CAUTION,
    CHECK,
    CONCERNS,
    CONFLICT,
    CONSIDER,
    CONTRAINDICATED,
    DO,
    DUE,
    FIRST,
    FOLLOWS,
    GRADE,
    HOLDS,
    KNOWN,
    MAY_BE_NEEDED,
    MAY_CHANGE,
    MISSING,
    NEEDS,
    NO_DATE,
    NOT_CLEARED,
    NOT_NEEDED,
    NOT_NOW,
    NOTE,
    ORDER,
    OVERDUE,
    OVERRIDDEN,
    OVERRIDDEN_BY,
    PLUGIN,
    PLUGINS,
    PROTOCOL,
    READING,
    ROUTE,
    SAID,
    STOP,
    UNTOLD,
    WAITS_FOR,
    WANTED,
    Kind,
)
from nettui.sheet.priorities import WHAT_FIRST
from nettui.sheet.sheet import BOARD, CONFLICTS, MISSING_WORKUP, NOTES, PITFALLS, RECEIPTS
from nettui.tui.rows.headings import heading
from nettui.tui.rows.layout import ListRow, Run

CARE_SIGN = "! "  # before what this case brings up, under an option
MORE = " (a shows them)"
_SILENT = Item(kind=SAID, title="The protocol in force has no rule for this.")
_WANTED = 2  # what a rule that is not met wanted, at most
_CONCERNED = 6  # options named in a question
# The order of sections on a screen, and of the items of a stage.
_SECTIONS = (
    WHAT_FIRST,
    BRANCHES,
    MISSING_WORKUP,
    NOTES,
    CONFLICTS,
    *(STAGE_TITLES[stage] for stage in STAGES),
    PITFALLS,
    BOARD,
    RECEIPTS,
)
_OPTIONS = (CONFLICT, DO, CONSIDER, NOT_CLEARED, CONTRAINDICATED)
_ORDER: Mapping[Kind, int] = {
    kind: place
    for place, kinds in enumerate(
        (
            (MISSING, MAY_BE_NEEDED),
            (GRADE, ROUTE),
            (READING,),
            (DUE, OVERDUE, NO_DATE),
            _OPTIONS,
            (CANNOT_TELL,),
            (OVERRIDDEN,),
            (NOTE,),
            (ORDER,),
            (KNOWN, NOT_NEEDED),
            (NOT_NOW,),
        )
    )
    for kind in kinds
}


def arranged(sheet: Iterable[Section], notes: Sequence[str] = ()) -> Sheet:
    """Return a sheet in the order of a screen.

    What a later stage misses stands there; what the work-up misses has a section of its own.
    ``notes`` are what was said of plugins when they were published.
    """
    by_title = {section.title: section for section in sheet}
    needs = by_title[MISSING_WORKUP].items if MISSING_WORKUP in by_title else ()
    sections: list[Section] = []
    for title in _SECTIONS:
        if title not in by_title:
            continue
        section = by_title[title]
        items = section.items
        if title == MISSING_WORKUP:
            items = tuple(need for need in needs if _stage_of(need) not in STAGES[1:])
        elif section.stage:
            mine = () if section.stage == STAGES[0] else needs
            mine = tuple(need for need in mine if _stage_of(need) == section.stage)
            items = tuple(sorted((*mine, *items), key=_place))
        elif title == RECEIPTS:
            items = (*plugin_items(notes), *items)
        if section.stage or items:
            sections.append(evolve(section, items=items or (_SILENT,)))
    return tuple(sections)


def sheet_rows(sheet: Iterable[Section], row_of: Callable[[Item], ListRow]) -> tuple[ListRow, ...]:
    """Return a sheet as rows, each section under its title."""
    return tuple(row for section in sheet for row in _section_rows(section, row_of))


def _section_rows(section: Section, row_of: Callable[[Item], ListRow]) -> Iterator[ListRow]:
    number = f"{STAGES.index(section.stage) + 1} " if section.stage else ""
    yield heading(f"{number}{section.title}", section.answer, section.stage or None)
    yield from map(row_of, section.items)


def _stage_of(need: Item) -> str:
    return need.entries[0].stage


def _place(item: Item) -> int:
    return _ORDER[item.kind]


def plugin_items(notes: Iterable[str]) -> Iterator[Item]:
    """Yield what was said of plugins as items."""
    for n, note in enumerate(notes):
        # The word before it says so.
        yield Item(kind=PLUGIN, title=note.removeprefix("Plugin "), id=f"plugin:{n}", subject=note)


# --- one item ----------------------------------------------------------------------------------


def item_row(item: Item) -> ListRow:
    """Return the row of an item, its notes below it."""
    kind = item.kind
    if not kind.sign:
        return ListRow(title=_RECEIPTS.get(kind, _plainly)(item))
    return ListRow(
        sign=kind.sign,
        word=kind.word,
        tone=kind.tone,
        title=_TITLES.get(kind, _plainly)(item),
        tail=_tail(item),
        notes=tuple(_notes(item)),
        beside=tuple(map(_side, item.notes)) if isinstance(item.subject, Conflict) else (),
        key=item.id,
        subject=item.subject,
    )


def _plainly(item: Item) -> str:
    return item.title


def _option(item: Item) -> str:
    is_beside = item.aside and not item.is_pointer
    return f"{item.title} ({item.aside})" if is_beside else item.title


def _rule(item: Item) -> str:
    title = f"{item.names}: {item.title}" if item.names else item.title
    return title + MORE if isinstance(item.subject, Folded) else title


def _due(item: Item) -> str:
    return f"{item.when}: {item.title}" if item.when else item.title


_TITLES: Mapping[Kind, Callable[[Item], str]] = {
    **dict.fromkeys(_OPTIONS, _option),
    **dict.fromkeys((CANNOT_TELL, NOT_NOW), _rule),
    **dict.fromkeys((DUE, OVERDUE), _due),
}
_RECEIPTS: Mapping[Kind, Callable[[Item], str]] = {
    PLUGINS: lambda item: f"{item.aside}: {item.title}" if item.aside else item.title,
    PROTOCOL: lambda item: f"Protocol {item.title}",
    CASE: lambda item: f"Case {item.title}",
}


def _tail(item: Item) -> str:
    """Return what stands behind a row: its place, what it rests on, what it is for."""
    if isinstance(item.subject, Question) and item.is_pointer:
        return item.aside
    if isinstance(item.subject, Question):
        caps, decides = len(item.subject.needs), len(item.subject.findings)
        counts = (f"caps {caps}" if caps else "", f"decides {decides}" if decides else "")
        return ", ".join(filter(None, counts))
    if item.is_pointer and not isinstance(item.subject, Finding):
        cites = cited(item.entries, 1) if item.kind in (FIRST, CAUTION) else item.aside
        return f"{cites} {signs(item.entries)}".strip()
    parts = (
        f"place {item.place}" if item.place and not isinstance(item.subject, Conflict) else "",
        brief_basis(item.entries),
        f"intent: {', '.join(item.purpose)}" if item.purpose else "",
    )
    return " · ".join(filter(None, parts))


def _side(side: Item) -> str:
    """Return one side of a conflict: its options, what it says, what it rests on."""
    said = "; ".join(f"{_rule(note)} · {brief_basis(note.entries)}" for note in side.notes)
    return f"{AGAINST.word}: {said}" if side.kind is AGAINST else said


# --- notes -------------------------------------------------------------------------------------


def _notes(item: Item) -> Iterator[Run]:
    """Yield what stands below a row; guards that may hold are only counted."""
    if item.kind in _ASIDE_BELOW and item.aside:
        yield item.aside[:1].upper() + item.aside[1:], ""
    concerned = [note.title for note in item.notes if note.kind is CONCERNS]
    if concerned:
        yield f"Concerns {some(concerned, _CONCERNED)}", ""
    wanted = [note for note in item.notes if note.kind is WANTED]
    yield from map(_note, wanted[:_WANTED])
    yield from (_note(note) for note in item.notes if note.kind in _BELOW and not note.is_unsure)
    unsure = sum(note.is_unsure for note in item.notes)
    if unsure and item.kind is not CONTRAINDICATED:
        yield f"{unsure} more caution{'s' if unsure > 1 else ''} cannot be told", ""
    yield from (_note(note) for note in item.notes if note.kind is MAY_CHANGE)


def _note(note: Item) -> Run:
    text = _NOTES.get(note.kind, _worded)(note)
    return f"{text} {signs(note.entries)}".rstrip(), note.kind.tone


def _worded(note: Item) -> str:
    mark = CARE_SIGN if note.kind in (CAUTION, FIRST) and not note.is_standing else ""
    return f"{mark}{note.kind.word}: {note.title}" if note.kind.word else note.title


_ASIDE_BELOW = (MISSING, MAY_BE_NEEDED, KNOWN, NOT_NEEDED, DUE, OVERDUE, NO_DATE)
_BELOW = (FOLLOWS, NEEDS, CHECK, STOP, CAUTION, FIRST, WAITS_FOR, UNTOLD, HOLDS, OVERRIDDEN_BY)
_NOTES: Mapping[Kind, Callable[[Item], str]] = {
    FOLLOWS: lambda note: f"{note.names}: {note.title}",
    HOLDS: lambda note: f"Holds {note.title}",
    WANTED: lambda note: f"Wanted {note.title}; got {note.aside}",
    OVERRIDDEN_BY: lambda note: f"By {note.title}",
    UNTOLD: lambda note: note.title[:1].upper() + note.title[1:],
    MAY_CHANGE: _plainly,
}
