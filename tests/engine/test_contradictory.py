"""Ruling Z30: a stop counts if any of two values is a reason for it; rules read neither."""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator
from functools import cache
from itertools import permutations
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from nettui.case.base.vocabulary import Contradictory
from nettui.case.files.codec import loads_toml
from nettui.case.picture.merging import settled
from nettui.case.record.case import LISTS, Case
from nettui.case.record.facts import FACTS, Kind
from nettui.engine.evaluation.evaluator import evaluate
from nettui.engine.evaluation.interpret import interpret
from nettui.engine.language.states import CLEAR, STOPPED
from nettui.engine.plan.plan import Plan, plan
from nettui.engine.protocol.protocol import Protocol
from nettui.exchange import plan_json, text
from tests.case.generated import DAY, as_case, case_data
from tests.protocols import with_all
from tests.sample import examples

Data = dict[str, Any]


@cache
def protocol() -> Protocol:
    return with_all()


# A patient for whom PRRT is considered; the clearance is 57 mL/min at a creatinine of 80.
PATIENT = """
case_id = "a"
[patient]
age = 78
sex_at_birth = "male"
weight_kg = 58.0
ecog = 0
[[pathology]]
date = 2026-08-12
histology_family = "NET"
differentiation = "well"
ki67 = 8.0
ihc_synaptophysin = "positive"
ihc_cga = "positive"
specimen_type = "biopsy"
[disease]
primary_site = "jejunum_ileum"
extent = "beyond_liver"
metastasis_sites = ["nodes_distant"]
curative_resection_feasible = "no"
local_invasion = "none"
cns_disease = "none"
disease_status = "not_resected"
progression_status = "newly_diagnosed"
[[imaging]]
date = 2026-08-20
modality = "CT"
[[imaging]]
date = 2026-09-02
modality = "68Ga-DOTATATE"
sstr_result = "positive"
krenning_score = 4
[function]
functional = "no"
[history]
treatment_naive = true
"""
LABS = {"creatinine": 80.0, "hb": 134.0, "anc": 3.4, "wcc": 6.1, "platelets": 231.0, "albumin": 41}


def patient(**values: tuple[float, ...]) -> Plan:
    """Return the plan with these values of laboratory results, all of one day."""
    every = {name: (value,) for name, value in LABS.items()} | values
    lines = [
        f'[[labs]]\ndate = 2026-09-10\nanalyte = "{name}"\nvalue = {value}'
        for name, several in every.items()
        for value in several
    ]
    return plan(loads_toml(PATIENT + "\n".join(lines)).case, DAY, protocol())


def stop(made: Plan, option: str = "prrt") -> int:
    return max(at for key, at in stops(made).items() if key[0] == option)


def stops(made: Plan) -> dict[tuple[str, str, str], int]:
    return {key: made.result[position] for key, position in made.protocol.key_at.items()}


@pytest.mark.parametrize(
    ("creatinine", "expected"),
    [
        ((80.0,), "clear"),
        ((220.0,), "stopped"),
        ((80.0, 220.0), "stopped"),
        ((220.0, 80.0), "stopped"),
        ((220.0, 230.0), "stopped"),
        ((75.0, 80.0), "clear"),  # whichever of them is right, nothing stops it
    ],
)
def test_a_stop_counts_if_any_of_the_values_is_a_reason(
    creatinine: tuple[float, ...], expected: str
) -> None:
    """Stopped at a clearance below 30 mL/min, whatever the order in the record."""
    words = ("clear", "check", "held", "stopped")
    assert words[stop(patient(creatinine=creatinine))] == expected


def test_contradictions_are_combined() -> None:
    """A guard that reads two of them is evaluated with every pair."""
    at = {name: n for n, name in enumerate(FACTS)}
    values = list(patient().picture.values)
    # 62 years times 58 kg over 0.814 times creatinine: below 30 mL/min only with 52 kg and 133.
    values[at["labs.creatinine"]] = Contradictory((80.0, 133.0))
    values[at["patient.weight_kg"]] = Contradictory((52.0, 70.0))
    key = next(key for key in protocol().key_at if key[0] == "prrt")
    assert evaluate(protocol(), values)[protocol().key_at[key]] == STOPPED
    values[at["patient.weight_kg"]] = Contradictory((58.0, 70.0))
    assert evaluate(protocol(), values)[protocol().key_at[key]] == CLEAR


def test_the_stop_is_explained_by_the_value_that_is_its_reason() -> None:
    """Not with "cannot tell", as it stands for rules."""
    made = patient(hb=(134.0, 70.0))
    guard = next(g for g in made.guards("prrt") if g.truth == 2 and g.guard.kind == "stop")
    clauses = made.seen_for(guard.entry).clauses(guard.guard.when)
    assert any(clause.truth == 2 and "70" in clause.got for clause in clauses)


def test_what_contradicts_itself_is_asked_and_named() -> None:
    made = patient(hb=(134.0, 133.0))
    assert any("Contradiction: Haemoglobin" in note for note in made.picture.notes)
    seen = made.seen()
    assert not seen.possible("labs.hb").known
    assert seen.got("labs.hb") == "133 g/L and as 134 g/L"


def _contradicted(drawn: random.Random, values: tuple[Any, ...], facts: int) -> tuple[Any, ...]:
    """Return a picture's values with some of them contradictory."""
    changed = list(values)
    for name in drawn.sample(sorted(FACTS), facts):
        fact, n = FACTS[name], list(FACTS).index(name)
        match fact.kind:
            case Kind.CHOICE if len(fact.choices) > 1:
                changed[n] = Contradictory(tuple(sorted(drawn.sample(fact.choices, 2))))
            case Kind.NUMBER:
                low, high = fact.plausible or fact.hard or (0, 100)
                some = sorted((drawn.uniform(low, high), drawn.uniform(low, high)))
                changed[n] = Contradictory(tuple(some))
    return tuple(changed)


@given(st.integers(0, 2**32), st.sampled_from([1, 3, 12]))
@settings(max_examples=examples(25), deadline=None)
def test_the_written_function_and_the_interpreter_agree(seed: int, facts: int) -> None:
    """For contradictory values too, and for more of them than can be combined."""
    drawn = random.Random(seed)
    values = _contradicted(drawn, patient().picture.values, facts)
    assert evaluate(protocol(), values) == interpret(protocol(), values)


@given(st.integers(0, 2**32))
@settings(max_examples=examples(40), deadline=None)
def test_no_choice_between_values_is_worse_than_the_contradiction(seed: int) -> None:
    """Whichever of two values is right: what it stops is stopped beside the other, too."""
    drawn = random.Random(seed)
    values = _contradicted(drawn, patient().picture.values, 6)
    result = evaluate(protocol(), values)
    for pick in (0, -1):
        one = tuple(v.values[pick] if isinstance(v, Contradictory) else v for v in values)
        alone = evaluate(protocol(), one)
        for position in protocol().key_at.values():
            assert result[position] == STOPPED or alone[position] < STOPPED


# --- order -------------------------------------------------------------------------------------


def bytes_of(case: Case) -> tuple[str, str]:
    """Return the plan as text and as JSON, without the receipt's digest of the case."""
    made = plan(case, DAY, protocol())
    digest = made.receipt.case
    written = text.report(made, every=True), plan_json.dumps(made)
    return tuple(part.replace(digest, "-").replace(digest[:12], "-") for part in written)  # type: ignore[return-value]


def _shuffled(name: str, value: Any, drawn: random.Random) -> Any:
    if name in LISTS:
        return [shuffled(entry, drawn) for entry in drawn.sample(value, len(value))]
    if isinstance(value, dict):
        return shuffled(value, drawn)
    return drawn.sample(value, len(value)) if isinstance(value, list) else value


def shuffled(data: Data, drawn: random.Random) -> Data:
    """Return the data of a case with every list of it in another order."""
    made = {name: _shuffled(name, value, drawn) for name, value in data.items()}
    return dict(drawn.sample(sorted(made.items()), len(made)))


@given(case_data(), st.randoms(use_true_random=False))
@settings(max_examples=examples(8), deadline=None)
def test_no_order_decides(data: Data, drawn: random.Random) -> None:
    """Any permutation of any list of any case gives the same plan, but for the case's digest.

    ``make fuzz`` tries very many more.
    """
    days = [datetime.date(2026, 9, 10), datetime.date(2026, 9, 1), "2026-09", "2026", None]
    for name in LISTS:
        for entry in data.get(name, ()):  # few days, so that ties are many
            entry.pop("date", None)
            if day := drawn.choice(days):
                entry["date"] = day
            if entry.get("end"):
                entry.pop("end")
    assert bytes_of(as_case(data)) == bytes_of(as_case(shuffled(data, drawn)))


def ordered(case: Case) -> Iterator[Case]:
    """Yield a case with its laboratory results in every order."""
    for labs in permutations(case.labs):
        yield evolve(case, labs=labs)


def test_every_order_of_three_results_gives_one_plan() -> None:
    made = patient(creatinine=(80.0, 150.0, 220.0)).case
    few = evolve(made, labs=tuple(r for r in made.labs if r.analyte == "creatinine"))
    assert len({bytes_of(case) for case in ordered(few)}) == 1


@given(
    st.lists(
        st.tuples(st.integers(0, 6), st.integers(0, 4), st.sampled_from([1.0, 2.0, 3.0])),
        min_size=1,
        max_size=5,
    ),
    st.randoms(use_true_random=False),
)
def test_settling_depends_on_no_order(
    dated: list[tuple[int, int, float]], drawn: random.Random
) -> None:
    spans = [(first, first + more, value) for first, more, value in dated]
    assert settled(spans) == settled(drawn.sample(spans, len(spans)))
