"""What is asked of a record first: the head of the plan and of the questions, and its field."""

from __future__ import annotations

from nettui.case.files.codec import loads_toml
from nettui.engine.plan.findings import Question
from nettui.engine.plan.plan import Plan, plan
from nettui.plugin.publish import current
from nettui.sheet.reasons import reasons
from nettui.tui.rows.entered_at import entered_at
from nettui.tui.rows.plan import plan_rows, question_rows
from nettui.tui.rows.record import record_rows
from nettui.tui.rows.why import reason_rows
from tests.case.generated import DAY

RECORD = """
case_id = "a"
[patient]
allergies = ["octreotid"]
[disease]
primary_site = "jejunum_ileum"
[[labs]]
analyte = "creatinine"
value = 80
[[labs]]
analyte = "creatinine"
value = 220
[[treatments]]
therapy = "octreotide"
"""


def made() -> Plan:
    return plan(loads_toml(RECORD).case, DAY, current())


def test_the_plan_opens_with_it() -> None:
    first = [row for row in plan_rows(made()) if row.word == "Ask first"]
    assert [row.title for row in first] == [
        '"octreotid": did you mean octreotide? (Allergies and hypersensitivity)',
        "Creatinine 80 or 220 µmol/L without a date: which is right?",
        '"octreotide": octreotide LAR or short-acting octreotide? (Treatments so far)',
    ]
    assert [row.word for row in plan_rows(made())][1:4] == ["Ask first"] * 3


def test_the_questions_open_with_it() -> None:
    rows = question_rows(made())
    assert rows[0].title == "To be answered first"
    assert [row.word for row in rows[1:4]] == ["Ask first"] * 3
    names = [row.subject.fact for row in rows[4:] if isinstance(row.subject, Question)]
    assert "patient.allergies" not in names
    assert names
    asked = [question.fact in made().picture.unclear for question in made().questions]
    assert any(asked)
    assert asked == sorted(asked, reverse=True)


def test_it_leads_to_its_field() -> None:
    """A word is typed anew where it stands; of values that contradict, the reason is read first."""
    the_plan = made()
    words, values, treatment = (r for r in plan_rows(the_plan) if r.word == "Ask first")
    assert entered_at(the_plan, words.subject) == "patient.allergies"
    assert entered_at(the_plan, treatment.subject) == "treatments[0].therapy"
    assert entered_at(the_plan, values.subject) is None
    told = " ".join(row.title for row in reason_rows(reasons(the_plan, values.subject)))
    assert "80 µmol/L and as 220 µmol/L" in told


def test_the_record_says_it_beside_the_field() -> None:
    notes = {row.key: row.notes for row in record_rows(made())}
    assert notes["patient.allergies"] == (
        ('"octreotid" is not understood. Did you mean octreotide?', "held"),
    )
    (note,) = notes["treatments[0].therapy"]
    assert note[0].startswith('"octreotide" leaves open what is meant')
