"""What is refused when plugins are checked together, each kind by a plugin that has it."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest

from nettui.engine.protocol.assemble import Contribution, assemble
from nettui.plugin.check import Checked, check
from tests.plugin.given import given

BESIDE = {
    "built_on_refused": "good/fallen",
    "setting_twice": "good/house",
    "target_above": "good/house",
}
CHECKED = (
    "against_missing",
    "api",
    "built_on_refused",
    "class_unknown",
    "collision",
    "due_anchor",
    "fact_unknown",
    "implied_circle",
    "implied_fact",
    "implied_kind",
    "implied_value",
    "not_cited",
    "offered_too_late",
    "option_unknown",
    "other_name",
    "parameter_unknown",
    "reads_later",
    "setting_bounds",
    "setting_layer",
    "setting_twice",
    "site_unknown",
    "table_circle",
    "target_above",
    "target_answers",
    "target_changed",
    "target_circle",
    "target_fixed",
    "target_kind",
    "target_missing",
    "target_stage",
    "twice",
    "word_unknown",
    "wrong_kind",
    "wrong_stage",
    "wrong_test",
)


def checked(*places: str) -> Checked:
    """Check these plugins together with the ground."""
    return check([given("good/ground"), *map(given, places)])


def test_good_plugins_are_taken_without_a_word() -> None:
    found = checked("good/house", "good/gastric")
    assert [c.origin for c in found.taken] == ["base", "gastric", "house"]
    assert found.problems == ()


@pytest.mark.parametrize("kind", CHECKED)
def test_what_is_wrong_is_named_with_its_place(kind: str) -> None:
    """Exactly what the file is named for, at a line of that file, and the base stands."""
    beside = [BESIDE[kind]] if kind in BESIDE else []
    found = checked(f"bad/{kind}", *beside)
    own = [p for p in found.problems if p.plugin == kind]
    assert {p.kind for p in own} == {kind}
    for problem in own:
        assert problem.where.startswith(f"bad/{kind}.py:")
        assert problem.what
        assert problem.fix
        assert "{" not in str(problem)
    assert "base" in [c.origin for c in found.taken]
    assert (kind in [c.origin for c in found.taken]) is not own[0].grave


def test_a_refusal_says_what_where_effect_and_fix() -> None:
    (problem,) = checked("bad/target_changed").problems
    assert str(problem).splitlines() == [
        "Plugin 'target_changed' was not taken.",
        "  What:   'systemic.rule' overrides 'base:systemic.ssa@1'; that rule is now version 2.",
        f"  Where:  {problem.where}",
        "  Effect: Nothing of this plugin is used; the rest of the protocol stands.",
        "  Fix:    Read the change with: nettui rules show base:systemic.ssa. Then write "
        "base:systemic.ssa@2.",
    ]


def test_a_misspelt_name_is_answered_with_the_nearest() -> None:
    for kind, near in (
        ("option_unknown", "lanreotide"),
        ("class_unknown", "ssa"),
        ("fact_unknown", "pathology.ki67"),
        ("parameter_unknown", "few"),
        ("target_missing", "base:systemic.ssa"),
        ("against_missing", "base:systemic.ssa"),
        ("site_unknown", "pancreas"),
    ):
        (problem,) = checked(f"bad/{kind}").problems
        assert f"Did you mean '{near}'?" in problem.fix


def test_no_order_of_plugins_changes_what_is_taken_or_said() -> None:
    places = ("good/ground", "good/house", "bad/setting_twice", "good/fallen", "bad/twice")
    contributions = [given(place) for place in places]
    found = {repr(check(order)) for order in permutations(contributions)}
    assert len(found) == 1


def test_two_plugins_of_one_layer_that_share_a_name_are_both_refused() -> None:
    snare = given("good/gastric")
    twin = Contribution("twin", "guideline", {**snare.card, "name": "twin"}, snare.given)
    found = check([given("good/ground"), snare, twin])
    assert found.refused == ("gastric", "twin")
    assert "also given by twin" in found.problems[0].what


def test_the_lower_layer_keeps_a_name_that_a_higher_one_also_gives() -> None:
    found = checked("bad/collision")
    assert found.refused == ("collision",)
    assert [o["option"]["id"] for o in assemble(found.taken).raw["options"]].count("prrt") == 1


def test_what_is_refused_takes_with_it_all_that_is_built_on_it() -> None:
    """In one go, and the second says that the first is to be mended."""
    found = checked("bad/built_on_refused", "good/fallen", "good/house")
    assert found.refused == ("built_on_refused", "fallen")
    assert [c.origin for c in found.taken] == ["base", "house"]


def test_data_that_no_verb_writes_is_refused() -> None:
    """What comes out of a plugin's process is trusted no more than the plugin."""
    house = given("good/house")
    items: tuple[Any, ...] = (
        {"verb": "rule"},
        {"verb": "sing"},
        {"verb": "rule", "id": 3},
        [],
        "text",
    )
    for item in items:
        odd = Contribution("house", "institution", house.card, {"systemic": (item,)})
        (problem,) = check([given("good/ground"), odd]).problems
        assert problem.kind == "mistake"
