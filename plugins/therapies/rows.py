"""The rows of the therapy table that this plugin alone carries out, in short.

Rows that the base protocol's options and gates cite (T01, T20, ...) are among its own sources.
"""

from __future__ import annotations

ROWS = {
    "T03": "Short-acting octreotide: breakthrough syndrome, titration",
    "T05": "Somatostatin analogue above label: progressive symptoms",
    "T06": "Pasireotide: refractory syndrome, specialist only",
    "T07": "Telotristat with an analogue: carcinoid-syndrome diarrhoea",
    "T08": "Interferon alfa-2b: refractory syndrome, add-on",
    "T21": "177Lu-edotreotide: only where approved",
    "T22": "PRRT again, 1-2 cycles, after 12 months of benefit",
    "T33": "Surufatinib: progressive, where licensed (China)",
    "T34": "Belzutifan: germline VHL, pancreatic, no immediate surgery",
    "T42": "Streptozocin and 5-FU: pancreas, shrinkage needed",
    "T45": "Carboplatin and etoposide: NEC, or cisplatin unsuitable",
    "T47": "FOLFIRI: NEC, second line",
    "T52": "DEB-TACE: not preferred in NET",
    "T56": "Liver transplantation: within its gates only",
    "T57": "External beam radiotherapy: palliation",
    "T61": "Vasopressor plan on the operating-list checklist",
    "T63": "Insulinoma: diazoxide",
    "T64": "Gastrinoma: proton pump inhibitor, never stopped abruptly",
    "T67": "Carcinoid heart disease: valve surgery, diuretics",
    "T68": "Pancreatic enzymes, bile-acid binder",
    "T69": "Nicotinamide: niacin deficiency in carcinoid syndrome",
    "T70": "68Ga SSTR PET",
    "T71": "64Cu-DOTATATE PET",
    "T72": "111In-pentetreotide scintigraphy",
    "T73": "18F-FDG PET",
}

SOURCES = {
    "Z13": "Ruling Z13 of the second reading: ACTH at every site; ENETS-FPAN-2023",
    "Z28": "Ruling Z28 of the second reading: proton pump inhibitor for every gastrinoma",
    "Z32": "Ruling Z32 of the second reading: vaccinate before a planned splenectomy",
    "CHILD-PUGH": "Pugh RN, et al. Br J Surg 1973;60:646-649",
    "MOSTELLER": "Mosteller RD. N Engl J Med 1987;317:1098",
}
