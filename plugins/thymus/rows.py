"""The rows of the site that this plugin carries out, as they stand in the protocol."""

from __future__ import annotations

ROWS = {
    "THY-01": (
        "classification as lung (carcinoid criteria); ACTH-Cushing common; MEN1 in about 25 "
        "% — ask and test (strong; ESMO-LUNG-2021 [R])"
    ),
    "THY-02": (
        "localized → complete thymectomy incl. mediastinal fat and nodes; neck dissection "
        "if involved (strong; S14–S15; ESMO-LUNG-2021 [R])"
    ),
    "THY-03": (
        "R1/R2 or AC → radiotherapy/chemotherapy board discussion (conditional; ESMO-LUNG-2021 [R])"
    ),
    "THY-04": (
        "advanced → everolimus/temozolomide/PRRT as section 8 (conditional; ESMO-LUNG-2021 "
        "[C] (everolimus), [R])"
    ),
    "THY-05": (
        "MEN1 → CT/MRI thorax every 1–3 years from adulthood (practice varies) "
        "(conditional; ENETS-MEN1-2024 [C])"
    ),
}
