"""Every fact of the picture, by name, in one order: made from the declarations of the case."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from nettui.case.base.declare import facts_of
from nettui.case.base.vocabulary import NOT_APPLICABLE, UNKNOWN_WORDS, Fact, Kind, Range
from nettui.case.record.board import Board
from nettui.case.record.disease import Disease
from nettui.case.record.function import Function
from nettui.case.record.heredity import Heredity
from nettui.case.record.history import FROM_TREATMENTS, History
from nettui.case.record.imaging import FROM_SCANS, Scan
from nettui.case.record.labs import AGES_OF_LABS, DATES_OF_LABS, FACTS_OF_LABS, SINCE_OF_LABS
from nettui.case.record.organ import Organ
from nettui.case.record.pathology import FROM_SPECIMENS, Specimen
from nettui.case.record.patient import AGES_OF_PATIENT, Patient

# What a scan says of itself is told by FROM_SCANS, once per kind of examination.
_SCANS = tuple(f for f in facts_of(Scan, "imaging") if f.field != "modality")

PATIENT = (*facts_of(Patient, "patient"), *AGES_OF_PATIENT)
PATHOLOGY = (*facts_of(Specimen, "pathology"), *FROM_SPECIMENS)
DISEASE = facts_of(Disease, "disease")
IMAGING = (*_SCANS, *FROM_SCANS)
FUNCTION = facts_of(Function, "function")
LABS = (*FACTS_OF_LABS, *DATES_OF_LABS, *SINCE_OF_LABS, *AGES_OF_LABS)
ORGAN = facts_of(Organ, "organ")
HISTORY = (*facts_of(History, "history"), *FROM_TREATMENTS)
HEREDITY = facts_of(Heredity, "heredity")
BOARD = facts_of(Board, "board")
# What a picture says of the record as a whole; nobody enters it.
CONTRADICTIONS = Fact("record.contradictions", "Contradictions in the record", Kind.TEXT)
RECORD = (CONTRADICTIONS,)

FACTS: Mapping[str, Fact] = MappingProxyType(
    {
        fact.name: fact
        for part in (
            PATIENT,
            PATHOLOGY,
            DISEASE,
            IMAGING,
            FUNCTION,
            LABS,
            ORGAN,
            HISTORY,
            HEREDITY,
            BOARD,
            RECORD,
        )
        for fact in part
    }
)

# Where each fact stands in the values of a picture.
POSITION: Mapping[str, int] = MappingProxyType({name: n for n, name in enumerate(FACTS)})

# What a person can enter, mark or be asked.
ENTERED: Mapping[str, Fact] = MappingProxyType(
    {name: fact for name, fact in FACTS.items() if fact not in RECORD}
)

__all__ = [
    "CONTRADICTIONS",
    "ENTERED",
    "FACTS",
    "NOT_APPLICABLE",
    "POSITION",
    "UNKNOWN_WORDS",
    "Fact",
    "Kind",
    "Range",
]
