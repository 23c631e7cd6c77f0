"""What is recorded and rules cannot use is never said to be not known: text, why, JSON, record."""

from __future__ import annotations

import datetime

import pytest

from nettui.case.files.codec import loads_toml
from nettui.engine.plan.plan import Plan, plan
from nettui.exchange.document import as_text
from nettui.exchange.layout import reasons_document
from nettui.exchange.plan_json import plan_data
from nettui.sheet.named import why
from nettui.sheet.questions import need_item
from nettui.tui.rows.record import record_rows
from nettui.tui.rows.sheet_rows import item_row
from tests.exchange.on_paper import all_of
from tests.protocols import with_all

DAY = datetime.date(2026, 10, 1)
HEAD = """
case_id = "a"
[[pathology]]
date = 2026-08-12
histology_family = "NET"
differentiation = "well"
ki67 = 8.0
[disease]
primary_site = "jejunum_ileum"
extent = "beyond_liver"
[[imaging]]
date = 2026-09-02
modality = "68Ga-DOTATATE"
sstr_result = "positive"
"""

# A fact, how it is recorded, and what of it is shown.
WAYS = (
    ("labs.hb", '[[labs]]\nanalyte = "hb"\nvalue = "about 72 g/L"\nunit = "g/L"', "about 72 g/L"),
    ("labs.hb", '[[labs]]\nanalyte = "hb"\nvalue = "low"', '"low"'),
    ("labs.hb", '[[labs]]\nanalyte = "hb"\nvalue = 13.4', "13.4 without a unit"),
    ("labs.hb", '[[labs]]\nanalyte = "hb"\nvalue = 134\nunit = "stone"', "134 stone"),
    ("patient.age", '[patient]\nage = "about 60"', "about 60 years"),
    ("disease.liver_lesion_count", '[disease]\nliver_lesion_count = "~ 5"', "~ 5 lesions"),
    ("history.surgery_date", "[history]\nsurgery_date = 2062-09-01", "2062-09-01"),
    (
        "pathology.mitoses_per_2mm2",
        '[[pathology]]\nmitoses_per_2mm2 = "about 2"',
        "about 2 per 2 mm2",
    ),
)


def planned(more: str) -> Plan:
    """Return the plan of the case with something added to it."""
    text = HEAD
    if "[disease]" in more:
        text = text.replace("[disease]", more)
    else:
        text += more
    return plan(loads_toml(text).case, DAY, with_all())


@pytest.mark.parametrize(("fact", "more", "shown"), WAYS)
def test_it_is_said_as_recorded(fact: str, more: str, shown: str) -> None:
    """With what is recorded, and why rules cannot use it."""
    made = planned(more)
    assert made.picture.get(fact) is None
    assert made.picture.words(fact) == f"recorded as {shown}, which rules cannot use"
    assert any(f"{shown} is recorded" in note or shown in note for note in made.picture.notes)
    told = " ".join(as_text(reasons_document(why(made, fact)), 2000).split())
    assert f"recorded as {shown}" in told
    assert "not known" not in told
    said = [item for item in plan_data(made)["not_used"] if item["fact"] == fact]
    assert [item["recorded"] for item in said] == [shown]
    assert said[0]["why"]


@pytest.mark.parametrize(("fact", "more", "shown"), WAYS)
def test_no_line_of_the_plan_says_not_known(fact: str, more: str, shown: str) -> None:
    """Nor what it wanted and got, nor what is missing."""
    made = planned(more)
    label = made.protocol.vocabulary[fact].label
    lines = as_text(all_of(made), 4000).splitlines()
    about = [line for line in lines if f"{label} is known; got" in line]
    assert not [line for line in about if "got not known" in line]
    missing = [
        line for line in lines if f"not known: {label}" in line or f"{label} not known" in line
    ]
    assert not missing
    assert any(shown in line for line in lines)


def test_a_need_that_is_missing_names_what_is_recorded() -> None:
    """The status, the list of what is missing, and the need itself."""
    made = planned('[[pathology]]\nki67 = "about 10 %"')
    (need,) = (n for n in made.pressing if "pathology.ki67" in n.missing)
    row = item_row(need_item(made, need))
    assert "Ki-67 recorded as about 10 %, which rules cannot use" in str(row.notes)
    assert "not known: Ki-67" not in str(row.notes)


@pytest.mark.parametrize("ki67", ["about 10 %", "> 10 %"])
def test_ki67_that_leaves_the_grade_open(ki67: str) -> None:
    """Is recorded too."""
    made = planned(f'[[pathology]]\nki67 = "{ki67}"')
    assert made.picture.words("pathology.ki67").startswith(f"recorded as {ki67}")


@pytest.mark.parametrize(
    ("more", "shown", "why_not"),
    [
        (WAYS[0][1], "about 72 g/L", "it gives no bounds"),
        (WAYS[1][1], '"low"', "rules read numbers only"),
        (WAYS[2][1], "13.4 without a unit", "is it g/dL (134 g/L)"),
        (WAYS[3][1], "134 stone", 'the unit "stone" is not one of'),
    ],
)
def test_the_record_shows_it_as_written(more: str, shown: str, why_not: str) -> None:
    """With the reason beside it, and no unit twice."""
    rows = record_rows(planned(more))
    (row,) = (row for row in rows if row.key == "labs[0].value")
    assert row.title == shown
    assert why_not in str(row.notes)


def test_a_window_from_a_partial_date_is_not_counted() -> None:
    """The month is said, and no day is made up."""
    made = planned(
        '[[imaging]]\ndate = "2026-09"\nmodality = "CT"\n[history]\nsurgery_date = "2026-03"'
    )
    days = [due for due in made.follow_up if due.anchor == "imaging.conv_imaging_date"]
    assert days
    assert all(due.earliest is None for due in days)
    text = as_text(all_of(made), 4000)
    assert "of which only 2026-09 is known" in text


def test_no_order_of_entries_decides_what_is_said() -> None:
    """Two results of one day that cannot be used, and entries that may be after the plan's day."""
    lists = {
        "labs": [
            '[[labs]]\nanalyte = "hb"\nvalue = "low"\ndate = 2026-09-10\n',
            '[[labs]]\nanalyte = "hb"\nvalue = "about 72 g/L"\ndate = 2026-09-10\n',
            '[[labs]]\nanalyte = "creatinine"\nvalue = 80\nunit = "µmol/L"\ndate = "2026"\n',
            '[[labs]]\nanalyte = "anc"\nvalue = 3.4\ndate = "2026"\n',
            '[[labs]]\nanalyte = "hb"\nvalue = 134\nunit = "g/L"\ndate = 2027-01-02\n',
            '[[labs]]\nanalyte = "wcc"\nvalue = 6.1\ndate = 2027-01-02\n',
        ],
        "marks": [
            '[marks."labs.anc"]\ndate = 2027-01-03\n',
            '[marks."labs.hb"]\ndate = 2027-01-02\n',
        ],
    }
    one = planned("".join(lists["labs"] + lists["marks"])).picture
    other = planned("".join(lists["labs"][::-1] + lists["marks"][::-1])).picture
    assert "labs.hb" in one.unused
    assert (one.notes, one.unused) == (other.notes, other.unused)
