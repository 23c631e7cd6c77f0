"""How facts speak: the question, the clause while missing, the clause of a value."""

from __future__ import annotations

import math
import re

import pytest

from nettui.case.base.spoken import spoken
from nettui.case.base.vocabulary import NOT_APPLICABLE, Contradictory, Kind, OneOf, Range, inside
from nettui.case.record.facts import ENTERED, FACTS

CODE = re.compile(r"\w_\w|\bT\d\d\b|\bRT-\d|\bU\d\d\b|\bS\d\d\b|[{}]")


@pytest.mark.parametrize("name", ENTERED)
def test_every_fact_has_a_question_of_its_own(name: str) -> None:
    """It is a question, in words, and nothing that only the program knows is in it."""
    question = ENTERED[name].question
    assert re.match(r"[A-Z]\w*.* .*\?$", question), name
    assert not CODE.search(question)


@pytest.mark.parametrize("name", ENTERED)
def test_every_fact_reads_as_a_clause_while_it_is_missing(name: str) -> None:
    """A bare label would say the opposite of what is meant."""
    missing = ENTERED[name].missing
    assert re.search(r" not (known|excluded|judged|tested|done|recorded)$", missing), missing
    assert not CODE.search(missing)


@pytest.mark.parametrize("name", [n for n, f in ENTERED.items() if f.kind is Kind.CHOICE])
def test_every_word_of_a_choice_reads_as_a_clause(name: str) -> None:
    """No word of the record stands in a sentence with its underscores."""
    fact = FACTS[name]
    for word in fact.choices:
        assert not CODE.search(spoken(fact, word)), word
    assert set(fact.says) <= {*fact.choices, "none", *fact.unknown_words}


@pytest.mark.parametrize("name", [n for n, f in ENTERED.items() if f.yes_no])
def test_yes_and_no_are_never_said_as_yes_and_no(name: str) -> None:
    """ "Bowel obstruction is no" is no sentence."""
    assert not re.search(r"\b(yes|no)$", spoken(FACTS[name], "no"))
    assert spoken(FACTS[name], "yes") != spoken(FACTS[name], "no")


SAID = [
    ("pathology.ki67", 23.0, "Ki-67 is 23 %"),
    ("pathology.ki67", Range(3.0, 5.0), "Ki-67 is 3–5 %"),
    ("pathology.ki67", Range(math.nextafter(20.0, 21.0), 100.0), "Ki-67 is above 20 %"),
    ("pathology.ki67", Range(20.0, 100.0), "Ki-67 is at least 20 %"),
    ("pathology.ki67", Range(0.0, math.nextafter(3.0, 2.0)), "Ki-67 is below 3 %"),
    ("pathology.ki67", Range(0.0, 100.0), "Ki-67 is 0–100 %"),
    ("pathology.ki67", None, "Ki-67 not known"),
    ("pathology.ki67", Contradictory((2.0, 7.0)), "Ki-67 is recorded as 2 % and as 7 %"),
    ("patient.ecog", 3.0, "ECOG 3"),
    ("organ.ild_status", "none", "no interstitial lung disease"),
    ("organ.ild_status", "active_pneumonitis", "active pneumonitis"),
    ("organ.ild_status", None, "interstitial lung disease not excluded"),
    ("patient.pregnancy_week", NOT_APPLICABLE, "week of pregnancy does not apply"),
    ("disease.primary_site", "jejunum_ileum", "the primary is in the jejunum or ileum"),
    (
        "pathology.differentiation",
        OneOf(("well", "poor")),
        "the tumour is well differentiated or the tumour is poorly differentiated",
    ),
    ("disease.primary_complication", frozenset(), "no complication of the primary"),
    (
        "disease.primary_complication",
        frozenset({"bleeding", "perforation"}),
        "complication of the primary: bleeding, perforation",
    ),
    ("disease.liver_lesion_count", 5.0, "5 lesions in the liver"),
    ("labs.platelets", 60.0, "platelet count is 60 10^9/L"),
]


@pytest.mark.parametrize(("name", "value", "says"), SAID)
def test_values_read_as_clauses(name: str, value: object, says: str) -> None:
    """As a colleague would say them."""
    assert spoken(FACTS[name], value) == says


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Is there ascites?", "is there ascites?"),
        ("Ki-67", "Ki-67"),
        ("SSTR imaging", "SSTR imaging"),
        ("HbA1c", "HbA1c"),
        ("NT-proBNP", "NT-proBNP"),
        ("C-peptide", "C-peptide"),
        ("Krenning score", "Krenning score"),
        ("Breast-feeding", "breast-feeding"),
        ("T category", "T category"),
        ("A lesion is larger", "a lesion is larger"),
        ("5-HIAA", "5-HIAA"),
    ],
)
def test_only_plain_words_lose_their_capital(text: str, says: str) -> None:
    """A name keeps it."""
    assert inside(text) == says
