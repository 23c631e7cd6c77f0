"""What a reader of paper can do without: each function is, or makes, a step of folding."""

from __future__ import annotations

from collections.abc import Callable

from attrs import evolve

from nettui.sheet.gathering import counted_away
from nettui.sheet.item import Item, Sheet
from nettui.sheet.kinds import (
    ASKED,
    CONTRAINDICATED,
    DUE,
    MAY_CHANGE,
    MISSING,
    NOTE,
    ORDER,
    OVERDUE,
    Kind,
)
from nettui.sheet.priorities import NEXT


def without_notes(sheet: Sheet) -> Sheet:
    """Return a sheet that counts its notes, but for what blocks in a case like this."""
    return tuple(counted_away(section, _is_note) for section in sheet)


def _is_note(item: Item) -> bool:
    blocks = any(e.strength == "block" and not e.is_unconditional for e in item.entries)
    return (item.kind is NOTE and not item.is_pointer and not blocks) or item.kind is ORDER


def without_standing(kind: Kind) -> Callable[[Sheet], Sheet]:
    """Return the step that counts the cautions or first steps of every patient given an option."""

    def counts(item: Item) -> bool:
        return item.kind is kind and item.is_standing

    return lambda sheet: tuple(counted_away(section, counts) for section in sheet)


def without_next(sheet: Sheet) -> Sheet:
    """Return a sheet that names the next follow-up in its own section alone."""
    return tuple(
        evolve(section, items=tuple(item for item in section.items if item.id != NEXT))
        for section in sheet
    )


def without_sentences(*kinds: Kind) -> Callable[[Sheet], Sheet]:
    """Return the step that names options of these kinds without what their rules say."""

    def short(item: Item) -> Item:
        if item.kind not in kinds or not isinstance(item.subject, tuple):
            return item
        return evolve(item, sentences=tuple(n.title for n in item.notes if n.kind is MAY_CHANGE))

    return lambda sheet: tuple(evolve(s, items=tuple(map(short, s.items))) for s in sheet)


def without_reasons_first(sheet: Sheet) -> Sheet:
    """Return a sheet of which the beginning names what is stopped; why stands where it is told."""

    def short(item: Item) -> Item:
        is_named = item.is_pointer and item.kind is CONTRAINDICATED
        return evolve(item, notes=()) if is_named else item

    return tuple(evolve(s, items=tuple(map(short, s.items))) for s in sheet)


def without_counted_from(sheet: Sheet) -> Sheet:
    """Return a sheet that gives the days of follow-up without what they count from."""

    def short(item: Item) -> Item:
        return evolve(item, aside="") if item.kind in (DUE, OVERDUE) and item.when else item

    return tuple(evolve(s, items=tuple(map(short, s.items))) for s in sheet)


def without_said_first(sheet: Sheet) -> Sheet:
    """Return a sheet without what is missing and holds nothing, where what comes first names it."""
    first = " ".join(i.title for s in sheet for i in s.items if i.kind is ASKED)

    def is_said(item: Item) -> bool:
        return item.kind is MISSING and not item.notes and item.title in first

    return tuple(counted_away(section, is_said) for section in sheet)
