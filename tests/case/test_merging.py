"""Dated entries become one value: the newest; what differs at one moment is a contradiction."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from nettui.case.base.vocabulary import Contradictory, Partly, Range
from nettui.case.files.codec import loads_toml
from nettui.case.picture.merging import UNUSABLE, settled
from nettui.case.picture.picture import Picture, picture

DAY = datetime.date(2026, 10, 1)


def seen(text: str) -> Picture:
    return picture(loads_toml(f'case_id = "a"\n{text}').case, DAY)


def lab(analyte: str, value: object, date: str = "", **more: object) -> str:
    shown = f'"{value}"' if isinstance(value, str) else value
    lines = ["[[labs]]", f'analyte = "{analyte}"', f"value = {shown}"]
    if date:
        lines.append(f"date = {date}")
    return "\n".join([*lines, *(f"{name} = {item}" for name, item in more.items())]) + "\n"


@pytest.mark.parametrize("date", ["2026-09-10", ""], ids=["one_day", "undated"])
def test_two_values_of_one_moment_are_both_carried(date: str) -> None:
    """Whatever their order: a creatinine of 80 and one of 220 are a contradiction."""
    one, other = lab("creatinine", 80.0, date), lab("creatinine", 220.0, date)
    expected = Contradictory((80.0, 220.0), date)
    assert seen(one + other).get("labs.creatinine") == expected
    assert seen(other + one).get("labs.creatinine") == expected


def test_a_contradiction_is_named_with_both_values() -> None:
    notes = seen(lab("creatinine", 80.0, "2026-09-10") + lab("creatinine", 220.0, "2026-09-10"))
    said = [note for note in notes.notes if note.startswith("Contradiction")]
    assert len(said) == 1
    assert "Creatinine is recorded as 80 µmol/L and as 220 µmol/L on 2026-09-10" in said[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A later day settles it; so does any date against none.
        (
            lab("hb", 70.0, "2026-09-10")
            + lab("hb", 120.0, "2026-09-10")
            + lab("hb", 110.0, "2026-09-11"),
            110.0,
        ),
        (lab("hb", 120.0, "2026-09-10") + lab("hb", 70.0), 120.0),
        # The same value twice is no contradiction, nor are two that can both be true.
        (lab("hb", 120.0, "2026-09-10") + lab("hb", "12 g/dL", "2026-09-10", unit='"g/dL"'), 120.0),
        (lab("hb", "<100", "2026-09-10") + lab("hb", 70.0, "2026-09-10"), 70.0),
        (lab("hb", ">= 60", "2026-09-10") + lab("hb", "<= 90", "2026-09-10"), Range(60.0, 90.0)),
        # Three of one day.
        (
            lab("hb", 90.0, "2026-09-10")
            + lab("hb", 70.0, "2026-09-10")
            + lab("hb", 90.0, "2026-09-10"),
            Contradictory((70.0, 90.0), "2026-09-10"),
        ),
        # A newer number that gives no bounds is not replaced by an older one that does.
        (lab("hb", 130.0, "2026-08-01") + lab("hb", "about 72", "2026-09-10"), None),
        (lab("hb", "about 72", "2026-08-01") + lab("hb", 130.0, "2026-09-10"), 130.0),
    ],
)
def test_the_newest_counts(text: str, expected: Any) -> None:
    """Of haemoglobins; in g/L."""
    assert seen(text).get("labs.hb") == expected


def test_a_share_of_the_upper_limit_is_of_the_same_result() -> None:
    """A limit that only one of two equal results gives will do; of two that differ it will not."""
    day = "2026-09-10"
    same = seen(lab("bilirubin", 42.0, day, uln=21.0) + lab("bilirubin", 42.0, day))
    assert same.get("labs.bilirubin_uln_ratio") == 2.0
    differ = seen(lab("bilirubin", 42.0, day, uln=21.0) + lab("bilirubin", 84.0, day))
    assert differ.get("labs.bilirubin_uln_ratio") is None
    both = seen(lab("bilirubin", 42.0, day, uln=21.0) + lab("bilirubin", 84.0, day, uln=21.0))
    assert both.get("labs.bilirubin_uln_ratio") == Contradictory((2.0, 4.0), day)


def test_scans_of_one_day() -> None:
    """Results that differ are a contradiction; CT and MRI of one day are both."""
    pet = '[[imaging]]\nmodality = "68Ga-DOTATATE"\ndate = 2026-09-02\nsstr_result = "{}"\n'
    found = seen(pet.format("positive") + pet.format("negative"))
    assert found.get("imaging.sstr_result") == Contradictory(("negative", "positive"), "2026-09-02")
    plain = '[[imaging]]\nmodality = "{}"\ndate = 2026-09-02\n'
    for order in (("CT", "MRI"), ("MRI", "CT")):
        text = "".join(map(plain.format, order))
        assert seen(text).get("imaging.conv_imaging_modality") == "both"


def test_specimens_of_one_day() -> None:
    """What the tumour is called contradicts; what describes each specimen does not."""
    specimen = '[[pathology]]\ndate = 2026-08-12\nspecimen_type = "{}"\nhistology_family = "{}"\n'
    one, other = specimen.format("biopsy", "NET"), specimen.format("surgical_resection", "NEC")
    for text in (one + other, other + one):
        found = seen(text)
        assert found.get("pathology.histology_family") == Contradictory(
            ("NEC", "NET"), "2026-08-12"
        )
        assert found.get("pathology.specimen_type") == "surgical_resection"
        said = [note for note in found.notes if "istological family" in note]
        assert said == [note for note in found.notes if note.startswith("Contradiction")]


@pytest.mark.parametrize(
    ("dated", "expected"),
    [
        # A value of a whole month may be newer or older than one of a day within it.
        ([(100, 130, 1.0), (115, 115, 2.0)], Contradictory((1.0, 2.0), "0001-04-25")),
        ([(100, 130, 1.0), (115, 115, 2.0), (120, 120, 3.0)], (1.0, 3.0)),
        ([(100, 110, 1.0), (115, 115, 2.0)], 2.0),
        ([(115, 115, UNUSABLE), (115, 115, 2.0)], None),
    ],
)
def test_days_that_are_not_exact(dated: list[tuple[int, int, Any]], expected: Any) -> None:
    found: Any = settled(dated)
    if isinstance(expected, tuple):
        assert isinstance(found, Contradictory)
        found = found.values
    assert found == expected


def test_lists_that_cannot_be_read_stand_in_one_order() -> None:
    """Also where they differ in nothing but the words that are not understood."""
    lists = [Partly(frozenset("abcdefgh"), (word,)) for word in ("y", "x")]
    lists.append(Partly(frozenset("hgfedcba"), ("z",)))
    found = settled([(1, 1, one) for one in lists])
    assert isinstance(found, Contradictory)
    assert [one.unread for one in found.values] == [("x",), ("y",), ("z",)]


def test_the_newest_date_does_not_depend_on_order() -> None:
    """Of partial dates that overlap, the one that can be the last."""
    scans = [
        f'[[imaging]]\nmodality = "CT"\ndate = {date}\n' for date in ("2026-09-01", '"2026-09"')
    ]
    labs = [lab("creatinine", 80.0, date) for date in ("2026-09-01", '"2026-09"')]
    for text in ("".join([*scans, *labs]), "".join([*reversed(scans), *reversed(labs)])):
        assert str(seen(text).get("imaging.conv_imaging_date")) == "2026-09"
        assert str(seen(text).get("labs.creatinine_date")) == "2026-09"
