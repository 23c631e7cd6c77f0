"""Near misses of pregnancy, breast-feeding and contraception (Z12, INV-52)."""

from __future__ import annotations

from tests.guideline.records import NEC
from tests.plugins.near_misses.rule import FAMILY, OUT, RESECTED, Facts, Rule

SEX, AGE, PREGNANCY = "patient.sex_at_birth", "patient.age", "patient.pregnancy_status"
BREAST = "patient.breastfeeding"
WEEK, DIFFERENTIATION = "patient.pregnancy_week", "pathology.differentiation"
IMAGED = "imaging.conv_imaging_modality"

_WOMAN: Facts = {SEX: "female", AGE: 54.0, PREGNANCY: None}
_PREGNANT: Facts = {**_WOMAN, PREGNANCY: "pregnant"}
_NOT = ({PREGNANCY: "not_pregnant"}, {PREGNANCY: "not_applicable"}, {PREGNANCY: None})


def _pregnant(name: str) -> Rule:
    """What holds in a pregnancy on record, and only there; nothing else is asked."""
    return Rule(
        f"base:{name}",
        _PREGNANT,
        still=({AGE: None, SEX: None}, RESECTED, OUT, {"pathology.ki67": None}),
        misses=_NOT,
        no=_NOT,
    )


def _untested(name: str) -> Rule:
    """What goes first in a woman under 55 whose pregnancy is not recorded; unknown asks."""
    return Rule(
        f"base:{name}",
        _WOMAN,
        still=({AGE: 14.0},),
        misses=({AGE: 55.0}, {SEX: "male"}, *_NOT[:2]),
        no=({AGE: 55.0, SEX: None}, {AGE: None, SEX: "male"}),
        open=({AGE: None}, {SEX: None}, {AGE: None, SEX: None}),
    )


def _breast(name: str) -> Rule:
    """What holds while a woman breast-feeds, and is asked where it can be."""
    return Rule(
        f"base:systemic.breastfeeding{name}",
        {**_WOMAN, BREAST: "yes"},
        still=({AGE: None}, {SEX: None}),
        misses=({BREAST: "no"},),
        no=({BREAST: None, SEX: "male"}, {BREAST: None, AGE: 55.0}),
        open=({BREAST: None}, {BREAST: None, SEX: None}),
    )


RULES = (
    *map(
        _pregnant,
        (
            "systemic.pregnancy",
            "systemic.pregnancy_ssa",
            "workup.pregnancy_radionuclide",
            "workup.pregnancy_ct",
            "workup.pregnancy_mri",
            "extent.pregnancy_procedure",
            "extent.pregnancy_liver",
        ),
    ),
    # A NEC does not wait for the birth (Z12); a week or a class that is not recorded stops.
    Rule(
        "base:systemic.pregnancy_nec",
        {**_PREGNANT, **NEC, WEEK: 14.0},
        still=({WEEK: 30.0}, {AGE: None, SEX: None}),
        misses=({WEEK: 13.0}, {WEEK: None}, {FAMILY: "NET", DIFFERENTIATION: "well"}, *_NOT),
        no=(
            *({WEEK: week} for week in (13.0, None)),
            {FAMILY: None, DIFFERENTIATION: None},
            *_NOT,
        ),
    ),
    Rule(
        "base:systemic.pregnancy_chemotherapy",
        {**_PREGNANT, **NEC, WEEK: 13.0},
        still=(
            {WEEK: None},
            {WEEK: 30.0, FAMILY: "NET", DIFFERENTIATION: "well"},
            {WEEK: 30.0, FAMILY: None, DIFFERENTIATION: None},
        ),
        misses=({WEEK: 14.0}, *_NOT),
        no=({WEEK: 14.0}, *_NOT),
    ),
    *map(_untested, ("workup.pregnancy_open", "extent.pregnancy_test")),
    *map(_breast, ("", "_drug", "_ga68", "_fdg", "_maa")),
    Rule(
        "base:workup.pregnancy_imaging",
        {**_PREGNANT, IMAGED: None},
        still=(RESECTED, OUT),
        misses=({IMAGED: "MRI"}, *_NOT),
        no=_NOT,
    ),
    *(
        Rule(
            f"therapies:{option}.pregnancy",
            _PREGNANT,
            misses=_NOT,
            no=_NOT,
        )
        for option in ("diazoxide", "cortisol_control")
    ),
    Rule(
        "therapies:workup.obstetric_review",
        _PREGNANT,
        still=(RESECTED, OUT),
        misses=_NOT,
    ),
    Rule(
        "therapies:workup.pregnancy_test",
        _WOMAN,
        # Age or sex that nobody recorded: ask, and test (Z12).
        still=(RESECTED, OUT, {AGE: None}, {SEX: None}, {AGE: None, SEX: None}),
        misses=(*_NOT[:2], {AGE: 55.0}, {AGE: 55.0, SEX: None}, {SEX: "male", AGE: None}),
    ),
)
