"""What else must be known of a pancreatic tumour or syndrome (PAN-NF-06, PAN-F-01 to PAN-F-05)."""

from __future__ import annotations

from nettui.plugin.api import CONDITIONAL, INFO, STRONG, Act, Condition, Need, Rule, derived, fact
from nettui.plugin.terms import (
    functional_,
    functioning,
    hypoglycaemia,
    insulinoma,
    ki67,
    localized,
    pancreas,
    present,
    syndrome,
    well,
)

from .profile import hereditary_thresholds, in_place, size

_modality = fact("imaging.conv_imaging_modality")
_gastrinoma: Condition = syndrome.is_("gastrinoma")
_symptoms = fact("function.symptoms")
_confirms = fact("function.biochemistry_confirms")
# A test that nobody has done is asked for, so a missing answer counts here.
_unconfirmed: Condition = _confirms.missing | _confirms.is_("no")

ACTS: tuple[Act, ...] = (
    Need(
        id="workup.watching",
        facts=(
            "disease.size_mm",
            "disease.main_duct_dilatation",
            "disease.bile_duct_involvement",
            "disease.suspicious_nodes",
        ),
        when=in_place,
        statements=("PAN-NF-01", "PAN-NF-04"),
        sources=("DICT",),
        says="Size, main duct, bile duct and nodes decide between surveillance and resection.",
    ),
    Rule(
        id="workup.tissue_first",
        statements=("PAN-NF-06",),
        sources=("PMC9821009",),
        strength=CONDITIONAL,
        role="diagnostic",
        mark="C",
        options=("biopsy",),
        when=pancreas & functional_.is_("no") & present & localized & (size <= 20) & ki67.missing,
        says="Before surveillance: EUS-guided biopsy for the grade, when it would change "
        "management.",
    ),
    Rule(
        id="workup.hereditary_thresholds",
        statements=("PAN-NF-12",),
        sources=("CHALLIS-2019", "NIEDERLE-2021"),
        strength=STRONG,
        mark="R",
        when=pancreas & well & hereditary_thresholds,
        says="Known MEN1 or VHL: the thresholds of hereditary disease (HER-02, HER-04) instead of "
        "PAN-NF-01 to PAN-NF-04.",
    ),
    Need(
        id="workup.biochemistry",
        facts=("function.biochemistry_confirms",),
        when=well & functioning & ~syndrome.one_of("carcinoid", "none"),
        statements=("PAN-F-01", "PAN-F-05"),
        sources=("ENETS-FPAN-2023",),
        mark="R",
        says="A syndrome needs its biochemistry; an immunostain alone does not make a tumour "
        "functional.",
    ),
    Rule(
        id="workup.fast",
        statements=("PAN-F-01",),
        sources=("MSD-INSULINOMA",),
        strength=STRONG,
        role="diagnostic",
        mark="C",
        options=("supervised_fast",),
        when=(insulinoma | _symptoms.include("hypoglycaemia"))
        & _unconfirmed
        & derived("insulinoma_proven").is_("no")
        & ~hypoglycaemia.is_("by_drug"),
        says="Insulinoma suspected: supervised 48-72 h fast; positive with symptoms at glucose "
        "< 3.0 mmol/L, insulin >= 3 uU/mL, C-peptide >= 0.2 nmol/L, proinsulin >= 5 pmol/L, "
        "ketones suppressed, sulfonylurea screen negative.",
    ),
    *(
        Rule(
            id=f"workup.insulinoma_{option}",
            statements=("PAN-F-02",),
            sources=("ENETS-FPAN-2023", "Z16"),
            strength=STRONG,
            role="diagnostic",
            mark="R",
            options=(option,),
            when=insulinoma & present & localized & not_yet,
            says="Insulinoma: SSTR imaging is often negative; EUS or MRI (GLP-1R imaging where "
            "available).",
        )
        for option, not_yet in (
            ("eus", fact("imaging.eus_date").missing),
            ("mri", _modality.missing | _modality.is_("CT")),
        )
    ),
    Rule(
        id="workup.gastrin",
        statements=("PAN-F-05",),
        sources=("ENETS-FPAN-2023",),
        strength=STRONG,
        role="diagnostic",
        mark="R",
        options=("gastrin_and_ph",),
        when=(_gastrinoma | _symptoms.include("ulcer")) & _unconfirmed,
        says="Gastrinoma suspected: fasting gastrin with gastric pH up to 2; above 10 x ULN is "
        "diagnostic, lower: secretin test (rise of 120 pg/mL or more).",
    ),
    Rule(
        id="workup.never_stop_ppi",
        statements=("PAN-F-05",),
        sources=("ENETS-FPAN-2023", "INV-30"),
        strength=STRONG,
        mark="R",
        # Suspected is enough, whatever is known of the function (INV-30).
        when=_gastrinoma | _symptoms.include("ulcer"),
        says="Never stop a proton-pump inhibitor abruptly (bleeding, perforation); change over "
        "with specialist advice.",
    ),
    Rule(
        id="workup.somatostatinoma_nf1",
        statements=("PAN-F-10",),
        sources=("ENETS-FPAN-2023",),
        strength=INFO,
        mark="R",
        when=syndrome.is_("somatostatinoma"),
        says="Somatostatinoma: consider NF1 if duodenal.",
    ),
)
