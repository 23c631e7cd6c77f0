"""The rows of the site that this plugin carries out, as they stand in the protocol."""

from __future__ import annotations

ROWS = {
    "COL-01": (
        "most colonic NEN are aggressive or NEC → stage and resect as colon carcinoma "
        "(segmental colectomy + nodes) (strong; RINKE-DENZER-2021 [C])"
    ),
    "COL-02": (
        "incidental ≤ 10 mm, G1, endoscopically complete → surveillance instead of "
        "colectomy (conditional ⚠; RINKE-DENZER-2021 [C])"
    ),
    "COL-03": (
        "caecal/ileocaecal WD NET with nodes → right hemicolectomy with mesenteric nodes "
        "(strong; S14–S15)"
    ),
    "COL-04": (
        "NEC → platinum-etoposide perioperatively, surgery individual (strong; ENETS-NEC-2023 [C])"
    ),
}
