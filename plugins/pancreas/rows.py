"""The rows of the site that this plugin carries out, as they stand in the protocol."""

from __future__ import annotations

ROWS = {
    "PAN-NF-01": (
        "sporadic, asymptomatic, WD G1 (or low G2), ≤ 20 mm, no main-duct dilatation, no "
        "bile-duct or vessel involvement, no suspicious nodes → offer active surveillance "
        "(conditional ⚠ base conflict S17; ENETS-NFPAN-2023 [R]; ASPEN, NCCN via review "
        "[C])"
    ),
    "PAN-NF-02": (
        "< 10 mm, same profile → observation preferred (conditional ⚠; NANETS-PAN-SURG-2020 [R])"
    ),
    "PAN-NF-03": (
        "10–20 mm → individualise (age, comorbidity, location, growth, Ki-67, patient "
        "choice) (conditional ⚠; NANETS-PAN-SURG-2020 [R])"
    ),
    "PAN-NF-04": (
        "> 20 mm, or any size with symptoms, duct dilatation, jaundice, invasion, N+, upper "
        "G2/G3, or growth > 5 mm/year → resection with lymphadenectomy (strong; S14–S15; "
        "ENETS-NFPAN-2023 [R])"
    ),
    "PAN-NF-05": (
        "surveillance schedule: MRI or EUS at 6–12 months, then every 12 months if stable; "
        "growth or new risk feature → re-present to board (conditional; ENETS-NFPAN-2023 "
        "[R])"
    ),
    "PAN-NF-06": (
        "tissue before surveillance: EUS-guided biopsy for grade when it would change "
        "management (conditional; review 2022, PMC9821009 [C])"
    ),
    "PAN-NF-07": (
        "parenchyma-sparing resection (enucleation/central) only if ≤ 20 mm, no nodes, ≥ 3 "
        "mm from main duct (option; NANETS-PAN-SURG-2020 [R])"
    ),
    "PAN-NF-08": (
        "EUS-guided radiofrequency/ethanol ablation → only where surgery refused or "
        "unsuitable; long-term data short (option; Endokrynol Pol 2023;74:25–30 [C])"
    ),
    "PAN-NF-09": (
        "metastatic, WD → order by tempo: low burden, stable, SSTR+, Ki-67 ≤ 10 % → SSA; "
        "bulky/symptomatic/Ki-67 > 10 % → CAPTEM or STZ/5-FU; progression → everolimus, "
        "sunitinib, PRRT, cabozantinib (strong (order conditional); A13; ESMO-GEP-2020 [R]; "
        "E2211, SEQTOR, RADIANT3, SUN1111, CABINET [C])"
    ),
    "PAN-NF-10": (
        "SSTR+, progressive after first line → prefer PRRT over another targeted agent "
        "where available (conditional; OCLURANDOM [R]; COMPETE [C])"
    ),
    "PAN-NF-11": (
        "WD G3 (Ki-67 21–55 %) → CAPTEM or 5-FU-based, or PRRT if SSTR+; not "
        "platinum-etoposide by default (conditional; ENETS-G3-2025 [C]; NETTER2 [C])"
    ),
    "PAN-NF-12": (
        "known germline MEN1/VHL → use section 11 thresholds instead of PAN-NF-01..04 "
        "(strong; CHALLIS-2019 [C]; NIEDERLE-2021 [R])"
    ),
    "PAN-F-01": (
        "insulinoma suspected → supervised 48–72 h fast; positive if symptoms with glucose "
        "< 3.0 mmol/L (55 mg/dL) and insulin ≥ 3 µU/mL (usually > 6), C-peptide ≥ 0.6 ng/mL "
        "(0.2 nmol/L), proinsulin ≥ 5 pmol/L, ketones suppressed, sulfonylurea screen "
        "negative (strong; MSD-INSULINOMA [C], NCCN via secondary [C])"
    ),
    "PAN-F-02": (
        "insulinoma localized → enucleation if ≥ 3 mm from main duct, otherwise resection; "
        "SSTR scan often negative, use EUS/MRI (GLP-1R imaging where available); nodes not "
        "routinely needed for small insulinoma (strong / ⚠ base conflict S15; "
        "ENETS-FPAN-2023 [R])"
    ),
    "PAN-F-03": (
        "insulinoma, medical → frequent complex meals, glucose; diazoxide 50–300 mg/day "
        "(5–8 mg/kg, up to 600–800) with a thiazide; everolimus if malignant. SSA only "
        "after a monitored test dose; may deepen hypoglycaemia (strong caution; "
        "ENETS-FPAN-2023 [R]; Neuroendocrinology PMC5637287 [C])"
    ),
    "PAN-F-04": (
        "insulinoma perioperative → glucose infusion; octreotide prophylaxis only if "
        "pre-tested (strong; PMC5637287 [C])"
    ),
    "PAN-F-05": (
        "gastrinoma suspected → fasting gastrin with gastric pH ≤ 2; > 10 × ULN = "
        "diagnostic, lower → secretin test (rise ≥ 120 pg/mL). Never stop PPI abruptly: "
        "bleeding/perforation risk; change over with specialist advice (strong; "
        "ENETS-FPAN-2023 [R])"
    ),
    "PAN-F-06": (
        "gastrinoma → high-dose PPI (e.g. omeprazole 60 mg/day, divided and higher if "
        "complicated) before, during, after surgery (strong; ENETS-FPAN-2023 [R]; "
        "PMC5637287 [C])"
    ),
    "PAN-F-07": (
        "sporadic gastrinoma, resectable → surgery with lymphadenectomy incl. duodenotomy; "
        "MEN1 gastrinoma → usually no surgery unless > 20 mm (strong / conditional; "
        "ENETS-FPAN-2023; NIEDERLE-2021 [R])"
    ),
    "PAN-F-08": (
        "glucagonoma → SSA, nutrition (amino acids, zinc), glucose control, thrombosis "
        "prophylaxis; resect if possible (strong; ENETS-FPAN-2023 [R]; PMC5637287 [C])"
    ),
    "PAN-F-09": (
        "VIPoma → correct volume, potassium, acidosis first; SSA; steroid if refractory; "
        "PRRT or debulking (strong; ENETS-FPAN-2023 [R]; PMC5637287 [C])"
    ),
    "PAN-F-10": (
        "somatostatinoma → resection; consider NF1 if duodenal; SSA of uncertain value "
        "(conditional; ENETS-FPAN-2023 [R])"
    ),
    "PAN-F-11": (
        "ACTH-producing → control cortisol before anything elective (metyrapone, "
        "osilodrostat, ketoconazole, etomidate, or bilateral adrenalectomy); PJP and "
        "thrombosis prophylaxis when severe; potassium (strong; ENETS-FPAN-2023 [R])"
    ),
    "PAN-F-12": (
        "PTHrP-producing → rehydrate, antiresorptive agent, SSA, tumour reduction (strong; "
        "ENETS-FPAN-2023 [R])"
    ),
    "PAN-F-13": (
        "any functional panNET with liver metastases → S27 cytoreduction by pattern; SSA "
        "for syndrome (not insulinoma without test); PRRT for refractory syndrome (strong; "
        "S27; ENETS-FPAN-2023 [R])"
    ),
    "PAN-F-14": (
        "functional panNET and everolimus → helpful in malignant insulinoma (raises "
        "glucose); in other syndromes check glucose/stomatitis risk (option; "
        "ENETS-FPAN-2023 [R])"
    ),
}

SOURCES = {
    "ENDOKRYNOL-POL-2023": "Endokrynol Pol 2023;74:25-30",
    "PMC5637287": "Neuroendocrinology, perioperative care of functioning tumours, PMC5637287",
    "PMC9821009": "Review of non-functioning pancreatic tumours, 2022, PMC9821009",
}
