"""Every way to write a unit is one unit, and every conversion gives the value of the literature."""

from __future__ import annotations

import itertools
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nettui.case.base.quantity import Refusal, parse
from nettui.case.base.units import ratio, read
from nettui.case.record.analytes import ANALYTES
from nettui.case.record.conversions import scale, usual_units
from nettui.case.record.labs import LabResult

SAME = (
    ("mg/dL", "MG/DL", "mg/dl", "mg / dL", "mg per dL", "mg%", "mg %", "mg/100 mL", "mg/100ml"),
    ("mg/dL", "mg·dL⁻¹", "mg.dL-1", "mg dL^-1", "milligram/decilitre"),
    ("g/L", "g/l", "G/L", "gm/L", "grams per litre", "mg/mL"),
    ("mmol/L", "mmol/l", "MMOL/L", "mmol.L-1", "mmol·l⁻¹", "millimol/L", "mmol/L (Fe)"),
    ("µmol/L", "umol/L", "μmol/l", "mcmol/L", "micromol/L", "UMOL/L", "nmol/mL"),
    ("µg/L", "ug/L", "mcg/L", "MCG/L", "ng/mL", "NG/ML", "μg/l"),
    ("pg/mL", "ng/L", "PG/ML", "pg/ml"),
    ("U/L", "u/l", "IU/L", "iu/l", "[iU]/L", "[IU]/L", "UI/L", "units/L", "mU/mL"),
    ("mU/L", "µU/mL", "uIU/mL", "µIU/ml", "mcIU/mL", "mIU/L", "u[iU]/mL", "m[iU]/L", "μU/mL"),
    ("µkat/L", "ukat/l", "μkat/L", "microkat/L", "nkat/mL"),
    ("mEq/L", "meq/l", "MEQ/L", "mval/L", "milliequivalents per liter"),
    ("10^9/L", "10*9/L", "10**9/L", "10⁹/L", "x10^9/L", "x10⁹/l", "× 10^9/L", "10e9/L", "10E9/l"),
    ("10^9/L", "x109/L", "109/L", "G/L", "G/l", "Gpt/l", "/nL", "10*3/uL", "10^3/µL", "10³/mm³"),
    ("10^9/L", "K/uL", "k/µL", "K/UL", "Thou/uL", "thousand/mm3", "1000/µL", "10^6/mL", "10*9.L-1"),
    ("/µL", "/uL", "/mcL", "/mm3", "/mm³", "/mm^3", "/cumm", "cells/µL", "{cells}/uL", "10^6/L"),
    ("mL/min/1.73 m2", "mL/min/1.73m2", "ml/min/1.73 m²", "mL/min/1,73m^2", "mL/min/{1.73_m2}"),
    ("mL/min/1.73 m2", "mL/min per 1.73 m2", "ml/min/1.73sqm", "mL/min/1.73.m2"),
    ("mg/24 h", "mg/24h", "mg/24 hr", "mg/24 hours", "mg/d", "mg/day", "mg per day", "mg/(24.h)"),
    ("mg/24 h", "mg/24.h", "mg/{24h}", "mg in 24 h", "mg per 24 hours", "MG/24 H", "mg/24-h"),
    ("mmol/mol", "mmol/mol{Hb}", "mmol/mol Hb", "MMOL/MOL"),
    ("%", "percent", "%{NGSP}", "% (NGSP)", "%{DCCT}"),
    ("mmHg", "mm Hg", "mm[Hg]", "MMHG"),
    ("per 2 mm2", "/2 mm2", "/2mm²", "per 2 mm^2"),
    ("per day", "/d", "/day", "a day", "daily", "stools/day", "times per day"),
    ("mm/year", "mm/y", "mm/a", "mm per year", "mm per annum"),
    ("kg", "KG", "kilogram"),
)

OTHER = (
    ("mmol/L", "Mmol/L"),
    ("mg/dL", "Mg/dL"),
    ("mU/L", "MU/L"),
    ("pmol/L", "Pmol/L"),
    ("g/L", "g/dL"),
    ("10^9/L", "g/L"),
    ("mL/min", "mL/min/1.73 m2"),
    ("mL/min", "mL/min/{1.73_m2}"),
    ("mL/min/1.73 m2", "mL/min/173 m2"),
    ("10^9/L", "5/uL"),
    ("%", "% (IFCC)"),
    ("%", "%{IFCC}"),
    ("mmol/mol", "mmol/L"),
    ("mg/24 h", "mg/g creat"),
    ("mg/24 h", "mg/g{creat}"),
    ("mg/24 h", "mg/L"),
    ("per 2 mm2", "per 2 HPF"),
    ("per 2 mm2", "per 0 mm2"),
    ("days", "months"),
)


@pytest.mark.parametrize("ways", SAME, ids=lambda ways: f"{ways[0]}, {ways[-1]}")
def test_every_spelling_is_one_unit(ways: tuple[str, ...]) -> None:
    """UCUM, what laboratories print, and how people type it."""
    for one, other in itertools.permutations(ways, 2):
        assert ratio(one, other) == 1, (one, other)


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_what_is_another_unit_is_not_taken_for_the_same(one: str, other: str) -> None:
    """Mega is not milli, a clearance is not related to a surface, a ratio is not an amount."""
    assert ratio(other, one) != 1


@given(st.text(max_size=12))
@settings(max_examples=300, deadline=None)
def test_any_text_is_a_unit_or_none(text: str) -> None:
    """Nothing that is typed for a unit breaks, and no unit has no size."""
    unit = read(text)
    assert unit is None or unit.size > 0


# Values that the literature and laboratories' own tables give for one another.
KNOWN = (
    ("creatinine", 1.0, "mg/dL", 88.42),
    ("creatinine", 10.0, "mg/L", 88.42),
    ("egfr", 1.0, "mL/s/1.73 m2", 60.0),
    ("crcl_measured", 1.5, "mL/s", 90.0),
    ("hb", 13.4, "g/dL", 134.0),
    ("hb", 8.3, "mmol/L", 133.7),
    ("anc", 3400, "/µL", 3.4),
    ("wcc", 6.1, "K/uL", 6.1),
    ("platelets", 231, "G/L", 231.0),
    ("platelets", 231_000, "/mm3", 231.0),
    ("platelets", 2.31, "lakh/cumm", 231.0),
    ("bilirubin", 1.2, "mg/dL", 20.52),
    ("albumin", 4.1, "g/dL", 41.0),
    ("albumin", 617, "µmol/L", 41.0),
    ("inr", 1.2, "INR", 1.2),
    ("alt", 0.75, "µkat/L", 45.0),
    ("ast", 750, "nkat/L", 45.0),
    ("alp", 120, "IU/L", 120.0),
    ("ggt", 1, "ukat/L", 60.0),
    ("potassium", 4.1, "mEq/L", 4.1),
    ("potassium", 16.0, "mg/dL", 4.09),
    ("sodium", 140, "mEq/L", 140.0),
    ("sodium", 322, "mg/dL", 140.1),
    ("magnesium", 2.0, "mg/dL", 0.823),
    ("magnesium", 1.7, "mEq/L", 0.85),
    ("calcium", 9.8, "mg/dL", 2.445),
    ("calcium", 4.9, "mEq/L", 2.45),
    ("serum_cga", 93, "ng/mL", 93.0),
    ("u5hiaa_24h", 10, "mg/24 h", 52.3),
    ("u5hiaa_24h", 10, "mg/day", 52.3),
    ("p5hiaa", 22, "ng/mL", 115.1),
    ("nt_probnp", 14.8, "pmol/L", 125.2),
    ("nt_probnp", 125, "ng/L", 125.0),
    ("insulin", 60, "pmol/L", 10.0),
    ("u5hiaa_creatinine", 10, "mg/g creatinine", 5.916),
    ("u5hiaa_creatinine", 10, "mg/g", 5.916),
    ("u5hiaa_creatinine", 10, "mmol/mol", 10.0),
    ("u5hiaa_spot", 10, "mg/L", 52.3),
    ("insulin", 10, "uIU/mL", 10.0),
    ("insulin", 0.3485, "ng/mL", 10.0),
    ("c_peptide", 3.0, "ng/mL", 0.993),
    ("c_peptide", 600, "pmol/L", 0.6),
    ("gastrin", 47.6, "pmol/L", 99.9),
    ("gastrin", 100, "ng/L", 100.0),
    ("glucagon", 50, "pmol/L", 174.1),
    ("vip", 30, "pmol/L", 99.8),
    ("somatostatin", 100, "pmol/L", 163.8),
    ("acth", 10, "pmol/L", 45.4),
    ("cortisol", 18.1, "µg/dL", 499.4),
    ("calcitonin", 2.9, "pmol/L", 9.91),
    ("htp_5", 10, "µg/L", 45.4),
    ("glucose_fasting", 90, "mg/dL", 4.994),
    ("hba1c", 48, "mmol/mol", 6.54),
    ("hba1c", 53, "mmol/mol", 7.0),
    ("hba1c", 4.8, "%{IFCC}", 6.54),
    ("urine_protein", 1.5, "g/24 h", 1500.0),
    ("urine_protein", 1.5, "g/day", 1500.0),
    ("gastric_ph", 2.1, "pH", 2.1),
)


@pytest.mark.parametrize(("name", "value", "unit", "own"), KNOWN)
def test_values_of_the_literature(name: str, value: float, unit: str, own: float) -> None:
    """To the digits that are printed: a wrong factor or a wrong power of ten shows."""
    got = LabResult(analyte=name, value=value, unit=unit).canonical
    assert got == pytest.approx(own, rel=0.002)


def test_every_conversion_has_a_known_value() -> None:
    """No factor stands that no value of the literature vouches for."""
    for name, analyte in ANALYTES.items():
        for way in analyte.ways:
            if way.factor is None:
                assert ratio(way.unit, analyte.unit), (name, way.unit)
            else:
                tried = [unit for of, _, unit, _ in KNOWN if of == name and ratio(unit, way.unit)]
                assert tried, (name, way.unit)


@given(
    st.sampled_from([(name, unit) for name in ANALYTES for unit in usual_units(name)]),
    st.floats(0.01, 10_000),
)
def test_a_value_comes_back(named: tuple[str, str], value: float) -> None:
    """Into the analyte's own unit and back: nothing is lost but the last bits."""
    by = scale(*named)
    assert by is not None
    assert by.back(by.into(value)) == pytest.approx(value, rel=1e-5, abs=1e-5)


SPELT = [
    (name, unit, ways)
    for name in ANALYTES
    for unit in usual_units(name)
    for ways in SAME
    if ratio(unit, ways[0]) == ratio(ways[0], unit) == 1 and (unit, ways[0]) != ("G/L", "g/L")
]


@given(st.sampled_from(SPELT), st.integers(1, 9999), st.data())
def test_a_second_spelling_never_changes_a_value(
    spelt: tuple[str, str, tuple[str, ...]], tenths: int, drawn: st.DataObject
) -> None:
    """Whatever way the unit is written, the value is the same."""
    name, unit, ways = spelt
    way = drawn.draw(st.sampled_from(ways))
    one = LabResult(analyte=name, value=tenths / 10, unit=unit)
    other = LabResult(analyte=name, value=tenths / 10, unit=way)
    assert one.canonical == other.canonical is not None


@pytest.mark.parametrize(
    ("text", "kept_in", "low"),
    [
        ("2.4 cm", "mm", 24.0),
        ("2 in", "mm", 50.8),
        ("1.72 m", "cm", 172.0),
        ("6 ft", "cm", 182.88),
        ("150 lb", "kg", 68.0388555),
        ("18 kPa", "mmHg", 135.011102887),
        ("130 mm[Hg]", "mmHg", 130.0),
        ("10 per 10 mm2", "per 2 mm2", 2.0),
        ("4 stools/day", "per day", 4.0),
        ("0.45 s", "ms", 450.0),
        ("2 years", "months", 24.0),
        ("3 weeks", "days", 21.0),
        ("0.5 cm/year", "mm/year", 5.0),
        ("3 lesions", "lesions", 3.0),
    ],
)
def test_other_fields_by_the_same_function(text: str, kept_in: str, low: float) -> None:
    """Sizes, weights, pressures, counts over an area: in any of their units."""
    assert parse(text, kept_in).low == low


def test_two_units_of_another_kind_are_refused() -> None:
    """With the units that are known."""
    with pytest.raises(Refusal) as refused:
        parse("20 kg", "mm")
    assert "mm, cm" in str(refused.value)


def test_a_size_is_exact() -> None:
    """Powers of ten do not pass through binary fractions."""
    assert ratio("ng/dL", "pg/mL") == Fraction(10)
    assert ratio("µg/100 mL", "ng/mL") == Fraction(10)
