"""What grading itself offers is held by guards, though guards read the grade."""

from __future__ import annotations

import pytest

from nettui.case.record.facts import FACTS
from nettui.engine.evaluation.compile import function
from nettui.engine.evaluation.interpret import interpret
from nettui.engine.language.card import Card
from nettui.engine.language.conditions import derived, fact, offered
from nettui.engine.language.options import Option, stop
from nettui.engine.language.rules import Rule
from nettui.engine.language.serialize import to_data
from nettui.engine.language.states import (
    APPLIES,
    CONTRAINDICATED,
    FALSE,
    HELD,
    NOT_CLEARED,
    STOPPED,
    TRUE,
    UNKNOWN,
)
from nettui.engine.protocol.assemble import Contribution, assemble
from nettui.engine.protocol.protocol import Protocol

KI67, AGE, ECOG = fact("pathology.ki67"), fact("patient.age"), fact("patient.ecog")


def protocol() -> Protocol:
    """Return a protocol whose grading offers a biopsy that is stopped above an age in G2."""
    biopsy = Option(
        id="biopsy",
        label="Biopsy",
        guards=(stop(derived("grade").is_("G2") & (AGE > 80), "Too frail."),),
    )
    grading = [
        Rule(id="grading.g2", says="G2", statements=("S07",), when=KI67 > 2, answer="G2"),
        Rule(id="grading.g1", says="G1", statements=("S07",), when=KI67 <= 2, answer="G1"),
        Rule(
            id="grading.again", says="Biopsy again.", statements=("S07",), when=ECOG < 3,
            options=("biopsy",),
        ),
    ]  # fmt: skip
    later = Rule(id="systemic.after", says="After it.", statements=("S07",), when=offered("biopsy"))
    card = Card(name="base", version="1", api=1, purpose="Test.", contact="Nobody.")
    given = {
        "options": (to_data(biopsy),),
        "grading": tuple(map(to_data, grading)),
        "systemic": (to_data(later),),
    }
    return assemble([Contribution("base", "base", to_data(card), given)])


@pytest.mark.parametrize(
    ("age", "ki67", "status", "stop_state", "after"),
    [
        (70.0, 8.0, APPLIES, 0, TRUE),
        (85.0, 1.0, APPLIES, 0, TRUE),
        (85.0, 8.0, CONTRAINDICATED, STOPPED, FALSE),
        (None, 8.0, NOT_CLEARED, HELD, UNKNOWN),
        (85.0, None, NOT_CLEARED, HELD, UNKNOWN),
    ],
)
def test_a_stop_reaches_what_grading_offers(
    age: float | None, ki67: float | None, status: int, stop_state: int, after: int
) -> None:
    """Stopped, held or clear as in any other stage, by both evaluators."""
    rules = protocol()
    known = {"patient.age": age, "pathology.ki67": ki67, "patient.ecog": 1.0}
    values = tuple(known.get(name) for name in FACTS)
    result = function(rules)(values)
    assert result == interpret(rules, values)
    assert result[rules.status_at[rules.position["base:grading.again"]]] == status
    assert result[rules.key_at["biopsy", "primary", "grading"]] == stop_state
    assert result[rules.position["base:systemic.after"]] == after
