"""Whether what a plugin names is there: options, classes, facts needed, dates, citations."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from nettui.case.base.nearest import did_you_mean
from nettui.case.record.facts import FACTS, Kind
from nettui.engine.language.rules import Guard, Need, Order, Rule
from nettui.plugin.inventory import GRADE, ROUTE, NamedEntry, Parts, Scene
from nettui.plugin.problems import Problem


def named(own: Parts, scene: Scene) -> Iterator[Problem]:
    """Options, classes and facts that are named outside conditions."""
    for noun, name, entry in _names(own):
        if noun == "table" and scene.kind(name) is not None:
            continue
        if noun == "class" and own.given.layer == "base":
            # The base protocol guards kinds of options that only the bundled plugins bring.
            continue
        if (noun, name) not in scene.owners:
            yield missing(own, scene, entry, noun, name)
    for _, act in own.acts:
        if isinstance(act, Rule) and act.due and act.due.anchor:
            for name in (act.due.anchor, *act.due.after):
                if name not in FACTS or FACTS[name].kind is not Kind.DATE:
                    dates = [date for date, fact in FACTS.items() if fact.kind is Kind.DATE]
                    near = did_you_mean(name, dates)
                    yield own.problem("due_anchor", act, entry=act.id, name=name, near=near)


def _names(own: Parts) -> Iterator[tuple[str, str, NamedEntry]]:
    """Yield kind and name of each thing named, and where. Facts count as tables."""
    for option in own.options:
        for name in option.opposes:
            yield "option", name, NamedEntry(f"option {option.id}", "", option)
        for name in option.answers:
            yield "table", name, NamedEntry(f"option {option.id}", "", option)
    for stage, act in own.acts:
        entry = NamedEntry(act.id, stage, act)
        options: tuple[str, ...] = ()
        classes: tuple[str, ...] = ()
        match act:
            case Rule():
                options = act.options
            case Guard():
                options, classes = act.options, act.classes
            case Order():
                options = act.first + act.over
            case Need():
                options, classes = act.caps.options, act.caps.classes
                yield from (("table", name, entry) for name in act.facts)
        yield from (("option", name, entry) for name in options)
        yield from (("class", name, entry) for name in classes)


_KINDS = {
    "option": "option_unknown",
    "class": "class_unknown",
    "table": "fact_unknown",
    "parameter": "parameter_unknown",
    "citation": "not_cited",
}


def missing(own: Parts, scene: Scene, entry: NamedEntry, noun: str, name: str) -> Problem:
    """Return that something named is not there."""
    known = scene.names(noun)
    if noun == "table":
        # What has a dot was meant as a fact, what has none as a derived one.
        known = list(FACTS) if "." in name else [*known, GRADE, ROUTE]
    near = did_you_mean(name, known)
    return own.problem(_KINDS[noun], entry.verb, entry=entry.name, name=name, near=near)


def citations(own: Parts, scene: Scene) -> Iterator[Problem]:
    """Statements and sources whose text someone gives."""
    things: list[tuple[str, Any]] = [
        *((act.id, act) for _, act in own.acts),
        *((guard.id, guard) for guard in own.guards),
        *((f"option {option.id}", option) for option in own.options),
        *((f"table {table.name}", table) for table in own.tables),
        *((f"parameter {parameter.name}", parameter) for parameter in own.parameters),
        *((row.title, row) for row in own.inferences),
    ]
    for entry, thing in things:
        for name in (*getattr(thing, "statements", ()), *getattr(thing, "sources", ())):
            if ("citation", name) not in scene.owners:
                yield missing(own, scene, NamedEntry(entry, "", thing), "citation", name)
