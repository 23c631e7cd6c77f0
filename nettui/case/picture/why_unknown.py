"""Why a fact of the picture is not known: what the record says of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nettui.case.base.vocabulary import Contradictory, OneOf, Partly, Range
from nettui.case.picture.inference import answers
from nettui.case.picture.picture import Picture
from nettui.case.record.imaging import ANSWERS

CONTRADICTORY = "contradictory"
IN_PART = "in_part"
UNUSABLE = "unusable"
NOT_DONE = "not_done"
UNKNOWN = "unknown"
NO_RESULT = "no_result"
TOO_OLD = "too_old"
WRONG_METHOD = "wrong_method"
NOT_RECORDED = "not_recorded"

# Each reason in words, as it stands behind a question.
WORDS = {
    CONTRADICTORY: "recorded differently at one time",
    IN_PART: "known only in part",
    UNUSABLE: "recorded, but not so that rules can use it",
    NOT_DONE: "not done",
    UNKNOWN: "recorded as unknown",
    NO_RESULT: "examined, no result recorded",
    TOO_OLD: "done too long ago: repeat",
    WRONG_METHOD: "recorded by a method that does not answer it",
    NOT_RECORDED: "never recorded",
}

# What is recorded by a method that the protocol does not accept: by fact the laboratory values in
# its place, 5-HIAA of a spot where urine of 24 h is asked for (S13); and the answer that says so,
# an estimate where Ki-67 is to be counted at hot spots (U01).
_MEASURED_INSTEAD: Mapping[str, tuple[str, ...]] = dict.fromkeys(
    ("labs.u5hiaa_24h", "labs.u5hiaa_24h_uln_ratio"), ("u5hiaa_spot", "u5hiaa_creatinine")
)
_SAID_BY: Mapping[str, tuple[str, str]] = {"pathology.ki67": ("pathology.ki67_method", "estimate")}
_MITOSES = "pathology.mitoses_per_2mm2"  # not of high-power fields of an unknown size (U01)


def why_unknown(seen: Picture, name: str) -> str:
    """Return the reason for which a fact is not known, or not well enough for a rule."""
    value = seen.get(name)
    if isinstance(value, Contradictory):
        return CONTRADICTORY
    if isinstance(value, (Range, OneOf, Partly)):
        return IN_PART
    if value is not None:
        return TOO_OLD
    if name in seen.unused:
        by_fields = name == _MITOSES and seen.get("pathology.mitoses_hpf") is not None
        return WRONG_METHOD if by_fields or _is_said_by(seen, name) else UNUSABLE
    said = _said(seen, name)
    if said is not None:
        return NOT_DONE if said.startswith("not_") else UNKNOWN
    if any(seen.get(f"labs.{one}") is not None for one in _MEASURED_INSTEAD.get(name, ())):
        return WRONG_METHOD
    return NO_RESULT if _is_examined(seen, name) else NOT_RECORDED


def _is_said_by(seen: Picture, name: str) -> bool:
    """Say whether the record names a method by which the fact is not to be determined."""
    method, word = _SAID_BY.get(name, ("", ""))
    return bool(method) and seen.get(method) == word


def _said(seen: Picture, name: str) -> str | None:
    """Return the answer on record that leaves the fact open: a word, or the mark beside it."""
    mark = seen.mark(name)
    if mark is not None and mark.status in ("not_done", "unknown"):
        return mark.status
    section, _, field = name.partition(".")
    part: Any = getattr(seen.case, section, None)
    if part is None or not (isinstance(part, tuple) or hasattr(part, field)):
        return None
    if isinstance(part, tuple) and not all(hasattr(entry, field) for entry in part):
        return None
    found = [one for one in answers(seen.case, name, seen.as_of.toordinal()) if one is not None]
    words = [word for one in found for word in (one if isinstance(one, frozenset) else (one,))]
    return next((word for word in reversed(words) if isinstance(word, str)), None)


def _is_examined(seen: Picture, name: str) -> bool:
    """Say whether an examination that answers the fact is on record."""
    section, _, field = name.partition(".")
    day = seen.as_of.toordinal()
    if section == "pathology":
        return any(specimen.ordinal <= day for specimen in seen.case.pathology)
    scans = (scan for scan in seen.case.imaging if scan.ordinal <= day)
    return any(scan.modality in ANSWERS.get(field, ()) for scan in scans)
