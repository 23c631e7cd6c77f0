"""DIPNECH, which is no NET (LUN-10)."""

from __future__ import annotations

from nettui.plugin.api import CONDITIONAL, Condition, Rule, fact
from nettui.plugin.terms import scope

_symptomatic: Condition = scope.is_("dipnech") & fact("function.dipnech_symptomatic").is_("yes")

ACTS = (
    Rule(
        id="functional.dipnech",
        statements=("LUN-10", "A27"),
        sources=("ENETS-LUNG-2015",),
        strength=CONDITIONAL,
        role="symptom",
        mark="R",
        options=("octreotide_lar", "lanreotide", "inhaled_therapy"),
        when=_symptomatic,
        says="Symptomatic DIPNECH: trial of a somatostatin analogue, inhaled therapy, yearly CT "
        "and lung function; isolated tumourlets are not resected.",
    ),
)
