"""What the hand-written expectations notice: one condition changed at a time, all cases planned.

A mutant has a bound moved onto or off its limit (``<`` to ``<=``), a clause or a word dropped, a
strength turned, or a guard removed. It is killed when publishing refuses it, when an expectation
of a case is no longer met, or when an invariant breaks on a record made at random.
"""

from __future__ import annotations

import copy
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any

from attrs import evolve, frozen

from nettui.case.codec import load
from nettui.case.model import CaseFile
from nettui.case.picture import Picture, picture
from nettui.engine.plan import Plan
from nettui.engine.protocol import Contribution, Protocol, assemble
from nettui.plugin.assembly import bundled
from nettui.plugin.check import check
from nettui.testing.expectations import unmet
from nettui.testing.invariants import violations
from tests.guideline.records import planned_record, record

ROOT = Path(__file__).parents[1]
SEED, COUNT, RECORDS = 1, 60, 150
FLIPPED = {"<": "<=", "<=": "<", ">": ">=", ">=": ">"}
TURNED = {"strong": "conditional", "conditional": "strong"}

Step = str | int


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
            if drops:
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


def cases() -> list[tuple[CaseFile, Picture]]:
    """Return the case library and the cases of the plugins."""
    paths = [*ROOT.glob("cases/*.toml"), *ROOT.glob("plugins/*/cases/*/*.toml")]
    files = [load(path) for path in sorted(paths)]
    return [(file, picture(file.case, file.as_of)) for file in files if file.as_of]


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


def main(seed: int = SEED, count: int = COUNT) -> int:
    """Print each mutant that survives, and the counts; return how many survived."""
    given, _ = bundled()
    whole = assemble(check(given).taken)
    known = [
        (file, seen)
        for file, seen in cases()
        if file.as_of and not unmet(Plan(file.case, seen, file.as_of, whole), file.expect)
    ]
    random = Random(seed)
    every = [m for at, one in enumerate(given) for m in mutations(dict(one.given), at)]
    made = [record(random) for _ in range(RECORDS)]
    survived = 0
    for change in random.sample(every, count):
        protocol = published(mutated(given, change))
        if protocol is not None and not noticed(protocol, known, made):
            survived += 1
            print(f"survived: {said(given, change)}", flush=True)
    print(f"{count - survived} of {count} killed, {survived} survived (seed {seed})")
    return survived


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
