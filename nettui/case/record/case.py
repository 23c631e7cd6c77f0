"""A case: everything recorded about one primary tumour of one patient."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from attrs import field, frozen

from nettui.case.base.dates import Day
from nettui.case.base.plain import Plain
from nettui.case.record.board import Board
from nettui.case.record.disease import Disease
from nettui.case.record.function import Function
from nettui.case.record.heredity import Heredity
from nettui.case.record.history import History, Treatment
from nettui.case.record.imaging import Scan
from nettui.case.record.labs import LabResult
from nettui.case.record.organ import Organ
from nettui.case.record.pathology import Specimen
from nettui.case.record.patient import Patient

MARK_STATUSES = ("measured", "reported", "estimated", "unknown", "not_done", "not_applicable")

# The parts of a case by the name that they have in a file: one of each, and dated lists.
SECTIONS: Mapping[str, type] = {
    "patient": Patient,
    "disease": Disease,
    "function": Function,
    "organ": Organ,
    "history": History,
    "heredity": Heredity,
    "board": Board,
}
LISTS: Mapping[str, type] = {
    "pathology": Specimen,
    "imaging": Scan,
    "labs": LabResult,
    "treatments": Treatment,
}


@frozen(kw_only=True, repr=False, eq=False)
class Mark(Plain):
    """What is known about a value beside the value: how it was got, from where, when."""

    status: str = "reported"
    source: str | None = None
    date: Day | None = None
    note: str | None = None


@frozen(kw_only=True, repr=False, eq=False)
class Case(Plain):
    """One case. Everything clinical may be missing; missing is never no."""

    case_id: str
    patient: Patient = Patient()
    pathology: tuple[Specimen, ...] = ()
    disease: Disease = Disease()
    imaging: tuple[Scan, ...] = ()
    function: Function = Function()
    labs: tuple[LabResult, ...] = ()
    organ: Organ = Organ()
    history: History = History()
    treatments: tuple[Treatment, ...] = ()
    heredity: Heredity = Heredity()
    board: Board = Board()
    marks: Mapping[str, Mark] = field(factory=dict)


@frozen(kw_only=True, repr=False, eq=False)
class Expect(Plain):
    """What a person wrote that a plan of the case must say, by id; checked before any snapshot."""

    must: tuple[str, ...] = ()
    must_not: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    conflict: tuple[str, ...] = ()
    status: str | None = None
    grade: str | None = None


@frozen(kw_only=True, repr=False, eq=False)
class CaseFile(Plain):
    """A case with what a file of the library says about it. ``as_of`` is the day of its plan."""

    case: Case
    title: str = ""
    as_of: datetime.date | None = None
    expect: Expect = field(factory=Expect)
    comment: str = ""
