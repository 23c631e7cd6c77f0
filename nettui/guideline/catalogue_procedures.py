"""Procedures and tests that several sites have in common, for the rules of site plugins.

The base protocol itself names none of them; their classes give them their gates.
"""

from __future__ import annotations

from nettui.plugin.api import Option

# Leaving a tumour in place, or less than the base protocol's resection with nodes (S14, S15, S17):
# never strongly recommended beside it without a printed conflict (INV-20, INV-67).
LESS_THAN_RESECTION = ("curative_resection",)
_CT_OR_MRI = ("imaging.conv_imaging_modality", "imaging.conv_imaging_date")

PROCEDURES = (
    Option(
        id="active_surveillance",
        label="Active surveillance",
        classes=("surveillance",),
        opposes=LESS_THAN_RESECTION,
    ),
    Option(
        id="endoscopic_surveillance",
        label="Endoscopic surveillance",
        classes=("surveillance",),
        opposes=LESS_THAN_RESECTION,
    ),
    Option(
        id="no_further_surgery",
        label="No further surgery",
        classes=("surveillance",),
        opposes=("completion_surgery",),
    ),
    Option(
        id="endoscopic_resection",
        label="Endoscopic resection (R0)",
        classes=("endoscopy", "definitive"),
        opposes=LESS_THAN_RESECTION,
    ),
    Option(
        id="local_excision",
        label="Local excision (transanal, ampullectomy, limited resection)",
        classes=("surgery", "definitive"),
        opposes=LESS_THAN_RESECTION,
    ),
    Option(
        id="parenchyma_sparing_resection",
        label="Enucleation or other parenchyma-sparing resection",
        classes=("surgery", "definitive"),
    ),
    Option(
        id="completion_surgery",
        label="Completion surgery with lymphadenectomy",
        classes=("surgery", "definitive", "major_procedure"),
    ),
    Option(
        id="re_resection",
        label="Re-resection of the margin",
        classes=("surgery", "definitive"),
    ),
    Option(
        id="chemoradiotherapy",
        label="Chemoradiotherapy",
        classes=("radiotherapy", "definitive"),
    ),
    Option(id="eus", label="Endoscopic ultrasound", classes=("test",)),
    Option(id="endoscopy", label="Endoscopy", classes=("test",)),
    Option(id="mri", label="MRI", classes=("test",), answers=_CT_OR_MRI),
    Option(
        id="ct",
        label="Multiphase CT of chest, abdomen and pelvis (or MRI of liver or pancreas)",
        classes=("test", "ct_imaging"),
        answers=_CT_OR_MRI,
    ),
    Option(
        id="sstr_pet",
        label="SSTR PET/CT",
        classes=("test", "radionuclide_imaging", "ga68"),
        answers=(
            *("imaging.sstr_result", "imaging.sstr_modality", "imaging.sstr_date"),
            *("imaging.krenning_score", "imaging.uptake_vs_liver", "imaging.sstr_all_lesions"),
        ),
    ),
    Option(
        id="fdg_pet",
        label="FDG PET/CT",
        classes=("test", "radionuclide_imaging", "fdg"),
        answers=("imaging.fdg_result", "imaging.fdg_date"),
    ),
    Option(id="ultrasound", label="Ultrasound", classes=("test",)),
    Option(id="echocardiography", label="Echocardiography", classes=("test",)),
    Option(id="nt_probnp", label="NT-proBNP", classes=("test",)),
    Option(id="germline_panel", label="Germline panel", classes=("test",)),
    Option(
        id="supervised_fast",
        label="Supervised 48-72 h fast with glucose, insulin and C-peptide",
        classes=("test",),
    ),
    Option(id="biopsy", label="Biopsy (if safe and decisive)", classes=("test",)),
    Option(
        id="pathology_review",
        label="Expert pathology review",
        classes=("test",),
    ),
)
