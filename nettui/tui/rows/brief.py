"""A plan on two screens: each row one line, rows of a kind gathered as far as room asks for.

Nothing is lost: a gathered row counts what it holds, its reasons tell all of them, and ``a`` shows
the plan in full.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from attrs import evolve

from nettui.engine.findings import NeedFinding
from nettui.engine.plan import Plan
from nettui.sheet.basis import MARK_WORDS, cited, signs, unique
from nettui.sheet.guards import CARE, care_items
from nettui.sheet.item import Folded, findings_in
from nettui.sheet.kinds import OF_GROUP
from nettui.sheet.priorities import WHAT_FIRST
from nettui.sheet.wording import ACTIVE
from nettui.tui.rows.lines import Row
from nettui.tui.rows.plan import plan_rows
from nettui.tui.rows.sheet_rows import CARE_SIGN, MORE, item_row

# Told in one row of a part, under the first of these words.
_NOTES = ("Note", "Order", "Overridden", "Check", "Judge", "Pitfall")
# Always one row, however many there are; the others keep so many rows of their own at each step.
_GATHERED = frozenset(("Note", "Cannot tell", "May be needed"))
_CARE = tuple(kind.word for kind in CARE.values())
_APART = frozenset(_CARE)  # each always has a row of its own
_ACTIVE_WORDS = tuple(OF_GROUP[group].word for group in ACTIVE)
_MARKS = tuple(f"({mark})" for mark in MARK_WORDS)
_STEPS = (9, 6, 4, 3, 2, 1)
_LAST = ("Notes on the record", "Pitfalls", "For the board", "Receipt")


def brief_rows(plan: Plan, most: int, notes: Sequence[str] = ()) -> tuple[Row, ...]:
    """Return the plan in at most ``most`` rows of one line each, as far as gathering goes.

    What the case brings up on an option is not counted: it takes no room from what is to be done.
    """
    sections = list(_with_care(plan, _sections(plan_rows(plan, notes=notes))))
    made = (tuple(_gathered(sections, keep)) for keep in _STEPS)
    shortest: tuple[Row, ...] = ()
    for shortest in made:
        if sum(not is_care(row) for row in shortest) <= most:
            break
    return shortest


def is_care(row: Row) -> bool:
    """Say whether a row is about a first step or a caution."""
    return row.key.startswith("care:")


def guard_of(row: Row) -> str:
    """Return the id of the first guard behind a first step or a caution."""
    return row.key.split(":", 2)[2]


def _sections(rows: Sequence[Row]) -> Iterator[tuple[Row, list[Row]]]:
    """Yield each heading with its rows; what comes last stands under one heading."""
    last: list[Row] = []
    section: list[Row] = []
    title: Row | None = None
    for row in rows:
        if row.heading:
            if title is not None and title.title not in _LAST:
                yield title, section
            title, section = row, last if row.title in _LAST else []
        else:
            section.append(row)
    yield Row(title="Board, notes, receipt", heading=True), last


def _with_care(
    plan: Plan, sections: Iterable[tuple[Row, list[Row]]]
) -> Iterator[tuple[Row, list[Row]]]:
    """Yield the sections, in each stage what the case brings up on its options as rows.

    Under the options that they concern notes would be cut off.
    """
    told: set[str] = set()
    for title, section in sections:
        told |= {guard_of(row) for row in section if is_care(row)}
        offers = [o for o in plan.offers if o.group in ACTIVE and o.stage == title.subject]
        found = map(item_row, care_items(plan, offers, str(title.subject)))
        rows = [row for row in found if guard_of(row) not in told]
        told |= set(map(guard_of, rows))
        at = [n for n, row in enumerate(section, 1) if row.word in _ACTIVE_WORDS]
        place = at[-1] if at else len(section)
        yield title, [*section[:place], *rows, *section[place:]]


def _gathered(sections: Sequence[tuple[Row, list[Row]]], keep: int) -> Iterator[Row]:
    for title, section in sections:
        silent = [row for row in section if isinstance(row.subject, Folded)]
        counted = "; ".join(row.title.removesuffix(MORE) for row in silent)
        yield evolve(title, tail=" · ".join(part for part in (title.tail, counted) if part))
        if title.title == WHAT_FIRST:
            yield from map(_one_line, section)
            continue
        by_word: dict[str, list[Row]] = {}
        for row in section:
            if row not in silent:
                by_word.setdefault("Note" if row.word in _NOTES else row.word, []).append(row)
        for word, rows in by_word.items():
            own = rows
            if word not in _APART:
                room = 0 if word in _GATHERED or not word else keep
                own = rows if len(rows) <= max(room, 1) else rows[: max(room - 1, 0)]
            yield from (_one_line(row) for row in own)
            if len(own) < len(rows):
                yield _together(title, rows[len(own) :])


def _one_line(row: Row) -> Row:
    """Return the row as one line: with what stops or holds it, without the rest of its notes."""
    if is_care(row):
        return evolve(row, line=True)
    # First steps and cautions have rows of their own, or hold for whoever gets the option.
    care = tuple(f"{mark}{label}: " for mark in ("", CARE_SIGN) for label in _CARE)
    held = (text for text, tone in row.notes if tone in ("stop", "held"))
    why = next((text for text in held if not text.startswith(care)), "")
    why, marks = _unmarked(why)
    tail = _rests_on((row,)) or row.tail
    title = f"{row.title}: {why}" if why else row.title
    return evolve(row, title=title, tail=_with(tail, marks), notes=(), beside=(), line=True)


def _unmarked(text: str) -> tuple[str, list[str]]:
    """Return a text without the signs of marks at its end, and those: a line tells each once."""
    marks: list[str] = []
    while text.endswith(_MARKS):
        text, marks = text[:-3].rstrip(), [text[-3:], *marks]
    return text, marks


def _with(tail: str, marks: Sequence[str]) -> str:
    more = "".join(mark for mark in marks if mark not in tail)
    return f"{tail}{'' if tail.endswith(_MARKS) else ' '}{more}" if more else tail


def _rests_on(rows: Sequence[Row]) -> str:
    """Return the first of what rows cite, how many more, and the signs of their marks."""
    entries = [finding.entry for row in rows for finding in findings_in(row.subject)]
    entries += [row.subject.entry for row in rows if isinstance(row.subject, NeedFinding)]
    return f"{cited(entries, 1)} {signs(entries)}".strip() if entries else ""


def _together(title: Row, rows: Sequence[Row]) -> Row:
    """Return rows of one kind as one row that counts them and tells as many as fit."""
    first = rows[0]
    count = f"{len(rows)}: " if first.word else ""
    return evolve(
        first,
        title=count + "; ".join(unique(row.title for row in rows)),
        tail=_rests_on(rows),
        notes=(),
        beside=(),
        line=True,
        key=f"brief:{title.title}:{first.word}" if first.word else "",
        subject=tuple(row.subject for row in rows),
    )
