"""The rows of the site that this plugin carries out, as they stand in the protocol."""

from __future__ import annotations

ROWS = {
    "APP-01": (
        "< 10 mm, R0, G1/G2 → appendectomy is sufficient; no follow-up (strong ⚠ base "
        "conflict S15/S17; ENETS-APP-2023 [R]; CZ-NAT, ESMO-GEP-2020 via secondary [C])"
    ),
    "APP-02": (
        "10–20 mm, R0, no risk factor → appendectomy acceptable; completion right "
        "hemicolectomy not routine (conditional ⚠; NESTI-2023 [C] design; NCCN via TCR-2023 "
        "[C])"
    ),
    "APP-03": (
        "10–20 mm with R1, mesoappendix invasion > 3 mm, LVI, or G2 (any size if WD G3 [E]) "
        "→ discuss completion right hemicolectomy; no survival gain proven (conditional; "
        "ENETS/NANETS via TCR-2023 [C]; NESTI-2023 [R])"
    ),
    "APP-04": "> 20 mm → right hemicolectomy with lymphadenectomy (strong; same [C])",
    "APP-05": (
        "base location with positive margin → re-resection (caecal or ileocaecal) (strong; "
        "CZ-NAT [C])"
    ),
    "APP-06": (
        "perforated, N1 or mesoappendix > 3 mm with size > 10 mm → staging CT/MRI + SSTR "
        "PET (conditional; ENETS-APP-2023 [R])"
    ),
    "APP-07": "metastatic → manage as small intestine (section 3) (strong; ESMO-GEP-2020 [C])",
}
