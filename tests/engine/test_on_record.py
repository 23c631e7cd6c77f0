"""Tables: rows that cannot be told, and tables that answer for the record."""

from __future__ import annotations

from typing import Any

import pytest

from nettui.case.record.facts import FACTS, NOT_APPLICABLE, Range
from nettui.engine.evaluation.compile import function
from nettui.engine.evaluation.interpret import interpret
from nettui.engine.language.card import Card
from nettui.engine.language.conditions import Condition, derived, fact
from nettui.engine.language.rules import Judgement
from nettui.engine.language.serialize import to_data
from nettui.engine.language.states import FALSE, TRUE, UNKNOWN
from nettui.engine.language.tables import Row, Table
from nettui.engine.protocol.assemble import Contribution, assemble
from nettui.engine.protocol.protocol import Protocol

KI67, AGE = fact("pathology.ki67"), fact("patient.age")
SITE = fact("disease.primary_site")
LEVEL = derived("level")


def protocol(table: Table, **asked: Condition) -> Protocol:
    """Return a protocol of one table and one judgement for each question asked of it."""
    acts = [Judgement(id=f"systemic.{name}", says=name, when=when) for name, when in asked.items()]
    card = Card(name="base", version="1", api=1, purpose="Test.", contact="Nobody.")
    given = {
        "tables": (to_data(table),),
        "systemic": tuple(to_data(act) for act in acts),
    }
    return assemble([Contribution("base", "base", to_data(card), given)])


def truths(rules: Protocol, **known: Any) -> dict[str, int]:
    """Return the truth of each judgement; facts by their last name, all others unknown."""
    values = tuple(known.get(name.rpartition(".")[2]) for name in FACTS)
    result = interpret(rules, values)
    assert function(rules)(values) == result
    return {e.id.rpartition(".")[2]: result[n] for n, e in enumerate(rules.entries)}


def levels(*, on_record: bool) -> Protocol:
    """Return a table of two certain rows and one for the rest."""
    table = Table(
        name="level",
        label="Level",
        on_record=on_record,
        rows=(
            Row(when=KI67 > 20, value="high"),
            Row(when=KI67 > 2, value="middle"),
            Row(value="low"),
        ),
    )
    asked = {word: LEVEL.is_(word) for word in table.choices}
    return protocol(table, known=LEVEL.known, **asked)


@pytest.mark.parametrize(
    ("ki67", "high", "middle", "low", "known"),
    [
        (1.0, FALSE, FALSE, TRUE, TRUE),
        (2.0, FALSE, FALSE, TRUE, TRUE),
        (2.5, FALSE, TRUE, FALSE, TRUE),
        (20.0, FALSE, TRUE, FALSE, TRUE),
        (21.0, TRUE, FALSE, FALSE, TRUE),
        (Range(15.0, 25.0), UNKNOWN, UNKNOWN, FALSE, FALSE),
        (Range(1.0, 2.0), FALSE, FALSE, TRUE, TRUE),
        (Range(1.0, 3.0), FALSE, UNKNOWN, UNKNOWN, FALSE),
        (None, UNKNOWN, UNKNOWN, UNKNOWN, FALSE),
        (NOT_APPLICABLE, UNKNOWN, UNKNOWN, UNKNOWN, FALSE),
    ],
)
def test_rows_that_cannot_be_told_leave_their_values_possible(
    ki67: object, high: int, middle: int, low: int, known: int
) -> None:
    """The first row that certainly holds ends the table; those before it stay possible."""
    expected = {"high": high, "middle": middle, "low": low, "known": known}
    assert truths(levels(on_record=False), ki67=ki67) == expected


@pytest.mark.parametrize(
    ("ki67", "answer"),
    [
        (1.0, "low"),
        (3.0, "middle"),
        (21.0, "high"),
        (Range(15.0, 25.0), "middle"),
        (Range(1.0, 3.0), "low"),
        (None, "low"),
        (NOT_APPLICABLE, "low"),
    ],
)
def test_on_record_only_what_is_certain_counts(ki67: object, answer: str) -> None:
    """What is not recorded falls to the last row: known, never "cannot tell"."""
    expected = dict.fromkeys(("high", "middle", "low"), FALSE) | {answer: TRUE, "known": TRUE}
    assert truths(levels(on_record=True), ki67=ki67) == expected


@pytest.mark.parametrize(
    ("age", "ki67", "over_50", "known"),
    [
        (40.0, 10.0, FALSE, TRUE),
        (45.0, 10.0, TRUE, TRUE),
        (Range(30.0, 60.0), 10.0, UNKNOWN, TRUE),
        (None, 10.0, UNKNOWN, FALSE),
        (40.0, None, UNKNOWN, FALSE),
        (40.0, NOT_APPLICABLE, UNKNOWN, FALSE),
    ],
)
def test_arithmetic_needs_every_input(age: object, ki67: object, over_50: int, known: int) -> None:
    """A number worked out from something unknown is unknown; from a range it is a range."""
    table = Table(name="level", label="Level", rows=(Row(value=AGE + KI67),))
    rules = protocol(table, over_50=LEVEL > 50, known=LEVEL.known)
    assert truths(rules, age=age, ki67=ki67) == {"over_50": over_50, "known": known}


@pytest.mark.parametrize(("ki67", "known"), [(2.0, TRUE), (0.0, FALSE), (Range(0.0, 5.0), FALSE)])
def test_nothing_is_divided_by_nought(ki67: object, known: int) -> None:
    """A divisor that may be nought leaves the result unknown."""
    table = Table(name="level", label="Level", rows=(Row(value=AGE / KI67),))
    assert truths(protocol(table, known=LEVEL.known), age=60.0, ki67=ki67) == {"known": known}


def test_a_row_that_cannot_be_told_makes_the_answer_unknown() -> None:
    """``None`` is an answer too: known to be not known."""
    table = Table(
        name="level",
        label="Level",
        rows=(Row(when=SITE.is_("lung")), Row(value="other")),
    )
    rules = protocol(table, known=LEVEL.known, other=LEVEL.is_("other"))
    assert truths(rules, primary_site="lung") == {"known": FALSE, "other": UNKNOWN}
    assert truths(rules, primary_site="colon") == {"known": TRUE, "other": TRUE}
    assert truths(rules) == {"known": FALSE, "other": UNKNOWN}


def test_several_words_are_one_of_these() -> None:
    """A row may answer that it is one of several: none of them is certain."""
    table = Table(name="level", label="Level", rows=(Row(value=("G1", "G2")),))
    both, one = LEVEL.one_of("G1", "G2"), LEVEL.is_("G1")
    assert truths(protocol(table, both=both, one=one)) == {"both": TRUE, "one": UNKNOWN}
