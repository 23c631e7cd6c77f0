"""Checks before starting: an option keeps its place while one is open, and is not cleared (Z23)."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from nettui.case.files.codec import loads_toml
from nettui.case.picture.why_unknown import why_unknown
from nettui.engine.evaluation.interpret import interpret
from nettui.engine.language.card import Card
from nettui.engine.language.conditions import Condition, fact, listed, offered
from nettui.engine.language.options import Option, check, stop
from nettui.engine.language.rules import Rule
from nettui.engine.language.serialize import (
    Data,
    condition_data,
    condition_from,
    from_data,
    to_data,
)
from nettui.engine.language.states import APPLIES, CONTRAINDICATED, NOT_CLEARED, TO_CHECK
from nettui.engine.plan.checks import open_checks, unchecked, waits
from nettui.engine.plan.plan import Plan, plan
from nettui.engine.plan.whatif import changes
from nettui.engine.protocol.assemble import Contribution, assemble
from nettui.engine.protocol.protocol import Protocol
from nettui.testing.expectations import is_open, speaks
from tests.protocols import alone

CASES = Path(__file__).parents[2] / "cases"

PLATELETS, CNS = fact("labs.platelets"), fact("disease.cns_disease")
LOW: Condition = PLATELETS.known & (PLATELETS < 75)


def protocol() -> Protocol:
    """Return a protocol that offers one infusion, behind a check and a stop that holds."""
    infusion = Option(
        id="infusion",
        label="Infusion",
        guards=(
            stop(LOW, "Platelets below 75."),
            stop(CNS.is_("uncontrolled"), "Brain."),
            check(PLATELETS.missing, "Blood count.", key="count"),
        ),
    )
    rules = {
        "systemic": Rule(id="systemic.infuse", says="Infuse.", statements=("S07",),
                         options=("infusion",), strength="strong"),
        "follow_up": Rule(id="follow_up.after", says="After it.", statements=("S07",),
                          when=offered("infusion")),
    }  # fmt: skip
    beside = Rule(id="follow_up.beside", says="Beside it.", statements=("Z04",),
                  when=listed("infusion"))  # fmt: skip
    card = Card(name="base", version="1", api=1, purpose="Test.", contact="Nobody.")
    given: dict[str, tuple[Data, ...]] = {s: (to_data(rule),) for s, rule in rules.items()}
    given["follow_up"] += (to_data(beside),)
    return assemble(
        [Contribution("base", "base", to_data(card), {**given, "options": (to_data(infusion),)})]
    )


def made(platelets: str, cns: str) -> Plan:
    lab = '[[labs]]\ndate = 2026-01-01\nanalyte = "platelets"\nvalue = '
    text = f'case_id = "c"\n{"[disease]" if cns else ""}\n'
    text += f'cns_disease = "{cns}"\n' if cns else ""
    text += f"{lab}{platelets}\n" if platelets else ""
    return plan(loads_toml(text).case, datetime.date(2026, 1, 2), protocol())


@pytest.mark.parametrize(
    ("platelets", "cns", "group", "status", "stop_word"),
    [
        ("74", "none", "contraindicated", CONTRAINDICATED, 3),
        ("75", "none", "do", APPLIES, 0),
        ("76", "none", "do", APPLIES, 0),
        ("", "none", "do", TO_CHECK, 1),
        ('"60-90"', "none", "not_cleared", NOT_CLEARED, 2),  # a range: the stop itself is open
        ('"80-90"', "none", "do", APPLIES, 0),
        ("90", "", "not_cleared", NOT_CLEARED, 2),
        ("", "", "not_cleared", NOT_CLEARED, 2),
        ("", "uncontrolled", "contraindicated", CONTRAINDICATED, 3),
        ("74", "", "contraindicated", CONTRAINDICATED, 3),
    ],
)
def test_what_an_open_check_makes_of_an_option(
    platelets: str, cns: str, group: str, status: int, stop_word: int
) -> None:
    plan_ = made(platelets, cns)
    (offer,) = plan_.offers
    assert (offer.group, offer.stop) == (group, stop_word)
    assert plan_.finding("base:systemic.infuse").status == status
    assert plan_.result == interpret(plan_.protocol, plan_.picture.values)
    words = [plan_.finding(f"base:follow_up.{name}").status_word for name in ("after", "beside")]
    assert (
        words
        == {
            0: ["applies", "applies"],
            1: ["cannot tell", "applies"],
            2: ["cannot tell", "applies"],
            3: ["not met", "not met"],
        }[stop_word]
    )
    # Only what is clear is offered, and meets an expectation to be.
    assert speaks(plan_, "option:infusion") == (offer.stop == 0)
    assert speaks(plan_, "check:infusion") == (offer.stop == 1) == waits(offer)
    assert is_open(plan_, "option:infusion") == (offer.stop in (1, 2))


def test_an_option_to_check_is_asked_about_and_only_perhaps_offered() -> None:
    plan_ = made("", "none")
    (offer,) = plan_.offers
    assert [one.guard.says for one in open_checks(plan_, offer)] == ["Blood count."]
    assert unchecked(plan_, offer) == ("labs.platelets",)
    asked = {question.fact: question.options for question in plan_.questions}
    assert asked["labs.platelets"] == ("infusion",)
    assert plan_.finding("base:follow_up.after").status_word == "cannot tell"
    ways = {(one.words, one.after) for one in changes(plan_, offer)}
    assert ("75 10^9/L", "do") in ways, ways
    assert all(one.before == "do_once_checked" for one in changes(plan_, offer))


def test_no_check_is_open_on_what_is_done() -> None:
    plan_ = made("90", "none")
    (offer,) = plan_.offers
    assert open_checks(plan_, offer) == ()
    assert unchecked(plan_, offer) == ()


def test_what_is_listed_is_data_of_its_own() -> None:
    """What is offered in protocols published before stays what it was."""
    assert condition_data(listed("a")) == {"listed": "a"}
    assert condition_data(offered("a")) == {"offered": "a"}
    assert condition_from({"listed": "a"}) == listed("a") != offered("a")
    assert condition_from({"offered": "a"}) == offered("a")


def test_a_check_keeps_its_kind_as_data() -> None:
    (guard,) = Option(id="a", label="A", guards=(check(PLATELETS.missing, "Blood count."),)).guards
    assert to_data(guard)["kind"] == "check"
    again = from_data(to_data(guard))
    assert to_data(again) == to_data(guard)


RECENT, OLD = "2026-08-17", "2026-08-01"  # six weeks before the day of the plan, and more


def with_counts(**days: str) -> Plan:
    """Return the plan of a patient for PRRT whose results are of these days, "" for none."""
    text = (CASES / "si-g2-prrt-held.toml").read_text("utf-8")
    for analyte, value in (("hb", 130), ("platelets", 200), ("wcc", 6), ("creatinine", 80)):
        unit = '\nunit = "µmol/L"' if analyte == "creatinine" else ""
        day = days.get(analyte, RECENT)
        dated = f"date = {day}\n" if day else ""
        text += f'\n[[labs]]\n{dated}analyte = "{analyte}"\nvalue = {value}{unit}\n'
    file = loads_toml(text)
    assert file.as_of is not None
    return plan(file.case, file.as_of, alone())


@pytest.mark.parametrize(
    ("days", "open_"),
    [
        ({}, False),
        ({"hb": OLD, "platelets": OLD, "wcc": OLD}, True),
        ({"platelets": OLD}, True),  # one of them recent does not make the others so
        ({"platelets": ""}, True),  # and what has no date is not known to be recent
        ({"hb": "", "platelets": "", "wcc": ""}, True),
        ({"creatinine": OLD}, False),  # of another check
    ],
)
def test_a_check_counts_while_all_of_it_is_recent(days: dict[str, str], open_: bool) -> None:
    """A blood count of six weeks counts, an older one does not clear (Z31)."""
    made = with_counts(**days)
    (offer,) = [o for o in made.offers if o.option == "prrt" and o.role == "primary"]
    says = [check.guard.says for check in open_checks(made, offer)]
    assert ("Blood count." in says) is open_
    assert ("labs.platelets" in unchecked(made, offer)) is open_
    assert ("Creatinine clearance." in says) is ("creatinine" in days)


def test_why_a_check_is_asked_again() -> None:
    old = with_counts(hb=OLD, platelets=OLD, wcc=OLD)
    assert why_unknown(old.picture, "labs.platelets") == "too_old"
