"""The rows of the site that this plugin carries out, as they stand in the protocol."""

from __future__ import annotations

ROWS = {
    "SI-01": (
        "workup → CT/MRI + SSTR PET; 5-HIAA (urine 24 h or plasma); "
        "echocardiography/NT-proBNP if carcinoid syndrome or raised 5-HIAA; colonoscopy not "
        "required (strong; S08–S13; ENETS-CS-2022 [R])"
    ),
    "SI-02": (
        "resectable → segmental resection with mesenteric lymphadenectomy preserving "
        "vessels; palpate whole bowel for multiple primaries; ≥ 8 nodes as quality mark "
        "(strong; S14–S15; NANETS midgut surgery [R])"
    ),
    "SI-03": (
        "stage IV, primary symptomatic (obstruction, bleeding, ischaemia) or mesenteric "
        "mass progressing → resect primary (strong; S16, S25; ENETS-SI-2024 [R])"
    ),
    "SI-04": (
        "stage IV, asymptomatic unresectable metastases → prophylactic resection is "
        "optional, not routine (conditional ⚠ base conflict S25; DASK-2018 (design [C], "
        "result [R]); ENETS-SI-2024 [R])"
    ),
    "SI-05": (
        "metastatic WD G1/G2, SSTR+ → SSA first (octreotide LAR 20–30 mg or lanreotide 120 "
        "mg every 4 weeks) (strong; S39–S41; PROMID, CLARINET [C])"
    ),
    "SI-06": "progression on SSA, SSTR+ → PRRT (strong; NETTER1 [C])",
    "SI-07": (
        "Ki-67 10–55 %, SSTR+, newly diagnosed → PRRT can be first line (conditional; NETTER2 [C])"
    ),
    "SI-08": (
        "non-functional, progressive → everolimus; functional → everolimus only as "
        "off-label (U18); later cabozantinib (conditional; RADIANT4, CABINET [C])"
    ),
    "SI-09": "G1 → chemotherapy is not first line (block; S47–S48)",
    "SI-10": (
        "carcinoid syndrome refractory to SSA → SSA dose/interval escalation, telotristat "
        "for diarrhoea, liver-directed therapy, PRRT, interferon (conditional; TELESTAR "
        "[C]; ENETS-CS-2022 [R])"
    ),
    "SI-11": (
        "carcinoid heart disease with severe tricuspid/pulmonary regurgitation → valve "
        "surgery assessment before major liver/abdominal procedure (strong; ENETS-CS-2022 "
        "[R])"
    ),
    "SI-12": (
        "mesenteric desmoplasia or obstruction risk and PRRT planned → surgical review "
        "first (strong; NANETS-SNMMI-2020 [R])"
    ),
}
