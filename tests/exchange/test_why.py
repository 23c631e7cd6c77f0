"""Why, and why not, of anything in a protocol."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from nettui.case.files.codec import load, loads_toml
from nettui.case.record.facts import FACTS
from nettui.engine.language.stages import STAGES
from nettui.engine.language.states import TRUE
from nettui.engine.plan.plan import plan
from nettui.exchange import library
from nettui.exchange.document import as_text
from nettui.exchange.layout import reasons_document
from nettui.exchange.plan_json import written
from nettui.sheet.ids import UnknownId, find
from nettui.sheet.item import Sheet
from nettui.sheet.named import why
from tests.exchange import small
from tests.exchange.on_paper import all_of
from tests.protocols import with_all
from tests.sample import one_in

FOLDER = library.folder()
CASES = library.case_files(FOLDER) if FOLDER else []


def said(sheet: Sheet) -> str:
    """Return reasons in one line, however they are wrapped."""
    return " ".join(as_text(reasons_document(sheet), 2000).split())


def test_why_a_rule_holds() -> None:
    """Its state, each clause with what was wanted and got, and what it rests on."""
    shown = said(why(small.planned(), "base:systemic.ssa"))
    assert "Status: applies" in shown
    assert "Yes: Differentiation is well; got well" in shown
    assert "Yes: Extent is beyond liver; got beyond liver" in shown
    assert "S39: Text of S39." in shown


def test_why_a_rule_does_not_hold() -> None:
    """The clause that fails, with what was got instead."""
    shown = said(why(small.planned(), "base:extent.local"))
    assert "Status: not met" in shown
    assert "No: Extent is localized or regional; got beyond liver" in shown


def test_why_a_rule_cannot_be_told() -> None:
    """With the fact that would decide it."""
    shown = said(why(small.planned('case_id = "P-2"\n'), "base:grading.g1"))
    assert "Status: cannot tell" in shown
    assert "Decided by: Ki-67 [pathology.ki67]" in shown


def test_why_an_option_is_contraindicated() -> None:
    """The stop that is in the way, before those that are not."""
    shown = said(why(small.planned(), "everolimus"))
    assert "Stands as: contraindicated" in shown
    assert "Stop, stops what it guards: Active pneumonitis." in shown


def test_why_an_option_is_not_cleared() -> None:
    """What it needs, and the guard that says so."""
    shown = said(why(small.planned(), "prrt"))
    assert "Stands as: not cleared" in shown
    assert "creatinine clearance not known" in shown
    assert "Stop, not excluded: holds what it guards: Creatinine clearance below 30" in shown


def test_a_guard_that_does_not_hold_is_not_called_undecided() -> None:
    """What is known to be out of the way is not something to find out."""
    fine = small.COMPLETE.replace('"active_pneumonitis"', '"none"')
    shown = said(why(small.planned(fine), "everolimus"))
    assert "Stop, not in the way: Active pneumonitis." in shown
    assert "cannot tell" not in shown


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ("base:systemic.ssa@1", ("entry", "base:systemic.ssa")),
        ("systemic.ssa", ("entry", "base:systemic.ssa")),
        ("ssa", ("entry", "base:systemic.ssa")),
        ("lung:lung_against", ("entry", "lung:systemic.lung_against")),
        ("lung_against", UnknownId),
        ("prrt.crcl_measured", ("entry", "base:prrt.crcl_measured")),
        ("prrt", ("option", "prrt")),
        ("systemic", ("stage", "systemic")),
        ("pace", ("table", "pace")),
        ("S39", ("statement", "S39")),
        ("LUNG-2021", ("statement", "LUNG-2021")),
        ("pathology.ki67", ("fact", "pathology.ki67")),
    ],
)
def test_ids_may_be_given_as_reports_give_them(wanted: str, expected: object) -> None:
    """The base protocol's without origin, and under the heading of a stage without the stage."""
    if expected is UnknownId:
        with pytest.raises(UnknownId):
            find(small.protocol(), wanted)
    else:
        assert find(small.protocol(), wanted) == expected


def test_an_unknown_id_is_refused_with_the_nearest() -> None:
    """Nothing is guessed."""
    with pytest.raises(UnknownId, match="Did you mean 'prrt'"):
        find(small.protocol(), "prrtt")
    with pytest.raises(UnknownId, match="rules search"):
        find(small.protocol(), "zzzzzz")


@pytest.mark.parametrize("path", one_in(40, CASES), ids=lambda path: path.stem)
def test_there_is_an_answer_for_everything(path: Path) -> None:
    """Every entry, option, table, stage, statement and fact, and none of the answers is empty."""
    file = load(path)
    assert file.as_of
    made = plan(file.case, file.as_of, with_all())
    protocol = made.protocol
    for name in (
        *protocol.position,
        *protocol.options,
        *protocol.tables,
        *protocol.inferred,
        *STAGES,
        *protocol.statements,
        *protocol.sources,
        *FACTS,
    ):
        parts = reasons_document(why(made, name))
        assert len(parts) > 1
        assert all(part.lines for part in parts[1:])
        for line in as_text(parts, 60, unicode=False).splitlines():
            assert len(line) <= 60


RECORD = 'case_id = "a"\nfunction.functional = "no"\n'
DRAWN = (
    "Syndrome: none, since the tumour is recorded as not functional. "
    "[DICT-FUNCTION INV-73 · base:implied.no_syndrome · engineering default]"
)


def test_what_is_implied_cites_its_source_wherever_it_is_asked_for() -> None:
    """In the whole plan, by its fact, by its own id and by its source."""
    made = plan(loads_toml(RECORD).case, datetime.date(2026, 11, 1), with_all())
    whole = as_text(all_of(made), 2000)
    assert DRAWN in whole
    assert f"Implied: {DRAWN}" in said(why(made, "function.syndrome"))
    assert f"implied: {DRAWN}" in said(why(made, "base:implied.no_syndrome"))
    assert f"implied: {DRAWN}" in said(why(made, "DICT-FUNCTION"))
    assert "not excluded: diabetes is" in said(why(made, "base:excluded.no_diabetes"))


@pytest.mark.parametrize("path", one_in(12, CASES), ids=lambda path: path.stem)
def test_plan_why_and_json_read_one_list_of_guards(path: Path) -> None:
    """Of each option in each role the same guards are in force, whoever says so (Z21)."""
    file = load(path)
    assert file.as_of is not None
    made = plan(file.case, file.as_of, with_all())
    as_json = written(made)
    for offer in made.offers:
        of = [g for g in made.guards(offer.option, offer.role) if g.truth == TRUE]
        (same,) = [o for o in as_json.offers if (o.option, o.role) == offer.key]
        assert [g.id for g in same.guards if g.truth == "yes"] == [g.entry.id for g in of]
        listed = next(s for s in why(made, offer.option) if s.title == "Guards")
        in_force = {
            entry.id
            for item in listed.items
            for entry in item.entries
            if item.aside.startswith(("in force", "stops what", "to be done"))
        }
        assert {g.entry.id for g in of} <= in_force
        others = {
            g.entry.id
            for o in made.offers
            if o.option == offer.option
            for g in made.guards(o.option, o.role)
            if g.truth == TRUE
        }
        assert in_force <= others
