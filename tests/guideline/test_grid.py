"""A slice of the exhaustive grid; ``make grid`` walks all of it."""

from __future__ import annotations

from math import gcd

from nettui.case.record.facts import FACTS
from nettui.plugin.publish import current
from tests.guideline.circumstances import CIRCUMSTANCES
from tests.guideline.grid import BASE, EVERYTHING, cells, share, size, walk
from tests.guideline.records import base


def test_the_grid_is_as_large_as_it_says() -> None:
    """At least 200,000 cells for the base protocol, three million with every plugin."""
    assert size(BASE) >= 200_000
    assert size(EVERYTHING) >= 3_000_000


def test_no_two_cells_are_the_same() -> None:
    """Each value of an axis differs from the others, and so does each set of circumstances."""
    for axis in (*EVERYTHING, CIRCUMSTANCES):
        assert len({tuple(sorted(map(repr, facts.items()))) for facts in axis}) == len(axis)


def test_every_circumstance_meets_every_value_of_every_axis() -> None:
    """Their number shares no factor with the axes; and each names facts that there are."""
    assert gcd(len(CIRCUMSTANCES), size(EVERYTHING)) == 1
    assert {name for facts in CIRCUMSTANCES for name in facts} <= set(FACTS)


def test_a_slice_of_the_grid_breaks_nothing() -> None:
    """Every 97th cell: no invariant broken, no settled plan that says nothing, every row seen."""
    found = walk(base(), cells(BASE, step=97))
    assert found.plans > 2000
    assert found.broken == {}
    assert found.empty == 0
    rules, reached, met = share(base(), found)
    assert reached >= 0.95 * rules
    assert met >= 0.9 * rules


def test_a_slice_with_every_plugin_breaks_nothing() -> None:
    """The same invariants, whatever the plugins say; most rules are met even in a slice."""
    found = walk(current(), cells(EVERYTHING, start=7, step=1499))
    assert found.plans > 2000
    assert found.broken == {}
    assert found.empty == 0
    rules, _, met = share(current(), found)
    assert met >= 0.8 * rules
