"""Setting one field from what a person types."""

from __future__ import annotations

import datetime

import pytest

from nettui.case.base.vocabulary import NOT_APPLICABLE, Range
from nettui.case.editing.edit import Edited, clear, remove, set_value, text_of
from nettui.case.files.codec import CaseFault, dumps_toml, loads_toml
from nettui.case.picture.picture import picture
from nettui.case.record.case import Case, CaseFile
from nettui.case.record.facts import ENTERED
from nettui.case.record.paths import fields, path_of, place

DAY = datetime.date(2026, 10, 1)


def edited(case: Case, path: str, text: str) -> Edited:
    """Set a field that must be taken."""
    done = set_value(case, path, text)
    assert isinstance(done, Edited), done
    return done


def after(*typed: tuple[str, str]) -> Case:
    """Return a case into which texts were typed, one by one."""
    case = Case(case_id="a")
    for path, text in typed:
        case = edited(case, path, text).case
    return case


def refused(case: Case, path: str, text: str) -> CaseFault:
    """Set a field that must be refused."""
    done = set_value(case, path, text)
    assert isinstance(done, CaseFault), done
    return done


EMPTY = Case(case_id="a")
SPECIMEN = after(("pathology[+]", "biopsy; 2026-08-12; ki67 = 8"))
SCAN = after(("imaging[+]", "68Ga-DOTATATE; 2026-09-02; sstr_result = positive"))


@pytest.mark.parametrize(
    ("path", "text", "kept"),
    [
        ("patient.ecog", "1", "1"),
        ("patient.age", "61 years", "61 years"),
        ("patient.height_cm", "1.72 m", "172 cm"),
        ("disease.size_mm", "1.5 cm", "15 mm"),
        ("disease.size_mm", "12–14 mm", "12–14 mm"),
        ("disease.liver_lesion_count", "≥ 5 lesions", "5–1000 lesions"),
        ("disease.extent", "liver only", "liver only"),
        ("disease.extent", "LIVER-ONLY", "liver only"),
        ("disease.metastasis_sites", "liver, nodes distant", "liver, nodes distant"),
        ("disease.metastasis_sites", "none", "none"),
        ("disease.metastasis_sites", "Hepatic, distant lymph nodes", "liver, nodes distant"),
        ("patient.allergies", "Sandostatin LAR: rash", "octreotide"),
        ("patient.allergies", "penicillin, latex", "latex, penicillin"),
        ("patient.allergies", "NKDA", "none"),
        ("patient.allergies", "curare: none of these", "curare: none of these"),
        (
            "disease.primary_site",
            "terminal ileum",
            "Primary site jejunum ileum; "
            "Part of the organ (head, body, tail; tip, base; main bronchus) terminal ileum",
        ),
        (
            "disease.primary_site",
            "Pancreatic",
            "Primary site pancreas; "
            "Part of the organ (head, body, tail; tip, base; main bronchus) Pancreatic",
        ),
        ("board.experienced", "Yes", "yes"),
        ("board.date", "2026-10-07", "2026-10-07"),
        ("pathology[+].ki67", "2-3 %", "3 %"),
        ("pathology[+].ki67", "< 2 %", "<2 %"),
        ("pathology[+].ki67", "> 20", ">20–100 %"),
        ("pathology[+].mitoses_per_2mm2", "5/10 mm2", "1 per 2 mm2"),
        ("labs[+].creatinine", "1.2 mg/dL", "106.104 µmol/L"),
        ("labs[+].hb", "12.5 g/dL", "125 g/L"),
        ("labs[+].u5hiaa_24h", "10 mg/24 h", "52.3 µmol/24 h"),
        ("labs[+].glucose_fasting", "90.1 mg/dL", "5 mmol/L"),
    ],
)
def test_kept_in_its_own_unit(path: str, text: str, kept: str) -> None:
    """A text is taken in the field's own words and shown back in the unit it is kept in."""
    assert edited(EMPTY, path, text).kept == kept


@pytest.mark.parametrize(
    ("path", "text", "found", "remedy"),
    [
        ("patient.ecgo", "1", "an unknown field", "Did you mean 'ecog'?"),
        ("patient.ecog", "7", "7", ""),
        ("patient.ecog", "1.5", "1.5", ""),
        ("patient.height_cm", "300", "300", "Check the unit."),
        ("patient.weight_kg", "80 cm", '"80 cm"', "'cm' cannot be converted."),
        ("disease.size_mm", "1,5", '"1,5"', "Write the decimal point as '.', without separators."),
        ("disease.size_mm", "5-2", '"5-2"', "Put the lower number first."),
        (
            "disease.extent",
            "liver_onyl",
            '"liver_onyl"',
            'Did you mean liver only? To keep the word, type "liver_onyl: as written".',
        ),
        ("disease.disease_status", "recurent", '"recurent"', "Did you mean 'recurrent'?"),
        ("disease.metastasis_sites", "liver, lver", '"lver"',
         'Did you mean liver? To keep the word, type "lver: as written".'),
        ("patient.allergies", "octreotid", '"octreotid"',
         'Did you mean octreotide? To keep the word, type "octreotid: as written".'),
        ("treatments[+]", "T99; 2026-03-01", '"T99"',
         "Write the name of the treatment, such as lanreotide."),
        ("treatments[+]", "t2", '"t2"',
         "Did you mean T02 or T20 or T21 or T22? Or write the name of the treatment, "
         "such as lanreotide."),
        ("treatments[+]", "Lutathra; 2026-03-01", '"Lutathra"',
         'Did you mean PRRT with 177Lu-DOTATATE? To keep the word, type "Lutathra: as written".'),
        ("treatments[+]", "mistletoe; 2026-03-01", '"mistletoe"',
         'Type its name or row, or "mistletoe: as written" to keep the word.'),
        ("disease.metastasis_sites", "none, liver", '"none" beside others', ""),
        ("board.experienced", "maybe", '"maybe"', ""),
        ("board.date", "2026-02-30", '"2026-02-30"', "A month is written 2026-03, a year 2026."),
        ("board.centre", "\x1b[2J", "the character U+001B", "Remove the control character."),
        ("labs[+].hb", "500", "500", "Check the unit."),
        ("labs[+].creatinine", "1.2 mg", 'the unit "mg"', ""),
        ("labs[+]", "creatinin 80", '"creatinin 80"', "Did you mean 'creatinine'?"),
        ("imaging[+].sstr_suv_max", "5", "nothing", "Give modality."),
        ("pathology[2].ki67", "3", "entry 2", ""),
        ("patient[0].ecog", "1", "an index", "There is one patient."),
        ("patient", "1", "the whole of patient", None),
        ("labs", "1", "a list", ""),
        ("pateint.ecog", "1", "no field of a case", "Did you mean 'patient.ecog'?"),
        ("case_id", " ", "nothing", ""),
    ],
)  # fmt: skip
def test_refused_with_the_remedy(path: str, text: str, found: str, remedy: str | None) -> None:
    """A refusal says what was found, what is expected, and how to put it right."""
    fault = refused(EMPTY, path, text)
    assert fault.found == found
    assert fault.expected
    assert remedy is None or fault.fix == remedy


def test_a_word_that_names_nothing_is_kept_and_said() -> None:
    """Nothing like it is known: it is kept as written, and what depends on it is not cleared."""
    made = edited(EMPTY, "patient.allergies", "curare")
    assert made.case.patient.allergies == frozenset({"curare"})
    assert any('"curare" is not understood' in warning for warning in made.warnings)
    # It stays when something else of the list is typed, without being asked about again.
    more = edited(made.case, "patient.allergies", "curare, latex")
    assert more.case.patient.allergies == frozenset({"curare", "latex"})


def test_a_word_of_a_file_does_not_keep_another_field_from_being_set() -> None:
    """The word octreotid came from a file, where nobody could be asked."""
    case = loads_toml('case_id = "a"\n[patient]\nallergies = ["octreotid"]').case
    assert edited(case, "patient.ecog", "1").case.patient.allergies == frozenset({"octreotid"})
    assert "octreotide" in refused(case, "patient.allergies", "octreotid, octreotdie").fix


def test_chromogranin_is_not_converted() -> None:
    """Mass and amount of chromogranin A are different facts."""
    assert "never converted" in refused(EMPTY, "labs[+].serum_cga", "3 nmol/L").fix


def test_value_and_limit_share_a_unit() -> None:
    """A new unit for the value alone would make nonsense of the upper limit."""
    case = after(("labs[+].bilirubin", "11 µmol/L; 2026-09-01; uln 21"))
    assert "new result" in refused(case, "labs[0].value", "1.2 mg/dL").fix
    case = edited(case, "labs[0].value", "42").case
    assert picture(case, DAY).get("labs.bilirubin_uln_ratio") == 2


@pytest.mark.parametrize("word", ["unknown", "not done", "Not_Applicable"])
def test_unknown_words_leave_a_mark_where_the_field_has_no_word(word: str) -> None:
    """An answer that is no number stands beside the value, which stays unknown."""
    case = after(("patient.ecog", "1"), ("patient.ecog", word))
    assert case.patient.ecog is None
    assert case.marks["patient.ecog"].status == word.lower().replace(" ", "_")
    expected = NOT_APPLICABLE if word.lower().startswith("not_a") else None
    assert picture(case, DAY).get("patient.ecog") is expected
    assert text_of(case, "patient.ecog") == word.lower().replace(" ", "_")
    assert "patient.ecog" not in edited(case, "patient.ecog", "2").case.marks


def test_unknown_words_of_the_field_are_kept_as_its_words() -> None:
    """A choice that has the word keeps it, and the picture has nothing."""
    case = after(("disease.extent", "unknown"))
    assert case.disease.extent == "unknown"
    assert not case.marks
    assert picture(case, DAY).get("disease.extent") is None


def test_a_laboratory_value_can_be_marked_without_a_result() -> None:
    """``not done`` adds no result."""
    case = after(("labs[+].egfr", "not done"))
    assert not case.labs
    assert case.marks["labs.egfr"].status == "not_done"


def test_clearing_leaves_nothing() -> None:
    """Empty text takes away the value and its mark."""
    case = after(("patient.ecog", "1"), ("patient.ecog", ""))
    assert case == EMPTY
    done = clear(after(("patient.ecog", "unknown")), "patient.ecog")
    assert isinstance(done, Edited)
    assert done.case == EMPTY


def test_entries_are_added_set_and_removed() -> None:
    """A dated list grows by ``[+]``, and an entry is taken out by its index."""
    added = edited(SPECIMEN, "pathology[+]", "surgical resection; 2026-09-20; ki67 4")
    assert isinstance(set_value(SPECIMEN, "pathology[+]", "biopsy; nonsense"), CaseFault)
    assert added.path == "pathology[1]"
    done = remove(added.case, "pathology[0]")
    assert isinstance(done, Edited)
    assert [s.specimen_type for s in done.case.pathology] == ["surgical_resection"]
    assert isinstance(remove(added.case, "pathology[7]"), CaseFault)
    assert isinstance(remove(added.case, "patient.ecog"), CaseFault)


def test_a_list_without_index_is_its_newest_entry() -> None:
    """``pathology.ki67`` is that of the newest specimen; a laboratory value is always a new one."""
    case = edited(SPECIMEN, "pathology[+]", "biopsy; 2026-01-01").case
    assert edited(case, "pathology.ki67", "9").path == "pathology[0].ki67"
    assert edited(EMPTY, "pathology.ki67", "9").path == "pathology[0].ki67"
    case = after(("labs.hb", "120; 2026-01-01"), ("labs.hb", "130; 2026-02-01"))
    assert [r.value for r in case.labs] == [120, 130]


def test_implausible_is_kept_and_warned() -> None:
    """A value between the plausible and the hard limits is taken, with a remark."""
    done = edited(EMPTY, "patient.age", "17")
    assert done.case.patient.age == 17
    assert done.warnings == ("Age 17 years is outside the plausible 18 to 95: please check.",)


def test_contradiction_and_unusable_ki67_are_warned_once() -> None:
    """What makes a fact unknown is said where it happens, not again at the next field."""
    case = after(("disease.extent", "localized"))
    first = edited(case, "disease.metastasis_sites", "liver")
    assert "treated as unknown" in first.warnings[0]
    assert not edited(first.case, "patient.ecog", "1").warnings
    assert "ask for the number" in edited(SPECIMEN, "pathology[0].ki67", "> 10").warnings[0]


def test_what_cannot_both_be_true_is_refused() -> None:
    """The record is held to the same agreement as a file."""
    case = after(("disease.nodes_examined", "5"))
    assert refused(case, "disease.nodes_positive", "6").expected == "at most 5, the nodes examined"


def test_an_answer_of_another_examination_is_refused() -> None:
    """SSTR imaging has no FDG result."""
    assert "18F-FDG" in refused(SCAN, "imaging[0].fdg_result", "positive").expected


@pytest.mark.parametrize("name", ENTERED)
def test_every_fact_of_the_picture_has_a_place(name: str) -> None:
    """What a plan asks for can be entered: in an empty case and in a filled one."""
    for case in (EMPTY, SPECIMEN, SCAN):
        assert str(place(case, path_of(case, name))) == path_of(case, name)


def test_path_of_names_the_entry_that_can_hold_the_fact() -> None:
    """A scan date belongs to the newest scan of its kind; an upper limit to the newest result."""
    assert path_of(SCAN, "imaging.sstr_age_months") == "imaging[0].date"
    assert path_of(SCAN, "imaging.krenning_score") == "imaging[0].krenning_score"
    assert path_of(SCAN, "imaging.fdg_result") == "imaging[+]"
    case = after(("labs.bilirubin", "11"))
    assert path_of(case, "labs.bilirubin_uln_ratio") == "labs[0].uln"
    assert path_of(case, "labs.bilirubin") == "labs[+].bilirubin"
    assert path_of(case, "history.prior_therapies") == "treatments[+]"


def test_every_field_is_listed_once() -> None:
    """The list of fields has each path once, and each can be named."""
    paths = [field.path for field in fields()]
    assert len(paths) == len(set(paths))
    assert {"patient.ecog", "pathology[].ki67", "labs[].hb", "labs[].uln"} <= set(paths)
    for path in paths:
        assert place(EMPTY, path.replace("[]", "[+]")).field


def test_an_edited_case_can_be_written_and_read() -> None:
    """What is typed survives the file, with the number as it was entered."""
    case = after(
        ("patient.ecog", "not done"),
        ("disease.size_mm", "1.5 cm"),
        ("pathology.ki67", "2-3 %"),
        ("labs.creatinine", "<0.4 mg/dL; 2026-09-01"),
        ("treatments[+]", "T01; 2026-03-01; best_response = stable"),
    )
    assert loads_toml(dumps_toml(CaseFile(case=case))).case == case
    assert text_of(case, "disease.size_mm") == "1.5 cm"
    assert picture(case, DAY).get("labs.creatinine") == Range(5.0, 35.368)


def test_editing_leaves_the_case_as_it_was() -> None:
    """A case is frozen: an edit returns another."""
    before = dumps_toml(CaseFile(case=SPECIMEN))
    edited(SPECIMEN, "pathology[0].ki67", "30")
    assert dumps_toml(CaseFile(case=SPECIMEN)) == before


def test_a_fact_that_is_worked_out_is_set_where_it_is_read_from() -> None:
    """What a plan calls missing can be answered by its own name."""
    case = edited(EMPTY, "imaging.sstr_modality", "not done").case
    assert case.marks["imaging.sstr_modality"].status == "not_done"
    assert edited(SCAN, "imaging.sstr_date", "2026-09-20").path == "imaging[0].date"
    assert edited(EMPTY, "history.prior_therapies", "T01; 2026-01-01").path == "treatments[0]"


@pytest.mark.parametrize(
    ("path", "text", "field", "value"),
    [
        ("pathology[+].ki67", "20; 2026-09-01", "ki67", 20),
        ("pathology[+].differentiation", "well; 2026-09-01", "differentiation", "well"),
        ("pathology[+].note", "one; two; 2026-09-01", "note", "one; two"),
    ],
)
def test_a_field_begins_an_entry_with_its_day(
    path: str, text: str, field: str, value: object
) -> None:
    """What follows the value is read as in the text of an entry; a note may hold semicolons."""
    done = set_value(Case(case_id="P-1"), path, text)
    assert isinstance(done, Edited)
    (entry,) = done.case.pathology
    assert str(entry.date) == "2026-09-01"
    assert getattr(entry, field) == value
    assert done.path == f"pathology[0].{field}"


def test_a_treatment_that_cannot_be_read_is_where_the_treatments_are_asked_for() -> None:
    """Not a new one: that would leave the question open."""
    text = 'case_id = "a"\n' + "".join(
        f'[[treatments]]\ntherapy = "{therapy}"\n' for therapy in ("T20", "octreotide", "T30")
    )
    case = loads_toml(text).case
    assert path_of(case, "history.prior_therapies") == "treatments[1].therapy"
    assert path_of(EMPTY, "history.prior_therapies") == "treatments[+]"
