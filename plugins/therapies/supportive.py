"""Supportive care and control of syndromes (rows T61, T63-T69)."""

from __future__ import annotations

from nettui.plugin.api import ALWAYS, Option, caution, fact, first
from nettui.plugin.terms import recorded

from .terms import LOCAL, comorbidities

nyha = fact("patient.nyha_class")
_pregnant = recorded(
    fact("patient.pregnancy_status").is_("pregnant"), fact("patient.pregnancy_status")
)

OPTIONS = (
    Option(
        id="vasopressor_plan",
        label="Vasopressor plan: noradrenaline, phenylephrine or vasopressin",
        therapy="T61",
        classes=("supportive",),
        dose=f"On the operating-list checklist; doses by anaesthesia; {LOCAL}",
        monitoring="Blood pressure, ECG",
        evidence="Prospective database, 345 operations: MCCULLY-2024",
        sources=("T61", "MCCULLY-2024"),
        mark="C",
        guards=(
            caution(
                ALWAYS,
                "First line in an established crisis, ahead of repeated octreotide; never "
                "withheld.",
                key="rescue",
                sources=("T61", "T60"),
                mark="C",
            ),
        ),
    ),
    Option(
        id="diazoxide",
        label="Diazoxide",
        therapy="T63",
        classes=("supportive",),
        dose=f"By glucose, with a thiazide if needed; {LOCAL}",
        monitoring="Glucose, weight, oedema",
        evidence="Guidance (recalled): ENETS-FPAN-2023",
        sources=("T63", "ENETS-FPAN-2023"),
        mark="R",
        guards=(
            caution(
                recorded(comorbidities.include("heart_failure"), comorbidities)
                | recorded(nyha >= 2, nyha),
                "Heart failure.",
                key="heart_failure",
                sources=("T63",),
                mark="R",
            ),
            caution(ALWAYS, "Fluid retention.", key="fluid", sources=("T63",), mark="R"),
            caution(
                _pregnant,
                "Pregnancy: only with the obstetric team.",
                key="pregnancy",
                sources=("Z12",),
                mark="R",
            ),
        ),
    ),
    Option(
        id="clinical_trial",
        label="Clinical trial",
        classes=("trial",),
        sources=("U44", "Z19"),
        mark="E",
    ),
    Option(
        id="treatment_pause",
        label="Pause of the treatment, with imaging",
        classes=("surveillance",),
        sources=("Z09",),
        mark="E",
    ),
    Option(
        id="ppi",
        label="Proton pump inhibitor",
        therapy="T64",
        classes=("supportive",),
        dose=f"By acid output; {LOCAL}",
        monitoring="B12, magnesium",
        evidence="Guidance (recalled): ENETS-FPAN-2023",
        sources=("T64", "ENETS-FPAN-2023"),
        mark="R",
        guards=(
            caution(
                ALWAYS,
                "Gastrinoma: never stop abruptly.",
                key="stop",
                sources=("T64", "INV-30"),
                mark="R",
            ),
        ),
    ),
    Option(
        id="syndrome_support",
        label="Electrolytes, nutrition, thrombosis prophylaxis",
        therapy="T65",
        classes=("supportive",),
        evidence="Guidance (recalled): ENETS-FPAN-2023",
        sources=("T65", "ENETS-FPAN-2023"),
        mark="R",
        guards=(
            first(
                ~(fact("labs.potassium") >= 3.5),
                "Correct potassium before surgery.",
                sources=("T65",),
                mark="R",
            ),
        ),
    ),
    Option(
        id="cortisol_control",
        label="Control of cortisol",
        therapy="T66",
        classes=("supportive",),
        dose=f"By endocrinology; {LOCAL}",
        monitoring="Cortisol, liver tests",
        evidence="Guidance (recalled): ENETS-FPAN-2023",
        sources=("T66", "ENETS-FPAN-2023"),
        mark="R",
        guards=(
            caution(
                ALWAYS,
                "Liver function with ketoconazole; adrenal insufficiency.",
                key="general",
                sources=("T66",),
                mark="R",
            ),
            caution(
                _pregnant,
                "Pregnancy: mitotane never; avoid ketoconazole and osilodrostat; metyrapone with "
                "caution.",
                key="pregnancy",
                sources=("Z12",),
                mark="R",
            ),
        ),
    ),
    Option(
        id="valve_surgery",
        label="Valve surgery; diuretics until then",
        therapy="T67",
        classes=("supportive", "surgery"),
        evidence="Guidance (recalled): ENETS-CS-2022",
        sources=("T67", "ENETS-CS-2022"),
        mark="R",
        guards=(
            first(
                ALWAYS,
                "Cover with a somatostatin analogue (T04).",
                key="cover",
                sources=("T67", "T04"),
                mark="R",
            ),
        ),
    ),
    Option(
        id="pancreatic_enzymes",
        label="Pancreatic enzymes",
        therapy="T68",
        classes=("supportive",),
        dose=f"With meals; {LOCAL}",
        sources=("T68",),
        mark="R",
    ),
    Option(
        id="bile_acid_binder",
        label="Bile-acid binder",
        therapy="T68",
        classes=("supportive",),
        dose=f"By effect; {LOCAL}",
        sources=("T68",),
        mark="R",
    ),
    Option(
        id="nicotinamide",
        label="Nicotinamide (vitamin B3)",
        therapy="T69",
        classes=("supportive",),
        dose=f"Supplement; {LOCAL}",
        monitoring="Diet, skin, diarrhoea, cognition",
        sources=("T69",),
        mark="R",
    ),
)
