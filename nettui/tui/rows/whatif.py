"""What would change a line: the single facts whose change flips it, with the value at which."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from nettui.case.words import plain
from nettui.engine.findings import Finding, Offer
from nettui.engine.plan import Plan
from nettui.engine.whatif import Change, changes
from nettui.sheet.wording import role_words
from nettui.tui.rows.lines import Row
from nettui.tui.rows.wording import heading


def about(subject: object) -> Finding | Offer | None:
    """Return what of a row can be changed by a fact, None where there is nothing."""
    match subject:
        case Finding() | Offer():
            return subject
        case (Finding() | Offer() as first, *_):
            return first
    return None


def whatif_rows(plan: Plan, of: Finding | Offer | None) -> Iterator[Row]:
    """Yield each fact whose change alone changes the line (None: the status of the plan)."""
    name = "the plan's status"
    if isinstance(of, Offer):
        name = f"{of.label}{role_words(of)}"
    elif of is not None:
        name = of.says.rstrip(".")
    found = changes(plan, of)
    yield heading(f"What would change: {name}")
    if not found:
        yield Row(title="No single fact would change it.")
    else:
        yield Row(title="One fact at a time, all others as recorded. Not a suggestion to seek it.")
    for fact, same in groupby(found, key=lambda change: change.fact):
        yield from _of_fact(plan, fact, tuple(same))


def _of_fact(plan: Plan, fact: str, same: tuple[Change, ...]) -> Iterator[Row]:
    now = plan.seen().got(fact)
    yield heading(same[0].label, f"now: {now}")
    for after, ways in groupby(same, key=lambda change: change.after):
        words = ", ".join(change.words for change in ways)
        sign = "*" if same[0].was_known else "?"
        yield Row(
            sign=sign,
            word=plain(after),
            title=words,
            key=f"{fact}:{after}:{words}",
        )
