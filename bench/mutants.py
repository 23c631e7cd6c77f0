"""What the hand-written expectations notice: one condition changed at a time, all cases planned.

A mutant has a bound moved onto or off its limit (``<`` to ``<=``), a clause or a word dropped, a
strength turned, or a guard removed. It is killed when publishing refuses it, when an expectation
of a case is no longer met, when an invariant breaks on a record made at random, or when a
hand-written test of the rules fails. Those are run last, in a process of their own in which the
changed protocol is the one in force.
"""

from __future__ import annotations

import copy
import os
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from multiprocessing import Pool
from pathlib import Path
from random import Random
from typing import Any

import pytest
from attrs import evolve, frozen

from nettui.case.files.codec import load
from nettui.case.picture.picture import Picture, picture
from nettui.case.record.case import CaseFile
from nettui.engine.plan.plan import Plan
from nettui.engine.protocol.assemble import Contribution, assemble
from nettui.engine.protocol.protocol import Protocol
from nettui.plugin import publish
from nettui.plugin.assembly import bundled
from nettui.plugin.check import check
from nettui.plugin.discovery import BASE
from nettui.testing.expectations import unmet
from nettui.testing.invariants import violations
from tests.guideline import records
from tests.guideline.records import planned_record, record

ROOT = Path(__file__).parents[1]
SEED, COUNT, JOBS, RECORDS = 1, 60, 2, 150
TESTS = (
    "tests/guideline/test_routing_table.py",
    "tests/guideline/test_guard_limits.py",
    "tests/plugins/test_near_misses.py",
    "tests/plugins/test_where.py",
    "tests/plugins/test_in_reach.py",
    "tests/plugins/test_silence.py",
    "tests/plugins/test_strengths.py",
    "tests/plugins/test_staging.py",
    "tests/plugins/test_stage_groups.py",
    "tests/plugins/test_follow_up.py",
    "tests/plugins/test_therapies.py",
    "tests/plugins/test_updates.py",
)
FLIPPED = {"<": "<=", "<=": "<", ">": ">=", ">=": ">"}
TURNED = {"strong": "conditional", "conditional": "strong"}

Step = str | int


@frozen
class _Known:
    """What every mutant is held against: contributions, cases with their pictures, records."""

    given: tuple[Contribution, ...]
    cases: tuple[tuple[CaseFile, Picture], ...]
    records: tuple[dict[str, Any], ...]


@frozen
class Mutation:
    """One change: of what kind, in which contribution, and where in its data."""

    kind: str
    at: int
    path: tuple[Step, ...]


def mutations(node: Any, at: int, path: tuple[Step, ...] = ()) -> Iterator[Mutation]:
    """Yield every change that can be made to the data of a contribution."""
    if isinstance(node, dict):
        if node.get("is") in FLIPPED:
            yield Mutation("flip", at, (*path, "is"))
        if node.get("strength") in TURNED:
            yield Mutation("strength", at, (*path, "strength"))
        for key, value in node.items():
            yield from mutations(value, at, (*path, key))
    elif isinstance(node, (list, tuple)):
        of = path[-1] if path else ""
        drops = of == "guards" or (of in ("all", "any", "among") and len(node) > 1)
        for n, value in enumerate(node):
            # Of a clause that is said twice, one can go without a change: no test could tell.
            if drops and (of == "guards" or node.count(value) == 1):
                yield Mutation("drop", at, (*path, n))
            yield from mutations(value, at, (*path, n))


def mutated(given: Sequence[Contribution], change: Mutation) -> list[Contribution]:
    """Return the contributions with one change made."""
    whole: Any = {
        hook: copy.deepcopy(list(verbs)) for hook, verbs in given[change.at].given.items()
    }
    *way, last = change.path
    place = whole
    for step in way:
        if isinstance(place[step], tuple):
            place[step] = list(place[step])
        place = place[step]
    if change.kind == "drop":
        del place[last]
    else:
        place[last] = (FLIPPED if change.kind == "flip" else TURNED)[place[last]]
    made = evolve(given[change.at], given={hook: tuple(verbs) for hook, verbs in whole.items()})
    return [*given[: change.at], made, *given[change.at + 1 :]]


def published(given: Sequence[Contribution]) -> Protocol | None:
    """Return the protocol, None where something of it is refused."""
    checked = check(given)
    return None if any(p.grave for p in checked.problems) else assemble(checked.taken)


def cases(protocol: Protocol) -> list[tuple[CaseFile, Picture]]:
    """Return the case library and the cases of the plugins, each with its picture."""
    paths = [*ROOT.glob("cases/*.toml"), *ROOT.glob("plugins/*/cases/*/*.toml")]
    files = [load(path) for path in sorted(paths)]
    rows = protocol.inferences
    return [(file, picture(file.case, file.as_of, rows)) for file in files if file.as_of]


def noticed(
    protocol: Protocol, known: Sequence[tuple[CaseFile, Picture]], made: Sequence[dict[str, Any]]
) -> bool:
    """Say whether an expectation or an invariant tells a protocol from what it should be."""
    return any(
        file.as_of and unmet(Plan(file.case, seen, file.as_of, protocol), file.expect)
        for file, seen in known
    ) or any(any(violations(planned_record(facts, protocol))) for facts in made)


def said(given: Sequence[Contribution], change: Mutation) -> str:
    """Return what was changed, in a line."""
    hook, n, *_ = change.path
    verb: Any = given[change.at].given[str(hook)][int(n)]
    name = verb.get("id") or verb.get("name") or verb.get("label", "")
    where = "/".join(map(str, change.path[2:]))
    return f"{change.kind} {given[change.at].origin}:{name} {where}"


def tested(given: Sequence[Contribution]) -> bool:
    """Say whether the hand-written tests of the rules pass with these contributions in force."""
    child = os.fork()
    if child == 0:
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 1)
        os.dup2(quiet, 2)
        failed = 1
        try:
            _put_in_force(given)
            # What is drawn at random is left to the invariants: here is what a person wrote.
            how = ("-q", "-x", "-m", "not hypothesis", "-p", "no:cacheprovider", "--assert=plain")
            failed = int(pytest.main([*how, *(str(ROOT / test) for test in TESTS)]))
        finally:
            os._exit(failed)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status) == 0


def _put_in_force(given: Sequence[Contribution]) -> None:
    """Let tests find these contributions where they ask for the protocol in force."""

    @cache
    def current(*, base_only: bool = False, without: tuple[str, ...] = ()) -> Protocol:
        taken = [c for c in given if c.origin == BASE or not (base_only or c.origin in without)]
        return assemble(check(taken).taken)

    publish.current = current
    vars(records)["current"] = current
    records.base.cache_clear()


@cache
def _unchanged() -> _Known:
    given, _ = bundled()
    whole = assemble(check(given).taken)
    known = [
        (file, seen)
        for file, seen in cases(whole)
        if file.as_of and not unmet(Plan(file.case, seen, file.as_of, whole), file.expect)
    ]
    random = Random(SEED)
    return _Known(tuple(given), tuple(known), tuple(record(random) for _ in range(RECORDS)))


def _survives(change: Mutation) -> str | None:
    """Return what was changed where nothing notices it."""
    known = _unchanged()
    given = mutated(known.given, change)
    protocol = published(given)
    if protocol is None or noticed(protocol, known.cases, known.records) or not tested(given):
        return None
    return said(known.given, change)


def main(seed: int = SEED, count: int = COUNT, jobs: int = JOBS) -> int:
    """Print each mutant that survives, and the counts; return how many survived."""
    known = _unchanged()
    if not tested(known.given):
        print("the hand-written tests fail without any change: nothing can be told")
        return count
    every = [m for at, one in enumerate(known.given) for m in mutations(dict(one.given), at)]
    survived = 0
    with Pool(jobs) as pool:
        for line in pool.imap_unordered(_survives, Random(seed).sample(every, count)):
            if line is not None:
                survived += 1
                print(f"survived: {line}", flush=True)
    print(f"{count - survived} of {count} killed, {survived} survived (seed {seed})")
    return survived


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
