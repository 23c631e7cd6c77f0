"""Tissue: one entry per specimen. Ki-67, mitoses, differentiation and the grade as reported count
at their worst.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from attrs import field, frozen

from nettui.case.base.declare import DatedEntry, Value, choice, field_of, number, several
from nettui.case.base.quantity import Number, ki67_possible
from nettui.case.base.vocabulary import Fact, Kind, Range, inside

STAIN = "positive negative not_done focal"
PLAIN_STAIN = "positive negative not_done"
SEEN = "present absent unknown"
LOSS = "present absent not_done"


def _stain(label: str, words: str = PLAIN_STAIN, **more: Any) -> Any:
    stain = inside(label.removesuffix(" in tissue"))
    return choice(
        f"{label} (immunohistochemistry)",
        words,
        pick="newest",
        open=True,
        question=f"Does the tumour stain for {stain}?",
        noun=f"{stain} stain",
        **more,
    )


@frozen(kw_only=True, repr=False, eq=False)
class Specimen(DatedEntry):
    """One biopsy, resection or cytology, as the pathologist reported it."""

    specimen_type: str | None = choice(
        "Specimen",
        "biopsy endoscopic_resection surgical_resection cytology",
        level="CORE",
        pick="newest",
        blocks="confidence of the grade",
        code="mCODE HumanSpecimen",
        question="Which kind of specimen was it?",
        noun="kind of specimen",
    )
    specimen_site: str | None = choice(
        "Taken from",
        "primary liver node peritoneum bone lung brain other",
        pick="newest",
        question="Where was the specimen taken from?",
        noun="site of the specimen",
        reads="the specimen is from {}",
    )
    histology_family: str | None = choice(
        "Histological family",
        "NET NEC MiNEN GCA DIPNECH other paraganglioma unknown",
        level="CORE",
        pick="newest",
        blocks="everything",
        code="ICD-O-3.2 morphology",
        question="Is it a NET, a NEC or another entity?",
        noun="histology",
    )
    differentiation: str | None = choice(
        "Differentiation",
        "well poor indeterminate unknown",
        level="CORE",
        pick="worst",
        blocks="grading and all systemic therapy",
        code="mCODE HistologicGrade",
        question="Is the tumour well or poorly differentiated?",
        says={
            "well": "the tumour is well differentiated",
            "poor": "the tumour is poorly differentiated",
            "indeterminate": "differentiation is indeterminate",
        },
    )
    cell_size: str | None = choice(
        "Cell size",
        "small large not_applicable unknown",
        level="DEP",
        needed_when="NEC",
        pick="newest",
        blocks="NEC regimen note",
        question="Is it a small-cell or a large-cell carcinoma?",
        noun="cell type (small or large)",
        says={
            "small": "small-cell carcinoma",
            "large": "large-cell carcinoma",
            "not_applicable": "cell type does not apply",
        },
    )
    ki67: Number | None = field_of(
        Fact(
            "",
            "Ki-67",
            Kind.NUMBER,
            unit="%",
            hard=(0, 100),
            plausible=(0, 100),
            level="CORE",
            pick="worst",
            blocks="definitive grade and treatment",
            code="LOINC 29593-1",
            question="What is the Ki-67?",
        )
    )
    reported_grade: str | None = choice(
        "Grade or class as reported",
        "G1 G2 G3 NEC typical atypical unknown",
        level="REC",
        open=True,
        pick="worst",
        needed_when="no Ki-67 is known",
        blocks="a longer interval of follow-up",
        code="mCODE HistologicGrade",
        question="Which grade or class does the report give?",
        noun="reported grade",
        reads="reported as {}",
        says={
            "typical": "reported as typical carcinoid",
            "atypical": "reported as atypical carcinoid",
        },
    )
    ki67_method: str | None = choice(
        "Ki-67 method",
        "hot_spot_count digital estimate",
        level="REC",
        pick="newest",
        blocks="flag if estimated",
        question="How was the Ki-67 counted?",
        noun="method of the Ki-67 count",
    )
    mitoses_per_2mm2: Number | None = number(
        "Mitoses",
        "per 2 mm2",
        (0, 1000),
        plausible=(0, 200),
        level="REC",
        pick="worst",
        needed_when="lung or thymus",
        blocks="WHO grade by mitoses; typical or atypical carcinoid",
        question="How many mitoses are there per 2 mm2?",
        noun="mitotic count",
    )
    mitoses_counted: Number | None = number(
        "Mitoses counted in the area",
        "",
        (0, 10000),
        pick="newest",
        question="How many mitoses were counted?",
        noun="number of mitoses counted",
        reads="{} mitoses counted",
    )
    mitoses_area_counted: Number | None = number(
        "Area in which mitoses were counted",
        "mm2",
        (0.1, 1000),
        plausible=(1, 50),
        pick="newest",
        question="In which area were mitoses counted?",
    )
    mitoses_hpf: Number | None = number(
        "High-power fields in which mitoses were counted",
        "",
        (1, 1000),
        plausible=(1, 100),
        integer=True,
        pick="newest",
        question="In how many high-power fields were mitoses counted?",
        noun="number of high-power fields",
        reads="mitoses counted in {} high-power fields",
    )
    hpf_diameter_mm: Number | None = number(
        "Diameter of a high-power field",
        "mm",
        (0.1, 2),
        plausible=(0.35, 0.75),
        pick="newest",
        question="What is the diameter of a high-power field?",
    )
    field_number: Number | None = number(
        "Field number of the eyepiece (objective 40x)",
        "",
        (10, 40),
        plausible=(18, 27),
        pick="newest",
        question="What is the field number of the eyepiece?",
        noun="field number of the eyepiece",
    )
    necrosis: str | None = choice(
        "Necrosis",
        SEEN,
        level="DEP",
        needed_when="lung or thymus",
        pick="newest",
        blocks="typical or atypical carcinoid",
        question="Is there necrosis?",
        says={"present": "necrosis", "absent": "no necrosis"},
    )
    ihc_synaptophysin: str | None = _stain(
        "Synaptophysin", STAIN, level="CORE", blocks="plan stays provisional"
    )
    ihc_cga: str | None = _stain(
        "Chromogranin A in tissue", STAIN, level="CORE", blocks="plan stays provisional"
    )
    ihc_insm1: str | None = _stain("INSM1", STAIN)
    ihc_ttf1: str | None = _stain("TTF1", level="REC", blocks="unknown-primary routing")
    ihc_cdx2: str | None = _stain("CDX2", level="REC", blocks="unknown-primary routing")
    ihc_isl1: str | None = _stain("ISL1", level="REC", blocks="unknown-primary routing")
    ihc_pax6: str | None = _stain("PAX6", level="REC", blocks="unknown-primary routing")
    ihc_sstr2: str | None = _stain("SSTR2", STAIN)
    ihc_sstr5: str | None = _stain("SSTR5", STAIN)
    ihc_cd56: str | None = _stain("CD56", STAIN)
    ihc_nse: str | None = _stain("NSE", STAIN)
    ihc_serotonin: str | None = _stain("Serotonin", STAIN)
    ihc_acth: str | None = _stain("ACTH in tissue", STAIN)
    ihc_pax8: str | None = _stain("PAX8", STAIN)
    ihc_satb2: str | None = _stain("SATB2", STAIN)
    rb1_loss: str | None = choice(
        "RB1 loss",
        LOSS,
        level="DEP",
        needed_when="Ki-67 > 20 %",
        pick="newest",
        blocks="NET G3 versus NEC",
        code="mCODE GenomicVariant",
        question="Is RB1 lost?",
        noun="RB1",
        lacking="not tested",
        says={"present": "RB1 is lost", "absent": "RB1 is retained"},
    )
    p53_abnormal: str | None = choice(
        "p53 abnormal",
        LOSS,
        level="DEP",
        needed_when="Ki-67 > 20 %",
        pick="newest",
        blocks="NET G3 versus NEC",
        code="mCODE GenomicVariant",
        question="Is p53 abnormal?",
        noun="p53",
        lacking="not tested",
        says={"present": "p53 is abnormal", "absent": "p53 is normal"},
    )
    daxx_atrx_loss: str | None = choice(
        "DAXX or ATRX loss",
        LOSS,
        level="DEP",
        needed_when="Ki-67 > 20 %",
        pick="newest",
        blocks="NET G3 versus NEC",
        code="mCODE GenomicVariant",
        question="Is DAXX or ATRX lost?",
        noun="DAXX and ATRX",
        lacking="not tested",
        says={"present": "DAXX or ATRX is lost", "absent": "DAXX and ATRX are retained"},
    )
    mgmt_status: str | None = choice(
        "MGMT",
        "methylated_low retained_high not_done",
        pick="newest",
        blocks="response note",
        question="Is MGMT methylated or its expression low?",
        lacking="not tested",
        says={"methylated_low": "MGMT is methylated or low", "retained_high": "MGMT is retained"},
    )
    molecular: frozenset[str] | None = several(
        "Molecular findings",
        "MSI-H TMB-high BRAF_V600E NTRK RET HER2 MEN1_somatic",
        open=True,
        pick="newest",
        blocks="NEC targeted options",
        code="GenomicsReport",
        question="Are there molecular findings?",
        lacking="not recorded",
        reads="molecular findings: {}",
        says={"none": "no molecular finding"},
    )
    tmb: Number | None = number(
        "Tumour mutational burden",
        "mut/Mb",
        (0, 2000),
        plausible=(0, 100),
        pick="newest",
        question="What is the tumour mutational burden?",
    )
    lvi: str | None = choice(
        "Lymphovascular invasion",
        SEEN,
        level="DEP",
        pick="newest",
        needed_when="appendix, rectum, stomach, lung, thymus",
        blocks="those site rules",
        question="Is there lymphovascular invasion?",
        says={"present": "lymphovascular invasion", "absent": "no lymphovascular invasion"},
    )
    perineural_invasion: str | None = choice(
        "Perineural invasion",
        SEEN,
        level="DEP",
        pick="newest",
        needed_when="appendix, rectum, stomach, lung, thymus",
        blocks="those site rules",
        question="Is there perineural invasion?",
        says={"present": "perineural invasion", "absent": "no perineural invasion"},
    )
    depth: str | None = choice(
        "Depth of invasion",
        "mucosa submucosa muscularis subserosa serosa adjacent_organ",
        level="DEP",
        needed_when="gastrointestinal primary",
        pick="newest",
        blocks="T category",
        question="How deep does the tumour invade?",
        reads="the tumour invades the {}",
        says={"adjacent_organ": "the tumour invades an adjacent organ"},
    )
    mesoappendix_invasion_mm: Number | None = number(
        "Invasion of the mesoappendix",
        "mm",
        (0, 100),
        plausible=(0, 30),
        level="DEP",
        needed_when="appendix",
        pick="newest",
        blocks="completion hemicolectomy",
        question="How far does the tumour invade the mesoappendix?",
    )

    # What the Ki-67 of this specimen says of the grade, apart from "not given".
    ki67_undetermined: bool = field(init=False, eq=False, repr=False)
    # Mitoses are counted in an area that is not known.
    mitoses_undetermined: bool = field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        row = list(self.row)
        decided = ki67_possible(self.ki67)
        row[KI67] = decided
        if row[MITOSES] is None:
            row[MITOSES] = _per_2mm2(row[MITOSES_COUNTED], _area(row))
        object.__setattr__(self, "row", tuple(row))
        undetermined = self.ki67 is not None and decided is None
        object.__setattr__(self, "ki67_undetermined", undetermined)
        uncounted = row[MITOSES] is None and row[MITOSES_COUNTED] is not None
        object.__setattr__(self, "mitoses_undetermined", uncounted)


_OBJECTIVE = 40.0  # a high-power field is seen through an objective of 40x [E]


def _area(row: Sequence[Value]) -> float | None:
    """Return the area in mm2 in which mitoses were counted: as given, or by the fields counted.

    A field is a circle of the diameter given, or of the field number over the objective.
    """
    area, fields = row[AREA], row[HPF]
    diameter, number = row[HPF_DIAMETER], row[FIELD_NUMBER]
    if isinstance(area, float):
        return area
    if isinstance(number, float) and diameter is None:
        diameter = number / _OBJECTIVE
    if not (isinstance(fields, float) and isinstance(diameter, float)):
        return None
    return fields * math.pi / 4 * diameter**2


def _per_2mm2(count: Value, area: float | None) -> float | Range | None:
    """Mitoses counted in n mm2, times 2/n (data dictionary, conversions); none are none."""
    if count == 0.0:
        return 0.0
    if area is None:
        return None
    if isinstance(count, float):
        return round(count * 2 / area, 9)
    if isinstance(count, Range):
        return Range(round(count.low * 2 / area, 9), round(count.high * 2 / area, 9))
    return None


_NAMES = [name for name in Specimen.__annotations__ if not name.endswith("_undetermined")]
KI67 = _NAMES.index("ki67")
MITOSES = _NAMES.index("mitoses_per_2mm2")
MITOSES_COUNTED = _NAMES.index("mitoses_counted")
AREA = _NAMES.index("mitoses_area_counted")
HPF = _NAMES.index("mitoses_hpf")
HPF_DIAMETER = _NAMES.index("hpf_diameter_mm")
FIELD_NUMBER = _NAMES.index("field_number")
REPORTED = _NAMES.index("reported_grade")
DIFFERENTIATION = _NAMES.index("differentiation")

# Facts that follow from the list of specimens.
FROM_SPECIMENS: tuple[Fact, ...] = (
    Fact(
        "pathology.first_date",
        "Date of diagnosis (first specimen)",
        Kind.DATE,
        question="When was the tumour first diagnosed?",
        noun="date of diagnosis",
    ),
)
