"""The rows of the site that this plugin carries out, as they stand in the protocol."""

from __future__ import annotations

ROWS = {
    "UNK-01": (
        "unknown primary, WD → SSTR PET, CDX2/TTF1/ISL1 IHC, endoscopy; midgut features "
        "(mesenteric mass, serotonin) → manage as SI (strong; ENETS-SI-2024 [R])"
    ),
    "UNK-02": (
        "metastatic WD unknown primary → SSA first; CLARINET-type drug label includes "
        "unknown primary Ki-67 < 10 % (strong; CLARINET [C])"
    ),
    "UNK-03": "do not delay systemic therapy for > 4 weeks to find the primary (conditional; [E])",
    "UNK-04": (
        "NEC of unknown primary → NEC-02 (platinum + etoposide); TTF1 positive or a "
        "thoracic mass → thoracic NEC pathway (LUN-11) (strong; [E] from S37)"
    ),
}
