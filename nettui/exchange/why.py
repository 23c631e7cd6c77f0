"""Why, and why not: one rule, option, need, guard, order, table, stage or statement of a plan."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from attrs import evolve

from nettui.case.facts import FACTS
from nettui.case.nearest import did_you_mean
from nettui.engine.explain import TRUTH_WORDS, Clause
from nettui.engine.findings import GROUPS, Finding
from nettui.engine.plan import Plan
from nettui.engine.protocol import Entry, Protocol
from nettui.engine.settle import FALSE, NEED_WORDS, UNKNOWN
from nettui.engine.stages import STAGE_TITLES, STAGES
from nettui.engine.verbs import Guard, Need
from nettui.engine.wording import plain
from nettui.exchange.cited import entry_lines, statement_lines
from nettui.exchange.document import Document, Line, Part
from nettui.exchange.layout import note_lines
from nettui.sheet.basis import (
    basis,
    entry_of,
    fact_labels,
    noun_basis,
    option_labels,
    unique,
)
from nettui.sheet.guards import guard_item, holds, needs_of
from nettui.sheet.kinds import OF_GROUP


class UnknownId(ValueError):
    """An id that names nothing, or several things, in the protocol in force."""


def why(plan: Plan, wanted: str) -> Document:
    """Return why an id is as it is for the case. Raises `UnknownId` with the nearest id."""
    head = f"{plan.case.case_id} · {plan.as_of.isoformat()} · why {wanted}"
    return (Part(head, ()), *_parts(plan, wanted))


def _parts(plan: Plan, wanted: str) -> Document:
    kind, name = find(plan.protocol, wanted)
    return _ANSWERS[kind](plan, name)


def find(protocol: Protocol, wanted: str) -> tuple[str, str]:
    """Return what an id names: its kind (``entry``, ``option``, ...) and its full id.

    An entry may be named without its origin, and without its stage too: that is the base
    protocol's, or the only one of that name. Raises `UnknownId`.
    """
    name = wanted.rpartition("@")[0] if "@" in wanted else wanted
    for kind, names in _named(protocol).items():
        if name in names:
            return kind, name
    for shortened in (_without_origin, _without_stage):
        short = [full for full in protocol.position if shortened(full) == name]
        base = [full for full in short if full.startswith("base:")]
        if len(base) == 1 or len(short) == 1:
            return "entry", (base or short)[0]
        if short:
            raise UnknownId(f"'{wanted}' is the id of several rules: {', '.join(short)}. Name one.")
    everything = [n for names in _named(protocol).values() for n in names]
    everything += [_without_origin(full) for full in protocol.position]
    near = did_you_mean(name, set(everything))
    if not near.startswith("Did"):
        near = "'nettui rules list' and 'nettui rules search' show what there is."
    raise UnknownId(f"Nothing in the protocol in force is called '{wanted}'. {near}")


def _without_origin(full: str) -> str:
    return full.partition(":")[2]


def _without_stage(full: str) -> str:
    """Return an id as a report gives it under the heading of its stage."""
    origin, _, name = full.partition(":")
    short = name.partition(".")[2] if name.partition(".")[0] in STAGES else name
    return short if origin == "base" else f"{origin}:{short}"


def _named(protocol: Protocol) -> Mapping[str, Iterable[str]]:
    return {
        "entry": protocol.position,
        "stage": STAGES,
        "option": protocol.options,
        "table": protocol.tables,
        "statement": {**protocol.statements, **protocol.sources},
        "fact": FACTS,
    }


# --- entries -----------------------------------------------------------------------------------


def _entry(plan: Plan, entry_id: str) -> Document:
    entry = entry_of(plan, entry_id)
    truth = plan.truth(plan.protocol.position[entry_id])
    act = entry.act
    lines = [Line(entry.raw["says"], basis((entry,)))]
    if isinstance(act, Need):
        lines.append(Line(NEED_WORDS[truth], label="State"))
        known = [f for f in act.facts if plan.seen().facts[f].known]
        unused = plan.picture.unused
        for f in act.facts:
            what = unused[f].short if f in unused else "not known"
            label = plan.protocol.vocabulary[f].label
            lines.append(Line("known" if f in known else what, label=label, depth=1))
        held = holds(plan.protocol, act)
        lines += [Line(held, label="While missing it holds")] if held else []
        truth = plan.seen_for(entry).truth(act.when)
    elif isinstance(act, Guard):
        lines.append(Line(_guard_state(act.kind, truth), label="State"))
    elif entry.kind == "order":
        first, over = (option_labels(plan.protocol, entry.raw[k]) for k in ("first", "over"))
        lines.append(Line(f"{first} before {over}", label="Ranks"))
        lines.append(Line(TRUTH_WORDS[truth], label="In force"))
    else:
        lines += _finding_state(plan, plan.finding(entry_id))
    lines += _condition(plan, entry, truth)
    return (Part("Why", tuple(lines)), Part("What it is", tuple(entry_lines(plan.protocol, entry))))


def _guard_state(kind: str, truth: int) -> str:
    state = {
        "stop": ("not in the way", "not excluded: holds what it guards", "stops what it guards"),
        "caution": ("not for this case", "cannot tell", "in force"),
        "first": ("not needed", "cannot tell", "to be done first"),
    }
    return state[kind][truth]


def _finding_state(plan: Plan, finding: Finding) -> Iterator[Line]:
    yield Line(finding.status_word, label="Status")
    for label, others in (
        ("Overridden by", finding.overridden_by),
        ("May be overridden by", finding.may_be_overridden_by),
    ):
        for other in others:
            entry = entry_of(plan, other)
            yield Line(entry.raw["says"], basis((entry,)), label)
    role = finding.entry.raw.get("role", "primary")
    for offer in plan.offers:
        if offer.option in finding.options and offer.role == role:
            yield Line(OF_GROUP[offer.group].word.lower(), offer.option, f"Option {offer.label}")
            yield from note_lines(needs_of(plan, offer))
            for guard in plan.guards(offer.option, role):
                if guard.truth != FALSE:
                    yield from note_lines((guard_item(plan, guard),))


def _condition(plan: Plan, entry: Entry, truth: int) -> Iterator[Line]:
    clauses = plan.seen_for(entry).clauses(entry.act.when)
    if entry.kind == "override":
        target = entry_of(plan, entry.raw["target"].rpartition("@")[0])
        held = TRUTH_WORDS[plan.truth(plan.protocol.position[target.id])]
        yield Line(held, basis((target,)), "What it overrides holds")
    yield Line(TRUTH_WORDS[truth], label="Its condition holds")
    yield from clause_lines(clauses, 1)
    if truth == UNKNOWN:
        missing = plan.missing(entry)
        yield Line(fact_labels(plan, missing), " ".join(missing), "Would be decided by")


def clause_lines(clauses: Iterable[Clause], depth: int) -> Iterator[Line]:
    """Yield clauses: what was wanted, what was got, and whether it holds."""
    for clause in clauses:
        got = f"; got {clause.got}" if clause.got else ""
        text = f"{clause.wanted}{got}"
        yield Line(text, label=TRUTH_WORDS[clause.truth], depth=depth + clause.depth)


# --- options, stages, tables, statements, facts -------------------------------------------------


def _option(plan: Plan, option: str) -> Document:
    protocol = plan.protocol
    made = protocol.options[option]
    parts = []
    for offer in plan.offers:
        if offer.option != option:
            continue
        place = f", place {offer.rank}" if offer.rank else ""
        lines = [Line(f"{OF_GROUP[offer.group].word.lower()}{place}", label="Stands as")]
        lines += note_lines(needs_of(plan, offer))
        for reason in offer.rank_reasons if offer.rank else ():
            entry = entry_of(plan, reason)
            lines.append(Line(entry.raw["says"], basis((entry,)), "Order", 1))
        for finding in offer.findings:
            lines.append(Line(finding.says, basis((finding.entry,)), finding.status_word))
            if finding.status_word == "cannot tell":
                needs = fact_labels(plan, plan.missing(finding.entry))
                lines.append(Line(needs, label="Needs", depth=1))
        title = f"{made.label}, {plain(offer.role)}"
        parts.append(Part(title, tuple(lines)))
    if not parts:
        parts.append(Part(made.label, (Line("No rule in force names it."),)))
    guards = [
        evolve(line, label=f"{line.label}, {_guard_state(guard.guard.kind, guard.truth)}", depth=0)
        for guard in sorted(plan.guards(option), key=lambda g: -g.truth)
        for line in note_lines((guard_item(plan, guard),))
    ]
    parts.append(Part("Guards", tuple(guards or (Line("None."),))))
    facts = (
        ("Classes", ", ".join(map(plain, made.classes))),
        ("Dose", made.dose),
        ("Monitoring", made.monitoring),
        ("Therapy", made.therapy),
        ("Evidence", made.evidence),
        ("Excludes", option_labels(protocol, made.opposes)),
        ("Sources", ", ".join(made.sources)),
    )
    rests = noun_basis(protocol, "option", option)
    about = tuple(Line(text, rests, label) for label, text in facts if text)
    return (*parts, *((Part("What it is", about),) if about else ()))


def _stage(plan: Plan, stage: str) -> Document:
    findings = plan.findings_in[stage]
    parts = []
    for group in GROUPS:
        lines = tuple(
            Line(f.says, basis((f.entry,)), f.status_word) for f in findings if f.group == group
        )
        if lines:
            parts.append(Part(OF_GROUP[group].word, lines))
    needs = [n for n in plan.needs if n.entry.stage == stage]
    if needs:
        lines = tuple(Line(n.need.says, basis((n.entry,)), n.state_word) for n in needs)
        parts.append(Part("Needs", lines))
    silent = Part(STAGE_TITLES[stage], (Line("The protocol in force has no rule for this."),))
    return tuple(parts) or (silent,)


def _table(plan: Plan, name: str) -> Document:
    derivation = plan.protocol.tables[name]
    table = derivation.table
    cited = " ".join((*table.statements, *table.sources))
    mark = noun_basis(plan.protocol, "table", name)
    rests = " · ".join(unique((cited, f"{derivation.origin}: table {name}", mark)))
    seen = plan.seen()
    lines = [Line(seen.got(name), rests, table.label)]
    lines += clause_lines(seen.derivation(name), 1)
    return (Part("Why", tuple(lines)),)


def _statement(plan: Plan, name: str) -> Document:
    lines = list(statement_lines(plan.protocol, name))
    for n, entry in enumerate(plan.protocol.entries):
        if name in (*entry.raw.get("statements", ()), *entry.raw.get("sources", ())):
            lines.append(Line(f"{entry.raw['says']}", basis((entry,)), _state(plan, n), 1))
    return (Part("Statement" if name in plan.protocol.statements else "Source", tuple(lines)),)


def _state(plan: Plan, n: int) -> str:
    entry = plan.protocol.entries[n]
    if entry.kind == "need":
        return NEED_WORDS[plan.truth(n)]
    if entry.kind in ("guard", "order"):
        return f"{entry.kind}, {TRUTH_WORDS[plan.truth(n)]}"
    return plan.finding(entry.id).status_word


def _fact(plan: Plan, name: str) -> Document:
    fact = FACTS[name]
    lines = [Line(plan.picture.words(name), name, fact.label)]
    if name in plan.picture.unused:
        lines.append(Line(f"{plan.picture.unused[name].why}.", label="Not used"))
    for question in plan.questions:
        if question.fact == name:
            waits = [*question.needs, *question.findings]
            lines.append(Line(", ".join(waits), label="Waits for it") if waits else Line(""))
            concerned = option_labels(plan.protocol, question.options)
            lines += [Line(concerned, label="Concerns")] if concerned else []
    return (Part("Fact", tuple(line for line in lines if line.text)),)


_ANSWERS: Mapping[str, Callable[[Plan, str], Document]] = {
    "entry": _entry,
    "option": _option,
    "stage": _stage,
    "table": _table,
    "statement": _statement,
    "fact": _fact,
}
