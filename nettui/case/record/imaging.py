"""Scans: one entry per examination. The picture reads the newest of each kind."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen

from nettui.case.base.declare import DatedEntry, choice, number
from nettui.case.base.quantity import Number, Refusal
from nettui.case.base.vocabulary import Fact, Kind

CONVENTIONAL = ("CT", "MRI", "both")
SSTR = (
    "68Ga-DOTATATE",
    "68Ga-DOTATOC",
    "68Ga-DOTANOC",
    "64Cu-DOTATATE",
    "111In-pentetreotide",
    "99mTc",
    # Where the report names no agent, or not even whether it was a PET.
    *("SSTR_PET", "SSTR_scintigraphy", "SSTR_unnamed"),
)
FDG = ("18F-FDG",)
HEART = ("echocardiogram",)
OTHER = (
    *("EUS", "endoscopy", "ultrasound", "brain_MRI", "bone_scan"),
    *("68Ga-exendin", "18F-DOPA", "123I-MIBG", "other"),
)
MODALITIES = CONVENTIONAL + SSTR + FDG + HEART + OTHER

# The examination of a result that names none: a report's "SSTR positive" is enough.
UNNAMED: Mapping[str, str] = {
    "sstr_result": "SSTR_unnamed",
    "krenning_score": "SSTR_unnamed",
    "fdg_result": "18F-FDG",
    "echocardiography": "echocardiogram",
}

SSTR_FIELDS = ("sstr_result", "krenning_score", "uptake_vs_liver", "sstr_all_lesions")
# Which examinations may carry which answers.
ANSWERS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(SSTR_FIELDS, SSTR),
    "sstr_suv_max": SSTR,
    "fdg_result": FDG,
    "fdg_suv_max": FDG,
    "sstr_fdg_discordance": SSTR + FDG,
    "echocardiography": HEART,
    "lvef": (*HEART, "MRI", "other"),
}
_GROUP = {
    **dict.fromkeys(CONVENTIONAL, "conventional"),
    **dict.fromkeys(SSTR, "sstr"),
    **dict.fromkeys(FDG, "fdg"),
    **dict.fromkeys(HEART, "heart"),
}


@frozen(kw_only=True, repr=False, eq=False)
class Scan(DatedEntry):
    """One imaging examination. Answers that belong to another modality are refused on reading.

    An examination that is not understood is kept and asked about; it counts as none of the others.
    """

    modality: str = choice("Examination", " ".join(MODALITIES), required=True, open=True)
    sstr_result: str | None = choice(
        "SSTR imaging",
        "positive negative heterogeneous unknown",
        level="CORE",
        needed_when="PRRT",
        blocks="PRRT",
        pick="newest",
        question="Is SSTR imaging positive?",
        noun="result of SSTR imaging",
        says={
            "positive": "SSTR imaging is positive",
            "negative": "SSTR imaging is negative",
            "heterogeneous": "SSTR imaging is heterogeneous",
        },
    )
    krenning_score: Number | None = number(
        "Krenning score",
        "",
        (0, 4),
        integer=True,
        level="DEP",
        needed_when="PRRT",
        blocks="PRRT",
        pick="newest",
        question="What is the Krenning score?",
        noun="Krenning score",
        reads="Krenning score {}",
    )
    uptake_vs_liver: str | None = choice(
        "Uptake compared with liver",
        "below equal above unknown",
        level="DEP",
        needed_when="PRRT",
        blocks="PRRT at Krenning 2",
        pick="newest",
        question="Is SSTR uptake above that of the liver?",
        noun="SSTR uptake compared with the liver",
        says={
            "below": "SSTR uptake is below that of the liver",
            "equal": "SSTR uptake equals that of the liver",
            "above": "SSTR uptake is above that of the liver",
        },
    )
    sstr_all_lesions: str | None = choice(
        "All lesions SSTR positive",
        "yes no unknown",
        level="DEP",
        needed_when="PRRT as first line",
        blocks="PRRT as first line",
        pick="newest",
        question="Are all lesions SSTR positive?",
        noun="SSTR uptake of every lesion",
        says={"yes": "all lesions are SSTR positive", "no": "not all lesions are SSTR positive"},
    )
    sstr_suv_max: Number | None = number(
        "Highest uptake of SSTR imaging (SUVmax)",
        "",
        (0, 500),
        plausible=(0.5, 200),
        pick="newest",
        question="What is the highest SUVmax on SSTR imaging?",
        noun="SUVmax on SSTR imaging",
    )
    fdg_suv_max: Number | None = number(
        "Highest uptake of FDG (SUVmax)",
        "",
        (0, 200),
        plausible=(0.5, 60),
        pick="newest",
        question="What is the highest SUVmax on FDG PET?",
        noun="SUVmax on FDG PET",
    )
    fdg_result: str | None = choice(
        "FDG PET",
        "positive negative not_done",
        level="DEP",
        needed_when="Ki-67 > 20 % or discordance",
        blocks="G3 route",
        pick="newest",
        question="Is FDG PET positive?",
        noun="result of FDG PET",
        says={"positive": "FDG PET is positive", "negative": "FDG PET is negative"},
    )
    sstr_fdg_discordance: str | None = choice(
        "SSTR and FDG disagree",
        "none sstr_negative_fdg_positive mixed unknown",
        level="DEP",
        needed_when="both were done",
        blocks="PRRT",
        pick="newest",
        question="Do SSTR imaging and FDG PET disagree?",
        noun="agreement of SSTR imaging and FDG PET",
        says={
            "none": "SSTR imaging and FDG PET agree",
            "sstr_negative_fdg_positive": "lesions are SSTR negative and FDG positive",
            "mixed": "SSTR imaging and FDG PET disagree in part",
        },
    )
    echocardiography: str | None = choice(
        "Echocardiography",
        "normal CHD_mild CHD_severe not_done",
        open=True,
        level="DEP",
        needed_when="carcinoid syndrome",
        blocks="valve surgery before a major procedure",
        pick="newest",
        question="What does echocardiography show?",
        noun="result of echocardiography",
        says={
            "normal": "echocardiography is normal",
            "CHD_mild": "mild carcinoid heart disease",
            "CHD_severe": "severe carcinoid heart disease",
        },
    )
    lvef: Number | None = number(
        "Left ventricular ejection fraction",
        "%",
        (0, 100),
        plausible=(5, 80),
        level="DEP",
        needed_when="sunitinib",
        blocks="sunitinib check",
        code="LOINC 10230-1 (unconfirmed)",
        pick="newest",
        question="What is the left ventricular ejection fraction?",
        noun="LVEF",
    )
    group: str = field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        for name, examinations in ANSWERS.items():
            is_other = self.modality in MODALITIES and self.modality not in examinations
            if is_other and getattr(self, name) is not None:
                found = f"an answer of another examination ({self.modality})"
                raise Refusal(found, f"it on: {', '.join(examinations)}", key=name)
        object.__setattr__(self, "group", _GROUP.get(self.modality, "other"))


def _date(name: str, label: str, **more: object) -> Fact:
    return Fact(f"imaging.{name}", label, Kind.DATE, pick="newest", **more)  # type: ignore[arg-type]


# Where those facts are entered: the examinations and the field of the newest of them.
MODALITIES_OF: Mapping[str, tuple[tuple[str, ...], str]] = {
    "conv_imaging_modality": (CONVENTIONAL, "modality"),
    "conv_imaging_date": (CONVENTIONAL, "date"),
    "sstr_modality": (SSTR, "modality"),
    "sstr_date": (SSTR, "date"),
    "sstr_age_months": (SSTR, "date"),
    "fdg_date": (FDG, "date"),
    "echocardiography_date": (HEART, "date"),
    "endoscopy_date": (("endoscopy",), "date"),
    "eus_date": (("EUS",), "date"),
    "ultrasound_date": (("ultrasound",), "date"),
    "brain_mri_date": (("brain_MRI",), "date"),
}

# Facts that follow from which examination is the newest.
FROM_SCANS: tuple[Fact, ...] = (
    Fact(
        "imaging.conv_imaging_modality",
        "CT or MRI",
        Kind.CHOICE,
        choices=CONVENTIONAL,
        level="CORE",
        blocks="staging",
        code="FHIR ImagingStudy",
        pick="newest",
        question="Has CT or MRI been done?",
        lacking="not done",
        reads="conventional imaging: {}",
        says={"both": "CT and MRI were done", "CT": "CT was done", "MRI": "MRI was done"},
    ),
    _date(
        "conv_imaging_date",
        "Date of CT or MRI",
        level="CORE",
        blocks="staging",
        question="When was CT or MRI done?",
    ),
    Fact(
        "imaging.sstr_modality",
        "SSTR imaging agent",
        Kind.CHOICE,
        choices=SSTR,
        level="CORE",
        needed_when="any decision on SSTR",
        blocks="PRRT, complete staging",
        pick="newest",
        question="Has SSTR imaging been done, and with which agent?",
        noun="SSTR imaging",
        lacking="not done",
        reads="SSTR imaging with {}",
    ),
    _date(
        "sstr_date",
        "Date of SSTR imaging",
        level="DEP",
        blocks="age of the scan before PRRT",
        question="When was SSTR imaging done?",
    ),
    Fact(
        "imaging.sstr_age_months",
        "Age of SSTR imaging",
        Kind.NUMBER,
        unit="months",
        hard=(0, 1500),
        level="DEP",
        needed_when="PRRT",
        blocks="age of the scan before PRRT",
        pick="newest",
        question="When was SSTR imaging last done?",
        noun="date of SSTR imaging",
        reads="SSTR imaging is {} old",
    ),
    _date("fdg_date", "Date of FDG PET", question="When was FDG PET done?"),
    _date(
        "echocardiography_date",
        "Date of echocardiography",
        level="DEP",
        needed_when="carcinoid syndrome",
        blocks="valve surgery before a major procedure",
        question="When was echocardiography done?",
    ),
    _date("endoscopy_date", "Date of endoscopy", question="When was endoscopy done?"),
    _date(
        "eus_date", "Date of endoscopic ultrasound", question="When was endoscopic ultrasound done?"
    ),
    _date("ultrasound_date", "Date of ultrasound", question="When was ultrasound done?"),
    _date("brain_mri_date", "Date of MRI of the brain", question="When was MRI of the brain done?"),
)
