"""The generated function and the interpreter say the same, byte for byte, of everything."""

from __future__ import annotations

import ast
import json
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nettui.case.base.vocabulary import Contradictory
from nettui.case.record.facts import FACTS
from nettui.engine.evaluation.compile import function, source
from nettui.engine.evaluation.contradictory import is_contradictory
from nettui.engine.evaluation.interpret import interpret, walked
from nettui.engine.language import conditions as c
from nettui.engine.language.serialize import ARITHMETIC
from nettui.engine.language.states import APPLIES, FALSE, NOT_MET, STATUS_WORDS, TRUE
from nettui.engine.protocol.assemble import assemble
from nettui.engine.protocol.protocol import Protocol
from tests.engine import generated

# A seed: Hypothesis picks and remembers it, Random makes a whole protocol of it.
randoms = st.integers(0, 2**32).map(Random)
slow_to_make = settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))


@slow_to_make
@given(randoms)
def test_function_and_interpreter_agree(random: Random) -> None:
    protocol = generated.protocol(random)
    evaluate = function(protocol)
    for _ in range(8):
        values = generated.values(random)
        expected = interpret(protocol, values)
        got = evaluate(values)
        findings_are_rules_always(protocol, got)
        if got != expected:
            differing = [
                protocol.entries[n].id
                for n in range(len(protocol.entries))
                if got[n] != expected[n]
            ]
            pytest.fail(f"{differing}: {list(got)} but {list(expected)}")


def findings_are_rules_always(protocol: Protocol, result: bytes) -> None:
    assert len(result) == protocol.size
    for n in protocol.speaking:
        status = result[protocol.status_at[n]]
        assert (status == NOT_MET) == (result[n] == FALSE)
        assert status < len(STATUS_WORDS)
        if status == APPLIES:
            assert result[n] == TRUE


@slow_to_make
@given(randoms)
def test_many_records_at_once_are_as_each_alone(random: Random) -> None:
    """Those that contradict themselves, too."""
    protocol = generated.protocol(random)
    evaluate = function(protocol)
    records = [generated.values(random) for _ in range(random.randint(1, 16))]
    at = list(FACTS).index("patient.age")
    for n in range(0, len(records), 7):
        two = Contradictory((2.0, 21.0))
        records[n] = (*records[n][:at], two, *records[n][at + 1 :])
    walk = walked(protocol, records)
    for n, values in enumerate(records):
        expected = interpret(protocol, values)
        assert walk.result(n) == expected
        if not is_contradictory(values):
            assert evaluate(values) == expected


@slow_to_make
@given(randoms)
def test_the_order_in_which_plugins_arrive_changes_nothing(random: Random) -> None:
    given_ = generated.contributions(random)
    one = assemble(given_)
    random.shuffle(given_)
    other = assemble(given_)
    assert one.digest == other.digest
    assert source(one) == source(other)


@slow_to_make
@given(randoms)
def test_a_protocol_survives_json(random: Random) -> None:
    """Its texts stay what they are: none becomes code."""
    protocol = generated.protocol(random)
    no_text_of_a_rule_becomes_code(protocol)
    again = Protocol(json.loads(json.dumps(protocol.raw)))
    assert again.digest == protocol.digest
    values = generated.values(random)
    assert function(again)(values) == function(protocol)(values)


def _reads_only_values(protocol: Protocol) -> list[int]:
    """Positions of the rules in force whose conditions, tables included, never ask if it is known.

    Rules that overrides may replace are left out: there, learning a fact may replace an answer.
    """
    clean = []
    for n, entry in enumerate(protocol.entries):
        if entry.kind not in ("rule", "judgement"):
            continue
        atoms = list(c.atoms(entry.act.when))
        if any(isinstance(a, (c.Known, c.Offered)) for a in atoms):
            continue
        if all(name in FACTS for name in c.facts_of(entry.act.when)):
            clean.append(n)
    return clean


@slow_to_make
@given(randoms)
def test_learning_a_fact_never_reverses_a_rule(random: Random) -> None:
    protocol = generated.protocol(random)
    evaluate = function(protocol)
    clean = _reads_only_values(protocol)
    for _ in range(5):
        before = generated.values(random)
        after = tuple(
            generated.narrower(random, name, old) if name in generated.ACTIVE else old
            for name, old in zip(FACTS, before, strict=True)
        )
        first, second = evaluate(before), evaluate(after)
        for n in clean:
            if first[n] == TRUE:
                assert second[n] == TRUE
            if first[n] == FALSE:
                assert second[n] == FALSE


def no_text_of_a_rule_becomes_code(protocol: Protocol) -> None:
    texts = {
        node.value
        for node in ast.walk(ast.parse(source(protocol)))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert texts <= set(ARITHMETIC)
