"""What the protocol asks to be known, as rows: what is missing, and what its absence holds."""

from __future__ import annotations

from collections.abc import Iterator

from nettui.engine.findings import NeedFinding
from nettui.engine.plan import Plan
from nettui.engine.settle import MAYBE_MISSING, MET, MISSING, NOT_NEEDED
from nettui.sheet.basis import not_known
from nettui.sheet.guards import holds
from nettui.tui.rows.lines import Row, Run
from nettui.tui.rows.wording import tail_of

_NEEDS = {
    MISSING: ("!", "Missing", "held"),
    MAYBE_MISSING: ("?", "May be needed", "unknown"),
    MET: ("+", "Known", ""),
    NOT_NEEDED: ("-", "Not needed", ""),
}


def missing_rows(plan: Plan, stage: str) -> Iterator[Row]:
    """Yield what a stage misses: what is missing for sure, of that what blocks most, first."""
    for need in plan.pressing:
        if need.entry.stage == stage:
            yield need_row(plan, need)


def need_row(plan: Plan, need: NeedFinding) -> Row:
    """Return the row of a need: what it asks for, what is not known, what its absence holds."""
    sign, word, tone = _NEEDS[need.state]
    says = need.need.says.rstrip(".")
    labels = not_known(plan, need.missing, says)
    notes: list[Run] = []
    if labels:
        notes.append((f"{labels[:1].upper()}{labels[1:]}", ""))
    held = holds(plan.protocol, need.need)
    if held and need.missing:
        notes.append((f"Holds {held}", ""))
    return Row(
        sign=sign,
        word=word,
        tone=tone,
        title=says,
        tail=tail_of((need.entry,)),
        notes=tuple(notes),
        key=f"need:{need.entry.id}",
        subject=need,
    )
