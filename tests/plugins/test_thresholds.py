"""Each threshold of the protocol has a case just below it, one at it and one just above.

What a person expected of the three is in the cases; here is that none of the three is missing and
that they do not all say the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from attrs import frozen

from nettui.case.files.codec import load
from nettui.case.picture.picture import picture
from nettui.case.record.case import CaseFile
from nettui.case.record.facts import FACTS

ROOT = Path(__file__).parents[2]
SIZE, KI67 = "disease.size_mm", "pathology.ki67"


@frozen
class Threshold:
    """A limit on a fact, and the rules that turn there; ``within``: how near "just" is."""

    row: str
    fact: str
    limit: float
    rules: tuple[str, ...]
    within: float = 1.0


def _at(row: str, fact: str, limit: float, *rules: str) -> Threshold:
    return Threshold(row, fact, limit, rules)


THRESHOLDS = (
    _at("PAN-NF-02", SIZE, 10, "pancreas:extent.observation_preferred"),
    _at("PAN-NF-03", SIZE, 10, "pancreas:extent.individual"),
    _at("PAN-NF-01", SIZE, 20, "pancreas:extent.surveillance"),
    _at("PAN-NF-04", SIZE, 20, "pancreas:extent.resection"),
    _at("TNM-T pancreas", SIZE, 40, "staging:workup.t_differs"),
    _at("HER-02", SIZE, 20, "hereditary:extent.men1_surveillance"),
    _at("HER-02 surgery", SIZE, 20, "hereditary:extent.men1_surgery"),
    _at("HER-04", SIZE, 30, "hereditary:extent.vhl_surveillance"),
    _at("HER-04 surgery", SIZE, 30, "hereditary:extent.vhl_surgery"),
    _at("APP-01", SIZE, 10, "appendix:extent.appendectomy_sufficient"),
    _at("APP-02", SIZE, 10, "appendix:extent.appendectomy_acceptable"),
    _at("APP-02 upper", SIZE, 20, "appendix:extent.appendectomy_acceptable"),
    _at("APP-04", SIZE, 20, "appendix:extent.hemicolectomy"),
    _at(
        "APP-03",
        "pathology.mesoappendix_invasion_mm",
        3,
        "appendix:extent.completion_to_discuss",
    ),
    _at("COL-02", SIZE, 10, "colon:extent.surveillance"),
    _at("REC-01", SIZE, 10, "rectum:extent.endoscopic"),
    _at("REC-02", SIZE, 20, "rectum:extent.local_if_superficial"),
    _at("REC-03", SIZE, 20, "rectum:extent.radical"),
    _at("GAS-01", SIZE, 10, "stomach:extent.type_1_small"),
    _at("GAS-02", SIZE, 10, "stomach:extent.type_1_endoscopic"),
    _at("GAS-04", SIZE, 10, "stomach:extent.type_2_endoscopic"),
    _at("GAS-05", SIZE, 10, "stomach:extent.type_3_small"),
    _at("DUO-01", SIZE, 10, "duodenum:extent.endoscopic"),
    _at("DUO-02", SIZE, 10, "duodenum:extent.individual"),
    _at("DUO-02 upper", SIZE, 20, "duodenum:extent.individual"),
    _at("DUO-03", SIZE, 20, "duodenum:extent.surgery"),
    _at("S07 G1", KI67, 2, "base:grading.g1"),
    _at("S07 G2", KI67, 3, "base:grading.g2"),
    _at("S07 G3", KI67, 20, "base:grading.net_g3"),
    _at("low G2", KI67, 5, "pancreas:extent.surveillance"),
    _at("PAN-NF-09", KI67, 10, "pancreas:systemic.quiet"),
    _at("PAN-NF-09 bulky", KI67, 10, "pancreas:systemic.bulky"),
    _at("SI-07", KI67, 10, "small_intestine:systemic.prrt_first"),
    _at("SI-07 upper", KI67, 55, "small_intestine:systemic.prrt_first"),
    _at("PAN-NF-11", KI67, 20, "pancreas:systemic.net_g3"),
    _at("PAN-NF-11 upper", KI67, 55, "pancreas:systemic.net_g3"),
    _at("Z20", "labs.potassium", 2.5, "base:workup.urgent_potassium"),
    _at("NEC-06", KI67, 55, "nec:workup.lower_ki67"),
)


@cache
def _files() -> tuple[CaseFile, ...]:
    paths = [*ROOT.glob("cases/*.toml"), *ROOT.glob("plugins/*/cases/*/*.toml")]
    return tuple(load(path) for path in sorted(paths))


def verdicts(threshold: Threshold) -> Iterator[tuple[str, str, str]]:
    """Yield side, verdict and name of each case near a threshold that names a rule of it."""
    place = list(FACTS).index(threshold.fact)
    for file in _files():
        assert file.as_of is not None
        value = picture(file.case, file.as_of).values[place]
        if not isinstance(value, float) or abs(value - threshold.limit) > threshold.within:
            continue
        side = (
            "at" if value == threshold.limit else ("below" if value < threshold.limit else "above")
        )
        expect = file.expect
        for verdict, names in (
            ("speaks", expect.must),
            ("silent", expect.must_not),
            ("open", expect.unknown),
        ):
            if set(threshold.rules) & set(names):
                yield side, verdict, file.case.case_id


@pytest.mark.parametrize("threshold", THRESHOLDS, ids=lambda found: found.row)
def test_a_threshold_has_a_case_on_either_side_and_one_on_it(threshold: Threshold) -> None:
    """Just below, at, just above; and the rule does not say the same on both sides."""
    found = list(verdicts(threshold))
    assert {side for side, _, _ in found} == {"below", "at", "above"}, found
    below = {verdict for side, verdict, _ in found if side == "below"}
    above = {verdict for side, verdict, _ in found if side == "above"}
    assert below != above, found
