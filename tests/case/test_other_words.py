"""Words of a choice that nobody knows: kept as written, read as another, or as one of several."""

from __future__ import annotations

import pytest

from nettui.case.base.declare import Value
from nettui.case.base.faults import CaseFault
from nettui.case.base.vocabulary import OneOf
from nettui.case.editing.edit import Edited, set_value, text_of
from nettui.case.files.codec import CaseError, dumps_toml, loads_toml
from nettui.case.picture.picture import Picture, picture
from tests.case.generated import DAY

SITE, SYNDROME, HEREDITY = (
    "disease.primary_site",
    "function.syndrome",
    "heredity.hereditary",
)
ANY_SYNDROME = OneOf(
    (
        *("carcinoid", "insulinoma", "gastrinoma", "glucagonoma", "VIPoma", "somatostatinoma"),
        *("ACTH", "PTHrP", "other"),
    )
)


def seen(*answers: str) -> Picture:
    return picture(loads_toml("\n".join(("case_id = 'a'", *answers))).case, DAY)


def fault(path: str, word: str) -> CaseFault:
    """Return for what a file is refused."""
    with pytest.raises(CaseError) as refused:
        seen(f'{path} = "{word}"')
    return refused.value.faults[0]


@pytest.mark.parametrize(
    ("path", "word", "value"),
    [
        (SITE, "trachea", "other"),
        (SITE, "Tongue base", "other"),
        (SITE, "larynx", "other"),
        (SITE, "pancreaz: as written", "other"),
        (SITE, "small bowel", "jejunum_ileum"),
        (SITE, "midgut", OneOf(("jejunum_ileum", "appendix", "colon"))),
        (HEREDITY, "SDHx", "SDHx"),
        (HEREDITY, "SDHB", "SDHx"),
        (HEREDITY, "sdhaf2", "SDHx"),
        (HEREDITY, "SDHD mutation", "SDHx"),
        (HEREDITY, "hereditary paraganglioma", "SDHx"),
        (HEREDITY, "MEN2B", "MEN2"),
        (HEREDITY, "MEN 2a", "MEN2"),
        (HEREDITY, "von Hippel-Lindau", "VHL"),
        (HEREDITY, "MEN-1", "MEN1"),
        (HEREDITY, "MEN", OneOf(("MEN1", "CDKN1B", "MEN2"))),
        (HEREDITY, "Carney triad", OneOf(("SDHx", "other"))),
        (HEREDITY, "Carney complex", "other"),
        (HEREDITY, "Cowden", "other"),
        (HEREDITY, "Lynch syndrome", "other"),
        (HEREDITY, "BRCA2", "other"),
        (HEREDITY, "MUTYH", "other"),
        (HEREDITY, "other", "other"),
        (HEREDITY, "Wolfram", "other"),
        (HEREDITY, "not tested", None),
        (SYNDROME, "Cushing's syndrome", "ACTH"),
        (SYNDROME, "Zollinger-Ellison", "gastrinoma"),
        (SYNDROME, "non-functional", "none"),
        (SYNDROME, "flush", OneOf(("carcinoid", "other"))),
        (SYNDROME, "GHRHoma", ANY_SYNDROME),
        (SYNDROME, "GHRHoma: as written", "other"),
        (SYNDROME, "unknown", None),
    ],
)
def test_how_a_word_is_read(path: str, word: str, value: Value) -> None:
    """A word of no list stays as it is written, from file, shell and terminal alike."""
    assert seen(f'{path} = "{word}"').get(path) == value
    typed = set_value(loads_toml("case_id = 'a'").case, path, word)
    assert isinstance(typed, Edited)
    assert typed.case == loads_toml(f"case_id = 'a'\n{path} = \"{word}\"").case
    file = loads_toml(f"case_id = 'a'\n{path} = \"{word}\"")
    assert loads_toml(dumps_toml(file)).case == file.case


@pytest.mark.parametrize(
    ("path", "word", "meant"),
    [
        (SITE, "pancreaz", "pancreas"),
        (SITE, "colonn", "colon"),
        (SYNDROME, "carcinod", "carcinoid"),
        (SYNDROME, "insulinom", "insulinoma"),
        (HEREDITY, "VHLL", "VHL"),
        (HEREDITY, "MEN1 negative", "MEN1"),
    ],
)
def test_what_looks_like_a_known_word_is_asked_about(path: str, word: str, meant: str) -> None:
    assert f"Did you mean {meant}?" in fault(path, word).fix
    assert isinstance(set_value(loads_toml("case_id = 'a'").case, path, word), CaseFault)


@pytest.mark.parametrize(
    ("path", "word"),
    [
        *((SITE, word) for word in ("trachea?", "possible trachea", "the tumour", "x", "7")),
        *((SYNDROME, word) for word in ("functional", "hormonal", "yes", "not GHRHoma")),
        *((HEREDITY, word) for word in ("yes", "positive", "VUS", "pending", "sporadic")),
        *((HEREDITY, word) for word in ("negative", "wild type", "no Wolfram", "germline variant")),
    ],
)
def test_what_names_nothing_is_refused_as_before(path: str, word: str) -> None:
    """Neither taken as another organ or syndrome, nor offered as a known one."""
    assert "Did you mean" not in fault(path, word).fix
    assert isinstance(set_value(loads_toml("case_id = 'a'").case, path, word), CaseFault)


def test_the_gene_is_kept_beside_the_syndrome() -> None:
    case = loads_toml("case_id = 'a'\nheredity.hereditary = 'SDHB'").case
    assert (case.heredity.hereditary, case.heredity.hereditary_variant) == ("SDHx", "SDHB")
    given = "heredity.hereditary_variant = 'c.137G>A'"
    case = loads_toml(f"case_id = 'a'\nheredity.hereditary = 'SDHB'\n{given}").case
    assert case.heredity.hereditary_variant == "c.137G>A"
    case = loads_toml("case_id = 'a'\nheredity.hereditary = 'von Hippel-Lindau'").case
    assert case.heredity.hereditary_variant is None


def test_the_record_says_how_a_word_was_understood_and_what_to_write() -> None:
    (site,) = seen('disease.primary_site = "trachea"').notes
    assert site == (
        'Primary site: "trachea" is kept as written and read as other. This protocol does not '
        "cover it. If a known one is meant, write that instead."
    )
    (syndrome,) = seen('function.syndrome = "GHRHoma"').notes
    assert 'If none of them, write "GHRHoma: as written".' in syndrome
    assert "This protocol does not cover it." in syndrome
    assert not seen('disease.primary_site = "other"').notes


def test_typing_a_known_word_takes_it_back() -> None:
    typed = set_value(loads_toml("case_id = 'a'").case, SITE, "trachea")
    assert isinstance(typed, Edited)
    assert "read as other" in typed.warnings[0]
    assert text_of(typed.case, SITE) == "trachea"
    again = set_value(typed.case, SITE, "lung")
    assert isinstance(again, Edited)
    assert again.case == loads_toml(f"case_id = 'a'\n{SITE} = 'lung'").case


def test_a_syndrome_that_nobody_knows_is_asked_first() -> None:
    assert "function.syndrome" in seen('function.syndrome = "GHRHoma"').unclear
    assert "function.syndrome" not in seen('function.syndrome = "GHRHoma: as written"').unclear


# --- nodes of the mesentery ----------------------------------------------------------------------

BOWEL = 'disease.primary_site = "jejunum_ileum"'
SITES, EXTENT, INVASION = "disease.metastasis_sites", "disease.extent", "disease.local_invasion"
REGIONAL = frozenset({"nodes_regional"})


@pytest.mark.parametrize(
    "word",
    [
        "mesenteric nodes",
        "mesenteric lymph node metastasis",
        "multiple mesenteric nodes",
        "mesenteric nodes (biopsied)",
    ],
)
def test_mesenteric_nodes_of_the_small_bowel_are_regional(word: str) -> None:
    got = seen(BOWEL, f'{SITES} = ["{word}"]')
    assert got.get(SITES) == REGIONAL
    assert got.get(INVASION) is None
    assert not got.unclear


@pytest.mark.parametrize("word", ["mesenteric mass", "Desmoplastic mesenteric mass"])
def test_a_mesenteric_mass_is_local_invasion_too(word: str) -> None:
    got = seen(BOWEL, f'{SITES} = ["{word}"]')
    assert (got.get(SITES), got.get(INVASION)) == (REGIONAL, "mesenteric_mass")
    given = seen(BOWEL, f'{SITES} = ["{word}"]', f'{INVASION} = "vessels"')
    assert given.get(INVASION) == "vessels"


@pytest.mark.parametrize(
    "answers",
    [
        (f'{SITES} = ["mesenteric nodes"]',),
        ('disease.primary_site = "pancreas"', f'{SITES} = ["mesenteric nodes"]'),
        ('disease.primary_site = "unknown"', f'{SITES} = ["mesenteric mass"]'),
        (BOWEL, f'{SITES} = ["mesenteric nodes?"]'),
        (BOWEL, f'{SITES} = ["no mesenteric nodes"]'),
        (BOWEL, f'{SITES} = ["mesenteric and cervical nodes"]'),
    ],
)
def test_elsewhere_and_in_doubt_it_is_asked_which_nodes(answers: tuple[str, ...]) -> None:
    """Neither distant nor regional, and not passed over."""
    got = seen(*answers)
    assert SITES in got.unclear
    assert got.get(EXTENT) is None


@pytest.mark.parametrize(
    ("extent", "sites", "contradicts"),
    [
        ("localized", '"mesenteric nodes"', True),
        ("regional", '"mesenteric nodes"', False),
        ("liver_only", '"mesenteric nodes"', True),
        ("liver_only", '"mesenteric nodes", "liver"', False),
        ("beyond_liver", '"mesenteric nodes", "liver"', True),
        ("beyond_liver", '"mesenteric nodes", "bone"', False),
        ("regional", '"mesenteric nodes", "liver"', True),
    ],
)
def test_an_extent_beside_regional_nodes(extent: str, sites: str, contradicts: bool) -> None:
    got = seen(BOWEL, f"{SITES} = [{sites}]", f'{EXTENT} = "{extent}"')
    assert (got.get(EXTENT) is None) is contradicts


def test_regional_nodes_contradict_no_m0() -> None:
    got = seen(BOWEL, f'{SITES} = ["mesenteric nodes"]', 'disease.m_category = "M0"')
    assert not any("Contradiction" in note for note in got.notes)
