"""What can be found in a record by typing: every field, and what can be added to its lists.

Fields are also found by what clinicians call them, entries by any name of their examination or
treatment.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import evolve

from nettui.case.base import synonyms
from nettui.case.record.case import CaseFile
from nettui.engine.plan.plan import Plan
from nettui.tui.rows.field import FieldRow
from nettui.tui.rows.layout import ListRow
from nettui.tui.rows.record import field_choices

STARTED = "="
"""Stands in a key between the path of an entry to be added and the text that it begins with."""

CALLED: Mapping[str, str] = {
    "patient.sex_at_birth": "gender|male|female",
    "patient.ecog": "who performance|performance|ps",
    "patient.weight_kg": "body weight|bmi",
    "patient.sbp": "blood pressure|bp",
    "patient.qtc_ms": "qt|qt interval|ecg",
    "patient.on_antihypertensives": "blood pressure drugs",
    "disease.primary_site": "primary|organ|localisation|origin",
    "disease.size_mm": "size|diameter|tumour size|tumor size",
    "disease.extent": "stage|spread|metastatic|localised",
    "disease.metastasis_sites": "metastases|mets|liver metastases",
    "disease.liver_lesion_count": "liver lesions|number of liver metastases",
    "disease.curative_resection_feasible": "resectable|operable",
    "disease.disease_status": "operated|resected|residual",
    "disease.progression_status": "progression|stable|recist",
    "disease.margin": "r0|r1|resection margin",
    "disease.primary_complication": "obstruction|bleeding|perforation",
    "function.functional": "functioning|hormonal|functionality",
    "function.syndrome": "carcinoid|insulinoma|gastrinoma|vipoma|hormone",
    "function.symptoms": "flush|flushing|diarrhoea|diarrhea",
    "function.ppi_use": "omeprazole|pantoprazole|proton pump",
    "pathology.ki67": "ki67|ki 67|mib1|mib-1|proliferation",
    "pathology.mitoses_per_2mm2": "mitoses|mitotic count|mitotic rate",
    "pathology.mitoses_counted": "mitoses in fields",
    "pathology.histology_family": "histology|net|nec|minen|diagnosis",
    "pathology.reported_grade": "grade|g1|g2|g3|typical carcinoid|atypical carcinoid",
    "pathology.lvi": "lymphovascular|vascular invasion",
    "imaging.sstr_result": "dotatate|dotatoc|octreotide scan|octreoscan|sstr|gallium",
    "imaging.fdg_result": "fdg|pet fdg",
    "imaging.echocardiography": "echo|cardiac ultrasound|carcinoid heart",
    "labs.serum_cga": "chromogranin|cga",
    "labs.u5hiaa_24h": "5hiaa|5-hiaa|urine 5-hiaa",
    "labs.hb": "hb|haemoglobin|hemoglobin|hgb",
    "labs.anc": "neutrophils|anc",
    "labs.platelets": "platelets|thrombocytes|plt",
    "labs.creatinine": "kidney|renal function|crea",
    "labs.egfr": "gfr|renal function|kidney",
    "heredity.hereditary": "men1|vhl|nf1|genetic|germline|family syndrome",
    "history.prior_ssa": "somatostatin analogue|octreotide|lanreotide",
}
"""What fields are also called, between bars."""

EXAMINATIONS: Mapping[str, str] = {
    "CT": "ct scan|computed tomography|cat scan|examination|imaging|scan",
    "MRI": "mr|mrt|magnetic resonance|examination|imaging|scan",
    "SSTR_PET": "pet|pet-ct|pet ct|sstr pet|dota pet|dotatate|dotatoc|dotanoc|gallium pet"
    "|octreotide pet|somatostatin receptor",
    "18F-FDG": "fdg|fdg pet|pet fdg|glucose pet|pet",
    "SSTR_scintigraphy": "octreotide scan|octreoscan|scintigraphy|tektrotyd",
    "echocardiogram": "echo|cardiac echo|heart ultrasound",
    "EUS": "endosonography|endoscopic ultrasound",
    "endoscopy": "gastroscopy|colonoscopy|ogd|egd",
}
"""Examinations that can be added, each with what it is also called."""

_SPECIMENS: Mapping[str, str] = {
    "biopsy": "specimen|histology|pathology|core biopsy|needle biopsy|report",
    "surgical_resection": "specimen|surgical specimen|resection specimen",
    "endoscopic_resection": "specimen|polypectomy specimen|emr specimen|emr|esd",
    "cytology": "specimen|fna|fine needle",
}
_RESULT = "lab|labs|laboratory|lab value|blood|result"


def found_rows(plan: Plan, file: CaseFile | None = None) -> tuple[ListRow, ...]:
    """Return every field that can be set, and every entry that can be added, with all its names."""
    fields = (evolve(row, also=_called(row)) for row in field_choices(plan, file))
    return (*fields, *_to_be_added())


def begun(key: str) -> tuple[str, str]:
    """Return the path that the key of a row names, and the text that typing there begins with."""
    path, _, text = key.partition(STARTED)
    return path, text


def _called(row: ListRow) -> str:
    fact = row.subject.fact if isinstance(row.subject, FieldRow) else None
    return CALLED.get(fact.name, "") if fact is not None else ""


def _to_be_added() -> Iterator[ListRow]:
    yield _added("an examination", "imaging", "", "imaging|scan|radiology")
    known = synonyms.NAMES["modality"]
    for modality, names in EXAMINATIONS.items():
        yield _added(
            modality.replace("_", " "), "imaging", modality, f"{names}|{known.get(modality, '')}"
        )
    yield _added("a specimen", "pathology", "", "pathology|histology")
    for specimen, names in _SPECIMENS.items():
        yield _added(specimen.replace("_", " "), "pathology", specimen, names)
    yield _added("a lab value", "labs", "", _RESULT)
    yield _added(
        "a treatment",
        "treatments",
        "",
        "therapy|drug|operation|surgery|resection|emr|esd|chemotherapy|prrt",
    )
    for row, phrases in synonyms.NAMES["therapy"].items():
        name, *others = phrases.split("|")
        yield _added(name, "treatments", name, "|".join((row, *others)))


def _added(what: str, part: str, text: str, names: str) -> ListRow:
    path = f"{part}[+]"
    tail = {"treatments": "treatment", "imaging": "examination"}.get(part, "") if text else ""
    key = f"{path}{STARTED}{text}" if text else path
    return ListRow(sign="+", title=f"Add {what}", tail=tail, also=f"{what}|{names}", key=key)
