"""Whose a plan is: the case in words, its revision, and the decision in force."""

from __future__ import annotations

import datetime

from nettui.case.record.case import Case
from nettui.engine.language.wording import plain


def who(case: Case) -> str:
    """Return id, age, sex and site: what every screen and sheet of a case begins with."""
    patient = case.patient
    age = f"{patient.age} y" if patient.age is not None else "age unknown"
    site = case.disease.primary_site
    parts = (
        case.case_id,
        age,
        plain(patient.sex_at_birth or "sex unknown"),
        plain(site) if site and site != "unknown" else "site unknown",
    )
    return " · ".join(parts)


def whose(case: Case, rev: int, decided: tuple[int, datetime.date] | None) -> str:
    """Return what a plan that is given out begins with: whose, of which revision, and decided how.

    ``rev`` is 0 for a case in no store. ``decided``: number and board day of the last decision.
    """
    if not rev:
        return who(case)
    told = "no decision recorded"
    if decided:
        number, held_on = decided
        told = f"decision {number} of {held_on.isoformat()} in force"
    return " · ".join((who(case), f"revision {rev}", told))
