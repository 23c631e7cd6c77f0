"""A protocol: everything in force, in canonical order, under one digest.

It is kept as plain data; a verb is built from its data when someone asks for it, so that opening a
published protocol costs little more than reading the file.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from attrs import evolve, field, frozen

from nettui.case.base.plain import Plain
from nettui.case.picture.inference import Inferences
from nettui.case.record.facts import Fact, Kind
from nettui.engine.language import serialize as verb_data
from nettui.engine.language.conditions import Arithmetic, Value, facts_of
from nettui.engine.language.inferences import rows
from nettui.engine.language.options import Option
from nettui.engine.language.rules import Act, Caps, Guard, Need
from nettui.engine.language.serialize import Data
from nettui.engine.language.stages import ANSWERS
from nettui.engine.language.states import (
    APPLIES,
    CONFLICT,
    CONTRAINDICATED,
    MAYBE_MISSING,
    MISSING,
    NOT_CLEARED,
    TO_CHECK,
)
from nettui.engine.language.tables import Parameter, Table
from nettui.engine.language.wording import words
from nettui.engine.protocol.earlier_words import facts_of_format, read_as
from nettui.engine.protocol.entry import RECORD, SPEAKS, Entry, layer_rank, role_in
from nettui.engine.protocol.format_1 import INFERENCES_OF_FORMAT_1

Key = tuple[str, str, str]
"""What is offered: option, role, stage."""


@frozen(repr=False, eq=False)
class Derivation(Plain):
    """A table in force and whose it is. ``reads_grade``: worked out after grading."""

    table: Table
    origin: str
    reads_grade: bool = field(default=False)


class Protocol:
    """Everything in force. ``raw`` is its data as published, ``code`` its written evaluation."""

    def __init__(self, raw: Data, digest: str | None = None, code: Any = None) -> None:
        self.raw = raw
        self.code = code
        self.digest = digest or verb_data.digest(raw)
        self.entries: tuple[Entry, ...] = tuple(Entry(item) for item in raw["entries"])
        self.position: dict[str, int] = {e.id: n for n, e in enumerate(self.entries)}
        # Entries, options, tables and parameters that somebody has signed off, by id.
        self.signed: dict[str, Data] = {item["id"]: item for item in raw.get("sign_offs", ())}
        for entry in self.entries:
            entry.signed = self.signed.get(entry.id)
        # Layout of a result: a byte for each entry, then a status for each that speaks, then a
        # stop state for each option as offered.
        self.speaking: tuple[int, ...] = tuple(
            n for n, e in enumerate(self.entries) if e.kind in SPEAKS
        )
        start = len(self.entries)
        self.status_at: dict[int, int] = {n: start + k for k, n in enumerate(self.speaking)}
        start += len(self.speaking)
        keys = {
            (option, e.raw.get("role", "primary"), e.stage)
            for e in self.entries
            if e.kind in SPEAKS
            for option in e.raw.get("options", ())
        }
        self.key_at: dict[Key, int] = {key: start + k for k, key in enumerate(sorted(keys))}
        self.size = start + len(keys)

        self._raw_tables = {item["table"]["name"]: item["table"] for item in raw["tables"]}
        self._built: dict[str, Table] = {}

    def __repr__(self) -> str:
        return f"<Protocol {self.digest[:12]} of {len(self.entries)} entries>"

    @cached_property
    def short(self) -> str:
        """The first 12 digits of the digest, for people."""
        return self.digest[:12]

    @cached_property
    def plugins(self) -> tuple[Data, ...]:
        """Name, version, layer, digest and purpose of everything in force."""
        return tuple(self.raw["plugins"])

    @cached_property
    def statements(self) -> Mapping[str, str]:
        """Text of every statement that can be cited."""
        return dict(self.raw["statements"])

    @cached_property
    def sources(self) -> Mapping[str, str]:
        """Citation of every source."""
        return dict(self.raw["sources"])

    @cached_property
    def options(self) -> Mapping[str, Option]:
        """The catalogue, by id."""
        built = (verb_data.from_checked(item["option"]) for item in self.raw["options"])
        return {option.id: option for option in built if isinstance(option, Option)}

    @cached_property
    def examinations(self) -> Mapping[str, tuple[str, ...]]:
        """The options that make a fact known, by fact."""
        found: dict[str, list[str]] = {}
        for item in self.raw["options"]:
            for fact in item["option"].get("answers", ()):
                found.setdefault(fact, []).append(item["option"]["id"])
        return {fact: tuple(sorted(options)) for fact, options in found.items()}

    @cached_property
    def option_labels(self) -> Mapping[str, str]:
        """The label of each option."""
        return {item["option"]["id"]: item["option"]["label"] for item in self.raw["options"]}

    @cached_property
    def tables(self) -> Mapping[str, Derivation]:
        """The derived facts, in the order in which they can be worked out."""
        origins = {item["table"]["name"]: item["origin"] for item in self.raw["tables"]}
        order: dict[str, Derivation] = {}

        def place(name: str) -> bool:
            """Put the table after those that it reads; return whether grade is among them."""
            if name == ANSWERS["grading"][0]:
                return True
            if name not in origins:
                return False
            if name not in order:
                table = self.table(name)
                after = [place(read) for read in reads(table)]
                order[name] = Derivation(table, origins[name], any(after))
            return order[name].reads_grade

        for name in sorted(origins):
            place(name)
        return order

    def table(self, name: str) -> Table:
        """Return a table by its name. Raises KeyError where there is none."""
        if name not in self._built:
            self._built[name] = verb_data.from_checked(self._raw_tables[name])  # type: ignore[assignment]
        return self._built[name]

    @cached_property
    def inferred(self) -> Mapping[str, Entry]:
        """What answers imply and exclude, by id (``base:implied.no_syndrome``)."""
        found = {}
        for kind in ("implied", "excluded"):
            for item in self.raw.get(kind, ()):
                name = f"{item['origin']}:{kind}.{item[kind]['name']}"
                found[name] = Entry({**item, "id": name, "stage": RECORD, "act": item[kind]})
                found[name].signed = self.signed.get(name)
        return found

    @cached_property
    def inferences(self) -> Inferences:
        """The rows by which the pictures of cases are made."""
        if self.raw["format"] == 1:
            found = INFERENCES_OF_FORMAT_1
        else:
            found = rows({name: entry.act for name, entry in self.inferred.items()})
        return evolve(found, read_as=read_as(self.raw["format"]))

    @cached_property
    def parameters(self) -> Mapping[str, Parameter]:
        """The parameters, at the value in force."""
        built = (verb_data.from_checked(item["parameter"]) for item in self.raw["parameters"])
        given = {p.name: p for p in built if isinstance(p, Parameter)}
        for setting in self.raw["settings"]:
            name = setting["parameter"]
            given[name] = evolve(given[name], value=setting["value"])
        return given

    @cached_property
    def bounds(self) -> Mapping[str, float]:
        """The number of each parameter in force."""
        return {name: p.value for name, p in self.parameters.items()}

    @cached_property
    def answers(self) -> Mapping[str, tuple[str, ...]]:
        """Every word that a stage's answer can be, by the answer's name (``grade``)."""
        found: dict[str, dict[str, None]] = {name: {} for name, _ in ANSWERS.values()}
        for entry in self.entries:
            for word in entry.raw.get("answer", ()):
                found[ANSWERS[entry.stage][0]][word] = None
        return {name: tuple(ws) for name, ws in found.items()}

    @cached_property
    def vocabulary(self) -> Mapping[str, Fact]:
        """Facts and derived facts, by name."""
        derived: dict[str, Fact] = {}
        # From the data alone: most tables are named in a plan, few are built.
        for name, raw in self._raw_tables.items():
            answers = [row.get("value") for row in raw["rows"]]
            named = (ws for ws in answers if isinstance(ws, (list, tuple)))
            words = tuple(dict.fromkeys(word for ws in named for word in ws))
            kind = Kind.CHOICE if words else Kind.NUMBER
            derived[name] = Fact(name, raw["label"], kind, raw.get("unit", ""), words)
        for name, label in ANSWERS.values():
            derived[name] = Fact(name, label, Kind.CHOICE, choices=self.answers[name])
        return ChainMap(derived, dict(facts_of_format(self.raw["format"])))

    @cached_property
    def guards(self) -> Mapping[str, tuple[int, ...]]:
        """Positions of the guards on each option."""
        found: dict[str, list[int]] = {}
        by_class: dict[str, list[str]] = {}
        for item in self.raw["options"]:
            found[item["option"]["id"]] = []
            for name in item["option"].get("classes", ()):
                by_class.setdefault(name, []).append(item["option"]["id"])
        # From the data alone: building every guard would cost more than the plan of a case.
        for n, entry in enumerate(self.entries):
            if entry.kind == "guard":
                of_classes = (o for c in entry.raw.get("classes", ()) for o in by_class.get(c, ()))
                for option in dict.fromkeys((*entry.raw.get("options", ()), *of_classes)):
                    if option in found:
                        found[option].append(n)
        return {option: tuple(ns) for option, ns in found.items()}

    @cached_property
    def weakening(self) -> Mapping[str, tuple[int, ...]]:
        """Positions of the guards that leave each option at most to consider."""
        weakens = {n for n in self.guard_positions if self.entries[n].raw.get("weakens")}
        return {o: tuple(filter(weakens.__contains__, ns)) for o, ns in self.guards.items()}

    @cached_property
    def overriders(self) -> Mapping[int, tuple[int, ...]]:
        """Positions of what overrides each rule, highest layer first."""
        found: dict[int, list[int]] = {}
        for n, entry in enumerate(self.entries):
            if entry.kind == "override":
                found.setdefault(self.target(entry), []).append(n)
        return {
            target: tuple(sorted(ns, key=lambda n: (-layer_rank(self.entries[n].layer), n)))
            for target, ns in found.items()
        }

    @cached_property
    def over(self) -> tuple[tuple[int, ...], ...]:
        """What overrides each entry: what targets it, or its target from a higher layer."""
        return tuple(self._over(n, entry) for n, entry in enumerate(self.entries))

    def _over(self, n: int, entry: Entry) -> tuple[int, ...]:
        found = self.overriders.get(n, ())
        if entry.kind != "override":
            return found
        layer = layer_rank(entry.layer)
        others = self.overriders[self.target(entry)]
        higher = (o for o in others if layer_rank(self.entries[o].layer) > layer)
        return tuple(dict.fromkeys((*found, *higher)))

    def target(self, override: Entry) -> int:
        """Return the position of what an override is about."""
        return self.position[override.raw["target"].rpartition("@")[0]]

    def depth(self, entry: Entry) -> int:
        """Return how many overrides lie between an entry and what it finally replaces."""
        return 1 + self.depth(self.entries[self.target(entry)]) if entry.kind == "override" else 0

    @cached_property
    def answering(self) -> Mapping[str, tuple[int, ...]]:
        """Positions of the rules that answer each stage."""
        return {
            stage: tuple(
                n for n, e in enumerate(self.entries) if e.stage == stage and e.raw.get("answer")
            )
            for stage in ANSWERS
        }

    @cached_property
    def offering(self) -> Mapping[str, tuple[int, ...]]:
        """Positions of the rules that offer each option."""
        found: dict[str, list[int]] = {}
        for n in self.speaking:
            for option in self.entries[n].raw.get("options", ()):
                found.setdefault(option, []).append(n)
        return {option: tuple(ns) for option, ns in found.items()}

    @cached_property
    def capping(self) -> tuple[int, ...]:
        """Positions of the needs and rules that can cap the status of a plan."""
        return tuple(
            n
            for n, e in enumerate(self.entries)
            if e.raw.get("status") or e.raw.get("caps", {}).get("status")
        )

    @cached_property
    def caps(self) -> tuple[tuple[int, tuple[int, ...], str, str], ...]:
        """How a result caps the status of a plan: the position of a byte, the states that cap, the
        status that is left, and the id of the need or rule.
        """
        found: list[tuple[int, tuple[int, ...], str, str]] = []
        for n in self.capping:
            entry = self.entries[n]
            if entry.kind == "need":
                lacks = (MISSING, MAYBE_MISSING)
                found.append((n, lacks, entry.raw["caps"]["status"], entry.id))
            else:
                speaks = (APPLIES, TO_CHECK, NOT_CLEARED, CONTRAINDICATED, CONFLICT)
                found.append((self.status_at[n], speaks, entry.raw["status"], entry.id))
        for n in (n for positions in self.answering.values() for n in positions):
            found.append((self.status_at[n], (CONFLICT,), "blocked", self.entries[n].id))
        return tuple(found)

    @cached_property
    def offering_mask(self) -> int:
        """The rules that name an option, as a mask over the bytes of the statuses."""
        named = (self.entries[n].raw.get("options") for n in self.speaking)
        return int.from_bytes(bytes(255 if options else 0 for options in named))

    @cached_property
    def work_up(self) -> tuple[int, ...]:
        """Positions of the needs of the work-up."""
        return tuple(
            n for n, e in enumerate(self.entries) if e.kind == "need" and e.stage == "workup"
        )

    @cached_property
    def orders(self) -> tuple[int, ...]:
        """Positions of the orders of options."""
        return tuple(n for n, e in enumerate(self.entries) if e.kind == "order")

    @cached_property
    def due(self) -> tuple[int, ...]:
        """Positions of the rules by which something is due at a time."""
        return tuple(n for n in self.speaking if self.entries[n].raw.get("due"))

    @cached_property
    def holding(self) -> Mapping[int, tuple[int, ...]]:
        """What each stop and check stops, each need holds, by position: the offers' places."""
        return {
            n: tuple(self._held_by(entry.act))
            for n, entry in enumerate(self.entries)
            if entry.kind in ("guard", "need")
        }

    @cached_property
    def holding_masks(self) -> Mapping[int, int]:
        """As `holding`, the places as one number: a byte for each, from the first offer's on."""
        first = self.size - len(self.key_at)
        return {
            n: sum(1 << 8 * (position - first) for position in positions)
            for n, positions in self.holding.items()
        }

    def _held_by(self, act: Act) -> Iterator[int]:
        if isinstance(act, Need):
            about: Caps | Guard = act.caps
        elif isinstance(act, Guard) and act.kind in ("stop", "check"):
            about = act
        else:
            return
        for (option, role, stage), position in self.key_at.items():
            if self.holds(about, option, role, stage):
                yield position

    def holds(self, about: Caps | Guard, option: str, role: str | None, stage: str) -> bool:
        """Say whether a need (by what it caps) or a guard concerns an option as a stage offers it.

        ``role`` None: in any role.
        """
        concerned = (
            option in about.options
            or (isinstance(about, Caps) and stage in about.stages)
            or not set(about.classes).isdisjoint(self.options[option].classes)
        )
        return concerned and (role is None or role_in(role, about.roles, about.except_roles))

    @cached_property
    def checks(self) -> frozenset[int]:
        """Positions of the guards that are checks before starting."""
        guards = ((n, self.entries[n].raw) for n in self.guard_positions)
        return frozenset(n for n, raw in guards if raw.get("kind") == "check")

    @cached_property
    def guard_positions(self) -> tuple[int, ...]:
        """Positions of all guards."""
        return tuple(n for n, e in enumerate(self.entries) if e.kind == "guard")

    def words(self, entry: Entry) -> str:
        """Return the entry's condition in clinical words, with the parameters in force."""
        return words(entry.act.when, self.vocabulary, self.bounds, self.option_labels)


def reads(table: Table) -> tuple[str, ...]:
    """Return the facts, derived ones included, that a table reads."""

    def terms(value: Any) -> Iterable[str]:
        if isinstance(value, Value):
            yield value.fact
        elif isinstance(value, Arithmetic):
            for term in value.terms:
                yield from terms(term)

    names: dict[str, None] = {}
    for row in table.rows:
        names.update(dict.fromkeys((*facts_of(row.when), *terms(row.value))))
    return tuple(names)


def guarded(act: Act, options: Iterable[Option]) -> list[str]:
    """Return the ids of the options that a guard is about."""
    assert isinstance(act, Guard)
    classes = set(act.classes)
    return [o.id for o in options if o.id in act.options or classes & set(o.classes)]
