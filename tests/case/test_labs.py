"""Laboratory results that rules cannot use are kept as written, named, and never guessed at."""

from __future__ import annotations

import datetime

import pytest

from nettui.case.base.faults import CaseError, CaseFault
from nettui.case.base.vocabulary import Contradictory, Range
from nettui.case.editing.edit import Edited, set_value
from nettui.case.files.codec import dumps_json, dumps_toml, loads_json, loads_toml
from nettui.case.picture.picture import Picture, picture
from nettui.case.record.analytes import ANALYTES
from nettui.case.record.case import Case, CaseFile
from nettui.case.record.labs import LabResult, said

DAY = datetime.date(2026, 10, 1)
EMPTY = Case(case_id="a")


def filed(*lines: str) -> CaseFile:
    """Return the case file of one laboratory result, each line a field of it."""
    return loads_toml('case_id = "a"\n[[labs]]\ndate = 2026-09-01\n' + "\n".join(lines))


def seen(*lines: str) -> Picture:
    """Return the picture of one laboratory result in a file."""
    return picture(filed(*lines).case, DAY)


# --- a number without a unit ------------------------------------------------------------------

# Of each value that is usual in two units: just clear, just asked, and the units asked about.
EDGES = (
    ("creatinine", 20, 19.9, "mg/dL"),
    ("egfr", 3, 2.9, "mL/s/1.73 m2"),
    ("crcl_measured", 3, 2.9, "mL/s"),
    ("hb", 30, 29.9, "g/dL"),
    ("anc", 39.9, 40, "/µL"),
    ("wcc", 99.9, 100, "/µL"),
    ("platelets", 1999, 2000, "/µL"),
    ("bilirubin", 5, 4.9, "mg/dL"),
    ("albumin", 8, 7.9, "g/dL"),
    ("alt", 5, 4.9, "µkat/L"),
    ("ast", 5, 4.9, "µkat/L"),
    ("alp", 5, 4.9, "µkat/L"),
    ("ggt", 5, 4.9, "µkat/L"),
    ("potassium", 9.9, 10, "mg/dL"),
    ("sodium", 199, 322, "mg/dL"),
    ("magnesium", 1.19, 1.2, "mg/dL"),
    ("calcium", 3.4, 3.5, "mEq/L"),
    ("calcium", 3.4, 9.8, "mg/dL"),
    ("serum_cga", 10, 9.9, "nmol/L"),
    ("serum_cga_nmol", 499, 500, "µg/L"),
    ("u5hiaa_24h", 15, 14.9, "mg/24 h"),
    ("p5hiaa", 40, 39.9, "µg/L"),
    ("nt_probnp", 5, 4.9, "pmol/L"),
    ("insulin", 999, 1000, "pmol/L"),
    ("c_peptide", 1.4, 1.5, "ng/mL"),
    ("c_peptide", 1.4, 600, "pmol/L"),
    ("gastrin", 5, 4.9, "pmol/L"),
    ("glucagon", 5, 4.9, "pmol/L"),
    ("vip", 1, 0.9, "pmol/L"),
    ("somatostatin", 1, 0.9, "pmol/L"),
    ("acth", 1, 0.9, "pmol/L"),
    ("cortisol", 60, 59.9, "µg/dL"),
    ("calcitonin", 0.5, 0.49, "pmol/L"),
    ("glucose_fasting", 34.9, 35, "mg/dL"),
    ("hba1c", 19.9, 20, "mmol/mol"),
    ("urine_protein", 30, 29.9, "g/24 h"),
)


@pytest.mark.parametrize(("name", "clear", "asked", "unit"), EDGES)
def test_a_number_usual_in_another_unit_is_asked(
    name: str, clear: float, asked: float, unit: str
) -> None:
    """Typed it is refused with the question; in a file it is kept, and the question is a note."""
    assert isinstance(set_value(EMPTY, f"labs[+].{name}", f"{clear}"), Edited)
    fault = set_value(EMPTY, f"labs[+].{name}", f"{asked}")
    assert isinstance(fault, CaseFault)
    assert "without a unit" in fault.found
    assert unit in fault.fix
    assert "Write the unit" in fault.fix
    fact = f"labs.{name}"
    of_file = seen(f'analyte = "{name}"', f"value = {asked}")
    assert of_file.get(fact) is None
    assert [note for note in of_file.notes if unit in note and ANALYTES[name].label in note]
    assert seen(f'analyte = "{name}"', f"value = {clear}").get(fact) == clear


def test_each_analyte_with_an_unclear_unit_has_an_edge() -> None:
    """A row of the table without a test would be a guess."""
    assert {name for name, a in ANALYTES.items() if a.asked} == {name for name, *_ in EDGES}


@pytest.mark.parametrize(
    ("name", "value", "limit", "asked"),
    [
        ("bilirubin", 2.5, 1.2, True),
        ("bilirubin", 8.0, 1.2, True),
        ("bilirubin", 3.0, 21, False),
        ("alt", 120, 0.8, True),
        ("alt", 120, 45, False),
        ("u5hiaa_24h", 31, 8, True),
        ("u5hiaa_24h", 12, 50, False),
        ("p5hiaa", 60, 18, True),
        ("gastrin", 90, 50, True),
        ("gastrin", 90, 115, False),
        ("glucose_fasting", 6.1, 5.6, False),
        ("glucose_fasting", 30, 99, True),
        ("hb", 13.4, 165, True),
        ("nt_probnp", 30, 15, True),
        ("serum_cga", 12, 6, True),
    ],
)
def test_the_upper_limit_tells_the_unit(
    name: str, value: float, limit: float, *, asked: bool
) -> None:
    """It belongs to the laboratory's unit, so it says more than the number itself."""
    result = LabResult(analyte=name, value=value, uln=limit)
    assert (result.canonical is None) is asked
    assert (result.ratio is None) is asked
    typed = set_value(EMPTY, "labs[+]", f"{name} {value}; uln {limit}")
    assert isinstance(typed, CaseFault) is asked


def test_the_unit_answers_the_question() -> None:
    """In a new result, and in one that a file brought without it."""
    typed = set_value(EMPTY, "labs[+]", "bilirubin 2.5 umol/L; uln 1.2")
    assert isinstance(typed, Edited)
    assert picture(typed.case, DAY).get("labs.bilirubin") == 2.5
    case = filed('analyte = "bilirubin"', "value = 2.5", "uln = 1.2").case
    for path, text in (("labs[0].unit", "mg/dl"), ("labs[0].value", "2.5 mg/dL")):
        answered = set_value(case, path, text)
        assert isinstance(answered, Edited)
        assert picture(answered.case, DAY).get("labs.bilirubin") == 42.75
    noted = set_value(case, "labs[0].note", "by telephone")
    assert isinstance(noted, Edited), "what is not about the number is not held up by it"


def test_what_is_kept_without_its_unit_is_written_back_unchanged() -> None:
    """TOML and JSON, as it came."""
    file = filed('analyte = "hba1c"', "value = 48")
    assert loads_toml(dumps_toml(file)).case == file.case
    assert loads_json(dumps_json(file)).case == file.case
    assert "value = 48" in dumps_toml(file)


# --- units ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "unit", "says"),
    [
        ("hb", "stone", "g/L, g/dL, mmol/L"),
        ("u5hiaa_24h", "mg/g creat", "What is measured in spot urine cannot be converted"),
        ("u5hiaa_24h", "mmol/mol", "What is measured in spot urine cannot be converted"),
        ("u5hiaa_24h", "µmol/mmol{creat}", "What is measured in spot urine cannot be converted"),
        ("serum_cga", "nmol/L", "never converted between mass and amount"),
        ("serum_cga_nmol", "ng/mL", "never converted between mass and amount"),
        ("pthrp", "pg/mL", "Assays measure different fragments"),
        ("proinsulin", "pg/mL", "Assays measure different fragments"),
        ("egfr", "mL/min", "is another value"),
        ("crcl_measured", "mL/min/1.73m2", "is another value"),
        ("inr", "%", "prothrombin time"),
        ("creatinine", "Mmol/L", "µmol/L, mg/dL"),
        ("potassium", "Mmol/L", "mmol/L, mEq/L, mg/dL"),
    ],
)
def test_a_unit_that_cannot_be_converted(name: str, unit: str, says: str) -> None:
    """Typed it is refused, with why; in a file it is kept as written, and a note names it."""
    fault = set_value(EMPTY, f"labs[+].{name}", f"12 {unit}")
    assert isinstance(fault, CaseFault)
    assert says in f"{fault.expected} {fault.fix}"
    file = filed(f'analyte = "{name}"', "value = 12.0", f'unit = "{unit}"')
    got = picture(file.case, DAY)
    assert got.get(f"labs.{name}") is None
    assert [n for n in got.notes if f'"{unit}"' in n and says.partition("(")[0] in n], got.notes
    assert f'unit = "{unit}"' in dumps_toml(file)


@pytest.mark.parametrize("value", ['"7.2 g/dL"', '"< 7.2 g/dl"', '"about 7.2 g/dL"'])
def test_a_unit_inside_the_text_of_the_value(value: str) -> None:
    """It is that of the result, as if it stood beside it, and is written back."""
    file = filed('analyte = "hb"', f"value = {value}")
    assert file.case.labs[0].unit in {"g/dL", "g/dl"}
    assert loads_toml(dumps_toml(file)).case == file.case


def test_the_limit_shares_the_unit_inside_the_text() -> None:
    """A value of 2.5 mg/dL with a limit of 1.2 is about twice the limit."""
    got = seen('analyte = "bilirubin"', 'value = "2.5 mg/dL"', "uln = 1.25")
    assert got.get("labs.bilirubin") == 42.75
    assert got.get("labs.bilirubin_uln_ratio") == 2.0


# --- words ------------------------------------------------------------------------------------

WORDS = (
    ("normal", "WNL", "within normal limits", "Normal", "unremarkable", "not elevated"),
    ("raised", "elevated", "High", "increased", "markedly raised", "mildly elevated", "↑"),
    ("low", "decreased", "reduced", "slightly low", "↓"),
    ("negative", "neg.", "Neg", "-ve"),
    ("positive", "pos", "++", "2+", "1 +"),
    ("not detected", "undetectable", "none detected", "Not-detected"),
    ("trace", "traces", "+/-"),
)


@pytest.mark.parametrize("words", WORDS, ids=lambda words: words[0])
def test_words_of_a_laboratory(words: tuple[str, ...]) -> None:
    """Kept as they were said and unknown to rules, but recorded, and named as such."""
    for word in words:
        assert said(word) == words[0], word
        file = filed('analyte = "urine_protein"', f'value = "{word}"')
        assert loads_toml(dumps_toml(file)).case == file.case
        assert f'value = "{word}"' in dumps_toml(file)
        got = picture(file.case, DAY)
        assert got.get("labs.urine_protein") is None
        assert got.get("labs.urine_protein_date") == datetime.date(2026, 9, 1)
        assert got.notes == (
            f'Protein in urine: "{word}" is recorded; rules read numbers only: give the number.',
        )
        assert isinstance(set_value(EMPTY, "labs[+].urine_protein", word), Edited), word


LIMIT = (
    ("normal", 1.0, True),
    ("within normal limits", 1.0, True),
    ("low", 1.0, True),
    ("negative", 1.0, True),
    ("undetectable", 1.0, True),
    ("raised", 1.0, False),
    ("markedly raised", 1.0, False),
)


@pytest.mark.parametrize(("word", "limit", "is_within"), LIMIT)
@pytest.mark.parametrize("analyte", ["u5hiaa_24h", "bilirubin", "serum_cga", "gastrin"])
def test_a_word_bounds_the_ratio_to_the_upper_limit_and_no_more(
    analyte: str, word: str, limit: float, is_within: bool
) -> None:
    """What needs a number stays unknown: the value itself, with or without a limit."""
    for uln in ("", "uln = 50"):
        got = picture(filed(f'analyte = "{analyte}"', f'value = "{word}"', uln).case, DAY)
        assert got.get(f"labs.{analyte}") is None
        ratio = got.get(f"labs.{analyte}_uln_ratio")
        assert isinstance(ratio, Range)
        assert (ratio.high <= limit) is is_within
        assert (ratio.low > limit) is not is_within
        where = "at most the upper" if is_within else "above the upper"
        assert any(where in note and "what needs a number" in note for note in got.notes)


@pytest.mark.parametrize("word", ["positive", "abnormal", "borderline", "trace"])
def test_other_words_say_nothing_of_the_limit(word: str) -> None:
    got = picture(filed('analyte = "u5hiaa_24h"', f'value = "{word}"').case, DAY)
    assert got.get("labs.u5hiaa_24h_uln_ratio") is None
    assert any("rules read numbers only" in note for note in got.notes)


def test_a_newer_word_stands_before_an_older_number() -> None:
    """For the ratio as for the value; of one day both are narrowed, or contradict."""
    number = '[[labs]]\ndate = 2026-01-01\nanalyte = "serum_cga"\nvalue = 300\nuln = 100\n'
    word = '[[labs]]\ndate = 2026-09-01\nanalyte = "serum_cga"\nvalue = "normal"\n'
    together = number.replace("2026-01-01", "2026-09-01")
    ratio = "labs.serum_cga_uln_ratio"

    def read(*results: str) -> Picture:
        return picture(loads_toml('case_id = "a"\n' + "".join(results)).case, DAY)

    assert read(number, word).get(ratio) == Range(0.0, 1.0)
    assert isinstance(read(together, word).get(ratio), Contradictory)
    assert read(together, word.replace("normal", "raised")).get(ratio) == 3.0


@pytest.mark.parametrize(
    ("analyte", "value", "unit", "kept"),
    [
        ("u5hiaa_creatinine", 10, "mmol/mol creatinine", 10.0),
        ("u5hiaa_creatinine", 10, "mmol/mol", 10.0),
        ("u5hiaa_creatinine", 10, "mg/g creatinine", 5.916),
        ("u5hiaa_creatinine", 10, "µmol/mmol creatinine", 10.0),
        ("u5hiaa_spot", 10, "mg/L", 52.3),
    ],
)
def test_spot_urine_is_kept_apart_from_urine_of_24_h(
    analyte: str, value: float, unit: str, kept: float
) -> None:
    """No rule reads it as 5-HIAA in 24 h, nor as the date of that."""
    got = picture(
        filed(f'analyte = "{analyte}"', f"value = {value}", f'unit = "{unit}"', "uln = 5").case, DAY
    )
    assert got.get(f"labs.{analyte}") == pytest.approx(kept, abs=0.01)
    assert got.get("labs.u5hiaa_24h") is None
    assert got.get("labs.u5hiaa_24h_uln_ratio") is None
    assert got.get("labs.hiaa_date") is None
    refused = set_value(EMPTY, "labs[+].u5hiaa_24h", f"{value} {unit}")
    assert isinstance(refused, CaseFault)
    assert "u5hiaa_creatinine" in refused.fix


@pytest.mark.parametrize("text", ["see report", "haemolysed", "", "13,4", "12 / 13", "normal 12"])
def test_other_text_is_no_word(text: str) -> None:
    """Nor a number: it is refused as before."""
    assert said(text) is None
    assert isinstance(set_value(EMPTY, "labs[+].hb", text or "?"), CaseFault)


def test_a_word_is_not_hidden_by_an_older_number_nor_hides_a_newer() -> None:
    """The newest result counts: a word after a number leaves the number behind."""
    older = '[[labs]]\ndate = 2026-01-01\nanalyte = "hb"\nvalue = 120\n'
    newer = '[[labs]]\ndate = 2026-09-01\nanalyte = "hb"\nvalue = "low"\n'
    later = newer.replace("2026-09-01", "2025-09-01")
    head = 'case_id = "a"\n'
    assert picture(loads_toml(head + older + newer).case, DAY).get("labs.hb") is None
    got = picture(loads_toml(head + older + later).case, DAY)
    assert got.get("labs.hb") == 120
    assert got.notes == ()


@pytest.mark.parametrize(
    ("path", "text", "says"),
    [
        ("labs[+].hb", "about 72 g/L", "it gives no bounds"),
        ("labs[+].hb", "low", "rules read numbers only"),
        ("patient.weight_kg", "about 70", "about 70 kg is recorded; it gives no bounds"),
    ],
)
def test_who_types_it_hears_at_once_that_rules_cannot_use_it(
    path: str, text: str, says: str
) -> None:
    """As a warning beside what is kept, and only once."""
    typed = set_value(EMPTY, path, text)
    assert isinstance(typed, Edited)
    assert says in " ".join(typed.warnings)
    again = set_value(typed.case, "labs[0].note" if "labs" in path else "patient.ecog", "1")
    assert isinstance(again, Edited)
    assert again.warnings == ()


@pytest.mark.parametrize("value", ["about 1.1", "~ 90", "about 13.4"])
def test_about_without_a_unit_is_kept(value: str) -> None:
    """It decides nothing in any unit, so no file is refused for it."""
    got = seen('analyte = "creatinine"', f'value = "{value}"')
    assert got.get("labs.creatinine") is None
    assert any(value in note for note in got.notes)


@pytest.mark.parametrize("text", ["8,3 mmol/L", "13,4", "1,234 mg/dL"])
def test_a_decimal_comma_is_never_a_unit(text: str) -> None:
    """It is refused with the remedy, typed and in files."""
    fault = set_value(EMPTY, "labs[+].hb", text)
    assert isinstance(fault, CaseFault)
    assert "decimal point" in fault.fix
    with pytest.raises(CaseError, match="decimal point"):
        filed('analyte = "hb"', f'value = "{text}"')
