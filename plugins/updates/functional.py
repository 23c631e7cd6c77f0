"""Updates of functional management: carcinoid crisis, gallbladder, telotristat (U21, U22, U27)."""

from __future__ import annotations

from nettui.plugin.api import STRONG, Condition, Rule, fact
from nettui.plugin.terms import (
    abdominal_surgery,
    any_procedure,
    carcinoid,
    functioning,
    in_scope,
    serotonin_producing,
    surgery_or_anaesthesia,
    syndrome,
)

from .note import note, stands

_operated: Condition = (functioning & surgery_or_anaesthesia) | (
    serotonin_producing & any_procedure
)

ACTS = (
    Rule(
        id="functional.vasopressors_in_crisis",
        statements=("U21",),
        sources=("MCCULLY-2024", "UKINETS-2012", "ENETS-CS-2022"),
        strength=STRONG,
        role="supportive",
        mark="C",
        flags=stands("C", "C/D"),
        when=_operated,
        says="Sympathetic activators: avoid as routine agents; do not withhold vasopressors in "
        "crisis. Prophylactic octreotide stays (S28).",
    ),
    note(
        "functional.crisis_figures",
        "U21",
        "Prospective database, 345 operations: octreotide first line, crisis 30 %, median 6 min, "
        "27 % beyond 10 min, 93 % needed a vasopressor, 3 operations abandoned; vasopressor first "
        "line 25 %, 3 min, none beyond 10 min. Prophylaxis is not shown to prevent crisis.",
        _operated,
        "MCCULLY-2024",
        relation="C",
        evidence="C",
    ),
    note(
        "functional.gallbladder_figures",
        "U22",
        "Gallstones in 27 % of patients on an analogue (cohort; 28 % of these with complications) "
        "speak for cholecystectomy; a matched comparison found it not mandatory.",
        in_scope & abdominal_surgery & fact("history.ssa_long_term_anticipated").yes,
        "BRIGHI-2020",
        "PC-2022",
        relation="R",
        evidence="C",
    ),
    note(
        "functional.telotristat_figures",
        "U27",
        "Telotristat: carcinoid-syndrome diarrhoea not controlled by an analogue, always with the "
        "analogue; TELESTAR (randomised, n = 135, at least 4 stools a day); stop if severe "
        "constipation.",
        in_scope
        & functioning
        & carcinoid
        & syndrome.known
        & fact("function.symptoms").include("diarrhoea"),
        "TELESTAR",
        "FDA-XERMELO",
        relation="X",
        evidence="A/L",
    ),
)
