"""From which day a window counts, and which of two contradicting orders ranks."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from attrs import evolve

from nettui.case.files.codec import loads_toml
from nettui.engine.language import serialize
from nettui.engine.language.card import Card
from nettui.engine.language.errors import Mistake
from nettui.engine.language.options import Option
from nettui.engine.language.rules import Due, Order, Rule
from nettui.engine.plan.offers import add_months
from nettui.engine.plan.plan import Plan, plan
from nettui.engine.protocol.assemble import Contribution, assemble
from nettui.sheet.wording import due_words

AS_OF = datetime.date(2026, 10, 1)
CITED: dict[str, Any] = {"statements": ("S01",)}


def given(origin: str, layer: str, **hooks: list[Any]) -> Contribution:
    card = Card(name=origin, version="1", api=1, purpose="Test.", contact="Test.")
    verbs = {
        hook: tuple(serialize.to_data(verb) for verb in found) for hook, found in hooks.items()
    }
    return Contribution(origin=origin, layer=layer, card=serialize.to_data(card), given=verbs)


def planned(text: str, *contributions: Contribution) -> Plan:
    case = loads_toml('case_id = "one"\n' + text).case
    return plan(case, AS_OF, assemble(contributions))


DUE = Due(low=3, high=6, anchor="imaging.conv_imaging_date", after=("history.surgery_date",))
IMAGING = Rule(id="follow_up.ct", says="CT.", due=DUE, **CITED)
CT = '[[imaging]]\ndate = {}\nmodality = "CT"\n'
SURGERY = "[history]\nsurgery_date = {}\n"


@pytest.mark.parametrize(
    ("text", "anchor", "earliest"),
    [
        (CT.format("2026-06-01"), "imaging.conv_imaging_date", "2026-09-01"),
        (SURGERY.format("2026-07-01"), "history.surgery_date", "2026-10-01"),
        (
            SURGERY.format("2026-07-01") + CT.format("2026-06-01"),
            "history.surgery_date",
            "2026-10-01",
        ),
        (
            SURGERY.format("2026-05-01") + CT.format("2026-06-01"),
            "imaging.conv_imaging_date",
            "2026-09-01",
        ),
        (
            SURGERY.format("2026-12-01") + CT.format("2026-06-01"),
            "imaging.conv_imaging_date",
            "2026-09-01",
        ),
        ("", "imaging.conv_imaging_date", None),
    ],
    ids=["scan", "operation", "operation after the scan", "scan after it", "to come", "none"],
)
def test_a_window_counts_from_the_latest_known_day(
    text: str, anchor: str, earliest: str | None
) -> None:
    """Of the scan and the operation the later one; a day to come does not count."""
    (due,) = planned(text, given("base", "base", follow_up=[IMAGING])).follow_up
    assert due.anchor == anchor
    assert due.earliest == (earliest and datetime.date.fromisoformat(earliest))


def test_what_is_late_is_overdue() -> None:
    """Six months after the scan have passed; the same scan half a year later is in time."""
    late, in_time = (
        planned(CT.format(day), given("base", "base", follow_up=[IMAGING])).follow_up[0]
        for day in ("2026-03-01", "2026-09-01")
    )
    assert late.overdue
    assert not in_time.overdue


def test_what_nobody_recorded_since_the_operation_is_due_and_not_overdue() -> None:
    """The years before a record was typed in are not held against anybody (Z17)."""
    made = planned(SURGERY.format("2014-05-01"), given("base", "base", follow_up=[IMAGING]))
    (due,) = made.follow_up
    assert due.latest == datetime.date(2014, 11, 1)
    assert not due.overdue
    days, counted = due_words(made, due)
    assert days == "now"
    assert counted.startswith("3–6 months; none is recorded since ")
    assert "2014-05-01" in counted


def test_further_days_need_an_anchor() -> None:
    """A window that counts from the day of the plan cannot count from another."""
    with pytest.raises(Mistake, match="without an anchor"):
        Due(low=3, high=6, after=("history.surgery_date",))


ONCE = Due(
    low=1,
    high=2,
    anchor="history.surgery_date",
    repeats=False,
    done="imaging.conv_imaging_date",
)


@pytest.mark.parametrize(
    ("scan", "number"), [("2026-06-15", 1), ("2026-07-01", 0), ("2026-08-20", 0)]
)
def test_a_single_window_closes_with_the_examination(scan: str, number: int) -> None:
    """A scan from its first day on fulfils it; one before does not."""
    rule = Rule(id="follow_up.once", says="CT once.", due=ONCE, **CITED)
    text = SURGERY.format("2026-06-01") + CT.format(scan)
    assert len(planned(text, given("base", "base", follow_up=[rule])).follow_up) == number


def test_what_repeats_is_never_done() -> None:
    """A window that comes again and again has no end."""
    with pytest.raises(Mistake, match="with an end"):
        Due(low=3, high=6, anchor="history.surgery_date", done="imaging.sstr_date")


def order(first: str, over: str) -> Order:
    return Order(
        id=f"systemic.{first}_before_{over}", first=(first,), over=(over,), says="First.", **CITED
    )


NAMES = ("alpha", "beta", "gamma", "delta")


def offering(*orders: Order) -> Contribution:
    return given(
        "base",
        "base",
        options=[Option(id=name, label=name) for name in NAMES],
        systemic=[Rule(id="systemic.all", options=NAMES, says="All.", **CITED), *orders],
    )


OFFERS = offering(order("alpha", "beta"))


def ranks(*contributions: Contribution) -> dict[str, int]:
    offers = planned("", *contributions).offers
    return {offer.option: offer.rank for offer in offers if offer.rank is not None}


def test_of_contradicting_orders_the_higher_layer_ranks() -> None:
    """A dated update ranks again what the base protocol ranked; without it the base ranks."""
    update = given("updates", "guideline", systemic=[order("beta", "alpha")])
    assert ranks(OFFERS) == {"alpha": 1, "beta": 2}
    assert ranks(OFFERS, update) == {"alpha": 2, "beta": 1}


def test_contradicting_orders_of_one_layer_rank_nothing() -> None:
    """Nothing is chosen between two that stand alike."""
    update = given(
        "updates", "guideline", systemic=[order("beta", "alpha"), order("alpha", "beta")]
    )
    assert ranks(OFFERS, update) == {}


def test_a_circle_through_a_lower_layer_gives_way() -> None:
    """Every order of the lower layer on the circle gives way, whatever their names."""
    base = offering(order("alpha", "beta"), order("beta", "gamma"), order("gamma", "delta"))
    update = given("updates", "guideline", systemic=[order("gamma", "alpha")])
    assert ranks(base) == {"alpha": 1, "beta": 2, "gamma": 3, "delta": 4}
    assert ranks(base, update) == {"gamma": 1, "alpha": 2, "delta": 2}


def test_a_circle_leaves_the_others_their_place() -> None:
    """Two that contradict each other in one layer have no place; before and after them hold."""
    update = given(
        "updates",
        "guideline",
        systemic=[
            order("alpha", "beta"),
            order("beta", "gamma"),
            order("gamma", "beta"),
            order("gamma", "delta"),
        ],
    )
    assert ranks(offering(), update) == {"alpha": 1, "delta": 2}


def test_an_order_ranks_only_in_its_roles() -> None:
    """What orders antitumour therapy leaves the same option for the syndrome without a place."""
    for_syndrome = Rule(
        id="systemic.syndrome", options=("beta",), role="symptom", says="Beta.", **CITED
    )
    antitumour = evolve(order("alpha", "beta"), except_roles=("symptom",))

    def places(found: Order) -> dict[tuple[str, str], int | None]:
        update = given("updates", "guideline", systemic=[for_syndrome, found])
        offers = planned("", offering(), update).offers
        return {(o.option, o.role): o.rank for o in offers if o.option in ("alpha", "beta")}

    first = {("alpha", "primary"): 1, ("beta", "primary"): 2}
    assert places(order("alpha", "beta")) == {**first, ("beta", "symptom"): 2}
    assert places(antitumour) == {**first, ("beta", "symptom"): None}


def test_all_that_stands_against_one_rule_is_one_conflict() -> None:
    """Two rules against the same rule, one against another: two conflicts, all sides shown."""
    base = given(
        "base",
        "base",
        systemic=[Rule(id=f"systemic.{name}", says=name, **CITED) for name in ("one", "two")],
    )
    against = {"third": "one", "fourth": "one", "fifth": "two"}
    update = given(
        "updates",
        "guideline",
        systemic=[
            Rule(id=f"systemic.{name}", says=name, against=(f"base:systemic.{target}",), **CITED)
            for name, target in against.items()
        ],
    )
    sides = [
        {f.id.partition(".")[2] for f in c.findings} for c in planned("", base, update).conflicts
    ]
    assert sides == [{"two", "fifth"}, {"one", "third", "fourth"}]


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        ((2024, 2, 29), 12, (2025, 2, 28)),
        ((2024, 2, 29), 48, (2028, 2, 29)),
        ((2026, 1, 31), 1, (2026, 2, 28)),
        ((2026, 12, 31), 2, (2027, 2, 28)),
        ((2026, 8, 31), 6, (2027, 2, 28)),
        ((2026, 3, 31), 0, (2026, 3, 31)),
        ((9999, 12, 1), 1, (9999, 12, 31)),
        ((9999, 12, 30), 0.5, (9999, 12, 31)),
    ],
)
def test_months_end_where_the_month_or_the_calendar_does(
    day: tuple[int, int, int], months: float, then: tuple[int, int, int]
) -> None:
    assert add_months(datetime.date(*day), months) == datetime.date(*then)
