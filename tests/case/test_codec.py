"""Case files: strict in, every fault in one go; the same bytes out."""

from __future__ import annotations

import datetime
import json
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from nettui.case.files.codec import (
    CaseError,
    CaseFault,
    case_digest,
    dumps_json,
    dumps_toml,
    load,
    loads_json,
    loads_toml,
)
from nettui.case.record.case import Case, CaseFile
from tests.case.generated import FIELDS, Data, as_case, case_data

LIBRARY = sorted((Path(__file__).parents[2] / "cases").glob("*.toml"))


def faults(text: str) -> tuple[CaseFault, ...]:
    """Return every fault of a TOML text that must be refused."""
    with pytest.raises(CaseError) as refused:
        loads_toml(text)
    return refused.value.faults


def fault(text: str) -> CaseFault:
    """Return the one fault of a case with this text under its id."""
    (found,) = faults(f'case_id = "a"\n{text}\n')
    return found


def test_every_fault_of_a_file_is_told_at_once_with_its_line() -> None:
    """Nobody has to correct a file once per fault."""
    found = faults(
        """
case_id = "a"
[patient]
age = nan
ecog = 7
wieght_kg = 70
[[pathology]]
ki67 = "3-2 %"
[[pathology]]
date = "2026-02-30"
[disease]
disease_status = "liver"
metastasis_sites = ["liver", "none"]
nodes_examined = 3
nodes_positive = 4
[[labs]]
analyte = "hb"
value = 500
"""
    )
    told = [(f.line, f.path) for f in found]
    assert sorted(told) == [
        (4, "patient.age"),
        (5, "patient.ecog"),
        (6, "patient.wieght_kg"),
        (8, "pathology[0].ki67"),
        (10, "pathology[1].date"),
        (12, "disease.disease_status"),
        (13, "disease.metastasis_sites"),
        (18, "labs[0].value"),
    ]


def test_every_fault_of_a_json_file_is_told_at_once_with_its_line() -> None:
    """JSON is told as TOML is: lists by their place, marks by their fact, text with signs in it."""
    text = """{
  "case_id": "a",
  "patient": {"age": 61, "history": [[{}], ":"],
    "ecog": 7},
  "pathology": [
    {"ki67": "3-2 %"},
    {"note": "a \\"b\\": {,", "ki67": 4,
     "date": "2026-02-30"}
  ],
  "disease": {"metastasis_sites": ["liver",
     "none"]},
  "marks": {
    "labs.egfr": {"status": "x"}
  },
  "labs": [{"analyte": "hb",
     "value": 500}]
}"""
    with pytest.raises(CaseError) as refused:
        loads_json(text)
    assert sorted((f.line, f.path) for f in refused.value.faults) == [
        (3, "patient.history"),
        (4, "patient.ecog"),
        (6, "pathology[0].ki67"),
        (8, "pathology[1].date"),
        (10, "disease.metastasis_sites"),
        (13, "marks.labs.egfr.status"),
        (16, "labs[0].value"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        r'{"case_id": "a", "disease": {"\ud800": 1}}',
        r'{"case_id": "a", "patient": {"age": "10 \ud800"}}',
    ],
)
def test_half_a_character_is_told_in_words_that_can_be_written(text: str) -> None:
    """JSON can hold it; a terminal cannot show it."""
    with pytest.raises(CaseError) as refused:
        loads_json(text)
    told = "".join(map(str, refused.value.faults))
    assert "ud800" in told
    assert told.encode("utf-8")
    assert str(refused.value).encode("utf-8")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('{"case_id": "a",\n"patient": {"ecog": 1,\n"age": 3,\n"ecog": 2}}', (4, "patient.ecog")),
        ('{"case_id": "a",\n"labs": [{},\n{"value": -Infinity}]}', (3, "labs[1].value")),
        ('{"case_id": "a", "patient": {"ecog": 7}}', (None, "patient.ecog")),
    ],
)
def test_a_fault_of_json_itself_has_its_place_and_one_line_has_no_number(
    text: str, told: tuple[int | None, str]
) -> None:
    """A key twice and a number without end are found while reading; the line says where."""
    with pytest.raises(CaseError) as refused:
        loads_json(text)
    (only,) = refused.value.faults
    assert (only.line, only.path) == told


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        ("[patient]\nage = nan", "nan", "a finite number"),
        ("[patient]\nage = inf", "inf", "a finite number"),
        ("[patient]\nage = -inf", "-inf", "a finite number"),
        ("[patient]\nage = 121", "121", "0 to 120 years"),
        ("[patient]\nage = 60.5", "60.5", "a whole number"),
        ("[patient]\nage = true", "true", "a number"),
        ("[patient]\nage = [60]", "a table or list", "a number"),
        ('[patient]\nage = "60"', '"60"', "a number"),
        ('[patient]\necog = "1;2"', '"1;2"', None),
        ('[patient]\nsex_at_birth = "x"', '"x"', "one of its words"),
        ("[board]\nexperienced = 1", "1", "true or false"),
        ('[board]\nexperienced = "yes"', '"yes"', "true or false"),
        ("[board]\ndate = 2026-10-01T10:00:00", "2026-10-01 10:00:00", "a date such as 2026-03-01"),
        ("[disease]\nmetastasis_sites = []", "an empty list", '"none" or "unknown"'),
        ('[disease]\nmetastasis_sites = "liver"', '"liver"', "a list of words"),
        ('[disease]\nmetastasis_sites = ["liver", "liver"]', "a word twice", "each word once"),
        ('[disease]\nmetastasis_sites = ["none", "liver"]', '"none" beside others', '"none" alone'),
        ("[disease]\nsize_mm = 501", "501", "0.1 to 500 mm"),
        ('[disease]\nsize_mm = "60 cm"', '"60 cm"', "0.1 to 500 mm"),
        ('[disease]\nsize_mm = "< 0.1"', '"< 0.1"', "0.1 to 500 mm"),
        ('[patient]\nage = "> 120"', '"> 120"', "0 to 120 years"),
        ('[disease]\nsize_mm = "2 kg"', '"2 kg"', None),
        ("[patient]\npatient_goals = 3", "3", "text"),
        ("[patient]\npatient_goals = '\u202e'", "the character U+202E", "visible text"),
        ("patient = 3", "3", "a table of fields"),
        ("pathology = 3", "3", "a list: [[pathology]]"),
        ("[[imaging]]\ndate = 2026-01-01", "nothing", "a value"),
        ('[[labs]]\nanalyte = "hb"', "nothing", "a number"),
        ('[[labs]]\nanalyte = "haemoglobin"\nvalue = 1', '"haemoglobin"', None),
        ('[[labs]]\nanalyte = "alt"\nvalue = 120\nuln = 0', "0", None),
        ('[[labs]]\nanalyte = "hb"\nvalue = 120\nunit = 3', "3", "text"),
        ('[[treatments]]\ntherapy = "T01"\ndrug = "x"', "an unknown key", "a known one"),
        ('[marks]\n"labs.egrf" = { status = "unknown" }', "an unknown fact", "a fact"),
        ('[marks]\n"labs.egfr" = { status = "lost" }', '"lost"', "a status"),
    ],
)
def test_refused(text: str, found: str, expected: str | None) -> None:
    """What cannot be taken is refused in the words of its field, whatever its type."""
    told = fault(text)
    assert told.found == found
    assert expected is None or told.expected == expected


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("[patient]\nwieght_kg = 70", "Did you mean 'weight_kg'?"),
        ('[disease]\ndisease_status = "recurent"', "Did you mean 'recurrent'?"),
        ('[[labs]]\nanalyte = "creatinin"\nvalue = 80', "Did you mean 'creatinine'?"),
        ("[pathologie]\nki67 = 1", "Did you mean 'pathology'?"),
        ('[board]\nexperienced = "yes"', "Write true without quotes."),
        ('[patient]\nage = "60"', "Write 60 without quotation marks."),
        ("[patient]\nheight_cm = 1.72", "Check the unit."),
        ('[[labs]]\nanalyte = "hb"\nvalue = 260', "Check the unit."),
    ],
)
def test_refusal_says_how_to_put_it_right(text: str, remedy: str) -> None:
    """Each refusal that has a remedy names it."""
    assert remedy in fault(text).fix


@pytest.mark.parametrize(
    "text",
    [
        "case_id = ",
        'case_id = "a"\ncase_id = "b"',
        'case_id = "a"\n[patient]\n[patient]',
        "x = 2026-02-30",
    ],
)
def test_a_file_that_is_no_toml_is_refused_with_its_line(text: str) -> None:
    """A key twice, a table twice and an impossible date are faults of the file itself."""
    (only,) = faults(text)
    assert only.line
    assert only.expected == "a well-formed file"


@pytest.mark.parametrize(
    "text",
    [
        '{"case_id": "a", "case_id": "b"}',
        '{"case_id": "a", "patient": {"age": NaN}}',
        '{"case_id": "a", "patient": {"age": Infinity}}',
        '{"case_id": "a", "patient": {"age": 1e400}}',
        '{"case_id": "a", "patient": {"age": 1' + "0" * 500 + "}}",
        '{"case_id": "a", "patient": {"age": 1' + "0" * 5000 + "}}",
        "[]",
        "{",
        "[" * 100_000,
    ],
)
def test_json_that_is_no_case_is_refused(text: str) -> None:
    """No text makes the reader fail in another way."""
    with pytest.raises(CaseError):
        loads_json(text)


@pytest.mark.parametrize("part", ["imaging", "pathology", "treatments", "labs"])
def test_a_field_of_another_part_is_an_unknown_key(part: str) -> None:
    """Also one whose words say more than one thing."""
    leading = {"imaging": 'modality = "CT"', "treatments": 'therapy = "T20"'}
    text = f'case_id = "a"\n[[{part}]]\n{leading.get(part, "")}\nprimary_site = "terminal ileum"\n'
    assert f"{part}[0].primary_site" in [f.path for f in faults(text)]
    for section in ("patient", "organ"):
        found = faults(f'case_id = "a"\n[{section}]\nprimary_site = "terminal ileum"\n')
        assert [f.path for f in found] == [f"{section}.primary_site"]


def test_a_case_needs_its_id() -> None:
    """A case without a pseudonym cannot be kept."""
    assert [f.path for f in faults("[patient]\nage = 60")] == ["case_id"]


def test_implausible_is_kept() -> None:
    """Between the plausible and the hard limits a value is taken; the picture warns."""
    assert loads_toml('case_id = "a"\n[patient]\nage = 101').case.patient.age == 101


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    """Missing, not UTF-8, too large: told with the name of the file."""
    (tmp_path / "latin.toml").write_bytes(b'case_id = "a"\ntitle = "\xe9"\n')
    (tmp_path / "large.toml").write_bytes(b"#" * 1_000_001)
    for name, found in (
        ("none.toml", "no such file or directory"),
        ("latin.toml", "bytes that are not UTF-8"),
        ("large.toml", "1000001 bytes"),
    ):
        with pytest.raises(CaseError) as refused:
            load(tmp_path / name)
        assert refused.value.faults[0].found == found
        assert refused.value.name == name


@pytest.mark.parametrize("path", LIBRARY, ids=[path.stem for path in LIBRARY])
def test_library_files_survive_being_written(path: Path) -> None:
    """A file written by hand, in any order, is the same case when it is written and read again."""
    file = load(path)
    written = dumps_toml(file)
    assert loads_toml(written) == file
    assert dumps_toml(loads_toml(written)) == written
    assert loads_json(dumps_json(file)).case == file.case


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(case_data())
def test_a_case_round_trips_byte_for_byte(data: Data) -> None:
    """TOML and JSON, read and written again, are the same bytes and the same case."""
    file = CaseFile(case=as_case(data))
    toml, as_json = dumps_toml(file), dumps_json(file)
    for read in (loads_toml(toml), loads_json(as_json)):
        assert read.case == file.case
        assert dumps_toml(read) == toml
        assert dumps_json(read) == as_json
        assert case_digest(read.case) == case_digest(file.case)


def test_generated_cases_know_every_field() -> None:
    """The generator draws from the declarations: a new field is in it without anybody's doing."""
    assert {"patient.ecog", "pathology.ki67", "imaging.sstr_result", "treatments.end"} <= FIELDS


def test_words_of_the_file_keep_their_order_and_the_number_its_text() -> None:
    """A number stays as entered; a leading comment stays in front."""
    text = (
        "# reviewed\n"
        'title = "A"\nas_of = 2026-10-01\ncase_id = "a"\n\n'
        '[[pathology]]\ndate = 2026-03-01\nki67 = "2–3 %"\n'
    )
    file = loads_toml(text)
    assert dumps_toml(file) == text
    assert file.as_of == datetime.date(2026, 10, 1)
    assert json.loads(dumps_json(file))["pathology"][0]["ki67"] == "2–3 %"


def test_the_digest_is_of_the_case_alone() -> None:
    """Title, day and expectations do not change what is known of the patient."""
    bare = loads_toml('case_id = "a"\n[patient]\nage = 60').case
    titled = loads_toml('title = "x"\ncase_id = "a"\n[patient]\nage = 60\n[expect]\ngrade = "G1"')
    assert case_digest(bare) == case_digest(titled.case)
    assert case_digest(bare) != case_digest(Case(case_id="a"))


# --- files that are no case --------------------------------------------------------------------


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    """One in a folder of cases would hold up all others for ever."""
    pipe = tmp_path / "case.toml"
    os.mkfifo(pipe)
    with pytest.raises(CaseError, match="a pipe or a device"):
        load(pipe)


def test_a_device_without_end_is_refused() -> None:
    with pytest.raises(CaseError, match="a pipe or a device"):
        load("/dev/zero")


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    """Some editors write one; it is no part of the case."""
    marked, plain_file = tmp_path / "a.toml", tmp_path / "b.toml"
    marked.write_bytes(b'\xef\xbb\xbfcase_id = "a"\n')
    plain_file.write_bytes(b'case_id = "a"\n')
    assert case_digest(load(marked).case) == case_digest(load(plain_file).case)


@pytest.mark.parametrize("digits", [61, 5000, 100_000])
def test_a_number_that_python_does_not_write_out_is_a_fault(digits: int) -> None:
    found = fault(f"[patient]\nage = 0x{'f' * digits}")
    assert found.path == "patient.age"
    assert found.found == "a whole number of more than 60 digits"


@pytest.mark.parametrize("day", ["0226-03-01", "1899-12-31", "2200-01-01", "9999-12-31"])
def test_a_mistyped_year_is_refused(day: str) -> None:
    """It would make the entry the newest or the oldest of all."""
    assert fault(f"[[pathology]]\ndate = {day}\nki67 = 2").found == day


@pytest.mark.parametrize("day", ["1900-01-01", "2199-12-31"])
def test_the_first_and_the_last_year_are_taken(day: str) -> None:
    (specimen,) = loads_toml(
        f'case_id = "a"\n[[pathology]]\ndate = {day}\nki67 = 2\n'
    ).case.pathology
    assert str(specimen.date) == day
