"""The words of a protocol: stages, layers, roles, strengths, marks, statuses."""

from __future__ import annotations

from typing import Literal

Stage = Literal["workup", "grading", "extent", "functional", "systemic", "follow_up"]
STAGES: tuple[Stage, ...] = ("workup", "grading", "extent", "functional", "systemic", "follow_up")
STAGE_TITLES: dict[str, str] = {
    "workup": "Workup check",
    "grading": "Grading",
    "extent": "Extent routing",
    "functional": "Functional management",
    "systemic": "Systemic therapy",
    "follow_up": "Follow-up",
}
# The one answer that a stage gives, as a derived fact: its name and its label.
ANSWERS: dict[str, tuple[str, str]] = {
    "grading": ("grade", "Grade"),
    "extent": ("route", "Route"),
}

Layer = Literal["base", "guideline", "institution"]
LAYERS: tuple[Layer, ...] = ("base", "guideline", "institution")

ROLES = ("primary", "adjunct", "symptom", "supportive", "later_line", "diagnostic")
STRENGTHS = ("block", "strong", "conditional", "option", "info", "")
BLOCK, STRONG, CONDITIONAL, OPTION, INFO, NOT_STATED = STRENGTHS
MARKS = {"base": "base protocol", "C": "checked", "R": "recalled", "E": "engineering default"}
STATUSES = ("definitive", "provisional", "blocked", "out_of_scope")
REASON_CODES = (
    "formulary",
    "referral",
    "local_expertise",
    "newer_evidence",
    "stricter_safety",
    "jurisdiction",
)
