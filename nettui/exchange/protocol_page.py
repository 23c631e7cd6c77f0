"""A protocol as a readable page: what it does, in words, for a clinician to check and sign.

One page for each plugin (``base`` among them): stage by stage every entry with its condition in
clinical words, what it says, strength, options, sources and mark; then the gates of the options,
parameters, derived facts, and the statements with their texts.
"""

from __future__ import annotations

from collections.abc import Iterator

from nettui.engine.language.conditions import Among
from nettui.engine.language.inferences import Excluded, Implied
from nettui.engine.language.rules import Guard, Need, Order, Rule
from nettui.engine.language.stages import MARKS, STAGE_TITLES, STAGES
from nettui.engine.language.wording import label as fact_label
from nettui.engine.language.wording import plain, words
from nettui.engine.plan.explain import row_words
from nettui.engine.protocol.entry import CATALOGUE, Entry
from nettui.engine.protocol.protocol import Protocol, guarded
from nettui.exchange.markdown import escape
from nettui.sheet.basis import option_labels
from nettui.sheet.entry import interval
from nettui.sheet.guards import holds

_KINDS = {
    "need": "Needed",
    "judgement": "Before the board",
    "order": "Rank",
    "override": "Override",
}


def page(protocol: Protocol, origin: str) -> str:
    """Return the page of one plugin as Markdown, the same bytes for the same protocol."""
    return "\n".join(_lines(protocol, origin)).rstrip("\n") + "\n"


def _lines(protocol: Protocol, origin: str) -> Iterator[str]:
    plugin = next(p for p in protocol.plugins if p["name"] == origin)
    own = [e for e in protocol.entries if e.origin == origin]
    yield f"# {escape(plugin['purpose'])}"
    yield ""
    yield f"Plugin `{origin}`, version {escape(plugin['version'])}, {plugin['layer']} layer."
    yield "Made from the rules themselves: what stands here is what runs. It advises, never"
    yield "decides."
    yield ""
    yield "Marks: " + "; ".join(f"{mark}: {text}" for mark, text in MARKS.items()) + "."
    for stage in STAGES:
        here = [e for e in own if e.stage == stage and e.kind != "guard"]
        if here:
            yield from ("", f"## {STAGE_TITLES[stage]}", "")
            for entry in here:
                yield from _entry(protocol, entry)
    guards = [e for e in own if e.kind == "guard" or e.stage == CATALOGUE]
    if guards:
        yield from ("", "## Stops, cautions and first steps", "")
        for entry in guards:
            yield from _entry(protocol, entry)
    yield from _parameters(protocol, origin)
    yield from _tables(protocol, origin)
    inferred = [e for e in protocol.inferred.values() if e.origin == origin]
    yield from _inferences(protocol, inferred)
    yield from _cited(protocol, [*own, *inferred])
    yield from (
        "",
        "## Signed",
        "",
        "Read and found right by: ____________________  Date: __________",
    )


def _entry(protocol: Protocol, entry: Entry) -> Iterator[str]:
    act = entry.act
    name = entry.id.partition(":")[2]
    title = _KINDS.get(entry.kind, "")
    if isinstance(act, Guard):
        title = act.kind.capitalize()
    says = f"{title}: {entry.says}" if title else entry.says
    yield f"**{escape(says)}**"
    yield ""
    yield f"- When: {escape(protocol.words(entry))}"
    if isinstance(act, Rule):
        yield f"- Strength: {act.strength or 'not stated'}; role: {plain(act.role)}"
        if act.options:
            yield f"- Options: {escape(option_labels(protocol, act.options))}"
        if act.answer:
            yield f"- Answer: {escape(' or '.join(map(plain, act.answer)))}"
        if act.due:
            yield f"- Due: {escape(interval(protocol, act.due))}"
        if act.status:
            yield f"- The plan is at most: {plain(act.status)}"
        if act.against:
            yield f"- Contradicts: {escape(', '.join(act.against))}"
        if act.flags:
            yield f"- Flags: {escape(', '.join(act.flags))}"
    if isinstance(act, Need):
        facts = ", ".join(fact_label(f, protocol.vocabulary) for f in act.facts)
        yield f"- Facts: {escape(facts)}"
        held = holds(protocol, act)
        if held:
            yield f"- While missing it holds {escape(held)}"
    if isinstance(act, Guard):
        options = guarded(act, protocol.options.values())
        yield f"- On: {escape(option_labels(protocol, options) or 'options of other plugins')}"
        for word, roles in (("Only as", act.roles), ("Not as", act.except_roles)):
            if roles:
                yield f"- {word}: {', '.join(map(plain, roles))}"
    if isinstance(act, Order):
        yield f"- First: {escape(option_labels(protocol, act.first))}"
        yield f"- Before: {escape(option_labels(protocol, act.over))}"
    cited = escape(", ".join(entry.cites))
    yield f"- Source: {cited}; mark {entry.written_mark}. Rule `{name}`"
    yield ""


def _parameters(protocol: Protocol, origin: str) -> Iterator[str]:
    names = [p["parameter"]["name"] for p in protocol.raw["parameters"] if p["origin"] == origin]
    if not names:
        return
    yield from ("", "## Parameters", "", "| parameter | in force | bounds | source | mark |")
    yield "|---|---|---|---|---|"
    for name in names:
        p = protocol.parameters[name]
        unit = f" {p.unit}" if p.unit else ""
        cited = escape(", ".join(p.statements))
        bounds = f"{p.low:g}–{p.high:g}{unit}"
        yield f"| {escape(p.label)} | {p.value:g}{unit} | {bounds} | {cited} | {p.mark} |"


def _tables(protocol: Protocol, origin: str) -> Iterator[str]:
    tables = [d.table for d in protocol.tables.values() if d.origin == origin]
    if not tables:
        return
    yield from ("", "## Derived facts", "", "The first row that holds answers.")
    for table in tables:
        yield from ("", f"**{escape(table.label)}** (`{table.name}`)", "")
        for row in table.rows:
            told = words(row.when, protocol.vocabulary, protocol.bounds, protocol.option_labels)
            remark = f" ({row.says})" if row.says else ""
            yield f"- {escape(row_words(row.value, protocol) + remark)}: {escape(told)}"
        cited = escape(", ".join((*table.statements, *table.sources)))
        yield f"- Source: {cited}; mark {table.mark}"


def _inferences(protocol: Protocol, inferred: list[Entry]) -> Iterator[str]:
    if not inferred:
        return
    yield from ("", "## What answers imply and exclude", "")
    yield "What is recorded always stands. What is implied is shown as a line of the record. What"
    yield "is excluded is named there as a contradiction, and read as not known."
    for entry in inferred:
        act = entry.act
        assert isinstance(act, Implied | Excluded)
        says = act.says if isinstance(act, Implied) else f"Contradiction: {act.says}"
        yield from ("", f"**{escape(says)}**", "")
        yield f"- {entry.kind.capitalize()}: {escape(_answer(protocol, act.fact, act.value))}"
        yield f"- When: {escape(protocol.words(entry))}"
        cited = escape(", ".join(entry.cites))
        yield f"- Source: {cited}; mark {entry.written_mark}. Row `{act.name}`"


def _answer(protocol: Protocol, fact: str, value: str | tuple[str, ...]) -> str:
    """Return an answer in words; of a list all that is on it."""
    if isinstance(value, str):
        return words(Among(fact, (value,)), protocol.vocabulary, protocol.bounds)
    listed = ", ".join(map(plain, value)) or "none"
    return f"{fact_label(fact, protocol.vocabulary)}: {listed}"


def _cited(protocol: Protocol, own: list[Entry]) -> Iterator[str]:
    for title, cited, texts in (
        ("Statements and readings", (e.statements for e in own), protocol.statements),
        ("Sources", (e.sources for e in own), protocol.sources),
    ):
        names = {name for names in cited for name in names if name in texts}
        if names:
            yield from ("", f"## {title}", "")
            yield from (f"- {escape(n)}: {escape(texts[n])}" for n in sorted(names))
