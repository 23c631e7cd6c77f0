"""Conditions in clinical words: sentences written by hand."""

from __future__ import annotations

import pytest

from nettui.engine.language.conditions import (
    ALWAYS,
    Any,
    Condition,
    derived,
    fact,
    offered,
    parameter,
)
from nettui.engine.language.errors import Mistake
from nettui.engine.language.wording import words

KI67, SIZE = fact("pathology.ki67"), fact("disease.size_mm")
AGE = fact("patient.age")
SITE, SITES = fact("disease.primary_site"), fact("disease.metastasis_sites")
COUNT, OBSTRUCTED = fact("disease.liver_lesion_count"), fact("disease.bowel_obstruction")


@pytest.mark.parametrize(
    ("condition", "sentence"),
    [
        (KI67 >= 3, "Ki-67 ≥ 3 %"),
        (~(KI67 >= 3), "Ki-67 < 3 %"),
        (~(KI67 > 20), "Ki-67 ≤ 20 %"),
        (~(KI67 <= 20), "Ki-67 > 20 %"),
        (~(KI67 < 3), "Ki-67 ≥ 3 %"),
        (KI67 >= 2.5, "Ki-67 ≥ 2.5 %"),
        (KI67.equals(3), "Ki-67 = 3 %"),
        (~KI67.equals(3), "Ki-67 ≠ 3 %"),
        ((KI67 >= 3) & (KI67 <= 20), "Ki-67 ≥ 3 % and Ki-67 ≤ 20 %"),
        (SITE.is_("jejunum_ileum"), "Primary site is jejunum ileum"),
        (SITE.one_of("lung", "thymus"), "Primary site is lung or thymus"),
        (~SITE.one_of("lung", "thymus"), "Primary site is not lung or thymus"),
        (SITES.include("liver"), "Metastasis sites with liver"),
        (~SITES.include("liver", "bone"), "Metastasis sites without liver or bone"),
        (SITES.include("nodes_distant"), "Metastasis sites with nodes distant"),
        (OBSTRUCTED.yes, "Bowel obstruction: yes"),
        (OBSTRUCTED.no, "Bowel obstruction: no"),
        (~OBSTRUCTED.yes, "Bowel obstruction: no"),
        (~OBSTRUCTED.no, "Bowel obstruction: yes"),
        (KI67.known, "Ki-67 is known"),
        (KI67.missing, "Ki-67 is not known"),
        (~KI67.missing, "Ki-67 is known"),
        (offered("prrt"), "prrt is offered in this plan"),
        (~offered("liver_resection"), "liver resection is not offered in this plan"),
        (parameter("few_lesions") >= COUNT, "Liver lesions ≤ [few lesions] lesions"),
        (derived("liver_spread").is_("few"), "liver spread is few"),
        (ALWAYS, "always"),
        (Any(), "never"),
        (
            (KI67 >= 3) & (SITE.is_("lung") | SITE.is_("thymus")),
            "Ki-67 ≥ 3 % and (Primary site is lung or Primary site is thymus)",
        ),
        (
            (KI67 >= 3) | (KI67.missing & (SIZE > 20)),
            "Ki-67 ≥ 3 % or (Ki-67 is not known and Tumour size (largest lesion) > 20 mm)",
        ),
        (~((KI67 >= 3) & (AGE > 80)), "not (Ki-67 ≥ 3 % and Age > 80 years)"),
    ],
)  # fmt: skip
def test_a_condition_reads_as_a_clinician_would_say_it(condition: Condition, sentence: str) -> None:
    """Signs, units, labels and brackets; a negated test says its opposite."""
    assert words(condition) == sentence


def test_names_and_numbers_in_force_replace_their_places() -> None:
    """With a protocol at hand, a parameter is its number and an option its label."""
    condition = (parameter("few_lesions") >= COUNT) & offered("prrt")
    told = words(condition, bounds={"few_lesions": 5}, option_labels={"prrt": "PRRT"})
    assert told == "Liver lesions ≤ 5 lesions and PRRT is offered in this plan"


def test_what_is_no_condition_has_no_words() -> None:
    """A mistake that got this far is still told."""
    with pytest.raises(Mistake):
        words("Ki-67 ≥ 3 %")  # type: ignore[arg-type]
