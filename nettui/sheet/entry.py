"""An entry of the protocol to be read without a patient, with all that it rests on."""

from __future__ import annotations

from collections.abc import Iterator

from nettui.engine.language.rules import Due, Guard, Need, Override, Rule
from nettui.engine.language.stages import MARKS, STAGE_TITLES
from nettui.engine.language.wording import label as fact_label
from nettui.engine.language.wording import plain
from nettui.engine.protocol.entry import CATALOGUE, RECORD, Entry, role_in
from nettui.engine.protocol.protocol import Protocol, guarded
from nettui.sheet.basis import option_labels, unique
from nettui.sheet.guards import KINDS, holds
from nettui.sheet.item import Item
from nettui.sheet.kinds import CITED, FROM, OVERRIDER, REASON, SAID, WHILE_MISSING

_NO_STAGES = {CATALOGUE: "Catalogue of options", RECORD: "The record"}
# What is said of an entry behind who contributed it.
_BEHIND = ("Strength and role", "Mark", "Contradicts", "Fixed", "Written at")


def entry_items(protocol: Protocol, entry: Entry) -> Iterator[Item]:
    """Yield all that is known of an entry, each under a label of its own."""
    act = entry.act
    yield said(entry.kind.capitalize(), entry.full_id)
    yield _contributed(entry)
    yield said("Stage", {**STAGE_TITLES, **_NO_STAGES}[entry.stage])
    yield said("When", protocol.words(entry))
    if isinstance(act, Rule):
        yield said("Strength and role", f"{act.strength or 'not stated'}, {plain(act.role)}")
        if act.options:
            yield said("Options", option_labels(protocol, act.options), " ".join(act.options))
        if act.answer:
            yield said("Answer", " or ".join(map(plain, act.answer)))
        if act.due:
            yield said("Due", interval(protocol, act.due))
        if act.against:
            yield said("Contradicts", ", ".join(act.against))
        if act.fixed:
            yield said("Fixed", "it cannot be overridden")
        yield from _overriding(protocol, entry)
        yield from _guarding(protocol, act)
    if isinstance(act, Need):
        facts = ", ".join(fact_label(f, protocol.vocabulary) for f in act.facts)
        yield said("Needs", facts, " ".join(act.facts))
        yield from while_missing(protocol, act)
    if isinstance(act, Guard):
        options = guarded(act, protocol.options.values())
        yield said(KINDS[act.kind].word, option_labels(protocol, options), " ".join(options))
    if entry.flags:
        yield said("Flags", ", ".join(entry.flags))
    yield from cited_items(protocol, entry)
    yield said("Mark", MARKS[entry.written_mark])
    if entry.signed:
        signed = entry.signed
        yield said("Signed off by", f"{signed['by']} ({signed['role']}), {signed['on']}")
    if entry.where:
        yield said("Written at", entry.where)


def rests_on(protocol: Protocol, entry: Entry) -> Iterator[Item]:
    """Yield the sentences that an entry rests on, and in one item who contributed it."""
    yield from cited_items(protocol, entry)
    known = {item.names: item.title for item in entry_items(protocol, entry)}
    behind = " · ".join(known[label] for label in _BEHIND if label in known)
    yield Item(kind=FROM, title=_contributed(entry).title, aside=behind)


def cited_items(protocol: Protocol, entry: Entry) -> Iterator[Item]:
    """Yield the statements and sources that an entry cites, each once."""
    for name in unique(entry.cites):
        yield cited_item(protocol, name)


def cited_item(protocol: Protocol, name: str) -> Item:
    """Return the text of a statement or a source."""
    text = protocol.statements.get(name) or protocol.sources.get(name)
    return Item(kind=CITED, names=name, title=text or "its text is not in the protocol")


def while_missing(protocol: Protocol, need: Need) -> Iterator[Item]:
    """Yield what a need holds while it is missing, nothing where it holds nothing."""
    held = holds(protocol, need)
    if held:
        yield Item(kind=WHILE_MISSING, title=f"it holds {held}")


def interval(protocol: Protocol, due: Due) -> str:
    """Return in words when something is due, for no patient in particular."""
    names = (due.anchor, *due.after)
    after = " or ".join(fact_label(name, protocol.vocabulary) for name in names if name)
    after = after or "the day of the plan"
    again = ", again and again" if due.repeats else ""
    return f"{due.low:g} to {due.high:g} months after {after}{again}"


def said(label: str, text: str, aside: str = "", *entries: Entry) -> Item:
    """Return a text under a label of its own, with what it rests on."""
    return Item(kind=SAID, names=label, title=text, aside=aside, entries=entries)


def _contributed(entry: Entry) -> Item:
    return said("Contributed by", f"{entry.origin} ({entry.layer} layer)")


def _overriding(protocol: Protocol, entry: Entry) -> Iterator[Item]:
    act = entry.act
    if isinstance(act, Override):
        approved = f"approved by {act.approved_by}, to be reviewed by {act.review_by}"
        reason = Item(kind=REASON, title=f"{act.reason} ({approved})")
        yield Item(kind=SAID, names="Overrides", title=act.target, notes=(reason,))
    for n in protocol.overriders.get(protocol.position[entry.id], ()):
        other = protocol.entries[n]
        yield Item(kind=OVERRIDER, title=other.says, entries=(other,))


def _guarding(protocol: Protocol, rule: Rule) -> Iterator[Item]:
    """Yield the guards on the options of a rule, each once."""
    found: dict[int, list[str]] = {}
    for option in rule.options:
        for n in protocol.guards.get(option, ()):
            found.setdefault(n, []).append(option)
    for n, options in found.items():
        entry = protocol.entries[n]
        guard = entry.act
        assert isinstance(guard, Guard)
        if role_in(rule.role, guard.roles, guard.except_roles):
            named = f" ({option_labels(protocol, options)})" if len(rule.options) > 1 else ""
            yield Item(kind=KINDS[guard.kind], title=f"{guard.says}{named}", entries=(entry,))
