"""What was done and what is planned: treatments, operations, procedures."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence
from typing import Any

from attrs import frozen

from nettui.case.base.dates import Day, last_day
from nettui.case.base.declare import (
    DatedEntry,
    Section,
    Value,
    choice,
    day,
    number,
    several,
    text,
    yes_no,
)
from nettui.case.base.quantity import Number
from nettui.case.base.vocabulary import Fact, Kind, Partly
from nettui.case.base.wordlist import listed, read

PROCEDURES = (
    "surgery_abdominal surgery_other liver_resection ablation embolisation SIRT endoscopy "
    "biopsy_liver biopsy_other PRRT anaesthesia liver_transplantation splenectomy"
)


# The rows of the therapy file; those of imaging agents (T70-T73) are no treatments.
THERAPIES = tuple(
    f"T{n:02d}"
    for first, last in ((1, 8), (20, 23), (30, 34), (40, 47), (50, 57), (60, 69))
    for n in range(first, last + 1)
)


ROW = re.compile(r"\s*[Tt]\d+\s*")
"""What can only be meant as a row, one that exists or not."""


@frozen(kw_only=True, repr=False, eq=False)
class Treatment(DatedEntry):
    """One treatment: its row in the therapy file (``T20``), or what it is called.

    ``date`` is its start.
    """

    therapy: str = text(
        "Therapy (T-row or name)", required=True, in_picture=False, choices=THERAPIES
    )
    end: Day | None = day("End", in_picture=False)
    cycles: Number | None = number("Cycles", "", (0, 200), integer=True)
    best_response: str | None = choice(
        "Best response", "complete partial stable progression unknown"
    )
    stop_reason: str | None = choice(
        "Stopped because", "completed progression toxicity patient_choice other unknown"
    )
    toxicity: str | None = text("Toxicity", in_picture=False, lines=True)
    never_again: bool | None = yes_no(
        "Never to be given again",
        question="Which treatments must never be given again?",
        noun="treatments never to be given again",
        reads="never again: {}",
        says={"none": "no treatment is excluded for good"},
    )


@frozen(kw_only=True, repr=False, eq=False)
class History(Section):
    """History of treatment, and what is planned."""

    prior_ssa: str | None = choice(
        "Somatostatin analogue before",
        "yes no unknown",
        level="DEP",
        blocks="PRRT eligibility, S32",
        question="Has the patient had a somatostatin analogue?",
        noun="earlier somatostatin analogue",
        says={"yes": "earlier somatostatin analogue", "no": "no somatostatin analogue so far"},
    )
    prior_prrt_cycles: Number | None = number(
        "PRRT cycles before",
        "",
        (0, 20),
        integer=True,
        level="DEP",
        blocks="PRRT, re-treatment",
        question="How many cycles of PRRT has the patient had?",
        noun="number of PRRT cycles so far",
        reads="PRRT cycles so far: {}",
    )
    prior_ebrt_marrow_pct: Number | None = number(
        "Bone marrow irradiated before",
        "%",
        (0, 100),
        level="DEP",
        blocks="PRRT",
        question="How much of the bone marrow has been irradiated?",
        noun="earlier irradiation of the bone marrow",
        reads="{} of the bone marrow was irradiated",
    )
    prior_abdominal_surgery: frozenset[str] | None = several(
        "Abdominal operations before",
        "right_hemicolectomy small_bowel_resection pancreatic_resection liver_resection "
        "gastric_resection cholecystectomy bypass",
        open=True,
        level="DEP",
        blocks="S32",
        question="Which abdominal operations has the patient had?",
        noun="earlier abdominal operations",
        reads="earlier abdominal operations: {}",
        says={"none": "no earlier abdominal operation"},
    )
    gallbladder: str | None = choice(
        "Gallbladder",
        "in_situ absent unknown",
        level="DEP",
        blocks="S32",
        question="Is the gallbladder still in place?",
        noun="gallbladder status",
        says={"in_situ": "the gallbladder is in place", "absent": "the gallbladder was removed"},
    )
    planned_procedure: frozenset[str] | None = several(
        "Planned procedure",
        PROCEDURES,
        level="DEP",
        blocks="S28–S31, perioperative octreotide",
        question="Which procedure is planned?",
        reads="planned: {}",
        says={"none": "no procedure is planned"},
    )
    planned_surgery_date: Day | None = day(
        "Date of the planned operation",
        level="DEP",
        blocks="hold of sunitinib and cabozantinib",
        question="When is the operation planned?",
    )
    surgery_date: Day | None = day(
        "Date of the operation on the tumour",
        level="REC",
        blocks="start of follow-up",
        question="When was the tumour operated on?",
    )
    therapy_start_date: Day | None = day(
        "Start of the current therapy",
        level="REC",
        blocks="start of follow-up",
        question="When did the current therapy start?",
    )
    ssa_last_dose: Day | None = day(
        "Last dose of a somatostatin analogue",
        level="DEP",
        blocks="wash-out before PRRT",
        question="When was the last dose of the somatostatin analogue given?",
        noun="date of the last dose of the somatostatin analogue",
    )
    ssa_product: str | None = text(
        "Somatostatin analogue given",
        level="DEP",
        blocks="wash-out before PRRT",
        question="Which somatostatin analogue was given?",
    )
    ssa_long_term_anticipated: str | None = choice(
        "Long-term somatostatin analogue expected",
        "yes no unknown",
        level="DEP",
        blocks="S32 cholecystectomy",
        question="Is long-term treatment with a somatostatin analogue expected?",
        noun="expected long-term somatostatin analogue",
        says={
            "yes": "long-term treatment with a somatostatin analogue is expected",
            "no": "long-term treatment with a somatostatin analogue is not expected",
        },
    )
    treatment_naive: bool | None = yes_no(
        "No treatment of the tumour so far",
        level="CORE",
        blocks="lines of therapy",
        question="Is the tumour still untreated?",
        noun="earlier treatment",
        lacking="not recorded",
        says={"yes": "the tumour has not been treated", "no": "the tumour has been treated before"},
    )
    liver_embolised: bool | None = yes_no(
        "Liver embolised before",
        question="Has the liver been embolised before?",
        noun="earlier embolisation of the liver",
        says={"yes": "the liver was embolised before", "no": "the liver was not embolised before"},
    )


def _months(since: str, label: str, **more: Any) -> Fact:
    return Fact(
        f"history.months_since_{since}", label, Kind.NUMBER, unit="months", hard=(0, 1500), **more
    )


PRRT = ("T20", "T21", "T22", "T23")
EMBOLISATION = ("T50", "T51", "T52", "T53")

# Facts that follow from the list of treatments, and from dates on the day of the plan.
FROM_TREATMENTS: tuple[Fact, ...] = (
    Fact(
        "history.prior_therapies",
        "Treatments so far",
        Kind.SET,
        choices=THERAPIES,
        level="CORE",
        needed_when="systemic therapy",
        blocks="lines of therapy, re-treatment",
        open=True,
        code="mCODE CancerRelatedMedication",
        question="Which treatments has the patient had?",
        lacking="not recorded",
        reads="treatments so far: {}",
        says={"none": "no treatment so far"},
    ),
    Fact(
        "history.current_therapies",
        "Treatments not ended",
        Kind.SET,
        choices=THERAPIES,
        open=True,
        question="Which treatments are running?",
        noun="current treatments",
        reads="running: {}",
        says={"none": "no treatment is running"},
    ),
    Fact(
        "history.progressed_on",
        "Treatments on which the tumour progressed",
        Kind.SET,
        choices=THERAPIES,
        level="DEP",
        needed_when="a treatment was given",
        blocks="what comes next",
        open=True,
        question="On which treatments did the tumour progress?",
        reads="progression on {}",
        says={"none": "no progression on treatment"},
    ),
    Fact(
        "history.held_by",
        "Treatments under which the tumour was stable or smaller",
        Kind.SET,
        choices=THERAPIES,
        open=True,
        question="Under which treatments was the tumour stable or smaller?",
        noun="response to earlier treatments",
        reads="stable or smaller under {}",
        says={"none": "stable or smaller under no treatment"},
    ),
    Fact(
        "history.ended_for_toxicity",
        "Treatments ended for toxicity",
        Kind.SET,
        choices=THERAPIES,
        open=True,
        question="Which treatments were stopped for toxicity?",
        noun="treatments stopped for toxicity",
        reads="stopped for toxicity: {}",
        says={"none": "no treatment was stopped for toxicity"},
    ),
    Fact(
        "history.never_again",
        "Treatments never to be given again",
        Kind.SET,
        choices=THERAPIES,
        open=True,
        question="Which treatments must never be given again?",
        reads="never again: {}",
        says={"none": "no treatment is excluded for good"},
    ),
    Fact(
        "history.prrt_date", "Date of the last PRRT", Kind.DATE, question="When was the last PRRT?"
    ),
    Fact(
        "history.embolisation_date",
        "Date of the last embolisation",
        Kind.DATE,
        question="When was the last embolisation?",
    ),
    _months(
        "surgery",
        "Months since the operation on the tumour",
        question="When was the tumour operated on?",
        noun="date of the operation on the tumour",
        reads="the operation was {} ago",
    ),
    _months(
        "therapy_start",
        "Months since the start of the current therapy",
        question="When did the current therapy start?",
        noun="start of the current therapy",
        reads="the current therapy started {} ago",
    ),
    _months(
        "diagnosis",
        "Months since the diagnosis",
        question="When was the tumour diagnosed?",
        noun="date of diagnosis",
        reads="the diagnosis was {} ago",
    ),
    _months(
        "prrt",
        "Months since the last PRRT",
        question="When was the last PRRT?",
        noun="date of the last PRRT",
        reads="the last PRRT was {} ago",
    ),
    _months(
        "embolisation",
        "Months since the last embolisation",
        question="When was the last embolisation?",
        noun="date of the last embolisation",
        reads="the last embolisation was {} ago",
    ),
)


def therapies(treatments: Iterable[Treatment]) -> Value:
    """Return the rows of treatments as a list; a treatment that cannot be read leaves it open."""
    written = frozenset([t.therapy for t in treatments])
    return written if written <= _ROWS else listed("therapy", THERAPIES, written)


def is_of(treatment: Treatment, rows: Iterable[str]) -> bool:
    """Say whether a treatment certainly is one of these rows."""
    names = read("therapy", THERAPIES, treatment.therapy).names
    return not names.isdisjoint(rows)


def is_open(treatment: Treatment) -> bool:
    """Say whether what is written of a treatment cannot be read, wholly or in part."""
    found = read("therapy", THERAPIES, treatment.therapy)
    return found.is_open or found.is_unknown


def may_be_of(treatment: Treatment, rows: Iterable[str]) -> bool:
    """Say whether what is written of a treatment leaves open that it is one of these rows."""
    found = read("therapy", THERAPIES, treatment.therapy)
    return found.is_unknown or found.may is None or not found.may.isdisjoint(rows)


AGAINST_GROWTH = ("T01", "T02", "T05", "T08", *THERAPIES[8:25])
"""Treatments that are judged by growth: drugs and radionuclides against the tumour."""


def is_running(treatment: Treatment, as_of: datetime.date) -> bool:
    """Say whether a treatment had not ended on a day."""
    if treatment.end is not None:
        return last_day(treatment.end) >= as_of
    return treatment.stop_reason in (None, "unknown")


def came_of(given: Sequence[Treatment]) -> list[Value]:
    """Return which treatments the tumour grew on, was held by, and which were not borne.

    They stand as their facts do. A treatment of which nobody said what came of it leaves open what
    the tumour grew on. Ruling Z09.
    """
    grown = [t for t in given if "progression" in (t.stop_reason, t.best_response)]
    held = [t for t in given if t.best_response in _HELD and t not in grown]
    other = [t for t in given if t.stop_reason in _OTHER_REASONS]
    told = (*grown, *held, *other)
    untold = [
        t
        for t in given
        if t not in told and (is_of(t, AGAINST_GROWTH) or may_be_of(t, AGAINST_GROWTH))
    ]
    return [
        _perhaps(therapies(grown), untold),
        therapies(held),
        therapies([t for t in given if t.stop_reason == "toxicity"]),
        therapies([t for t in given if t.never_again]),
    ]


def _perhaps(certain: Value, more: Sequence[Treatment]) -> Value:
    """Return a list on which some more treatments perhaps are; None where nothing certainly is."""
    if not more or not isinstance(certain, frozenset):
        return certain
    may = therapies(more)
    possible = may.may if isinstance(may, Partly) else may
    if not certain:
        return None
    return Partly(certain, (), certain | possible if isinstance(possible, frozenset) else None)


_HELD = ("complete", "partial", "stable")
_OTHER_REASONS = ("completed", "toxicity", "patient_choice")
_ROWS = frozenset(THERAPIES)
