"""A protocol of the size to come: 400 rules, 145 stops, 19 tables; and a record with a history.

The rules come from one list of specifications, from which also a bare version is made: the plain
ifs that a programmer would write by hand, with no third truth value, no reasons and no settling.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from random import Random
from typing import Any

from attrs import frozen

from nettui.case.record.facts import FACTS
from nettui.engine.language import serialize
from nettui.engine.language.card import Card
from nettui.engine.language.conditions import Condition, derived, fact
from nettui.engine.language.options import Option
from nettui.engine.language.rules import Guard, Rule
from nettui.engine.language.stages import STAGES
from nettui.engine.language.tables import Row, Table
from nettui.engine.protocol.assemble import Contribution, assemble
from nettui.engine.protocol.protocol import Protocol
from nettui.guideline.inferences import EXCLUDED, IMPLIED

RULES, STOPS, TABLES, OPTIONS = 400, 145, 19, 60
SITES = FACTS["disease.primary_site"].choices
EXTENTS = FACTS["disease.extent"].choices
LABS = tuple(name for name, f in FACTS.items() if f.section == "labs" and f.kind.name == "NUMBER")[
    :24
]


@frozen
class Spec:
    """One synthetic rule: a site (or any), a band of Ki-67, extents, a lab limit, an option."""

    site: str
    low: float
    high: float
    extents: tuple[str, ...]
    functional: bool
    option: int
    stage: str


def specs() -> list[Spec]:
    """Return the 400 rules, the same every time."""
    random = Random(400)
    made = []
    for n in range(RULES):
        low = random.choice((0.0, 3.0, 20.0))
        made.append(
            Spec(
                site="" if n % 5 == 0 else random.choice(SITES),
                low=low,
                high=low + random.choice((3.0, 17.0, 80.0)),
                extents=tuple(random.sample(EXTENTS, 2)),
                functional=random.random() < 0.3,
                option=random.randrange(OPTIONS),
                stage=random.choice(STAGES[2:]),
            )
        )
    return made


def _condition(spec: Spec) -> Condition:
    ki67 = fact("pathology.ki67")
    when = (ki67 >= spec.low) & (ki67 <= spec.high)
    when = when & fact("disease.extent").one_of(*spec.extents)
    if spec.functional:
        when = when & fact("function.functional").yes
    return fact("disease.primary_site").is_(spec.site) & when if spec.site else when


def protocol() -> Protocol:
    """Return the synthetic protocol."""
    random = Random(145)
    given: dict[str, list[Any]] = {stage: [] for stage in STAGES}
    for n, spec in enumerate(specs()):
        given[spec.stage].append(
            Rule(
                id=f"{spec.stage}.r{n}",
                says=f"Rule {n}",
                statements=("S01",),
                when=_condition(spec),
                options=(f"o{spec.option}",),
                strength="conditional",
            )
        )
    for n in range(STOPS):
        limit = fact(random.choice(LABS)) < random.choice((1.0, 30.0, 75.0))
        when = limit if n % 3 else limit & derived(f"t{random.randrange(TABLES)}").is_("high")
        given["systemic"].append(
            Guard(
                id=f"systemic.g{n}",
                says=f"Stop {n}",
                statements=("S01",),
                when=when,
                options=(f"o{n % OPTIONS}",),
            )
        )
    tables = [
        Table(
            name=f"t{n}",
            label=f"Table {n}",
            rows=(
                Row(when=fact(random.choice(LABS)) > 50, value="high"),
                Row(when=fact("patient.age") > 70, value="middle"),
                Row(value="low"),
            ),
        )
        for n in range(TABLES)
    ]
    options = [Option(id=f"o{n}", label=f"Option {n}") for n in range(OPTIONS)]
    # What follows from answers is drawn for every picture: as many rows as the base protocol has.
    hooks = {**given, "options": options, "tables": [*tables, *IMPLIED, *EXCLUDED]}
    card = Card(
        name="base",
        version="1",
        api=1,
        purpose="Measured.",
        contact="None.",
        statements={"S01": "Synthetic."},
    )
    return assemble(
        [
            Contribution(
                "base",
                "base",
                serialize.to_data(card),
                {hook: tuple(serialize.to_data(v) for v in verbs) for hook, verbs in hooks.items()},
            )
        ]
    )


def bare() -> Callable[[Sequence[Any]], list[int]]:
    """Return the same 400 rules as plain ifs: which hold, missing taken for no."""
    at = {name: n for n, name in enumerate(FACTS)}
    lines = [
        "def bare(values):",
        f"    site = values[{at['disease.primary_site']}]",
        f"    ki67 = values[{at['pathology.ki67']}]",
        f"    extent = values[{at['disease.extent']}]",
        f"    functional = values[{at['function.functional']}]",
        "    met = []",
    ]
    for n, spec in enumerate(specs()):
        tests = [f"site == {spec.site!r}"] if spec.site else []
        tests.append(f"ki67 is not None and {spec.low} <= ki67 <= {spec.high}")
        tests.append(f"extent in {spec.extents!r}")
        if spec.functional:
            tests.append("functional == 'yes'")
        lines.append(f"    if {' and '.join(tests)}: met.append({n})")
    lines.append("    return met")
    names: dict[str, Any] = {}
    exec("\n".join(lines), names)  # noqa: S102 - written just above, from numbers and our own words
    made: Callable[[Sequence[Any]], list[int]] = names["bare"]
    return made


TODAY = datetime.date(2026, 11, 1)
