"""What a short referral says without spelling it out, by the base protocol: hand-written cases."""

from __future__ import annotations

import pytest

from nettui.case.files.codec import loads_toml
from nettui.engine.language.conditions import facts_of
from nettui.engine.language.states import TRUE
from nettui.engine.plan.plan import Plan, plan
from nettui.engine.plan.whatif import with_value
from nettui.testing.invariants.reading import derived
from tests.case.generated import DAY
from tests.protocols import alone


def planned(pathology: str = "", disease: str = "", more: str = "") -> Plan:
    """Return the plan of a referral; each part is the inside of a TOML table."""
    text = f"case_id = 'a'\n[[pathology]]\n{pathology}\n[disease]\n{disease}\n{more}"
    return plan(loads_toml(text).case, DAY, alone())


def missing(made: Plan) -> set[str]:
    """Return the needs that are missing, by id."""
    return {need.entry.id for need in made.needs if need.missing}


PET = '[[imaging]]\nmodality = "68Ga-DOTATATE"\nsstr_result = '
NET, NEC = 'histology_family = "NET"', 'histology_family = "NEC"'


@pytest.mark.parametrize(
    ("pathology", "expected"),
    [
        (NET, "well"),
        (f"{NET}\nki67 = 1", "well"),
        (f"{NET}\nki67 = 20", "well"),
        (f"{NET}\nki67 = 55", "well"),
        (f'{NET}\ndifferentiation = "poor"', None),
        (f'{NET}\ndifferentiation = "indeterminate"', None),
        (f'{NET}\ndifferentiation = "unknown"', None),
        (f'{NET}\ncell_size = "small"', None),
        (NEC, None),
        (f"{NEC}\nki67 = 19", None),
        (f"{NEC}\nki67 = 20", None),
        (f"{NEC}\nki67 = 20.1", "poor"),
        (f"{NEC}\nki67 = 21", "poor"),
        (f'{NEC}\nki67 = "15-25"', "poor"),
        (f'{NEC}\nki67 = ">10"', None),
        (f'{NEC}\nki67 = 90\ndifferentiation = "well"', None),
        (f'{NEC}\nki67 = 90\ndifferentiation = "indeterminate"', None),
        (f'{NEC}\ncell_size = "large"', "poor"),
        ("ki67 = 90", None),
        ('histology_family = "unknown"\nki67 = 90', None),
    ],
)
def test_the_class_follows_from_the_family(pathology: str, expected: str | None) -> None:
    """Ruling Z01."""
    made = planned(pathology)
    assert derived(made, "tumour_class") == expected
    assert ("base:workup.differentiation" in missing(made)) is (expected is None)


@pytest.mark.parametrize("ki67", [1, 3, 20])
def test_nothing_is_held_for_the_differentiation_of_a_net(ki67: int) -> None:
    made = planned(f"{NET}\nki67 = {ki67}", 'extent = "liver_only"')
    assert made.grade == (("G1",) if ki67 < 3 else ("G2",))
    assert made.status.word == "provisional"
    assert made.finding("base:workup.net_g3_or_nec").status_word == "not met"


@pytest.mark.parametrize(
    ("pathology", "more", "expected"),
    [
        ("ki67 = 20", "", "not met"),
        ("ki67 = 20.1", "", "applies"),
        ("ki67 = 35", "", "applies"),
        ('ki67 = 35\nrb1_loss = "not_done"', "", "applies"),
        ('ki67 = 35\nrb1_loss = "absent"', "", "not met"),
        ('ki67 = 35\np53_abnormal = "present"', "", "not met"),
        ('ki67 = 35\ndaxx_atrx_loss = "present"', "", "not met"),
        (
            "ki67 = 35",
            '[[imaging]]\nmodality = "68Ga-DOTATATE"\nsstr_result = "positive"',
            "not met",
        ),
        (
            "ki67 = 35",
            '[[imaging]]\nmodality = "68Ga-DOTATATE"\nsstr_result = "negative"',
            "applies",
        ),
        ("ki67 = 5\nmitoses_per_2mm2 = 20", "", "not met"),
        ("ki67 = 5\nmitoses_per_2mm2 = 21", "", "applies"),
        ("", "", "cannot tell"),
    ],
)
def test_a_net_above_twenty_asks_whether_it_is_a_nec(
    pathology: str, more: str, expected: str
) -> None:
    made = planned(f"{NET}\n{pathology}", 'primary_site = "pancreas"', more)
    found = made.finding("base:workup.net_g3_or_nec")
    assert found.status_word == expected
    if expected == "applies":
        assert made.status.word in ("provisional", "blocked")
        assert any(o.option == "pathology_review" and o.role == "diagnostic" for o in made.offers)


@pytest.mark.parametrize("site", ["lung", "thymus", "pancreas", "unknown"])
def test_the_question_names_no_grade_that_a_site_does_not_have(site: str) -> None:
    """A carcinoid of lung or thymus is never a NET G3 (INV-17)."""
    made = planned(f"{NET}\nki67 = 35", f'primary_site = "{site}"')
    found = made.finding("base:workup.net_g3_or_nec")
    assert found.status_word == "applies"
    assert "is it a NEC?" in found.says
    assert "G3" not in found.says


METASTATIC = 'metastasis_sites = ["liver"]'


@pytest.mark.parametrize(
    ("disease", "more", "expected"),
    [
        (METASTATIC, "", "present"),
        ('extent = "beyond_liver"', "", "present"),
        ('extent = "localized"', "", None),
        ("", "", None),
        ('margin = "R2"', "", "present"),
        (f'{METASTATIC}\nmargin = "R2"', "", "present"),
        (f'{METASTATIC}\nmargin = "R0"', "", None),
        (f'{METASTATIC}\nmargin = "R1"', "", None),
        (f'{METASTATIC}\ndisease_status = "recurrent"\nmargin = "R0"', "", "present"),
        (f"{METASTATIC}", "[history]\nsurgery_date = 2026-01-01", None),
        (f"{METASTATIC}", '[history]\nprior_abdominal_surgery = ["liver_resection"]', None),
        ('disease_status = "resected_no_residual"\nmargin = "R0"', "", "none"),
    ],
)
def test_tumour_is_present_where_metastases_are_and_nothing_was_removed(
    disease: str, more: str, expected: str | None
) -> None:
    """Ruling Z03: after an operation the status is asked."""
    assert derived(planned(NET, disease, more), "residual") == expected


def test_a_specimen_of_an_operation_asks_for_the_status() -> None:
    made = planned(f'{NET}\nspecimen_type = "surgical_resection"', METASTATIC)
    assert not made.seen().possible("residual").known


def test_a_short_referral_has_a_plan() -> None:
    """Six facts: site, family, Ki-67, metastases, syndrome, SSTR."""
    made = planned(
        f"{NET}\nki67 = 8",
        f'primary_site = "jejunum_ileum"\n{METASTATIC}',
        f'[function]\nsyndrome = "carcinoid"\n{PET}"positive"',
    )
    assert made.status.word == "provisional"
    assert made.grade == ("G2",)
    named = {
        (offer.option, offer.role) for offer in made.offers if offer.group != "contraindicated"
    }
    assert {("lanreotide", "primary"), ("octreotide_lar", "primary")} <= named
    assert missing(made).isdisjoint(
        {"base:workup.differentiation", "base:workup.extent", "base:workup.function"}
    )
    assert len([n for n in made.picture.notes if "because" in n]) == 3


def test_an_explicit_answer_overrules() -> None:
    made = planned(f'{NET}\nki67 = 8\ndifferentiation = "poor"', METASTATIC)
    assert made.status.word == "blocked"
    assert made.finding("base:workup.class_contradiction").status_word == "applies"
    assert with_value(made, "pathology.differentiation", "well") != made.picture.values


def test_what_is_derived_for_certain_waits_for_nothing_behind_it() -> None:
    """The margin is not asked for the sake of tumour that is recorded as not resected."""
    made = planned(f"{NET}\nki67 = 8", f'{METASTATIC}\ndisease_status = "not_resected"')
    waiting = [e for e in made.protocol.entries if "disease.margin" in made.missing(e)]
    assert [e.id for e in waiting if "disease.margin" not in facts_of(e.act.when)] == []
    after = planned(f"{NET}\nki67 = 8", METASTATIC, "[history]\nsurgery_date = 2026-01-01")
    assert any("disease.margin" in after.missing(e) for e in after.protocol.entries)


@pytest.mark.parametrize("extent", ["metastatic", "M1", "stage IV"])
def test_metastatic_with_sites_not_named_is_metastatic(extent: str) -> None:
    """What holds for every distant extent is said, and which sites is asked."""
    made = planned(f"{NET}\nki67 = 5", f'primary_site = "pancreas"\nextent = "{extent}"')
    said = {f.id for f in made.findings if f.truth == TRUE}
    both = [
        {
            f.id
            for f in planned(
                f"{NET}\nki67 = 5", f'primary_site = "pancreas"\nextent = "{one}"'
            ).findings
            if f.truth == TRUE
        }
        for one in ("liver_only", "beyond_liver")
    ]
    assert said <= both[0] & both[1]
    assert "base:follow_up.g1g2_imaging" in said
    assert derived(made, "residual") == "present"
    assert {"base:workup.metastases", "base:workup.course"} <= missing(made)
    assert "disease.extent" in made.picture.unclear


def test_m0_with_nodes_not_stated_is_not_metastatic() -> None:
    """Nothing of metastatic disease is asked or said, and the nodes are."""
    made = planned(f"{NET}\nki67 = 5", 'primary_site = "pancreas"\nm_category = "M0"')
    assert "base:workup.metastases" not in missing(made)
    assert "base:follow_up.g1g2_imaging" in {f.id for f in made.findings if f.truth == TRUE}
    assert "disease.extent" in made.picture.unclear
