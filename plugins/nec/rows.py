"""The rows of the site that this plugin carries out, as they stand in the protocol."""

from __future__ import annotations

ROWS = {
    "NEC-01": (
        "localized NEC → chemotherapy plus surgery (or chemoradiotherapy) after extensive "
        "imaging incl. brain imaging in small-cell; surgery alone is not enough (strong; "
        "ENETS-NEC-2023 [C]/[R])"
    ),
    "NEC-02": (
        "metastatic → platinum + etoposide, start fast; carboplatin preferred, cisplatin "
        "per base (strong; S37; ENETS-NEC-2023 [C])"
    ),
    "NEC-03": (
        "second line → FOLFIRI/FOLFIRINOX-like (fluoropyrimidine + irinotecan), FOLFOX, or "
        "temozolomide; trial (conditional; ENETS-NEC-2023 [C]/[R])"
    ),
    "NEC-04": (
        "biomarkers (MSI/TMB, BRAF V600E, RET, NTRK, HER2) → matched agent (option; "
        "ENETS-NEC-2023 [C] encouraged)"
    ),
    "NEC-05": (
        "NEC → SSA never as antiproliferative therapy (block; [E] from S39 + ENETS-NEC-2023)"
    ),
    "NEC-06": (
        "NEC with Ki-67 < 55 % → platinum response lower; still platinum first, recheck "
        "pathology (NET G3?) (info; NORDIC-NEC [C])"
    ),
}
