"""The exhaustive grid: every combination of the facts that route a plan, each plan checked.

Differentiation with Ki-67 at the edges of its bands x site x size x extent with liver pattern x
feasibility x function x SSTR x fitness x prior line; what else may be on record is dealt out in
turn (`circumstances`). ``make grid`` walks it all, by the base protocol alone and with every
plugin; a slice is part of the tests. It says how many rules were reached and met, which invariants
broke, which settled plans say nothing, and how long it took.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Iterator
from math import prod
from multiprocessing import Pool

from attrs import field, frozen

from nettui.case.picture.picture import Picture
from nettui.case.record.case import Case
from nettui.case.record.facts import FACTS
from nettui.engine.language.states import TRUE
from nettui.engine.plan.plan import Plan
from nettui.engine.protocol.protocol import Protocol
from nettui.plugin.publish import current
from nettui.testing.invariants import violations
from tests.guideline.circumstances import CIRCUMSTANCES, Facts, some
from tests.guideline.records import CLEARED, DAY, NEC, PATTERNS, spread


def _functional(word: str | None, syndrome: str | None) -> Facts:
    return {"function.functional": word, "function.syndrome": syndrome}


KINDS: tuple[Facts, ...] = (
    *({"pathology.ki67": at} for at in (1.0, 2.0, 2.5, 3.0, 10.0, 20.0, 21.0, 55.0, None)),
    {"pathology.differentiation": None},
    {"pathology.differentiation": "poor"},  # beside the family NET: a contradiction
    *({**NEC, "pathology.ki67": at} for at in (15.0, 54.0, 80.0)),
)
_CLASS: dict[str | None, Facts] = {  # typical and atypical carcinoid
    "lung": {"pathology.mitoses_per_2mm2": 1.0, "pathology.necrosis": "absent"},
    "thymus": {"pathology.mitoses_per_2mm2": 4.0, "pathology.necrosis": "absent"},
}
SITES: tuple[Facts, ...] = tuple(
    {"disease.primary_site": site, **_CLASS.get(site, {})}
    for site in (*FACTS["disease.primary_site"].choices, None)
)
# On both sides of the limits of the sites, and on one of them.
SIZES: tuple[Facts, ...] = tuple({"disease.size_mm": size} for size in (9.0, 20.0, 24.0))
_RESECTABLE = {**PATTERNS["diffuse"], "disease.liver_resectability": "resectable"}
EXTENTS: tuple[Facts, ...] = (
    *(spread(extent) for extent in ("localized", "regional", "beyond_liver", None)),
    {**spread("beyond_liver"), "disease.metastasis_sites": some("bone")},
    *({**spread("liver_only"), **liver} for liver in (*PATTERNS.values(), _RESECTABLE)),
)
FEASIBLE: tuple[Facts, ...] = tuple(
    {"disease.curative_resection_feasible": word} for word in ("yes", "borderline", "no", None)
)
FUNCTION: tuple[Facts, ...] = (
    _functional("no", "none"),
    _functional("yes", "carcinoid"),
    _functional("yes", "insulinoma"),
    _functional(None, None),
)
SSTR: tuple[Facts, ...] = tuple(
    {"imaging.sstr_result": word} for word in ("positive", "negative", "heterogeneous", None)
)
FITNESS: tuple[Facts, ...] = (
    {},
    {"patient.ecog": 3.0, "patient.age": 82.0, "labs.crcl_measured": 35.0},
    {"patient.ecog": None, "labs.crcl_measured": None, "labs.platelets": None},
)
_PROGRESSED: Facts = {
    "disease.progression_status": "RECIST_progressive",
    "disease.progression_interval_months": 5.0,
    "history.prior_ssa": "yes",
}
PRIOR: tuple[Facts, ...] = (
    {},  # none so far
    {**_PROGRESSED, "history.prior_therapies": some("T01")},
    {**_PROGRESSED, "history.prior_therapies": some("T02", "T30", "T40", "T44")},
    {"history.prior_therapies": None, "history.prior_ssa": None},
)

BASE = (KINDS, SITES, EXTENTS, FEASIBLE, FUNCTION, SSTR, FITNESS)
EVERYTHING = (KINDS, SITES, SIZES, EXTENTS, FEASIBLE, FUNCTION, SSTR, FITNESS, PRIOR)


def size(axes: tuple[tuple[Facts, ...], ...]) -> int:
    """Return the number of cells."""
    return prod(map(len, axes))


def cells(axes: tuple[tuple[Facts, ...], ...], start: int = 0, step: int = 1) -> Iterator[Picture]:
    """Yield the pictures of every ``step``-th cell from the ``start``-th on."""
    case = Case(case_id="cell")
    places = {name: n for n, name in enumerate(FACTS)}
    cleared = [CLEARED.get(name) for name in FACTS]
    numbered = [[{places[name]: v for name, v in f.items()} for f in axis] for axis in axes]
    others = [{places[name]: v for name, v in f.items()} for f in CIRCUMSTANCES]
    for cell in range(start, size(axes), step):
        values, rest = cleared.copy(), cell
        # A later axis replaces what an earlier one says: the site of a NEC varies like any other.
        for axis in numbered:
            rest, at = divmod(rest, len(axis))
            for place, value in axis[at].items():
                values[place] = value
        for place, value in others[cell % len(others)].items():
            values[place] = value
        yield Picture(case, DAY, tuple(values))


@frozen(kw_only=True)
class Walk:
    """What was found on the way: number of plans, what broke, what was empty, what rules did."""

    plans: int
    broken: Counter[str] = field(factory=Counter)
    empty: int = 0
    seen: int = 0  # the results of all plans, one upon the other

    def __add__(self, other: Walk) -> Walk:
        return Walk(
            plans=self.plans + other.plans,
            broken=self.broken + other.broken,
            empty=self.empty + other.empty,
            seen=self.seen | other.seen,
        )


def walk(protocol: Protocol, pictures: Iterator[Picture]) -> Walk:
    """Plan every picture and check the plan."""
    speaking = [
        n
        for n in protocol.speaking
        if protocol.entries[n].stage not in ("workup", "grading")
        and protocol.entries[n].raw.get("strength") not in ("info", "block", "")
    ]
    case = Case(case_id="cell")
    plans = empty = seen = 0
    broken: Counter[str] = Counter()
    for picture in pictures:
        plan = Plan(case, picture, DAY, protocol)
        result = plan.result
        plans += 1
        seen |= int.from_bytes(result, "little")
        broken.update(violations(plan))
        settled = plan.status.word in ("definitive", "provisional")
        empty += settled and not any(result[n] == TRUE for n in speaking)
    return Walk(plans=plans, broken=broken, empty=empty, seen=seen)


def share(protocol: Protocol, found: Walk) -> tuple[int, int, int]:
    """Return how many rules there are, how many were reached (perhaps true) and met (true)."""
    bits = found.seen.to_bytes(protocol.size, "little")
    rules = [n for n in protocol.speaking if protocol.entries[n].kind != "override"]
    return len(rules), sum(bits[n] != 0 for n in rules), sum(bits[n] & TRUE != 0 for n in rules)


def never_met(protocol: Protocol, found: Walk) -> list[str]:
    """Return the rules that no cell meets."""
    bits = found.seen.to_bytes(protocol.size, "little")
    return [protocol.entries[n].id for n in protocol.speaking if not bits[n] & TRUE]


def _part(job: tuple[bool, int, int]) -> Walk:
    base_only, start, step = job
    axes = BASE if base_only else EVERYTHING
    return walk(current(base_only=base_only), cells(axes, start, step))


def main(words: list[str]) -> int:
    """Walk the grid; 1 when an invariant broke or a settled plan was empty."""
    jobs = int(words[0]) if words else 2
    worst = 0
    for base_only in (True, False):
        protocol = current(base_only=base_only)
        started = time.monotonic()
        total = Walk(plans=0)
        parts = jobs * 8
        with Pool(jobs) as pool:
            for part in pool.imap_unordered(_part, [(base_only, n, parts) for n in range(parts)]):
                total += part
        seconds = time.monotonic() - started
        rules, reached, met = share(protocol, total)
        name = "base protocol alone" if base_only else "every plugin"
        print(f"{name}: {total.plans:,} plans in {seconds:.0f} s")
        print(f"  rules reached {reached} of {rules}, met {met}")
        print(f"  invariants broken {sum(total.broken.values())}, empty plans {total.empty}")
        for wrong, times in total.broken.most_common(10):
            print(f"    {times:>7} x {wrong}")
        print(f"  never met: {' '.join(never_met(protocol, total))}")
        worst |= bool(total.broken or total.empty)
    return worst


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
