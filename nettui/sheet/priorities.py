"""What comes first in a plan: what to obtain, to decide, to do, and what is not to be done.

Decided here once, for paper and screen. Each item points to where the sheet says it in full.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from attrs import evolve

from nettui.engine.language.states import CANNOT_TELL as IS_OPEN
from nettui.engine.language.states import TRUE
from nettui.engine.plan.checks import waits
from nettui.engine.plan.findings import Conflict, Finding, GuardFinding, Offer
from nettui.engine.plan.leads import complete
from nettui.engine.plan.offers import held_by
from nettui.engine.plan.plan import Plan
from nettui.engine.protocol.entry import Entry
from nettui.sheet.basis import short_label, some, unique
from nettui.sheet.branches import first_branches
from nettui.sheet.guards import care_items, check_items, guard_item, held_back_by
from nettui.sheet.item import Item, Section
from nettui.sheet.kinds import (
    CANNOT_TELL,
    CONFLICT,
    CONSIDER,
    CONTRAINDICATED,
    DUE,
    EMERGENCY,
    FIRST,
    NEEDS,
    NOT_CLEARED,
    NOTE,
    OF_GROUP,
    OVERDUE,
    Kind,
)
from nettui.sheet.leading import (
    BESIDE,
    alternatives,
    before_all,
    emergencies,
    held_first,
    holding_back,
    leading_conflict,
    top,
    undecided,
    urgent,
    wishes,
)
from nettui.sheet.questions import asked_items, unclear_items
from nettui.sheet.unknown import unknown_words
from nettui.sheet.wording import (
    ACTIVE,
    after_checks,
    between,
    dated,
    disputed,
    due_words,
    is_base_alone,
    is_passed,
    named,
    role_words,
    speaking,
    to_board_words,
    unserved_site,
)

WHAT_FIRST = "What first"
NEXT = "first:next"  # the follow-up that is due next
NO_SITE_RULES = "no_site_rules"  # the flag of what is said where no plugin speaks of the site
COMPLETE = "first:complete"  # that no tumour is left to treat
GOALS = "patient.patient_goals"
_AT_ONCE = "nothing that is missing holds this back."
_LONG = 80
_NAMED = 4  # names in an item that only points to another one; of what is to be done, all
_UNDECIDED = 3  # treatments that wait for what is missing


def what_first(plan: Plan) -> Section:
    """Return what a reader in a hurry must see, the most pressing first."""
    return Section(title=WHAT_FIRST, items=tuple(_items(plan)))


def _items(plan: Plan) -> Iterator[Item]:
    leading, at_once = tuple(top(plan)), tuple(urgent(plan))
    wished = wishes(plan)
    # Said here in full, and nowhere else.
    for finding in emergencies(plan):
        yield evolve(_said(plan, EMERGENCY, finding), is_pointer=False, id=f"finding:{finding.id}")
    if at_once:
        # Never "consider": what is missing does not hold it back.
        item = _pointer(EMERGENCY, "urgent", (), _rules(at_once), at_once)
        yield evolve(item, title=f"{some((o.label for o in at_once), _NAMED)}: {_AT_ONCE}")
    yield from _of_the_patient(plan, wished)
    # Nothing that rests on them is cleared before they are answered, whatever else is known.
    yield from unclear_items(plan, "first")
    for finding in dict.fromkeys((*before_all(plan), *holding_back(plan))):
        if finding not in wished:
            yield _said(plan, FIRST, finding)
    offers = _recommended(plan, leading, at_once)
    held = tuple(held_first(plan, leading))
    yield from _not_cleared(plan, "held_first", held)
    is_complete = () if offers else complete(plan)
    if is_complete:
        # Of what rules of the site would say only where there are none.
        has_rules = not is_base_alone(plan) and not unserved_site(plan)
        told = [f for f in is_complete if not (has_rules and NO_SITE_RULES in f.entry.flags)]
        item = _pointer(NOTE, "complete", (), (f.entry for f in told), tuple(told))
        yield evolve(item, title=" ".join(f.says for f in told))
    branches = tuple(first_branches(plan))
    only_beside = all(o.role in BESIDE and o.group == "consider" for o in offers)
    if only_beside:
        # What only accompanies treatment does not stand above what the treatment may be.
        yield from branches
    if offers:
        # What an order puts before all that is to be done, even if it is only to consider.
        if offers[0].group == "do" and leading and leading[0].group == "consider":
            yield _offered(plan, CONSIDER, "leading", leading)
        yield _offered(plan, OF_GROUP[offers[0].group], "offers", offers)
    yield from check_items(plan, (*leading, *offers))
    # Behind the treatments: what is disputed among them says so.
    for conflict in leading_conflict(plan, leading):
        yield _conflict(plan, conflict)
    if not only_beside:
        yield from branches
    instead = tuple(alternatives(plan, leading))
    if instead:
        words = (alternatives_words(plan, instead),)
        yield _pointer(CANNOT_TELL, "instead", words, (f.entry for f in instead), instead)
    said = offers or held or at_once or is_complete
    if not said and not plan.conflicts and not plan.branch:
        yield _nothing_yet(plan)
    yield from _not_to_be_done(plan, held)
    yield from care_items(plan, (*at_once, *leading), "first")
    yield from _follow_up(plan)
    yield from asked_items(plan)


def _follow_up(plan: Plan) -> Iterator[Item]:
    """Yield what is overdue, what is due now or next, with its days."""
    late = tuple(due for due in plan.follow_up if due.overdue)
    if late:
        said = (due.finding.says.rstrip(".") for due in late)
        yield _pointer(OVERDUE, "late", said, (due.finding.entry for due in late), late)
    passed = [due for due in plan.follow_up if not due.overdue and is_passed(plan, due)]
    if passed:
        said = (due.finding.says.rstrip(".") for due in passed)
        pointer = _pointer(DUE, "now", said, (due.finding.entry for due in passed), tuple(passed))
        yield evolve(pointer, title=f"now: {pointer.title}")
    dated = (due for due in plan.follow_up if due.earliest and not is_passed(plan, due))
    coming = min(dated, key=lambda due: (due.earliest, due.latest), default=None)
    if coming:
        days, _ = due_words(plan, coming)
        item = _said(plan, DUE, coming.finding)
        says = coming.finding.says.rstrip(".")
        yield evolve(item, title=f"{days}: {says}", id=NEXT, subject=coming)


def _of_the_patient(plan: Plan, wished: Iterable[Finding]) -> Iterator[Item]:
    """Yield what the patient declines or prefers, and the goals in the words of the record."""
    for finding in wished:
        yield _said(plan, FIRST, finding)
    goals = plan.picture.get(GOALS)
    if isinstance(goals, str) and goals.strip():
        title = f"The patient's goals: {' '.join(goals.split())}"
        yield Item(kind=NOTE, title=title, is_pointer=True, id="first:goals", subject=title)


# --- items -------------------------------------------------------------------------------------


def _said(plan: Plan, kind: Kind, finding: Finding) -> Item:
    """Return an item that says what a rule says."""
    return Item(
        kind=kind,
        title=dated(plan, finding.entry, finding.says),
        entries=(finding.entry,),
        is_pointer=True,
        id=f"first:{finding.id}",
        subject=finding,
    )


def _pointer(
    kind: Kind, name: str, names: Iterable[str], entries: Iterable[Entry], subject: object
) -> Item:
    """Return an item that names some of what a later section says in full."""
    return Item(
        kind=kind,
        title=some(names, _NAMED),
        entries=tuple(dict.fromkeys(entries)),
        is_pointer=True,
        id=f"first:{name}",
        subject=subject,
    )


def _conflict(plan: Plan, conflict: Conflict) -> Item:
    count = len(plan.conflicts)
    return Item(
        kind=CONFLICT,
        title=sides(plan, conflict),
        aside=f"{count} conflicts" if count > 1 else "",
        entries=tuple(f.entry for f in conflict.findings),
        is_pointer=True,
        id="first:conflict:0",
        subject=conflict,
    )


def _recommended(
    plan: Plan, leading: Sequence[Offer], at_once: Sequence[Offer]
) -> tuple[Offer, ...]:
    """Return all that is to be done, else all to consider: what leads first, tests aside.

    What only accompanies another option comes last.
    """
    for group in ACTIVE:
        mine = [o for o in plan.offers if o.group == group and o.role != "diagnostic"]
        mine = [o for o in mine if o not in at_once]
        if mine:
            return tuple(
                sorted(
                    mine,
                    key=lambda o: (o not in leading, plan.is_weakened(*o.key), o.role in BESIDE),
                )
            )
    return ()


def _offered(plan: Plan, kind: Kind, name: str, offers: Sequence[Offer]) -> Item:
    """Return options to do or to consider, all by name; each says if it is disputed."""
    titles: list[str] = []
    for same in _alternatives(plan, offers):
        conflicts = disputed(plan, same[0])
        title = named(plan, same, len(same)) + role_words(same[0]) + after_checks(same[0])
        titles.append(title + (f" ({conflicts})" if conflicts else ""))
    item = _pointer(kind, name, (), _rules(offers), tuple(offers))
    return evolve(item, title=", ".join(titles))


def _alternatives(plan: Plan, offers: Iterable[Offer]) -> Iterable[list[Offer]]:
    """Return offers, together those that the same rules offer in the same role (INV-54)."""
    together: dict[object, list[Offer]] = {}
    for offer in offers:
        ids = tuple(f.id for f in speaking(offer))
        key = (ids, role_words(offer), between(plan, (offer,)), waits(offer))
        together.setdefault(key, []).append(offer)
    return together.values()


def _rules(offers: Iterable[Offer]) -> Iterator[Entry]:
    return (finding.entry for offer in offers for finding in speaking(offer))


def _nothing_yet(plan: Plan) -> Item:
    """Return what the missing facts may lead to, or that nothing is recommended."""
    found = undecided(plan)
    if found:
        rules = (f.entry for o in found for f in o.findings if f.status == IS_OPEN)
        return _pointer(CANNOT_TELL, "undecided", (undecided_words(found),), rules, found)
    title = "The protocol recommends no option for what is known."
    return Item(kind=NOTE, title=title, is_pointer=True, id="first:none", subject=title)


def _not_cleared(plan: Plan, name: str, held: Sequence[Offer]) -> Iterator[Item]:
    """Yield what would be offered but is not cleared, with what would clear it."""
    if held:
        facts = unique(fact for offer in held for fact in held_by(plan, offer))
        needs = unknown_words(plan, facts, _NAMED)
        behind = (*_rules(held), *(e for o in held for e in held_back_by(plan, o)))
        item = _pointer(NOT_CLEARED, name, (), behind, held)
        # What would lead is named whole: no treatment that goes first is "and 2 more".
        labels = unique(o.label for o in held)
        title = some(labels, len(labels) if name == "held_first" else _NAMED)
        yield evolve(item, title=title, notes=(Item(kind=NEEDS, title=needs),))


def _not_to_be_done(plan: Plan, said: Sequence[Offer]) -> Iterator[Item]:
    """Yield what else is not cleared, and what is stopped."""
    held = tuple(o for o in plan.offers if o.group == "not_cleared" and o not in said)
    yield from _not_cleared(plan, "held", held)
    by_reason: dict[tuple[Entry, ...], tuple[list[GuardFinding], list[Offer]]] = {}
    for offer in plan.offers:
        if offer.group == "contraindicated":
            guards = plan.guards(*offer.key)
            stops = [g for g in guards if g.guard.kind == "stop" and g.truth == TRUE]
            entries = tuple(guard.entry for guard in stops)
            by_reason.setdefault(entries, (stops, []))[1].append(offer)
    for n, (entries, (stops, stopped)) in enumerate(by_reason.items()):
        behind = (*_rules(stopped), *entries)
        item = _pointer(CONTRAINDICATED, f"stopped:{n}", (), behind, tuple(stopped))
        names = ", ".join(unique(o.label for o in stopped))
        notes = tuple(guard_item(plan, guard) for guard in stops)
        yield evolve(item, title=names, notes=notes)


# --- in words -----------------------------------------------------------------------------------


def undecided_words(offers: Iterable[Offer]) -> str:
    """Return the treatments that depend on missing facts; if they are many, that they do."""
    names = _names(offers)
    if len(names) > _UNDECIDED:
        return "No treatment can be judged yet: the answers to the questions below decide."
    return f"{', '.join(names)}: what is missing decides"


def _names(offers: Iterable[Offer]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(short_label(o.label) for o in offers))


def alternatives_words(plan: Plan, found: Sequence[Finding]) -> str:
    """Return what might be done instead, and what has to be known for that."""
    labels = unique(plan.protocol.option_labels[o] for f in found for o in f.options)
    facts = unique(fact for f in found for fact in plan.missing(f.entry))
    needs = unknown_words(plan, facts, _NAMED)
    instead = some((short_label(label) for label in labels), 3, " or ")
    return f"{instead} instead: {needs or 'what its answers rest on is not known'}"


def sides(plan: Plan, conflict: Conflict) -> str:
    """Return the two sides of a conflict in words: their options, or what they say."""
    return " / ".join(unique(_side(plan, side) for side in conflict.sides))


def _side(plan: Plan, side: Sequence[Finding]) -> str:
    says = ". ".join(unique(f.says.rstrip(".") for f in side))
    if len(says) < _LONG:
        return says
    labels = unique(
        short_label(plan.protocol.option_labels[option]) + to_board_words((f.entry.intent,))
        for f in side
        for option in f.options
    )
    return some(labels, 3) or ". ".join(unique(_beginning(f.says.rstrip(".")) for f in side))


def _beginning(text: str) -> str:
    """Return a sentence up to where it begins to explain itself, if that says enough."""
    short = re.split(r"[:;(]", text, maxsplit=1)[0].strip()
    return short if len(short) > _LONG // 2 else re.split(r"[;(]", text, maxsplit=1)[0].strip()
