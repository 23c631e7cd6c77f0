"""The page that a reviewing clinician reads: every cell there, differences named by source."""

from __future__ import annotations

from itertools import product

import pytest

from nettui.cohort.concordance import EXTENTS, GRADES, SITES, cells
from nettui.engine.protocol.protocol import Protocol
from tests.protocols import alone, with_all


@pytest.fixture(scope="module")
def base() -> Protocol:
    """The base protocol alone."""
    return alone()


@pytest.fixture(scope="module")
def full() -> Protocol:
    """Everything that comes with nettui."""
    return with_all()


def test_every_cell_stands_on_the_page(base: Protocol, full: Protocol) -> None:
    """Site x grade x extent, none left out."""
    found = [(cell.site, cell.grade, cell.extent) for cell in cells(base, full)]
    assert found == [(s, g[0], e) for s, g, e in product(SITES, GRADES, EXTENTS)]


def test_nothing_is_missing_in_a_cell(base: Protocol, full: Protocol) -> None:
    """A cell's case is complete, so that a difference is one of guidance and not of knowledge."""
    for cell in cells(base, full):
        assert cell.base.status.word in ("definitive", "out_of_scope", "provisional"), cell
        if cell.site != "unknown":
            assert cell.base.workup[0] == cell.base.workup[1], (cell.site, cell.grade, cell.extent)
