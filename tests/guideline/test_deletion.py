"""Deleting facts at random never clears a precaution, a stop or an emergency (INV-72)."""

from __future__ import annotations

import copy
from functools import cache
from random import Random
from typing import Any

import pytest

from nettui.engine.language.conditions import Condition, fact
from nettui.engine.language.serialize import condition_data
from nettui.engine.language.states import APPLIES, CANNOT_TELL
from nettui.engine.protocol.protocol import Protocol
from tests.guideline import deletion
from tests.guideline.records import planned, spread

PLANS = 3000


@cache
def found() -> deletion.Found:
    """Return what a slice of the campaign finds."""
    return sum(deletion.campaign(PLANS, 72), deletion.Found())


def test_nothing_that_must_stay_is_lost() -> None:
    """Of all that is watched, in every deletion."""
    assert found().lost == ()


def test_most_of_what_is_watched_holds_by_its_own_facts() -> None:
    """Each watched act holds in some record, and by the facts named for it alone."""
    assert {name for name in deletion.WATCHED if not found().kept[name]} <= {
        # Rare in a slice this small: see the near misses of emergencies.
        "base:extent.decompression",
        "base:extent.vena_cava",
    }


def test_what_keeps_an_act_is_read_by_it() -> None:
    """A fact that it does not read could be deleted without a trace."""
    assert deletion.unread(deletion.full()) == set()


@pytest.mark.parametrize("value", ["carcinoid", None])
def test_not_functional_does_not_clear_the_cover_of_a_carcinoid_syndrome(value: Any) -> None:
    """Neither beside the syndrome nor where the syndrome is deleted, 5-HIAA within its limit."""
    made = planned(
        spread("liver_only"),
        {
            "function.functional": "no",
            "function.syndrome": value,
            "labs.u5hiaa_24h_uln_ratio": 0.6,
            "history.planned_procedure": frozenset({"surgery_abdominal"}),
        },
    )
    for name in ("octreotide_cover", "avoid_histamine", "avoid_sympathetic"):
        expected = APPLIES if value else CANNOT_TELL
        assert made.finding(f"base:functional.{name}").status == expected, name


@pytest.mark.parametrize(
    ("name", "gate"),
    [
        ("base:functional.ssa", fact("disease.disease_status").is_("not_resected")),
        ("therapies:functional.cortisol_control", fact("disease.extent").known),
        ("base:functional.octreotide_cover", fact("pathology.ki67").known),
        ("base:workup.urgent_perforation", fact("disease.primary_site").known),
    ],
)
def test_a_gate_on_what_must_not_wait_is_found(name: str, gate: Condition) -> None:
    """The check can fail: with a data gate on one of them something is lost."""
    raw = copy.deepcopy(deletion.full().raw)
    act = next(e["act"] for e in raw["entries"] if e["id"] == name)
    act["when"] = {"all": [act["when"], condition_data(gate)]}
    gated, random = Protocol(raw), Random(7)
    assert any(lost[0] == name for _ in range(400) for lost in deletion.walk(random, gated).lost)
