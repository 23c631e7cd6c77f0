"""Whether conditions and tables read what is there, as what it is, when it is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from nettui.case.base.nearest import did_you_mean
from nettui.case.record.facts import Kind
from nettui.engine.language import conditions as c
from nettui.engine.language.rules import Need
from nettui.engine.protocol.protocol import reads
from nettui.plugin.check_names import missing
from nettui.plugin.inventory import NamedEntry, Parts, Scene, conditions
from nettui.plugin.problems import Problem

_KIND_WORDS = {
    Kind.NUMBER: "number",
    Kind.CHOICE: "choice",
    Kind.SET: "list",
    Kind.DATE: "date",
    Kind.TEXT: "text",
}

# How much is known when each is worked out: 0 facts, 1 the grade too, 2 the route too.
_KNOWN = {
    "inferences": 0,
    "tables": 1,
    "grading": 0,
    "guards": 1,
    "workup": 1,
    "extent": 1,
    "functional": 2,
    "systemic": 2,
    "follow_up": 2,
}
_EVALUATED = ("grading", "workup", "extent", "functional", "systemic", "follow_up")


def tests(own: Parts, scene: Scene) -> Iterator[Problem]:
    """Every single test: the name is there, of the right kind, and the word is one of its words."""
    for entry, condition in conditions(own):
        for atom in c.atoms(condition):
            yield from _atom(own, scene, entry, atom)
    for table in own.tables:
        entry = NamedEntry(f"table {table.name}", "tables", table)
        for row in table.rows:
            for name in _numbers(row.value):
                yield from _name(own, scene, entry, name, Kind.NUMBER)


def _atom(own: Parts, scene: Scene, entry: NamedEntry, atom: c.Condition) -> Iterator[Problem]:
    match atom:
        case c.Compare(name, _, bound):
            yield from _name(own, scene, entry, name, Kind.NUMBER)
            if isinstance(bound, c.ParameterPlace) and bound.parameter not in scene.parameters:
                yield missing(own, scene, entry, "parameter", bound.parameter)
        case c.Among(name, words):
            yield from _name(own, scene, entry, name, Kind.CHOICE)
            yield from _words(own, scene, entry, name, words)
        case c.Include(name, words):
            yield from _name(own, scene, entry, name, Kind.SET)
            yield from _words(own, scene, entry, name, words)
        case c.Known(name):
            yield from _name(own, scene, entry, name, None)


def _name(
    own: Parts, scene: Scene, entry: NamedEntry, name: str, wanted: Kind | None
) -> Iterator[Problem]:
    kind = scene.kind(name)
    if kind is None:
        yield missing(own, scene, entry, "table", name)
    elif wanted is not None and kind is not wanted:
        words = {"kind": _KIND_WORDS[kind], "wanted": _KIND_WORDS[wanted]}
        yield own.problem("wrong_test", entry.verb, entry=entry.name, name=name, **words)


def _words(
    own: Parts, scene: Scene, entry: NamedEntry, name: str, words: Iterable[str]
) -> Iterator[Problem]:
    if scene.kind(name) not in (Kind.CHOICE, Kind.SET):
        return
    known = scene.choices(name)
    for word in words:
        if word in known:
            continue
        about = {"entry": entry.name, "name": name, "word": word}
        near = did_you_mean(word, known)
        yield own.problem("word_unknown", entry.verb, **about, near=near)


def _numbers(value: Any) -> Iterator[str]:
    if isinstance(value, c.Value):
        yield value.fact
    elif isinstance(value, c.Arithmetic):
        for term in value.terms:
            yield from _numbers(term)


def order(own: Parts, scene: Scene) -> Iterator[Problem]:
    """Nothing reads what is worked out later, and no table reads itself."""
    read = [(entry, name) for entry, when in conditions(own) for name in c.facts_of(when)]
    read += [
        (NamedEntry(act.id, "guards", act), name)
        for _, act in own.acts
        if isinstance(act, Need)
        for name in act.facts
    ]
    read += [
        (NamedEntry(f"table {table.name}", "tables", table), name)
        for table in own.tables
        for name in reads(table)
    ]
    for entry, name in dict.fromkeys(read):
        if scene.level(name) > _KNOWN[entry.stage]:
            yield own.problem("reads_later", entry.verb, entry=entry.name, name=name)
    for table in own.tables:
        circle = scene.circle(table.name)
        if circle:
            yield own.problem("table_circle", table, names=", ".join(sorted(circle)))


def offers(own: Parts, scene: Scene) -> Iterator[Problem]:
    """What is asked to be offered is offered by an earlier stage."""
    for entry, condition in conditions(own):
        for atom in c.atoms(condition):
            if not isinstance(atom, c.Offered):
                continue
            name = atom.option
            if ("option", name) not in scene.owners:
                yield missing(own, scene, entry, "option", name)
                continue
            at = _EVALUATED.index(entry.stage) if entry.stage in _EVALUATED else 0
            if not scene.offers.get(name, set()) & set(_EVALUATED[:at]):
                yield own.problem("offered_too_late", entry.verb, entry=entry.name, name=name)
