"""Pregnancy, breast-feeding and contraception: what they stop, and what goes first (Z12, INV-52).

Radionuclides, chemotherapy, targeted agents, embolisation, ablation and radiotherapy are stopped in
a pregnancy, and not cleared while one is possible and not tested. Imaging without radiation goes
first; a test goes before imaging with radiation and before an operation, and delays no emergency.
"""

from __future__ import annotations

from nettui.plugin.api import ALWAYS, STRONG, Condition, Guard, Rule, fact
from nettui.plugin.terms import recorded, tumour_class

pregnancy = fact("patient.pregnancy_status")
week = fact("patient.pregnancy_week")
breastfeeding = fact("patient.breastfeeding")
contraception = fact("patient.contraception")

# Where the answer is not recorded, pregnancy is a question only for a woman under 55 (INV-52).
CHILDBEARING: Condition = ~fact("patient.sex_at_birth").is_("male") & ~(fact("patient.age") >= 55)
_pregnant: Condition = recorded(pregnancy.is_("pregnant"), pregnancy)
_untested: Condition = pregnancy.missing & CHILDBEARING
_breastfeeding: Condition = breastfeeding.is_("yes") & (breastfeeding.known | CHILDBEARING)

_WHATEVER_THE_WEEK = (
    "chemoembolisation",
    "radioligand",
    "targeted",
    "liver_radiation",
    "radiotherapy",
)
HARM_TO_A_PREGNANCY = ("chemotherapy", *_WHATEVER_THE_WEEK)
SECOND_TRIMESTER = 14  # its first week
# A NEC does not wait for the birth: from here on the obstetric-oncology board decides (Z12).
_late_nec: Condition = recorded(tumour_class.is_("poor"), tumour_class) & recorded(
    week >= SECOND_TRIMESTER, week
)
_IN_THE_LIVER = ("embolisation", "ablation")
_RADIONUCLIDE, _CT = "radionuclide_imaging", "ct_imaging"


def _breast(name: str, classes: tuple[str, ...], says: str, kind: str = "caution") -> Guard:
    return Guard(
        id=f"systemic.breastfeeding_{name}",
        kind=kind,
        classes=classes,
        when=_breastfeeding,
        sources=("Z12",),
        mark="R",
        says=says,
    )


IMAGING = (
    Guard(
        id="workup.pregnancy_radionuclide",
        classes=(_RADIONUCLIDE,),
        when=_pregnant,
        sources=("Z12",),
        mark="R",
        says="Pregnancy: no radionuclide. Ultrasound or MRI without gadolinium first.",
    ),
    Guard(
        id="workup.pregnancy_ct",
        classes=(_CT,),
        when=_pregnant,
        sources=("Z12",),
        mark="R",
        says="Pregnancy: ultrasound or MRI without gadolinium first. CT only to save life, by the "
        "obstetric emergency team.",
    ),
    Guard(
        id="workup.pregnancy_mri",
        kind="caution",
        options=("mri",),
        when=_pregnant,
        sources=("Z12",),
        mark="R",
        says="Pregnancy: without gadolinium.",
    ),
    Guard(
        id="workup.pregnancy_open",
        kind="first",
        classes=(_RADIONUCLIDE, _CT),
        when=_untested,
        sources=("Z12", "INV-52"),
        mark="E",
        says="Pregnancy is possible: pregnancy test first; an emergency is not delayed.",
    ),
    Rule(
        id="workup.pregnancy_imaging",
        sources=("Z12",),
        strength=STRONG,
        mark="R",
        role="diagnostic",
        options=("ultrasound", "mri"),
        when=_pregnant & fact("imaging.conv_imaging_modality").missing,
        says="Pregnancy: ultrasound or MRI without gadolinium first; no radionuclide, no CT but to "
        "save life.",
    ),
)

PROCEDURE = (
    Guard(
        id="extent.pregnancy_liver",
        classes=_IN_THE_LIVER,
        when=_pregnant,
        sources=("Z12",),
        mark="R",
        says="Pregnancy: no elective embolisation, no ablation guided by X-ray. To save life, by "
        "the obstetric emergency team.",
    ),
    Guard(
        id="extent.pregnancy_procedure",
        kind="caution",
        classes=("surgery", "endoscopy", "emergency"),
        when=_pregnant,
        sources=("Z12",),
        mark="R",
        says="Pregnancy: with the obstetric team; what saves life is not delayed.",
    ),
    Guard(
        id="extent.pregnancy_test",
        kind="first",
        classes=("surgery", "endoscopy"),
        except_roles=("supportive",),
        when=_untested,
        sources=("Z12", "INV-52"),
        mark="E",
        says="Pregnancy is possible: pregnancy test first.",
    ),
)

SYSTEMIC = (
    Guard(
        id="systemic.pregnancy",
        classes=_WHATEVER_THE_WEEK,
        when=_pregnant,
        sources=("INV-52",),
        mark="E",
        says="Pregnancy: obstetric-oncology review.",
    ),
    Guard(
        id="systemic.pregnancy_chemotherapy",
        classes=("chemotherapy",),
        when=_pregnant & ~_late_nec,
        sources=("INV-52", "Z12"),
        mark="R",
        says="Pregnancy: obstetric-oncology review. No chemotherapy in the first trimester, while "
        "the week is not recorded, or for a tumour other than a NEC.",
    ),
    Guard(
        id="systemic.pregnancy_nec",
        kind="caution",
        weakens=True,
        classes=("chemotherapy",),
        when=_pregnant & _late_nec,
        sources=("Z12",),
        mark="R",
        says="Pregnancy after the first trimester: chemotherapy of a NEC only as the "
        "obstetric-oncology board decides.",
    ),
    Guard(
        id="systemic.pregnancy_open",
        classes=(*HARM_TO_A_PREGNANCY, *_IN_THE_LIVER),
        when=pregnancy.missing & CHILDBEARING & pregnancy.is_("pregnant"),
        sources=("INV-52", "Z12"),
        mark="E",
        says="Pregnancy is possible: pregnancy test first.",
    ),
    Guard(
        id="systemic.pregnancy_ssa",
        kind="caution",
        classes=("ssa", "ssa_raises_glucose", "ssa_short", "ssa_cover"),
        when=_pregnant,
        sources=("Z12",),
        mark="C",
        says="Pregnancy: little experience; analogues and surgery are what has been used most.",
    ),
    Guard(
        id="systemic.breastfeeding",
        classes=("radioligand", "temozolomide"),
        when=_breastfeeding,
        sources=("T20", "T40", "Z12"),
        mark="C",
        says="Breast-feeding: wean before 177Lu and before temozolomide.",
    ),
    _breast(
        "drug",
        ("chemotherapy", "targeted"),
        "No breast-feeding during this treatment.",
        kind="first",
    ),
    _breast("ga68", ("ga68",), "Breast-feeding: pause 4 h after 68Ga (US label: 12 h)."),
    _breast("fdg", ("fdg",), "Breast-feeding: pause 4-12 h after FDG."),
    _breast("maa", ("liver_radiation",), "Breast-feeding: pause 12-24 h after the 99mTc-MAA scan."),
    Guard(
        id="systemic.contraception",
        kind="first",
        classes=("chemotherapy",),
        when=CHILDBEARING
        & (pregnancy.is_("not_pregnant") | pregnancy.missing)
        & (~contraception.one_of("effective", "not_applicable") | contraception.missing),
        sources=("D-GATES",),
        mark="E",
        says="Effective contraception.",
    ),
    Guard(
        id="systemic.contraception_radioligand",
        kind="caution",
        classes=("radioligand",),
        when=ALWAYS,
        sources=("Z12",),
        mark="R",
        says="Contraception after the last 177Lu: women 6 months (EU) or 7 (US), men 6 (EU) or 4 "
        "(US).",
    ),
)
