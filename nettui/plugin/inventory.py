"""What plugins give, built from its data, and everything that is there to be spoken of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from attrs import frozen

from nettui.case.record.facts import FACTS, Kind
from nettui.engine.language.card import Card
from nettui.engine.language.conditions import Condition
from nettui.engine.language.errors import Mistake
from nettui.engine.language.inferences import Excluded, Implied, Inference
from nettui.engine.language.options import Option
from nettui.engine.language.rules import Act, Guard, Need, Rule
from nettui.engine.language.serialize import from_data
from nettui.engine.language.stages import ANSWERS, STAGES
from nettui.engine.language.tables import Parameter, Setting, Table
from nettui.engine.protocol.assemble import Contribution
from nettui.engine.protocol.protocol import reads
from nettui.plugin.problems import Problem, problem

GRADE, ROUTE = ANSWERS["grading"][0], ANSWERS["extent"][0]
WANTED: Mapping[str, tuple[type, ...]] = {
    "options": (Option,),
    "tables": (Table, Parameter, Setting, Implied, Excluded),
}
WANTED_WORDS: Mapping[str, str] = {
    "card": "one Card",
    "options": "Option",
    "tables": "Table, Parameter, Setting, Implied and Excluded",
    **dict.fromkeys(map(str, STAGES), "Rule, Need, Guard, Order, Override and Judgement"),
}


@frozen
class Parts:
    """What one plugin gave, as verbs. ``acts`` go with the stage of their hook."""

    given: Contribution
    card: Card
    acts: tuple[tuple[str, Act], ...]
    options: tuple[Option, ...]
    tables: tuple[Table, ...]
    parameters: tuple[Parameter, ...]
    settings: tuple[Setting, ...]
    inferences: tuple[Inference, ...]

    @property
    def name(self) -> str:
        """Its origin."""
        return self.given.origin

    @property
    def guards(self) -> Iterator[Guard]:
        """The guards of its options."""
        return (guard for option in self.options for guard in option.guards)

    def problem(self, kind: str, thing: Any = None, /, **words: object) -> Problem:
        """Return a problem of the plugin at the line of one of its verbs."""
        where = getattr(thing, "where", "") or self.card.where
        return problem(kind, self.name, where, **words)


def parts(given: Contribution) -> Parts | Problem:
    """Return what a plugin gave as verbs, or why it cannot be read."""
    read: dict[str, list[Any]] = {}
    try:
        card = from_data(given.card)
        for hook, items in given.given.items():
            read[hook] = [from_data(item) for item in items]
    except Mistake as mistake:
        return problem("mistake", given.origin, error=mistake.what, remedy=mistake.fix)
    if not isinstance(card, Card):
        return _wrong(given, "card", card)
    for hook, verbs in read.items():
        for verb in verbs:
            # An option, a table or a card is no act; everything else is.
            right = isinstance(verb, WANTED.get(hook, Act.__args__))
            if not right:
                return _wrong(given, hook, verb)
    tables = read.get("tables", [])
    return Parts(
        given=given,
        card=card,
        acts=tuple((stage, act) for stage in STAGES for act in read.get(stage, [])),
        options=tuple(read.get("options", [])),
        tables=tuple(t for t in tables if isinstance(t, Table)),
        parameters=tuple(t for t in tables if isinstance(t, Parameter)),
        settings=tuple(t for t in tables if isinstance(t, Setting)),
        inferences=tuple(t for t in tables if isinstance(t, Inference)),
    )


def _wrong(given: Contribution, hook: str, verb: Any) -> Problem:
    return problem(
        "wrong_kind",
        given.origin,
        getattr(verb, "where", ""),
        hook=f"nettui_{hook}",
        kind=type(verb).__name__,
        wanted=WANTED_WORDS[hook],
    )


@frozen
class Spoken:
    """A rule or other act that can be named from elsewhere."""

    act: Act
    stage: str
    layer: str
    origin: str


@frozen
class NamedEntry:
    """Where something is read or named: the entry's name, when it is worked out, its verb."""

    name: str
    stage: str
    verb: Any


class Scene:
    """Everything that a set of plugins gives, by name."""

    def __init__(self, everyone: Iterable[Parts]) -> None:
        self.everyone = tuple(everyone)
        self.owners: dict[tuple[str, str], list[str]] = {}
        self.tables: dict[str, Table] = {}
        self.parameters: dict[str, Parameter] = {}
        self.acts: dict[str, Spoken] = {}
        self.words: dict[str, dict[str, None]] = {GRADE: {}, ROUTE: {}}
        self.offers: dict[str, set[str]] = {}
        for given in self.everyone:
            self._add(given)

    def _add(self, given: Parts) -> None:
        own = self._own
        for option in given.options:
            own("option", option.id, given)
            for name in option.classes:
                own("class", name, given)
        for table in given.tables:
            own("table", table.name, given)
            self.tables[table.name] = table
            if not table.is_number:
                self.words.setdefault(table.name, {}).update(dict.fromkeys(table.choices))
        for parameter in given.parameters:
            own("parameter", parameter.name, given)
            self.parameters[parameter.name] = parameter
        for cited in (*given.card.statements, *given.card.sources):
            own("citation", cited, given)
        for setting in given.settings:
            own("setting", setting.parameter, given)
        for stage, act in given.acts:
            full = f"{given.name}:{act.id}"
            own("rule", full, given)
            self.acts[full] = Spoken(act, stage, given.given.layer, given.name)
            if isinstance(act, Rule):
                for name in act.options:
                    self.offers.setdefault(name, set()).add(stage)
                if stage in ANSWERS:
                    self.words[ANSWERS[stage][0]].update(dict.fromkeys(act.answer))

    def _own(self, noun: str, name: str, given: Parts) -> None:
        owners = self.owners.setdefault((noun, name), [])
        if given.name not in owners:
            owners.append(given.name)

    def names(self, noun: str) -> list[str]:
        """Return every name of a kind."""
        return [name for kind, name in self.owners if kind == noun]

    def derived(self, name: str) -> bool:
        """Say whether a derived fact of this name is there."""
        return name in self.tables or name in (GRADE, ROUTE)

    def kind(self, name: str) -> Kind | None:
        """Return the kind of a fact or derived fact, None for what is neither."""
        if name in FACTS:
            return FACTS[name].kind
        if name in self.tables:
            return Kind.NUMBER if self.tables[name].is_number else Kind.CHOICE
        return Kind.CHOICE if name in (GRADE, ROUTE) else None

    def choices(self, name: str) -> tuple[str, ...]:
        """Return the words that a fact or derived fact can take."""
        return FACTS[name].choices if name in FACTS else tuple(self.words.get(name, ()))

    def level(self, name: str, within: tuple[str, ...] = ()) -> int:
        """Return when a name is known: 0 before grading, 1 with the grade, 2 with the route."""
        if name in (GRADE, ROUTE):
            return (GRADE, ROUTE).index(name) + 1
        if name not in self.tables or name in within:
            return 0
        return max((self.level(n, (*within, name)) for n in reads(self.tables[name])), default=0)

    def circle(self, name: str, within: tuple[str, ...] = ()) -> tuple[str, ...]:
        """Return the tables of the circle in which a table reads itself, empty for none."""
        for read in reads(self.tables[name]) if name in self.tables else ():
            path = (*within, name)
            if read == path[0]:
                return path
            if read not in path and (found := self.circle(read, path)):
                return found
        return ()


def conditions(given: Parts) -> Iterator[tuple[NamedEntry, Condition]]:
    """Yield every condition of a plugin with its place.

    The stage of a table's row is ``tables``, that of guards and needs ``guards``, that of what is
    implied or excluded ``inferences``: when they are worked out.
    """
    for stage, act in given.acts:
        when = "guards" if isinstance(act, (Guard, Need)) else stage
        yield NamedEntry(act.id, when, act), act.when
    for guard in given.guards:
        yield NamedEntry(guard.id, "guards", guard), guard.when
    for table in given.tables:
        for row in table.rows:
            yield NamedEntry(f"table {table.name}", "tables", table), row.when
    for inference in given.inferences:
        yield NamedEntry(inference.title, "inferences", inference), inference.when
