"""Rules at the edge: met by one record, still met or just missed after a single change."""

from __future__ import annotations

import pytest

from nettui.engine.settle import TRUE
from tests.guideline.records import planned
from tests.plugins.near_misses import RULES, Rule
from tests.plugins.records import full


def holds(rule: Rule, *changes: dict[str, object]) -> bool:
    """Say whether the rule's condition is true of a record, with every plugin."""
    protocol = full()
    made = planned(rule.meets, *changes, protocol=protocol)
    return made.truth(protocol.position[rule.id]) == TRUE


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_is_met_as_its_row_says(rule: Rule) -> None:
    """By its record, and after each change that the row allows."""
    assert holds(rule)
    assert [change for change in rule.still if not holds(rule, change)] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_is_missed_by_one_thing(rule: Rule) -> None:
    """After each change that takes the record out of the row."""
    assert [change for change in rule.misses if holds(rule, change)] == []
