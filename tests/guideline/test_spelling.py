"""No change of the spelling of a word turns a stop into clear, over all plugins."""

from __future__ import annotations

from functools import cache

from hypothesis import given, settings

from nettui.case.base.wordlist import listed
from nettui.case.record.facts import FACTS
from nettui.engine.evaluation.evaluator import evaluate
from nettui.engine.language import conditions as c
from nettui.engine.language.rules import Guard
from nettui.engine.protocol.protocol import Protocol
from nettui.plugin.publish import current
from tests.case.test_wordlist import mistyped
from tests.guideline.records import CLEARED

AT = {name: n for n, name in enumerate(FACTS)}
LISTS = {FACTS[name].field: name for name in FACTS}
LISTS["therapy"] = "history.prior_therapies"


@cache
def protocol() -> Protocol:
    return current()


@cache
def read_by_stops() -> frozenset[str]:
    """Return the lists that a stop reads, by the field in which they are written."""
    facts = {
        name
        for entry in protocol().entries
        if isinstance(entry.act, Guard) and entry.act.kind == "stop"
        for atom in c.atoms(entry.act.when)
        if isinstance(atom, c.Include)
        for name in [atom.fact]
    }
    return frozenset(field for field, name in LISTS.items() if name in facts)


def stops(field: str, word: str) -> bytes:
    """Return what is held and stopped of a patient on whose list a word stands."""
    name = LISTS[field]
    values = [CLEARED.get(fact) for fact in FACTS]
    values[AT[name]] = listed(field, FACTS[name].choices, frozenset({word}))
    result = evaluate(protocol(), values)
    return result[protocol().size - len(protocol().key_at) :]


def test_some_stops_read_lists() -> None:
    assert {"allergies", "comorbidities", "therapy"} <= read_by_stops()
    none = stops("allergies", "none")
    assert sum(a != b for a, b in zip(none, stops("allergies", "octreotide"), strict=True)) > 0


@given(mistyped())
@settings(max_examples=1500, deadline=None)
def test_no_change_of_spelling_turns_a_stop_into_clear(drawn: tuple[str, str, str]) -> None:
    field, phrase, word = drawn
    if field not in read_by_stops() or field == "therapy":
        return
    right, slip = stops(field, phrase), stops(field, word)
    assert not [k for k, (a, b) in enumerate(zip(right, slip, strict=True)) if a and not b], word
