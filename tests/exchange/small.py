"""A protocol of a few sentences that has one of everything a report tells, and a case for it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from nettui.case.files.codec import loads_toml
from nettui.case.record.case import Case
from nettui.engine.language import serialize
from nettui.engine.language.card import Card
from nettui.engine.language.conditions import ALWAYS, derived, fact, parameter
from nettui.engine.language.options import Option, caution, first, stop
from nettui.engine.language.rules import Caps, Due, Judgement, Need, Order, Override, Rule
from nettui.engine.language.tables import Parameter, Row, Table
from nettui.engine.plan.plan import Plan, plan
from nettui.engine.protocol.assemble import Contribution, assemble
from nettui.engine.protocol.protocol import Protocol

DAY = datetime.date(2026, 10, 14)

ki67 = fact("pathology.ki67")
well = fact("pathology.differentiation").is_("well")
sstr = fact("imaging.sstr_result")
localized = fact("disease.extent").one_of("localized", "regional")
beyond = fact("disease.extent").is_("beyond_liver")

OPTIONS = [
    Option(id="surgery", label="Surgery"),
    Option(
        id="octreotide",
        label="Octreotide LAR",
        classes=("ssa",),
        guards=(
            caution(fact("history.gallbladder").is_("in_situ"), "Gallstones", statements=("T01",)),
        ),
    ),
    Option(id="lanreotide", label="Lanreotide", classes=("ssa",)),
    Option(
        id="prrt",
        label="PRRT",
        guards=(
            stop(fact("labs.crcl_measured") < 30, "Creatinine clearance below 30 mL/min"),
            first(fact("patient.pregnancy_status").is_("not_pregnant"), "Contraception"),
        ),
    ),
    Option(
        id="everolimus",
        label="Everolimus",
        guards=(
            stop(
                fact("organ.ild_status").is_("active_pneumonitis"),
                "Active pneumonitis",
                mark="R",
            ),
        ),
    ),
    Option(id="chemo", label="Chemotherapy"),
]

TABLES = [
    Parameter(name="high_ki67", label="High Ki-67", value=20, low=10, high=55, unit="%"),
    Table(
        name="pace",
        label="Pace of the tumour",
        statements=("A14",),
        mark="E",
        rows=(
            Row(when=ki67 > parameter("high_ki67"), value="fast"),
            Row(when=ki67 <= parameter("high_ki67"), value="slow", says="Not fast"),
        ),
    ),
]

WORKUP = [
    Need(
        id="workup.ki67",
        facts=("pathology.ki67",),
        says="Ki-67 of the tissue",
        statements=("S06", "S49"),
        caps=Caps(status="blocked", stages=("systemic",)),
    ),
    Need(
        id="workup.sstr",
        facts=("imaging.sstr_result",),
        says="Somatostatin receptor imaging",
        statements=("S10",),
        caps=Caps(status="provisional", options=("prrt",)),
    ),
    Rule(
        id="workup.sstr_missing",
        says="Staging is incomplete without receptor imaging.",
        when=sstr.missing,
        statements=("S45",),
        flags=("pitfall",),
        strength="strong",
    ),
]

GRADING = [
    Rule(id="grading.g1", says="Grade 1", statements=("S07",), when=ki67 < 3, answer="G1"),
    Rule(
        id="grading.g2",
        says="Grade 2",
        statements=("S07",),
        when=(ki67 >= 3) & (ki67 <= 20),
        answer="G2",
    ),
]

EXTENT = [
    Rule(
        id="extent.local",
        says="Localized: surgery",
        statements=("S14",),
        when=localized,
        answer="local",
        options=("surgery",),
        strength="strong",
    ),
    Rule(
        id="extent.beyond",
        says="Beyond the liver: sequence",
        statements=("S33",),
        when=beyond,
        answer="beyond",
    ),
]

SYSTEMIC = [
    Rule(
        id="systemic.ssa",
        says="Somatostatin analogue first",
        statements=("S39", "S40"),
        when=well & beyond,
        options=("octreotide", "lanreotide"),
        strength="strong",
        intent="antiproliferative",
    ),
    Rule(
        id="systemic.prrt",
        says="PRRT may help",
        statements=("S43",),
        when=beyond & sstr.is_("positive"),
        options=("prrt",),
        strength="conditional",
    ),
    Rule(
        id="systemic.everolimus",
        says="Targeted therapy",
        statements=("S42",),
        when=beyond,
        options=("everolimus",),
        strength="conditional",
        mark="R",
    ),
    Rule(
        id="systemic.chemo",
        says="Chemotherapy when fast",
        statements=("S34",),
        when=derived("pace").is_("fast"),
        options=("chemo",),
        strength="conditional",
    ),
    Rule(
        id="systemic.mostly_insensitive",
        says="Most are insensitive to chemotherapy.",
        statements=("S47",),
        strength="info",
    ),
    Order(
        id="systemic.ssa_before",
        first=("octreotide", "lanreotide"),
        over=("everolimus", "prrt"),
        says="Somatostatin analogues go first",
        statements=("S39",),
    ),
    Judgement(
        id="systemic.team", says="An experienced team decides.", statements=("S50",), when=ALWAYS
    ),
]

FOLLOW_UP = [
    Rule(
        id="follow_up.ct",
        says="CT or MRI",
        statements=("S53",),
        when=ki67 <= 20,
        due=Due(low=3, high=6, anchor="imaging.conv_imaging_date"),
        strength="strong",
    ),
    Rule(
        id="follow_up.sstr",
        says="Receptor imaging",
        statements=("S55",),
        when=sstr.is_("positive"),
        due=Due(low=18, high=24, anchor="imaging.sstr_date"),
        strength="strong",
    ),
]

STATEMENTS = {
    name: f"Text of {name}."
    for name in [
        "S06",
        "S07",
        "S10",
        "S14",
        "S33",
        "S34",
        "S39",
        "S40",
        "S42",
        "S43",
        "S45",
        "S47",
        "S49",
        "S50",
        "S53",
        "S55",
        "A14",
        "T01",
    ]
}

LUNG = [
    Rule(
        id="systemic.lung_against",
        says="In the lung, everolimus first",
        sources=("LUNG-2021",),
        when=fact("disease.primary_site").is_("lung") & beyond,
        options=("everolimus",),
        strength="strong",
        against="base:systemic.ssa",
    )
]

HOUSE = [
    Override(
        id="systemic.house_chemo",
        says="Chemotherapy only after a second opinion",
        target="base:systemic.chemo@1",
        reason_code="local_expertise",
        reason="Seen once a year here.",
        approved_by="Chair of the board",
        review_by=datetime.date(2026, 1, 1),
        sources=("HOUSE-1",),
        options=("chemo",),
        strength="option",
    )
]


def _placed(thing: Any) -> Any:
    """Return data with one place for all of it, which no line more in this file changes."""
    if isinstance(thing, list):
        return [_placed(item) for item in thing]
    if not isinstance(thing, dict):
        return thing
    return {k: "exchange/small.py:100" if k == "where" else _placed(v) for k, v in thing.items()}


def contribution(name: str, layer: str, given: Mapping[str, list[Any]], **card: Any) -> Any:
    """Return what a plugin gave, as publishing would have it."""
    made = Card(
        name=name,
        version="1.0",
        api=1,
        purpose=f"What {name} says.",
        contact="The board's office.",
        **card,
    )
    verbs = {
        hook: tuple(_placed(serialize.to_data(v)) for v in items) for hook, items in given.items()
    }
    return Contribution(name, layer, serialize.to_data(made), verbs)


BASE = contribution(
    "base",
    "base",
    {
        "options": OPTIONS,
        "tables": TABLES,
        "workup": WORKUP,
        "grading": GRADING,
        "extent": EXTENT,
        "systemic": SYSTEMIC,
        "follow_up": FOLLOW_UP,
    },
    statements={**STATEMENTS, "S02": "Cited by none."},
)


def protocol(*, alone: bool = False) -> Protocol:
    """Return the protocol, or its base alone."""
    lung = contribution("lung", "guideline", {"systemic": LUNG}, sources={"LUNG-2021": "Lung."})
    house = contribution(
        "house", "institution", {"systemic": HOUSE}, sources={"HOUSE-1": "House rules."}
    )
    return assemble([BASE] if alone else [BASE, lung, house])


COMPLETE = """
case_id = "P-1"
[disease]
extent = "beyond_liver"
metastasis_sites = ["liver", "bone"]
primary_site = "jejunum_ileum"
[[pathology]]
date = 2026-09-01
ki67 = 5
differentiation = "well"
[[imaging]]
date = 2026-05-01
modality = "CT"
[[imaging]]
date = 2024-05-31
modality = "68Ga-DOTATATE"
sstr_result = "positive"
[organ]
ild_status = "active_pneumonitis"
[history]
gallbladder = "in_situ"
[patient]
pregnancy_status = "not_pregnant"
"""


def case(text: str = COMPLETE) -> Case:
    """Return the case of a TOML text."""
    return loads_toml(text).case


def planned(text: str = COMPLETE, *, alone: bool = False) -> Plan:
    """Return the plan of a case by the small protocol."""
    return plan(case(text), DAY, protocol(alone=alone))
