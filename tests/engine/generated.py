"""Protocols and pictures made at random, for properties that must hold for all of them.

Only a few facts take part, so that rules meet often.
"""

from __future__ import annotations

import datetime
import math
from random import Random
from typing import Any, Literal

from nettui.case.base.vocabulary import OneOf
from nettui.case.record.facts import FACTS, NOT_APPLICABLE, Kind, Range
from nettui.engine.language import conditions as c
from nettui.engine.language import serialize
from nettui.engine.language.card import Card
from nettui.engine.language.options import Option
from nettui.engine.language.rules import Act, Caps, Guard, Judgement, Need, Order, Override, Rule
from nettui.engine.language.stages import LAYERS, ROLES, STAGES, STRENGTHS
from nettui.engine.language.tables import Parameter, Row, Setting, Table
from nettui.engine.protocol.assemble import Contribution, assemble
from nettui.engine.protocol.protocol import Protocol

NUMBERS = ("pathology.ki67", "patient.age", "labs.platelets", "patient.ecog")
CHOICES = ("disease.primary_site", "pathology.differentiation", "function.functional")
SETS = ("disease.metastasis_sites", "function.symptoms")
OTHERS = ("imaging.sstr_date", "patient.patient_goals")
ACTIVE = NUMBERS + CHOICES + SETS + OTHERS
FIGURES = (0.0, 1.0, 2.0, 2.5, 3.0, 20.0, 21.0)
OPTIONS = ("alpha", "beta", "gamma", "delta")
CLASSES = ("first_class", "second_class")
REVIEW = datetime.date(2027, 6, 30)


def condition(random: Random, names: tuple[str, ...], offers: bool, depth: int = 3) -> c.Condition:
    """Return a condition over some of the facts and derived facts in ``names``."""
    roll = random.random()
    if depth and roll < 0.2:
        return c.All(tuple(condition(random, names, offers, depth - 1) for _ in range(2)))
    if depth and roll < 0.4:
        return c.Any(tuple(condition(random, names, offers, depth - 1) for _ in range(2)))
    if depth and roll < 0.5:
        return ~condition(random, names, offers, depth - 1)
    if roll < 0.55:
        return c.ALWAYS
    if offers and roll < 0.65:
        return c.Offered(random.choice(OPTIONS), listed=random.random() < 0.5)
    return atom(random, random.choice(names))


def atom(random: Random, name: str) -> c.Condition:
    """Return one test of a fact or derived fact."""
    if random.random() < 0.15:
        return c.Known(name)
    if name in NUMBERS or name == "sum":
        op = random.choice(c.OPERATORS)
        bound = c.ParameterPlace("few") if random.random() < 0.2 else random.choice(FIGURES)
        return c.Compare(name, op, bound)
    if name in SETS:
        words = FACTS[name].choices
        return c.Include(name, tuple(random.sample(words, random.randint(1, 2))))
    if name in OTHERS:
        return c.Known(name)
    words = DERIVED.get(name) or FACTS[name].choices[:4]
    return c.Among(name, tuple(random.sample(words, random.randint(1, 2))))


DERIVED = {
    "spread": ("few", "diffuse", "between"),
    "recorded": ("yes", "no"),
    "graded": ("low", "high"),
    "grade": ("G1", "G2", "G3"),
    "route": ("RT-1", "RT-2"),
}


def rows(random: Random, words: tuple[str, ...], names: tuple[str, ...]) -> tuple[Row, ...]:
    made = []
    for _ in range(random.randint(1, 4)):
        value = (
            None if random.random() < 0.1 else tuple(random.sample(words, random.choice((1, 1, 2))))
        )
        made.append(Row(when=condition(random, names, False, 2), value=value))
    # Every word must be one that the table can answer.
    made += [Row(value=(word,)) for word in reversed(words)]
    return tuple(made)


def tables(random: Random) -> list[Any]:
    ki67, age = c.Value("pathology.ki67"), c.Value("patient.age")
    signs: tuple[Literal["+", "-", "*", "/", "**"], ...] = ("+", "-", "*", "/", "**")
    op = random.choice(signs)
    right = 0.5 if op == "**" else age
    first = ACTIVE
    return [
        Table(
            name="spread",
            label="Spread",
            rows=rows(random, DERIVED["spread"], first),
            on_record=random.random() < 0.3,
        ),
        Table(
            name="recorded",
            label="Recorded",
            on_record=True,
            rows=rows(random, DERIVED["recorded"], (*first, "spread")),
        ),
        Table(
            name="sum",
            label="Sum",
            rows=(
                Row(when=condition(random, first, False, 1), value=ki67),
                Row(when=condition(random, first, False, 1), value=c.Arithmetic(op, (ki67, right))),
                Row(value=random.choice((None, 2.5))),
            ),
        ),
        Table(
            name="graded",
            label="Graded",
            rows=rows(random, DERIVED["graded"], (*first, "grade", "spread")),
        ),
    ]


def names_in(stage: str) -> tuple[str, ...]:
    """Return what the rules of a stage may read."""
    names: tuple[str, ...] = (*ACTIVE, "spread", "recorded", "sum")
    if stage != "grading":
        names += ("grade", "graded")
    if stage in ("functional", "systemic", "follow_up"):
        names += ("route",)
    return names


def act(random: Random, stage: str, number: int, targets: list[tuple[str, str]]) -> Act:
    """Return one act of a stage."""
    common: dict[str, Any] = {
        "id": f"{stage}.r{number}",
        "says": f"Says {number}",
        "statements": ("S01",),
        "when": condition(random, names_in(stage), stage not in ("workup", "grading")),
    }
    roll = random.random()
    quiet = condition(random, (*ACTIVE, "grade", "spread"), False)
    who = {"roles": tuple(random.sample(ROLES, random.randint(0, 2)))}
    if roll < 0.08:
        return Judgement(**common)
    if roll < 0.16 and stage != "grading":
        caps = Caps(
            status=random.choice(("", "provisional", "blocked")),
            options=tuple(random.sample(OPTIONS, random.randint(0, 1))),
            classes=tuple(random.sample(CLASSES, random.randint(0, 1))),
            stages=tuple(random.sample(STAGES[2:], random.randint(0, 1))),
            **who,
        )
        facts = tuple(random.sample((*ACTIVE, "grade", "spread"), random.randint(1, 2)))
        return Need(**{**common, "when": quiet}, facts=facts, caps=caps)
    if roll < 0.26 and stage != "grading":
        kind = random.choice(("stop", "stop", "check", "caution", "first"))
        return Guard(
            **{**common, "when": quiet},
            kind=kind,
            options=tuple(random.sample(OPTIONS, 1)),
            classes=tuple(random.sample(CLASSES, random.randint(0, 1))),
            except_roles=tuple(random.sample(ROLES, random.randint(0, 2))),
        )
    if roll < 0.3:
        one, other = random.sample(OPTIONS, 2)
        return Order(**common, first=(one,), over=(other,))
    said: dict[str, Any] = {
        "strength": random.choice(STRENGTHS),
        "role": random.choice(ROLES[:3]),
        "options": tuple(random.sample(OPTIONS, random.randint(0, 2))),
    }
    answered = {"grading": DERIVED["grade"], "extent": DERIVED["route"]}.get(stage, ())
    if answered and random.random() < 0.6:
        said["answer"] = tuple(random.sample(answered, random.choice((1, 1, 1, 2))))
    here = [target for where, target in targets if where == stage]
    if here and random.random() < 0.6:
        return Override(
            **common,
            **said,
            target=random.choice(here),
            reason="Because.",
            approved_by="Board",
            review_by=REVIEW,
        )
    return Rule(**common, **said)


def contributions(random: Random) -> list[Contribution]:
    """Return what four plugins of three layers give, overrides of lower layers included."""
    targets: list[tuple[str, str]] = []
    made = []
    for origin, layer in (("base", 0), ("alpine", 1), ("coastal", 2), ("inland", 2)):
        given: dict[str, tuple[Any, ...]] = {}
        said: list[tuple[str, str]] = []
        for stage in STAGES:
            acts = [act(random, stage, number, targets) for number in range(random.randint(0, 6))]
            given[stage] = tuple(serialize.to_data(a) for a in acts)
            said += [(stage, f"{origin}:{a.id}@1") for a in acts if isinstance(a, Rule)]
        if layer == 0:
            for stage, name in (("grading", "grade"), ("extent", "route")):
                given[stage] += tuple(
                    serialize.to_data(
                        Rule(
                            id=f"{stage}.{word.lower()}",
                            says=word,
                            statements=("S01",),
                            when=condition(random, ACTIVE, False),
                            answer=word,
                        )
                    )
                    for word in DERIVED[name]
                )
            few = Parameter(name="few", label="Few", value=2.0, low=0.0, high=30.0)
            options = [
                Option(
                    id=name,
                    label=name.title(),
                    classes=tuple(random.sample(CLASSES, random.randint(0, 2))),
                    opposes=("beta",) if name == "alpha" else (),
                )
                for name in OPTIONS
            ]
            given["options"] = tuple(serialize.to_data(o) for o in options)
            given["tables"] = tuple(serialize.to_data(t) for t in [few, *tables(random)])
        elif origin == "inland":
            setting = Setting(
                parameter="few", value=20.0, reason="Local.", approved_by="Board", review_by=REVIEW
            )
            given["tables"] = (serialize.to_data(setting),)
        # Those of one layer cannot target each other here; higher layers see all below.
        if origin != "coastal":
            targets += said
        card = Card(name=origin, version="1", api=1, purpose="Test.", contact="Nobody.")
        made.append(Contribution(origin, LAYERS[layer], serialize.to_data(card), given))
    return made


def protocol(random: Random) -> Protocol:
    """Return a protocol assembled from contributions in random order."""
    given = contributions(random)
    random.shuffle(given)
    return assemble(given)


def values(random: Random) -> tuple[Any, ...]:
    """Return the values of a picture: the active facts at random, all others unknown."""
    return tuple(value(random, name) if name in ACTIVE else None for name in FACTS)


def value(random: Random, name: str) -> Any:
    """Return a value: unknown, not applicable, exact, or a range with open or closed ends."""
    roll = random.random()
    if roll < 0.25:
        return None
    if roll < 0.3:
        return NOT_APPLICABLE
    fact = FACTS[name]
    match fact.kind:
        case Kind.NUMBER:
            exact = random.choice(FIGURES)
            if roll < 0.5:
                other = random.choice(FIGURES)
                low, high = sorted((exact, other))
                beside = math.nextafter(high, -math.inf)
                return Range(low, beside if low < beside and roll < 0.4 else high)
            return exact
        case Kind.CHOICE if fact.open and roll < 0.4:
            return OneOf(fact.choices[:2])
        case Kind.CHOICE:
            return random.choice(fact.choices[:4])
        case Kind.SET:
            return frozenset(random.sample(fact.choices, random.randint(0, 3)))
        case Kind.DATE:
            return datetime.date(2026, 1, random.randint(1, 28))
    return "text"


def narrower(random: Random, name: str, old: Any) -> Any:
    """Return a value that tells more than the old one, or the same."""
    if old is None:
        return value(random, name)
    if isinstance(old, OneOf):
        return random.choice(old.words)
    if isinstance(old, Range):
        inside = [x for x in (*FIGURES, old.low, old.high) if old.low <= x <= old.high]
        return random.choice(inside)
    return old
