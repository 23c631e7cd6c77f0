"""Surgery of thymic tumours (THY-02, THY-03)."""

from __future__ import annotations

from nettui.plugin.api import STRONG, Judgement, Rule, fact
from nettui.plugin.terms import feasible_yes, grade, localized, present, well

ACTS = (
    Rule(
        id="extent.thymectomy",
        statements=("THY-02", "S14", "S15"),
        sources=("ESMO-LUNG-2021",),
        strength=STRONG,
        mark="R",
        options=("curative_resection",),
        when=well & present & localized & feasible_yes,
        says="Complete thymectomy with mediastinal fat and nodes; neck dissection if involved.",
    ),
    Judgement(
        id="extent.radiotherapy_question",
        statements=("THY-03",),
        sources=("ESMO-LUNG-2021",),
        mark="R",
        when=well & localized & (fact("disease.margin").one_of("R1", "R2") | grade.is_("AC")),
        says="R1, R2 or atypical carcinoid: radiotherapy or chemotherapy?",
    ),
)
