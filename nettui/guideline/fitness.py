"""What a poor performance status changes, and best supportive care beside every therapy (Z19)."""

from __future__ import annotations

from nettui.plugin.api import (
    CONDITIONAL,
    OPTION,
    STRONG,
    Act,
    Condition,
    Guard,
    Judgement,
    Option,
    Order,
    Rule,
    derived,
    fact,
)
from nettui.plugin.terms import SYNDROME, functioning, metastatic, nec, present, recorded, scope

_ecog = fact("patient.ecog")
_frail: Condition = recorded(_ecog >= 3, _ecog)
_advanced: Condition = scope.one_of("in_scope", "thoracic_nec") & present & metastatic
_obstructed: Condition = derived("mass_symptoms").is_("present")

OPTIONS = (
    Option(
        id="best_supportive_care",
        label="Best supportive and palliative care",
        classes=("supportive",),
        sources=("Z19",),
        mark="R",
    ),
)

_ANTITUMOUR = (
    *("octreotide_lar", "lanreotide", "prrt", "everolimus", "sunitinib", "captem"),
    *("temozolomide", "cisplatin_etoposide", "chemotherapy_by_board"),
    *("tace", "tae", "sirt", "rfa", "liver_resection", "curative_resection", "primary_resection"),
)

ACTS: tuple[Act, ...] = (
    Guard(
        id="systemic.ecog_weakens",
        kind="caution",
        weakens=True,
        classes=("chemotherapy", "targeted", "radioligand", "liver_radiation"),
        when=_frail,
        sources=("Z19", "ENETS-NEC-2023"),
        mark="R",
        says="ECOG 3 or 4: at most to consider, beside best supportive and palliative care.",
    ),
    Rule(
        id="systemic.supportive_care",
        statements=("S51",),
        sources=("Z19",),
        strength=OPTION,
        role="supportive",
        mark="R",
        options=("best_supportive_care",),
        when=_advanced & ~_frail,
        says="Metastatic: supportive and palliative care beside any treatment, and in its place "
        "where the patient or the board prefers that.",
    ),
    Rule(
        id="systemic.supportive_care_ecog_3",
        statements=("S51",),
        sources=("Z19", "ENETS-NEC-2023"),
        strength=CONDITIONAL,
        mark="R",
        options=("best_supportive_care",),
        when=_advanced & recorded(_ecog.equals(3), _ecog),
        says="ECOG 3: best supportive and palliative care, with or without treatment of the "
        "tumour.",
    ),
    Rule(
        id="systemic.supportive_care_ecog_4",
        statements=("S51",),
        sources=("Z19", "ENETS-NEC-2023"),
        strength=STRONG,
        mark="R",
        options=("best_supportive_care",),
        when=_advanced & recorded(_ecog >= 4, _ecog),
        says="ECOG 4: best supportive and palliative care first.",
    ),
    Order(
        id="systemic.rank_supportive_care",
        sources=("Z19", "ENETS-NEC-2023"),
        mark="R",
        first=("best_supportive_care",),
        over=_ANTITUMOUR,
        except_roles=SYNDROME,
        when=recorded(_ecog >= 4, _ecog),
        says="ECOG 4: supportive and palliative care before treatment of the tumour (Z19).",
    ),
    Rule(
        id="systemic.ecog_cause",
        sources=("Z19",),
        strength=STRONG,
        mark="R",
        when=_advanced & _frail & (functioning | _obstructed),
        says="ECOG 3 or 4 with a hormonal syndrome, or with pain, obstruction or jaundice: treat "
        "that first, then score ECOG again.",
    ),
    Judgement(
        id="systemic.ecog_nec",
        sources=("Z19", "ENETS-NEC-2023"),
        mark="R",
        when=nec & present & metastatic & recorded(_ecog.equals(3), _ecog),
        says="NEC with ECOG 3: is it due to the tumour? Then chemotherapy by decision of the "
        "board.",
    ),
)
