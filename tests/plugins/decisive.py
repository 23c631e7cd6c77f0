"""Which clauses of the protocol's conditions decide something that a person wrote down.

A clause is decisive where the rule without it, or with its bound moved onto or off the limit,
would say otherwise of a record whose answer is stated: in a case, in a near miss, or at the limit
of a guard.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

from attrs import evolve

from nettui.case.files.codec import CaseError, load
from nettui.case.record.case import CaseFile
from nettui.case.record.facts import FACTS, Kind
from nettui.engine.language import conditions as c
from nettui.engine.language.rules import Guard, Need, Order, Rule
from nettui.engine.language.states import CLEAR, FALSE, HELD, STOPPED, TRUE, UNKNOWN
from nettui.engine.plan.plan import Plan, plan
from nettui.engine.protocol.protocol import guarded
from nettui.testing.expectations import unmet
from tests.guideline import test_guard_limits as limits
from tests.guideline.records import planned
from tests.plugins.near_misses import RULES
from tests.plugins.records import full
from tests.plugins.where import expected, facts_of, moved, table
from tests.plugins.where_text import SIGNS

ROOT = Path(__file__).parents[2]
FLIPPED = {"<": "<=", "<=": "<", ">": ">=", ">=": ">"}
EVER = frozenset({FALSE, UNKNOWN, TRUE})
NOT_TRUE, NOT_FALSE = EVER - {TRUE}, EVER - {FALSE}

Truths = frozenset[int]


def changed(condition: c.Condition) -> Iterator[tuple[str, c.Condition]]:
    """Yield the condition with one clause or word dropped or one bound moved, and what it was."""
    match condition:
        case c.All(terms) | c.Any(terms):
            for n, term in enumerate(terms):
                if len(terms) > 1 and terms.count(term) == 1:
                    yield (
                        f"without {_said(term)}",
                        evolve(condition, terms=(*terms[:n], *terms[n + 1 :])),
                    )
                for what, other in changed(term):
                    yield what, evolve(condition, terms=(*terms[:n], other, *terms[n + 1 :]))
        case c.Not(term):
            for what, other in changed(term):
                yield what, c.Not(other)
        case c.Among(fact, values) | c.Include(fact, values):
            for word in values if len(values) > 1 else ():
                rest = tuple(v for v in values if v != word)
                yield f"{fact} without {word}", type(condition)(fact, rest)
        case c.Compare(fact, op, value) if op in FLIPPED:
            yield f"{fact} {op} {value} at its limit", c.Compare(fact, FLIPPED[op], value)


def _said(term: c.Condition) -> str:
    match term:
        case c.All(terms):
            return f"all({', '.join(map(_said, terms))})"
        case c.Any(terms):
            return f"any({', '.join(map(_said, terms))})"
        case c.Not(inner):
            return f"not {_said(inner)}"
        case c.Among(fact, words) | c.Include(fact, words):
            return f"{fact} {'|'.join(words)}"
        case c.Compare(fact, op, value):
            return f"{fact} {op} {value}"
        case c.Known(fact):
            return f"{fact} known"
        case c.Offered(option):
            return f"{option} offered"
    raise TypeError(term)


def undecided(name: str) -> list[str]:
    """Return each change of an entry's condition that no stated record tells."""
    protocol = full()
    entry = protocol.entries[protocol.position[name]]
    when = entry.act.when
    left = list(changed(when))
    for made, truths in chain(_elsewhere()[name], _where(name)):
        if not left:
            break
        seen = made.seen(entry.stage)
        if seen.truth(when) in truths:
            left = [(what, other) for what, other in left if seen.truth(other) in truths]
    return [what for what, _ in left]


@cache
def _elsewhere() -> Mapping[str, list[tuple[Plan, Truths]]]:
    """Return for each entry what is stated of it in near misses, at limits and in cases."""
    found: dict[str, list[tuple[Plan, Truths]]] = defaultdict(list)
    for name, made, truths in (*_near(), *_limits(), *_cases()):
        found[name].append((made, truths))
    return found


def _where(name: str) -> Iterator[tuple[Plan, Truths]]:
    records, _ = table()
    if name not in records:
        return
    yield planned(facts_of(records[name], name), protocol=full()), frozenset({TRUE})
    signs = {axis: iter(word) for axis, word in expected(name).items()}
    for axis, made in moved(name, records[name]):
        yield made, frozenset({SIGNS.index(next(signs[axis]))})


Said = Iterator[tuple[str, Plan, Truths]]


def _near() -> Said:
    for rule in RULES:
        for changes, truths in (
            (({}, *rule.still), frozenset({TRUE})),
            (rule.misses, NOT_TRUE),
            (rule.no, frozenset({FALSE})),
            (rule.open, frozenset({UNKNOWN})),
        ):
            for change in changes:
                yield rule.id, planned(rule.meets, change, protocol=full()), truths


def _limits() -> Said:
    never, always, untold = frozenset({FALSE}), frozenset({TRUE}), frozenset({UNKNOWN})
    for name, fact, silent, speaks in (*limits.STOPS, *limits.CHECKED, *limits.CAUTIONS):
        for number, truths in ((silent, never), (speaks, always)):
            yield name, _with({**limits.BESIDE, fact: float(number)}), truths
    for name, fact, *_ in limits.STOPS:
        yield name, _with({**limits.BESIDE, fact: None}), untold
    for name, fact, *values in limits.CHECKED:
        check, nothing = limits.CHECK_OF[name], _with({**limits.BESIDE, fact: None})
        yield name, nothing, never
        yield check, nothing, always
        for number in values:
            yield check, _with({**limits.BESIDE, fact: float(number)}), never
    for name, fact, _ in limits.WORDS_OF_CHECKS:
        yield name, _with({fact: None}), always
    for treated, sbp, dbp, *states in limits.PRESSURES:
        made = _with(limits.pressure(treated, sbp, dbp))
        for name, state in zip(limits.PRESSURE, states, strict=True):
            yield name, made, frozenset({state})
    for change, state in limits.PREGNANCY_OPEN:
        yield "base:systemic.pregnancy_open", _with(change), frozenset({state})
    for name, fact, at, beside in limits.WORDS:
        for words, truths in ((beside, never), (at, always)):
            for word in words.split():
                value = frozenset({word}) if FACTS[fact].kind is Kind.SET else word
                yield name, _with({fact: value}), truths
    for name, words in limits.ALLERGIES.items():
        for word in words.split():
            yield name, _with({"patient.allergies": frozenset({word})}), always
        yield name, _with({"patient.allergies": frozenset({"penicillin"})}), never
        yield name, _with({"patient.allergies": None}), never


def _with(facts: dict[str, Any]) -> Plan:
    return planned(facts, protocol=full())


@cache
def _files() -> tuple[CaseFile, ...]:
    found = []
    for path in sorted((*ROOT.glob("cases/*.toml"), *ROOT.glob("plugins/*/cases/*/*.toml"))):
        try:
            found.append(load(path))
        except CaseError:
            continue  # a bad case that is refused on reading states nothing of a rule
    return tuple(found)


def _cases() -> Said:
    for file in _files():
        assert file.as_of is not None
        made = plan(file.case, file.as_of, full())
        if unmet(made, file.expect):
            continue  # written for a protocol of fewer plugins
        expect = file.expect
        for word, names in (
            ("must", expect.must),
            ("must_not", expect.must_not),
            ("unknown", expect.unknown),
        ):
            for name in names:
                if name in made.protocol.position:
                    yield name, made, _by_case(made, name, word)
                elif word == "must" and name.startswith("option:"):
                    yield from _by_option(made, name)


def _by_case(made: Plan, name: str, word: str) -> Truths:
    n = made.protocol.position[name]
    entry = made.protocol.entries[n]
    act = entry.act
    if isinstance(act, Need):
        if all(made.seen(entry.stage).possible(fact).known for fact in act.facts):
            return EVER
        return {"must": NOT_FALSE, "must_not": frozenset({FALSE})}.get(word, frozenset({UNKNOWN}))
    if word == "must":
        return frozenset({TRUE})
    if isinstance(act, (Guard, Order)):
        return NOT_TRUE if word == "must_not" else frozenset({UNKNOWN})
    stop = CLEAR
    if isinstance(act, Rule):
        stop = min((made.stop(o, act.role, entry.stage) for o in act.options), default=CLEAR)
    over = any(made.truth(o) for o in made.protocol.over[n])
    if word == "must_not":
        return EVER if stop != CLEAR or over else NOT_TRUE
    return NOT_FALSE if stop == HELD else frozenset({UNKNOWN})


def _by_option(made: Plan, name: str) -> Said:
    """An option that is offered is stopped by none of its guards."""
    option = name.removeprefix("option:").partition("@")[0].partition("/")[0]
    if any(made.stop(*key) == STOPPED for key in made.protocol.key_at if key[0] == option):
        return
    for entry in made.protocol.entries:
        act = entry.act
        if not isinstance(act, Guard) or act.kind != "stop" or act.roles or act.except_roles:
            continue
        if option in guarded(act, made.protocol.options.values()):
            yield entry.id, made, NOT_TRUE
