"""Answers that are kept as a report has them: what rules read of each, and what is asked.

Each is read from a file, typed, written and read again; a word that is not understood is kept,
unknown to rules, and asked about: never refused, never no.
"""

from __future__ import annotations

import pytest

from nettui.case.base.declare import Value
from nettui.case.base.faults import CaseFault
from nettui.case.base.vocabulary import OneOf
from nettui.case.editing.edit import Edited, set_value, text_of
from nettui.case.files.codec import dumps_toml, loads_toml
from nettui.case.picture.picture import Picture, picture
from nettui.case.record.case import Case, CaseFile
from nettui.case.record.facts import FACTS
from nettui.tui.rows.field import field_row
from tests.case.generated import DAY

EMPTY = Case(case_id="a")


def from_file(fact: str, *written: str) -> Picture:
    """Return the picture of a file with an answer, in several entries where there are several."""
    part, _, field = fact.partition(".")
    head = f"[[{part}]]" if part == "pathology" else f"[{part}]"
    text = "case_id = 'a'\n" + "".join(f'{head}\n{field} = "{one}"\n' for one in written)
    case = loads_toml(text).case
    again = dumps_toml(CaseFile(case=case))
    assert loads_toml(again).case == case
    assert all(f'"{one}"' in again for one in written)
    return picture(case, DAY)


def typed(fact: str, written: str) -> Edited | CaseFault:
    """Return what becomes of a text that is typed for a fact."""
    return set_value(EMPTY, fact.replace("pathology.", "pathology[+]."), written)


# Fact, text as written, what rules read; None: asked about.
READ: tuple[tuple[str, str, Value], ...] = (
    ("pathology.reported_grade", "G2", "G2"),
    ("pathology.reported_grade", "grade 2", "G2"),
    ("pathology.reported_grade", "Grade II", "G2"),
    ("pathology.reported_grade", "NET G2 (WHO 2017)", "G2"),
    ("pathology.reported_grade", "well differentiated, G2", "G2"),
    ("pathology.reported_grade", "typical carcinoid", "typical"),
    ("pathology.reported_grade", "LCNEC", "NEC"),
    ("pathology.reported_grade", "low grade", OneOf(("G1", "G2"))),
    ("pathology.reported_grade", "high-grade", OneOf(("G3", "NEC"))),
    ("pathology.reported_grade", "G1/G2", OneOf(("G1", "G2"))),
    ("pathology.reported_grade", "G1-2", OneOf(("G1", "G2"))),
    ("pathology.reported_grade", "carcinoid", OneOf(("typical", "atypical"))),
    ("pathology.reported_grade", "neuroendocrine carcinoma", OneOf(("G1", "G2", "NEC"))),
    ("pathology.reported_grade", "G2?", None),
    ("pathology.reported_grade", "not G2", None),
    ("pathology.reported_grade", "at least G2", None),
    ("pathology.reported_grade", "Borrmann", None),
    ("disease.t_category", "pT2", "T2"),
    ("disease.t_category", "ypT3", "T3"),
    ("disease.t_category", "cT2", "T2"),
    ("disease.t_category", "T2(m)", "T2"),
    ("disease.t_category", "pT1a (2)", "T1a"),
    ("disease.t_category", "pT4b", "T4"),
    ("disease.t_category", "pTis", "Tis"),
    ("disease.t_category", "pTX", "TX"),
    ("disease.t_category", "T2-3", OneOf(("T2", "T3"))),
    ("disease.t_category", "T2?", None),
    ("disease.t_category", "T5", None),
    ("disease.t_category", "N1", None),
    ("disease.n_category", "N1mi", "N1"),
    ("disease.n_category", "N0(i-)", "N0"),
    ("disease.n_category", "N0(i+)", "N0"),
    ("disease.n_category", "pN0(sn)", "N0"),
    ("disease.n_category", "pN1(2/14)", "N1"),
    ("disease.n_category", "cN+", OneOf(("N1", "N1a", "N1b", "N2", "N3"))),
    ("disease.m_category", "cM0", "M0"),
    ("disease.m_category", "pM1a", "M1a"),
    ("disease.m_category", "M1(HEP)", "M1"),
    ("disease.m_category", "M2", None),
    ("disease.margin", "clear margins", "R0"),
    ("disease.margin", "close", OneOf(("R0", "R1"))),
    ("disease.margin", "negative but close", OneOf(("R0", "R1"))),
    ("disease.margin", "positive", OneOf(("R1", "R2"))),
    # Not understood, but something was resected.
    ("disease.margin", "1 mm", OneOf(("R0", "R1", "R2"))),
    ("disease.margin", "R0?", OneOf(("R0", "R1", "R2"))),
    ("pathology.ihc_ttf1", "neg", "negative"),
    ("pathology.ihc_cd56", "+++", "positive"),
    ("pathology.ihc_sstr5", "focally positive", "focal"),
    ("pathology.ihc_satb2", "weakly positive", "positive"),
    ("pathology.ihc_pax8", "negative?", None),
    ("pathology.ihc_insm1", "not contributory", None),
    ("pathology.ihc_ttf1", "patchy", None),
    ("patient.pregnancy_status", "gravid", "pregnant"),
    ("patient.pregnancy_status", "second trimester", "pregnant"),
    ("patient.pregnancy_status", "postmenopausal", "not_applicable"),
    ("patient.pregnancy_status", "possibly pregnant", None),
    ("disease.extent", "localised disease", "localized"),
    ("disease.extent", "metastatic", OneOf(("liver_only", "beyond_liver"))),
    ("disease.extent", "M1", OneOf(("liver_only", "beyond_liver"))),
    ("disease.extent", "Stage IV", OneOf(("liver_only", "beyond_liver"))),
    ("disease.extent", "non-metastatic", OneOf(("localized", "regional"))),
    ("disease.extent", "locally advanced", OneOf(("localized", "regional"))),
    ("disease.extent", "hepatic only", "liver_only"),
    ("disease.extent", "metastatic?", None),
    ("disease.extent", "advanced", None),
)


@pytest.mark.parametrize(("fact", "written", "expected"), READ)
def test_what_a_file_says_is_kept_and_read(fact: str, written: str, expected: Value) -> None:
    """What is not understood is on record all the same, with what to write."""
    seen = from_file(fact, written)
    assert seen.get(fact) == expected
    assert (fact in seen.unused) is (expected is None)
    if expected is None:
        assert written in seen.words(fact)
        assert any(written in note for note in seen.notes)
    is_open = isinstance(expected, OneOf)
    assert (fact in seen.unclear) is is_open
    assert any("leaves open" in note for note in seen.notes) is is_open


@pytest.mark.parametrize(("fact", "written", "expected"), READ)
def test_what_is_typed_is_kept_and_read(fact: str, written: str, expected: Value) -> None:
    """Taken as it stands with what to look at, or asked about where it looks like a known word."""
    done = typed(fact, written)
    if isinstance(done, CaseFault):
        assert expected is None
        assert "Did you mean" in done.fix
        done = typed(fact, f"{written}: as written")
    assert isinstance(done, Edited)
    assert picture(done.case, DAY).get(fact) == expected
    assert bool(done.warnings) is (expected is None or isinstance(expected, OneOf))
    row = field_row(done.case, done.path, FACTS[fact])
    assert text_of(done.case, done.path).startswith(written)
    assert any("not used" in note for note, _ in row.notes) is (expected is None)
    assert any("leaves open" in note for note, _ in row.notes) is isinstance(expected, OneOf)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (("G1", "G2"), "G2"),
        (("G2", "G1"), "G2"),
        (("NEC", "typical"), "NEC"),
        (("G1", "low grade"), OneOf(("G1", "G2"))),
        (("G2", "low grade"), "G2"),
        (("G3", "low grade"), "G3"),
        (("low grade", "high grade"), OneOf(("G3", "NEC"))),
        (("NEC", "low grade"), "NEC"),
        # One that is not understood may be any of them, but none makes the highest lower.
        (("G3", "Borrmann"), OneOf(("G3", "NEC"))),
        (("Borrmann",), None),
        (("G1", "unknown"), "G1"),
        (("unknown",), None),
    ],
)
def test_of_several_specimens_the_highest_grade_counts(
    written: tuple[str, ...], expected: Value
) -> None:
    """One that is not understood may be higher than the others."""
    assert (
        from_file("pathology.reported_grade", *written).get("pathology.reported_grade") == expected
    )


def test_a_prefix_is_kept_and_a_category_contradicts_as_it_is_read() -> None:
    """M1a as pM1a, against an extent that it cannot be beside."""
    case = loads_toml("case_id='a'\n[disease]\nm_category='pM1a'\nextent='localized'").case
    seen = picture(case, DAY)
    assert case.disease.m_category == "pM1a"
    assert seen.get("disease.extent") is None
    assert any("Contradiction" in note and "M1a" in note for note in seen.notes)


@pytest.mark.parametrize(
    ("margin", "contradicts"),
    [("R1", True), ("positive", True), ("close", False), ("clear margins", False), ("Rx", False)],
)
def test_nothing_left_is_contradicted_by_a_margin_that_cannot_be_clear(
    margin: str, contradicts: bool
) -> None:
    text = f"[disease]\nmargin = '{margin}'\ndisease_status = 'resected_no_residual'"
    notes = picture(loads_toml(f"case_id='a'\n{text}").case, DAY).notes
    assert any("but the margin is" in note for note in notes) is contradicts
