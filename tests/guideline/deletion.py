"""A precaution never waits: facts are deleted at random, and what must stay is looked for (INV-72).

Each watched entry names the facts that it may rest on. Where it holds by these alone, it holds
whatever else is deleted. Where any of its own facts is deleted, too, it may become "cannot tell",
never clear: emergencies speak of what is on record alone, and a note says what is not recorded.
``make deletion`` walks 100,000 plans; a slice is part of the tests.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from random import Random
from typing import Any

from attrs import field, frozen

from nettui.case.record.facts import FACTS
from nettui.engine.evaluation.interpret import walked
from nettui.engine.language.conditions import Known, atoms, facts_of
from nettui.engine.protocol.protocol import Protocol, reads
from nettui.plugin.publish import current
from tests.guideline.records import VALUES, record

FUNCTION = ("function.functional", "function.syndrome")
PLANNED = "history.planned_procedure"
ACUTE = ("disease.acute_events", "disease.primary_complication", "function.symptoms")
DELETIONS = 40  # of each record

# The facts by which alone a precaution, the control of a syndrome or an emergency may hold.
WATCHED: Mapping[str, tuple[str, ...]] = {
    "base:functional.ssa": FUNCTION[:1],
    "base:functional.octreotide_cover_surgery": (FUNCTION[0], PLANNED),
    **dict.fromkeys(
        (
            "base:functional.ssa_carcinoid",
            "base:functional.crisis_plan",
            "therapies:functional.diazoxide",
            "therapies:functional.ppi",
            "therapies:functional.syndrome_support",
            "therapies:functional.cortisol_control",
            "therapies:functional.nicotinamide",
        ),
        FUNCTION,
    ),
    **dict.fromkeys(
        (
            "base:functional.octreotide_cover",
            "base:functional.avoid_histamine",
            "base:functional.avoid_sympathetic",
            "therapies:functional.cover_serotonin",
            "therapies:functional.vasopressors",
        ),
        (*FUNCTION, PLANNED),
    ),
    "base:extent.urgent_surgery": (*ACUTE, "disease.urgent_complication"),
    "base:extent.drainage": ACUTE,
    "base:extent.decompression": (*ACUTE, "disease.urgent_complication"),
    "base:extent.vena_cava": ACUTE[:1],
}
# Emergencies speak of what is on record alone. Where one of these is deleted, this says so.
NOT_RECORDED = "base:workup.emergencies_open"
ON_RECORD = (
    *ACUTE,
    "disease.bowel_obstruction",
    "organ.gi_perforation_fistula",
    "organ.active_infection",
    "labs.anc",
    "labs.potassium",
    "labs.calcium",
)
# The scope is decided on record (a missing family blocks by a need of its own), and that tumour is
# present is concluded from what is recorded (Z03): these stops may go with what they rest on.
CONCLUDED = ("base:workup.out_of_scope", "base:workup.dipnech", "base:workup.nothing_left")


@cache
def full() -> Protocol:
    """Return the protocol with every bundled plugin."""
    return current()


def emergencies(protocol: Protocol) -> tuple[str, ...]:
    """Return the first lines of a plan."""
    return tuple(e.id for e in protocol.entries if "emergency" in e.flags)


def stops(protocol: Protocol) -> tuple[str, ...]:
    """Return the stops that hold until they are told: not those of lists whose absence warns."""
    return tuple(
        e.id
        for e in protocol.entries
        if e.kind == "guard"
        and e.raw.get("kind", "stop") == "stop"
        and not any(isinstance(atom, Known) for atom in atoms(e.act.when))
        and e.id not in CONCLUDED
    )


@frozen
class Found:
    """What a walk found: plans looked at, how often each entry held, and what was lost."""

    plans: int = 0
    held: Counter[str] = field(factory=Counter)
    kept: Counter[str] = field(factory=Counter)
    lost: tuple[tuple[str, str], ...] = ()

    def __add__(self, other: Found) -> Found:
        return Found(
            self.plans + other.plans,
            self.held + other.held,
            self.kept + other.kept,
            (*self.lost, *other.lost)[:20],
        )


def walk(random: Random, protocol: Protocol) -> Found:
    """Delete facts of one record at random, in many ways, and look at what is watched."""
    facts = {name: value for name, value in made(random).items() if value is not None}
    names = sorted(facts)
    how_many = [random.randint(1, len(names)) for _ in range(DELETIONS)]
    gone = [frozenset(random.sample(names, many)) for many in how_many]
    # Bit 0 is the record itself; behind the deletions, by each set of watched facts, these alone.
    alone = sorted(set(WATCHED.values()))
    kept: list[Mapping[str, Any]] = [facts]
    kept += [{name: value for name, value in facts.items() if name not in some} for some in gone]
    kept += [{name: facts[name] for name in few if name in facts} for few in alone]
    seen = walked(protocol, [[of.get(name) for name in FACTS] for of in kept])
    said = seen.truths[protocol.position[NOT_RECORDED]][0]
    held, alone_too = Counter[str](), Counter[str]()
    lost: list[tuple[str, str]] = []
    for name in (*WATCHED, *emergencies(protocol), *stops(protocol)):
        certain, possibly = seen.truths[protocol.position[name]]
        if not certain & 1:
            continue
        held[name] += 1
        few = WATCHED.get(name)
        by_these_alone = few is not None and certain >> 1 + DELETIONS + alone.index(few) & 1
        alone_too[name] += bool(by_these_alone)
        if few is not None and set(few) <= set(FUNCTION) and not by_these_alone:
            lost.append((name, "rests on more than the syndrome"))
        for n, some in enumerate(gone, 1):
            if by_these_alone and few is not None and some.isdisjoint(few) and not certain >> n & 1:
                lost.append((name, f"gone though its facts stay: without {_words(some)}"))
            stays = possibly | (said if not some.isdisjoint(ON_RECORD) else 0)
            for other in _counterparts(protocol, name):
                stays |= seen.truths[protocol.position[other]][1]
            if not stays >> n & 1:
                lost.append((name, f"clear without {_words(some)}"))
    return Found(len(kept), held, alone_too, tuple(lost[:20]))


def _counterparts(protocol: Protocol, name: str) -> tuple[str, ...]:
    """Return the line that asks about what another says, and the other way round."""
    for one, other in (("urgent_", "ask_"), ("ask_", "urgent_")):
        asked = name.replace(f"workup.{one}", f"workup.{other}")
        if asked != name and asked in protocol.position:
            return (asked,)
    return ()


def _words(names: Iterable[str]) -> str:
    return ", ".join(sorted(names)[:6])


def made(random: Random) -> dict[str, Any]:
    """Return a record at random, more often one of a syndrome, a procedure or an emergency."""
    facts = record(random)
    for name in ("disease.acute_events", PLANNED, "disease.primary_complication"):
        if random.random() < 0.4:
            facts[name] = random.choice(VALUES[name][2:])
    if random.random() < 0.3:
        syndromes = FACTS["function.syndrome"].choices
        named = [word for word in syndromes if word != "none"]
        facts.update({"function.functional": "yes", "function.syndrome": random.choice(named)})
    return facts


def campaign(count: int, seed: int) -> Iterator[Found]:
    """Yield what the walks found until so many plans have been looked at."""
    random, protocol, plans = Random(seed), full(), 0
    while plans < count:
        found = walk(random, protocol)
        plans += found.plans
        yield found


def unread(protocol: Protocol) -> set[str]:
    """Return the facts that are said to keep an entry and that it does not read."""
    wrong = set()
    for name, few in WATCHED.items():
        read = _behind(protocol, name)
        wrong |= {f"{name}: {fact}" for fact in few if fact not in read}
    return wrong


def _behind(protocol: Protocol, name: str) -> set[str]:
    """Return the facts that an entry reads, behind derived ones, too."""
    left, read = list(facts_of(protocol.entries[protocol.position[name]].act.when)), set[str]()
    while left:
        fact = left.pop()
        if fact in protocol.tables and fact not in read:
            left += reads(protocol.table(fact))
        read.add(fact)
    return read


def main(*words: str) -> int:
    """Walk, and say what was lost."""
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("--count", type=int, default=100_000, help="plans to look at")
    asked.add_argument("--seed", type=int, default=1)
    given = asked.parse_args(words)
    started, found = time.monotonic(), Found()
    for more in campaign(given.count, given.seed):
        found = found + more
    print(f"{found.plans} plans in {time.monotonic() - started:.0f} s")
    for name, times in sorted(found.held.items()):
        if name in WATCHED:
            print(f"{times:7} {found.kept[name]:7} {name}")
    for name, what in found.lost:
        print(f"LOST {name}: {what}", file=sys.stderr)
    return bool(found.lost)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
