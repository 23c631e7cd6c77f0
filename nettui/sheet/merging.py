"""Options that differ in little as one item: alternatives, roles, what one stop ends."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from attrs import evolve

from nettui.engine.plan.findings import Offer
from nettui.sheet.basis import unique
from nettui.sheet.gathering import together
from nettui.sheet.item import Item, Section, Sheet
from nettui.sheet.kinds import (
    CONFLICT,
    CONSIDER,
    CONTRAINDICATED,
    DO,
    NOT_CLEARED,
)
from nettui.sheet.wording import AFTER_CHECKS, OR

_OPTIONS = (DO, CONSIDER, CONFLICT, NOT_CLEARED, CONTRAINDICATED)
_HELD = (NOT_CLEARED, CONTRAINDICATED)


def with_roles_together(sheet: Sheet) -> Sheet:
    """Return a sheet with one item for an option in several roles, and for all that one stop ends.

    Before that, options that differ only in what to mind are one item again.
    """
    for key_of, merge in ((_same_rules, _names), (_same_options, _roles), (_same_reason, _names)):
        sheet = tuple(_merged(section, key_of, merge) for section in sheet)
    return sheet


def _merged(
    section: Section,
    key_of: Callable[[Item], object],
    merge: Callable[[Sequence[Item]], Item | None],
) -> Section:
    found: dict[object, list[Item]] = {}
    for n, item in enumerate(section.items):
        key = key_of(item) if item.kind in _OPTIONS and offers_of(item) else None
        found.setdefault(n if key is None else key, []).append(item)
    items: list[Item] = []
    for same in found.values():
        one = merge(same) if len(same) > 1 else None
        items += (one,) if one else same
    return evolve(section, items=tuple(items))


def use(item: Item) -> str:
    """Return what stands behind the names of an option: its role."""
    return item.title.removeprefix(item.names)


def _all_but(item: Item) -> tuple[object, ...]:
    return item.kind, item.place, item.aside, item.purpose, use(item)


def _same_rules(item: Item) -> object:
    if item.kind in _HELD:
        return None
    return *_all_but(item), item.is_one_of, item.entries, item.notes


def _same_reason(item: Item) -> object:
    if item.kind not in _HELD or not item.sentences:
        return None
    return *_all_but(item), item.sentences, item.notes


def _names(same: Sequence[Item]) -> Item:
    """Return several options as one, alternatives as such."""
    first = same[0]
    names = (OR if first.is_one_of else ", ").join(item.names for item in same)
    said = unique(sentence for item in same for sentence in item.sentences)
    made = _as(same, names + use(first), names)
    return evolve(made, sentences=tuple(said), is_one_of=first.is_one_of, purpose=first.purpose)


def _same_options(item: Item) -> object:
    is_held = item.kind in _HELD
    said = item.sentences if is_held else ()
    return item.kind, item.names, item.place, item.aside, said, item.notes


def _roles(same: Sequence[Item]) -> Item | None:
    """Return an option in all its roles, the primary one first; None where it is in none."""
    first, *others = sorted(same, key=lambda item: len(use(item)))
    if not all(use(item).startswith(" ") for item in others):
        return None
    checks = AFTER_CHECKS if all(item.title.endswith(AFTER_CHECKS) for item in same) else ""
    uses = [first.title, *(f"also{use(item)}" for item in others)]
    uses = [words.removesuffix(checks) for words in uses]
    purposes = (item.purpose for item in (first, *others))
    said = (", ".join((use, *to)) for use, to in zip(uses, purposes, strict=True))
    made = _as((first, *others), ", ".join(said) + checks, first.names)
    sentences = unique(sentence for item in same for sentence in item.sentences)
    return evolve(made, sentences=tuple(sentences))


def _as(same: Sequence[Item], title: str, names: str) -> Item:
    """Return one item of several, with what they have in common."""
    first = same[0]
    return evolve(
        together(same, title, first.id),
        names=names,
        aside=first.aside,
        notes=first.notes,
        place=first.place,
        subject=tuple(one for item in same for one in offers_of(item)),
        folded=(),
    )


def offers_of(item: Item) -> tuple[Offer, ...]:
    """Return the options that an item is about, in their roles."""
    subject = item.subject if isinstance(item.subject, tuple) else ()
    return tuple(one for one in subject if isinstance(one, Offer))
