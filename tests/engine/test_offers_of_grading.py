"""What grading offers is held by stops that read the grade, before later stages ask for it."""

from __future__ import annotations

import pytest

from nettui.case.facts import FACTS
from nettui.engine.conditions import derived, fact, offered
from nettui.engine.data import to_data
from nettui.engine.interpret import interpret
from nettui.engine.nouns import Card, Option, stop
from nettui.engine.protocol import Contribution, assemble
from nettui.engine.settle import FALSE, TRUE
from nettui.engine.verbs import Rule


@pytest.mark.parametrize(("ki67", "asked_for"), [(2.0, TRUE), (21.0, FALSE)])
def test_a_stop_that_reads_the_grade_holds_what_grading_offers(ki67: float, asked_for: int) -> None:
    value = fact("pathology.ki67")
    review = Option(
        id="review",
        label="Review",
        guards=(stop(derived("grade").is_("G3"), "Not at G3."),),
    )
    low = Rule(id="grading.low", says="Low.", sources=("A",), when=value <= 20, answer="G1")
    high = Rule(id="grading.high", says="High.", sources=("A",), when=value > 20, answer="G3")
    ask = Rule(id="grading.ask", says="Ask.", sources=("A",), options=("review",))
    later = Rule(id="extent.later", says="Later.", sources=("A",), when=offered("review"))
    card = Card(name="base", version="1", api=1, purpose="Test.", contact="Nobody.")
    given = {
        "options": (to_data(review),),
        "grading": tuple(map(to_data, (low, high, ask))),
        "extent": (to_data(later),),
    }
    protocol = assemble([Contribution("base", "base", to_data(card), given)])
    values = tuple(ki67 if name == "pathology.ki67" else None for name in FACTS)
    out = protocol.evaluate(values)
    assert out == interpret(protocol, values)
    assert out[protocol.position["base:extent.later"]] == asked_for
