"""What answers imply and exclude in the base protocol, row by row, written down by hand."""

from __future__ import annotations

import pytest

from nettui.case.base.declare import Value
from nettui.case.base.vocabulary import OneOf
from nettui.case.editing.edit import Edited, set_value
from nettui.case.files.codec import loads_toml
from nettui.case.picture.picture import Picture, picture
from tests.case.generated import DAY
from tests.protocols import alone

NONE: frozenset[str] = frozenset()


def seen(*answers: str) -> Picture:
    """Return the picture of answers by the base protocol.

    Each is ``section.field = value``, several with ``;`` between them; those of pathology are of
    one specimen.
    """
    lines = ["case_id = 'a'"]
    specimen = ["[[pathology]]"]
    for answer in (one for given in answers for one in given.split("; ")):
        if answer.startswith("pathology."):
            specimen.append(answer.removeprefix("pathology."))
        else:
            lines.append(answer)
    text = "\n".join(lines + (specimen if len(specimen) > 1 else []))
    return picture(loads_toml(text).case, DAY, alone().inferences)


def line(got: Picture, row: str) -> tuple[str, ...]:
    """Return what the record says by a row."""
    drawn = (*got.implied, *got.excluded)
    lines = tuple(one.note for one in drawn if one.id == f"base:{row}")
    assert set(lines) <= set(got.notes)
    return lines


# Row: what it follows from; what does not do; the fact; the value; another answer; the line.
IMPLIED: dict[str, tuple[str, tuple[str, ...], str, Value, str, str]] = {
    "implied.net_is_well": (
        'pathology.histology_family = "NET"',
        (
            'pathology.histology_family = "NEC"',
            'pathology.histology_family = "MiNEN"',
            'pathology.histology_family = "unknown"',
            "pathology.ki67 = 2",
        ),
        "pathology.differentiation",
        "well",
        '"poor"',
        "Differentiation: well, because the tumour is called a NET.",
    ),
    "implied.nec_cells_are_poor": (
        'pathology.histology_family = "NEC"; pathology.cell_size = "small"',
        (
            'pathology.histology_family = "NEC"',
            'pathology.histology_family = "NEC"; pathology.cell_size = "unknown"',
            'pathology.cell_size = "large"',
        ),
        "pathology.differentiation",
        "poor",
        '"well"',
        "Differentiation: poor, because the tumour is a small-cell or large-cell NEC.",
    ),
    "implied.liver_only": (
        'disease.metastasis_sites = ["liver"]',
        (
            'disease.metastasis_sites = ["liver", "a word of a kind"]',
            'disease.metastasis_sites = ["unknown"]',
            'disease.metastasis_sites = ["none"]',
        ),
        "disease.extent",
        "liver_only",
        '"liver_only"',
        "Extent: liver only, because the liver is the only metastasis site recorded.",
    ),
    "implied.beyond_liver": (
        'disease.metastasis_sites = ["liver", "bone"]',
        (
            'disease.metastasis_sites = ["a word of a kind"]',
            'disease.metastasis_sites = ["unknown"]',
        ),
        "disease.extent",
        "beyond_liver",
        '"beyond_liver"',
        "Extent: beyond the liver, because metastases elsewhere are recorded.",
    ),
    "implied.regional_nodes_alone": (
        'disease.metastasis_sites = ["regional nodes"]',
        (
            'disease.metastasis_sites = ["regional nodes", "a word of a kind"]',
            'disease.metastasis_sites = ["mesenteric nodes"]; disease.primary_site = "colon"',
            'disease.metastasis_sites = ["none"]',
        ),
        "disease.extent",
        "regional",
        '"regional"',
        "Extent: regional, because regional nodes are the only site recorded.",
    ),
    "implied.m1a_is_liver_only": (
        'disease.m_category = "M1a"; disease.primary_site = "pancreas"',
        (
            'disease.m_category = "M1a"; disease.primary_site = "lung"',
            'disease.m_category = "M1a"',
            'disease.m_category = "MX"; disease.primary_site = "pancreas"',
        ),
        "disease.extent",
        "liver_only",
        '"liver_only"',
        "Extent: liver only, because the M category is M1a.",
    ),
    "implied.m1b_is_beyond_liver": (
        'disease.m_category = "M1c"; disease.primary_site = "rectum"',
        (
            'disease.m_category = "M1b"; disease.primary_site = "thymus"',
            'disease.m_category = "M1b"; disease.primary_site = "unknown"',
        ),
        "disease.extent",
        "beyond_liver",
        '"beyond_liver"',
        "Extent: beyond the liver, because the M category is M1b or M1c.",
    ),
    "implied.syndrome_is_functioning": (
        'function.syndrome = "carcinoid"',
        ('function.syndrome = "none"', 'function.syndrome = "unknown"'),
        "function.functional",
        "yes",
        '"no"',
        "Functional: yes, because a syndrome is recorded.",
    ),
    "implied.no_syndrome": (
        'function.functional = "no"',
        ('function.functional = "yes"', 'function.functional = "unknown"'),
        "function.syndrome",
        "none",
        '"carcinoid"',
        "Syndrome: none, since the tumour is recorded as not functional.",
    ),
    "implied.no_metastases": (
        'disease.extent = "regional"',
        ('disease.extent = "liver_only"', 'disease.extent = "unknown"'),
        "disease.metastasis_sites",
        NONE,
        '["unknown"]',
        "Metastasis sites: none, since the extent recorded is without distant disease.",
    ),
    "implied.gastric_type_1": (
        'disease.gastric_background = "atrophic"',
        ('disease.gastric_background = "unknown"',),
        "disease.gastric_type",
        "1",
        '"3"',
        "Gastric NET type: 1, from the gastric background.",
    ),
    "implied.gastric_type_2": (
        'disease.gastric_background = "gastrinoma_men1"',
        ('disease.gastric_background = "unknown"',),
        "disease.gastric_type",
        "2",
        '"3"',
        "Gastric NET type: 2, from the gastric background.",
    ),
    "implied.m1_is_metastatic": (
        'disease.m_category = "M1"',
        ('disease.m_category = "MX"', 'disease.n_category = "N1"', 'disease.t_category = "T4"'),
        "disease.extent",
        OneOf(("liver_only", "beyond_liver")),
        '"beyond_liver"',
        "Extent: metastatic, because the M category is M1; which sites is to be asked.",
    ),
    "implied.m0_is_not_metastatic": (
        'disease.m_category = "M0"',
        ('disease.m_category = "MX"', 'disease.n_category = "N0"'),
        "disease.extent",
        OneOf(("localized", "regional")),
        '"regional"',
        "Extent: localized or regional, because the M category is M0; the nodes are to be asked.",
    ),
    "implied.n0_m0_is_localized": (
        'disease.m_category = "M0"; disease.n_category = "N0"',
        ('disease.m_category = "MX"; disease.n_category = "N0"', 'disease.n_category = "N0"'),
        "disease.extent",
        "localized",
        '"localized"',
        "Extent: localized, because the categories are N0 and M0.",
    ),
    "implied.n1_m0_is_regional": (
        'disease.m_category = "M0"; disease.n_category = "N1a"',
        ('disease.m_category = "MX"; disease.n_category = "N1"', 'disease.n_category = "N2"'),
        "disease.extent",
        "regional",
        '"regional"',
        "Extent: regional, because nodes are positive and the M category is M0.",
    ),
    "implied.gastric_type_3": (
        'disease.gastric_background = "none"',
        ('disease.gastric_background = "unknown"',),
        "disease.gastric_type",
        "3",
        '"1"',
        "Gastric NET type: 3, from the gastric background.",
    ),
    "implied.long_term_ssa": (
        'history.prior_ssa = "yes"',
        ('history.prior_ssa = "no"', 'history.prior_ssa = "unknown"'),
        "history.ssa_long_term_anticipated",
        "yes",
        '"no"',
        "Long-term somatostatin analogue: expected, since one was given before.",
    ),
    "implied.gallbladder_absent": (
        'history.prior_abdominal_surgery = ["bypass", "cholecystectomy"]',
        (
            'history.prior_abdominal_surgery = ["bypass"]',
            'history.prior_abdominal_surgery = ["none"]',
            'history.prior_abdominal_surgery = ["unknown"]',
            'history.prior_abdominal_surgery = ["operation on something"]',
        ),
        "history.gallbladder",
        "absent",
        '"unknown"',
        "Gallbladder: absent, since a cholecystectomy is recorded.",
    ),
    "implied.ppi_taken": (
        'function.cga_confounders = ["PPI"]',
        (
            'function.cga_confounders = ["H2_blocker"]',
            'function.cga_confounders = ["none"]',
            'function.cga_confounders = ["unknown"]',
        ),
        "function.ppi_use",
        "yes",
        '"unknown"',
        "Proton pump inhibitor: yes, since it is recorded as raising chromogranin A.",
    ),
}

# Row: what is listed; what does not do; the fact; the answer that cannot be true; what can; line.
EXCLUDED: dict[str, tuple[str, tuple[str, ...], str, str, str, str]] = {
    "excluded.net_of_nec_cells": (
        'pathology.cell_size = "large"',
        (
            'pathology.cell_size = "not_applicable"',
            'pathology.cell_size = "unknown"',
        ),
        "pathology.histology_family",
        "NET",
        "NEC",
        "the tumour is called a NET, but small or large cells, which are those of a NEC, are "
        "recorded",
    ),
    "excluded.gallbladder_in_place": (
        'history.prior_abdominal_surgery = ["cholecystectomy", "of a kind"]',
        (
            'history.prior_abdominal_surgery = ["bypass"]',
            'history.prior_abdominal_surgery = ["unknown"]',
        ),
        "history.gallbladder",
        "in_situ",
        "absent",
        "the gallbladder is recorded as in place, but a cholecystectomy is listed",
    ),
    "excluded.no_ild": (
        'patient.comorbidities = ["interstitial_lung_disease"]',
        ('patient.comorbidities = ["CAD"]', 'patient.comorbidities = ["unknown"]'),
        "organ.ild_status",
        "none",
        "stable",
        "interstitial lung disease is recorded as none, but is listed among the comorbidities",
    ),
    "excluded.no_liver_disease": (
        'patient.comorbidities = ["cirrhosis"]',
        ('patient.comorbidities = ["CAD"]', 'patient.comorbidities = ["none"]'),
        "organ.liver_disease",
        "none",
        "CPA_A",
        "liver function is recorded as normal, but cirrhosis is listed among the comorbidities",
    ),
    "excluded.no_diabetes": (
        'patient.comorbidities = ["diabetes"]',
        ('patient.comorbidities = ["CAD"]', 'patient.comorbidities = ["none"]'),
        "organ.diabetes_control",
        "none",
        "controlled",
        "diabetes is recorded as none, but is listed among the comorbidities",
    ),
    "excluded.no_ppi": (
        'function.cga_confounders = ["PPI"]',
        ('function.cga_confounders = ["CAG"]', 'function.cga_confounders = ["unknown"]'),
        "function.ppi_use",
        "no",
        "yes",
        "a proton pump inhibitor is recorded as not taken, but as raising chromogranin A",
    ),
}


def test_every_row_of_the_base_protocol_stands_here() -> None:
    assert set(alone().inferred) == {f"base:{row}" for row in (*IMPLIED, *EXCLUDED)}


def test_every_row_cites_its_source_and_says_how_well_it_is_founded() -> None:
    """The gastric types and the extents stand in the data dictionary; the rest is a reading."""
    for entry in alone().inferred.values():
        assert entry.raw["sources"]
        assert entry.mark in ("C", "E")
        assert all(name in alone().sources for name in entry.raw["sources"])


@pytest.mark.parametrize("row", IMPLIED)
def test_what_is_implied_is_drawn_and_said(row: str) -> None:
    given, _, fact, value, _, says = IMPLIED[row]
    got = seen(given)
    assert got.get(fact) == value
    assert line(got, row) == (says,)


@pytest.mark.parametrize("row", IMPLIED)
def test_nothing_is_drawn_from_other_answers_or_from_none(row: str) -> None:
    """Unknown, another word, a word that is not understood, and silence."""
    _, others, fact, _, _, _ = IMPLIED[row]
    for other in (*others, ""):
        got = seen(other) if other else seen()
        assert got.get(fact) is None
        assert line(got, row) == ()


@pytest.mark.parametrize("row", IMPLIED)
def test_an_answer_stands_unknown_too(row: str) -> None:
    given, _, fact, _, answer, _ = IMPLIED[row]
    for recorded in (answer, '["unknown"]' if answer.startswith("[") else '"unknown"'):
        got = seen(given, f"{fact} = {recorded}")
        assert got.get(fact) == seen(f"{fact} = {recorded}").get(fact)
        assert line(got, row) == ()


@pytest.mark.parametrize("row", IMPLIED)
@pytest.mark.parametrize("status", ["unknown", "not_done", "not_applicable"])
def test_a_mark_beside_the_fact_stands(row: str, status: str) -> None:
    given, _, fact, _, _, _ = IMPLIED[row]
    mark = f"marks.\"{fact}\".status = '{status}'"
    got = seen(given, mark)
    assert got.get(fact) == seen(mark).get(fact)
    assert line(got, row) == ()


@pytest.mark.parametrize("row", EXCLUDED)
def test_what_is_excluded_is_unknown_and_named(row: str) -> None:
    given, _, fact, answer, _, says = EXCLUDED[row]
    got = seen(given, f'{fact} = "{answer}"')
    assert got.get(fact) is None
    assert line(got, row) == (f"Contradiction: {says}. It is treated as unknown.",)
    assert got.get("record.contradictions")


@pytest.mark.parametrize("row", EXCLUDED)
def test_an_answer_that_can_be_true_is_believed(row: str) -> None:
    given, others, fact, answer, possible, _ = EXCLUDED[row]
    assert seen(given, f'{fact} = "{possible}"').get(fact) == possible
    assert line(seen(given), row) == ()
    for other in others:
        got = seen(other, f'{fact} = "{answer}"')
        assert got.get(fact) == answer
        assert line(got, row) == ()


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ('disease.extent = "metastatic"', OneOf(("liver_only", "beyond_liver"))),
        ('disease.extent = "metastatic"; disease.metastasis_sites = ["liver"]', "liver_only"),
        ('disease.extent = "metastatic"; disease.metastasis_sites = ["bone"]', "beyond_liver"),
        (
            'disease.extent = "metastatic"; disease.metastasis_sites = ["unknown"]',
            OneOf(("liver_only", "beyond_liver")),
        ),
        ('disease.m_category = "M1"; disease.metastasis_sites = ["liver"]', "liver_only"),
        ('disease.m_category = "M0"; disease.n_category = "NX"', OneOf(("localized", "regional"))),
        (
            'disease.extent = "m0"; disease.m_category = "M0"; disease.n_category = "N0"',
            "localized",
        ),
        ('disease.extent = "liver_only"; disease.m_category = "M1"', "liver_only"),
        # Nothing says which: contradicted, and unknown.
        ('disease.extent = "metastatic"; disease.m_category = "M0"', None),
        ('disease.extent = "metastatic"; disease.metastasis_sites = ["none"]', None),
        ('disease.extent = "m0"; disease.metastasis_sites = ["liver"]', None),
        ('disease.extent = "m0"; disease.m_category = "M1"', None),
        ('disease.extent = "somewhere"', None),
    ],
)
def test_an_extent_that_is_left_open_is_narrowed_by_what_else_is_recorded(
    answers: str, expected: Value
) -> None:
    """Metastatic with sites not named; M0 with nodes not stated."""
    got = seen(answers)
    assert got.get("disease.extent") == expected
    assert any("Contradiction" in note for note in got.notes) is (
        expected is None and "somewhere" not in answers
    )


def test_what_is_excluded_is_not_implied_instead() -> None:
    """The record answers, if not believably: somebody must look."""
    got = seen('function.cga_confounders = ["PPI"]', 'function.ppi_use = "no"')
    assert got.get("function.ppi_use") is None
    assert got.implied == ()


def test_metastases_beside_m0_say_nothing_of_the_extent() -> None:
    got = seen('disease.metastasis_sites = ["liver"]', 'disease.m_category = "M0"')
    assert got.get("disease.extent") is None
    assert line(got, "implied.liver_only") == ()
    says = "metastases are listed (liver), but the M category is M0. Extent is treated as unknown."
    assert f"Contradiction: {says}" in got.notes


def test_two_rows_that_differ_on_the_extent_leave_it_open() -> None:
    m = 'disease.m_category = "M1b"; disease.primary_site = "colon"'
    assert seen(m, 'disease.metastasis_sites = ["liver"]').get("disease.extent") is None
    assert seen(m, 'disease.metastasis_sites = ["bone"]').get("disease.extent") == "beyond_liver"


def test_nothing_follows_from_an_extent_that_is_contradicted() -> None:
    got = seen('disease.extent = "localized"', 'disease.m_category = "M1"')
    assert got.get("disease.metastasis_sites") is None


def test_typing_what_is_excluded_is_warned_of_once() -> None:
    """By the rows of the protocol in force, and only when it comes about."""
    rows = alone().inferences
    case = loads_toml('case_id = "a"\nhistory.prior_abdominal_surgery = ["cholecystectomy"]').case
    done = set_value(case, "history.gallbladder", "in_situ", rows)
    assert isinstance(done, Edited)
    assert any("a cholecystectomy is listed" in warning for warning in done.warnings)
    again = set_value(done.case, "patient.ecog", "1", rows)
    assert isinstance(again, Edited)
    assert again.warnings == ()
    without = set_value(case, "history.gallbladder", "in_situ")
    assert isinstance(without, Edited)
    assert without.warnings == ()
