"""The picture: the current value of each fact on a day."""

from __future__ import annotations

import datetime
import math

import pytest
from hypothesis import HealthCheck, given, settings

from nettui.case.base.vocabulary import Contradictory, OneOf, Partly
from nettui.case.files.codec import loads_toml
from nettui.case.picture.picture import Picture, picture
from nettui.case.record.case import Case
from nettui.case.record.facts import FACTS, NOT_APPLICABLE, Kind, Range
from tests.case.generated import DAY, cases

JUST_BELOW = -math.inf


def seen(text: str, day: datetime.date = DAY) -> Picture:
    """Return the picture of a case written in TOML."""
    return picture(case(text), day)


def case(text: str) -> Case:
    """Return a case written in TOML, under some id."""
    return loads_toml('case_id = "a"\n' + text).case


def specimens(*written: str) -> Picture:
    """Return the picture of specimens, each one line of TOML fields with commas between."""
    lines = ["[[pathology]]\n" + line.replace(", ", "\n") for line in written]
    return seen("\n".join(lines))


@pytest.mark.parametrize(
    ("ki67", "decides"),
    [
        ("2", 2.0),
        ("2.5", 2.5),
        ("3", 3.0),
        ('"2-3 %"', 3.0),
        ('"< 2"', math.nextafter(2, JUST_BELOW)),
        ('"<= 2"', 2.0),
        ('"≤2 %"', 2.0),
        ('"<3"', math.nextafter(3, JUST_BELOW)),
        ('"< 20"', math.nextafter(20, JUST_BELOW)),
        ('"> 20"', Range(math.nextafter(20, math.inf), 100)),
        ('"> 55"', Range(math.nextafter(55, math.inf), 100)),
        ('">= 21"', Range(21, 100)),
        ('">= 20"', None),
        ('"> 10"', None),
        ('"about 15"', None),
        ('"~ 60"', None),
    ],
)
def test_ki67_with_a_sign(ki67: str, decides: object) -> None:
    """A range counts at its high end, "< x" just below x; what leaves the grade open is unknown."""
    assert specimens(f"ki67 = {ki67}").get("pathology.ki67") == decides


@pytest.mark.parametrize(
    ("count", "possible"),
    [
        ('">= 5 lesions"', Range(5, 1000)),
        ('"> 5"', Range(6, 1000)),
        ('"<5"', Range(0, 4)),
        ('"<= 0"', 0.0),
        ('"< 1"', 0.0),
        ('"3-5"', Range(3, 5)),
        ('"5-5"', 5.0),
        ('"about 10"', None),
    ],
)
def test_a_number_with_a_sign_is_all_that_it_can_be(count: str, possible: object) -> None:
    """Bounds are inclusive; what is counted is whole; "about" gives no bounds."""
    got = seen(f"[disease]\nliver_lesion_count = {count}").get("disease.liver_lesion_count")
    assert got == possible
    assert not isinstance(got, int)


def test_the_worst_specimen_decides() -> None:
    """Ki-67, mitoses and differentiation count at their worst, whatever the dates."""
    got = specimens(
        'date = 2026-01-01, ki67 = 12, mitoses_per_2mm2 = 1, differentiation = "poor"',
        'date = 2026-05-01, ki67 = "2-3 %", mitoses_per_2mm2 = 4, differentiation = "well"',
    )
    assert got.get("pathology.ki67") == 12
    assert got.get("pathology.mitoses_per_2mm2") == 4
    assert got.get("pathology.differentiation") == "poor"


@pytest.mark.parametrize(
    ("numbers", "decides"),
    [
        (("8", '"> 10"'), None),
        (("20", '"about 5"'), None),
        (("20.5", '"about 5"'), Range(20.5, 100)),
        (("80", '"> 10"'), Range(80, 100)),
        (("100", '"about 50"'), 100.0),
        (("30", '"> 20"'), Range(30, 100)),
    ],
)
def test_a_specimen_without_a_number_may_be_the_highest(
    numbers: tuple[str, ...], decides: object
) -> None:
    """It must be asked for, unless another specimen is above 20 % and so decides the grade."""
    assert specimens(*(f"ki67 = {n}" for n in numbers)).get("pathology.ki67") == decides


def test_the_newest_valid_entry_counts_else() -> None:
    """A later "unknown" does not take away what was known; a later answer replaces it."""
    got = specimens(
        'date = 2026-01-01, histology_family = "NET", rb1_loss = "absent"',
        'date = 2026-05-01, histology_family = "unknown", rb1_loss = "present"',
    )
    assert got.get("pathology.histology_family") == "NET"
    assert got.get("pathology.rb1_loss") == "present"


def test_an_entry_without_a_date_is_older_than_any() -> None:
    """It counts, but not before one whose day is known."""
    got = specimens('rb1_loss = "present"', 'date = 2020-01-01, rb1_loss = "absent"')
    assert got.get("pathology.rb1_loss") == "absent"


def test_entries_after_the_day_are_not_used_and_told() -> None:
    """A plan of a day reads what was known on it, and says what came later."""
    text = "[[pathology]]\ndate = 2026-01-01\nki67 = 2\n[[pathology]]\ndate = 2026-09-01\nki67 = 30"
    early = seen(text, datetime.date(2026, 8, 31))
    assert early.get("pathology.ki67") == 2
    assert early.notes == (
        "1 entry is dated after 2026-08-31 and not used: specimen of 2026-09-01.",
    )
    assert seen(text, datetime.date(2026, 9, 1)).get("pathology.ki67") == 30


def test_mitoses_are_brought_to_2_mm2() -> None:
    """Mitoses counted in n mm2 count times 2/n."""
    got = specimens("mitoses_counted = 7, mitoses_area_counted = 10")
    assert got.get("pathology.mitoses_per_2mm2") == 1.4
    assert specimens('mitoses_per_2mm2 = "7/10 mm2"').get("pathology.mitoses_per_2mm2") == 1.4


@pytest.mark.parametrize(
    ("analyte", "given_as", "unit", "kept"),
    [
        ("creatinine", "1.0", "mg/dL", 88.42),
        ("bilirubin", "2.0", "mg/dL", 34.2),
        ("hb", "12.5", "g/dL", 125.0),
        ("glucose_fasting", "180.2", "mg/dL", 10.0),
        ("u5hiaa_24h", "10.0", "mg/24 h", 52.3),
        ("u5hiaa_24h", "10.0", "mg/day", 52.3),
        ("creatinine", "90", "umol/L", 90.0),
        ("serum_cga", "180", "ng/mL", 180.0),
        ("hb", '"< 8"', "g/dL", Range(10.0, 80.0)),
    ],
)
def test_laboratory_values_are_kept_in_one_unit(
    analyte: str, given_as: str, unit: str, kept: object
) -> None:
    """The conversions of the data dictionary, and no others."""
    got = seen(f'[[labs]]\nanalyte = "{analyte}"\nvalue = {given_as}\nunit = "{unit}"')
    assert got.get(f"labs.{analyte}") == kept


def test_a_ratio_needs_the_laboratory_s_own_limit() -> None:
    """Without an upper limit the ratio is unknown; an older limit is not borrowed."""
    result = '[[labs]]\nanalyte = "bilirubin"\ndate = {}\nvalue = 42\n'
    with_limit = result.format("2026-01-01") + "uln = 21\n"
    assert seen(with_limit).get("labs.bilirubin_uln_ratio") == 2
    assert seen(with_limit + result.format("2026-02-01")).get("labs.bilirubin_uln_ratio") is None


@pytest.mark.parametrize(
    ("disease", "contradicted"),
    [
        ('extent = "localized"\nmetastasis_sites = ["liver"]', True),
        ('extent = "regional"\nmetastasis_sites = ["nodes_distant"]', True),
        ('extent = "localized"\nmetastasis_sites = ["none"]\nm_category = "M0"', False),
        ('extent = "liver_only"\nmetastasis_sites = ["liver"]\nm_category = "M1a"', False),
        ('extent = "liver_only"\nmetastasis_sites = ["liver", "bone"]', True),
        ('extent = "liver_only"\nmetastasis_sites = ["none"]', True),
        ('extent = "liver_only"\nmetastasis_sites = ["unknown"]', False),
        ('extent = "beyond_liver"\nmetastasis_sites = ["liver"]', True),
        ('extent = "beyond_liver"\nmetastasis_sites = ["bone"]\nm_category = "M1c"', False),
        ('extent = "localized"\nm_category = "M1b"', True),
        ('extent = "liver_only"\nm_category = "M0"', True),
        ('extent = "liver_only"\nm_category = "M1b"', True),
        ('extent = "liver_only"\nm_category = "M1b"\nprimary_site = "lung"', False),
        ('extent = "regional"\nm_category = "M1a"\nprimary_site = "thymus"', False),
        ('extent = "regional"\nmetastasis_sites = ["lung"]\nprimary_site = "thymus"', True),
        ('extent = "liver_only"\nm_category = "MX"', False),
    ],
)  # fmt: skip
def test_contradicted_extent_is_unknown_and_named(disease: str, contradicted: bool) -> None:
    """Extent must agree with the sites and M; for lung and thymus with the sites only."""
    got = seen(f"[disease]\n{disease}")
    assert (got.get("disease.extent") is None) == contradicted
    assert any("Extent is treated as unknown" in note for note in got.notes) == contradicted


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ('[function]\nfunctional = "no"', "function.syndrome", None),
        ('[disease]\nextent = "localized"', "disease.metastasis_sites", None),
        ("[history]\ntreatment_naive = true", "history.prior_therapies", frozenset()),
        ("[history]\ntreatment_naive = false", "history.prior_therapies", None),
        ('[disease]\nmetastasis_sites = ["none"]', "disease.metastasis_sites", frozenset()),
    ],
)
def test_without_a_protocol_only_what_is_said_is_known(text: str, name: str, value: object) -> None:
    """What else follows is medicine, and comes with the protocol."""
    got = seen(text)
    assert got.get(name) == value
    assert got.notes == ()


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('[function]\nfunctional = "no"\nsyndrome = "VIPoma"', "syndrome VIPoma"),
        ('[disease]\ndisease_status = "resected_no_residual"\nmargin = "R1"', "margin is R1"),
        (
            '[disease]\ndisease_status = "resected_no_residual"\nmetastasis_sites = ["liver"]',
            "liver",
        ),
        ('[history]\ntreatment_naive = true\n[[treatments]]\ntherapy = "T01"', "these count"),
    ],
)
def test_contradictions_are_named(text: str, named: str) -> None:
    """What cannot both be so is told in words."""
    assert any(n.startswith("Contradiction: ") and named in n for n in seen(text).notes)


def test_implausible_is_told_and_used() -> None:
    """A value that is unlikely is used, and the reader asked to check it."""
    got = seen("[patient]\nage = 101")
    assert got.get("patient.age") == 101
    assert got.notes == ("Age 101 years is outside the plausible 18 to 95: please check.",)


def test_scans_are_read_by_kind() -> None:
    """The newest of each kind of examination gives its date; the age counts in months."""
    got = seen(
        '[[imaging]]\nmodality = "CT"\ndate = 2026-01-01\n'
        '[[imaging]]\nmodality = "68Ga-DOTATATE"\ndate = 2026-04-01\nsstr_result = "positive"\n'
        '[[imaging]]\nmodality = "MRI"\ndate = 2026-06-01\n'
    )
    assert got.get("imaging.conv_imaging_modality") == "MRI"
    assert got.get("imaging.conv_imaging_date") == datetime.date(2026, 6, 1)
    assert got.get("imaging.sstr_result") == "positive"
    age = got.get("imaging.sstr_age_months")
    assert isinstance(age, float)
    assert 5.9 < age < 6.1


def test_not_applicable_is_an_answer_without_a_value() -> None:
    """It is not unknown; a value beside it stands."""
    mark = '[marks]\n"labs.egfr" = { status = "not_applicable" }\n'
    assert seen(mark).get("labs.egfr") is NOT_APPLICABLE
    assert seen('[[labs]]\nanalyte = "egfr"\nvalue = 60\n' + mark).get("labs.egfr") == 60


def test_an_empty_case_knows_nothing() -> None:
    """Missing is never no, none or zero."""
    assert set(seen("").values) == {None}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(cases())
def test_every_value_is_of_its_kind_and_within_its_limits(generated: Case) -> None:
    """The picture holds for each fact what its kind allows, never a word for unknown."""
    for fact, value in zip(FACTS.values(), picture(generated, DAY).values, strict=True):
        if value is None or value is NOT_APPLICABLE:
            continue
        match value:
            case Contradictory(values):
                assert len(values) > 1
                assert fact.kind is not Kind.TEXT
            case float() | Range():
                assert fact.kind is Kind.NUMBER
                low, high = (value, value) if isinstance(value, float) else (value.low, value.high)
                assert fact.hard is not None
                assert fact.hard[0] <= low + 1e-6
                assert low <= high
                # Mitoses counted over a small area may come to more than any report would say.
                if fact.name != "pathology.mitoses_per_2mm2":
                    assert high <= fact.hard[1] + 1e-6
            case str() if fact.kind is Kind.CHOICE:
                assert value in fact.choices
            case OneOf(words):
                assert fact.kind is Kind.CHOICE
                assert len(words) > 1
                assert set(words) <= set(fact.choices)
            case Partly():
                assert fact.kind is Kind.SET
            case frozenset():
                assert fact.kind is Kind.SET
                assert not value & {"none", "unknown"}
            case datetime.date():
                assert fact.kind is Kind.DATE
            case _:
                assert fact.kind is Kind.TEXT


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(cases())
def test_the_picture_and_its_notes_are_the_same_every_time(generated: Case) -> None:
    """Nothing but the case and the day decides."""
    first, again = picture(generated, DAY), picture(generated, DAY)
    assert first.values == again.values
    assert first.notes == again.notes
