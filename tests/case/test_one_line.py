"""A dated entry as one line: what is understood of it, and what is not."""

from __future__ import annotations

import datetime

import pytest

from nettui.case.editing.one_line import read_line
from nettui.case.record.case import Case, CaseFile
from nettui.desk.session import Editing
from tests.protocols import with_all

DAY = datetime.date(2026, 11, 24)


@pytest.mark.parametrize(
    ("written", "path", "text", "left"),
    [
        ("ct 12.3.26 liver 3 lesions 22 mm", "imaging[+]", "CT; 2026-03-12", ""),
        ("MRI Mar 2026", "imaging[+]", "MRI; 2026-03", ""),
        (
            "dotatate 2026-09-02 positive krenning 3",
            "imaging[+]",
            "68Ga-DOTATATE; 2026-09-02; sstr_result = positive; krenning_score = 3",
            "",
        ),
        (
            "fdg pet 1.9.2026 negative",
            "imaging[+]",
            "18F-FDG; 2026-09-01; fdg_result = negative",
            "",
        ),
        ("chromogranin 240 ug/L 3.2026", "labs[+]", "serum_cga 240 ug/L; 2026-03", ""),
        ("hb 10.2 g/dL 1.9.26", "labs[+]", "hb 10.2 g/dL; 2026-09-01", ""),
        ("CgA 240 ug/L (<100) 3/2026", "labs[+]", "serum_cga 240 ug/L; 2026-03; uln 100", ""),
        (
            "lanreotide 120 mg from 5.2025 stable",
            "treatments[+]",
            "lanreotide; 2025-05; best_response = stable; note = 120 mg",
            "120 mg",
        ),
        (
            "prrt 4 cycles from 1/2025 to 8/2025 progression",
            "treatments[+]",
            "prrt; 2025-01; end 2025-08; cycles = 4; best_response = progression",
            "",
        ),
        (
            "biopsy 12.8.2026 NET G2 ki67 3.1 %",
            "pathology[+]",
            "biopsy; 2026-08-12; ki67 = 3.1; reported_grade = G2; histology_family = NET",
            "",
        ),
        (
            "ct 31.2.26 seen elsewhere",
            "imaging[+]",
            "CT; note = 31.2.26 seen elsewhere",
            "31.2.26 seen elsewhere",
        ),
    ],
)
def test_a_line_is_read(written: str, path: str, text: str, left: str) -> None:
    line = read_line(written)
    assert line is not None
    assert (line.path, line.text, line.left) == (path, text, left)


def test_what_is_said_of_the_liver_stands_beside() -> None:
    """Not in the examination: it is of the tumour."""
    line = read_line("ct 12.3.26 liver 3 lesions 22 mm")
    assert line is not None
    assert line.beside == {"disease.liver_lesion_count": "3", "disease.liver_largest_mm": "22 mm"}


@pytest.mark.parametrize(
    "written",
    [
        "dotatate 2026-09-02 not positive",
        "dotatate 2026-09-02 positive and negative lesions",
        "dotatate 2026-09-02 positive?",
        "ct 2026-09-02 no liver metastases",
        "ct 2026-09-02 liver cyst 22 mm",
        "ct 2026-09-02 lung 2 lesions liver 3 lesions",
        "lanreotide from 2025-05 no progression",
    ],
)
def test_what_is_denied_doubted_or_said_of_several_is_not_taken(written: str) -> None:
    """It stands in the note as it was written."""
    line = read_line(written)
    assert line is not None
    assert "=" not in line.text.replace("note =", "")
    assert line.beside == {}
    assert set(line.left.split()) <= set(written.split())
    assert line.left


@pytest.mark.parametrize(
    "written", ["", "CT; 2026-03-12", "saw the patient", "creatinine", "liver 3"]
)
def test_other_lines_are_left_alone(written: str) -> None:
    assert read_line(written) is None


@pytest.mark.parametrize("where", ["imaging[+]", "labs[+]"])
def test_a_line_is_one_change(where: str) -> None:
    """Whatever list it was typed at; what was not understood is in the note."""
    editing = Editing(CaseFile(case=Case(case_id="P-1")), DAY, with_all())
    editing.set(where, "ct 12.3.26 liver 3 lesions 22 mm seen elsewhere")
    (scan,) = editing.case.imaging
    assert (scan.modality, str(scan.date), scan.note) == ("CT", "2026-03-12", "seen elsewhere")
    assert editing.case.disease.liver_lesion_count == 3
    editing.undo()
    assert editing.case == Case(case_id="P-1")
