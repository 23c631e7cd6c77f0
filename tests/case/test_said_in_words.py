"""What letters say in words: ages, parts of a year, tracers, treatments without a product."""

from __future__ import annotations

import datetime

import pytest

from nettui.case.base.dates import Day, PartialDate, day_of
from nettui.case.base.declare import Value
from nettui.case.base.faults import CaseFault
from nettui.case.base.vocabulary import Contradictory, Kind, OneOf, Partly, Range
from nettui.case.editing.edit import Edited, set_value
from nettui.case.files.codec import dumps_toml, loads_toml
from nettui.case.picture.picture import Picture, picture
from nettui.case.record.case import LISTS, Case, CaseFile
from nettui.case.record.paths import facts_in, fields
from tests.case.generated import DAY

EMPTY = Case(case_id="a")


def read(text: str) -> Case:
    """Return the case of a file; written and read again it is the same."""
    case = loads_toml(f"case_id = 'a'\n{text}").case
    assert loads_toml(dumps_toml(CaseFile(case=case))).case == case
    return case


def seen(text: str) -> Picture:
    """Return the picture of a file."""
    return picture(read(text), DAY)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("in her sixties", Range(60, 69)),
        ("in his 60s", Range(60, 69)),
        ("60s", Range(60, 69)),
        ("mid-sixties", Range(60, 69)),
        ("late 70s", Range(70, 79)),
        ("65-year-old", 65.0),
        ("65 years old", 65.0),
        ("65 yo", 65.0),
        ("adult", Range(18, 120)),
        ("child", Range(0, 17)),
        ("teenager", Range(13, 19)),
        ("60-65", Range(60, 65)),
        ("elderly", None),
        ("middle-aged", None),
    ],
)
def test_an_age_in_words_is_a_range(written: str, expected: Value) -> None:
    """Or is kept and asked about; it is never a number that nobody gave."""
    got = seen(f'[patient]\nage = "{written}"')
    assert got.get("patient.age") == expected
    assert ("patient.age" in got.unused) is (expected is None)
    done = set_value(EMPTY, "patient.age", written)
    assert isinstance(done, Edited)
    assert picture(done.case, DAY).get("patient.age") == expected
    assert bool(done.warnings) is (expected is None or written == "child")


@pytest.mark.parametrize("written", ["sixty-ish", "in her sixty", "130-year-old", "sixties kg"])
def test_other_words_are_no_age(written: str) -> None:
    assert isinstance(set_value(EMPTY, "patient.age", written), CaseFault)
    assert isinstance(set_value(EMPTY, "patient.weight_kg", "in her sixties"), CaseFault)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("3 March 2026", datetime.date(2026, 3, 3)),
        ("March 3, 2026", datetime.date(2026, 3, 3)),
        ("3rd of Mar 2026", datetime.date(2026, 3, 3)),
        ("early 2026", PartialDate(2026)),
        ("spring 2026", PartialDate(2026)),
        ("in 2019", PartialDate(2019)),
        ("end of 2025", PartialDate(2025)),
        ("mid-March 2026", PartialDate(2026, 3)),
        ("the beginning of May 2026", PartialDate(2026, 5)),
        # Of two years, of two countries, no day of the calendar, no part of a day.
        ("winter 2026", None),
        ("03/04/2026", None),
        ("31 February 2026", None),
        ("early 3 March 2026", None),
        ("before 2026", None),
        ("about 2019", None),
    ],
)
def test_a_date_in_words(written: str, expected: Day | None) -> None:
    """Of a part of a year the whole year is kept, within which it lies."""
    assert day_of(written) == expected


DATES = [field.path for field in fields() if field.fact.kind is Kind.DATE]


@pytest.mark.parametrize("path", DATES)
@pytest.mark.parametrize("written", ["2026-03", "2026", "March 2026"])
def test_every_date_may_be_a_month_or_a_year(path: str, written: str) -> None:
    """In files and where it is typed."""
    part, _, name = path.replace("[]", "").partition(".")
    leading = {"imaging": 'modality = "CT"', "treatments": 'therapy = "T20"'}
    leading["labs"] = 'analyte = "hb"\nvalue = 120'
    head = f"[[{part}]]\n{leading.get(part, '')}" if part in LISTS else f"[{part}]"
    case = read(f'{head}\n{name} = "{written}"')
    owner = getattr(case, part)
    value = getattr(owner[0] if part in LISTS else owner, name)
    assert value == day_of(written)
    empty = read(head)
    done = set_value(empty, f"{part}[0].{name}" if part in LISTS else path, written)
    assert isinstance(done, Edited)
    assert done.case == case


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Octreoscan", "111In-pentetreotide"),
        ("Tektrotyd", "99mTc"),
        ("99mTc-HYNIC-TOC", "99mTc"),
        ("DOTANOC", "68Ga-DOTANOC"),
        ("DOTATOC PET/CT", "68Ga-DOTATOC"),
        ("SSTR PET", "SSTR_PET"),
        ("gallium PET", "SSTR_PET"),
        ("SRS", "SSTR_scintigraphy"),
        ("somatostatin receptor imaging", "SSTR_unnamed"),
        ("68Ga-exendin-4", "68Ga-exendin"),
        ("GLP-1R imaging", "68Ga-exendin"),
        ("DOPA PET", "18F-DOPA"),
        ("MIBG", "123I-MIBG"),
    ],
)
def test_a_tracer_by_its_names(written: str, expected: str) -> None:
    """Exendin, DOPA and MIBG are no SSTR imaging."""
    got = seen(f'[[imaging]]\nmodality = "{written}"\ndate = 2026-09-01')
    is_sstr = expected not in {"68Ga-exendin", "18F-DOPA", "123I-MIBG"}
    assert got.get("imaging.sstr_modality") == (expected if is_sstr else None)
    assert (got.get("imaging.sstr_date") is not None) is is_sstr
    done = set_value(EMPTY, "imaging[+]", f"{written}; 2026-09-01")
    assert isinstance(done, Edited)
    assert done.case.imaging[0].modality == expected


def test_uptake_is_kept_by_tracer() -> None:
    """The SUVmax of FDG is not that of SSTR imaging."""
    got = seen(
        '[[imaging]]\nmodality = "SSTR_PET"\nsstr_suv_max = 24.3\n'
        '[[imaging]]\nmodality = "18F-FDG"\nfdg_suv_max = ">5"'
    )
    assert got.get("imaging.sstr_suv_max") == 24.3
    assert isinstance(got.get("imaging.fdg_suv_max"), Range)
    refused = set_value(EMPTY, "imaging[+]", "18F-FDG; sstr_suv_max = 5")
    assert isinstance(refused, CaseFault)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("normal", "normal"),
        ("unremarkable", "normal"),
        ("severe tricuspid regurgitation", "CHD_severe"),
        ("carcinoid heart disease", OneOf(("CHD_mild", "CHD_severe"))),
        ("Hedinger syndrome", OneOf(("CHD_mild", "CHD_severe"))),
        ("moderate", OneOf(("CHD_mild", "CHD_severe"))),
        ("carcinoid heart disease?", None),
        ("LV hypertrophy", None),
    ],
)
def test_heart_disease_without_its_degree(written: str, expected: Value) -> None:
    """It is there, and how severe is asked; what is not understood is not normal."""
    fact = "imaging.echocardiography"
    got = seen(f'[[imaging]]\nmodality = "echocardiogram"\nechocardiography = "{written}"')
    assert got.get(fact) == expected
    assert (fact in got.unclear) is isinstance(expected, OneOf)
    assert (fact in got.unused) is (expected is None)


@pytest.mark.parametrize(
    ("written", "may", "cycles"),
    [
        ("long-acting analogue", {"T01", "T02", "T05"}, None),
        ("analogue", {"T01", "T02", "T05"}, None),
        ("chemotherapy, 6 cycles", {f"T{n}" for n in range(40, 48)}, 6),
        ("embolisations x3", {"T50", "T51", "T52", "T53"}, 3),
        ("two embolisations", {"T50", "T51", "T52", "T53"}, None),
    ],
)
def test_a_treatment_without_its_product_leaves_open_which_it_is(
    written: str, may: set[str], cycles: int | None
) -> None:
    """What none of these is, was not given."""
    case = read(f'[[treatments]]\ntherapy = "{written}"')
    assert case.treatments[0].cycles == cycles
    given = picture(case, DAY).get("history.prior_therapies")
    assert isinstance(given, Partly)
    assert (given.words, given.may) == (frozenset(), frozenset(may))
    done = set_value(EMPTY, "treatments[+]", written)
    if isinstance(done, CaseFault):  # asked which it is; kept as it is meant
        done = set_value(EMPTY, "treatments[+]", f"{written}: as written")
    assert isinstance(done, Edited)


@pytest.mark.parametrize(
    ("written", "row", "cycles"),
    [
        ("PRRT x 4", "T20", 4),
        ("4 cycles of PRRT", "T20", 4),
        ("4 x 7.4 GBq 177Lu-DOTATATE", "T20", 4),
        ("CAPTEM (6 cycles)", "T40", 6),
        ("3 x TACE", "T51", 3),
        ("everolimus 10 mg", "T30", None),
    ],
)
def test_the_number_of_cycles_stands_beside_the_treatment(
    written: str, row: str, cycles: int | None
) -> None:
    """Where it is not given otherwise."""
    case = read(f'[[treatments]]\ntherapy = "{written}"')
    assert case.treatments[0].cycles == cycles
    assert picture(case, DAY).get("history.prior_therapies") == frozenset({row})
    done = set_value(EMPTY, "treatments[+]", written)
    assert isinstance(done, Edited)
    assert done.case == case
    given = read(f'[[treatments]]\ntherapy = "{written}"\ncycles = 2')
    assert given.treatments[0].cycles == 2


@pytest.mark.parametrize(
    ("written", "week"),
    [
        ("pregnant, week 14", 14),
        ("pregnant (14 weeks)", 14),
        ("14 weeks pregnant", 14),
        ("pregnant 14/40", 14),
        ("pregnant 22+3 weeks", 22),
    ],
)
def test_the_week_of_pregnancy_stands_beside_it(written: str, week: int) -> None:
    case = read(f'[patient]\npregnancy_status = "{written}"')
    assert (case.patient.pregnancy_status, case.patient.pregnancy_week) == ("pregnant", week)
    done = set_value(EMPTY, "patient.pregnancy_status", written)
    assert isinstance(done, Edited)
    assert done.case == case


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("pregnancy_week = 14", "pregnant"),
        ('pregnancy_week = "about 14"', "pregnant"),
        # One of them is wrong: neither is believed.
        ('pregnancy_week = 14\npregnancy_status = "not_pregnant"', None),
        ("", None),
    ],
)
def test_a_week_of_pregnancy_says_that_there_is_one(text: str, expected: Value) -> None:
    """So that no stop is passed over because only the week was written."""
    got = seen(f"[patient]\n{text}")
    assert got.get("patient.pregnancy_status") == expected
    assert any("week of pregnancy" in note for note in got.notes) is ("not_pregnant" in text)


@pytest.mark.parametrize(
    ("written", "words", "may"),
    [
        (["synchronous cancer"], {"active_cancer"}, None),
        (["two primaries"], {"another_NET"}, None),
        (["prior malignancy"], {"earlier_cancer"}, None),
        (["prostate cancer"], set(), {"active_cancer", "earlier_cancer"}),
        (["none"], set(), None),
    ],
)
def test_other_tumours(written: list[str], words: set[str], may: set[str] | None) -> None:
    """A cancer that is only named may be a running or an earlier one."""
    got = seen(f"[patient]\nother_tumours = {written}").get("patient.other_tumours")
    if may is None:
        assert got == frozenset(words)
    else:
        assert isinstance(got, Partly)
        assert (got.words, got.may) == (frozenset(words), frozenset(may))


def test_new_stains_are_fields() -> None:
    """Those of the letters, beside those that rules read."""
    stains = {"cd56", "nse", "serotonin", "acth", "sstr5", "pax8", "satb2", "sstr2", "insm1"}
    assert {f"ihc_{name}" for name in stains} <= set(facts_in("pathology"))


@pytest.mark.parametrize("written", ["DOTA-whatever", "hybrid scan", "capsule"])
def test_an_examination_that_is_not_understood_is_kept_and_asked(written: str) -> None:
    """It is none of those that rules know; what it is said to have found is kept."""
    got = seen(f'[[imaging]]\nmodality = "{written}"\ndate = 2026-09-01\nsstr_result = "positive"')
    assert got.get("imaging.sstr_modality") is None
    assert got.get("imaging.sstr_date") is None
    assert got.get("imaging.conv_imaging_date") is None
    assert got.get("imaging.sstr_result") == "positive"
    assert any(written in note and "not understood" in note for note in got.notes)
    done = set_value(EMPTY, "imaging[+]", f"{written}; 2026-09-01")
    if isinstance(done, CaseFault):
        done = set_value(EMPTY, "imaging[+]", f"{written}: as written; 2026-09-01")
    assert isinstance(done, Edited)
    assert any("not understood" in warning for warning in done.warnings)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("carcinoid heart disease", "severe", "CHD_severe"),
        ("carcinoid heart disease", "moderate", OneOf(("CHD_mild", "CHD_severe"))),
        ("carcinoid heart disease", "normal", None),
    ],
)
def test_of_one_day_what_is_said_tells_what_is_left_open(
    first: str, second: str, expected: Value
) -> None:
    """And what cannot both be true is a contradiction."""
    entry = '[[imaging]]\ndate = 2026-09-01\nmodality = "echocardiogram"\nechocardiography = '
    for one, other in ((first, second), (second, first)):
        got = seen(f'{entry}"{one}"\n{entry}"{other}"').get("imaging.echocardiography")
        assert (None if isinstance(got, Contradictory) else got) == expected
        assert got is not None
