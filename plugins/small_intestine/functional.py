"""Carcinoid syndrome that a somatostatin analogue does not control (SI-10)."""

from __future__ import annotations

from nettui.plugin.api import CONDITIONAL, Condition, Rule, fact
from nettui.plugin.terms import (
    active_syndrome,
    carcinoid,
    in_scope,
    liver_metastases,
    present,
    well,
)

# A syndrome is controlled whatever the grade, and before it is known (INV-72, RT-30).
_refractory: Condition = (
    active_syndrome & carcinoid & fact("function.syndrome_refractory").is_("yes")
)

ACTS = (
    Rule(
        id="functional.refractory",
        statements=("SI-10",),
        sources=("ENETS-CS-2022",),
        strength=CONDITIONAL,
        role="symptom",
        intent="symptom_control",
        mark="R",
        options=("ssa_above_label", "interferon"),
        when=_refractory,
        says="Refractory carcinoid syndrome: escalate the analogue (dose or interval); interferon.",
    ),
    Rule(
        id="functional.refractory_diarrhoea",
        statements=("SI-10",),
        sources=("TELESTAR",),
        strength=CONDITIONAL,
        role="symptom",
        intent="symptom_control",
        mark="C",
        options=("telotristat",),
        when=_refractory & fact("function.symptoms").include("diarrhoea"),
        says="Refractory diarrhoea of carcinoid syndrome: telotristat with the analogue.",
    ),
    Rule(
        id="functional.refractory_liver",
        statements=("SI-10",),
        sources=("ENETS-CS-2022",),
        strength=CONDITIONAL,
        role="symptom",
        intent="symptom_control",
        mark="R",
        options=("tae", "tace"),
        when=in_scope & present & _refractory & liver_metastases,
        says="Refractory carcinoid syndrome with liver metastases: liver-directed therapy.",
    ),
    Rule(
        id="functional.refractory_prrt",
        statements=("SI-10",),
        sources=("ENETS-CS-2022",),
        strength=CONDITIONAL,
        role="symptom",
        intent="symptom_control",
        mark="R",
        options=("prrt",),
        when=well & _refractory,
        says="Refractory carcinoid syndrome: PRRT.",
    ),
)
