"""Texts of reports that say several fields at once: mitoses and their fields, nodes of nodes."""

from __future__ import annotations

import pytest

from nettui.case.base.declare import Value
from nettui.case.base.faults import CaseError, CaseFault
from nettui.case.base.vocabulary import Range
from nettui.case.editing.edit import Edited, set_value
from nettui.case.files.codec import dumps_toml, loads_toml
from nettui.case.picture.picture import Picture, picture
from nettui.case.record.case import Case, CaseFile
from tests.case.generated import DAY

EMPTY = Case(case_id="a")
MITOSES = "pathology.mitoses_per_2mm2"


def read(text: str) -> Case:
    """Return the case of a file; written and read again it is the same."""
    case = loads_toml(f"case_id = 'a'\n{text}").case
    assert loads_toml(dumps_toml(CaseFile(case=case))).case == case
    return case


def specimens(*given: str) -> Picture:
    """Return the picture of specimens."""
    return picture(read("\n".join(f"[[pathology]]\n{one}" for one in given)), DAY)


@pytest.mark.parametrize(
    ("written", "count", "fields"),
    [
        ("3/10 HPF", 3, 10),
        ("3 per 10 HPF", 3, 10),
        ("3 / 10 hpf", 3, 10),
        ("12/50 HPFs", 12, 50),
        ("2 mitoses/10 high power fields", 2, 10),
        ("1 mitosis in 10 high-power fields", 1, 10),
        ("1 per HPF", 1, 1),
    ],
)
@pytest.mark.parametrize("field", ["mitoses_per_2mm2", "mitoses_counted"])
def test_mitoses_in_fields_are_a_count_and_the_fields(
    field: str, written: str, count: int, fields: int
) -> None:
    """Asked about until the size of a field is known: ten fields are no 2 mm2."""
    case = read(f'[[pathology]]\n{field} = "{written}"')
    (specimen,) = case.pathology
    assert (specimen.mitoses_counted, specimen.mitoses_hpf) == (count, fields)
    assert specimen.mitoses_per_2mm2 is None
    seen = picture(case, DAY)
    assert seen.get(MITOSES) is None
    assert "diameter" in seen.unused[MITOSES].why
    done = set_value(EMPTY, f"pathology[+].{field}", written)
    assert isinstance(done, Edited)
    assert done.case == case
    assert any("diameter" in warning for warning in done.warnings)


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("hpf_diameter_mm = 0.5", 3.056),
        ("hpf_diameter_mm = 0.55", 2.525),
        ("field_number = 22", 2.525),
        ("field_number = 20", 3.056),
        # The diameter is what is measured; a field number only gives it.
        ("field_number = 26\nhpf_diameter_mm = 0.5", 3.056),
        ("mitoses_area_counted = 2.0", 3.0),
        ("", None),
        ('hpf_diameter_mm = "about 0.5"', None),
    ],
)
def test_fields_of_a_known_size_are_converted_to_2_mm2(more: str, expected: float | None) -> None:
    """By the area of a circle: 10 fields of 0.5 mm are 1.96 mm2."""
    found = specimens(f"mitoses_counted = 3\nmitoses_hpf = 10\n{more}").get(MITOSES)
    assert found == (None if expected is None else pytest.approx(expected, abs=0.001))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mitoses_counted = 0\nmitoses_hpf = 10", 0.0),
        ("mitoses_counted = 0", 0.0),
        ("mitoses_counted = 4", None),
        ('mitoses_counted = "<1"\nmitoses_hpf = 10', None),
        ("mitoses_per_2mm2 = 1\nmitoses_counted = 9\nmitoses_hpf = 10", 1.0),
    ],
)
def test_none_are_none_in_any_area(text: str, expected: float | None) -> None:
    """And a count per 2 mm2 that is given needs no fields."""
    assert specimens(text).get(MITOSES) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (("mitoses_per_2mm2 = 3", "mitoses_counted = 1\nmitoses_hpf = 10"), Range(3.0, 1000.0)),
        (("mitoses_per_2mm2 = 3", "mitoses_counted = 0\nmitoses_hpf = 10"), 3.0),
        (("mitoses_counted = 1\nmitoses_hpf = 10", "ki67 = 3"), None),
    ],
)
def test_a_count_in_an_unknown_area_may_be_the_highest(
    given: tuple[str, ...], expected: Value
) -> None:
    """So that no lower class follows from the other specimen."""
    assert specimens(*given).get(MITOSES) == expected
    assert specimens(*reversed(given)).get(MITOSES) == expected


@pytest.mark.parametrize("written", ["0/12", "0 / 12", "0 of 12", "0 of 12 lymph nodes"])
@pytest.mark.parametrize("field", ["nodes_positive", "nodes_examined"])
def test_nodes_of_nodes_are_two_numbers(field: str, written: str) -> None:
    case = read(f'[disease]\n{field} = "{written}"')
    assert (case.disease.nodes_positive, case.disease.nodes_examined) == (0, 12)
    done = set_value(EMPTY, f"disease.{field}", written)
    assert isinstance(done, Edited)
    assert done.case == case


def test_the_nodes_behind_a_category_are_kept_too() -> None:
    """Where they are not given otherwise."""
    case = read('[disease]\nn_category = "pN1 (2/14)"')
    assert (case.disease.nodes_positive, case.disease.nodes_examined) == (2, 14)
    given = read('[disease]\nn_category = "pN1 (2/14)"\nnodes_positive = 3')
    assert (given.disease.nodes_positive, given.disease.nodes_examined) == (3, 14)
    done = set_value(EMPTY, "disease.n_category", "pN1 (2/14)")
    assert isinstance(done, Edited)
    assert done.case == case


@pytest.mark.parametrize(
    "text",
    [
        '[disease]\nnodes_positive = "2/14"\nnodes_examined = 12',
        '[disease]\nnodes_positive = "15/14"',
        '[disease]\nnodes_positive = "two of many"',
        '[[pathology]]\nmitoses_per_2mm2 = "3/10 HPF"\nmitoses_hpf = 50',
        '[[pathology]]\nmitoses_per_2mm2 = "3/0 HPF"',
    ],
)
def test_what_disagrees_with_itself_is_refused(text: str) -> None:
    with pytest.raises(CaseError):
        read(text)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("12 x 9 x 8 mm", 12.0),
        ("12x9x8", 12.0),
        ("9 x 12 mm", 12.0),
        ("1.2 x 0.9 cm", 12.0),
        ("1.2 cm x 0.9 cm x 0.8 cm", 12.0),
        ("12 × 9 × 8 mm", 12.0),
        ("12 by 9 mm", 12.0),
    ],
)
def test_of_a_size_in_several_dimensions_the_largest_counts(written: str, expected: float) -> None:
    """And all of them are kept."""
    case = read(f'[disease]\nsize_mm = "{written}"')
    assert str(case.disease.size_mm) == written
    assert picture(case, DAY).get("disease.size_mm") == expected
    done = set_value(EMPTY, "disease.size_mm", written)
    assert isinstance(done, Edited)
    assert picture(done.case, DAY).get("disease.size_mm") == expected


@pytest.mark.parametrize("written", ["12 x 9 kg", "12 x", "12 x 9 x 8 x 7 mm", "12 mm x 9 cm"])
def test_other_dimensions_are_refused(written: str) -> None:
    """Two units in one size leave open which is meant."""
    assert isinstance(set_value(EMPTY, "disease.size_mm", written), CaseFault)
    assert isinstance(set_value(EMPTY, "patient.weight_kg", "70 x 60"), CaseFault)
