"""The rows of the site that this plugin carries out, as they stand in the protocol."""

from __future__ import annotations

ROWS = {
    "HER-01": (
        "age < 40 with duodenopancreatic NET, multifocal disease, gastrinoma, or family "
        "history → offer germline panel (MEN1, VHL, NF1, TSC1/2, CDKN1B) (conditional; "
        "NIEDERLE-2021 [R])"
    ),
    "HER-02": (
        "MEN1, non-functioning panNET ≤ 20 mm → surveillance; > 20 mm or "
        "growing/symptomatic → surgery (conditional ⚠ (S17); CHALLIS-2019 [C]; "
        "NIEDERLE-2021 [R])"
    ),
    "HER-03": (
        "MEN1 surveillance → MRI pancreas (preferred) yearly; every 2–3 years if clean; "
        "start between 10 and 16 years; CT thorax for thymus/lung less often (conditional; "
        "CHALLIS-2019, ENETS-MEN1-2024 [C])"
    ),
    "HER-04": (
        "VHL panNET: < 30 mm (3 cm), no exon 3 variant, doubling time > 500 days → "
        "surveillance; otherwise discuss surgery (conditional ⚠; BLANSFIELD-2007 [C])"
    ),
    "HER-05": (
        "VHL requiring therapy, not immediately surgical → belzutifan 120 mg daily (option; "
        "FDA-BELZUTIFAN [C])"
    ),
    "HER-06": (
        "NF1 → duodenal/periampullary somatostatin tumours, phaeochromocytoma: exclude "
        "phaeo (metanephrines) before any operation; the same in VHL (strong; [R])"
    ),
    "HER-07": (
        "TSC → panNET and other tumours; everolimus has dual label indications (info; "
        "FDA-EVEROLIMUS [R])"
    ),
    "HER-08": (
        "MEN1 gastrinoma → medical control first, surgery selective; measure calcium and "
        "PTH in every suspected MEN1 and treat hyperparathyroidism first (it raises "
        "gastrin) (conditional; NIEDERLE-2021 [R])"
    ),
    "HER-09": (
        "any hereditary syndrome → genetic counselling before disclosure to relatives (strong; [E])"
    ),
}
