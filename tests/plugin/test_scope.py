"""A plugin that serves sites says nothing of other sites."""

from __future__ import annotations

from functools import partial

import pytest

from nettui.case.record.facts import FACTS
from nettui.engine.evaluation.evaluator import evaluate
from nettui.engine.evaluation.expressions import site_group
from nettui.engine.evaluation.interpret import interpret
from nettui.engine.protocol.assemble import Contribution, assemble
from nettui.engine.protocol.protocol import Protocol
from nettui.plugin.check import check
from nettui.plugin.site_scope import scoped
from tests.plugin.given import given

SITES = ("stomach", "duodenum")


def protocol(*places: str) -> Protocol:
    """Return the ground with these plugins."""
    found = check([given("good/ground"), *map(given, places)])
    assert found.problems == ()
    return assemble(found.taken)


def values(**known: object) -> tuple[object, ...]:
    """Return the values of a picture in which only these facts are known."""
    given_ = {name.replace("__", "."): value for name, value in known.items()}
    assert set(given_) <= set(FACTS)
    return tuple(given_.get(name) for name in FACTS)


def test_every_act_names_the_sites_where_the_compiler_skips_it() -> None:
    for entry in protocol("good/gastric").entries:
        if entry.origin == "gastric" and entry.stage != "catalogue":
            group = site_group(entry.act.when)
            assert group is not None
            assert set(group) <= set(SITES)


def test_a_rule_that_names_some_of_the_sites_itself_is_left_as_it_is() -> None:
    plan = protocol("good/gastric")
    own = plan.entries[plan.position["gastric:systemic.own"]]
    assert site_group(own.act.when) == ("stomach",)
    assert own.raw["when"] == {"fact": "disease.primary_site", "among": ["stomach"]}


@pytest.mark.parametrize("ki67", [0.5, 2.0, 2.5, 3.0, 20.0, 21.0])
def test_elsewhere_nothing_of_it_holds_or_could_hold(ki67: float) -> None:
    """Not even with everything else unknown; at its sites it speaks."""
    made = protocol("good/gastric")
    own = [
        n for n, e in enumerate(made.entries) if e.origin == "gastric" and e.stage != "catalogue"
    ]
    for run in (partial(evaluate, made), partial(interpret, made)):
        there = run(values(disease__primary_site="pancreas", pathology__ki67=ki67))
        assert not any(there[n] for n in own)
        here = run(values(disease__primary_site="stomach", pathology__ki67=ki67))
        assert any(here[n] for n in own)


def test_the_site_unknown_leaves_its_rules_open() -> None:
    made = protocol("good/gastric")
    out = evaluate(made, values())
    assert out[made.position["gastric:systemic.always"]] == 1


def test_its_tables_tell_nothing_elsewhere() -> None:
    """Also one that answers for whatever is not recorded."""
    table = protocol("good/gastric").tables["polyp"].table
    assert [site_group(row.when) for row in table.rows] == [SITES, SITES]


def test_the_stops_of_its_options_stay_with_the_option() -> None:
    """Whoever offers the option elsewhere, its stop goes along."""
    made = protocol("good/gastric")
    guard = made.entries[made.position["gastric:snare.age"]]
    assert site_group(guard.act.when) is None


def test_a_plugin_without_sites_is_left_as_it_is() -> None:
    house = given("good/house")
    assert scoped(house) is house


def test_scoping_twice_is_scoping_once() -> None:
    once = scoped(given("good/gastric"))
    assert isinstance(once, Contribution)
    assert scoped(once).given == once.given
