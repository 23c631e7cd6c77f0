"""Liver-directed options (therapy file, section E). What they share is in `guards_procedures`."""

from __future__ import annotations

from nettui.plugin.api import ALWAYS, Option, caution, fact, parameter, stop

largest = fact("disease.liver_largest_mm")

LIVER = (
    Option(
        id="rfa",
        label="Radiofrequency or microwave ablation (RFA)",
        therapy="T54",
        classes=("liver_directed", "liver_procedure", "definitive", "ablation"),
        monitoring="Liver tests, abscess signs, imaging",
        evidence="With resection: S21; MASPERO-2022 (observational)",
        sources=("T54", "MASPERO-2022"),
        guards=(
            stop(
                largest > 50,
                "A lesion is larger than 50 mm.",
                sources=("T54",),
                mark="R",
            ),
            caution(
                largest > parameter("ablation_size"),
                "A lesion is above the usual size limit: the interventionalist must agree.",
                key="size",
                sources=("T54",),
                statements=("A07",),
                mark="R",
            ),
            stop(
                fact("disease.lesion_abuts_bile_duct").yes,
                "A lesion abuts a central bile duct or a hollow organ.",
                sources=("T54",),
                mark="R",
            ),
        ),
    ),
    Option(
        id="tae",
        label="Bland embolisation (TAE)",
        therapy="T50",
        classes=(
            "liver_directed",
            "liver_procedure",
            "definitive",
            "embolisation",
            "major_procedure",
        ),
        monitoring="Liver tests day 1-7, abscess signs, pain, embolisation syndrome, imaging at "
        "4-8 weeks",
        evidence="Pooled estimate, low-grade: symptom response about 75 % (base protocol 60-95 %, "
        "historical series), 12-18 months (base 18-24)",
        sources=("T50", "DEMESTIER-2017", "JOSKIN-2015"),
    ),
    Option(
        id="tace",
        label="Chemoembolisation (TACE)",
        therapy="T51",
        classes=(
            "liver_directed",
            "liver_procedure",
            "definitive",
            "embolisation",
            "chemoembolisation",
            "major_procedure",
        ),
        monitoring="As TAE; LVEF if an anthracycline is used",
        evidence="Pooled series: no proof of benefit over TAE (DEMESTIER-2017)",
        sources=("T51", "DEMESTIER-2017"),
        guards=(
            caution(
                ALWAYS,
                "Marrow and heart as for the drug used (anthracycline).",
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
        classes=(
            "liver_directed",
            "liver_procedure",
            "definitive",
            "liver_radiation",
            "major_procedure",
        ),
        monitoring="Liver tests monthly, radiation hepatitis",
        evidence="Cohorts; no proven advantage over TAE or TACE (DEMESTIER-2017)",
        sources=("T53", "DEMESTIER-2017"),
    ),
)
