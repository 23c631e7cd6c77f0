"""No dose is shown without the word to check it locally (INV-66)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from attrs import evolve

from nettui.exchange.document import Document, Line, Part

CHECK = "check local formulary"
_DOSE = re.compile(
    r"\d\s*(mg|g|mcg|µg|μg|ug|MU|IU|units?|GBq|MBq|mL|ml)(/(m2|m²|kg|h|day|d))?(?![\w/])"
    r"|\bAUC\s*\d"
)
# What is measured is no dose: a laboratory value per volume or time, a clearance, an activity.
_MEASURED = re.compile(r"(mg|g|µg|μg|mL|ml)/(L|dL|mL|min|24 h|g)\b")


def with_formulary(document: Iterable[Part]) -> Document:
    """Return a document in which every line with a dose says to check it."""
    return tuple(evolve(part, lines=tuple(map(checked, part.lines))) for part in document)


def checked(line: Line) -> Line:
    """Return a line as it is, or with the word where it gives a dose."""
    if CHECK in line.text.casefold() or not has_dose(line.text):
        return line
    return evolve(line, text=f"{line.text.rstrip('.')} ({CHECK}).")


def has_dose(text: str) -> bool:
    """Say whether a text gives an amount of a medicine."""
    return bool(_DOSE.search(_MEASURED.sub("", text)))
