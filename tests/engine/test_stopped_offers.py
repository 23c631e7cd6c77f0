"""A true stop decides how an option is shown, whatever another rule cannot yet tell."""

from __future__ import annotations

import datetime

import pytest

from nettui.case.files.codec import loads_toml
from nettui.engine.language.card import Card
from nettui.engine.language.conditions import fact
from nettui.engine.language.options import Option, stop
from nettui.engine.language.rules import Rule
from nettui.engine.language.serialize import to_data
from nettui.engine.plan.plan import plan
from nettui.engine.protocol.assemble import Contribution, assemble
from nettui.engine.protocol.protocol import Protocol

AGE, ECOG, KI67 = fact("patient.age"), fact("patient.ecog"), fact("pathology.ki67")


def protocol() -> Protocol:
    """Return a protocol in which two rules offer one option: by age, and by Ki-67."""
    infusion = Option(id="infusion", label="Infusion", guards=(stop(ECOG >= 3, "Too frail."),))
    rules = [
        Rule(id="systemic.by_age", says="By age.", statements=("S07",), when=AGE < 70,
             options=("infusion",), strength="strong"),
        Rule(id="systemic.by_ki67", says="By Ki-67.", statements=("S07",), when=KI67 > 10,
             options=("infusion",)),
    ]  # fmt: skip
    card = Card(name="base", version="1", api=1, purpose="Test.", contact="Nobody.")
    given = {"options": (to_data(infusion),), "systemic": tuple(map(to_data, rules))}
    return assemble([Contribution("base", "base", to_data(card), given)])


@pytest.mark.parametrize(
    ("age", "ecog", "group"),
    [
        (60, 1, "do"),
        (60, 3, "contraindicated"),
        (60, None, "not_cleared"),
        (80, 1, "cannot_tell"),
        (80, 3, "cannot_tell"),
    ],
)
def test_a_stopped_option_is_contraindicated(age: int, ecog: int | None, group: str) -> None:
    """Ki-67 is not known throughout, so one of the two rules cannot tell."""
    text = f'case_id = "c"\n[patient]\nage = {age}\n' + (f"ecog = {ecog}\n" if ecog else "")
    made = plan(loads_toml(text).case, datetime.date(2026, 1, 1), protocol())
    assert [offer.group for offer in made.offers] == [group]
