"""The protocol to be read: an entry with all that it rests on, a statement with who cites it."""

from __future__ import annotations

from collections.abc import Iterator

from nettui.engine.protocol import Entry, Protocol, guarded, role_in
from nettui.engine.stages import MARKS, STAGE_TITLES
from nettui.engine.verbs import Due, Guard, Need, Rule
from nettui.engine.wording import label as fact_label
from nettui.engine.wording import plain
from nettui.exchange.document import Line
from nettui.sheet.basis import basis, option_labels
from nettui.sheet.guards import holds


def entry_lines(protocol: Protocol, entry: Entry) -> Iterator[Line]:
    """Yield all that is known of an entry, whoever the patient."""
    act, raw = entry.act, entry.raw
    stage = STAGE_TITLES.get(entry.stage, "Catalogue of options")
    yield Line(entry.full_id, label=entry.kind.capitalize())
    yield Line(f"{entry.origin} ({entry.layer} layer)", label="Contributed by")
    yield Line(stage, label="Stage")
    yield Line(protocol.words(entry), label="When")
    if isinstance(act, Rule):
        yield Line(f"{act.strength or 'not stated'}, {plain(act.role)}", label="Strength and role")
        if act.options:
            yield Line(option_labels(protocol, act.options), " ".join(act.options), "Options")
        if act.answer:
            yield Line(" or ".join(map(plain, act.answer)), label="Answer")
        if act.due:
            yield Line(due_words(protocol, act.due), label="Due")
        if act.against:
            yield Line(", ".join(act.against), label="Contradicts")
        if act.fixed:
            yield Line("it cannot be overridden", label="Fixed")
        yield from _overriding(protocol, entry)
        yield from _guarding(protocol, act)
    if isinstance(act, Need):
        facts = ", ".join(fact_label(f, protocol.vocabulary) for f in act.facts)
        yield Line(facts, " ".join(act.facts), "Needs")
        held = holds(protocol, act)
        if held:
            yield Line(held, label="While missing it holds")
    if isinstance(act, Guard):
        options = guarded(act, protocol.options.values())
        yield Line(option_labels(protocol, options), " ".join(options), act.kind.capitalize())
    if raw.get("flags"):
        yield Line(", ".join(raw["flags"]), label="Flags")
    for name in (*raw.get("statements", ()), *raw.get("sources", ())):
        yield from statement_lines(protocol, name)
    yield Line(MARKS[raw.get("mark", "base")], label="Mark")
    if entry.signed:
        signed = entry.signed
        yield Line(f"{signed['by']} ({signed['role']}), {signed['on']}", label="Signed off by")
    if raw.get("where"):
        yield Line(raw["where"], label="Written at")


def due_words(protocol: Protocol, due: Due) -> str:
    """Return in words when something is due."""
    names = (due.anchor, *due.after)
    after = " or ".join(fact_label(name, protocol.vocabulary) for name in names if name)
    after = after or "the day of the plan"
    again = ", again and again" if due.repeats else ""
    return f"{due.low:g} to {due.high:g} months after {after}{again}"


def _overriding(protocol: Protocol, entry: Entry) -> Iterator[Line]:
    if entry.kind == "override":
        raw = entry.raw
        yield Line(raw["target"], label="Overrides")
        approved = f"approved by {raw['approved_by']}, to be reviewed by {raw['review_by']}"
        yield Line(f"{raw['reason']} ({approved})", label="Reason", depth=1)
    for n in protocol.overriders.get(protocol.position[entry.id], ()):
        other = protocol.entries[n]
        yield Line(other.raw["says"], basis((other,)), "Overridden by")


def _guarding(protocol: Protocol, rule: Rule) -> Iterator[Line]:
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
            yield Line(f"{guard.says}{named}", basis((entry,)), guard.kind.capitalize())


def statement_lines(protocol: Protocol, name: str) -> Iterator[Line]:
    """Yield the text of a statement or a source."""
    text = protocol.statements.get(name) or protocol.sources.get(name)
    yield Line(text or "its text is not in the protocol", label=name)


def citing(protocol: Protocol, name: str) -> tuple[Entry, ...]:
    """Return the entries that cite a statement or a source."""
    return tuple(
        e
        for e in protocol.entries
        if name in e.raw.get("statements", ()) or name in e.raw.get("sources", ())
    )
