"""A plan on two screens: each row one line, rows of a kind gathered as far as room asks for.

Nothing is lost: the reasons of a gathered row tell all that it holds, and ``a`` shows the plan in
full.
"""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve

from nettui.engine.plan.findings import NeedFinding
from nettui.engine.plan.plan import Plan
from nettui.sheet.basis import MARK_WORDS, cited, signs, unique
from nettui.sheet.fold import SCREEN, fold
from nettui.sheet.guards import CARE
from nettui.sheet.item import Item, Sheet, findings_in
from nettui.sheet.kinds import ASKED, BRANCH, EMERGENCY, STOP
from nettui.sheet.sheet import body
from nettui.tui.rows.layout import ListRow
from nettui.tui.rows.sheet_rows import CARE_SIGN, arranged, item_row, sheet_rows

_CARE = tuple(kind.word for kind in CARE.values())
_STOPPED = f"{STOP.word}: "  # the word of the row says it
_MARKS = tuple(f"({mark})" for mark in MARK_WORDS)


def brief_rows(plan: Plan, most: int, notes: Sequence[str] = ()) -> tuple[ListRow, ...]:
    """Return the plan in at most ``most`` rows of one line each, as far as folding goes."""
    return fitting_rows(arranged(body(plan), notes), most)


def fitting_rows(sheet: Sheet, most: int) -> tuple[ListRow, ...]:
    """Return a sheet in at most ``most`` rows of one line each, as far as folding goes.

    What the case brings up on an option is not counted: it takes no room from what is to be done.
    """

    def fits(folded: Sheet) -> bool:
        items = (item for section in folded for item in section.items)
        return len(folded) + sum(not item.id.startswith(_CARE_ID) for item in items) <= most

    return sheet_rows(fold(sheet, fits, SCREEN), one_line)


_CARE_ID = "care:"


def is_care(row: ListRow) -> bool:
    """Say whether a row is about a first step or a caution."""
    return row.key.startswith(_CARE_ID)


def one_line(item: Item) -> ListRow:
    """Return an item as one line: with what stops or holds it, without the rest of its notes."""
    if item.folded:
        return _together(item)
    row = item_row(item)
    if is_care(row):
        return evolve(row, line=True)
    # First steps and cautions have rows of their own, or hold for whoever gets the option.
    care = tuple(f"{mark}{label}: " for mark in ("", CARE_SIGN) for label in _CARE)
    held = [text for text, tone in row.notes if tone in ("stop", "held")]
    held = [text.removeprefix(_STOPPED) for text in held if not text.startswith(care)]
    reasons = [_unmarked(text) for text in (held if item.is_pointer else held[:1])]
    why = "; ".join(text for text, _ in reasons)
    marks = unique(mark for _, found in reasons for mark in found)
    title = f"{row.title}: {why}" if why else row.title
    if item.is_pointer or item.kind is EMERGENCY:
        # What comes first is told in words; how many lines it takes is for the first screen to say.
        aside = item.aside if item.kind in (BRANCH, ASKED) else ""
        tail = _with(f"{aside} {signs(item.entries)}".strip(), marks)
        return evolve(row, title=title, tail=tail, notes=())
    tail = _rests_on((item,)) or row.tail
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


def _rests_on(items: Sequence[Item]) -> str:
    """Return the first of what items cite, how many more, and the signs of their marks."""
    subjects = [item.subject for item in items]
    entries = [finding.entry for subject in subjects for finding in findings_in(subject)]
    entries += [need.entry for need in subjects if isinstance(need, NeedFinding)]
    return f"{cited(entries, 1)} {signs(entries)}".strip() if entries else ""


def _together(item: Item) -> ListRow:
    """Return an item that gathers others as a row that names as many as fit."""
    rows = [item_row(one) for one in item.folded]
    return evolve(
        rows[0],
        title="; ".join(unique(row.title.rstrip(".") for row in rows)),
        tail=_rests_on(item.folded),
        notes=(),
        beside=(),
        line=True,
        key=item.id,
        subject=item.subject,
    )
