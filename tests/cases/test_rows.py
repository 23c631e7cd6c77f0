"""Every row that rules cite is met by a case and not met by another, as ``nettui rows`` counts."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from nettui.case.codec import load
from nettui.engine.plan import Plan, plan
from nettui.exchange import library
from nettui.exchange.matrix import Row, matrix, row_names
from nettui.plugin.publish import current

# Licensed only where an institution has set it, which no case can: see the tests of therapies.
SET_BY_AN_INSTITUTION = {"INV-48"}


@cache
def rows() -> dict[str, Row]:
    """Return each row over the case library and the cases of the plugins."""
    protocol = current()
    plans: dict[Path, Plan] = {}
    for place in (library.folder(), *library.plugin_folders()):
        assert place is not None
        for path in library.case_files(place):
            file = load(path)
            assert file.as_of is not None, path
            plans[path] = plan(file.case, file.as_of, protocol)
    named = {str(path): made for path, made in plans.items()}
    return {row.name: row for row in matrix(protocol, named, row_names(protocol))}


@pytest.mark.parametrize("name", row_names(current()))
def test_a_row_is_met_by_a_case_and_not_met_by_another(name: str) -> None:
    """Or holds whatever the case, or is what an institution sets."""
    row = rows()[name]
    assert row.cited_by, "no rule cites it"
    assert row.met, "no case meets it"
    assert row.unmet or row.always or name in SET_BY_AN_INSTITUTION, "every case meets it"
