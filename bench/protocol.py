"""The protocol in force with every bundled plugin: plans, reasons, publishing, loading."""

from __future__ import annotations

import datetime
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator

from attrs import evolve

from bench.plans import record
from bench.timing import line, side_by_side
from nettui.case.picture.picture import picture
from nettui.case.record.facts import FACTS
from nettui.engine.evaluation.evaluator import evaluate
from nettui.engine.evaluation.interpret import interpret, walked
from nettui.engine.plan.plan import Plan, plan
from nettui.engine.plan.whatif import most_deciding, tried
from nettui.plugin.publish import current

RUNS = 9
_DAY = datetime.date(2026, 11, 1)

# Timed in a process of its own, the imports apart.
_LOAD = """
import time
from nettui.plugin import archive, publish
start = time.perf_counter()
{what}
print((time.perf_counter() - start) * 1000)
"""


def report() -> Iterator[str]:
    """Measure and yield the lines of the report."""
    rules, case = current(), record()
    values = picture(case, _DAY).values
    assert evaluate(rules, values) == interpret(rules, values)
    days = [_DAY + datetime.timedelta(days=n) for n in range(64)]
    counter = iter(range(10**9))
    made = plan(case, _DAY, rules)
    findings = [f for f in made.findings if f.truth][:40]
    asked = iter(range(10**9))
    times = side_by_side(
        {
            "picture": lambda: evaluate(rules, values),
            "record": lambda: plan(evolve(case), days[next(counter) % 64], rules),
            "interpreter": lambda: interpret(rules, values),
            "reasons": lambda: made.reasons(findings[next(asked) % len(findings)]),
            "what matters": lambda: most_deciding(made),
        }
    )
    yield line("entries", f"{len(rules.entries)}")
    yield line("plan from a picture", f"{times['picture'] * 1e6:.1f} us")
    rate = 1 / times["record"]
    yield line(
        "plans a second and core, from records", f"{rate:,.0f}", "target 10,000", rate >= 10_000
    )
    yield line("interpreter / generated", f"{times['interpreter'] / times['picture']:.1f} x")
    yield from _at_once(made)
    reasons = times["reasons"] * 1e6
    yield line("reasons of a finding", f"{reasons:.1f} us", "target < 50 us", reasons < 50)
    matters = times["what matters"] * 1e3
    yield line(
        "which missing fact matters most", f"{matters:.0f} ms", "target < 50 ms", matters < 50
    )
    publish = _timed("publish._by_itself()", fresh=True) / 1000
    yield line("publish", f"{publish:.2f} s", "target < 2 s", publish < 2)
    load = _timed("publish.in_force()")
    yield line("find and load what is published", f"{load:.1f} ms", "target < 15 ms", load < 15)


def _at_once(made: Plan) -> Iterator[str]:
    """Measure one walk over many completions of a record beside the generated function."""
    rules, asked = made.protocol, ("pathology.ki67", "disease.liver_lesion_count", "patient.ecog")
    records = [made.picture.values]
    for name in asked:
        values = tried(rules, FACTS[name], None, _DAY)
        n = list(FACTS).index(name)
        records = [(*one[:n], value, *one[n + 1 :]) for one in records for value in values]
    records = records[:1024]
    times = side_by_side(
        {
            "walk": lambda: walked(rules, records),
            "function": lambda: [evaluate(rules, values) for values in records],
        }
    )
    walk, alone = times["walk"] * 1e3, times["function"] * 1e3
    says = f"{walk:.1f} ms, {walk / alone:.2f} x the generated function"
    yield line(f"{len(records)} completions in one walk", says)


def _timed(what: str, *, fresh: bool = False) -> float:
    """Return the median ms of something done in fresh processes, with a state folder of its own."""
    with tempfile.TemporaryDirectory() as state:
        taken = []
        for n in range(RUNS + 1):
            folder = f"{state}/{n if fresh else 0}"
            done = subprocess.run(
                [sys.executable, "-c", _LOAD.format(what=what)],
                env={**os.environ, "XDG_STATE_HOME": folder},
                capture_output=True,
                text=True,
                check=True,
            )
            taken.append(float(done.stdout))
    return statistics.median(taken[1:])
