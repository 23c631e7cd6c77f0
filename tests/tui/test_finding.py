"""Fields and entries are found by what a clinician calls them, the nearest first."""

from __future__ import annotations

from pathlib import Path

import pytest

from nettui.tui.rows.field import FieldRow
from nettui.tui.rows.finding import CALLED, found_rows
from nettui.tui.rows.layout import by_name
from nettui.tui.screens.case import CaseScreen
from tests.exchange.small import planned
from tests.tui.driver import jump, seen, typed
from tests.tui.folder import case_of, opened, written


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("ct", "Add CT"),
        ("mri", "Add MRI"),
        ("pet", "Add SSTR PET"),
        ("octreotide", "Somatostatin analogue before"),
        ("emr", "Add "),
        ("mitoses", "Mitoses"),
        ("ki67", "Ki-67"),
        ("size", "Tumour size"),
        ("hb", "Haemoglobin"),
        ("lanreotide autogel", "Add lanreotide"),
        ("add an exam", "Add an examination"),
        ("add treat", "Add a treatment"),
        ("specimen", "Specimen"),
        ("lab value", "Add a lab value"),
        ("age", "Age"),
        ("grade", "Grade"),
    ],
)
def test_what_is_called_so_comes_first(typed: str, title: str) -> None:
    found = [row.title for row in by_name(found_rows(planned()), typed)][:3]
    assert any(name.startswith(title) for name in found[: 1 if typed != "octreotide" else 3])


def test_every_field_that_has_another_name_is_there() -> None:
    """A name of the table that is spelt wrongly would lead nowhere."""
    subjects = (row.subject for row in found_rows(planned()))
    names = {s.fact.name for s in subjects if isinstance(s, FieldRow) and s.fact is not None}
    assert set(CALLED) - names == set()


async def test_a_line_of_a_letter_is_read_before_it_is_kept(tmp_path: Path) -> None:
    """What was understood, and what was not, is said while it is typed."""
    file = written(tmp_path) / "complete.toml"
    line = tuple("space" if sign == " " else sign for sign in "ct 12.3.26 liver 3 lesions oddly")
    async with opened(file, "r", *jump("add an exam"), *line) as pilot:
        said = " ".join(seen(pilot).split())
        assert "Enter keeps CT, 2026-03-12, liver lesions 3." in said
        assert 'Not understood, kept as its note: "oddly"' in said
        await typed(pilot, "enter")
        assert case_of(pilot).imaging[-1].note == "oddly"
        assert case_of(pilot).disease.liver_lesion_count == 3


async def test_an_examination_is_added_from_where_it_is_found(tmp_path: Path) -> None:
    """Its name stands there already; what is left to type is what it showed."""
    file = written(tmp_path) / "complete.toml"
    async with opened(file, "r", *jump("mri"), *"2026-09-01", "enter") as pilot:
        assert case_of(pilot).imaging[-1].modality == "MRI"
        assert str(case_of(pilot).imaging[-1].date) == "2026-09-01"
        screen = pilot.app.screen
        assert isinstance(screen, CaseScreen)
        assert "Examination: MRI added. ^Z takes it back." in seen(pilot)
        await typed(pilot, "escape", "ctrl+z")
        assert "Taken back: examination MRI added. ^Y does it again." in seen(pilot)
