"""A slice of the exhaustive grid; ``make grid`` walks all of it."""

from __future__ import annotations

from nettui.plugin.publish import current
from tests.guideline.grid import BASE, EVERYTHING, cells, share, size, walk
from tests.guideline.records import base


def test_the_grid_is_as_large_as_it_says() -> None:
    """At least 200,000 cells for the base protocol, a million with every plugin."""
    assert size(BASE) >= 200_000
    assert size(EVERYTHING) >= 1_000_000


def test_a_slice_of_the_grid_breaks_nothing() -> None:
    """Every 149th cell: no invariant broken, no settled plan that says nothing, every row seen."""
    found = walk(base(), cells(BASE, step=149))
    assert found.plans > 2000
    assert found.broken == {}
    assert found.empty == 0
    rules, reached, met = share(base(), found)
    assert reached >= 0.8 * rules
    assert met >= 0.7 * rules


def test_a_slice_with_every_plugin_breaks_nothing() -> None:
    """The same invariants, whatever the plugins say."""
    found = walk(current(), cells(EVERYTHING, start=7, step=1499))
    assert found.plans > 800
    assert found.broken == {}
    assert found.empty == 0
