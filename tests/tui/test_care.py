"""What a case brings up on what is to be done or considered never stands inside other text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from nettui.engine.language.states import TRUE
from nettui.engine.plan.checks import open_checks, waits
from nettui.engine.plan.plan import Plan
from nettui.exchange.text import report
from nettui.sheet.because import with_values
from nettui.sheet.guards import CARE
from nettui.sheet.kinds import CHECK
from nettui.sheet.leading import before_all
from nettui.sheet.wording import ACTIVE, AFTER_CHECKS
from nettui.tui.rows.header import stepper
from nettui.tui.rows.layout import layout
from nettui.tui.rows.short_plan import is_care
from tests import library
from tests.exchange.on_paper import at_every_step
from tests.library import CASES, brief_rows, plan_rows
from tests.protocols import with_all
from tests.sample import one_in

SOME = [path for path in CASES if re.match("si-|lung-|pancreas-(bulky|pthrp|pregnant)", path.stem)]


def planned(path: Path) -> Plan:
    return library.planned(path, with_all())


def named(name: str) -> Plan:
    return planned(CASES[0].with_name(f"{name}.toml"))


def brought_up(made: Plan) -> set[str]:
    """Return what first steps and cautions say that are true for the case, and not for everyone."""
    return {
        with_values(made, guard.entry, guard.guard.says.rstrip("."))
        for offer in made.offers
        if offer.group in ACTIVE
        for guard in made.guards(offer.option, offer.role)
        if guard.guard.kind in CARE and guard.truth == TRUE and guard.entry.raw.get("when")
    }


@pytest.mark.parametrize("path", one_in(3, SOME), ids=lambda path: path.stem)
def test_each_has_its_own_row_with_its_sign_in_the_brief_plan(path: Path) -> None:
    """However much else is gathered."""
    made = planned(path)
    rows = [r for r in brief_rows(made, 38) if r.word in ("First", "Caution")]
    assert all((row.sign, row.tone) == ("!", "held") for row in rows)
    for says in brought_up(made):
        assert sum(row.title.startswith(says) for row in rows) == 1, says


@pytest.mark.parametrize("path", SOME[1::3], ids=lambda path: path.stem)
def test_each_is_a_line_under_its_option_in_the_full_plan(path: Path) -> None:
    """With the sign, below the option it concerns."""
    made = planned(path)
    notes = [text for row in plan_rows(made) for text, _ in row.notes]
    for says in brought_up(made):
        assert any(re.match(rf"! (First|Caution): {re.escape(says)}", note) for note in notes), says


@pytest.mark.parametrize("path", SOME[2::3], ids=lambda path: path.stem)
def test_each_is_a_line_of_the_report_however_it_is_folded(path: Path) -> None:
    """Or stands in what first, before everything else."""
    made = planned(path)
    for step, document in enumerate(at_every_step(made)):
        lines = [line for part in document for line in part.lines]
        own = [line.text for line in lines if line.label in ("First", "Caution")]
        for says in brought_up(made):
            assert any(says in text for text in own), (says, step)


@pytest.mark.parametrize("path", one_in(4, CASES), ids=lambda path: path.stem)
def test_what_waits_for_checks_is_never_told_without_them(path: Path) -> None:
    """On paper every open check in a line of its own, on screen a mark behind the option (Z23)."""
    made = planned(path)
    waiting = [offer for offer in made.offers if waits(offer)]
    checks = {c.guard.says.rstrip(".") for offer in waiting for c in open_checks(made, offer)}
    for step, document in enumerate(at_every_step(made)):
        lines = [line for part in document for line in part.lines]
        own = [line.text for line in lines if line.label == CHECK.word]
        for says in checks:
            assert any(says in text for text in own), (says, step)
    rows = "".join(f"{row.title}\n" for row in brief_rows(made, 38))
    assert not waiting or AFTER_CHECKS in rows


def test_a_pregnant_patient_is_reviewed_first() -> None:
    """Obstetric review is no option, and comes before all of them (INV-52)."""
    made = named("lung-liver-pregnant")
    (first,) = before_all(made)
    assert first.says == "Pregnancy: obstetric-oncology review."
    rows = [row for row in brief_rows(made, 38) if row.key.startswith("first:")]
    assert (rows[0].word, rows[0].title) == ("First", first.says)
    told = report(made)
    assert told.index(f"First: {first.says}") < told.index("\nDo: ")


def test_a_pregnancy_test_comes_first_where_pregnancy_is_open() -> None:
    """Before chemotherapy, radionuclides or targeted agents (INV-52)."""
    (first,) = before_all(named("pancreas-pregnancy-not-tested"))
    assert first.says.startswith("Pregnancy test before")


@pytest.mark.parametrize("width", [80, 120, 170])
def test_the_route_of_the_stages_is_told_in_words(width: int) -> None:
    """Never as a code that has to be looked up."""
    for path in SOME:
        line = "".join(text for text, _ in stepper(planned(path), width, lambda text: text))
        assert "RT-" not in line
    line = "".join(t for t, _ in stepper(named("si-urgent-carcinoid"), width, lambda text: text))
    assert ("Extent: Beyond the liver" in line) is (width >= 120)


def test_a_row_of_care_is_one_line() -> None:
    """At 80 columns, what it rests on last."""
    rows = [row for row in brief_rows(named("si-urgent-carcinoid"), 38) if is_care(row)]
    assert rows
    for row in rows:
        assert len(layout(row, 80)) == 1


def test_where_nothing_is_offered_yet_what_waits_for_the_missing_is_named() -> None:
    """Not "no option": whether to operate again hangs on what is to be obtained."""
    made = named("appendix-resected")
    words = "what is missing decides"
    (row,) = [r for r in plan_rows(made) if r.key == "first:undecided"]
    assert row.title.startswith("Completion surgery")
    assert row.title.endswith(words)
    assert "recommends no option" not in "".join(r.title for r in plan_rows(made))
    assert words in " ".join(report(made).split())


def test_of_many_that_wait_none_is_named() -> None:
    """Where next to nothing is known, an option by name stands behind an answer alone."""
    made = named("thymus-gap-empty")
    rows = plan_rows(made)
    first = rows[1 : [row.heading for row in rows].index(True, 1)]
    assert any(row.word == "If" for row in first)
    assert not [row for row in first if row.word not in ("If", "Ask")]
