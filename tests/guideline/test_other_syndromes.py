"""Hereditary syndromes and hormone syndromes that the protocol does not cover: neither clear."""

from __future__ import annotations

import pytest

from nettui.case.files.codec import loads_toml
from nettui.engine.language.states import FALSE, TRUE, UNKNOWN
from nettui.engine.plan.plan import Plan, plan
from tests.case.generated import DAY
from tests.protocols import with_all

RECORD = """case_id = 'a'
[patient]
age = 50
sex_at_birth = "male"
[disease]
primary_site = "{site}"
extent = "localized"
size_mm = 15
[[pathology]]
histology_family = "NET"
ki67 = 1
"""


def made(more: str = "", site: str = "pancreas") -> Plan:
    return plan(loads_toml(f"{RECORD.format(site=site)}\n{more}").case, DAY, with_all())


def truth(found: Plan, name: str) -> int:
    return found.truth(found.protocol.position[name])


def carrier(word: str, more: str = "") -> Plan:
    return made(f'[heredity]\nhereditary = "{word}"\n{more}')


@pytest.mark.parametrize(
    ("word", "state"),
    [
        ("NF1", TRUE),
        ("VHL", TRUE),
        ("MEN2B", TRUE),
        ("SDHB", TRUE),
        ("SDHx", TRUE),
        ("Carney triad", UNKNOWN),
        ("MEN", UNKNOWN),
        ("MEN1", FALSE),
        ("BRCA1", FALSE),
        ("none", FALSE),
        ("not_tested", FALSE),
    ],
)
def test_who_may_carry_a_phaeochromocytoma(word: str, state: int) -> None:
    """It is excluded before an operation or a biopsy; what leaves open which, cannot be told."""
    assert truth(carrier(word), "base:extent.surgery_phaeo") == state
    done = carrier(word, 'phaeo_excluded = "yes"')
    assert truth(done, "base:extent.surgery_phaeo") == FALSE


@pytest.mark.parametrize(
    ("word", "state"),
    [("Wolfram", TRUE), ("Lynch", TRUE), ("Carney triad", UNKNOWN), ("VHL", FALSE)],
)
def test_another_syndrome_is_cautioned(word: str, state: int) -> None:
    assert truth(carrier(word), "base:extent.surgery_phaeo_perhaps") == state
    done = carrier(word, 'phaeo_excluded = "yes"')
    assert truth(done, "base:extent.surgery_phaeo_perhaps") == FALSE


@pytest.mark.parametrize(("word", "state"), [("SDHB", TRUE), ("MEN2", TRUE), ("NF1", FALSE)])
def test_metanephrines_are_measured_in_carriers(word: str, state: int) -> None:
    assert truth(carrier(word), "hereditary:workup.metanephrines_men2_sdhx") == state
    assert truth(carrier(word), "hereditary:workup.metanephrines") == {TRUE: FALSE}.get(state, TRUE)
    done = carrier(word, 'phaeo_excluded = "yes"')
    assert truth(done, "hereditary:workup.metanephrines_men2_sdhx") == FALSE


@pytest.mark.parametrize(
    ("word", "state"), [("SDHB", TRUE), ("MEN2", TRUE), ("Lynch", TRUE), ("MEN1", FALSE)]
)
def test_a_syndrome_without_rows_is_named_as_not_covered(word: str, state: int) -> None:
    assert truth(carrier(word), "hereditary:workup.heredity_not_covered") == state
    assert truth(carrier(word), "hereditary:workup.counselling") == TRUE
    assert truth(made(), "hereditary:workup.heredity_not_covered") == FALSE


@pytest.mark.parametrize(
    ("word", "state"),
    [("none", UNKNOWN), ("not_tested", UNKNOWN), ("Lynch", FALSE), ("SDHB", FALSE)],
)
def test_no_carrier_is_watched_as_sporadic(word: str, state: int) -> None:
    """PAN-NF-01 is of sporadic tumours; what else it asks is not on this record."""
    found = made(
        f'[heredity]\nhereditary = "{word}"\n[function]\nfunctional = "no"\nsymptoms = ["none"]'
    )
    assert truth(found, "pancreas:extent.surveillance") == state


def functional(word: str) -> Plan:
    return made(f'[function]\nsyndrome = "{word}"')


def test_a_syndrome_by_any_word_is_functioning() -> None:
    """S11: a recorded syndrome of hormone excess is functioning, whichever it is."""
    for word in ("GHRHoma", "GHRHoma: as written", "other", "carcinoid"):
        assert functional(word).picture.get("function.functional") == "yes"
    assert functional("none").picture.get("function.functional") is None


@pytest.mark.parametrize(
    ("word", "state"),
    [("GHRHoma: as written", TRUE), ("other", TRUE), ("GHRHoma", UNKNOWN), ("carcinoid", FALSE)],
)
def test_another_syndrome_is_named_as_not_covered(word: str, state: int) -> None:
    assert truth(functional(word), "base:functional.syndrome_not_covered") == state


@pytest.mark.parametrize(
    "guard",
    ["base:extent.procedure_vipoma", "base:extent.procedure_acth"],
)
def test_precautions_of_a_syndrome_that_nobody_knows_are_not_clear(guard: str) -> None:
    """They cannot be told until somebody says that it is none of those."""
    assert truth(functional("GHRHoma"), guard) == UNKNOWN
    assert truth(functional("GHRHoma: as written"), guard) == FALSE


def test_another_primary_is_named_as_not_covered_beside_what_cannot_wait() -> None:
    """A word of no list is another site; the emergency stands all the same."""
    found = made(site="trachea")
    assert truth(found, "base:workup.not_covered_site") == TRUE
    assert found.status.word == "out_of_scope"
    text = RECORD.format(site="trachea").replace(
        "size_mm = 15", 'size_mm = 15\nprimary_complication = ["perforation"]'
    )
    urgent = plan(loads_toml(text).case, DAY, with_all())
    assert truth(urgent, "base:extent.urgent_surgery") == TRUE
