"""A plan as rows: what first, what is missing, the six stages with their groups, the receipt.

Pure functions from a plan to rows, without a screen. Every finding of a plan stands in some row
when everything is unfolded; what is folded is counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from attrs import evolve

from nettui.engine.findings import Finding
from nettui.engine.plan import Plan
from nettui.engine.stages import ANSWERS, STAGE_TITLES, STAGES
from nettui.sheet.wording import answer_words, is_base_alone, said_answer
from nettui.tui.rows.finding import finding_row, is_apart, sides_of
from nettui.tui.rows.first import first_rows
from nettui.tui.rows.lines import Row
from nettui.tui.rows.need import missing_rows
from nettui.tui.rows.stage import stage_rows
from nettui.tui.rows.wording import group_row, heading


def plan_rows(plan: Plan, *, unfolded: bool = False, notes: Sequence[str] = ()) -> tuple[Row, ...]:
    """Return the plan as rows. ``unfolded``: also all that is not now, with what it wanted.

    ``notes`` are what was said of plugins when the protocol was published.
    """
    rows: list[Row] = [heading("What first"), *first_rows(plan)]
    rows += _section("Missing work-up", missing_rows(plan, "workup"))
    rows += _section("Notes on the record", _notes(plan))
    rows += _section("Conflicts", _conflicts(plan))
    for number, stage in enumerate(STAGES, 1):
        rows.append(heading(f"{number} {STAGE_TITLES[stage]}", _answer(plan, stage), stage))
        said = list(stage_rows(plan, stage, unfolded=unfolded))
        rows += said or [Row(title="The protocol says nothing here for what is known.")]
    rows += _section("Pitfalls", (finding_row(f, "i", "Pitfall") for f in _apart(plan, rule=True)))
    rows += _section(
        "For the board", (finding_row(f, "i", "Judge", "title") for f in _apart(plan, rule=False))
    )
    return (*rows, heading("Receipt"), *_receipt(plan, notes))


def _section(title: str, rows: Iterable[Row]) -> list[Row]:
    rows = list(rows)
    return [heading(title), *rows] if rows else []


def _apart(plan: Plan, *, rule: bool) -> Iterator[Finding]:
    for finding in plan.findings:
        if is_apart(finding) and (finding.entry.kind != "judgement") is rule:
            yield finding


def _notes(plan: Plan) -> Iterator[Row]:
    for n, note in enumerate(plan.picture.notes):
        yield Row(sign="!", word="Check", tone="held", title=note, key=f"note:{n}", subject=note)


def _conflicts(plan: Plan) -> Iterator[Row]:
    for n, conflict in enumerate(plan.conflicts):
        row = group_row("conflict", conflict.says, key=f"conflict:{n}", subject=conflict)
        yield evolve(row, beside=sides_of(plan, conflict))


def _receipt(plan: Plan, notes: Sequence[str]) -> Iterator[Row]:
    receipt = plan.receipt
    for number, note in enumerate(notes):
        title = note.removeprefix("Plugin ")  # the word before it says so
        yield Row(
            sign="!", word="Plugin", tone="held", title=title, key=f"plugin:{number}", subject=note
        )
    alone = "Base protocol alone: " if is_base_alone(plan) else ""
    yield Row(title=f"nettui {receipt.program} · as of {receipt.as_of.isoformat()}")
    yield Row(title=f"{alone}{', '.join(receipt.plugins)}")
    yield Row(title=f"Protocol {receipt.protocol}")
    yield Row(title=f"Case {receipt.case}")


def _answer(plan: Plan, stage: str) -> str:
    """Return the answer of a stage in words: the grade, or what the route says."""
    if stage not in ANSWERS:
        return ""
    name = ANSWERS[stage][0]
    says = said_answer(plan, stage)
    if name == "route" and says and plan.answers[name].known:
        return says
    return answer_words(plan, name)
