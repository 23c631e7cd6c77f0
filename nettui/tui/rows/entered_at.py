"""Where in a record something is entered: a fact, and what a line of the plan waits for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from nettui.case.record.case import Case
from nettui.case.record.facts import FACTS
from nettui.case.record.paths import path_of
from nettui.engine.plan.findings import Finding, NeedFinding, Offer, Question
from nettui.engine.plan.offers import to_clear
from nettui.engine.plan.plan import Plan

LISTS: Mapping[str, str] = {
    "pathology": "specimen",
    "imaging": "examination",
    "labs": "result",
    "treatments": "treatment",
}
"""The dated lists of a case, and what one entry of each is called."""


def wanted_paths(plan: Plan) -> dict[str, str]:
    """Return where what the plan waits for is entered, each ``needed`` or only ``asked``."""
    found: dict[str, str] = {}
    for question in plan.questions:
        path = path_of(plan.case, question.fact)
        found.setdefault(path, "needed" if question.needs else "asked")
    return found


def target(case: Case, part: str, field: str) -> str | None:
    """Return where a field is entered now; None for a column of an entry that is not there."""
    if part not in LISTS:
        return f"{part}.{field}"
    if f"{part}.{field}" in FACTS:
        return path_of(case, f"{part}.{field}")
    entries = getattr(case, part)
    if not entries or part == "labs":
        return None
    newest = max(range(len(entries)), key=lambda n: (entries[n].ordinal, n))
    return f"{part}[{newest}].{field}"


def entered_at(plan: Plan, subject: object) -> str | None:
    """Return where what the subject of a row waits for is entered, None where it waits for none."""
    facts: Iterable[str] = ()
    match subject:
        case Question():
            facts = (subject.fact,)
        case NeedFinding():
            facts = (q.fact for q in plan.questions if subject.entry.id in q.needs)
        case Finding():
            facts = plan.missing(subject.entry)
        case (Offer() as offer, *_):
            facts = to_clear(plan, offer) or tuple(
                fact for finding in offer.findings for fact in plan.missing(finding.entry)
            )
        case (first, *_):
            return entered_at(plan, first)
    return next((path_of(plan.case, fact) for fact in facts), None)


def is_missing(subject: object) -> bool:
    """Say whether a row is about something missing, so that opening it means filling it in."""
    match subject:
        case Question():
            return True
        case NeedFinding():
            return bool(subject.missing)
        case (NeedFinding(), *_):
            return True
    return False
