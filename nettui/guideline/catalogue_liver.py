"""Liver-directed options with the guards of the therapy file, section E."""

from __future__ import annotations

from nettui.guideline.guards import (
    DECOMPENSATED,
    EMBOLISATION,
    LIVER_PROCEDURE,
    NO_ACTIVE_SEPSIS,
    nobody_pregnant,
)
from nettui.plugin.api import ALWAYS, Option, caution, derived, fact, first, parameter, stop
from nettui.plugin.terms import (
    recorded,
)

crcl = derived("crcl")
LIVER = (
    Option(
        id="rfa",
        label="Radiofrequency or microwave ablation (RFA)",
        therapy="T54",
        classes=("liver_directed", "definitive", "ablation"),
        monitoring="Liver tests, abscess signs, imaging",
        evidence="With resection: S21; MASPERO-2022",
        guards=(
            stop(
                fact("disease.liver_largest_mm") > 50,
                "A lesion is larger than 50 mm.",
                sources=("T54",),
                mark="R",
            ),
            caution(
                fact("disease.liver_largest_mm") > parameter("ablation_size"),
                "A lesion is above the usual size limit: the interventionalist must agree.",
                key="size",
                sources=("T54",),
                statements=("A07",),
                mark="R",
            ),
            stop(
                recorded(
                    fact("disease.lesion_abuts_bile_duct").yes,
                    fact("disease.lesion_abuts_bile_duct"),
                ),
                "A lesion abuts a central bile duct or a hollow organ.",
                sources=("T54",),
                mark="R",
            ),
            *LIVER_PROCEDURE,
        ),
    ),
    Option(
        id="tae",
        label="Bland embolisation (TAE)",
        therapy="T50",
        classes=("liver_directed", "definitive", "embolisation", "major_procedure"),
        monitoring="Liver tests day 1-7, abscess signs, pain, imaging at 4-8 weeks",
        evidence="DEMESTIER-2017, low-grade evidence",
        guards=EMBOLISATION,
    ),
    Option(
        id="tace",
        label="Chemoembolisation (TACE)",
        therapy="T51",
        classes=("liver_directed", "definitive", "embolisation", "major_procedure"),
        monitoring="As TAE; LVEF if an anthracycline is used",
        evidence="No proof of benefit over TAE: DEMESTIER-2017",
        guards=(
            *EMBOLISATION,
            nobody_pregnant("TACE"),
            caution(
                ALWAYS,
                "Marrow and heart as for the drug used.",
                key="drug",
                sources=("T51",),
                mark="C",
            ),
        ),
    ),
    Option(
        id="sirt",
        label="Radioembolisation with 90Y (SIRT)",
        therapy="T53",
        classes=("liver_directed", "definitive", "radiation", "major_procedure"),
        monitoring="Liver tests monthly, radiation hepatitis",
        evidence="Cohorts; no proven advantage over TAE or TACE: DEMESTIER-2017",
        guards=(
            stop(
                fact("disease.lung_shunt_pct") > 20,
                "Lung shunt above 20 % (dose limit).",
                sources=("T53",),
                mark="R",
            ),
            nobody_pregnant("SIRT"),
            stop(
                fact("organ.liver_disease").is_("CPA_C"),
                "Child-Pugh C.",
                sources=("T53",),
                mark="C",
            ),
            caution(
                fact("labs.bilirubin_uln_ratio") > 2,
                "Bilirubin above 2 x ULN.",
                sources=("T53",),
                mark="C",
            ),
            caution(
                fact("organ.prior_liver_irradiation").yes,
                "The liver was irradiated before.",
                sources=("T53",),
                mark="C",
            ),
            caution(
                fact("history.prior_prrt_cycles") > 0,
                "PRRT before or after increases liver toxicity.",
                sources=("T53",),
                mark="R",
            ),
            first(
                ALWAYS,
                "Confirm an adequate liver remnant (no field of the record says it).",
                key="remnant",
                sources=("T53",),
                mark="R",
            ),
            *DECOMPENSATED,
            *NO_ACTIVE_SEPSIS,
        ),
    ),
)
