"""Statement by statement: what carries it out, and the cases that meet it."""

from __future__ import annotations

from nettui.case.files.codec import load
from nettui.cohort.coverage import Coverage, matrix, row_names, statement_names
from nettui.engine.plan.plan import plan
from nettui.exchange import library
from tests.exchange import small
from tests.protocols import with_all

UNKNOWN = 'case_id = "P-2"\n'
LOCAL = small.COMPLETE.replace('"beyond_liver"', '"localized"').replace(
    'metastasis_sites = ["liver", "bone"]\n', ""
)


def small_rows(*names: str) -> dict[str, Coverage]:
    plans = {
        "complete": small.planned(small.COMPLETE),
        "local": small.planned(LOCAL),
        "unknown": small.planned(UNKNOWN),
    }
    return {row.name: row for row in matrix(small.protocol(), plans, names)}


def test_a_case_meets_a_statement_when_a_rule_of_it_speaks() -> None:
    """And does not when none does; what cannot be told is neither."""
    row = small_rows("S14")["S14"]
    assert row.cited_by == ("base:extent.local",)
    assert (row.met, row.unmet, row.unknown) == (("local",), ("complete",), ("unknown",))
    assert row.is_complete


def test_a_need_is_met_where_its_facts_are_known() -> None:
    """An item of the work-up that is missing is what a statement is not met by."""
    row = small_rows("S10")["S10"]
    assert (row.met, row.unmet) == (("complete", "local"), ("unknown",))


def test_guards_and_tables_count_where_no_rule_cites_the_row() -> None:
    """Of a guard: the cases in which it is in force. Of a table: those in which it answers."""
    rows = small_rows("T01", "A14")
    assert rows["T01"].cited_by == ("base:octreotide.gallbladder",)
    assert rows["T01"].unknown == ("unknown",)
    assert rows["A14"].cited_by == ("table pace",)
    assert rows["A14"].met == ("complete", "local")
    assert rows["A14"].unmet == ("unknown",)


def test_a_statement_that_always_holds_needs_no_case_that_fails_it() -> None:
    """None can; the board is always asked."""
    row = small_rows("S50")["S50"]
    assert row.always
    assert not row.unmet
    assert row.is_complete


def test_a_statement_that_nothing_cites_is_a_gap() -> None:
    """It is listed all the same."""
    row = small_rows("S02")["S02"]
    assert row.text == "Cited by none."
    assert not row.is_complete


def test_statements_and_rows_are_told_apart_from_citations() -> None:
    """S01 to S55 are the statements; A07 or T01 are rows; a year makes a citation."""
    protocol = small.protocol()
    assert set(statement_names(protocol)) >= {"S06", "S55"}
    assert row_names(protocol) == ("A14", "T01")


def test_every_statement_of_the_base_protocol_is_complete() -> None:
    """S01 to S55: rules carry each out, a library case meets it, one does not or none can."""
    protocol = with_all()
    plans = {}
    for path in library.case_files(library.folder() or library.plugin_folders()[0]):
        file = load(path)
        assert file.as_of
        plans[path.stem] = plan(file.case, file.as_of, protocol)
    names = statement_names(protocol)
    assert names == tuple(f"S{n:02}" for n in range(1, 56))
    rows = matrix(protocol, plans, names)
    assert [row.name for row in rows if not row.cited_by] == []
    assert [row.name for row in rows if not row.met] == []
    assert [row.name for row in rows if not row.unmet and not row.always] == []
