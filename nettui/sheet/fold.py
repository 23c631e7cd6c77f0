"""A sheet shortened to fit: items of a kind are gathered, and each says what it gathers.

Folding knows a sheet and nothing of the plan behind it. Nothing is lost: an item that gathers
others has all that they were about as its subject.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from attrs import evolve

from nettui.sheet.item import Folded, Item, Section, Sheet
from nettui.sheet.kinds import (
    CANNOT_TELL,
    CAUTION,
    CONSIDER,
    DO,
    FIRST,
    JUDGEMENT,
    MAY_BE_NEEDED,
    NOTE,
    ORDER,
    OVERRIDDEN,
    PITFALL,
    RECORD,
    Kind,
)
from nettui.sheet.priorities import WHAT_FIRST
from nettui.sheet.sheet import BOARD, NOTES, PITFALLS, RECEIPTS

STEPS = (9, 6, 4, 3, 2, 1)
"""How many items of a kind a section shows by themselves, from the least folded on."""
LAST = "Board, notes, receipt"
_LAST = (NOTES, PITFALLS, BOARD, RECEIPTS)
_NOTES = (NOTE, ORDER, OVERRIDDEN, RECORD, JUDGEMENT, PITFALL)  # gathered as if of one kind
_GATHERED = (NOTE, CANNOT_TELL, MAY_BE_NEEDED)  # always in one item, however many there are
_APART = (FIRST, CAUTION)  # never gathered


def fold(full: Sheet, fits: Callable[[Sheet], bool]) -> Sheet:
    """Return a sheet folded no further than needed to fit, or as far as folding goes."""
    sections = tuple(map(_uncounted, _with_care(_joined(full))))
    folded = full
    for keep in STEPS:
        folded = tuple(_folded(section, keep) for section in sections)
        if fits(folded):
            break
    return folded


def _joined(sheet: Sheet) -> Iterator[Section]:
    """Yield the sections, what comes last of all in one."""
    yield from (section for section in sheet if section.title not in _LAST)
    items = (item for section in sheet if section.title in _LAST for item in section.items)
    yield Section(title=LAST, items=tuple(items))


def _with_care(sections: Iterable[Section]) -> Iterator[Section]:
    """Yield the sections, with the cautions on their options as items, each once.

    As notes of the options that it concerns it would have no room.
    """
    said: set[str] = set()
    for section in sections:
        said |= {_guard(item) for item in section.items if item.kind in _APART}
        care = tuple(item for item in section.care if _guard(item) not in said)
        said |= set(map(_guard, care))
        at = [n for n, item in enumerate(section.items, 1) if item.kind in (DO, CONSIDER)]
        place = at[-1] if at else len(section.items)
        items = (*section.items[:place], *care, *section.items[place:])
        yield evolve(section, items=items, care=())


def _guard(care: Item) -> str:
    """Return the id of the first guard behind a first step or a caution."""
    return care.entries[0].id if care.entries else ""


def _uncounted(section: Section) -> Section:
    """Return a section that says in its answer what it only counts."""
    counted = tuple(item for item in section.items if isinstance(item.subject, Folded))
    words = "; ".join(item.title for item in counted)
    return evolve(
        section,
        answer=" · ".join(filter(None, (section.answer, words))),
        items=tuple(item for item in section.items if item not in counted),
        counted=counted,
    )


def _folded(section: Section, keep: int) -> Section:
    """Return a section with so many items of each kind, the others gathered; the first as it is."""
    if section.title == WHAT_FIRST:
        return section
    by_kind: dict[Kind | None, list[Item]] = {}
    for item in section.items:
        by_kind.setdefault(_group(item.kind), []).append(item)
    items = (
        item for kind, same in by_kind.items() for item in _gathered(section, kind, same, keep)
    )
    return evolve(section, items=tuple(items))


def _group(kind: Kind) -> Kind | None:
    """Return the kind as which a kind is gathered, None for what has no sign."""
    if not kind.sign:
        return None
    return NOTE if kind in _NOTES else kind


def _gathered(
    section: Section, kind: Kind | None, same: Sequence[Item], keep: int
) -> Iterator[Item]:
    if kind in _APART:
        yield from same
        return
    room = 0 if kind is None or kind in _GATHERED else keep
    own = same if len(same) <= max(room, 1) else same[: max(room - 1, 0)]
    yield from own
    rest = tuple(same[len(own) :])
    if rest:
        yield Item(
            kind=rest[0].kind,
            title="; ".join(item.title for item in rest),
            entries=tuple(dict.fromkeys(e for item in rest for e in item.entries)),
            id=f"folded:{section.title}:{rest[0].kind.word}" if kind else "",
            subject=tuple(item.subject for item in rest),
            folded=rest,
        )
