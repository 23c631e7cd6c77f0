"""The rows of the site that this plugin carries out, as they stand in the protocol."""

from __future__ import annotations

ROWS = {
    "GAS-01": (
        "type 1, < 10 mm → endoscopic surveillance every 12–24 months (2–3-yearly may be "
        "safe), lifelong; resection optional (conditional ⚠; EXARCHOU-2022 [C]; "
        "ENETS-GD-2023 [R])"
    ),
    "GAS-02": (
        "type 1, ≥ 10 mm → EUS then endoscopic resection (ESD/EMR) (strong; ENETS-GD-2023 [R])"
    ),
    "GAS-03": "type 1, T2+/N+/G3 or R1 → surgical review (strong; ENETS-GD-2023 [R])",
    "GAS-04": (
        "type 2 → treat the gastrinoma, PPI, consider MEN1; remove visible ≥ 10 mm lesions "
        "endoscopically (strong; ENETS-GD-2023 [R])"
    ),
    "GAS-05": (
        "type 3, ≤ 10 mm, G1, submucosal, no LVI, N0 → endoscopic resection is an option; "
        "otherwise partial/total gastrectomy + lymphadenectomy (conditional ⚠; "
        "DELLUNTO-2024 [C]; ENETS-GD-2023 [R])"
    ),
    "GAS-06": (
        "B12/iron monitoring in type 1; annual to 3-yearly gastroscopy also for "
        "adenocarcinoma risk (conditional; EXARCHOU-2022 [C])"
    ),
    "GAS-07": '"type 4"/NEC → NEC pathway (section 10) (strong; ENETS-NEC-2023 [C])',
}
