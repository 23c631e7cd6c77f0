"""What crosses a boundary: taken as it is or refused, with every fault at once."""

from __future__ import annotations

import datetime
from typing import Annotated, Any, Literal

import pytest
from attrs import field, frozen

from nettui.boundary import strict
from nettui.boundary.form import Form, is_line


@frozen(kw_only=True)
class Dose:
    """An amount."""

    amount: float
    unit: Annotated[str, Form(choices=("mg", "g"))]


@frozen(kw_only=True)
class Order:
    """One of every kind of field."""

    count: Annotated[int, Form(least=1, wanted="a whole number from 1")]
    given: bool
    words: Annotated[tuple[str, ...], Form(once=True, wanted="each word once")]
    doses: tuple[Dose, ...]
    range: tuple[float, float]
    day: datetime.date | None
    kind: Literal["oral", 1]
    by_name: dict[str, Dose]
    note: Annotated[str, Form(check=is_line, wanted="text of one line")] | None = None


GOOD: dict[str, Any] = {
    "count": 1,
    "given": False,
    "words": ["a", "b"],
    "doses": [{"amount": 2, "unit": "mg"}],
    "range": [0.5, 3],
    "day": "2027-01-31",
    "kind": "oral",
    "by_name": {"x": {"amount": 0.5, "unit": "g"}},
}


def faults(data: Any, kind: Any = Order) -> list[str]:
    with pytest.raises(strict.Unfit) as refused:
        strict.from_json(data, kind)
    return list(map(str, refused.value.faults))


def test_what_is_taken_is_given_back_as_it_was() -> None:
    """Whole numbers stay whole, days are text, what may be missing is left out."""
    order = strict.from_json(GOOD, Order)
    assert order.day == datetime.date(2027, 1, 31)
    assert order.doses == (Dose(amount=2, unit="mg"),)
    back = strict.to_json(order)
    assert back == GOOD
    assert list(back) == list(GOOD)
    assert [type(n) for n in back["range"]] == [float, int]
    noted = {**GOOD, "note": "x", "day": None}
    assert strict.to_json(strict.from_json(noted, Order)) == noted


@pytest.mark.parametrize(
    ("key", "value", "says"),
    [
        ("given", "no", "given: found 'no'; expected true or false."),
        ("given", 0, "given: found 0; expected true or false."),
        ("count", 1.9, "count: found 1.9; expected a whole number from 1."),
        ("count", 1.0, "count: found 1.0; expected a whole number from 1."),
        ("count", True, "count: found true; expected a whole number from 1."),
        ("count", "1", "count: found '1'; expected a whole number from 1."),
        ("count", 0, "count: found 0; expected a whole number from 1."),
        ("words", "penicillin", "words: found 'penicillin'; expected a list."),
        ("words", {"a": 1}, "words: found a table; expected a list."),
        ("words", ["a", 17], "words[1]: found 17; expected text."),
        ("words", ["a", "a"], "words: found a list; expected each word once."),
        ("words", None, "words: found nothing; expected a list."),
        ("range", [1, float("nan")], "range[1]: found nan; expected a number."),
        ("range", [float("inf"), 1], "range[0]: found inf; expected a number."),
        ("range", [10**400, 1], "range[0]: found a whole number of more than 60 digits; expected"),
        ("range", [1, True], "range[1]: found true; expected a number."),
        ("range", [1], "range: found a list; expected a list of 2."),
        ("range", [1, 2, 3], "range: found a list; expected a list of 2."),
        ("day", "2027-02-30", "day: found '2027-02-30'; expected a date such as 2027-01-31."),
        ("day", "20270131", "day: found '20270131'; expected a date such as 2027-01-31."),
        ("day", "2027-01-31T00:00", "day: found '2027-01-31T00:00'; expected a date such as"),
        ("day", 20270131, "day: found 20270131; expected a date such as 2027-01-31."),
        ("kind", True, "kind: found true; expected oral or 1."),
        ("kind", 1.0, "kind: found 1.0; expected oral or 1."),
        ("kind", ["oral"], "kind: found a list; expected oral or 1."),
        ("by_name", [], "by_name: found a list; expected a table."),
        ("by_name", {"x": "y"}, "by_name.x: found 'y'; expected a table."),
        ("doses", [{"amount": 1, "unit": "kg"}], "doses[0].unit: found 'kg'; expected mg or g."),
        ("doses", {}, "doses: found a table; expected a list."),
        ("note", None, "note: found nothing; expected text of one line."),
        ("note", "a\nb", "note: found 'a\\nb'; expected text of one line."),
        ("counts", 1, "counts: found an unknown key; expected a known one. Did you mean 'count'?"),
    ],
)
def test_nothing_is_guessed(key: str, value: Any, says: str) -> None:
    """Each is one fault, at its place."""
    (fault,) = faults({**GOOD, key: value})
    assert fault.startswith(says)


@pytest.mark.parametrize("key", list(GOOD))
def test_what_must_be_there_is_missed(key: str) -> None:
    (fault,) = faults({name: value for name, value in GOOD.items() if name != key})
    assert fault.startswith(f"{key}: found nothing; expected ")


@pytest.mark.parametrize("data", [None, 1, "x", [], [["count", 1]]])
def test_what_is_no_table_is_refused_as_a_whole(data: Any) -> None:
    (fault,) = faults(data)
    assert fault.endswith("expected a table.")


def test_every_fault_is_said_at_once() -> None:
    """However deep."""
    bad = {
        **GOOD,
        "given": "no",
        "doses": [{"amount": "2", "unit": "kg", "route": "oral"}, 3],
        "by_name": {"x": {}},
        "surplus": 1,
    }
    assert [fault.partition(":")[0] for fault in faults(bad)] == [
        "given",
        "doses[0].amount",
        "doses[0].unit",
        "doses[0].route",
        "doses[1]",
        "by_name.x.amount",
        "by_name.x.unit",
        "surplus",
    ]


def test_lines_are_said_where_they_are_known() -> None:
    """That of the nearest place around; in their order; asked for only where there is a fault."""
    lines = {"doses[0]": 7, "given": 2}
    bad = {**GOOD, "given": 1, "doses": [{"amount": 1, "unit": "kg"}], "words": 3}
    with pytest.raises(strict.Unfit) as refused:
        strict.from_json(bad, Order, lambda: lines)
    assert [(f.path, f.line) for f in refused.value.faults] == [
        ("words", None),
        ("given", 2),
        ("doses[0].unit", 7),
    ]
    strict.from_json(GOOD, Order, lambda: 1 / 0)  # type: ignore[arg-type, return-value]


def test_a_day_of_toml_is_a_day() -> None:
    """Text is none, and neither is a time."""
    day = datetime.date(2027, 1, 31)
    assert strict.from_toml({**GOOD, "day": day}, Order).day == day
    for value in ("2027-01-31", datetime.datetime(2027, 1, 31)):
        with pytest.raises(strict.Unfit, match="without quotes"):
            strict.from_toml({**GOOD, "day": value}, Order)


def test_what_a_class_itself_refuses_says_why() -> None:
    """What several fields must say together."""

    @frozen
    class Pair:
        low: int
        high: int = field()

        def __attrs_post_init__(self) -> None:
            if self.low > self.high:
                raise ValueError("low at most high")

    (fault,) = faults({"pair": {"low": 2, "high": 1}}, dict[str, Pair])
    assert fault == "pair: found what cannot be used; expected what makes sense. low at most high"
