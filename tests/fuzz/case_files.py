"""Case files: refused with every fault, or planned; the same plan whatever the order of entries."""

from __future__ import annotations

import json
from random import Random
from typing import Any

from attrs import evolve, frozen

from nettui.case.files.codec import CaseError, dumps_json, dumps_toml, load, loads_json, loads_toml
from nettui.case.files.remark import as_comment, remark
from nettui.case.record.case import LISTS, Case, CaseFile
from nettui.engine.plan.plan import Plan, plan
from nettui.exchange import markdown, plan_json, text
from nettui.tui.rows.plan import plan_rows
from nettui.tui.rows.record import record_rows
from tests.fuzz.case_data import Written, written
from tests.fuzz.outcome import Outcome, Wrong, raw_in
from tests.fuzz.sandbox import DAY, Sandbox

_IN_FULL = 0.08  # of the plans are written out in every form: that takes a quarter of a second


@frozen
class Input:
    """A file, and how its entries are put in another order."""

    file: Written
    order: int
    in_full: bool


def make(chance: Random) -> Input:
    """Return a case file of any kind."""
    return Input(written(chance), chance.getrandbits(32), chance.random() < _IN_FULL)


def run(given: Input, box: Sandbox) -> Outcome:
    """Read it and plan it."""
    path = box.work / f"case{given.file.suffix}"
    path.write_bytes(given.file.data)
    try:
        file = load(path)
    except CaseError as refused:
        if not refused.faults:
            raise Wrong("a file is refused without a fault") from None
        for fault in refused.faults:
            str(fault).encode()
        return Outcome.REFUSED
    _is_kept(file)
    made = _planned(file, box)
    other = evolve(file, case=shuffled(file.case, Random(given.order)))
    _same(made, _planned(other, box), in_full=given.in_full)
    raw_in(text.report(made, 80, file.title), "the report")
    record_rows(made, file, every=True)
    if given.in_full:
        _written_out(made, file)
    return Outcome.PLANNED


def _planned(file: CaseFile, box: Sandbox) -> Plan:
    return plan(file.case, file.as_of or DAY, box.protocol)


def _is_kept(file: CaseFile) -> None:
    """A file that is written out and read again is the same."""
    if loads_toml(dumps_toml(file)) != file:
        raise Wrong("a case differs after it was written as TOML and read again")
    # JSON carries the remark, not how the signs of a comment stand before it in a TOML file.
    if loads_json(dumps_json(file)) != evolve(file, comment=as_comment(remark(file))):
        raise Wrong("a case differs after it was written as JSON and read again")


def shuffled(case: Case, chance: Random) -> Case:
    """Return a case with the entries of each list in another order."""
    lists = {name: getattr(case, name) for name in LISTS}
    marks = dict(chance.sample([*case.marks.items()], len(case.marks)))
    mixed: Any = {name: tuple(chance.sample(found, len(found))) for name, found in lists.items()}
    return evolve(case, marks=marks, **mixed)


def _same(made: Plan, other: Plan, *, in_full: bool) -> None:
    if made.result != other.result:
        raise Wrong("the order of entries changes what is decided")
    if made.picture.values != other.picture.values:
        raise Wrong("the order of entries changes the picture")
    if (made.picture.notes, made.picture.unused) != (other.picture.notes, other.picture.unused):
        raise Wrong("the order of entries changes what is noted of the record")
    if in_full and _bytes(made) != _bytes(other):
        raise Wrong("the order of entries changes the words of the plan")


def _bytes(made: Plan) -> str:
    digest = made.receipt.case
    whole = text.report(made, every=True) + plan_json.dumps(made)
    return whole.replace(digest, "-").replace(digest[:12], "-")


def _written_out(made: Plan, file: CaseFile) -> None:
    raw_in(text.report(made, 60, file.title, every=True, unicode=False), "the full report")
    raw_in(markdown.report(made, file.title, every=True), "the Markdown report")
    data = plan_json.dumps(made, file.title)
    raw_in(data, "the JSON plan")
    json.loads(data, parse_constant=_no_constant)
    plan_rows(made, unfolded=True)


def _no_constant(word: str) -> None:
    raise Wrong(f"{word} stands in the JSON plan")
