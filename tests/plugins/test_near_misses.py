"""Rules at the edge: met by one record, still met or just missed after a single change."""

from __future__ import annotations

import pytest

from nettui.engine.language.states import FALSE, TRUE, UNKNOWN
from tests.guideline.records import planned
from tests.plugins import where
from tests.plugins.near_misses import RULES
from tests.plugins.near_misses.rule import Facts, Rule
from tests.plugins.records import full


def truth(rule: Rule, *changes: Facts) -> int:
    """Return the truth of the rule's condition for a record, with every plugin."""
    protocol = full()
    made = planned(rule.meets, *changes, protocol=protocol)
    return where.truth(made, rule.id)


def holds(rule: Rule, *changes: Facts) -> bool:
    """Say whether the rule's condition is true of a record."""
    return truth(rule, *changes) == TRUE


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_is_met_as_its_row_says(rule: Rule) -> None:
    """By its record, and after each change that the row allows."""
    assert holds(rule)
    assert [change for change in rule.still if not holds(rule, change)] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_is_missed_by_one_thing(rule: Rule) -> None:
    """After each change that takes the record out of the row."""
    assert [change for change in rule.misses if holds(rule, change)] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_what_speaks_of_the_record_alone_is_not_left_open(rule: Rule) -> None:
    """Not met, though something is missing: nothing is asked for it and nothing held by it."""
    assert [change for change in rule.no if truth(rule, change) != FALSE] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_what_is_not_told_is_left_open(rule: Rule) -> None:
    """Neither met nor not met: a stop holds until it is told."""
    assert [change for change in rule.open if truth(rule, change) != UNKNOWN] == []
