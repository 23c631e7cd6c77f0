"""A mark beside a fact ("not done") has its place in the record, whatever else is recorded."""

from __future__ import annotations

import functools
from pathlib import Path

import pytest
from attrs import evolve

from nettui.case.base.typed_text import as_plain
from nettui.case.base.words import plain
from nettui.case.editing import edit
from nettui.case.editing.edit import Edited
from nettui.case.files.codec import dumps_toml, loads_toml
from nettui.case.record.case import LISTS, MARK_STATUSES, Case, CaseFile, Mark
from nettui.case.record.facts import ENTERED
from nettui.case.record.paths import facts_in
from nettui.engine.plan.plan import Plan, plan
from nettui.sheet.reasons import reasons
from nettui.tui.rows.field import FieldRow
from nettui.tui.rows.layout import ListRow
from nettui.tui.rows.plan import date_rows, plan_rows, question_rows
from nettui.tui.rows.record import field_choices, record_rows
from nettui.tui.rows.short_plan import brief_rows
from nettui.tui.rows.why import reason_rows
from tests.exchange.small import COMPLETE, DAY
from tests.tui.driver import jump, seen
from tests.tui.folder import case_of, opened, small

LARGE = (160, 40)  # record, plan and reasons are all in sight

EMPTY = Case(case_id="P-1")


@functools.cache
def filled() -> Case:
    """Return a case with an entry in every list, and one for each laboratory value."""
    case = loads_toml(COMPLETE).case
    for path, text in (
        ("pathology[+]", "biopsy; 2026-08-12; ki67 = 2-3 %"),
        ("imaging[+]", "68Ga-DOTATATE; 2026-09-02; sstr_result = positive"),
        ("treatments[+]", "T01; 2026-03-01"),
        *((f"labs[+].{name}", "5; 2026-09-01") for name in facts_in("labs")),
    ):
        done = edit.set_value(case, path, text)
        case = done.case if isinstance(done, Edited) else case
    return case


def marked(case: Case, name: str, status: str) -> Case:
    return evolve(case, marks={name: Mark(status=status, source="referral letter")})


def rows_of(made: Plan, *, every: bool) -> tuple[ListRow, ...]:
    return record_rows(made, CaseFile(case=made.case), every=every)


def shows(row: ListRow, name: str, status: str) -> bool:
    told = f"{row.title} {row.tail}"
    return ENTERED[name].label in row.word and plain(status) in told and "referral letter" in told


@pytest.mark.parametrize("status", MARK_STATUSES)
@pytest.mark.parametrize("case", [EMPTY, filled()], ids=["empty", "filled"])
def test_every_fact_can_be_marked(case: Case, status: str) -> None:
    """With no entry and with one: the record and the plan are shown, and the mark is seen."""
    unseen = []
    for name in ENTERED:
        made = plan(marked(case, name, status), DAY, small())
        rows = rows_of(made, every=False)
        if not any(shows(row, name, status) for row in rows):
            unseen.append(name)
        field_choices(made)
        question_rows(made)
    assert unseen == []


@pytest.mark.parametrize("status", MARK_STATUSES)
@pytest.mark.parametrize("case", [EMPTY, filled()], ids=["empty", "filled"])
def test_all_facts_can_be_marked_at_once(case: Case, status: str) -> None:
    """With all fields of the record shown; each mark has a line of its own."""
    mark = Mark(status=status, source="referral letter")
    rows = rows_of(plan(evolve(case, marks=dict.fromkeys(ENTERED, mark)), DAY, small()), every=True)
    keys = [row.key for row in rows if "[+]." in row.key or row.key.startswith("mark:")]
    assert len(keys) == len(set(keys))
    assert [name for name in ENTERED if not any(shows(row, name, status) for row in rows)] == []


async def test_not_done_beside_a_result_that_is_not_there(tmp_path: Path) -> None:
    """As it is typed on a record, and when the draft is opened again."""
    path = tmp_path / "one.toml"
    path.write_text('case_id = "P-1"\n', "utf-8")
    async with opened(path, "r", *jump("creatinine clear"), *"not done", "enter") as pilot:
        assert "not done" in seen(pilot)
        assert case_of(pilot).marks["labs.crcl_measured"].status == "not_done"
    async with opened(path, size=LARGE) as pilot:
        assert "Your draft" in seen(pilot)
    path.write_text('case_id = "P-1"\n[marks."labs.crcl_measured"]\nstatus = "not_done"\n', "utf-8")
    async with opened(path, "r", size=LARGE) as pilot:
        assert "not done" in seen(pilot)


@pytest.mark.parametrize("name", ["labs.u5hiaa_24h", "pathology.ki67", "imaging.sstr_date"])
@pytest.mark.parametrize("case", [EMPTY, filled()], ids=["empty", "filled"])
def test_every_view_of_a_plan_takes_marks(case: Case, name: str) -> None:
    """The plan in every form, and the reasons of every line."""
    for status in MARK_STATUSES:
        made = plan(marked(case, name, status), DAY, small())
        brief_rows(made, 40, ())
        date_rows(made)
        for row in plan_rows(made, unfolded=True, notes=()):
            reason_rows(reasons(made, row.subject))


@pytest.mark.parametrize("answer", ["unknown", "not done", "not applicable"])
@pytest.mark.parametrize("case", [EMPTY, filled()], ids=["empty", "filled"])
def test_an_answer_without_a_value_is_seen_kept_and_taken_back(case: Case, answer: str) -> None:
    """For every field that has a fact, at the place where the record offers it."""
    for part in {name.partition(".")[0] for name in ENTERED}:
        for field in facts_in(part):
            name = f"{part}.{field}"
            if name not in ENTERED:
                continue
            path = f"{part}[+].{field}" if part in LISTS else name
            done = edit.set_value(case, path, answer)
            if not isinstance(done, Edited):  # a word of the field: of an entry that says more
                assert as_plain(ENTERED[name], answer) in ENTERED[name].words, name
                continue
            again = loads_toml(dumps_toml(CaseFile(case=done.case))).case
            made = plan(again, DAY, small())
            for every in (False, True):
                found = [r for r in rows_of(made, every=every) if ENTERED[name].label in r.word]
                assert any(answer in f"{r.title} {r.tail}" for r in found), name
            cleared = edit.set_value(again, path, "")
            assert isinstance(cleared, Edited)
            assert name not in cleared.case.marks


def test_the_row_of_a_mark_is_a_field_to_be_filled() -> None:
    """A result entered there takes the place of "not done"."""
    case = marked(EMPTY, "labs.u5hiaa_24h", "not_done")
    rows = rows_of(plan(case, DAY, small()), every=False)
    (row,) = (row for row in rows if row.key == "labs[+].u5hiaa_24h")
    assert isinstance(row.subject, FieldRow)
    done = edit.set_value(case, row.key, "20; 2026-09-01")
    assert isinstance(done, Edited)
    assert done.case.marks == {}
    assert [result.analyte for result in done.case.labs] == ["u5hiaa_24h"]
