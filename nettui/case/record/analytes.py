"""Laboratory values: what each is kept in, its limits, and how other units are converted.

A factor is given once for each kind of unit; units that differ only in size (``mg/dL``, ``mg/L``)
follow from it (`nettui.case.base.units`). Beside each factor stands where it comes from: the molar
mass in g/mol, or an equation; [H] is the data dictionary's own table of conversions, [C] was
confirmed in a published source, [R] is recalled and to be confirmed. Chromogranin A is never
converted between mass and amount, nor PTHrP and proinsulin between assays that measure other
fragments.

``asked`` tells a number without a unit that would be usual in another one: it is asked for, and is
not used by rules until the unit is written.
"""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen

from nettui.case.base.plain import Plain
from nettui.case.base.vocabulary import Level

Limits = tuple[float, float]


@frozen(repr=False, eq=False)
class Way(Plain):
    """Another unit: the value in the analyte's own is ``factor`` times it, plus ``offset``.

    Without a factor the unit differs from the analyte's own only in size.
    """

    unit: str
    factor: float | None = None
    offset: float = 0.0


@frozen(repr=False, eq=False)
class Asked(Plain):
    """A unit that a number without one may be in: from ``values[0]`` to below ``values[1]``.

    ``limits`` are the upper limits of normal that tell this unit.
    """

    unit: str
    values: Limits
    limits: Limits = (0.0, 0.0)


@frozen(repr=False, eq=False)
class Analyte(Plain):
    """A laboratory value as it is kept: label, unit, limits, other units.

    ``usual_limits`` are upper limits of normal that tell that a number without a unit is in the
    analyte's own.
    """

    label: str
    unit: str
    plausible: Limits
    hard: Limits
    ways: tuple[Way, ...] = ()
    level: Level = "DEP"
    blocks: str = ""
    code: str = ""
    uln: bool = False
    plausible_ratio: Limits | None = None  # of the value over its upper limit
    asked: tuple[Asked, ...] = ()
    usual_limits: Limits = (0.0, 0.0)
    noun: str = ""  # what it is called in a sentence, where that is not its label
    not_converted: str = ""  # what to say of a unit of another kind


def _peptide(molar_mass: float) -> float:
    """Return the factor from pmol/L to pg/mL."""
    return molar_mass / 1000


_NO_CGA = "Chromogranin A is never converted between mass and amount: use the other analyte."
_NO_FRAGMENTS = (
    "Assays measure different fragments, so mass and amount are not converted: give the "
    "laboratory's value in the unit expected, or write it as a note."
)
_NO_RATIO = (
    "A ratio to creatinine cannot be converted to an amount in 24 h: give that, or write the "
    "ratio as a note."
)
_NO_SPOT = (
    "What is measured in spot urine cannot be converted to an amount in 24 h: record it as "
    "u5hiaa_creatinine or u5hiaa_spot, and ask for urine of 24 h or plasma."
)

_ENZYME = {
    "ways": (Way("µkat/L"), Way("IU/L")),  # 1 µkat/L = 60 U/L, by definition of the katal
    "usual_limits": (10.0, 1000.0),
    "asked": (Asked("µkat/L", (0.05, 5), (0.2, 5)),),
}
_COUNT = (Way("10^3/µL"), Way("/µL"), Way("G/L"))

ANALYTES: Mapping[str, Analyte] = {
    "creatinine": Analyte(
        "Creatinine",
        "µmol/L",
        (20, 1000),
        (5, 3000),
        (Way("mg/dL", 88.42),),  # 113.12 g/mol [H]
        "DEP",
        "creatinine clearance",
        "LOINC 2160-0",
        asked=(Asked("mg/dL", (0.1, 20), (0.5, 3)),),
        usual_limits=(40, 200),
    ),
    "egfr": Analyte(
        "eGFR",
        "mL/min/1.73 m2",
        (5, 150),
        (0, 200),
        (Way("mL/s/1.73 m2"),),
        "CORE",
        "PRRT, platinum",
        "LOINC 98979-8",
        asked=(Asked("mL/s/1.73 m2", (0.1, 3)),),
        not_converted="A clearance that is not related to 1.73 m2 is another value.",
    ),
    "crcl_measured": Analyte(
        "Creatinine clearance, measured",
        "mL/min",
        (5, 200),
        (0, 300),
        (Way("mL/s"),),
        "DEP",
        "PRRT, capecitabine, cisplatin",
        asked=(Asked("mL/s", (0.1, 3)),),
        not_converted="A clearance that is related to 1.73 m2 is another value.",
        noun="creatinine clearance",
    ),
    "hb": Analyte(
        "Haemoglobin",
        "g/L",
        (40, 200),
        (10, 250),
        # [H]; per haem, 16.114 g/mmol [C]: 1 g/dL = 0.6206 mmol/L
        (Way("g/dL", 10), Way("mmol/L", 10 / 0.6206)),
        "CORE",
        "PRRT, belzutifan",
        "LOINC 718-7 (unconfirmed)",
        asked=(Asked("g/dL", (2, 30), (10, 20)), Asked("mmol/L", (1, 16), (7, 12))),
        usual_limits=(100, 200),
    ),
    "anc": Analyte(
        "Neutrophils",
        "10^9/L",
        (0, 40),
        (0, 200),
        _COUNT,
        "CORE",
        "chemotherapy",
        "LOINC 751-8 (unconfirmed)",
        asked=(Asked("/µL", (40, 200_000), (1000, 20_000)),),
        usual_limits=(4, 20),
        noun="neutrophil count",
    ),
    "wcc": Analyte(
        "White cells",
        "10^9/L",
        (0, 100),
        (0, 500),
        _COUNT,
        "DEP",
        "PRRT",
        "LOINC 6690-2 (unconfirmed)",
        asked=(Asked("/µL", (100, 500_000), (4000, 30_000)),),
        usual_limits=(7, 20),
        noun="white cell count",
    ),
    "platelets": Analyte(
        "Platelets",
        "10^9/L",
        (5, 1000),
        (0, 3000),
        _COUNT,
        "CORE",
        "chemotherapy, PRRT",
        "LOINC 777-3 (unconfirmed)",
        asked=(Asked("/µL", (2000, 5_000_000), (100_000, 1_000_000)),),
        usual_limits=(250, 700),
        noun="platelet count",
    ),
    "bilirubin": Analyte(
        "Bilirubin",
        "µmol/L",
        (2, 300),
        (0, 1500),
        (Way("mg/dL", 17.1),),  # 584.7 g/mol [H]
        "CORE",
        "liver procedures, PRRT",
        "LOINC 1975-2 (unconfirmed)",
        uln=True,
        asked=(Asked("mg/dL", (0.1, 5), (0.5, 5)),),
        usual_limits=(10, 40),
    ),
    "albumin": Analyte(
        "Albumin",
        "g/L",
        (15, 55),
        (5, 80),
        (Way("g/dL"), Way("µmol/L", 0.0665)),  # 66.5 kg/mol [C]
        "DEP",
        "PRRT, liver procedures",
        "LOINC 1751-7 (unconfirmed)",
        asked=(Asked("g/dL", (0.5, 8), (3, 7)), Asked("µmol/L", (200, 1000), (600, 1000))),
        usual_limits=(40, 65),
    ),
    "inr": Analyte(
        "INR",
        "",
        (0.8, 5),
        (0.5, 20),
        (Way("INR", 1),),
        "DEP",
        "liver procedures",
        "LOINC 6301-6 (unconfirmed)",
        not_converted="A prothrombin time in seconds or per cent cannot be converted to INR.",
    ),
    "alt": Analyte(
        "ALT",
        "U/L",
        (5, 5000),
        (0, 20000),
        blocks="sunitinib",
        uln=True,
        **_ENZYME,  # type: ignore[arg-type]
    ),
    "ast": Analyte(
        "AST",
        "U/L",
        (5, 5000),
        (0, 20000),
        blocks="sunitinib",
        uln=True,
        **_ENZYME,  # type: ignore[arg-type]
    ),
    "alp": Analyte("ALP", "U/L", (5, 5000), (0, 20000), uln=True, **_ENZYME),  # type: ignore[arg-type]
    "ggt": Analyte("GGT", "U/L", (5, 5000), (0, 20000), uln=True, **_ENZYME),  # type: ignore[arg-type]
    "potassium": Analyte(
        "Potassium",
        "mmol/L",
        (2, 7),
        (1, 10),
        (Way("mEq/L", 1), Way("mg/dL", 10 / 39.098)),  # one charge; 39.098 g/mol [C]
        "DEP",
        "cisplatin, VIPoma",
        asked=(Asked("mg/dL", (10, 40), (15, 30)),),
        usual_limits=(4, 7),
    ),
    "sodium": Analyte(
        "Sodium",
        "mmol/L",
        (110, 160),
        (90, 200),
        (Way("mEq/L", 1), Way("mg/dL", 10 / 22.990)),  # one charge; 22.990 g/mol [C]
        "DEP",
        "cisplatin",
        asked=(Asked("mg/dL", (200, 500), (300, 400)),),
        usual_limits=(130, 160),
    ),
    "magnesium": Analyte(
        "Magnesium",
        "mmol/L",
        (0.3, 2),
        (0.1, 5),
        (Way("mg/dL", 10 / 24.305), Way("mEq/L", 0.5)),  # 24.305 g/mol, two charges [C]
        "DEP",
        "cisplatin",
        asked=(Asked("mg/dL", (1.2, 10), (2, 3.5)), Asked("mEq/L", (1.2, 6), (1.7, 2.5))),
        usual_limits=(0.8, 1.3),
    ),
    "calcium": Analyte(
        "Calcium",
        "mmol/L",
        (1.5, 4),
        (0.5, 6),
        (Way("mg/dL", 10 / 40.078), Way("mEq/L", 0.5)),  # 40.078 g/mol, two charges [C]
        "DEP",
        "VIPoma, PTHrP",
        asked=(Asked("mg/dL", (4, 25), (8, 12)), Asked("mEq/L", (3.5, 8), (4.5, 6))),
        usual_limits=(2, 3),
    ),
    "serum_cga": Analyte(
        "Chromogranin A in blood",
        "µg/L",
        (10, 10000),
        (0, 200000),
        (Way("ng/mL"),),
        "REC",
        "markers in follow-up",
        "LOINC 9811-1",
        uln=True,
        asked=(Asked("nmol/L", (0.1, 10), (1, 15)),),
        usual_limits=(15, 500),
        not_converted=_NO_CGA,
    ),
    "serum_cga_nmol": Analyte(
        "Chromogranin A in blood (amount)",
        "nmol/L",
        (0.1, 500),
        (0, 10000),
        (Way("pmol/mL"),),
        "REC",
        "markers in follow-up",
        "LOINC 25587-7",
        uln=True,
        asked=(Asked("µg/L", (500, 200_000), (15, 500)),),
        usual_limits=(1, 15),
        not_converted=_NO_CGA,
    ),
    "u5hiaa_24h": Analyte(
        "5-HIAA in 24 h urine",
        "µmol/24 h",
        (2.615, 7845),
        (0, 52300),
        (Way("mg/24 h", 5.23),),  # 191.2 g/mol [H]
        "REC",
        "markers in follow-up, heart disease",
        "LOINC 1695-6",
        uln=True,
        asked=(Asked("mg/24 h", (0.5, 15), (3, 20)),),
        usual_limits=(20, 120),
        not_converted=_NO_SPOT,
    ),
    # Spot urine is kept apart: no rule reads it as 5-HIAA in 24 h.
    "u5hiaa_creatinine": Analyte(
        "5-HIAA in spot urine, per creatinine",
        "mmol/mol creatinine",
        (0.1, 500),
        (0, 10000),
        # 191.2 g/mol [H] over creatinine, 113.12 g/mol [H]
        (Way("mg/g creatinine", 113.12 / 191.2), Way("mmol/mol", 1), Way("mg/g", 113.12 / 191.2)),
        "OPT",
        uln=True,
        not_converted="An amount in 24 h is u5hiaa_24h, a concentration in spot urine u5hiaa_spot.",
    ),
    "u5hiaa_spot": Analyte(
        "5-HIAA in spot urine",
        "µmol/L",
        (1, 5000),
        (0, 100000),
        (Way("mg/L", 1000 / 191.2),),  # 191.2 g/mol [H]
        "OPT",
        uln=True,
        not_converted="An amount in 24 h is u5hiaa_24h, a ratio to creatinine u5hiaa_creatinine.",
    ),
    "p5hiaa": Analyte(
        "5-HIAA in plasma",
        "nmol/L",
        (20, 5000),
        (0, 100000),
        (Way("µg/L", 1000 / 191.2), Way("ng/mL", 1000 / 191.2)),  # 191.2 g/mol [H]
        "OPT",
        "markers in follow-up, heart disease",
        "LOINC 1693-1",
        uln=True,
        asked=(Asked("µg/L", (1, 40), (8, 40)),),
        usual_limits=(50, 300),
    ),
    "nt_probnp": Analyte(
        "NT-proBNP",
        "pg/mL",
        (5, 20000),
        (0, 100000),
        (Way("ng/L"), Way("pmol/L", _peptide(8457))),  # 8457 g/mol [C]
        "DEP",
        "carcinoid heart disease",
        "LOINC 33762-6",
        asked=(Asked("pmol/L", (0.1, 5), (5, 60)),),
        usual_limits=(60, 2000),
    ),
    "insulin": Analyte(
        "Insulin",
        "mU/L",
        (0.1, 1000),
        (0, 10000),
        # 1 mU/L = 6.00 pmol/L, by the international standard (Knopp 2019) [C]; 5808 g/mol [R]
        (Way("µU/mL"), Way("pmol/L", 1 / 6), Way("ng/mL", 1000 / 5.808 / 6)),
        code="LOINC 20448-7",
        asked=(Asked("pmol/L", (1000, 10_000), (60, 300)),),
        usual_limits=(10, 40),
    ),
    "c_peptide": Analyte(
        "C-peptide",
        "nmol/L",
        (0.01, 20),
        (0, 100),
        (Way("ng/mL", 0.331), Way("pmol/L")),  # 3020.3 g/mol [C]
        asked=(Asked("ng/mL", (1.5, 20), (2, 10)), Asked("pmol/L", (20, 20_000), (500, 2000))),
        usual_limits=(0.4, 2),
    ),
    "proinsulin": Analyte(
        "Proinsulin",
        "pmol/L",
        (0.5, 1000),
        (0, 10000),
        not_converted=_NO_FRAGMENTS,
    ),
    "gastrin": Analyte(
        "Gastrin",
        "pg/mL",
        (5, 50000),
        (0, 1000000),
        (Way("ng/L"), Way("pmol/L", _peptide(2098))),  # gastrin-17, 2098 g/mol [C]
        code="LOINC 2333-3",
        uln=True,
        asked=(Asked("pmol/L", (0.5, 5), (20, 70)),),
        usual_limits=(80, 300),
    ),
    "gastric_ph": Analyte("Gastric pH", "", (0.5, 9), (0, 14), (Way("pH", 1),)),
    "glucagon": Analyte(
        "Glucagon",
        "pg/mL",
        (5, 20000),
        (0, 200000),
        (Way("ng/L"), Way("pmol/L", _peptide(3483))),  # 3483 g/mol [R]
        code="LOINC 2338-2",
        asked=(Asked("pmol/L", (0.5, 5), (5, 60)),),
        usual_limits=(75, 500),
    ),
    "vip": Analyte(
        "VIP",
        "pg/mL",
        (1, 5000),
        (0, 100000),
        (Way("ng/L"), Way("pmol/L", _peptide(3326))),  # 3326 g/mol [R]
        code="LOINC 3125-2",
        asked=(Asked("pmol/L", (0.1, 1), (5, 40)),),
        usual_limits=(50, 300),
    ),
    "somatostatin": Analyte(
        "Somatostatin",
        "pg/mL",
        (1, 5000),
        (0, 100000),
        (Way("ng/L"), Way("pmol/L", _peptide(1638))),  # somatostatin-14, 1638 g/mol [R]
        code="LOINC 2961-1",
        asked=(Asked("pmol/L", (0.1, 1), (80, 300)),),
        usual_limits=(10, 60),
    ),
    "acth": Analyte(
        "ACTH",
        "pg/mL",
        (1, 5000),
        (0, 50000),
        (Way("ng/L"), Way("pmol/L", _peptide(4541))),  # 4541 g/mol [C]
        code="LOINC 2141-0",
        asked=(Asked("pmol/L", (0.1, 1), (5, 25)),),
        usual_limits=(35, 100),
    ),
    "cortisol": Analyte(
        "Cortisol",
        "nmol/L",
        (10, 5000),
        (0, 20000),
        (Way("µg/dL", 27.59),),  # 362.46 g/mol [C]
        asked=(Asked("µg/dL", (0.2, 60), (10, 40)),),
        usual_limits=(300, 1000),
    ),
    "pthrp": Analyte(
        "PTHrP",
        "pmol/L",
        (0.1, 500),
        (0, 5000),
        not_converted=_NO_FRAGMENTS,
    ),
    "calcitonin": Analyte(
        "Calcitonin",
        "pg/mL",
        (0.5, 50000),
        (0, 1000000),
        (Way("ng/L"), Way("pmol/L", _peptide(3418))),  # 3418 g/mol [R]
        code="LOINC 1992-7",
        asked=(Asked("pmol/L", (0.05, 0.5), (0.5, 4)),),
        usual_limits=(4.5, 30),
    ),
    "htp_5": Analyte(
        "5-HTP",
        "nmol/L",
        (1, 5000),
        (0, 100000),
        (Way("µg/L", 1000 / 220.23),),  # 220.23 g/mol [R]
    ),
    "glucose_fasting": Analyte(
        "Fasting glucose",
        "mmol/L",
        (1, 35),
        (0.3, 100),
        (Way("mg/dL", 1 / 18.02),),  # [H]
        "DEP",
        "everolimus",
        "LOINC 1558-6 (unconfirmed)",
        uln=True,
        plausible_ratio=(0.3, 10),
        asked=(Asked("mg/dL", (35, 2000), (70, 200)),),
        usual_limits=(4, 12),
    ),
    "hba1c": Analyte(
        "HbA1c",
        "%",
        (3, 20),
        (2, 25),
        # NGSP % = 0.09148 x IFCC mmol/mol + 2.152, the master equation [C]
        (Way("mmol/mol", 0.09148, 2.152), Way("% IFCC", 0.9148, 2.152)),
        "DEP",
        "everolimus",
        asked=(Asked("mmol/mol", (20, 250), (30, 60)),),
        usual_limits=(5, 8),
    ),
    "urine_protein": Analyte(
        "Protein in urine",
        "mg/24 h",
        (0, 20000),
        (0, 100000),
        (Way("g/24 h"),),
        "DEP",
        "sunitinib, cabozantinib",
        asked=(Asked("g/24 h", (0.02, 30), (0.05, 0.5)),),
        usual_limits=(30, 500),
        not_converted=_NO_RATIO,
        noun="urinary protein",
    ),
}
