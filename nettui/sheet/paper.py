"""A sheet for paper: all that applies, and in short, with what is only counted said at its end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from attrs import evolve

from nettui.case.base.vocabulary import inside
from nettui.engine.language.stages import STAGES
from nettui.engine.plan.findings import Conflict
from nettui.sheet.asking import asked, asked_most
from nettui.sheet.basis import number, pointer, some, unique
from nettui.sheet.branches import without_branches
from nettui.sheet.gathering import counted_away, joined, together
from nettui.sheet.guards_apart import with_guards_apart
from nettui.sheet.item import Item, Section, Sheet
from nettui.sheet.kinds import (
    AGAINST,
    CANNOT_TELL,
    CASE,
    CONFLICT,
    CONSIDER,
    CONTRAINDICATED,
    DO,
    FOLDED,
    GRADE,
    KNOWN,
    MARKS,
    MAY_BE_NEEDED,
    MAY_CHANGE,
    MISSING,
    NEEDS,
    NOT_CLEARED,
    NOT_NEEDED,
    NOT_NOW,
    NOTE,
    ORDER,
    PLUGINS,
    PROTOCOL,
    RECEIPT,
    ROUTE,
    SIDE,
    STOP,
    TO_MIND,
    Kind,
)
from nettui.sheet.merging import use, with_roles_together
from nettui.sheet.sheet import MISSING_WORKUP, QUESTIONS
from nettui.sheet.wording import ended

_SILENT = (NOT_NOW, KNOWN, NOT_NEEDED)
_NOT_KNOWN = "not known: "
_SYMPTOMS = ("symptom control",)
_QUESTIONS = 6  # lines of what is not known
_MARKS = "(R) recalled, (E) engineering default: confirm before clinical use."
_DIGEST = 12  # characters of a digest


def applying(sheet: Sheet) -> Sheet:
    """Return all that applies: rules that do not hold are counted, those undecided asked for."""
    return asked(tuple(counted_away(s, lambda item: item.kind in _SILENT) for s in sheet))


def in_short(sheet: Sheet) -> Sheet:
    """Return the sections of a short sheet: each option one item, what is missing in its stage."""
    applied = without_branches(applying(sheet))
    made = with_guards_apart(joined(_with_sides(_placed(applied))))
    said = {name for section in made for item in section.items for name in _in_conflict(item)}
    once = tuple(_titled(_receipted(_each_once(_needs_together(s), said))) for s in made)
    return asked_most(_QUESTIONS)(with_roles_together(once))


# --- sections ----------------------------------------------------------------------------------


def _placed(sheet: Sheet) -> Sheet:
    """Return a sheet with what is missing and what is asked in the first stage."""
    by_title = {section.title: section.items for section in sheet}
    missing = by_title.get(MISSING_WORKUP, ())
    more = (*missing, *by_title.get(QUESTIONS, ()))
    known = sum(item.kind is KNOWN for section in sheet for item in section.counted)
    answer = f"{known} of {known + len(missing)} items known"
    return tuple(
        evolve(s, answer=answer, items=(*more, *s.items)) if s.stage == STAGES[0] else s
        for s in sheet
        if s.title not in (MISSING_WORKUP, QUESTIONS)
    )


def _titled(section: Section) -> Section:
    """Return a stage with its answer in its title, and the head without both."""
    if not section.stage:
        return counted_away(section, lambda item: item.kind in (GRADE, ROUTE))
    answers = [i for i in section.items if i.kind in (GRADE, ROUTE) and not i.notes]
    said = " ".join(item.title.rstrip(".") for item in answers)
    words = (said,) if said.startswith(section.answer) else (section.answer, said)
    title = " · ".join(unique((section.title, *words)))
    basis = pointer([entry for item in answers for entry in item.entries])
    return evolve(
        counted_away(section, lambda item: item in answers),
        title=title + (f" [{basis}]" if basis else ""),
    )


def _receipted(section: Section) -> Section:
    """Return a section with the receipt in one item: program, protocol, plugins, case."""
    parts = {item.kind: item for item in section.items}
    if CASE not in parts:
        return section
    program = parts[RECEIPT].title.partition(" · ")[0]
    protocol, case = (parts[kind].title[:_DIGEST] for kind in (PROTOCOL, CASE))
    plugins = some(parts[PLUGINS].title.split(", "), 1)
    title = f"{program} · protocol {protocol} ({plugins}) · case {case}"
    mine = (MARKS, RECEIPT, PLUGINS, PROTOCOL, CASE)
    kept = (item for item in section.items if item.kind not in mine)
    receipt = (Item(kind=MARKS, title=_MARKS), Item(kind=RECEIPT, title=title))
    return evolve(section, items=(*kept, *receipt))


# --- said once ----------------------------------------------------------------------------------


def _with_sides(sheet: Sheet) -> Sheet:
    """Return a sheet with each side of a conflict in one line: its options, and what it says."""
    named: dict[str, list[str]] = {}
    for item in (item for section in sheet for item in section.items if _is_offered(item)):
        for entry in item.entries:
            named.setdefault(entry.id, []).append(item.title)

    def with_sides(item: Item) -> Item:
        if item.is_pointer or not isinstance(item.subject, Conflict):
            return item
        sides = tuple(evolve(side, notes=(_side(side.notes, named),)) for side in item.notes)
        if sides[-1].kind is not AGAINST:
            return evolve(item, notes=sides)
        # Two sources that say different things need no words for it.
        (first,) = sides[0].notes
        return evolve(item, title=first.title, entries=first.entries, notes=sides[1:])

    return tuple(evolve(s, items=tuple(map(with_sides, s.items))) for s in sheet)


def _is_offered(item: Item) -> bool:
    is_option = isinstance(item.subject, tuple) and not item.is_pointer
    return is_option and item.kind in (DO, CONSIDER, CONFLICT)


def _side(said: Sequence[Item], named: Mapping[str, Iterable[str]]) -> Item:
    names = unique(
        name for one in said for entry in one.entries for name in named.get(entry.id, ())
    )
    says = " ".join(ended(one.title) for one in said)
    title = f"{'; '.join(names)}: {says}" if names else says
    return evolve(together(said, title), kind=SIDE, subject=None, folded=())


def _in_conflict(item: Item) -> Iterator[str]:
    if isinstance(item.subject, Conflict) and not item.is_pointer:
        yield from (finding.id for finding in item.subject.findings)


def _each_once(section: Section, in_conflict: AbstractSet[str]) -> Section:
    """Return a section without what a conflict says in full, and with notes in lines."""

    def is_said(item: Item) -> bool:
        behind = {entry.id for entry in item.entries}
        return item.is_repeated or (_is_offered(item) and behind <= in_conflict)

    made = counted_away(section, is_said)
    return evolve(made, items=tuple(map(_in_one_line, made.items)))


def _in_one_line(item: Item) -> Item:
    """Return an option with what stops or holds it in its own line, and what it is for once."""
    if item.purpose == _SYMPTOMS and use(item).startswith(" for symptoms"):
        item = evolve(item, purpose=())
    if any(note.kind is MAY_CHANGE for note in item.notes) and not item.names:
        item = evolve(item, title=ended(item.title))
    if item.is_pointer or item.kind not in (NOT_CLEARED, CONTRAINDICATED):
        return item
    behind = [note for note in item.notes if note.kind in (NEEDS, STOP)]
    needs = [note.title for note in behind if note.kind is NEEDS]
    stops = [note.title.rstrip(".") for note in behind if note.kind is STOP]
    said = "; ".join(unique((*stops, *needs)))
    entries = (e for one in (*behind, item) for e in one.entries)
    return evolve(
        item,
        sentences=(said,) if said else item.sentences,
        entries=tuple(dict.fromkeys(entries)),
        notes=tuple(note for note in item.notes if note not in behind),
    )


def _needs_together(section: Section) -> Section:
    """Return a section with one item for all that is missing and holds the same."""
    found: dict[object, list[Item]] = {}
    for n, item in enumerate(section.items):
        key = (item.kind, item.notes) if item.kind in (MISSING, MAY_BE_NEEDED) else n
        found.setdefault(key, []).append(item)
    return evolve(section, items=tuple(map(_need, found.values())))


def _need(same: Sequence[Item]) -> Item:
    item = same[0]
    if item.kind not in (MISSING, MAY_BE_NEEDED):
        return item
    title = "; ".join(one.aside.removeprefix(_NOT_KNOWN) or inside(one.title) for one in same)
    return evolve(together(same, title, item.id), notes=item.notes, folded=())


# --- what is counted ----------------------------------------------------------------------------

_COUNTS: tuple[tuple[tuple[Kind, ...], str, str], ...] = (
    ((NOT_NOW,), "rule not met", "rules not met"),
    ((NOTE, ORDER), "note", "notes"),
    (TO_MIND, "caution or first step", "cautions or first steps"),
)


# With the answers, which stand in the titles of their stages.
_ACCOUNTED = {GRADE, ROUTE, *(kind for kinds, _, _ in _COUNTS for kind in kinds)}
# Why a stage has nothing to say, by what it counts.
_NOTHING = (
    *((kind, "see the conflicts") for kind in (DO, CONSIDER, CONFLICT)),
    (CANNOT_TELL, "nothing so far; the open questions decide"),
)


def with_counts(sheet: Sheet) -> Sheet:
    """Return a sheet whose last section says what is only counted, and how to see it."""
    away = [item for section in sheet for item in section.counted]
    counts: list[str] = []
    for kinds, one, several in _COUNTS:
        found = {item.entries[0].id for item in away if item.kind in kinds}
        counts += [number(len(found), one, several)] if found else []
    counted = Item(
        kind=FOLDED,
        title=f"{', '.join(counts) or 'nothing'} (--all).",
        subject=tuple(item.subject for item in away if item.kind in _ACCOUNTED),
    )
    *sections, last = map(_with_answer, sheet)
    at = next(n for n, item in enumerate(last.items) if item.kind in (MARKS, RECEIPT))
    return (*sections, evolve(last, items=(*last.items[:at], counted, *last.items[at:])))


def _with_answer(section: Section) -> Section:
    """Return a stage that says in its title why it has nothing to say."""
    if section.answer or not section.stage or section.items or not section.counted:
        return section
    kinds = {item.kind for item in section.counted}
    words = next((words for kind, words in _NOTHING if kind in kinds), "nothing applies")
    return evolve(section, title=f"{section.title} · {words}")
