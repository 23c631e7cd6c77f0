"""What is recalled or a default carries its sign wherever it is shown, until signed off (INV-69).

Every act of the protocol is made an engineering default, so that each line that rests on any act
must carry the sign; then all of them are signed off, and no line may.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from nettui.engine.plan.plan import Plan
from nettui.engine.protocol.marks import to_confirm
from nettui.engine.protocol.protocol import Protocol
from nettui.exchange.document import Document, Line
from nettui.exchange.layout import reasons_document
from nettui.exchange.plan_json import plan_data
from nettui.sheet.basis import sign
from nettui.sheet.item import Folded, findings_in
from nettui.sheet.named import why
from nettui.tui.rows.layout import ListRow
from tests.exchange.on_paper import all_of, all_that_applies, at_every_step
from tests.library import CASES, brief_rows, plan_rows, planned
from tests.protocols import with_all
from tests.sample import one_in

SIGN = "(E)"
WORD = "engineering default"
SIGNS = ("(R)", SIGN)
ROWS = 40


every_third = pytest.mark.parametrize("path", one_in(3, CASES), ids=lambda path: path.stem)
"""A sign is a matter of wording, of which a third of the library has all there is."""


@cache
def marked() -> Protocol:
    """All bundled plugins, with every act and inference an engineering default."""
    raw = copy.deepcopy(with_all().raw)
    for kind, key in (("entries", "act"), ("implied", "implied"), ("excluded", "excluded")):
        for item in raw[kind]:
            item[key]["mark"] = "E"
    return Protocol(raw)


@cache
def signed() -> Protocol:
    """The same, with all of it signed off."""
    who = {"by": "Head of the board", "role": "oncologist", "on": "2024-01-31"}
    held = [{"id": thing.id, **who} for thing in to_confirm(marked())]
    return Protocol({**marked().raw, "sign_offs": held})


def lines_of(document: Document) -> Iterator[Line]:
    """Every line that rests on something: not other notes of the record, marks and receipt."""
    for part in document:
        yield from (line for line in part.lines if line.basis)


def has_sign(text: str) -> bool:
    return SIGN in text or WORD in text


def says_of_acts(data: Any) -> Iterator[dict[str, Any]]:
    """Every object in JSON data that tells of an act; reasons have many lines in common."""
    left = [data]
    seen: set[int] = set()
    while left:
        item = left.pop()
        if id(item) in seen:
            continue
        seen.add(id(item))
        if isinstance(item, dict):
            if "mark" in item:
                yield item
            item = item.values()
        left.extend(inner for inner in item if isinstance(inner, (dict, list)))


def rests_on_acts(row: ListRow) -> bool:
    """The row tells of a rule, and does not only count what is folded."""
    return not isinstance(row.subject, Folded) and any(findings_in(row.subject))


def documents(made: Plan) -> Iterator[Document]:
    folded = at_every_step(made)
    yield from (all_of(made), all_that_applies(made), folded[0], folded[3], folded[-1])


@every_third
def test_every_line_of_a_report_carries_the_sign(path: Path) -> None:
    """In full and folded; only what is merely counted goes without."""
    for document in documents(planned(path, marked())):
        for line in lines_of(document):
            if line.label not in ("Folded", "Decided by") and not is_question(line):
                assert has_sign(line.basis), line


@every_third
def test_no_sign_is_lost_where_only_some_acts_have_one(path: Path) -> None:
    """A line that stands for several acts has the sign of each, also of those it only counts."""
    made = planned(path, with_all())
    known = {e.id: e for e in (*made.protocol.entries, *made.protocol.inferred.values())}
    for document in at_every_step(made):
        for part in document:
            for line in part.lines:
                behind = [known[name] for name in line.tells]
                if line.label != "Folded":
                    assert all(sign(entry) in line.basis for entry in behind), line


def is_question(line: Line) -> bool:
    """An open question names its fact, which no act says."""
    return "." in line.basis and ":" not in line.basis and " " not in line.basis


@every_third
def test_every_row_of_the_terminal_carries_the_sign(path: Path) -> None:
    """Unfolded, as opened and on two screens."""
    made = planned(path, marked())
    for rows in (plan_rows(made), plan_rows(made, unfolded=True), brief_rows(made, ROWS)):
        for row in rows:
            if not row.heading and rests_on_acts(row):
                told = (row.tail, *(text for text, _ in row.notes), *row.beside)
                assert has_sign(" ".join(told)), row
            for text, tone in row.notes:
                if tone in ("stop", "held") and text.startswith(("Stop", "Caution", "First")):
                    assert has_sign(text), text


@every_third
def test_every_act_of_the_json_is_marked(path: Path) -> None:
    for data in says_of_acts(plan_data(planned(path, marked()))):
        assert "signed_off" not in data


@pytest.mark.parametrize("path", one_in(9, CASES), ids=lambda path: path.stem)
def test_every_act_of_the_json_names_who_signed_it_off(path: Path) -> None:
    """Once somebody has. The JSON of any plan tells of every act."""
    told = list(says_of_acts(plan_data(planned(path, signed()))))
    for data in told:
        assert ("signed_off" in data) is (data["mark"] in ("R", "E"))
    assert {entry.id for entry in signed().entries} <= {data.get("id") for data in told}


@pytest.mark.parametrize("path", one_in(9, CASES), ids=lambda path: path.stem)
def test_no_sign_is_left_once_all_is_signed_off(path: Path) -> None:
    """Neither in a report nor in the terminal."""
    made = planned(path, signed())
    for document in documents(made):
        for line in lines_of(document):
            assert not has_sign(line.basis), line
    for row in (*plan_rows(made, unfolded=True), *brief_rows(made, ROWS)):
        assert not has_sign(f"{row.tail} {' '.join(text for text, _ in row.notes)}"), row


def test_a_sign_off_takes_no_other_sign_away() -> None:
    """The JSON of a plan is the same but for who signed."""
    before = plan_data(planned(CASES[0], marked()))
    after = plan_data(planned(CASES[0], signed()))
    for data in says_of_acts(after):
        data.pop("signed_off", None)
    del before["receipt"], after["receipt"]
    assert json.dumps(before) == json.dumps(after)


@pytest.mark.parametrize(("noun", "name"), [("option", "diazoxide"), ("table", "line")])
def test_what_an_option_or_a_table_is_carries_its_sign(noun: str, name: str) -> None:
    """A recalled dose is no better founded than a recalled rule; signed, it names who."""
    assert f"therapies:{noun}.{name}" in {thing.id for thing in to_confirm(with_all())}
    for protocol, expected in (
        (with_all(), SIGNS),
        (signed(), ("signed off by Head of the board",)),
    ):
        shown = [
            line.basis
            for part in reasons_document(why(planned(CASES[0], protocol), name))
            if part.title in ("What it is", "Why")
            for line in part.lines
            if line.basis
        ]
        assert shown
        assert all(any(word in text for word in expected) for text in shown)
