"""What a key costs that turns the plan: the engine, what is computed from it, and its wording."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from attrs import evolve

from bench.timing import line, side_by_side
from nettui.case.files.codec import load
from nettui.engine.evaluation.evaluator import evaluate
from nettui.engine.plan.plan import Plan, plan
from nettui.plugin.publish import current
from nettui.tui.rows.short_plan import brief_rows

CASES = sorted((Path(__file__).parents[1] / "cases").glob("*.toml"))[::9]
LINES = 38
"""What two screens of 80x24 leave for rows."""
_COMPUTED = ("findings", "needs", "conflicts", "offers", "follow_up", "workup", "status")


def report() -> Iterator[str]:
    """Measure and yield the lines of the report: the mean of some library cases.

    Every plan is of a case of its own, of which nothing has been worked out, as when one types.
    """
    rules = current()
    files = [load(path) for path in CASES]

    def planned() -> list[Plan]:
        return [plan(evolve(f.case), f.as_of, rules) for f in files if f.as_of]

    def computed() -> list[Plan]:
        made = planned()
        for one in made:
            for name in _COMPUTED:
                getattr(one, name)
        return made

    def asked() -> list[Plan]:
        made = computed()
        assert [one.questions for one in made]
        return made

    def branched() -> list[Plan]:
        made = asked()
        assert [(one.branch, one.asked) for one in made]
        return made

    values = [one.picture.values for one in planned()]
    tasks: dict[str, Callable[[], object]] = {
        "evaluated": lambda: [evaluate(rules, one) for one in values],
        "planned": planned,
        "computed": computed,
        "asked": asked,
        "branched": branched,
        "worded": lambda: [brief_rows(one, LINES) for one in branched()],
    }
    times = side_by_side(tasks, least=0.1)
    ms = {name: seconds * 1e3 / len(values) for name, seconds in times.items()}
    yield line("a key that turns the plan, to worded rows", f"{ms['worded']:.1f} ms")
    yield line("  the rules evaluated", f"{ms['evaluated']:.2f} ms")
    yield line("  picture and plan of the new case", f"{ms['planned']:.2f} ms")
    yield line("  findings, offers, needs, due dates", f"{ms['computed'] - ms['planned']:.1f} ms")
    yield line("  questions", f"{ms['asked'] - ms['computed']:.1f} ms")
    yield line("  branches", f"{ms['branched'] - ms['asked']:.1f} ms")
    wording = ms["worded"] - ms["branched"]
    yield line("  wording of what is computed", f"{wording:.1f} ms", "target < 10 ms", wording < 10)
