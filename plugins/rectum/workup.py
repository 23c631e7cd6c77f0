"""What else must be known of a rectal tumour (REC-02, REC-05, REC-06)."""

from __future__ import annotations

from nettui.plugin.api import CONDITIONAL, INFO, Need, Rule, fact
from nettui.plugin.terms import localized, present, sstr, well

from .extent import middle

modality = fact("imaging.conv_imaging_modality")

ACTS: tuple[Need | Rule, ...] = (
    Need(
        id="workup.depth",
        facts=("disease.size_mm", "pathology.depth", "pathology.lvi", "disease.suspicious_nodes"),
        when=well & localized,
        statements=("REC-01", "REC-02", "REC-03"),
        sources=("DICT",),
        says="Size, depth of invasion, lymphovascular invasion and nodes decide how it is removed.",
    ),
    # What is on record is not asked for again; of MRI only the modality is, not that it was pelvic.
    *(
        Rule(
            id=f"workup.local_staging{name}",
            statements=("REC-02",),
            sources=("ENETS-CR-2023",),
            strength=CONDITIONAL,
            role="diagnostic",
            mark="E",
            options=(option,),
            when=well & present & localized & middle & open_,
            says=f"10-20 mm, or smaller with G2 or lymphovascular invasion: {says} before removal.",
        )
        for name, option, says, open_ in (
            ("", "eus", "EUS", fact("imaging.eus_date").missing),
            ("_mri", "mri", "pelvic MRI", modality.missing | modality.is_("CT")),
            ("_sstr", "sstr_pet", "SSTR PET", sstr.missing),
        )
    ),
    Rule(
        id="workup.metastatic_risk",
        statements=("REC-05",),
        sources=("RECT-2018",),
        strength=INFO,
        mark="C",
        when=well & localized & fact("disease.size_mm").known,
        says="Risk of metastasis in published series: below 3 % under 10 mm, 5-15 % at 10-19 mm, "
        "about 80 % from 20 mm.",
    ),
    Rule(
        id="workup.no_hiaa",
        statements=("REC-06",),
        sources=("ENETS-CR-2023",),
        strength=INFO,
        mark="R",
        says="Rectal tumours are rarely functional: 5-HIAA is uninformative here (the base "
        "protocol asks for it).",
    ),
)
