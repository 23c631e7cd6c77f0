"""The rows of the site that this plugin carries out, as they stand in the protocol."""

from __future__ import annotations

ROWS = {
    "LUN-01": (
        "localized TC/AC → anatomical resection (segment/lobe, bronchoplastic for central) "
        "+ systematic nodal dissection (≥ 6 stations incl. 3 mediastinal) (strong; S14–S15; "
        "ESMO-LUNG-2021 [R]; ENETS-LUNG-2015 [C])"
    ),
    "LUN-02": (
        "endobronchial resection alone → only bridge or unfit patients (conditional; "
        "ENETS-LUNG-2015 [R])"
    ),
    "LUN-03": (
        "R0 TC → no adjuvant therapy; AC N2/R1 → discuss adjuvant (no trial proof) "
        "(conditional; ESMO-LUNG-2021 [R])"
    ),
    "LUN-04": (
        "workup → CT, SSTR PET, bronchoscopy if central, 5-HIAA/cortisol if symptoms "
        "(flush, Cushing), octreotide precautions as S28 in functional tumours (strong; "
        "ESMO-LUNG-2021 [R])"
    ),
    "LUN-05": (
        "advanced, WD, SSTR+ and slow → SSA (evidence retrospective) (conditional; Front "
        "Endocrinol 2021 [C]; ESMO-LUNG-2021)"
    ),
    "LUN-06": (
        "advanced AC, or TC after SSA → everolimus (strong; ESMO-LUNG-2021 II,B [C]; RADIANT4 [C])"
    ),
    "LUN-07": (
        "after everolimus → temozolomide/dacarbazine-based, then platinum-based "
        "chemotherapy (conditional; ESMO-LUNG-2021 IV,C [C])"
    ),
    "LUN-08": (
        "SSTR+ progressive → PRRT by analogy with GEP (no pulmonary RCT; outside the US and "
        "EU labels, which name GEP-NET only) (option; ESMO-LUNG-2021 [R])"
    ),
    "LUN-09": "after ≥ 1 line → cabozantinib (CABINET included lung) (option; CABINET [C])",
    "LUN-10": (
        "DIPNECH symptomatic → SSA trial, inhaled therapy, yearly CT + lung function; no "
        "resection of isolated tumourlets. Not a NET: histology_family = DIPNECH, base "
        "rules do not fire (conditional; ENETS-LUNG-2015 [R])"
    ),
    "LUN-11": (
        "LCNEC/SCLC → lung cancer pathway, out of this engine's scope except flagging (A27; "
        "also thymic NEC) (block; [E])"
    ),
}
