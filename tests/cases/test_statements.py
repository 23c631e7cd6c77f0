"""Every statement of the base protocol is carried out, met by a case and not met by another."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from nettui.case.files.codec import load
from nettui.engine.language.states import FALSE, MET, MISSING, NOT_NEEDED, TRUE
from nettui.engine.plan.plan import Plan, plan
from nettui.engine.protocol.protocol import Protocol
from tests.protocols import alone

CASES = Path(__file__).parents[2] / "cases"
STATEMENTS = [f"S{n:02}" for n in range(1, 56)]
READINGS = [f"A{n:02}" for n in range(1, 34)]
ROWS = [f"RT-{n:02}" for n in (*range(1, 6), *range(10, 24), *range(30, 36))]

# True of every plan, so there is no case that does not meet them: the gate before any therapy,
# the team, its aim.
ALWAYS = {"S04", "S50", "S51"}


@cache
def base() -> Protocol:
    return alone()


@cache
def plans() -> dict[str, Plan]:
    made = {}
    for path in sorted(CASES.glob("*.toml")):
        file = load(path)
        assert file.as_of is not None
        made[path.stem] = plan(file.case, file.as_of, base())
    return made


# A file cannot say it: the codec refuses "nothing left" beside a margin that is not R0.
REFUSED_IN_FILES = {"base:workup.resection_contradiction"}


def carried_out_by(statement: str) -> list[int]:
    """Return the positions of the entries that cite a statement.

    Guards only where nothing else does: they speak whether or not anything offers their option.
    """
    entries = base().entries
    cited = [n for n, e in enumerate(entries) if statement in e.raw.get("statements", ())]
    return [n for n in cited if entries[n].kind != "guard"] or cited


def meets(found: Plan, n: int) -> bool:
    """Say whether an entry speaks in a plan; a need speaks when it asks."""
    if found.protocol.entries[n].kind == "need":
        return found.truth(n) == MISSING
    return found.truth(n) == TRUE


def silent(found: Plan, n: int) -> bool:
    """Say whether an entry certainly does not speak; a need is silent when it is met."""
    if found.protocol.entries[n].kind == "need":
        return found.truth(n) in (MET, NOT_NEEDED)
    return found.truth(n) == FALSE


def matrix(statement: str) -> tuple[list[str], list[str], list[str]]:
    """Return the rules of a statement, the cases that meet it, the cases that do not."""
    positions = carried_out_by(statement)
    entries = base().entries
    met = [name for name, p in plans().items() if any(meets(p, n) for n in positions)]
    unmet = [name for name, p in plans().items() if all(silent(p, n) for n in positions)]
    return [entries[n].id for n in positions], met, unmet


@pytest.mark.parametrize("statement", [*STATEMENTS, *READINGS, *ROWS])
def test_a_statement_has_rules_and_a_case_that_meets_it(statement: str) -> None:
    """A statement that nothing carries out, or that no case shows, is not in the protocol."""
    rules, met, _ = matrix(statement)
    assert rules
    assert met


@pytest.mark.parametrize("statement", [s for s in STATEMENTS if s not in ALWAYS])
def test_a_statement_has_a_case_that_does_not_meet_it(statement: str) -> None:
    """What always speaks says nothing."""
    assert matrix(statement)[2]


@pytest.mark.parametrize("statement", sorted(ALWAYS))
def test_what_holds_for_every_plan_is_met_by_every_case(statement: str) -> None:
    """S04, S50 and S51 stand in every plan, blocked and out of scope included (INV-62)."""
    _, met, _ = matrix(statement)
    assert set(met) == set(plans())


def test_the_matrix() -> None:
    """55 of 55 in every column; printed with -s."""
    found = {statement: matrix(statement) for statement in STATEMENTS}
    for statement, (rules, met, unmet) in found.items():
        print(f"{statement}  {len(rules):3} rules  {len(met):3} met  {len(unmet):3} not met")
    assert sum(bool(rules and met) for rules, met, _ in found.values()) == 55
    assert sum(bool(unmet) for _, _, unmet in found.values()) == 55 - len(ALWAYS)


@pytest.mark.parametrize("kind", ["rule", "judgement", "order"])
def test_every_base_rule_is_met_by_a_case(kind: str) -> None:
    """No rule stands in the base protocol that the library never shows at work."""
    entries = base().entries
    never = [
        e.id
        for n, e in enumerate(entries)
        if e.kind == kind and not any(p.truth(n) == TRUE for p in plans().values())
    ]
    assert set(never) <= REFUSED_IN_FILES
