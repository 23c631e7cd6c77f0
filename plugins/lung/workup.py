"""What else must be known of a lung carcinoid (LUN-04, LUN-11)."""

from __future__ import annotations

from nettui.plugin.api import BLOCK, INFO, STRONG, Condition, Need, Rule, fact
from nettui.plugin.terms import present, recorded, scope, sstr_unscanned, syndrome, well

_position = fact("disease.lung_position")
_cushing: Condition = syndrome.is_("ACTH")

ACTS = (
    Rule(
        id="workup.bronchoscopy",
        statements=("LUN-04",),
        sources=("ESMO-LUNG-2021",),
        strength=STRONG,
        role="diagnostic",
        mark="R",
        options=("bronchoscopy",),
        # Neither of a peripheral tumour nor a second time (Z16).
        when=well
        & present
        & ~recorded(_position.is_("peripheral"), _position)
        & fact("imaging.endoscopy_date").missing,
        says="Bronchoscopy if the tumour is central; octreotide precautions (S28) if it is "
        "functional.",
    ),
    Rule(
        id="workup.sstr_pet",
        statements=("LUN-04",),
        sources=("ESMO-LUNG-2021",),
        strength=STRONG,
        role="diagnostic",
        mark="R",
        options=("sstr_pet",),
        when=well & present & sstr_unscanned,
        says="SSTR PET.",
    ),
    Rule(
        id="workup.ct",
        statements=("LUN-04",),
        sources=("ESMO-LUNG-2021",),
        strength=STRONG,
        role="diagnostic",
        mark="R",
        options=("ct",),
        when=well & present & fact("imaging.conv_imaging_modality").missing,
        says="CT.",
    ),
    Need(
        id="workup.cortisol",
        facts=("labs.cortisol",),
        when=well & _cushing,
        statements=("LUN-04",),
        sources=("ESMO-LUNG-2021",),
        mark="R",
        says="Symptoms of Cushing syndrome: cortisol.",
    ),
    Rule(
        id="workup.hiaa",
        statements=("LUN-04",),
        sources=("ESMO-LUNG-2021",),
        strength=INFO,
        mark="R",
        when=well
        & fact("labs.u5hiaa_24h").missing
        & fact("function.symptoms").include("flush", "diarrhoea"),
        says="Flush or diarrhoea: the 5-HIAA that the base protocol asks for matters here.",
    ),
    Rule(
        id="workup.thoracic_nec",
        statements=("LUN-11", "A27"),
        strength=BLOCK,
        mark="E",
        when=scope.is_("thoracic_nec"),
        says="LCNEC or small-cell carcinoma: lung-cancer pathway, outside this protocol.",
    ),
)
