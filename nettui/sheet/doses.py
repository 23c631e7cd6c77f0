"""No dose is shown without the word to check it locally (INV-66)."""

from __future__ import annotations

import re

CHECK = "check local formulary"
_DOSE = re.compile(
    r"\d\s*(mg|g|mcg|µg|μg|ug|MU|IU|units?|GBq|MBq|mL|ml)(/(m2|m²|kg|h|day|d))?(?![\w/])"
    r"|\bAUC\s*\d"
)
# What is measured is no dose: a laboratory value per volume or time, a clearance, an activity.
_MEASURED = re.compile(r"(mg|g|µg|μg|mL|ml)/(L|dL|mL|min|24 h|g)\b")


def checked(text: str) -> str:
    """Return a text as it is, or with the word to check it where it gives a dose."""
    if CHECK in text.casefold() or not has_dose(text):
        return text
    return f"{text.rstrip('.')} ({CHECK})."


def has_dose(text: str) -> bool:
    """Say whether a text gives an amount of a medicine."""
    return bool(_DOSE.search(_MEASURED.sub("", text)))
