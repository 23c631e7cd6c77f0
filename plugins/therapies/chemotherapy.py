"""Chemotherapy (rows T42, T43, T45-T47). Their classes bring the gates of section D."""

from __future__ import annotations

from nettui.plugin.api import ALWAYS, Option, caution, check, stop
from nettui.plugin.terms import recorded

from .terms import ANTITUMOUR, LOCAL, PLATINUM, allergic, crcl

OPTIONS = (
    Option(
        id="streptozocin_5fu",
        label="Streptozocin and 5-FU",
        therapy="T42",
        classes=("chemotherapy", "fluoropyrimidine", *ANTITUMOUR),
        dose="Streptozocin 500 mg/m2 and 5-FU 400 mg/m2 d1-5, every 6 weeks (or Uppsala "
        f"schedule); {LOCAL}",
        monitoring="Creatinine and urine protein before each course",
        evidence="SEQTOR, randomised: PFS similar to everolimus, ORR 30.3 vs 11.6 %",
        sources=("T42", "SEQTOR"),
        mark="C",
        guards=(
            stop(
                recorded(crcl < 40, crcl),
                "Creatinine clearance below 40 mL/min.",
                sources=("T42",),
                mark="E",
            ),
            check(
                crcl.missing,
                "Creatinine clearance.",
                key="check_creatinine",
                sources=("Z23", "T42"),
                mark="E",
            ),
            stop(
                allergic("streptozocin", "fluorouracil"),
                "Hypersensitivity to a component.",
                sources=("DICT",),
                mark="E",
            ),
            caution(
                ALWAYS,
                "Proteinuria, nausea, glucose.",
                key="general",
                sources=("T42",),
                mark="R",
            ),
        ),
    ),
    Option(
        id="folfox",
        label="FOLFOX or another 5-FU-based regimen",
        therapy="T43",
        classes=("chemotherapy", "fluoropyrimidine", "oxaliplatin", "platinum", *ANTITUMOUR),
        dose=f"Standard schedule; {LOCAL}",
        monitoring="Blood count, neurology",
        evidence="Expert position for 5-FU-based therapy as a class: ENETS-G3-2025",
        sources=("T43", "ENETS-G3-2025"),
        mark="C",
        guards=(
            stop(
                allergic("fluorouracil", *PLATINUM),
                "Hypersensitivity to a component.",
                sources=("DICT",),
                mark="E",
            ),
            caution(
                ALWAYS,
                "Creatinine clearance and cytopenia: dose.",
                key="general",
                sources=("T43",),
                mark="C",
            ),
        ),
    ),
    Option(
        id="carboplatin_etoposide",
        label="Carboplatin and etoposide",
        therapy="T45",
        classes=("chemotherapy", "platinum", "nec_regimen", *ANTITUMOUR),
        dose=f"Carboplatin AUC 5 d1, etoposide 100 mg/m2 d1-3, every 3 weeks; {LOCAL}",
        monitoring="Blood count weekly",
        evidence="Guideline recommendation: ENETS-NEC-2023",
        sources=("T45", "ENETS-NEC-2023"),
        mark="C",
        guards=(
            stop(
                allergic(*PLATINUM, "etoposide"),
                "Hypersensitivity to a component.",
                sources=("DICT",),
                mark="E",
            ),
            caution(ALWAYS, "Marrow.", key="marrow", sources=("T45",), mark="C"),
        ),
    ),
    Option(
        id="cisplatin_irinotecan",
        label="Cisplatin and irinotecan",
        therapy="T46",
        classes=(
            "chemotherapy",
            "platinum",
            "cisplatin",
            "irinotecan",
            "nec_regimen",
            *ANTITUMOUR,
        ),
        dose=f"Cisplatin 60 mg/m2 d1, irinotecan 60 mg/m2 d1, 8, 15, every 4 weeks; {LOCAL}",
        monitoring="Stool, blood count, kidney",
        evidence="TOPIC-NEC, randomised: OS 10.9 months, ORR 52.5 %; no difference in OS",
        sources=("T46", "TOPIC-NEC"),
        mark="C",
        guards=(
            stop(
                allergic(*PLATINUM, "irinotecan"),
                "Hypersensitivity to a component.",
                sources=("DICT",),
                mark="E",
            ),
        ),
    ),
    Option(
        id="folfiri",
        label="FOLFIRI (irinotecan with a fluoropyrimidine)",
        therapy="T47",
        classes=("chemotherapy", "fluoropyrimidine", "irinotecan", *ANTITUMOUR),
        dose=f"Standard schedule; {LOCAL}",
        monitoring="Stool, blood count, kidney",
        evidence="Best second-line evidence by guideline: ENETS-NEC-2023",
        sources=("T47", "ENETS-NEC-2023"),
        mark="C",
        guards=(
            stop(
                allergic("irinotecan", "fluorouracil"),
                "Hypersensitivity to a component.",
                sources=("DICT",),
                mark="E",
            ),
        ),
    ),
)
