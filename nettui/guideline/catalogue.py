"""Every option that the base protocol names, with the stops and cautions of its own.

What a class of options shares is said once in `guards`, `guards_chemotherapy`,
`guards_radioligand` and `guards_procedures`. A stop whose facts are not known holds the option
back as "not cleared"; a caution holds nothing.
"""

from __future__ import annotations

from nettui.guideline.catalogue_liver import LIVER
from nettui.guideline.catalogue_procedures import PROCEDURES
from nettui.guideline.catalogue_systemic import LOCAL, SYSTEMIC
from nettui.plugin.api import Option, caution, fact, parameter, stop
from nettui.plugin.terms import (
    feasible_no,
    insulinoma_state,
    metastatic,
    nec,
    perhaps_insulinoma,
    possible_insulinoma,
    recorded,
)

allergies = fact("patient.allergies")
liver_resectability = fact("disease.liver_resectability")
remnant = fact("disease.future_liver_remnant_pct")
ssa_test = fact("function.insulinoma_ssa_test")

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
        ),
    ),
    Option(
        id="node_dissection",
        label="Regional lymph-node dissection",
        # Part of the resection: what holds or stops the one holds or stops the other.
        classes=("surgery", "definitive", "major_procedure"),
    ),
    Option(
        id="liver_resection",
        label="Resection of the liver metastases (curative, or at least 70 % of the burden)",
        therapy="T55",
        classes=("surgery", "definitive", "liver_directed", "liver_procedure", "major_procedure"),
        monitoring="Liver tests; echocardiography in carcinoid syndrome",
        evidence="Observational: CYTO-ASO-2020, MASPERO-2022",
        sources=("T55", "CYTO-ASO-2020", "MASPERO-2022"),
        guards=(
            stop(
                recorded(liver_resectability.is_("unresectable"), liver_resectability),
                "The liver metastases were judged unresectable.",
                statements=("A07",),
                mark="E",
            ),
            stop(
                remnant < parameter("liver_remnant"),
                "The future liver remnant is inadequate.",
                sources=("T55",),
                mark="E",
            ),
            stop(
                fact("organ.liver_disease").one_of("CPA_B8+", "CPA_C"),
                "Decompensated cirrhosis.",
                sources=("T55",),
                mark="C",
            ),
            caution(
                fact("patient.ecog") >= 2,
                "ECOG 2 or more.",
                sources=("T55",),
                mark="C",
            ),
        ),
    ),
    Option(
        id="primary_resection",
        label="Removal of the primary tumour",
        classes=("surgery", "definitive", "major_procedure"),
    ),
    Option(
        id="cholecystectomy",
        label="Cholecystectomy in the same operation",
        therapy="T62",
        classes=("surgery",),
        evidence="Cohorts on both sides: BRIGHI-2020 (gallstones in 27 %), PC-2022 (not mandatory)",
        sources=("T62", "BRIGHI-2020", "PC-2022"),
    ),
    # Not "definitive": missing work-up never holds these back (A02, INV-72).
    Option(
        id="urgent_surgery",
        label="Urgent surgery for a complication of the primary",
        classes=("surgery", "major_procedure", "emergency"),
    ),
    Option(
        id="stoma",
        label="Stoma or bypass",
        classes=("surgery", "emergency"),
        sources=("Z20",),
        mark="E",
    ),
    Option(
        id="bowel_stent",
        label="Bowel stent",
        classes=("endoscopy", "emergency"),
        sources=("Z20",),
        mark="E",
    ),
    Option(
        id="biliary_drainage",
        label="Drainage of the bile ducts (endoscopic, or through the liver)",
        classes=("endoscopy", "emergency"),
        sources=("Z20",),
        mark="E",
    ),
    Option(
        id="vena_cava_stent",
        label="Stent of the vena cava",
        classes=("emergency",),
        sources=("Z20",),
        mark="E",
    ),
)

SUPPORTIVE = (
    Option(
        id="glucose_control",
        label="Glucose control (frequent meals, glucose at hand, measured in every attack)",
        classes=("supportive",),
        sources=("Z15",),
        mark="R",
    ),
    Option(
        id="octreotide_cover",
        label="Perioperative octreotide, -12 h to +48 h",
        therapy="T04",
        classes=("ssa_cover",),
        dose=f"50 ug/h IV (up to 100), extra bolus 100-500 ug (UKINETS-2012); {LOCAL}",
        monitoring="Blood pressure, ECG, flush, glucose; fluids and vasopressors ready",
        evidence="Observational; efficacy contested (U21)",
        sources=("T04", "UKINETS-2012", "MCCULLY-2024"),
        guards=(
            stop(
                recorded(allergies.include("octreotide"), allergies),
                "Hypersensitivity to octreotide: alternative by anaesthesia.",
                sources=("T04",),
                mark="E",
            ),
            stop(
                # An insulinoma not tested is not cleared (INV-28, PAN-F-04); that it may be one, or
                # was one, holds no precaution back (A02), but a test that was worse does.
                (
                    (insulinoma_state.one_of("possible", "over") | perhaps_insulinoma)
                    & recorded(ssa_test.is_("worse"), ssa_test)
                )
                | (insulinoma_state.is_("named") & ssa_test.is_("worse")),
                "Insulinoma: only after a safe monitored test dose; alternative by anaesthesia.",
                key="insulinoma_worse",
                sources=("T04", "INV-28"),
                mark="E",
            ),
            caution(
                possible_insulinoma,
                "Insulinoma: only after a monitored test dose was safe.",
                key="insulinoma",
                sources=("T04", "INV-28"),
                statements=("A11",),
                mark="E",
            ),
        ),
    ),
)

CHEMOTHERAPY_BY_BOARD = (
    Option(
        id="chemotherapy_by_board",
        label="Chemotherapy, regimen by board",
        classes=("chemotherapy", "systemic_antitumour", "definitive"),
        monitoring="As the regimen chosen",
        evidence="The base protocol names no regimen here (A14)",
    ),
)

OPTIONS = (*CHEMOTHERAPY_BY_BOARD, *SURGERY, *LIVER, *SYSTEMIC, *SUPPORTIVE, *PROCEDURES)
