"""Why a fact of the picture is not known: what the record says of it."""

from __future__ import annotations

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
NOT_RECORDED = "not_recorded"

# Each reason in words, as it stands behind a question.
WORDS = {
    CONTRADICTORY: "recorded differently at one time",
    IN_PART: "known only in part",
    UNUSABLE: "recorded, but not so that rules can use it",
    NOT_DONE: "not done",
    UNKNOWN: "recorded as unknown",
    NO_RESULT: "examined, no result recorded",
    TOO_OLD: "done, but too long ago",
    NOT_RECORDED: "not recorded",
}


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
        return UNUSABLE
    said = _said(seen, name)
    if said is not None:
        return NOT_DONE if said.startswith("not_") else UNKNOWN
    return NO_RESULT if _is_examined(seen, name) else NOT_RECORDED


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
