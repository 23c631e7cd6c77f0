"""What is not whole yet while it is typed: quietly said, and the plan does not flip back."""

from __future__ import annotations

import datetime

import pytest

from nettui.case.base.faults import CaseFault
from nettui.case.record.case import Case, CaseFile
from nettui.case.record.pathology import Specimen
from nettui.desk.session import Editing, Unfinished
from tests.protocols import with_all

DAY = datetime.date(2026, 11, 24)
KI67 = "pathology[0].ki67"


@pytest.fixture
def editing() -> Editing:
    """A case whose Ki-67 is not known."""
    protocol = with_all()
    case = Case(case_id="P-1", pathology=(Specimen(date=DAY, specimen_type="biopsy"),))
    return Editing(CaseFile(case=case), DAY, protocol)


@pytest.mark.parametrize(
    ("path", "whole", "text"),
    [
        (KI67, "1", "1."),
        (KI67, "2", "2-"),
        ("pathology[+].ki67", "3", "3; 2026-0"),
        ("patient.height_cm", "", "1"),
        ("patient.height_cm", "", "17"),
        ("treatments[+]", "T01", "T01; 20"),
    ],
)
def test_the_plan_waits_for_the_rest(editing: Editing, path: str, whole: str, text: str) -> None:
    """What was whole before it goes on to be shown."""
    editing.attempt(path, whole)
    before = editing.shown
    assert isinstance(editing.attempt(path, text), Unfinished)
    assert editing.shown is before


@pytest.mark.parametrize("text", ["1x", "120", "2..", "2026-13"])
def test_a_fault_shows_the_plan_of_what_is_recorded(editing: Editing, text: str) -> None:
    """No digit would make it right."""
    editing.attempt(KI67, "1")
    assert editing.shown is not editing.plan
    assert isinstance(editing.attempt(KI67, text), CaseFault)
    assert editing.shown is editing.plan


def test_what_is_unfinished_is_not_kept(editing: Editing) -> None:
    """Enter still refuses it."""
    editing.attempt(KI67, "1")
    assert isinstance(editing.set(KI67, "2-"), CaseFault)
    assert not editing.is_changed
