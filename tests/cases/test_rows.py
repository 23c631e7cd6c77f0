"""Every row that rules cite is met by a case and not met by another, as ``nettui rows`` counts."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from nettui.case.files.codec import load
from nettui.cohort.coverage import Coverage, matrix, row_names
from nettui.engine.plan.plan import Plan, plan
from nettui.exchange import library
from tests.protocols import with_all

# Licensed only where an institution has set it, which no case can: see the tests of therapies.
SET_BY_AN_INSTITUTION = {"INV-48"}


@cache
def rows() -> dict[str, Coverage]:
    """Return each row over the case library and the cases of the plugins."""
    protocol = with_all()
    plans: dict[Path, Plan] = {}
    for place in (library.folder(), *library.plugin_folders()):
        assert place is not None
        for path in library.case_files(place):
            file = load(path)
            assert file.as_of is not None, path
            plans[path] = plan(file.case, file.as_of, protocol)
    named = {str(path): made for path, made in plans.items()}
    return {row.name: row for row in matrix(protocol, named, row_names(protocol))}


def test_a_row_is_met_by_a_case_and_not_met_by_another() -> None:
    """Or holds whatever the case, or is what an institution sets."""
    wrong = {name: fault for name, row in rows().items() if (fault := _fault(row))}
    assert wrong == {}


def _fault(row: Coverage) -> str:
    if not row.cited_by:
        return "no rule cites it"
    if not row.met:
        return "no case meets it"
    if not (row.unmet or row.always or row.name in SET_BY_AN_INSTITUTION):
        return "every case meets it"
    return ""
