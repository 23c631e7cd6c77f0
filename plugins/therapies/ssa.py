"""Somatostatin analogues and control of the syndrome (rows T03, T05-T08)."""

from __future__ import annotations

from nettui.plugin.api import ALWAYS, Option, caution, fact, first, stop
from nettui.plugin.terms import after_ssa, carcinoid, recorded

from .terms import LOCAL, allergic, comorbidities, diarrhoea

liver = fact("organ.liver_disease")

OPTIONS = (
    Option(
        id="octreotide_short",
        label="Octreotide, short-acting",
        therapy="T03",
        classes=("ssa_short",),
        dose=f"50-100 ug SC 2-3 times a day (up to 500 ug 3 times a day); {LOCAL}",
        monitoring="Symptoms, glucose",
        evidence="Product information (recalled)",
        sources=("T03",),
        mark="R",
        guards=(
            stop(
                allergic("octreotide"),
                "Hypersensitivity to octreotide.",
                sources=("T03",),
                mark="R",
            ),
        ),
    ),
    Option(
        id="ssa_above_label",
        label="Somatostatin analogue above label (shorter interval or higher dose)",
        therapy="T05",
        classes=("ssa", "definitive"),
        dose=f"For instance lanreotide 120 mg every 14-21 days; {LOCAL}",
        monitoring="Gallbladder ultrasound, glucose or HbA1c, fat-soluble vitamins, B12",
        evidence="CLARINET FORTE, single arm (recalled)",
        sources=("T05", "ENETS-CS-2022"),
        mark="R",
        guards=(
            stop(
                allergic("octreotide", "lanreotide"),
                "Hypersensitivity to octreotide or lanreotide.",
                sources=("T05",),
                mark="R",
            ),
            caution(
                ALWAYS,
                "Off label; weak antitumour evidence.",
                key="off_label",
                sources=("T05",),
                mark="R",
            ),
        ),
    ),
    Option(
        id="pasireotide",
        label="Pasireotide",
        therapy="T06",
        classes=("ssa_raises_glucose", "definitive"),
        dose=f"SC or IM, specialist only; {LOCAL}",
        monitoring="Glucose weekly, ECG",
        evidence="Weak (recalled): ENETS-CS-2022",
        sources=("T06", "ENETS-CS-2022"),
        mark="R",
        guards=(
            stop(
                allergic("pasireotide"),
                "Hypersensitivity to pasireotide.",
                sources=("T06",),
                mark="R",
            ),
            stop(
                fact("organ.diabetes_control").is_("uncontrolled"),
                "Uncontrolled diabetes.",
                sources=("T06",),
                mark="R",
            ),
            caution(
                ALWAYS,
                "Marked hyperglycaemia; QT prolongation.",
                key="glucose",
                sources=("T06",),
                mark="R",
            ),
        ),
    ),
    Option(
        id="telotristat",
        label="Telotristat ethyl, with a somatostatin analogue",
        therapy="T07",
        classes=("syndrome_control",),
        dose=f"250 mg by mouth 3 times a day with food; {LOCAL}",
        monitoring="Stool count, constipation, mood, liver tests",
        evidence="TELESTAR, randomised, n = 135, at least 4 stools a day",
        sources=("T07", "TELESTAR", "FDA-XERMELO"),
        mark="C",
        guards=(
            stop(
                ~carcinoid,
                "Only for carcinoid syndrome.",
                sources=("T07", "INV-46"),
                mark="C",
            ),
            stop(
                ~(diarrhoea | (fact("function.stool_per_day") >= 4)),
                "Only for diarrhoea.",
                key="diarrhoea",
                sources=("T07", "INV-46"),
                mark="C",
            ),
            stop(
                ~after_ssa,
                "Never without a somatostatin analogue.",
                key="without_ssa",
                sources=("T07", "INV-46"),
                mark="C",
            ),
            stop(
                fact("function.constipation_severe").yes,
                "Severe constipation.",
                sources=("T07",),
                mark="C",
            ),
            stop(
                fact("disease.bowel_obstruction").yes,
                "Bowel obstruction.",
                sources=("T07",),
                mark="C",
            ),
            stop(
                allergic("telotristat"),
                "Hypersensitivity to telotristat.",
                sources=("DICT",),
                mark="E",
            ),
            caution(
                recorded(comorbidities.include("depression"), comorbidities),
                "Depression: watch the mood.",
                sources=("T07",),
                mark="C",
            ),
            caution(
                recorded(liver.is_("CPA_C"), liver),
                "Child-Pugh C: avoid.",
                sources=("T07",),
                mark="R",
            ),
            caution(ALWAYS, "GGT may rise.", key="ggt", sources=("T07",), mark="C"),
            first(
                ALWAYS,
                "With a somatostatin analogue; short-acting octreotide at least 30 min after.",
                key="with_ssa",
                sources=("T07",),
                mark="C",
            ),
        ),
    ),
    Option(
        id="interferon",
        label="Interferon alfa-2b",
        therapy="T08",
        classes=("systemic_antitumour", "definitive"),
        dose=f"3-5 MU SC three times weekly; {LOCAL}",
        monitoring="Blood count, TSH, mood",
        evidence="Older randomised trials, weak (recalled): ESMO-GEP-2020",
        sources=("T08", "ESMO-GEP-2020"),
        mark="R",
        guards=(
            stop(
                recorded(comorbidities.include("depression"), comorbidities),
                "Depression is recorded: contraindicated if severe.",
                key="depression",
                sources=("T08",),
                mark="R",
            ),
            stop(
                recorded(comorbidities.include("autoimmune_disease"), comorbidities),
                "Autoimmune disease.",
                key="autoimmune",
                sources=("T08",),
                mark="R",
            ),
            stop(
                liver.one_of("CPA_B8+", "CPA_C"),
                "Decompensated liver disease.",
                sources=("T08",),
                mark="R",
            ),
            stop(
                allergic("interferon"),
                "Hypersensitivity to interferon.",
                sources=("DICT",),
                mark="E",
            ),
            caution(
                ALWAYS,
                "Fatigue, cytopenia, thyroid.",
                key="general",
                sources=("T08",),
                mark="R",
            ),
        ),
    ),
)
