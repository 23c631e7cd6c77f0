"""What stops, holds or goes before an option, and what a missing fact holds, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import frozen

from nettui.engine.language.rules import Need
from nettui.engine.language.stages import STAGE_TITLES
from nettui.engine.language.states import CHECK as CHECK_OPEN
from nettui.engine.language.states import FALSE, HELD, TRUE, UNKNOWN
from nettui.engine.language.wording import plain
from nettui.engine.plan.checks import NAMED, open_checks, waits
from nettui.engine.plan.findings import GuardFinding, Offer
from nettui.engine.plan.offers import held_by, is_held
from nettui.engine.plan.plan import Plan
from nettui.engine.protocol.entry import Entry
from nettui.engine.protocol.protocol import Protocol
from nettui.sheet.basis import option_labels, short_label, some, unique
from nettui.sheet.because import with_values
from nettui.sheet.item import Item
from nettui.sheet.kinds import CAUTION, CHECK, FIRST, NEEDS, STOP, Kind
from nettui.sheet.unknown import unknown_words
from nettui.sheet.wording import dated, to_board_words

KINDS = {"stop": STOP, "check": CHECK, "caution": CAUTION, "first": FIRST}
_NAMED = 2  # options named behind what holds on them
CARE = {"first": FIRST, "caution": CAUTION}


# --- on one option -----------------------------------------------------------------------------


def guard_notes(plan: Plan, offer: Offer) -> tuple[Item, ...]:
    """Return what holds or stops an option and what to mind, as notes."""
    guards = (guard_item(plan, g) for g in shown(plan, offer))
    return (*needs_of(plan, offer), *checks_of(plan, offer), *guards)


def needs_of(plan: Plan, offer: Offer) -> tuple[Item, ...]:
    """Return what must be known before an option is cleared, with the stops and needs behind it."""
    if offer.group != "not_cleared":
        return ()
    needs = unknown_words(plan, held_by(plan, offer)) or "what its stops rest on is not known"
    return (Item(kind=NEEDS, title=needs, entries=held_back_by(plan, offer)),)


def checks_of(plan: Plan, offer: Offer) -> tuple[Item, ...]:
    """Return what must be checked before an option is started, in one line (Z23)."""
    checks = open_checks(plan, offer)
    if not checks:
        return ()
    return (
        Item(kind=CHECK, title=check_words(plan, checks), entries=tuple(c.entry for c in checks)),
    )


def not_cleared_words(plan: Plan, offer: Offer) -> str:
    """Return why an option that is named is not cleared; empty where it is, or is stopped."""
    if offer.stop not in (CHECK_OPEN, HELD) or offer.group not in NAMED:
        return ""
    needs = unknown_words(plan, held_by(plan, offer)) if offer.stop == HELD else ""
    checks = check_words(plan, open_checks(plan, offer))
    words = (
        needs,
        f"check before starting: {checks}" if checks else "",
    )
    return f"{offer.label} is not cleared: {'; '.join(filter(None, words))}"


def check_items(plan: Plan, offers: Iterable[Offer]) -> Iterator[Item]:
    """Yield what must be checked before any of these options is started, in one line.

    Behind a check of one option among several stands which.
    """
    mine = tuple(dict.fromkeys(offer for offer in offers if waits(offer)))
    found: dict[str, tuple[dict[str, Entry], dict[str, str]]] = {}
    for offer in mine:
        for check in open_checks(plan, offer):
            entries, names = found.setdefault(_check(plan, check), ({}, {}))
            entries[check.entry.id] = check.entry
            names[offer.option] = short_label(offer.label)
    several = len({offer.option for offer in mine}) > 1
    words = (
        f"{says} ({', '.join(names.values())})" if several and len(names) == 1 else says
        for says, (_, names) in found.items()
    )
    if found:
        yield Item(
            kind=CHECK,
            title=", ".join(words),
            entries=tuple(entry for entries, _ in found.values() for entry in entries.values()),
            is_pointer=True,
            id="first:checks",
            subject=mine,
        )


def check_words(plan: Plan, checks: Iterable[GuardFinding]) -> str:
    """Return checks in one line: ``Blood count (3 months old), creatinine clearance``."""
    return ", ".join(unique(_check(plan, check) for check in checks))


def _check(plan: Plan, check: GuardFinding) -> str:
    """Return a check, of one that was done how long ago that is."""
    says = check.guard.says.rstrip(".")
    return with_values(plan, check.entry, says) if check.truth == TRUE else says


def held_back_by(plan: Plan, offer: Offer) -> tuple[Entry, ...]:
    """Return the stops and needs for which an option is not cleared."""
    stops = (g for g in plan.guards(offer.option, offer.role) if g.guard.kind == "stop")
    needs = (n for n in plan.needs if n.missing and is_held(plan, offer, n.need))
    return (*(g.entry for g in stops if g.truth == UNKNOWN), *(n.entry for n in needs))


def shown(plan: Plan, offer: Offer) -> tuple[GuardFinding, ...]:
    """Return the stops in force, and the cautions and first steps that hold or may hold.

    A stop that is not known to hold is said by what the option needs, a check in its own line.
    """
    return tuple(
        guard
        for guard in plan.guards(offer.option, offer.role)
        if guard.guard.kind != "check"
        and (guard.truth == TRUE or (guard.truth != FALSE and guard.guard.kind != "stop"))
    )


def guard_item(plan: Plan, guard: GuardFinding) -> Item:
    """Return one guard; of one that may hold also what would decide it."""
    says = _says(plan, guard)
    unsure = guard.truth == UNKNOWN
    if unsure:
        needs = unknown_words(plan, plan.missing(guard.entry))
        says += f" (cannot tell: {needs})" if needs else " (cannot tell)"
    return Item(
        kind=KINDS[guard.guard.kind],
        title=f"{says}.",
        entries=(guard.entry,),
        is_standing=guard.entry.is_unconditional,
        is_unsure=unsure,
    )


def _says(plan: Plan, guard: GuardFinding) -> str:
    """Return what a guard says, of one that holds with the values that make it hold."""
    says = dated(plan, guard.entry, guard.guard.says.rstrip("."))
    return with_values(plan, guard.entry, says) if guard.truth == TRUE else says


# --- on several options ------------------------------------------------------------------------


@frozen
class Care:
    """A first step or caution in force: its kind, what it says, the guards behind it.

    ``options`` are the ids of the options that it concerns, ``names`` what they are called.
    ``is_standing`` if it holds for every patient given the option, rather than for this case.
    """

    kind: Kind
    says: str
    entries: tuple[Entry, ...]
    options: tuple[str, ...]
    names: tuple[str, ...]
    is_standing: bool

    def text(self, most: int) -> str:
        """Return what it says, with so many of the options it concerns."""
        return f"{self.says} ({some(self.names, most)})"


def care(plan: Plan, offers: Iterable[Offer]) -> tuple[Care, ...]:
    """Return the first steps and cautions in force on offers, each once, first steps first."""
    found: dict[tuple[str, str], tuple[dict[str, Entry], dict[str, str]]] = {}
    for offer in offers:
        for guard in plan.guards(offer.option, offer.role):
            if guard.guard.kind in CARE and guard.truth == TRUE:
                says = _says(plan, guard)
                key = (guard.guard.kind, says)
                entries, names = found.setdefault(key, ({}, {}))
                entries[guard.entry.id] = guard.entry
                names[offer.option] = short_label(offer.label) + to_board_words(offer.intents)
    made = [
        Care(
            kind=CARE[kind],
            says=says,
            entries=tuple(entries.values()),
            options=tuple(names),
            names=tuple(names.values()),
            is_standing=all(entry.is_unconditional for entry in entries.values()),
        )
        for (kind, says), (entries, names) in found.items()
    ]
    return tuple(sorted(made, key=lambda one: (one.kind is not FIRST, one.is_standing)))


def care_items(plan: Plan, offers: Iterable[Offer], where: str) -> tuple[Item, ...]:
    """Return the first steps and cautions on offers that this case raises, each once."""
    mine = tuple(offers)
    return tuple(
        Item(
            kind=one.kind,
            title=one.text(_NAMED),
            entries=one.entries,
            is_pointer=True,
            id=f"care:{where}:{one.entries[0].id}",
            subject=tuple(o for o in mine if o.option in one.options),
        )
        for one in care(plan, mine)
        if not one.is_standing
    )


# --- by what is missing ------------------------------------------------------------------------


def holds(protocol: Protocol, need: Need) -> str:
    """Return in words what a need caps while it is missing, empty for nothing."""
    caps = need.caps
    parts = [f"the plan at {plain(caps.status)}"] if caps.status else []
    parts += [option_labels(protocol, caps.options)] if caps.options else []
    parts += [f"{plain(name)} options" for name in caps.classes]
    parts += [STAGE_TITLES[stage].lower() for stage in caps.stages]
    held = ", ".join(parts)
    if held and caps.roles:
        held += f" ({', '.join(map(plain, caps.roles))} only)"
    if held and caps.except_roles:
        held += f" (not {', '.join(map(plain, caps.except_roles))})"
    return held
