"""A base protocol of a few entries, for plugins to stand on."""

from __future__ import annotations

from collections.abc import Iterable

from nettui.plugin.api import (
    Act,
    Card,
    Judgement,
    Option,
    Parameter,
    Row,
    Rule,
    Setting,
    Table,
    derived,
    fact,
    hookimpl,
    offered,
    parameter,
    stop,
)

ki67 = fact("pathology.ki67")


@hookimpl
def nettui_card() -> Card:
    return Card(
        name="base",
        version="1",
        api=1,
        purpose="Ground of tests.",
        contact="Nobody.",
        statements={"S01": "The first statement.", "S02": "The second statement."},
    )


@hookimpl
def nettui_options() -> Iterable[Option]:
    low = stop(fact("labs.platelets") < 75, "Platelets below 75.")
    return (
        Option(id="lanreotide", label="Lanreotide", classes=("ssa",)),
        Option(id="octreotide_lar", label="Octreotide LAR", classes=("ssa",)),
        Option(id="prrt", label="PRRT", classes=("radioligand",), guards=(low,)),
        Option(id="surgery", label="Surgery", classes=("surgery",)),
    )


@hookimpl
def nettui_tables() -> Iterable[Table | Parameter | Setting]:
    return (
        Parameter(name="few", label="Few: at most", value=5, low=1, high=10),
        Table(
            name="spread",
            label="Spread",
            rows=(
                Row(when=fact("disease.liver_lesion_count") <= parameter("few"), value="few"),
                Row(value="many"),
            ),
        ),
        Table(
            name="tempo",
            label="Tempo",
            rows=(Row(when=derived("grade").is_("G1"), value="slow"), Row(value="fast")),
        ),
    )


@hookimpl
def nettui_grading() -> Iterable[Act]:
    return (
        Rule(id="grading.g1", says="G1.", statements=("S01",), when=ki67 < 3, answer="G1"),
        Rule(id="grading.g2", says="G2.", statements=("S01",), when=ki67 >= 3, answer="G2"),
    )


@hookimpl
def nettui_extent() -> Iterable[Act]:
    return (
        Rule(
            id="extent.local",
            says="Local.",
            statements=("S01",),
            when=fact("disease.extent").is_("localized"),
            answer="surgery",
            options=("surgery",),
            fixed=True,
        ),
        Rule(id="extent.watch", says="Watch.", statements=("S01",)),
    )


@hookimpl
def nettui_systemic() -> Iterable[Act]:
    return (
        Rule(
            id="systemic.ssa",
            says="Somatostatin analogue.",
            statements=("S02",),
            version=2,
            when=derived("grade").is_("G1") & ~offered("surgery"),
            options=("octreotide_lar", "lanreotide"),
        ),
        Rule(id="systemic.prrt", says="PRRT.", statements=("S02",), options=("prrt",)),
        Judgement(id="systemic.board", says="Experienced team.", statements=("S02",)),
    )
