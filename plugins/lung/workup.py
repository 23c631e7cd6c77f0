"""What else must be known of a lung carcinoid (LUN-04, LUN-11)."""

from __future__ import annotations

from nettui.plugin.api import BLOCK, STRONG, Condition, Need, Rule, fact
from nettui.plugin.terms import present, scope, sstr, syndrome, well

_cushing: Condition = syndrome.is_("ACTH")

ACTS = (
    Need(
        id="workup.class",
        facts=("pathology.mitoses_per_2mm2", "pathology.necrosis"),
        when=well,
        statements=("LUN-01", "LUN-06"),
        sources=("WHO-THOR-2021",),
        mark="R",
        says="Mitoses per 2 mm2 and necrosis: typical or atypical carcinoid.",
    ),
    Rule(
        id="workup.bronchoscopy",
        statements=("LUN-04",),
        sources=("ESMO-LUNG-2021",),
        strength=STRONG,
        role="diagnostic",
        mark="R",
        options=("bronchoscopy",),
        when=well & present,
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
        when=well & present & (sstr.missing | fact("imaging.conv_imaging_modality").missing),
        says="CT and SSTR PET.",
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
    Need(
        id="workup.hiaa",
        facts=("labs.u5hiaa_24h",),
        when=well & fact("function.symptoms").include("flush", "diarrhoea"),
        statements=("LUN-04",),
        sources=("ESMO-LUNG-2021",),
        mark="R",
        says="Flush or diarrhoea: 5-HIAA.",
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
