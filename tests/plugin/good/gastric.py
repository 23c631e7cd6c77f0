"""A plugin of one site, with a rule, a stop, a table and an option."""

from __future__ import annotations

from collections.abc import Iterable

from nettui.plugin.api import (
    Act,
    Card,
    Guard,
    Judgement,
    Need,
    Option,
    Row,
    Rule,
    Table,
    fact,
    hookimpl,
    stop,
)

site = fact("disease.primary_site")
ki67 = fact("pathology.ki67")


@hookimpl
def nettui_card() -> Card:
    return Card(
        name="gastric",
        version="1",
        api=1,
        purpose="Test.",
        contact="Nobody.",
        sites=("stomach", "duodenum"),
        sources={"G1": "A source."},
    )


@hookimpl
def nettui_options() -> Iterable[Option]:
    young = stop(fact("patient.age") < 18, "Under 18.")
    return (Option(id="snare", label="Snare", guards=(young,)),)


@hookimpl
def nettui_tables() -> Iterable[Table]:
    return (
        Table(
            name="polyp",
            label="Polyp",
            on_record=True,
            rows=(Row(when=ki67 < 3, value="small"), Row(value="large")),
        ),
    )


@hookimpl
def nettui_workup() -> Iterable[Act]:
    return (Need(id="workup.age", says="Age.", facts=("patient.age",), sources=("G1",)),)


@hookimpl
def nettui_systemic() -> Iterable[Act]:
    return (
        Rule(id="systemic.always", says="Always.", sources=("G1",), options=("snare",)),
        Rule(id="systemic.low", says="Low.", sources=("G1",), when=(ki67 < 3) & (ki67 > 1)),
        Rule(id="systemic.own", says="Own.", sources=("G1",), when=site.is_("stomach")),
        Guard(
            id="systemic.stop",
            says="Stop.",
            sources=("G1",),
            options=("prrt",),
            when=(ki67 > 20) | (ki67 < 1),
        ),
        Judgement(id="systemic.weigh", says="Weigh.", sources=("G1",)),
    )
