"""A class of lung and thymus, or a NEC, without Ki-67 (Z06): provisional, nothing held for it."""

from __future__ import annotations

import pytest

from nettui.case.files.codec import loads_toml
from nettui.engine.language.states import TRUE
from nettui.engine.plan.plan import Plan, plan
from tests.case.generated import DAY
from tests.protocols import alone, with_all

UNGRADED = ("base:follow_up.ungraded", "base:follow_up.ungraded_markers")


def made(pathology: str, site: str = "lung", more: str = "", *, everything: bool = False) -> Plan:
    """Return the plan of a tumour that has spread to the liver, by its specimen."""
    text = (
        f"case_id = 'a'\n[[pathology]]\ndate = 2026-01-02\n{pathology}\n"
        f"[disease]\nprimary_site = '{site}'\nmetastasis_sites = ['liver']\n"
        f"disease_status = 'not_resected'\n{more}"
    )
    return plan(loads_toml(text).case, DAY, with_all() if everything else alone())


def holds(seen: Plan, rule: str) -> bool:
    """Say whether a rule certainly holds."""
    return seen.truth(seen.protocol.position[rule]) == TRUE


def carcinoid(
    mitoses: float, necrosis: str, specimen: str = "surgical_resection", ki67: float | None = None
) -> str:
    """Return a specimen of a carcinoid."""
    kind = f"specimen_type = '{specimen}'\n" if specimen else ""
    number = "" if ki67 is None else f"ki67 = {ki67}\n"
    return (
        f"histology_family = 'NET'\nmitoses_per_2mm2 = {mitoses}\nnecrosis = '{necrosis}'\n"
        f"{kind}{number}"
    )


@pytest.mark.parametrize("site", ["lung", "thymus"])
@pytest.mark.parametrize(
    ("mitoses", "necrosis", "grade"),
    [
        (1, "absent", "TC"),
        (1.9, "absent", "TC"),
        (2, "absent", "AC"),
        (1, "present", "AC"),
        (10, "absent", "AC"),
    ],
)
def test_a_resection_gives_the_class_without_ki67(
    site: str, mitoses: float, necrosis: str, grade: str
) -> None:
    """Provisional, Ki-67 is asked, nothing is held for it, and no grade is waited for."""
    seen = made(carcinoid(mitoses, necrosis), site)
    assert seen.grade == (grade,)
    assert seen.status.word == "provisional"
    assert "base:workup.ki67_of_class" in seen.status.because
    assert "base:workup.ki67" not in seen.status.because
    assert not any(holds(seen, rule) for rule in UNGRADED)
    assert holds(seen, "base:follow_up.thoracic_imaging")
    assert holds(seen, "base:follow_up.thoracic_markers")
    assert seen.route == ("RT-17",)
    conflict = {"base:systemic.no_ki67", "base:systemic.class_without_ki67"}
    assert conflict in [{f.entry.id for f in each.findings} for each in seen.conflicts]


@pytest.mark.parametrize("specimen", ["biopsy", "cytology", ""])
def test_a_biopsy_leaves_the_class_open(specimen: str) -> None:
    """The plan waits for Ki-67; a specimen whose kind is not recorded is no resection."""
    for mitoses, necrosis in ((1, "absent"), (4, "absent"), (1, "present")):
        seen = made(carcinoid(mitoses, necrosis, specimen))
        assert set(seen.grade) == {"TC", "AC"}
        assert holds(seen, "base:grading.class_open")
        assert seen.status.word == "blocked"
        assert not holds(seen, "base:systemic.class_without_ki67")


def test_a_class_of_a_biopsy_with_ki67_says_that_it_is_open() -> None:
    """As the base protocol has it, with what it is worth."""
    seen = made(carcinoid(1, "absent", "biopsy", 5))
    assert seen.grade == ("TC",)
    assert holds(seen, "base:grading.class_of_biopsy")
    assert not holds(made(carcinoid(1, "absent", ki67=5)), "base:grading.class_of_biopsy")


@pytest.mark.parametrize(("mitoses", "necrosis"), [(11, "absent"), (1, "unknown")])
def test_without_a_class_ki67_is_waited_for(mitoses: float, necrosis: str) -> None:
    """More than 10 mitoses: pathology review first. Necrosis not looked for: no class."""
    seen = made(carcinoid(mitoses, necrosis))
    assert seen.status.word == "blocked"
    assert "base:workup.ki67" in seen.status.because


def test_elsewhere_mitoses_are_no_class() -> None:
    """Of a NET of the ileum Ki-67 is waited for."""
    seen = made(carcinoid(1, "absent"), "jejunum_ileum")
    assert seen.status.word == "blocked"
    assert not set(seen.grade) & {"TC", "AC"}


@pytest.mark.parametrize(
    "cells", ["cell_size = 'small'", "cell_size = 'large'", "differentiation = 'poor'"]
)
def test_a_nec_by_its_morphology_does_not_wait_for_ki67(cells: str) -> None:
    """Platinum and etoposide are not held for it."""
    seen = made(f"histology_family = 'NEC'\n{cells}", "colon", everything=True)
    assert seen.grade == ("NEC",)
    assert seen.status.word == "provisional"
    assert seen.route == ("RT-23",)
    assert "base:workup.ki67_of_class" in seen.status.because
    assert holds(seen, "nec:systemic.platinum")
    assert holds(seen, "base:follow_up.nec_imaging")
    assert not any(holds(seen, rule) for rule in UNGRADED)
    counted = made(f"histology_family = 'NEC'\n{cells}\nki67 = 80", "colon", everything=True)
    groups = [
        [o.group for o in p.offers if o.option == "carboplatin_etoposide"] for p in (seen, counted)
    ]
    assert groups[0] == groups[1]


def test_the_word_nec_alone_waits_for_ki67() -> None:
    seen = made("histology_family = 'NEC'", "colon")
    assert seen.status.word == "blocked"
    assert not holds(seen, "base:systemic.class_without_ki67")


@pytest.mark.parametrize(
    ("site", "word", "asked"),
    [
        ("lung", "carcinoid", True),
        ("thymus", "carcinoid", True),
        ("unknown", "carcinoid", True),
        ("ileum", "carcinoid", False),
        ("appendix", "carcinoid", False),
        ("rectum", "carcinoid tumour", False),
        ("ileum", "low grade", True),
    ],
)
def test_which_carcinoid_is_asked_of_lung_and_thymus_alone(
    site: str, word: str, asked: bool
) -> None:
    """Elsewhere the word leaves no class open."""
    seen = made(f"histology_family = 'NET'\nreported_grade = '{word}'", site)
    assert ("pathology.reported_grade" in seen.picture.unclear) is asked
    assert any("typical" in note or "G1" in note for note in seen.picture.notes) is asked
