"""The rows of the site that this plugin carries out, as they stand in the protocol."""

from __future__ import annotations

ROWS = {
    "REC-01": (
        "< 10 mm, G1, no muscularis invasion, no nodes → endoscopic R0 removal (modified "
        "EMR, ESD, full-thickness); no routine follow-up after R0 L0V0 G1 (strong ⚠ base "
        "conflict S15/S17; ENETS-CR-2023 [R]; RECT-2018 [C])"
    ),
    "REC-02": (
        "10–20 mm, or < 10 mm outside REC-01/REC-03 (G2, LVI) [E] → EUS + pelvic MRI + SSTR "
        "PET; if submucosal, N0, G1/low G2 → endoscopic or transanal excision; else radical "
        "resection (conditional ⚠; ENETS-CR-2023 [R])"
    ),
    "REC-03": (
        "> 20 mm, or muscularis invasion, or N+, or G3 → anterior resection/TME with "
        "lymphadenectomy (strong; ENETS-CR-2023 [R])"
    ),
    "REC-04": (
        "R1 after simple polypectomy, small G1 → re-resection or surveillance per EUS; "
        "salvage by advanced endoscopic technique (conditional; ENETS-CR-2023 [R]; "
        "RECT-R1-2021 [C])"
    ),
    "REC-05": (
        "metastatic risk to print: < 3 % below 10 mm, 5–15 % at 10–19 mm, about 80 % at ≥ "
        "20 mm (info; RECT-2018 [C])"
    ),
    "REC-06": "rectal NET is rarely functional; 5-HIAA not required (info; ENETS-CR-2023 [R])",
}
