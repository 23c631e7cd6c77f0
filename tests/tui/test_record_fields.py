"""A field never disappears from the record while it may still be filled."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from functools import cache

import pytest

from nettui.case.base.vocabulary import Fact, Kind
from nettui.case.editing.edit import Edited, set_value
from nettui.case.record.case import Case
from nettui.case.record.facts import FACTS
from nettui.case.record.labs import ANALYTES
from nettui.case.record.paths import Field, fields, path_of
from nettui.engine.plan.plan import Plan, plan
from nettui.tui.rows.field import FieldRow
from nettui.tui.rows.layout import ListRow
from nettui.tui.rows.record import record_rows, standing
from tests.protocols import with_all

DAY = datetime.date(2026, 11, 24)
EMPTY = Case(case_id="P-1")


def planned(case: Case) -> Plan:
    return plan(case, DAY, with_all())


def last_answer(fact: Fact) -> str:
    """Return the text a field may be given last: the last word, the highest number."""
    match fact.kind:
        case Kind.NUMBER:
            return f"{fact.hard[1]:g}" if fact.hard else "1"
        case Kind.CHOICE | Kind.SET:
            return "no" if fact.yes_no else (fact.choices or ("x",))[-1]
        case Kind.DATE:
            return DAY.isoformat()
    return "x"


def filled(field: Field) -> Case | None:
    """Return an empty case but for this field; None where it is filled beside another only."""
    path = field.path.replace("[]", "[+]")
    if path.startswith("imaging[+]") and field.fact.name in FACTS:
        path = path_of(EMPTY, field.fact.name)
    made = set_value(EMPTY, path, last_answer(field.fact))
    return made.case if isinstance(made, Edited) else None


def names(rows: Iterable[ListRow]) -> set[str]:
    """Return the fields that rows of a record are about."""
    found = (row.subject for row in rows)
    return {f.fact.name for f in found if isinstance(f, FieldRow) and f.fact is not None}


@cache
def asked() -> tuple[ListRow, ...]:
    """Return the record of a case of which nothing is known."""
    return record_rows(planned(EMPTY))


ALL = [f for f in fields() if not f.path.startswith("labs[]") or f.path[7:] in ANALYTES]


@pytest.mark.slow
def test_no_answer_makes_another_field_vanish() -> None:
    """Whatever one field says, every other that was asked still stands there."""
    tried = 0
    for field in ALL:
        case = filled(field)
        if case is not None:
            tried += 1
            left = names(record_rows(planned(case), kept=standing(asked())))
            assert names(asked()) - left <= {field.fact.name}, field.path
    assert tried > len(ALL) * 0.8


def row_at(rows: tuple[ListRow, ...], path: str) -> ListRow:
    return next(row for row in rows if row.key == path)


def test_what_is_no_longer_asked_says_so_and_for_whom_it_is() -> None:
    """Where metastases are, once there are none; sex at birth is asked of everyone."""
    made = set_value(EMPTY, "disease.extent", "localized")
    assert isinstance(made, Edited)
    rows = record_rows(planned(made.case), kept=standing(asked()))
    sites = row_at(rows, "disease.metastasis_sites")
    assert (sites.sign, sites.tail) == (" ", "not asked now; for: metastatic")
    assert "patient.sex_at_birth" in standing(record_rows(planned(made.case)))


def test_a_result_that_is_entered_is_not_asked_for_again() -> None:
    """It stands there as a result."""
    made = set_value(EMPTY, "labs[+].calcium", "2.4")
    assert isinstance(made, Edited)
    keys = [row.key for row in record_rows(planned(made.case), kept=standing(asked()))]
    assert "labs[0].value" in keys
    assert "labs[+].calcium" not in keys


def test_what_was_never_asked_does_not_say_that_it_is_asked_no_more() -> None:
    """Recommended fields stand there for everyone, asked or not."""
    rows = record_rows(planned(EMPTY), kept=standing(asked()))
    again = record_rows(planned(EMPTY), kept=standing(rows))
    assert not any("not asked" in row.tail for row in again)
