"""A NEC is not worked up like a NET (Z07): what is not asked for, and what is considered."""

from __future__ import annotations

from typing import Any

import pytest

from nettui.case.files.codec import loads_toml
from nettui.engine.language.states import MAYBE_MISSING, MISSING, TRUE
from nettui.engine.plan.plan import Plan, plan
from nettui.engine.protocol.protocol import Protocol
from tests.case.generated import DAY
from tests.protocols import alone, with_all

# All that a NEC must have, but SSTR imaging, chromogranin A and 5-HIAA.
KNOWN = """
case_id = "a"
[patient]
age = 60
ecog = 1
[[pathology]]
date = 2026-01-02
specimen_type = "biopsy"
histology_family = "{family}"
differentiation = "{differentiation}"
ki67 = {ki67}
ihc_cga = "positive"
ihc_synaptophysin = "positive"
cell_size = "{cells}"
[[imaging]]
date = 2026-01-03
modality = "CT"
[function]
functional = "{functional}"
[history]
treatment_naive = true
[disease]
primary_site = "{site}"
metastasis_sites = {spread}
disease_status = "not_resected"
local_invasion = "none"
size_mm = 30
curative_resection_feasible = "{feasible}"
progression_status = "newly_diagnosed"
{more}
"""
NEC = {
    "family": "NEC",
    "differentiation": "poor",
    "ki67": 80,
    "cells": "large",
    "functional": "no",
    "site": "colon",
    "spread": '["liver"]',
    "feasible": "no",
    "more": "",
}
FDG = '[[imaging]]\nmodality = "18F-FDG"\nfdg_result = "positive"'
LOCAL = {"spread": '["none"]\nextent = "localized"'}
NET: dict[str, Any] = {
    "family": "NET",
    "differentiation": "well",
    "cells": "not_applicable",
    "ki67": 10,
}


def made(protocol: Protocol | None = None, **changed: object) -> Plan:
    """Return the plan of a NEC with metastases of the liver, with changes."""
    text = KNOWN.format_map({**NEC, **changed})
    return plan(loads_toml(text).case, DAY, protocol or alone())


def holds(seen: Plan, rule: str) -> bool:
    """Say whether a rule certainly holds."""
    return seen.truth(seen.protocol.position[rule]) == TRUE


def asked(seen: Plan) -> set[str]:
    """Return which of the three items are asked for."""
    states = {item: seen.truth(seen.protocol.position[f"base:workup.{item}"]) for item in ITEMS}
    return {item for item, state in states.items() if state in (MISSING, MAYBE_MISSING)}


ITEMS = ("sstr", "cga", "hiaa")


def pairs(seen: Plan) -> set[frozenset[str]]:
    """Return the rules of each conflict."""
    return {frozenset(f.entry.id for f in conflict.findings) for conflict in seen.conflicts}


SSTR = frozenset({"base:workup.staging_incomplete_nec", "base:workup.nec_sstr"})
MARKERS = frozenset({"base:workup.markers_nec", "base:workup.nec_no_markers"})


@pytest.mark.parametrize("spread", [{}, {**LOCAL, "feasible": "yes"}])
def test_a_nec_waits_for_neither_sstr_imaging_nor_markers(spread: dict[str, str]) -> None:
    """The lines of the base protocol stay, each as a conflict with the ruling."""
    for protocol in (alone(), with_all()):
        seen = made(protocol, **spread)
        assert seen.capped.word == "definitive"
        assert not asked(seen)
        assert pairs(seen) >= {SSTR, MARKERS}
        assert holds(seen, "base:workup.staging_incomplete_nec")
        assert not holds(seen, "base:workup.staging_incomplete")


def test_a_net_waits_for_all_of_them() -> None:
    """As the base protocol says."""
    seen = made(**NET)
    assert seen.status.word == "provisional"
    assert asked(seen) == set(ITEMS)
    assert holds(seen, "base:workup.staging_incomplete")
    assert not pairs(seen) & {SSTR, MARKERS}


def test_while_the_class_is_open_all_are_asked_for() -> None:
    """A NEC by name with Ki-67 20 % may be well differentiated."""
    seen = made(differentiation="unknown", cells="unknown", ki67=20)
    assert asked(seen) == set(ITEMS)
    assert holds(seen, "base:workup.staging_incomplete")
    assert not pairs(seen) & {SSTR, MARKERS}


def test_with_a_syndrome_markers_are_asked_for() -> None:
    """Not SSTR imaging."""
    seen = made(functional='yes"\nsyndrome = "carcinoid')
    assert asked(seen) == {"cga", "hiaa"}
    assert seen.status.word == "provisional"
    assert SSTR in pairs(seen)
    assert MARKERS not in pairs(seen)


def test_function_not_recorded_is_asked_as_ever() -> None:
    seen = made(functional="unknown")
    assert seen.status.word == "provisional"
    assert seen.status.because == ("base:workup.function",)


def test_what_is_on_record_is_no_conflict() -> None:
    done = """
[[imaging]]
date = 2026-01-04
modality = "68Ga-DOTATATE"
sstr_result = "positive"
[[labs]]
date = 2026-01-04
analyte = "serum_cga"
value = 80
unit = "µg/L"
uln = 100
[[labs]]
date = 2026-01-04
analyte = "u5hiaa_24h"
value = 30
unit = "µmol/24 h"
uln = 50
"""
    assert not pairs(made(more=done)) & {SSTR, MARKERS}


@pytest.mark.parametrize("ki67", [54, 54.9, 55, 80])
def test_sstr_imaging_is_considered_below_ki67_55(ki67: float) -> None:
    """Just below, at and above."""
    considered = ki67 < 55
    seen = made(with_all(), ki67=ki67)
    assert holds(seen, "updates:workup.nec_sstr_low_ki67") is considered
    groups = [o.group for o in seen.offers if o.option == "sstr_pet" and o.group != "not_met"]
    assert (groups == ["consider"]) is considered


@pytest.mark.parametrize(
    ("changed", "considered"),
    [
        ({}, False),
        ({"feasible": "yes"}, True),
        ({**LOCAL, "feasible": "yes"}, True),
        ({**LOCAL, "feasible": "borderline"}, True),
        ({**LOCAL, "feasible": "no"}, False),
        ({**LOCAL, "feasible": "unknown"}, False),
        (
            {"more": '[[imaging]]\nmodality = "68Ga-DOTATATE"\nsstr_result = "heterogeneous"'},
            True,
        ),
        ({"more": '[[imaging]]\nmodality = "68Ga-DOTATATE"\nsstr_result = "negative"'}, False),
        ({"feasible": "yes", "more": FDG}, False),
    ],
)
def test_fdg_pet_is_considered_before_radical_surgery_or_where_imaging_is_equivocal(
    changed: dict[str, str], considered: bool
) -> None:
    """Not in every NEC."""
    seen = made(with_all(), **changed)
    assert holds(seen, "updates:workup.nec_fdg") is considered
    groups = [o.group for o in seen.offers if o.option == "fdg_pet" and o.findings]
    shown = [group for group in groups if group in ("do", "consider")]
    assert bool(shown) is considered


def test_fdg_pet_of_a_net_g3_is_as_before() -> None:
    seen = made(with_all(), **{**NET, "ki67": 30})
    assert "consider" in [o.group for o in seen.offers if o.option == "fdg_pet"]


@pytest.mark.parametrize(
    ("cells", "spread", "rule"),
    [
        ("small", LOCAL, "nec:workup.brain"),
        ("small", {}, "nec:workup.brain_metastatic"),
        ("large", LOCAL, ""),
        ("large", {}, ""),
    ],
)
def test_the_brain_of_a_small_cell_nec(cells: str, spread: dict[str, str], rule: str) -> None:
    """With symptoms in every NEC."""
    seen = made(with_all(), cells=cells, **spread)
    for name in ("nec:workup.brain", "nec:workup.brain_metastatic"):
        assert holds(seen, name) is (name == rule)
    assert holds(seen, "base:workup.nec_brain")


def test_ct_is_asked_for_until_it_is_on_record() -> None:
    assert not holds(made(with_all()), "updates:workup.nec_ct")
    text = KNOWN.format_map(NEC).replace('modality = "CT"', 'modality = "endoscopy"')
    assert holds(plan(loads_toml(text).case, DAY, with_all()), "updates:workup.nec_ct")
