"""Targeted agents (rows T32-T34), and everolimus with lanreotide."""

from __future__ import annotations

from nettui.plugin.api import ALWAYS, Option, caution, derived, fact, first, stop
from nettui.plugin.terms import recorded

from .terms import ANTITUMOUR, LOCAL, allergic, first_line, jurisdiction

liver = fact("organ.liver_disease")
pregnancy = fact("patient.pregnancy_status")
contraception = fact("patient.contraception")
_may_conceive = fact("patient.sex_at_birth").is_("female") & (fact("patient.age") < 55)

OPTIONS = (
    Option(
        id="cabozantinib",
        label="Cabozantinib",
        therapy="T32",
        classes=("targeted", "tki", "cyp3a4", *ANTITUMOUR),
        dose=f"60 mg by mouth daily, empty stomach (2 h before, 1 h after); {LOCAL}",
        monitoring="Blood pressure, bleeding, urine protein, teeth, liver tests, electrolytes",
        evidence="CABINET, randomised, n = 298: pancreas PFS 13.8 vs 4.4 months, HR 0.23; "
        "elsewhere 8.4 vs 3.9, HR 0.38",
        sources=("T32", "CABINET", "FDA-CABO-2025", "EMA-CABO-2025"),
        mark="C",
        guards=(
            stop(
                first_line,
                "Never first line: only after previous treatment.",
                key="first_line",
                sources=("T32", "INV-45"),
                mark="C",
            ),
            stop(
                recorded(jurisdiction.is_("EU"), jurisdiction)
                & ~derived("non_ssa_line").is_("yes"),
                "EU (EC, July 2025): only after a line other than somatostatin analogues.",
                key="eu_line",
                sources=("EMA-CABO-2025", "INV-45"),
                mark="C",
            ),
            stop(
                fact("organ.recent_major_bleed").is_("within_3_months"),
                "Recent severe haemorrhage.",
                sources=("T32",),
                mark="C",
            ),
            stop(
                fact("organ.gi_perforation_fistula").is_("uncontrolled"),
                "Gastrointestinal perforation or uncontrolled fistula.",
                sources=("T32",),
                mark="C",
            ),
            stop(
                allergic("cabozantinib"),
                "Hypersensitivity to cabozantinib.",
                sources=("DICT",),
                mark="E",
            ),
            caution(
                liver.one_of("CPA_A", "CPA_B7", "CPA_B8+", "CPA_C"),
                "Liver impairment.",
                sources=("T32",),
                mark="C",
            ),
            first(
                _may_conceive & (contraception.missing | contraception.is_("none")),
                "Effective contraception.",
                key="contraception",
                sources=("T32", "DICT"),
                mark="E",
            ),
            caution(
                ALWAYS,
                "Thrombosis (venous 7 %, arterial 2 % in the label), osteonecrosis, palmar-"
                "plantar syndrome; hold 3 weeks before elective surgery.",
                key="general",
                sources=("T32",),
                mark="R",
            ),
        ),
    ),
    Option(
        id="surufatinib",
        label="Surufatinib",
        therapy="T33",
        classes=("targeted", "tki", "cyp3a4", *ANTITUMOUR),
        dose=f"300 mg by mouth daily; {LOCAL}",
        monitoring="Blood pressure, ECG, LVEF, liver tests each cycle, TSH, urine protein",
        evidence="SANET-P and SANET-EP, randomised: HR 0.49 and 0.33",
        sources=("T33", "SANET-EP", "SANET-P"),
        mark="C",
        guards=(
            stop(
                ~derived("approval_surufatinib").is_("licensed"),
                "Not licensed here (China only): the local approval flag is not set.",
                key="approval",
                sources=("T33", "INV-48"),
                mark="C",
            ),
            stop(
                allergic("surufatinib"),
                "Hypersensitivity to surufatinib.",
                sources=("DICT",),
                mark="E",
            ),
        ),
    ),
    Option(
        id="belzutifan",
        label="Belzutifan",
        therapy="T34",
        classes=("targeted", *ANTITUMOUR),
        dose=f"120 mg by mouth daily; {LOCAL}",
        monitoring="Haemoglobin every 2-4 weeks, oxygen saturation, pregnancy test",
        evidence="Single-arm study, 61 patients: pancreatic NET response 10 of 12",
        sources=("T34", "FDA-BELZUTIFAN", "LITESPARK004"),
        mark="C",
        guards=(
            stop(
                ~fact("heredity.hereditary").is_("VHL"),
                "Only with confirmed germline VHL disease.",
                sources=("T34", "INV-47"),
                mark="C",
            ),
            stop(
                ~pregnancy.one_of("not_pregnant", "not_applicable"),
                "Pregnancy is not excluded (boxed: harm to the embryo).",
                key="not_pregnant",
                sources=("T34", "INV-47"),
                mark="C",
            ),
            stop(
                fact("patient.spo2_pct") < 92,
                "Oxygen saturation below 92 %.",
                sources=("T34",),
                mark="E",
            ),
            stop(
                allergic("belzutifan"),
                "Hypersensitivity to belzutifan.",
                sources=("DICT",),
                mark="E",
            ),
            caution(
                ALWAYS,
                "Anaemia and hypoxia; hormonal contraception may fail.",
                key="general",
                sources=("T34", "INV-47"),
                mark="C",
            ),
            first(
                ALWAYS,
                "Contraception required (boxed: harm to the embryo).",
                key="contraception",
                sources=("T34", "INV-47"),
                mark="C",
            ),
        ),
    ),
    Option(
        id="everolimus_lanreotide",
        label="Everolimus with lanreotide",
        classes=("targeted", "everolimus", "cyp3a4", "ssa", *ANTITUMOUR),
        dose=f"Everolimus 10 mg by mouth daily, lanreotide 120 mg deep SC every 4 weeks; {LOCAL}",
        monitoring="As everolimus and lanreotide",
        evidence="STARTER-NET, randomised (Japan), interim: PFS 29.7 vs 11.5 months, HR 0.38",
        sources=("T30", "T02", "STARTER-NET"),
        mark="C",
        guards=(
            stop(
                allergic("lanreotide"),
                "Hypersensitivity to lanreotide.",
                sources=("T02",),
                mark="C",
            ),
        ),
    ),
)
