"""First steps and cautions that this case brings up, as rows of their own with their sign."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from nettui.engine.findings import Offer
from nettui.engine.plan import Plan
from nettui.sheet.basis import cited, signs
from nettui.sheet.guards import care
from nettui.tui.rows.lines import Row

_KEY = "care"
_NAMED = 2  # options named behind what holds on them


def care_rows(
    plan: Plan, offers: Iterable[Offer], where: str, told: Collection[str] = ()
) -> Iterator[Row]:
    """Yield what this case brings up on offers, but for the guards that are ``told``."""
    mine = tuple(offers)
    for one in care(plan, mine):
        if not one.is_standing and one.entries[0].id not in told:
            yield Row(
                sign="!",
                word=one.kind.word,
                tone="held",
                title=one.text(_NAMED),
                tail=f"{cited(one.entries, 1)} {signs(one.entries)}".strip(),
                key=f"{_KEY}:{where}:{one.entries[0].id}",
                subject=tuple(o for o in mine if o.option in one.options),
            )


def is_care(row: Row) -> bool:
    """Say whether a row is about a first step or a caution."""
    return row.key.startswith(f"{_KEY}:")


def guards_told(rows: Iterable[Row]) -> set[str]:
    """Return the guards that rows tell, by the id of the first behind each."""
    return {row.key.split(":", 2)[2] for row in rows if is_care(row)}
