"""Primaries that the protocol covers in part or not at all: named, and what stays (Z18, A12)."""

from __future__ import annotations

import pytest

from nettui.case.base.typed_text import as_plain
from nettui.case.files.codec import loads_toml
from nettui.case.record.facts import FACTS
from nettui.engine.language.states import FALSE, TRUE
from nettui.engine.plan.plan import Plan, plan
from nettui.engine.protocol.protocol import Protocol
from tests.case.generated import DAY
from tests.protocols import alone, with_all

NEC_ALONE = ("oesophagus", "liver", "gallbladder", "bile_duct", "anus")
NOT_AT_ALL = ("ovary", "breast", "kidney", "skin", "other")
SITE = FACTS["disease.primary_site"]


def made(site: str, family: str = "NET", more: str = "", protocol: Protocol | None = None) -> Plan:
    """Return the plan of a tumour that is metastatic to the liver, Ki-67 80 % in a NEC."""
    ki67 = 80 if family == "NEC" else 6
    text = (
        f"case_id = 'a'\n[[pathology]]\nhistology_family = '{family}'\nki67 = {ki67}\n"
        f"[disease]\nprimary_site = '{site}'\nmetastasis_sites = ['liver']\n{more}"
    )
    return plan(loads_toml(text).case, DAY, protocol or alone())


def holds(made: Plan, rule: str) -> bool:
    """Say whether a rule certainly holds."""
    return made.truth(made.protocol.position[rule]) == TRUE


def named(made: Plan) -> set[str]:
    """Return what is named as not covered."""
    return {
        finding.entry.id.removeprefix("base:workup.not_covered_")
        for finding in made.findings
        if finding.entry.id.startswith("base:workup.not_covered_") and finding.truth == TRUE
    }


@pytest.mark.parametrize("site", NEC_ALONE)
def test_a_nec_of_any_digestive_site_is_covered(site: str) -> None:
    """Platinum and etoposide, carboplatin preferred, as for every digestive NEC."""
    seen = made(site, "NEC", protocol=with_all())
    for each in (seen, made(site, "NEC")):
        assert not named(each)
        assert each.status.word != "out_of_scope"
        assert each.grade == ("NEC",)
        assert each.route == ("RT-23",)
        assert holds(each, "base:systemic.cisplatin_etoposide")
    assert holds(seen, "nec:systemic.platinum")
    assert holds(seen, "base:follow_up.nec_imaging")


@pytest.mark.parametrize("site", NEC_ALONE)
def test_a_net_there_is_named_as_not_covered(site: str) -> None:
    """Neither grade nor treatment of the tumour."""
    seen = made(site, protocol=with_all())
    assert named(seen) == {site}
    assert seen.status.word == "out_of_scope"
    assert not seen.grade
    assert seen.route == ("RT-01",)
    assert not holds(seen, "base:systemic.ssa")


@pytest.mark.parametrize("site", NEC_ALONE)
def test_without_the_family_scope_is_asked(site: str) -> None:
    """A NEC would be covered, a NET would not."""
    seen = made(site, "unknown")
    assert not named(seen)
    assert seen.status.word == "blocked"


@pytest.mark.parametrize("site", NOT_AT_ALL)
@pytest.mark.parametrize("family", ["NET", "NEC", "unknown"])
def test_what_is_not_covered_at_all_is_named(site: str, family: str) -> None:
    """Whatever its family; a NEC there is no digestive one and is not graded."""
    seen = made(site, family)
    assert named(seen) == {"site" if site == "other" else site}
    assert seen.status.word == "out_of_scope"
    assert not seen.grade


@pytest.mark.parametrize(
    ("family", "name"),
    [("MiNEN", "minen"), ("GCA", "gca"), ("other", "family"), ("DIPNECH", "dipnech")],
)
def test_a_family_that_is_not_covered_is_named(family: str, name: str) -> None:
    assert named(made("pancreas", family)) == {name}


@pytest.mark.parametrize("site", ["lung", "thymus"])
def test_a_thoracic_nec_is_named_with_its_pathway(site: str) -> None:
    assert named(made(site, "NEC")) == {"thoracic_nec"}
    assert not named(made(site))


@pytest.mark.parametrize("site", [*NEC_ALONE, *NOT_AT_ALL, "paraganglioma"])
def test_control_of_a_syndrome_precautions_and_markers_stay(site: str) -> None:
    """The same as at a site that is covered."""
    carcinoid = '[function]\nsyndrome = "carcinoid"\n[history]\nplanned_procedure = ["ablation"]'
    seen, covered = made(site, more=carcinoid), made("jejunum_ileum", more=carcinoid)
    for rule in (
        "functional.ssa_carcinoid",
        "functional.crisis_plan",
        "functional.octreotide_cover",
        "functional.avoid_histamine",
    ):
        assert holds(covered, f"base:{rule}")
        assert holds(seen, f"base:{rule}")
    assert holds(seen, "base:follow_up.not_covered_markers")
    assert not holds(covered, "base:follow_up.not_covered_markers")
    assert "base:workup.cga" in {need.entry.id for need in seen.needs if need.missing}


@pytest.mark.parametrize(
    ("site", "family", "excluded"),
    [
        ("liver", "NET", True),
        ("liver", "unknown", True),
        ("liver", "NEC", False),
        ("bile_duct", "NET", False),
        ("unknown", "NET", False),
    ],
)
def test_an_occult_primary_is_excluded_before_a_primary_net_of_the_liver(
    site: str, family: str, excluded: bool
) -> None:
    seen = made(site, family)
    for part in ("", "_sstr", "_endoscopy"):
        assert holds(seen, f"base:workup.occult_primary{part}") is excluded


def test_what_is_on_record_of_the_search_is_not_asked_for_again() -> None:
    """Scintigraphy is no PET (U04)."""
    pet = '[[imaging]]\nmodality = "68Ga-DOTATATE"\ndate = 2026-01-05\nsstr_result = "positive"\n'
    scopy = '[[imaging]]\nmodality = "endoscopy"\ndate = 2026-01-05\n'
    seen = made("liver", more=pet + scopy)
    assert holds(seen, "base:workup.occult_primary")
    assert not holds(seen, "base:workup.occult_primary_sstr")
    assert not holds(seen, "base:workup.occult_primary_endoscopy")
    indium = pet.replace("68Ga-DOTATATE", "111In-pentetreotide")
    assert holds(made("liver", more=indium), "base:workup.occult_primary_sstr")


@pytest.mark.parametrize(
    ("site", "family"),
    [
        ("paraganglioma", "other"),
        ("paraganglioma", "NET"),
        ("paraganglioma", "unknown"),
        ("other", "paraganglioma"),
        ("unknown", "paraganglioma"),
        ("liver", "paraganglioma"),
    ],
)
def test_a_paraganglioma_has_alpha_blockade_first(site: str, family: str) -> None:
    """Whether it is entered as the site or as the family; urgent surgery has it beside it."""
    bleeding = 'primary_complication = ["bleeding"]\nurgent_complication = true'
    seen = made(site, family, bleeding)
    assert "paraganglioma" in named(seen)
    assert seen.status.word == "out_of_scope"
    assert holds(seen, "base:workup.alpha_blockade")
    assert holds(seen, "base:extent.procedure_alpha_blockade")
    assert holds(seen, "base:extent.urgent_alpha_blockade")
    elsewhere = made("kidney", "NET", bleeding)
    groups = [
        [o.group for o in p.offers if o.option == "urgent_surgery"] for p in (seen, elsewhere)
    ]
    assert groups[0] == groups[1] != []


@pytest.mark.parametrize(("site", "family"), [("other", "other"), ("kidney", "NET")])
def test_without_a_paraganglioma_no_alpha_blockade(site: str, family: str) -> None:
    seen = made(site, family)
    for rule in ("workup.alpha_blockade", "extent.procedure_alpha_blockade"):
        assert seen.truth(seen.protocol.position[f"base:{rule}"]) == FALSE


def test_a_removed_paraganglioma_needs_none() -> None:
    """Only where it is certain that nothing is left."""
    gone = "disease_status = 'resected_no_residual'\nmargin = 'R0'"
    rule = "base:workup.alpha_blockade"
    text = "case_id = 'a'\n[disease]\nprimary_site = 'paraganglioma'\n"
    assert not holds(plan(loads_toml(text + gone).case, DAY, alone()), rule)
    assert holds(plan(loads_toml(text).case, DAY, alone()), rule)


@pytest.mark.parametrize("site", ["rectum", "anus", "oesophagus"])
def test_chemoradiotherapy_where_it_is_given(site: str) -> None:
    """Of a NEC that has not spread (Z27)."""
    local = "disease_status = 'not_resected'\ncurative_resection_feasible = "
    for feasible, rule in (("yes", ""), ("no", "_unresectable")):
        text = (
            f"case_id = 'a'\n[[pathology]]\nhistology_family = 'NEC'\nki67 = 80\n[disease]\n"
            f"primary_site = '{site}'\nextent = 'localized'\n{local}'{feasible}'"
        )
        seen = plan(loads_toml(text).case, DAY, with_all())
        assert holds(seen, f"nec:extent.chemoradiotherapy{rule}")
    spread = made(site, "NEC", protocol=with_all())
    assert not holds(spread, "nec:extent.chemoradiotherapy")


@pytest.mark.parametrize("site", ["colon", "gallbladder", "bile_duct", "liver", "stomach"])
def test_chemoradiotherapy_nowhere_else(site: str) -> None:
    text = (
        "case_id = 'a'\n[[pathology]]\nhistology_family = 'NEC'\nki67 = 80\n[disease]\n"
        f"primary_site = '{site}'\nextent = 'localized'\ndisease_status = 'not_resected'\n"
        "curative_resection_feasible = 'no'"
    )
    seen = plan(loads_toml(text).case, DAY, with_all())
    assert not holds(seen, "nec:extent.chemoradiotherapy_unresectable")


@pytest.mark.parametrize(
    ("written", "word"),
    [
        ("oesophagus", "oesophagus"),
        ("Esophagus", "oesophagus"),
        ("oesophageal", "oesophagus"),
        ("liver", "liver"),
        ("hepatic", "liver"),
        ("gall bladder", "gallbladder"),
        ("bile duct", "bile_duct"),
        ("bile-duct", "bile_duct"),
        ("common bile duct", "bile_duct"),
        ("anal canal", "anus"),
        ("ovarian", "ovary"),
        ("breast", "breast"),
        ("renal", "kidney"),
        ("Merkel cell carcinoma", "skin"),
        ("paraganglioma", "paraganglioma"),
        ("phaeochromocytoma", "paraganglioma"),
        ("prostate", "other"),
        ("adrenal", "other"),
        ("ampulla of Vater", "ampulla"),
    ],
)
def test_a_primary_is_entered_by_name(written: str, word: str) -> None:
    """In the form and in a file."""
    assert as_plain(SITE, written) == word
    text = f"case_id = 'a'\n[disease]\nprimary_site = '{written}'"
    assert loads_toml(text).case.disease.primary_site == word
