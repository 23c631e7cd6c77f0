"""Months of the calendar, dates of which only the month or the year is known, days to come."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nettui.case.base.dates import (
    PartialDate,
    add_months,
    day_of,
    earliest,
    first_day,
    last_day,
    latest,
    months_between,
    months_since,
)
from nettui.case.base.faults import CaseError, CaseFault
from nettui.case.base.vocabulary import Kind
from nettui.case.editing.edit import Edited, set_value, text_of
from nettui.case.files.codec import dumps_json, dumps_toml, load, loads_json, loads_toml
from nettui.case.files.trusted_reader import known
from nettui.case.picture.picture import Picture, picture
from nettui.case.record.case import LISTS, SECTIONS, Case, CaseFile
from nettui.case.record.facts import FACTS, Range
from nettui.case.record.paths import facts_in
from nettui.store.core import case_text as stored

DAY = datetime.date(2026, 10, 1)
DAYS = st.dates(datetime.date(1990, 1, 1), datetime.date(2060, 12, 31))


def case(text: str) -> Case:
    """Return a case written in TOML, under some id."""
    return loads_toml('case_id = "a"\n' + text).case


def seen(text: str, day: datetime.date = DAY) -> Picture:
    """Return the picture of a case written in TOML."""
    return picture(case(text), day)


# --- months -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        ("2026-09-02", "2027-09-02", 12.0),
        ("2027-09-02", "2028-09-02", 12.0),
        ("2027-02-28", "2028-02-28", 12.0),
        ("2028-02-29", "2029-02-28", 12.0),
        ("2027-01-31", "2027-02-28", 1.0),
        ("2028-01-31", "2028-02-29", 1.0),
        ("2027-03-31", "2027-04-30", 1.0),
        ("2026-10-01", "2026-10-01", 0.0),
        ("2026-10-01", "2026-10-16", 15 / 31),
        ("2027-02-01", "2027-02-15", 14 / 28),
        ("2026-09-02", "2027-09-01", 11 + 30 / 31),
        ("2027-01-31", "2027-03-01", 1 + 1 / 31),
    ],
)
def test_months_of_the_calendar(start: str, end: str, months: float) -> None:
    """A year has twelve, leap year or not; a month is over on its last day where it is shorter."""
    days = (datetime.date.fromisoformat(day) for day in (start, end))
    assert months_between(*days) == pytest.approx(months, abs=1e-12)


@given(DAYS, st.integers(0, 400))
def test_whole_months_are_whole(start: datetime.date, months: int) -> None:
    """The day that is so many months later is so many months later."""
    assert months_between(start, add_months(start, months)) >= months
    assert months_between(start, add_months(start, months)) < months + 1


@given(DAYS, st.integers(0, 2000))
def test_a_day_later_is_never_fewer_months(start: datetime.date, days: int) -> None:
    """And never as many, unless both are the last of a shorter month."""
    end = start + datetime.timedelta(days)
    assert months_between(start, end) <= months_between(start, end + datetime.timedelta(1))


@pytest.mark.parametrize(
    ("scan", "day"), [("2027-09-02", "2028-09-02"), ("2026-09-02", "2027-09-02")]
)
def test_a_scan_of_exactly_twelve_months(scan: str, day: str) -> None:
    """Is twelve months old, across a leap day as in any year; the next day it is older."""
    text = f'[[imaging]]\ndate = {scan}\nmodality = "68Ga-DOTATATE"'
    on = datetime.date.fromisoformat(day)
    assert seen(text, on).get("imaging.sstr_age_months") == 12.0
    older = seen(text, on + datetime.timedelta(1)).get("imaging.sstr_age_months")
    assert isinstance(older, float)
    assert older > 12


# --- partial dates ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("2026-03", "2026-03"),
        ("2026-3", "2026-03"),
        ("03/2026", "2026-03"),
        ("3/2026", "2026-03"),
        ("03.2026", "2026-03"),
        ("2026/03", "2026-03"),
        ("March 2026", "2026-03"),
        ("mar 2026", "2026-03"),
        ("Mar. 2026", "2026-03"),
        ("MAY 2026", "2026-05"),
        ("Sept 2026", "2026-09"),
        ("2026", "2026"),
        (" 2026 ", "2026"),
        ("2026-03-01", "2026-03-01"),
    ],
)
def test_ways_to_write_a_date(text: str, kept: str) -> None:
    """A day, a month or a year."""
    day = day_of(text)
    assert day is not None
    assert day.isoformat() == kept


@pytest.mark.parametrize(
    "text",
    [
        *("", "26", "202", "20260", "2026-13", "2026-00", "13/2026", "03/26", "03/04/2026"),
        *("Mai 2026", "2026-02-30", "٢٠٢٦", "0000", "Q1 2026", "winter 2026", "2026-03-01T10:00"),
    ],
)
def test_what_is_no_date(text: str) -> None:
    """A day of two countries, a quarter, a month that there is not."""
    assert day_of(text) is None


def test_a_partial_date_is_some_day_from_its_first_to_its_last() -> None:
    """Of a month, of a year, of a February."""
    assert (PartialDate(2026, 3).first, PartialDate(2026, 3).last) == (
        datetime.date(2026, 3, 1),
        datetime.date(2026, 3, 31),
    )
    assert PartialDate(2028, 2).last == datetime.date(2028, 2, 29)
    assert (PartialDate(2026).first, PartialDate(2026).last) == (
        datetime.date(2026, 1, 1),
        datetime.date(2026, 12, 31),
    )
    assert PartialDate(2026, 1) != datetime.date(2026, 1, 1)
    assert str(PartialDate(2026, 1)) == "2026-01"


PARTIAL = st.one_of(
    DAYS, st.builds(PartialDate, st.integers(1990, 2060), st.sampled_from([None, *range(1, 13)]))
)


@given(st.lists(PARTIAL, min_size=1, max_size=5), st.data())
def test_the_first_and_the_last_of_partial_dates(
    days: list[datetime.date | PartialDate], drawn: st.DataObject
) -> None:
    """Whatever days they are, the first of them is within the earliest, the last in the latest."""
    true = [drawn.draw(st.dates(first_day(day), last_day(day))) for day in days]
    first, last = earliest(days), latest(days)
    assert first is not None
    assert last is not None
    assert first_day(first) <= min(true) <= last_day(first)
    assert first_day(last) <= max(true) <= last_day(last)


@given(PARTIAL, st.data())
def test_months_since_a_partial_date_hold_the_true_number(
    day: datetime.date | PartialDate, drawn: st.DataObject
) -> None:
    """Whatever day it was."""
    true = drawn.draw(st.dates(first_day(day), last_day(day)))
    now = drawn.draw(st.dates(true, datetime.date(2061, 1, 1)))
    got = months_since(day, now)
    low, high = (got.low, got.high) if isinstance(got, Range) else (got, got)
    assert low <= months_between(true, now) <= high


def all_dates() -> list[tuple[str, str]]:
    """Return every field of a case that holds a date, by its part."""
    return [
        (part, name)
        for part in (*SECTIONS, *LISTS)
        for name, fact in facts_in(part).items()
        if fact.kind is Kind.DATE
    ]


_NEEDED = {
    "imaging": 'modality = "CT"\n',
    "labs": 'analyte = "hb"\nvalue = 120.0\n',
    "treatments": 'therapy = "T20"\n',
}


@pytest.mark.parametrize(("part", "name"), all_dates())
@pytest.mark.parametrize("date", ['"2026-03"', '"2026"', "2025"])
def test_every_date_of_a_case_may_be_partial(part: str, name: str, date: str) -> None:
    """It stays partial in TOML, in JSON, in the store, and as text to be edited."""
    head = f"[[{part}]]" if part in LISTS else f"[{part}]"
    file = loads_toml(f'case_id = "a"\n{head}\n{_NEEDED.get(part, "")}{name} = {date}\n')
    owner = getattr(file.case, part)
    held = getattr(owner[0] if part in LISTS else owner, name)
    assert held == day_of(date.strip('"'))
    assert loads_toml(dumps_toml(file)) == file
    assert loads_json(dumps_json(file)) == file
    kept = stored.to_text(file)
    assert stored.from_text(kept) == stored.from_checked_text(kept) == file
    where = f"{part}[0].{name}" if part in LISTS else f"{part}.{name}"
    assert text_of(file.case, where) == held.isoformat()
    typed = set_value(file.case, where, "02/2026")
    assert isinstance(typed, Edited)
    assert picture(typed.case, DAY).notes is not None


def test_the_date_of_a_mark_may_be_partial() -> None:
    """As any other."""
    file = loads_toml('case_id = "a"\n[marks]\n"labs.egfr" = { date = "2026-03" }')
    assert file.case.marks["labs.egfr"].date == PartialDate(2026, 3)
    assert loads_toml(dumps_toml(file)) == file
    assert known({"case_id": "a", "marks": {"labs.egfr": {"date": "2026-03"}}}) == CaseFile(
        case=file.case
    )


@pytest.mark.parametrize("day", ['"2026-10"', '"2026"', "2026"])
def test_the_day_of_a_plan_is_a_day(day: str) -> None:
    """A plan is made on one."""
    with pytest.raises(CaseError) as refused:
        loads_toml(f'case_id = "a"\nas_of = {day}\n')
    assert "Give the day" in str(refused.value)


def test_an_entry_with_a_partial_date() -> None:
    """It stands at its first possible day, and may be as late as its last."""
    result = case('[[labs]]\ndate = "2026-03"\nanalyte = "hb"\nvalue = 120').labs[0]
    assert result.ordinal == datetime.date(2026, 3, 1).toordinal()
    assert result.until == datetime.date(2026, 3, 31).toordinal()
    whole = case('[[labs]]\ndate = 2026-03-05\nanalyte = "hb"\nvalue = 120').labs[0]
    assert whole.ordinal == whole.until


def test_months_since_a_partial_date_are_a_range() -> None:
    """From the last possible day to the first."""
    got = seen('[history]\nsurgery_date = "2026-03"')
    assert got.get("history.surgery_date") == PartialDate(2026, 3)
    assert got.get("history.months_since_surgery") == Range(
        months_between(datetime.date(2026, 3, 31), DAY), 7.0
    )
    this_year = seen("[history]\nsurgery_date = 2026").get("history.months_since_surgery")
    assert this_year == Range(0.0, 9.0)


def test_an_entry_that_may_be_after_the_day_counts_and_is_named() -> None:
    """Only if its first possible day is not after it."""
    text = '[[labs]]\ndate = "2026-10"\nanalyte = "hb"\nvalue = 120'
    got = seen(text, datetime.date(2026, 10, 15))
    assert got.get("labs.hb") == 120
    assert got.notes == (
        "May be after 2026-10-15, and counts as done by then: Haemoglobin in 2026-10. "
        "Give the day.",
    )
    before = seen(text, datetime.date(2026, 9, 30))
    assert before.get("labs.hb") is None
    assert before.notes == (
        "1 entry is dated after 2026-09-30 and not used: Haemoglobin in 2026-10.",
    )
    assert seen(text, datetime.date(2026, 10, 31)).notes == ()


def test_typed_entries_take_partial_dates() -> None:
    """Beside the other parts of an entry."""
    for text, kept in (("2026-03", "2026-03"), ("03/2026", "2026-03"), ("2026", "2026")):
        typed = set_value(Case(case_id="a"), "labs[+]", f"hb 120 g/L; {text}")
        assert isinstance(typed, Edited)
        assert str(typed.case.labs[0].date) == kept
    wrong = set_value(Case(case_id="a"), "history.surgery_date", "03/04/2026")
    assert isinstance(wrong, CaseFault)
    assert "2026-03" in wrong.fix


# --- days to come -----------------------------------------------------------------------------


def later_dates() -> list[str]:
    """Return every date of a section that is a fact and should not be to come."""
    planned = {"history.planned_surgery_date", "board.date"}
    return sorted(
        {f"{part}.{name}" for part, name in all_dates() if part in SECTIONS}.intersection(FACTS)
        - planned
    )


@pytest.mark.parametrize("name", later_dates())
@pytest.mark.parametrize("date", ["2062-09-01", "2026-10-02", '"2026-11"', "2027"])
def test_a_day_to_come_is_named_and_not_used(name: str, date: str) -> None:
    """An operation in 2062 is a slip of the pen: no schedule is counted from it."""
    part, _, field = name.partition(".")
    got = seen(f"[{part}]\n{field} = {date}")
    assert got.get(name) is None
    shown = date.strip('"')
    assert [n for n in got.notes if FACTS[name].label in n and shown in n and "after" in n]
    assert got.words(name) == f"recorded as {shown}, which rules cannot use"
    same_day = seen(f"[{part}]\n{field} = 2026-10-01")
    assert same_day.get(name) == DAY
    assert not [n for n in same_day.notes if "after the day" in n]


def test_what_is_planned_may_be_to_come() -> None:
    """The operation that is planned, and the board."""
    got = seen("[history]\nplanned_surgery_date = 2026-11-01\n[board]\ndate = 2026-10-07")
    assert got.get("history.planned_surgery_date") == datetime.date(2026, 11, 1)
    assert got.get("board.date") == datetime.date(2026, 10, 7)
    assert got.notes == ()


def test_ends_and_marks_to_come_are_named() -> None:
    """A treatment that ends later has not ended; a mark of a day to come is a slip."""
    got = seen(
        '[[treatments]]\ntherapy = "T20"\ndate = 2026-01-10\nend = 2062-06-10\n'
        '[marks]\n"labs.egfr" = { date = 2027-01-01 }'
    )
    assert got.get("history.prrt_date") is None
    assert got.get("history.current_therapies") == frozenset({"T20"})
    assert any("treatment T20: its end 2062-06-10" in note for note in got.notes)
    assert any("eGFR: the date of its mark, 2027-01-01" in note for note in got.notes)


def test_every_entry_that_is_not_used_is_named() -> None:
    """By what it is and its date, not only counted."""
    got = seen(
        "[[pathology]]\ndate = 2026-11-01\nspecimen_type = 'biopsy'\n"
        "[[imaging]]\ndate = 2027-01-04\nmodality = 'CT'\n"
        "[[labs]]\ndate = 2026-12-01\nanalyte = 'creatinine'\nvalue = 80\n"
        "[[treatments]]\ndate = 2027-02-01\ntherapy = 'T20'\n"
    )
    assert got.notes == (
        "4 entries are dated after 2026-10-01 and not used: biopsy of 2026-11-01, "
        "CT of 2027-01-04, Creatinine of 2026-12-01, treatment T20 of 2027-02-01.",
    )


@settings(max_examples=50, deadline=None)
@given(st.lists(PARTIAL, max_size=3), DAYS)
def test_a_picture_of_partial_dates_never_fails(
    dates: list[datetime.date | PartialDate], day: datetime.date
) -> None:
    """Whatever is known of them, and whenever the plan is made."""
    text = "".join(
        f'[[imaging]]\ndate = "{d.isoformat()}"\nmodality = "68Ga-DOTATATE"\n'
        f'[[pathology]]\ndate = "{d.isoformat()}"\nki67 = 2\n'
        f'[[treatments]]\ndate = "{d.isoformat()}"\nend = "{d.isoformat()}"\ntherapy = "T20"\n'
        for d in dates
    )
    got = seen(text, day)
    assert got.notes is not None
    age = got.get("imaging.sstr_age_months")
    assert age is None or (age.low if isinstance(age, Range) else age) >= 0  # type: ignore[operator]


def test_the_cases_that_are_printed_are_as_before() -> None:
    """A case of whole dates has no note of dates."""
    file = load("cases/si-upper-g2.toml")
    assert file.as_of is not None
    assert not [note for note in picture(file.case, file.as_of).notes if "after" in note]
