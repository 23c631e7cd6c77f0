"""Laboratory values: one entry per result, in the laboratory's unit, with its own upper limit.

Kept in one canonical unit per analyte (data dictionary, conversions). Chromogranin A is never
converted between mass and amount, nor between assays.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from attrs import field, frozen

from nettui.case.declare import Entry
from nettui.case.plain import Plain
from nettui.case.quantity import Number, Quantity, Refusal, possible
from nettui.case.vocabulary import Fact, Kind, Level, Range


@frozen(repr=False, eq=False)
class Analyte(Plain):
    """A laboratory value as it is kept: label, unit, limits, and the factors from other units."""

    label: str
    unit: str
    plausible: tuple[float, float]
    hard: tuple[float, float]
    factors: Mapping[str, float] = {}
    level: Level = "DEP"
    blocks: str = ""
    code: str = ""
    uln: bool = False
    plausible_ratio: tuple[float, float] | None = None  # of the value over its upper limit


_MG_5HIAA = 5.23  # µmol in a mg of 5-HIAA (molar mass 191.2)

ANALYTES: Mapping[str, Analyte] = {
    "creatinine": Analyte(
        "Creatinine",
        "µmol/L",
        (20, 1000),
        (5, 3000),
        {"mg/dL": 88.42},
        "DEP",
        "creatinine clearance",
        "LOINC 2160-0",
    ),
    "egfr": Analyte(
        "eGFR",
        "mL/min/1.73 m2",
        (5, 150),
        (0, 200),
        {},
        "CORE",
        "PRRT, platinum",
        "LOINC 98979-8",
    ),
    "crcl_measured": Analyte(
        "Creatinine clearance, measured",
        "mL/min",
        (5, 200),
        (0, 300),
        {},
        "DEP",
        "PRRT, capecitabine, cisplatin",
    ),
    "hb": Analyte(
        "Haemoglobin",
        "g/L",
        (40, 200),
        (10, 250),
        {"g/dL": 10},
        "CORE",
        "PRRT, belzutifan",
        "LOINC 718-7 (unconfirmed)",
    ),
    "anc": Analyte(
        "Neutrophils",
        "10^9/L",
        (0, 40),
        (0, 200),
        {},
        "CORE",
        "chemotherapy",
        "LOINC 751-8 (unconfirmed)",
    ),
    "wcc": Analyte(
        "White cells",
        "10^9/L",
        (0, 100),
        (0, 500),
        {},
        "DEP",
        "PRRT",
        "LOINC 6690-2 (unconfirmed)",
    ),
    "platelets": Analyte(
        "Platelets",
        "10^9/L",
        (5, 1000),
        (0, 3000),
        {},
        "CORE",
        "chemotherapy, PRRT",
        "LOINC 777-3 (unconfirmed)",
    ),
    "bilirubin": Analyte(
        "Bilirubin",
        "µmol/L",
        (2, 300),
        (0, 1500),
        {"mg/dL": 17.1},
        "CORE",
        "liver procedures, PRRT",
        "LOINC 1975-2 (unconfirmed)",
        uln=True,
    ),
    "albumin": Analyte(
        "Albumin",
        "g/L",
        (15, 55),
        (5, 80),
        {"g/dL": 10},
        "DEP",
        "PRRT, liver procedures",
        "LOINC 1751-7 (unconfirmed)",
    ),
    "inr": Analyte(
        "INR",
        "",
        (0.8, 5),
        (0.5, 20),
        {},
        "DEP",
        "liver procedures",
        "LOINC 6301-6 (unconfirmed)",
    ),
    "alt": Analyte("ALT", "U/L", (5, 5000), (0, 20000), {}, "DEP", "sunitinib", uln=True),
    "ast": Analyte("AST", "U/L", (5, 5000), (0, 20000), {}, "DEP", "sunitinib", uln=True),
    "alp": Analyte("ALP", "U/L", (5, 5000), (0, 20000), {}, "DEP", uln=True),
    "ggt": Analyte("GGT", "U/L", (5, 5000), (0, 20000), {}, "DEP", uln=True),
    "potassium": Analyte("Potassium", "mmol/L", (2, 7), (1, 10), {}, "DEP", "cisplatin, VIPoma"),
    "sodium": Analyte("Sodium", "mmol/L", (110, 160), (90, 200), {}, "DEP", "cisplatin"),
    "magnesium": Analyte("Magnesium", "mmol/L", (0.3, 2), (0.1, 5), {}, "DEP", "cisplatin"),
    "calcium": Analyte("Calcium", "mmol/L", (1.5, 4), (0.5, 6), {}, "DEP", "VIPoma, PTHrP"),
    "serum_cga": Analyte(
        "Chromogranin A in blood",
        "µg/L",
        (10, 10000),
        (0, 200000),
        {"ng/mL": 1},
        "REC",
        "markers in follow-up",
        "LOINC 9811-1",
        uln=True,
    ),
    "serum_cga_nmol": Analyte(
        "Chromogranin A in blood (amount)",
        "nmol/L",
        (0.1, 500),
        (0, 10000),
        {},
        "REC",
        "markers in follow-up",
        "LOINC 25587-7",
        uln=True,
    ),
    "u5hiaa_24h": Analyte(
        "5-HIAA in 24 h urine",
        "µmol/24 h",
        (2.615, 7845),
        (0, 52300),
        {"mg/24 h": _MG_5HIAA, "mg/day": _MG_5HIAA, "µmol/day": 1},
        "REC",
        "markers in follow-up, heart disease",
        "LOINC 1695-6",
        uln=True,
    ),
    "p5hiaa": Analyte(
        "5-HIAA in plasma",
        "nmol/L",
        (20, 5000),
        (0, 100000),
        {},
        "OPT",
        "markers in follow-up, heart disease",
        "LOINC 1693-1",
        uln=True,
    ),
    "nt_probnp": Analyte(
        "NT-proBNP",
        "pg/mL",
        (5, 20000),
        (0, 100000),
        {"ng/L": 1},
        "DEP",
        "carcinoid heart disease",
        "LOINC 33762-6",
    ),
    "insulin": Analyte("Insulin", "mU/L", (0.1, 1000), (0, 10000), code="LOINC 20448-7"),
    "c_peptide": Analyte("C-peptide", "nmol/L", (0.01, 20), (0, 100)),
    "proinsulin": Analyte("Proinsulin", "pmol/L", (0.5, 1000), (0, 10000)),
    "gastrin": Analyte("Gastrin", "pg/mL", (5, 50000), (0, 1000000), code="LOINC 2333-3", uln=True),
    "gastric_ph": Analyte("Gastric pH", "", (0.5, 9), (0, 14)),
    "glucagon": Analyte("Glucagon", "pg/mL", (5, 20000), (0, 200000), code="LOINC 2338-2"),
    "vip": Analyte("VIP", "pg/mL", (1, 5000), (0, 100000), code="LOINC 3125-2"),
    "somatostatin": Analyte("Somatostatin", "pg/mL", (1, 5000), (0, 100000), code="LOINC 2961-1"),
    "acth": Analyte("ACTH", "pg/mL", (1, 5000), (0, 50000), code="LOINC 2141-0"),
    "cortisol": Analyte("Cortisol", "nmol/L", (10, 5000), (0, 20000)),
    "pthrp": Analyte("PTHrP", "pmol/L", (0.1, 500), (0, 5000)),
    "calcitonin": Analyte("Calcitonin", "pg/mL", (0.5, 50000), (0, 1000000), code="LOINC 1992-7"),
    "htp_5": Analyte("5-HTP", "nmol/L", (1, 5000), (0, 100000)),
    "glucose_fasting": Analyte(
        "Fasting glucose",
        "mmol/L",
        (1, 35),
        (0.3, 100),
        {"mg/dL": 1 / 18.02},
        "DEP",
        "everolimus",
        "LOINC 1558-6 (unconfirmed)",
        uln=True,
        plausible_ratio=(0.3, 10),
    ),
    "hba1c": Analyte("HbA1c", "%", (3, 20), (2, 25), {}, "DEP", "everolimus"),
    "urine_protein": Analyte(
        "Protein in urine",
        "mg/24 h",
        (0, 20000),
        (0, 100000),
        {"g/24 h": 1000},
        "DEP",
        "sunitinib, cabozantinib",
    ),
}


@cache
def value_fact(name: str, unit: str | None = None) -> Fact:
    """Return the fact that holds the newest value of an analyte, in its canonical unit.

    With ``unit`` the same with its limits in that unit. Raises `Refusal` for one that is none.
    """
    a = ANALYTES[name]
    factor = 1.0 if unit is None else unit_factor(name, unit)
    return Fact(
        f"labs.{name}",
        a.label,
        Kind.NUMBER,
        unit=a.unit if unit is None else unit,
        level=a.level,
        blocks=a.blocks,
        plausible=(a.plausible[0] / factor, a.plausible[1] / factor),
        hard=(a.hard[0] / factor, a.hard[1] / factor),
        code=a.code,
        pick="newest",
    )


def ratio_fact(name: str) -> Fact:
    """Return the fact that holds the newest value over the laboratory's own upper limit."""
    a = ANALYTES[name]
    return Fact(
        f"labs.{name}_uln_ratio",
        f"{a.label} over the upper limit of normal",
        Kind.NUMBER,
        unit="x ULN",
        level="DEP",
        blocks=a.blocks,
        plausible=a.plausible_ratio,
        hard=(0, 100000),
        pick="newest",
    )


def unit_factor(name: str, unit: str) -> float:
    """Return the factor from ``unit`` to the analyte's own. Raises `Refusal` for another unit."""
    analyte = ANALYTES[name]
    if unit == analyte.unit:
        return 1.0
    for way, factor in analyte.factors.items():
        if way.casefold() == unit.casefold() or way.replace("µ", "u") == unit:
            return factor
    if unit.replace("u", "µ", 1) == analyte.unit:
        return 1.0
    known = ", ".join((analyte.unit, *analyte.factors)) or "no unit"
    fix = ""
    if name.startswith("serum_cga"):
        fix = "Chromogranin A is never converted between mass and amount: use the other analyte."
    raise Refusal(f'the unit "{unit}"', f"{known} for {analyte.label}", fix, key="unit")


FACTS_OF_LABS: tuple[Fact, ...] = tuple(
    fact
    for name, analyte in ANALYTES.items()
    for fact in ((value_fact(name), ratio_fact(name)) if analyte.uln else (value_fact(name),))
)


@frozen(kw_only=True, repr=False, eq=False)
class LabResult(Entry):
    """One result. ``value`` in ``unit``; ``uln`` is the laboratory's own upper limit, same unit."""

    analyte: str = field(metadata={"lab": True})
    value: Number = field(metadata={"lab": True})
    unit: str | None = field(default=None, metadata={"lab": True})
    uln: float | None = field(default=None, metadata={"lab": True})
    canonical: float | Range | None = field(init=False, eq=False, repr=False)
    ratio: float | Range | None = field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        # There are more of these than of all else in a case, and none has a row of its own.
        put = object.__setattr__
        put(self, "row", ())
        put(self, "unusable", ())
        put(self, "ordinal", 0 if self.date is None else self.date.toordinal())
        put(self, "until", self.ordinal)
        factor = 1.0 if self.unit is None else unit_factor(self.analyte, self.unit)
        given = _given(self.value, ANALYTES[self.analyte].hard, factor)
        put(self, "canonical", _times(given, factor))
        put(self, "ratio", None if self.uln is None else _times(given, 1 / self.uln))


def _given(value: Number, hard: tuple[float, float], factor: float) -> float | Range | None:
    if not isinstance(value, Quantity):
        return float(value)
    limits = (hard[0] / factor, hard[1] / factor)
    return possible(value, Fact("", "", Kind.NUMBER, hard=limits))


def _times(value: float | Range | None, factor: float) -> float | Range | None:
    if value is None or factor == 1.0:
        return value
    if isinstance(value, Range):
        return Range(round(value.low * factor, 9), round(value.high * factor, 9))
    return round(value * factor, 9)


# When the newest result of a group was taken, as facts: what follow-up counts from.
DATED: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "markers_date": (
        "Date of the tumour markers",
        (
            "serum_cga",
            "serum_cga_nmol",
            "u5hiaa_24h",
            "p5hiaa",
            "insulin",
            "gastrin",
            "glucagon",
            "vip",
            "somatostatin",
            "acth",
            "cortisol",
            "pthrp",
            "calcitonin",
        ),
    ),
    "hiaa_date": ("Date of 5-HIAA", ("u5hiaa_24h", "p5hiaa")),
    "nt_probnp_date": ("Date of NT-proBNP", ("nt_probnp",)),
    "blood_count_date": ("Date of the blood count", ("hb", "anc", "wcc", "platelets")),
    "creatinine_date": ("Date of creatinine", ("creatinine", "crcl_measured")),
    "liver_tests_date": ("Date of the liver tests", ("bilirubin", "alt", "ast")),
    "glucose_date": ("Date of glucose or HbA1c", ("glucose_fasting", "hba1c")),
    "urine_protein_date": ("Date of protein in urine", ("urine_protein",)),
}
DATED_BY: Mapping[str, tuple[str, ...]] = {
    analyte: tuple(name for name, (_, group) in DATED.items() if analyte in group)
    for analyte in ANALYTES
}
DATES_OF_LABS: tuple[Fact, ...] = tuple(
    Fact(f"labs.{name}", label, Kind.DATE, pick="newest") for name, (label, _) in DATED.items()
)
