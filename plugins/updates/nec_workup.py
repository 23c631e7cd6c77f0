"""What is considered of a NEC, beside what the base protocol asks of every tumour (Z07)."""

from __future__ import annotations

from nettui.plugin.api import CONDITIONAL, STRONG, Condition, Rule, fact
from nettui.plugin.terms import (
    certain_nec,
    feasible_borderline,
    feasible_yes,
    ki67,
    localized,
    metastatic,
    planned,
    present,
    recorded,
    sstr,
    surgery_planned,
)

from .note import stands

_SOURCES = ("Z07", "ENETS-NEC-2016")
_radical_surgery: Condition = (
    (localized & (feasible_yes | feasible_borderline))
    | (metastatic & feasible_yes)
    | recorded(surgery_planned, planned)
)
_equivocal: Condition = recorded(sstr.is_("heterogeneous"), sstr)

ACTS = (
    Rule(
        id="workup.nec_sstr_low_ki67",
        statements=("COM-08",),
        sources=_SOURCES,
        strength=CONDITIONAL,
        role="diagnostic",
        mark="C",
        flags=stands("R", "D"),
        options=("sstr_pet",),
        when=certain_nec & sstr.missing & present & (ki67 < 55),
        says="NEC with Ki-67 below 55 %: SSTR PET/CT can be considered.",
    ),
    Rule(
        id="workup.nec_ct",
        statements=("COM-08",),
        sources=_SOURCES,
        strength=STRONG,
        role="diagnostic",
        mark="C",
        flags=stands("R", "D"),
        options=("ct",),
        when=certain_nec & present & fact("imaging.conv_imaging_modality").missing,
        says="NEC: whole-body CT.",
    ),
    Rule(
        id="workup.nec_fdg",
        statements=("U07",),
        sources=_SOURCES,
        strength=CONDITIONAL,
        role="diagnostic",
        mark="C",
        flags=stands("R", "D"),
        options=("fdg_pet",),
        when=certain_nec
        & present
        & fact("imaging.fdg_result").missing
        & (_radical_surgery | _equivocal),
        says="NEC: FDG PET can be considered where radical surgery is planned or imaging is "
        "equivocal.",
    ),
)
