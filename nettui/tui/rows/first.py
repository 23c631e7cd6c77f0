"""What a reader in a hurry must see of a plan: what to obtain, what contradicts, what to do.

Each row points to where the rest of the plan tells it in full, with the signs of all behind it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import evolve

from nettui.engine.findings import Finding, NeedFinding, Offer
from nettui.engine.offers import held_by
from nettui.engine.plan import Plan
from nettui.engine.protocol import Entry
from nettui.engine.settle import MISSING, TRUE
from nettui.exchange.head import (
    BESIDE,
    alternatives,
    alternatives_words,
    before_all,
    holding_back,
    leading_conflict,
    sides,
    top,
    undecided,
    undecided_words,
    urgent,
)
from nettui.sheet.basis import brief_basis, signs, unique
from nettui.sheet.guards import needs_of
from nettui.sheet.item import findings_in
from nettui.sheet.questions import unclear_items
from nettui.sheet.wording import role_words
from nettui.tui.rows.care import care_rows, is_care
from nettui.tui.rows.lines import Row
from nettui.tui.rows.sheet_rows import item_row
from nettui.tui.rows.wording import group_row

_NAMED = 4  # names in a row that only points to where they stand in full


def first_rows(plan: Plan) -> Iterator[Row]:
    """Yield the rows, the most pressing first."""
    yield from (_signed(plan, row) for row in _rows(plan))


def _rows(plan: Plan) -> Iterator[Row]:
    """Yield what a reader in a hurry must see: what to obtain, what contradicts, what to do."""
    yield from map(item_row, unclear_items(plan, "first"))
    leading = tuple(top(plan))
    missing = tuple(n for n in plan.pressing if n.state == MISSING)
    if missing:
        facts = unique(f for n in missing for f in n.missing)
        names = _some(plan.protocol.vocabulary[f].label for f in facts)
        yield Row(
            sign="!", word="Obtain", tone="held", title=names, key="first:obtain", subject=missing
        )
    for conflict in leading_conflict(plan, leading):
        more = f"{len(plan.conflicts)} conflicts" if len(plan.conflicts) > 1 else ""
        title = sides(plan, conflict)
        yield group_row("conflict", title, more, key="first:conflict:0", subject=conflict)
    at_once = tuple(urgent(plan))
    if at_once:
        names = _some(o.label for o in at_once)
        yield group_row(at_once[0].group, names, key="first:urgent", subject=at_once)
    for finding in dict.fromkeys((*before_all(plan), *holding_back(plan))):
        yield Row(
            sign="!",
            word="First",
            tone="held",
            title=finding.says,
            tail=brief_basis((finding.entry,)),
            key=f"first:{finding.id}",
            subject=finding,
        )
    # What an order puts before all that is to be done, even if it is only to consider.
    if leading and leading[0].group == "consider" and any(o.group == "do" for o in plan.offers):
        names = _some(unique(f"{o.label}{role_words(o)}" for o in leading))
        yield group_row("consider", names, key="first:leading", subject=leading)
    offers: tuple[Offer, ...] = ()
    for group in ("do", "consider"):
        mine = [o for o in plan.offers if o.group == group and o.role != "diagnostic"]
        # What comes first leads; what only accompanies another option comes last.
        mine.sort(key=lambda o: (o not in leading, o.role in BESIDE))
        offers = tuple(o for o in mine if o not in at_once)
        if offers:
            names = _some(unique(f"{o.label}{role_words(o)}" for o in offers))
            yield group_row(group, names, key="first:offers", subject=offers)
            break
    instead = tuple(alternatives(plan, leading))
    if instead:
        words = alternatives_words(plan, instead)
        yield group_row("cannot_tell", words, key="first:instead", subject=instead)
    if not offers and not at_once and not plan.conflicts:
        open_yet = undecided(plan)
        if open_yet:
            words = undecided_words(open_yet)
            yield group_row("cannot_tell", words, key="first:undecided", subject=open_yet)
        else:
            title = "The protocol recommends no option for what is known."
            yield group_row("note", title, key="first:none", subject=title)
    yield from _first_held(plan)
    stopped = tuple(o for o in plan.offers if o.group == "contraindicated")
    if stopped:
        names = _some(unique(o.label for o in stopped))
        yield group_row("contraindicated", names, key="first:stopped", subject=stopped)
    yield from care_rows(plan, (*at_once, *leading), "first")
    late = tuple(due for due in plan.follow_up if due.overdue)
    if late:
        names = _some(unique(due.finding.says.rstrip(".") for due in late))
        yield Row(
            sign="!", word="OVERDUE", tone="stop", title=names, key="first:late", subject=late
        )


def _signed(plan: Plan, row: Row) -> Row:
    """Return a row that only points further down with the signs of all that it points to."""
    if isinstance(row.subject, Finding) or is_care(row):
        return row
    entries = [f.entry for f in findings_in(row.subject)]
    for part in row.subject if isinstance(row.subject, tuple) else ():
        if isinstance(part, NeedFinding):
            entries.append(part.entry)
        if isinstance(part, Offer):
            entries += _in_the_way(plan, part)
    return evolve(row, tail=" ".join(unique((row.tail, signs(entries)))))


def _in_the_way(plan: Plan, offer: Offer) -> Iterator[Entry]:
    """Yield the stops and needs that stop or hold an option."""
    if offer.group == "contraindicated":
        for guard in plan.guards(offer.option, offer.role):
            if guard.guard.kind == "stop" and guard.truth == TRUE:
                yield guard.entry
    for need in needs_of(plan, offer):
        yield from need.entries


def _first_held(plan: Plan) -> Iterator[Row]:
    """Yield what would be offered but is not cleared, with what would clear it."""
    held = tuple(o for o in plan.offers if o.group == "not_cleared")
    if held:
        names = _some(unique(o.label for o in held))
        needs = unique(f for o in held for f in held_by(plan, o))
        note = f"Needs: {_some(plan.protocol.vocabulary[f].label for f in needs)}"
        yield group_row(
            "not_cleared", names, notes=((note, "held"),), key="first:held", subject=held
        )


def _some(names: Iterable[str]) -> str:
    known = list(names)
    more = f" and {len(known) - _NAMED} more" if len(known) > _NAMED else ""
    return ", ".join(known[:_NAMED]) + more
