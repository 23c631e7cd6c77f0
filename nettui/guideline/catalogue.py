"""Every option that the base protocol names, with the guards of the therapy file.

A stop whose facts are not known holds the option back as "not cleared"; a caution holds nothing.
"""

from __future__ import annotations

from nettui.guideline.catalogue_liver import LIVER
from nettui.guideline.catalogue_procedures import PROCEDURES
from nettui.guideline.catalogue_systemic import SYSTEMIC
from nettui.guideline.guards import (
    OPERATION,
)
from nettui.plugin.api import Option, caution, derived, fact, stop
from nettui.plugin.terms import (
    feasible_no,
    insulinoma,
    metastatic,
    nec,
    recorded,
)

crcl = derived("crcl")
LOCAL = "check local formulary"

SURGERY = (
    Option(
        id="curative_resection",
        label="Resection with curative intent, negative margins (R0)",
        classes=("surgery", "definitive", "major_procedure"),
        guards=(
            stop(
                feasible_no,
                "The board judged curative resection not feasible.",
                sources=("INV-21",),
                statements=("A01",),
                mark="E",
            ),
            stop(
                nec & metastatic,
                "NEC with metastases: surgery alone is inadequate (U13).",
                key="nec_metastatic",
                sources=("U13",),
                mark="C",
            ),
            caution(
                nec,
                "NEC: surgery alone is inadequate; always with chemotherapy (U13).",
                key="nec",
                sources=("U13",),
                mark="C",
            ),
            *OPERATION,
        ),
    ),
    Option(
        id="node_dissection",
        label="Regional lymph-node dissection",
        classes=("surgery", "definitive"),
        guards=OPERATION,
    ),
    Option(
        id="liver_resection",
        label="Resection of the liver metastases",
        classes=("surgery", "definitive", "liver_directed", "major_procedure"),
        guards=(
            stop(
                recorded(
                    fact("disease.liver_resectability").is_("unresectable"),
                    fact("disease.liver_resectability"),
                ),
                "The liver metastases were judged unresectable.",
                statements=("A07",),
                mark="E",
            ),
            *OPERATION,
        ),
    ),
    Option(
        id="primary_resection",
        label="Removal of the primary tumour",
        classes=("surgery", "definitive", "major_procedure"),
        guards=OPERATION,
    ),
    Option(
        id="cholecystectomy",
        label="Cholecystectomy in the same operation",
        classes=("surgery",),
        guards=OPERATION,
    ),
)

SUPPORTIVE = (
    Option(
        id="octreotide_cover",
        label="Perioperative octreotide, -12 h to +48 h",
        therapy="T04",
        classes=("ssa_cover",),
        dose=f"50 ug/h IV (up to 100), extra bolus 100-500 ug (UKINETS-2012); {LOCAL}",
        monitoring="Blood pressure, ECG, flush, glucose; fluids and vasopressors ready",
        evidence="Observational; efficacy contested (U21)",
        guards=(
            stop(
                recorded(
                    fact("patient.allergies").include("octreotide", "somatostatin_analogue"),
                    fact("patient.allergies"),
                ),
                "Hypersensitivity to octreotide: alternative by anaesthesia.",
                sources=("T04",),
                mark="E",
            ),
            stop(
                recorded(insulinoma, fact("function.syndrome"))
                & recorded(
                    fact("function.insulinoma_ssa_test").is_("worse"),
                    fact("function.insulinoma_ssa_test"),
                ),
                "Insulinoma, worse in the test: blocked, alternative by anaesthesia.",
                key="insulinoma_worse",
                sources=("T04", "INV-28"),
                mark="E",
            ),
            caution(
                recorded(insulinoma, fact("function.syndrome")),
                "Insulinoma: withhold unless a monitored test dose was safe.",
                sources=("INV-28",),
                statements=("A11",),
                mark="E",
            ),
        ),
    ),
)

OPTIONS = (*SURGERY, *LIVER, *SYSTEMIC, *SUPPORTIVE, *PROCEDURES)
