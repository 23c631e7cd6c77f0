"""No plan asks for the same thing twice, nor for what is on record."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from random import Random

import pytest

from nettui.case.files.codec import CaseError, load
from nettui.engine.language.states import MISSING
from nettui.engine.plan.plan import Plan, plan
from tests.guideline.records import planned_record, record
from tests.plugins.records import ROOT, SITES, full

pytestmark = pytest.mark.slow

# What an examination tells.
TELLS = {
    "ct": "imaging.conv_imaging_modality",
    "mri": "imaging.conv_imaging_modality",
    "eus": "imaging.eus_date",
    "sstr_pet": "imaging.sstr_result",
    "fdg_pet": "imaging.fdg_result",
    "echocardiography": "imaging.echocardiography",
    "nt_probnp": "labs.nt_probnp",
}
# How the one examination is done: named as that, beside it.
WAYS = {"ga68_pet": "sstr_pet", "cu64_pet": "sstr_pet", "in111_scan": "sstr_pet"}
# Named with the depth of invasion by the sites where the two together decide, also once resected.
TOGETHER = {"disease.size_mm"}
# Asked for again, and why.
AGAIN = {
    "updates:workup.sstr_pet",  # PET after scintigraphy (U04)
    "unknown_primary:workup.sstr_pet",  # likewise (UNK-01)
    "rectum:workup.local_staging_mri",  # of the pelvis, after CT (REC-02)
    "pancreas:workup.insulinoma_eus",  # to find the insulinoma, often SSTR negative (PAN-F-02)
    "pancreas:workup.insulinoma_mri",  # the same
    "follow_up:follow_up.restage_now",  # after progression (F05)
}


def plans() -> Iterator[Plan]:
    """Yield the plan of every case, of records at random, and of each site with nothing known."""
    for path in sorted((*ROOT.glob("cases/*.toml"), *ROOT.glob("plugins/*/cases/*/*.toml"))):
        try:
            file = load(path)
        except CaseError:
            continue
        assert file.as_of is not None
        yield plan(file.case, file.as_of, full())
    random = Random(1)
    yield from (planned_record(record(random), full()) for _ in range(200))
    well = {"pathology.histology_family": "NET", "pathology.differentiation": "well"}
    for site in SITES:
        known = {**well, "disease.primary_site": site, "disease.extent": "localized"}
        yield planned_record({**known, "disease.disease_status": "not_resected"}, full())
        yield planned_record(known, full())


@pytest.fixture(scope="module")
def made() -> tuple[Plan, ...]:
    return tuple(plans())


def test_no_two_needs_ask_for_the_same_fact(made: tuple[Plan, ...]) -> None:
    """What the base protocol asks for, a site does not ask for again: it says why it matters."""
    twice = {
        (one.entry.id, other.entry.id, fact)
        for p in made
        for one, other in combinations([n for n in p.needs if n.state == MISSING], 2)
        for fact in ({*one.missing} & {*other.missing}) - TOGETHER
    }
    assert twice == set()


def test_an_examination_on_record_is_not_asked_for(made: tuple[Plan, ...]) -> None:
    """But for what is said to be done again, and why."""
    found = set()
    for p in made:
        seen = p.seen("workup")
        for offer in p.offers:
            if offer.role != "diagnostic" or offer.group not in ("do", "consider"):
                continue
            fact = TELLS.get(offer.option)
            if fact is not None and seen.possible(fact).known:
                found |= {f.id for f in offer.findings if f.status == 2} - AGAIN
    assert found == set()


def test_an_examination_stands_in_one_line(made: tuple[Plan, ...]) -> None:
    """Rows that ask for the same share its line; what else is named of it says how it is done."""
    labels = {option: full().options[option].label for option in (*WAYS, "sstr_pet")}
    assert all("SSTR PET/CT" in label for label in labels.values())
    for p in made:
        asked = [o.option for o in p.offers if o.role == "diagnostic" and o.group == "do"]
        assert len(asked) == len(set(asked))
        for way, examination in WAYS.items():
            if way in {o.option for o in p.offers if o.group in ("do", "consider")}:
                # Of a NEC it is considered (Z07).
                also = [o.option for o in p.offers if o.group == "consider" and p.grade == ("NEC",)]
                assert examination in asked + also or p.status.word == "out_of_scope"
