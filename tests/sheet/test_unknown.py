"""Facts that are not known, in words that cannot be read as if something were needed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from nettui.case.record.facts import FACTS
from nettui.sheet.unknown import unknown_words
from tests.exchange.on_paper import all_of
from tests.guideline.records import planned
from tests.library import CASES, file, plan_rows, report
from tests.library import planned as of_library
from tests.protocols import with_all
from tests.sample import one_in


def test_what_speaks_against_something_is_not_excluded_and_the_rest_not_known() -> None:
    made = planned()
    assert unknown_words(made, ["organ.ild_status"]) == "interstitial lung disease not excluded"
    told = unknown_words(made, ["pathology.ki67", "organ.ascites", "pathology.ki67"])
    assert told == f"{FACTS['pathology.ki67'].label} not known; ascites not excluded"
    assert unknown_words(made, []) == ""


def test_what_is_worked_out_is_named_in_a_few_words() -> None:
    told = unknown_words(planned(), ["tumour_class"])
    assert told == "differentiation (well or poor) not known"


def test_of_many_the_rest_is_counted() -> None:
    names = ["organ.ascites", "organ.ild_status", "patient.pregnancy_status"]
    told = unknown_words(planned(), names, 2)
    assert told == "ascites, interstitial lung disease not excluded and 1 more"


@pytest.mark.parametrize("path", one_in(3, CASES), ids=lambda path: path.stem)
def test_no_line_needs_a_disease(path: Path) -> None:
    """On paper and on screen no label of a fact stands behind "needs"."""
    made = of_library(path, with_all())
    title = file(path).title or ""
    rows = (f"{r.word} {r.title} {' '.join(n for n, _ in r.notes)}" for r in plan_rows(made))
    told = [report(made, title), *rows]
    told += [line.text for part in all_of(made, title) for line in part.lines]
    labels = "|".join(re.escape(fact.label) for fact in FACTS.values())
    assert not [text for text in told if re.search(rf"needs:? ({labels})", text, re.IGNORECASE)]
