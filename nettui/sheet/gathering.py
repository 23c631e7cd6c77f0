"""Items put together: sections in one, items of a kind in one, what is only counted apart.

Each function here is a step of folding, or makes one: a sheet of a sheet.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Sequence

from attrs import evolve

from nettui.engine.language.stages import BLOCK, STRONG
from nettui.sheet.item import Folded, Item, Section, Sheet
from nettui.sheet.kinds import (
    CANNOT_TELL,
    CONSIDER,
    DO,
    JUDGEMENT,
    MAY_BE_NEEDED,
    MORE,
    NOTE,
    ORDER,
    OVERRIDDEN,
    PITFALL,
    RECORD,
    TO_MIND,
    Kind,
)
from nettui.sheet.priorities import WHAT_FIRST
from nettui.sheet.sheet import BOARD, NOTES, PITFALLS, RECEIPTS

LAST = "Board, notes, receipt"
_LAST = (NOTES, PITFALLS, BOARD, RECEIPTS)
_NOTES = (NOTE, ORDER, OVERRIDDEN, RECORD, JUDGEMENT, PITFALL)  # gathered as if of one kind
_GATHERED = (NOTE, CANNOT_TELL, MAY_BE_NEEDED)  # always in one item, however many there are


# --- sections ----------------------------------------------------------------------------------


def joined(sheet: Sheet) -> Sheet:
    """Return a sheet with what comes last of all in one section."""
    items = (item for section in sheet if section.title in _LAST for item in section.items)
    last = Section(title=LAST, items=tuple(items))
    return (*(section for section in sheet if section.title not in _LAST), last)


def with_care(sheet: Sheet) -> Sheet:
    """Return a sheet with the cautions that the case raises on options as items, each once.

    As notes of the options that they concern they would have no room.
    """
    return tuple(_with_care(sheet))


def _with_care(sections: Iterable[Section]) -> Iterator[Section]:
    said: set[str] = set()
    for section in sections:
        said |= {_guard(item) for item in section.items if item.kind in TO_MIND}
        care = tuple(item for item in section.care if _guard(item) not in said)
        said |= set(map(_guard, care))
        yield evolve(section, items=behind_options(section.items, care), care=())


def _guard(care: Item) -> str:
    """Return the id of the first guard behind a first step or a caution."""
    return care.entries[0].id if care.entries else ""


def behind_options(items: Sequence[Item], more: Sequence[Item]) -> tuple[Item, ...]:
    """Return items with more of them behind the last option to do or to consider."""
    at = [n for n, item in enumerate(items, 1) if item.kind in (DO, CONSIDER)]
    place = at[-1] if at else len(items)
    return (*items[:place], *more, *items[place:])


# --- counted -----------------------------------------------------------------------------------


def counted_away(section: Section, counts: Callable[[Item], bool]) -> Section:
    """Return a section that only counts some of its items."""
    away = tuple(item for item in section.items if counts(item))
    kept = tuple(item for item in section.items if not counts(item))
    return evolve(section, items=kept, counted=(*section.counted, *away))


def without_folds(sheet: Sheet) -> Sheet:
    """Return a sheet without the counts of what does not hold, which the whole plan has."""
    return tuple(
        counted_away(section, lambda item: isinstance(item.subject, Folded)) for section in sheet
    )


# --- items of a kind ---------------------------------------------------------------------------


def each(items: Iterable[Item]) -> Iterator[Item]:
    """Yield items, and instead of one that gathers others those."""
    for item in items:
        if item.folded:
            yield from each(item.folded)
        else:
            yield item


def together(items: Sequence[Item], title: str, item_id: str = "") -> Item:
    """Return one item that has all that several of a kind were about."""
    return Item(
        kind=items[0].kind,
        title=title,
        entries=tuple(dict.fromkeys(e for item in items for e in item.entries)),
        id=item_id,
        subject=tuple(item.subject for item in items),
        folded=tuple(items),
    )


def gathered(keep: int) -> Callable[[Sheet], Sheet]:
    """Return the step that shows so many items of a kind by themselves, what is first as it is."""

    def step(sheet: Sheet) -> Sheet:
        return tuple(_gathered(section, keep) for section in sheet)

    return step


def _gathered(section: Section, keep: int) -> Section:
    if section.title == WHAT_FIRST:
        return section
    by_kind: dict[Kind | None, list[Item]] = {}
    for item in each(section.items):
        by_kind.setdefault(_group(item.kind), []).append(item)
    items = (
        item for kind, same in by_kind.items() for item in _of_a_kind(section, kind, same, keep)
    )
    return evolve(section, items=tuple(items))


def _group(kind: Kind) -> Kind | None:
    """Return the kind as which a kind is gathered, None for what has no sign."""
    if not kind.sign:
        return None
    return NOTE if kind in _NOTES else kind


def _of_a_kind(
    section: Section, kind: Kind | None, same: Sequence[Item], keep: int
) -> Iterator[Item]:
    if kind in TO_MIND:  # never gathered
        yield from same
        return
    room = 0 if kind is None or kind in _GATHERED else keep
    own = same if len(same) <= max(room, 1) else same[: max(room - 1, 0)]
    yield from own
    rest = tuple(same[len(own) :])
    if rest:
        name = f"folded:{section.title}:{rest[0].kind.word}" if kind else ""
        yield together(rest, "; ".join(item.title for item in rest), name)


# --- one after the other in one line -----------------------------------------------------------


def in_a_line(*kinds: Kind, most: int = 99) -> Callable[[Sheet], Sheet]:
    """Return the step that has the items of each of these kinds in one of a section.

    Beyond ``most`` of them, what only says how follow-up is done is counted in it.
    """

    def step(sheet: Sheet) -> Sheet:
        return tuple(_in_a_line(section, kinds, most) for section in sheet)

    return step


def _in_a_line(section: Section, kinds: Container[object], most: int) -> Section:
    if section.title == WHAT_FIRST:
        return section
    lines: dict[object, list[Item]] = {}
    for n, item in enumerate(section.items):
        lines.setdefault(item.kind if item.kind in kinds else n, []).append(item)
    items = (_one(same, most) if kind in kinds else same[0] for kind, same in lines.items())
    return evolve(section, items=tuple(items))


def _one(items: Iterable[Item], most: int) -> Item:
    kept: list[Item] = []
    left: list[Item] = []
    for item in each(items):
        may_wait = len(kept) >= most and _may_be_counted(item)
        (left if may_wait else kept).append(item)
    title = "; ".join(item.title for item in kept)
    if left:
        more = evolve(together(left, f"And {len(left)} more (--all)."), kind=MORE)
        return together((*kept, more), title)
    return together(kept, title) if len(kept) > 1 else kept[0]


def _may_be_counted(item: Item) -> bool:
    """Say whether an item only says how follow-up is done, and is neither an option nor strong."""
    about = {(entry.stage, entry.strength in (BLOCK, STRONG)) for entry in item.entries}
    return about == {("follow_up", False)} and not isinstance(item.subject, tuple)
