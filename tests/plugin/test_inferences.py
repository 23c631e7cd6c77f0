"""Inferences of plugins: kept to their sites, and refused where they cannot be drawn."""

from __future__ import annotations

from typing import Any

from nettui.case.files.codec import loads_toml
from nettui.engine.language.conditions import derived, fact
from nettui.engine.language.inferences import Implied
from nettui.engine.language.serialize import to_data
from nettui.engine.plan.plan import plan
from nettui.engine.protocol.assemble import Contribution, assemble
from nettui.plugin.check import check
from tests.case.generated import DAY
from tests.plugin.given import given

FUNCTIONAL, SYNDROME = "function.functional", "function.syndrome"


def row(name: str, about: str, value: str, after: str, word: str) -> Any:
    """Return an inference as data: a fact has a value where another has a word."""
    return to_data(
        Implied(
            name=name,
            fact=about,
            value=value,
            when=fact(after).is_(word),
            says=f"{name}.",
            statements=("S01",),
        )
    )


def plugin(name: str, layer: str, *tables: Any, **card: Any) -> Contribution:
    """Return what a plugin gives: inferences alone."""
    about = {**given("good/gastric").card, "name": name, "sites": [], **card}
    return Contribution(name, layer, about, {"tables": tables})


def test_a_plugin_of_sites_implies_nothing_elsewhere() -> None:
    drawn = row("benign", FUNCTIONAL, "no", "disease.gastric_background", "atrophic")
    found = check([given("good/ground"), plugin("mine", "guideline", drawn, sites=["stomach"])])
    assert found.problems == ()
    protocol = assemble(found.taken)
    for site, value in (("stomach", "no"), ("lung", None)):
        text = f'case_id = "a"\n[disease]\nprimary_site = "{site}"\ngastric_background = "atrophic"'
        made = plan(loads_toml(text).case, DAY, protocol)
        assert made.picture.get(FUNCTIONAL) == value


def test_two_plugins_may_give_rows_of_one_name() -> None:
    """Their ids begin with the plugin."""
    one = row("benign", FUNCTIONAL, "no", "disease.gastric_background", "atrophic")
    found = check(
        [given("good/ground"), plugin("a", "guideline", one), plugin("b", "guideline", one)]
    )
    assert found.problems == ()
    assert set(assemble(found.taken).inferred) == {"a:implied.benign", "b:implied.benign"}


def test_a_circle_is_the_fault_of_the_highest_layer_in_it() -> None:
    """The base protocol stands, whatever is built on it."""
    ground = given("good/ground")
    below = row("below", SYNDROME, "none", FUNCTIONAL, "no")
    above = row("above", FUNCTIONAL, "no", SYNDROME, "none")
    base = Contribution(
        "base", "base", ground.card, {**ground.given, "tables": (*ground.verbs("tables"), below)}
    )
    found = check([base, plugin("house", "institution", above)])
    (problem,) = found.problems
    assert (problem.plugin, problem.kind) == ("house", "implied_circle")
    assert "base:below, house:above" in problem.what
    assert [one.origin for one in found.taken] == ["base"]


def test_the_same_two_facts_are_no_circle_by_other_words() -> None:
    """Not functional: no syndrome. A recorded syndrome: functional."""
    one = row("none", SYNDROME, "none", FUNCTIONAL, "no")
    other = row("some", FUNCTIONAL, "yes", SYNDROME, "carcinoid")
    assert check([given("good/ground"), plugin("a", "guideline", one, other)]).problems == ()


def test_a_derived_fact_is_known_too_late_and_is_not_implied() -> None:
    reads = to_data(
        Implied(
            name="late",
            fact=FUNCTIONAL,
            value="no",
            when=derived("grade").is_("G1"),
            says="Late.",
            statements=("S01",),
        )
    )
    (problem,) = check([given("good/ground"), plugin("a", "guideline", reads)]).problems
    assert problem.kind == "reads_later"
    concludes = row("grade", "grade", "G1", FUNCTIONAL, "no")
    (problem,) = check([given("good/ground"), plugin("a", "guideline", concludes)]).problems
    assert problem.kind == "implied_fact"


def test_a_misspelt_fact_or_word_is_answered_with_the_nearest() -> None:
    for about, value, near in (
        ("function.functionl", "no", "function.functional"),
        (FUNCTIONAL, "noo", "no"),
    ):
        wrong = row("x", about, value, "disease.gastric_background", "atrophic")
        (problem,) = check([given("good/ground"), plugin("a", "guideline", wrong)]).problems
        assert f"Did you mean '{near}'?" in problem.fix
