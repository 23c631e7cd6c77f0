"""A grade or class reported without a number: shown and asked about, never a grade (Z17)."""

from __future__ import annotations

import pytest

from nettui.engine.language.states import TRUE
from nettui.engine.plan.plan import Plan
from tests.guideline.test_incomplete import NET, planned

LONGER = {"base:follow_up.reported_imaging", "base:follow_up.reported_markers"}
SHORTER = {"base:follow_up.reported_g3_imaging", "base:follow_up.reported_g3_markers"}
DIFFERS = {"base:grading.reported_differs"}
UNGRADED = {"base:follow_up.ungraded", "base:follow_up.ungraded_markers"}


def reported(word: str, more: str = "", site: str = "pancreas", family: str = NET) -> Plan:
    """Return the plan of a localized tumour and its grade as reported."""
    given = f'reported_grade = "{word}"' if word else ""
    disease = f'primary_site = "{site}"\nextent = "localized"'
    return planned("\n".join((family, given, more)), disease)


def spoken(made: Plan) -> set[str]:
    """Return the rules on grade and follow-up that hold, by id."""
    return {finding.entry.id for finding in made.findings if finding.truth == TRUE}


@pytest.mark.parametrize(
    ("word", "rule", "schedule"),
    [
        ("G1", "g1", LONGER),
        ("G2", "g2", LONGER),
        ("grade 2", "g2", LONGER),
        ("G3", "g3", SHORTER),
        ("NEC", "nec", SHORTER),
        ("LCNEC", "nec", SHORTER),
        # Which of several it is stays open, and is asked; they share a schedule, or do not.
        ("low grade", "", LONGER),
        ("G1/G2", "", LONGER),
        ("high grade", "", SHORTER),
        ("G2-3", "", UNGRADED),
        ("neuroendocrine carcinoma", "", UNGRADED),
        ("carcinoid", "", UNGRADED),
        ("G4", "", UNGRADED),
        ("unknown", "", UNGRADED),
        ("", "", UNGRADED),
        # Classes of lung and thymus, which say nothing of a pancreas.
        ("typical", "typical", UNGRADED),
        ("atypical carcinoid", "atypical", UNGRADED),
    ],
)
def test_a_reported_grade_is_asked_about_and_sets_the_schedule(
    word: str, rule: str, schedule: set[str]
) -> None:
    """It is no grade: nothing else of the plan is opened by it."""
    made = reported(word)
    says = spoken(made)
    named = {one for one in says if one.startswith("base:grading.reported_")}
    named -= DIFFERS
    assert named == ({f"base:grading.reported_{rule}"} if rule else set())
    assert says & (LONGER | SHORTER | UNGRADED) == schedule
    assert not says & {"base:grading.g1", "base:grading.g2", "base:grading.net_g3"}
    assert made.status == reported("").status


@pytest.mark.parametrize("word", ["typical", "atypical", "G1", "G2", "carcinoid", "low grade"])
def test_a_class_counts_for_the_lung(word: str) -> None:
    """By the analogy of A33, as a class that was counted does."""
    made = reported(word, site="lung")
    assert spoken(made) & (LONGER | SHORTER | UNGRADED) == LONGER


@pytest.mark.parametrize(
    ("word", "more", "differs"),
    [
        ("G1", "ki67 = 2", False),
        ("G1", "ki67 = 2.9", False),
        ("G1", "ki67 = 3", True),
        ("G1", 'ki67 = "2-4"', True),
        ("G1", "", False),
        ("G2", "ki67 = 2", True),
        ("G2", "ki67 = 2\nmitoses_per_2mm2 = 1", True),
        ("G2", "ki67 = 2\nmitoses_per_2mm2 = 2", False),
        ("G2", "ki67 = 2.1", False),
        ("G2", "ki67 = 3", False),
        ("G2", "ki67 = 20", False),
        ("G2", "ki67 = 20.1", True),
        ("G3", "ki67 = 20", True),
        ("G3", "ki67 = 20\nmitoses_per_2mm2 = 20", True),
        ("G3", "ki67 = 20\nmitoses_per_2mm2 = 21", False),
        ("G3", "ki67 = 20.1", False),
        ("G3", 'ki67 = "about 15"', False),
    ],
)
def test_a_number_that_says_otherwise_is_shown_beside_it(
    word: str, more: str, differs: bool
) -> None:
    """The number decides; from Ki-67 on record nothing is taken from the word."""
    says = spoken(reported(word, more))
    assert (says >= DIFFERS) is differs
    if "ki67" in more and "about" not in more:
        assert not says & (LONGER | SHORTER)


@pytest.mark.parametrize(
    ("word", "more", "differs"),
    [
        ("typical", 'mitoses_per_2mm2 = 1\nnecrosis = "absent"', False),
        ("typical", 'mitoses_per_2mm2 = 2\nnecrosis = "absent"', True),
        ("typical", 'mitoses_per_2mm2 = 1\nnecrosis = "present"', True),
        ("typical", "mitoses_per_2mm2 = 1", False),
        ("atypical", 'mitoses_per_2mm2 = 1\nnecrosis = "absent"', True),
        ("atypical", 'mitoses_per_2mm2 = 2\nnecrosis = "absent"', False),
        ("atypical", "mitoses_per_2mm2 = 1", False),
    ],
)
def test_a_class_is_compared_with_what_was_counted(word: str, more: str, differs: bool) -> None:
    """In the lung, where mitoses and necrosis make the class."""
    says = spoken(reported(word, more, site="lung"))
    assert (says >= DIFFERS) is differs


@pytest.mark.parametrize(
    ("family", "word", "differs"),
    [
        ('histology_family = "NEC"\ncell_size = "small"', "G2", True),
        ('histology_family = "NEC"\ncell_size = "small"', "NEC", False),
        ('histology_family = "NEC"', "G2", False),
        (NET, "NEC", True),
        (NET, "G3", False),
    ],
)
def test_a_word_against_the_differentiation_is_shown(family: str, word: str, differs: bool) -> None:
    """Without a number, too; a tumour that is poorly differentiated keeps the schedule of NEC."""
    says = spoken(reported(word, family=family))
    assert (says >= DIFFERS) is differs
    if "small" in family:
        assert "base:follow_up.nec_imaging" in says
        assert not says & LONGER
