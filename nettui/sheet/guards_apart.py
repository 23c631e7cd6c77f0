"""First steps, checks and cautions as items of their own, instead of notes of each option."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet

from attrs import evolve

from nettui.sheet.basis import short_label, some, unique
from nettui.sheet.gathering import behind_options, together
from nettui.sheet.item import Item, Section, Sheet
from nettui.sheet.kinds import (
    CHECK,
    CONFLICT,
    CONSIDER,
    CONTRAINDICATED,
    DO,
    FIRST,
    NOT_CLEARED,
    TO_MIND,
    Kind,
)
from nettui.sheet.merging import offers_of

_NAMED = 2  # options named behind a first step or a caution


def with_guards_apart(sheet: Sheet) -> Sheet:
    """Return a sheet with the first steps, checks and cautions on options as items, each once.

    Counted are those that only may hold, those on what is contraindicated, and of what is not
    cleared all but the first steps that the case raises.
    """
    to_do = (item for section in sheet for item in section.items if item.kind is DO)
    on_those = _behind(note for item in to_do for note in item.notes if note.kind is FIRST)
    said: set[str] = set()
    sections: list[Section] = []
    for section in sheet:
        said |= _behind(item for item in section.items if item.kind in (*TO_MIND, CHECK))
        shown = (*_checks(section, said), *_shown(section, said, on_those))
        said |= _behind(shown)
        sections.append(evolve(section, items=behind_options(section.items, shown), care=()))
    return tuple(_without_notes(section, said) for section in sections)


def _shown(section: Section, said: Container[str], to_keep: AbstractSet[str]) -> Iterator[Item]:
    """Yield the first steps and cautions on the options of a section that are not said before.

    Those ``to_keep`` are no routine, even if they hold for every patient given the option.
    """
    care = [one for one in section.care if not _is_said(one, said)]
    yield from care
    said_here = _behind(care)
    found: dict[tuple[Kind, str], tuple[list[Item], list[Item]]] = {}
    for item in section.items:
        for note in item.notes:
            if _is_shown(note, item) and not _is_said(note, said) and not _is_said(note, said_here):
                notes, options = found.setdefault((note.kind, note.title), ([], []))
                notes.append(note)
                options.append(item)
    for notes, options in found.values():
        made = _guard(notes, options)
        is_routine = all(note.is_standing for note in notes) and to_keep.isdisjoint(_behind(notes))
        yield evolve(made, is_standing=is_routine)


def _is_shown(note: Item, option: Item) -> bool:
    if note.kind not in TO_MIND or note.is_unsure or option.kind is CONTRAINDICATED:
        return False
    return option.kind is not NOT_CLEARED or (note.kind is FIRST and not note.is_standing)


def _checks(section: Section, said: AbstractSet[str]) -> Iterator[Item]:
    """Yield the checks before starting the options of a section in one item, if not said before."""
    options = (i for i in section.items if i.kind in (DO, CONSIDER, CONFLICT) and not i.is_pointer)
    notes = [note for option in options for note in option.notes if note.kind is CHECK]
    if not _behind(notes) <= said:
        title = "; ".join(unique(note.title for note in notes))
        yield evolve(together(notes, title, f"checks:{section.stage}"), subject=None, folded=())


def _is_said(guard: Item, said: Container[str]) -> bool:
    """Say whether a guard is said, by the first of several that say the same."""
    return guard.entries[0].id in said


def _without_notes(section: Section, said: Container[str]) -> Section:
    """Return a section with the first steps and cautions below its options counted or left out."""
    below = [n for item in section.items if not item.is_pointer for n in item.notes]
    away = (note for note in below if note.kind in TO_MIND and not _is_said(note, said))
    items = tuple(
        evolve(item, notes=tuple(n for n in item.notes if n.kind not in (*TO_MIND, CHECK)))
        for item in section.items
    )
    return evolve(section, items=items, counted=(*section.counted, *away))


def _behind(items: Iterable[Item]) -> set[str]:
    return {entry.id for item in items for entry in item.entries}


def _guard(notes: Sequence[Item], options: Sequence[Item]) -> Item:
    """Return one first step or caution with the options that it concerns."""
    names = (short_label(offer.label) for option in options for offer in offers_of(option))
    title = f"{notes[0].title.rstrip('.')} ({some(names, _NAMED)})"
    made = together(notes, title, f"guard:{notes[0].entries[0].id}")
    return evolve(made, subject=None, folded=())
