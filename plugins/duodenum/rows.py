"""The rows of the site that this plugin carries out, as they stand in the protocol."""

from __future__ import annotations

ROWS = {
    "DUO-01": (
        "non-ampullary ≤ 10 mm, submucosal, N0, G1/G2 → endoscopic resection after EUS "
        "(strong ⚠; ENETS-GD-2023 [R])"
    ),
    "DUO-02": (
        "non-ampullary > 10 to 20 mm → individualise (limited resection or endoscopic in "
        "expert hands) (conditional ⚠; ENETS-GD-2023 [R])"
    ),
    "DUO-03": (
        "> 20 mm, muscularis invasion or N+ → surgery with lymphadenectomy (strong; "
        "S14–S15; ENETS-GD-2023 [R])"
    ),
    "DUO-04": (
        "ampullary/periampullary any size → surgical board (pancreatoduodenectomy or local "
        "ampullectomy), endoscopy only in selected small lesions (strong; ENETS-GD-2023 "
        "[R])"
    ),
    "DUO-05": (
        "duodenal gastrinoma → duodenotomy + nodes; screen MEN1 (strong; ENETS-FPAN-2023 [R])"
    ),
    "DUO-06": (
        "duodenal somatostatin-producing/psammomatous tumour → test for NF1 (conditional; "
        "ENETS-GD-2023 [R])"
    ),
}
