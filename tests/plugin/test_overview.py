"""How plugins stand, in what two protocols differ, and what a session is told in a line."""

from __future__ import annotations

from typing import Any

from attrs import evolve

from nettui.engine.protocol.assemble import Contribution, assemble
from nettui.engine.protocol.protocol import Protocol
from nettui.plugin.check import check
from nettui.plugin.problems import brief, problem
from nettui.plugin.publish import Published
from nettui.plugin.status import differences, standings
from tests.plugin.given import given


def protocol(*given_: Contribution) -> Protocol:
    """Return the protocol of these plugins."""
    return assemble(check(given_).taken)


def changed(ground: Contribution, hook: str, n: int, **more: Any) -> Contribution:
    """Return a contribution of which one verb is otherwise."""
    verbs = list(ground.verbs(hook))
    verbs[n] = {**verbs[n], **more}
    return evolve(ground, given={**ground.given, hook: tuple(verbs)})


def test_the_same_protocol_does_not_differ_from_itself() -> None:
    ground = protocol(given("good/ground"))
    assert differences(ground, ground) == ()


def test_where_an_author_wrote_it_is_no_difference() -> None:
    ground = given("good/ground")
    moved = changed(ground, "systemic", 0, where="elsewhere.py:1")
    assert differences(protocol(ground), protocol(moved)) == ()


def test_a_changed_rule_is_told_field_by_field() -> None:
    ground = given("good/ground")
    new = changed(ground, "systemic", 0, options=["lanreotide"], version=3)
    found = {
        (d.name, d.field): (d.was, d.now) for d in differences(protocol(ground), protocol(new))
    }
    assert found == {
        ("base:systemic.ssa", "options"): ("octreotide_lar, lanreotide", "lanreotide"),
        ("base:systemic.ssa", "version"): ("2", "3"),
    }


def test_a_changed_condition_is_told_in_clinical_words() -> None:
    ground = given("good/ground")
    when = {"fact": "pathology.ki67", "is": "<=", "than": 2}
    new = changed(ground, "grading", 0, when=when)
    (found,) = differences(protocol(ground), protocol(new))
    assert (found.name, found.field) == ("base:grading.g1", "when")
    assert (found.was, found.now) == ("Ki-67 < 3 %", "Ki-67 ≤ 2 %")


def test_what_a_plugin_adds_and_sets_is_told() -> None:
    ground, house = given("good/ground"), given("good/house")
    found = {
        (d.noun, d.name): d.now for d in differences(protocol(ground), protocol(ground, house))
    }
    assert found == {
        ("plugin", "house"): "added",
        ("rule", "house:systemic.house"): "added",
        ("setting", "few"): "added",
    }


def test_how_each_plugin_stands() -> None:
    made = protocol(given("good/ground"), given("good/house"))
    problems = (
        problem("not_allowed", "visitor"),
        problem("hung", "sleeper", seconds=10),
        problem("review_overdue", "house", entry="systemic.rule", day="2020-01-01"),
    )
    rows = {row.name: row for row in standings(Published(made.digest, problems, lambda: made))}
    assert rows["house"].status == "in force"
    assert rows["house"].entries == {"systemic": 1}
    assert [p.kind for p in rows["house"].problems] == ["review_overdue"]
    assert rows["sleeper"].status == "refused"
    assert rows["visitor"].status == "not allowed"


def test_a_session_is_told_one_line_for_each_plugin() -> None:
    lines = brief(
        (
            problem("review_overdue", "house", entry="systemic.rule", day="2020-01-01"),
            problem("hung", "sleeper", seconds=10),
            problem("prints", "sleeper", text="hello"),
            problem("list_changed", "", list="/etc/nettui/plugins.toml"),
        )
    )
    assert lines == (
        "The allow-list /etc/nettui/plugins.toml was changed after the protocol in force was "
        "published.",
        "Plugin 'house': 'systemic.rule' was to be reviewed by 2020-01-01.",
        "Plugin 'sleeper' is not in force: It gave no answer within 10 s. (and 1 more)",
    )
