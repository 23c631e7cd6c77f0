"""Before any therapy: what a drug or a procedure may need to know of the person."""

from __future__ import annotations

from nettui.plugin.api import INFO, OPTION, STRONG, Judgement, Rule, derived, fact
from nettui.plugin.terms import certain_nec, in_reach, ki67, present, sstr, sstr_unscanned, well

from .terms import allergies, comorbidities, crcl, net_g3

pregnancy = derived("pregnancy_possible")
# Of a NEC only below Ki-67 55 % (Z07).
_sstr_asked = sstr_unscanned & (~certain_nec | (ki67 < 55))

ACTS = (
    Rule(
        id="workup.obstetric_review",
        sources=("INV-52", "Z12"),
        strength=STRONG,
        mark="E",
        flags=("first",),
        when=pregnancy.is_("pregnant"),
        says="Pregnancy: obstetric-oncology review.",
    ),
    Rule(
        id="workup.pregnancy_test",
        sources=("INV-52", "Z12"),
        strength=STRONG,
        mark="E",
        flags=("first",),
        when=pregnancy.is_("to_test"),
        says="Pregnancy test before imaging with radiation, procedures and antitumour drugs; an "
        "emergency is not delayed.",
    ),
    Rule(
        id="workup.record_open",
        sources=("DICT",),
        strength=INFO,
        mark="E",
        when=present & (allergies.missing | comorbidities.missing),
        says="Allergies or comorbidities are not recorded: ask before any drug.",
    ),
    Rule(
        id="workup.egfr_only",
        sources=("DICT",),
        strength=INFO,
        mark="C",
        when=present & fact("labs.egfr").known & crcl.missing,
        says="eGFR does not stand for creatinine clearance: give age, sex, weight and "
        "creatinine, or measure it.",
    ),
    Rule(
        id="workup.sstr_agent",
        statements=("T70", "T71"),
        sources=("U04",),
        strength=OPTION,
        role="diagnostic",
        mark="R",
        options=("ga68_pet", "cu64_pet"),
        when=present & _sstr_asked,
        says="SSTR imaging: PET with 68Ga or 64Cu.",
    ),
    Rule(
        id="workup.sstr_scintigraphy",
        statements=("T72",),
        sources=("U04",),
        strength=OPTION,
        role="diagnostic",
        mark="R",
        options=("in111_scan",),
        when=present & _sstr_asked,
        says="111In scintigraphy only where PET is unavailable.",
    ),
    Rule(
        id="workup.fdg",
        statements=("T73",),
        sources=("U07",),
        strength=OPTION,
        role="diagnostic",
        mark="R",
        options=("fdg_pet",),
        when=present
        & fact("imaging.fdg_result").missing
        & (
            net_g3
            | (derived("tumour_class").is_("poor") & ~certain_nec)
            | sstr.is_("heterogeneous")
            | (well & sstr.is_("negative"))
        ),
        says="FDG PET: NET G3, NEC, or lesions that SSTR imaging does not show.",
    ),
    Judgement(
        id="workup.heterogeneous",
        sources=("G-GATE", "U07"),
        mark="E",
        when=well & in_reach & sstr.is_("heterogeneous"),
        says="SSTR heterogeneous: PRRT is for the board only, with FDG PET.",
    ),
)
