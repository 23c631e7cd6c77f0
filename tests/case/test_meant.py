"""What a text typed in a field means: by its beginning, by another name, as a mark."""

from __future__ import annotations

import pytest

from nettui.case.base.typed_text import as_plain
from nettui.case.base.vocabulary import Fact
from nettui.case.editing.meant import how_to_say, meant
from nettui.case.record.facts import FACTS
from nettui.case.record.paths import facts_in


def fact(name: str) -> Fact:
    part, _, field = name.partition(".")
    return FACTS.get(name) or facts_in(part)[field]


@pytest.mark.parametrize(
    ("name", "typed", "kept"),
    [
        ("patient.sex_at_birth", "m", "male"),
        ("patient.sex_at_birth", "F", "female"),
        ("patient.sex_at_birth", "unk", "unknown"),
        ("disease.primary_site", "pan", "pancreas"),
        ("disease.primary_site", "PAN", "pancreas"),
        ("disease.primary_site", "ile", "jejunum_ileum"),
        ("disease.primary_site", "caecum", "caecum"),
        ("disease.extent", "liver", "liver_only"),
        ("pathology.differentiation", "w", "well"),
        ("pathology.ihc_synaptophysin", "pos", "positive"),
        ("pathology.ihc_synaptophysin", "not d", "not_done"),
        ("pathology.ki67", "unk", "unknown"),
        ("pathology.ki67", "not d", "not done"),
        ("pathology.ki67", "n/a", "not applicable"),
        ("pathology.ki67", "3.1", "3.1"),
        ("patient.age", "unk", "unknown"),
        ("patient.age", "in her sixties", "in her sixties"),
        ("patient.pregnancy_status", "no", "not_pregnant"),
        ("pathology.necrosis", "no", "absent"),
        ("pathology.necrosis", "y", "present"),
        ("disease.multifocal", "n", "n"),
        ("disease.metastasis_sites", "liv, bo", "liver, bone"),
        ("disease.metastasis_sites", "no", "none"),
        ("function.syndrome", "carc", "carcinoid"),
        ("heredity.hereditary", "no", "none"),
        ("disease.margin", "R0", "R0"),
        ("disease.primary_site", "trachea", "trachea"),
    ],
)
def test_what_is_clear_is_taken(name: str, typed: str, kept: str) -> None:
    found = meant(fact(name), typed)
    assert (found.could, found.fault) == ((), "")
    assert as_plain(fact(name), found.text) == as_plain(fact(name), kept)


@pytest.mark.parametrize(
    ("name", "typed", "some"),
    [
        ("pathology.ki67", "n", {"not done", "not applicable"}),
        ("disease.primary_site", "p", {"pancreas"}),
        ("disease.metastasis_sites", "b", {"bone", "brain", "breast"}),
        ("patient.sex_at_birth", "not", set()),
        ("disease.margin", "r", {"R0", "R1"}),
        ("disease.margin", "no", {"not_resected", "not applicable"}),
    ],
)
def test_what_may_be_several_is_none_of_them(name: str, typed: str, some: set[str]) -> None:
    """And says what they are."""
    found = meant(fact(name), typed)
    assert some <= {*found.could, found.text}


@pytest.mark.parametrize(
    "name", ["patient.age", "patient.sex_at_birth", "disease.primary_site", "patient.allergies"]
)
def test_not_done_is_an_answer_to_examinations_only(name: str) -> None:
    assert "Not done" in meant(fact(name), "not done").fault


@pytest.mark.parametrize("name", ["pathology.ki67", "labs.hb", "imaging.sstr_result"])
def test_an_examination_may_be_not_done(name: str) -> None:
    assert meant(fact(name), "not done").fault == ""


def test_what_may_be_typed_is_said_as_a_sentence() -> None:
    assert how_to_say(fact("patient.sex_at_birth")) == "Type female, male or unknown."
    assert how_to_say(fact("pathology.ki67")) == (
        "Type a number from 0 to 100 (%), unknown or not done."
    )
