"""Derived T, N, M and stage groups: boundary sizes exactly as written, sets where it is open."""

from __future__ import annotations

import datetime

import attrs
import pytest

from nettui.case.editing.edit import Edited, set_value
from nettui.case.record.case import Case
from nettui.cohort.concordance import GRADES, typical
from nettui.engine.plan.plan import plan
from nettui.engine.protocol.protocol import Protocol
from nettui.plugin.publish import current

DAY = datetime.date(2026, 1, 31)
_GRADES = {grade[0]: grade for grade in GRADES}


@pytest.fixture(scope="module")
def protocol() -> Protocol:
    """Everything that comes with nettui."""
    return current()


def case_of(site: str, extent: str, grade: str, **edits: str) -> Case:
    """A plain case with a few fields changed; ``__`` stands for a dot."""
    case = typical(site, _GRADES[grade], extent)
    for path, text in edits.items():
        done = set_value(case, path.replace("__", ".").replace("pathology.", "pathology[0]."), text)
        assert isinstance(done, Edited), done
        case = done.case
    return case


def derived(protocol: Protocol, name: str, case: Case) -> set[str] | None:
    """The words still possible of a derived fact; None when nothing can be told."""
    state = plan(case, DAY, protocol).seen().possible(name)
    possible = getattr(state, "possible", None)
    return None if possible is None else set(possible)


T_BY_SIZE = [
    # site, size in mm, depth, T categories still possible
    ("pancreas", "19", None, {"T1"}),
    ("pancreas", "20", None, {"T2"}),
    ("pancreas", "40", None, {"T2"}),
    ("pancreas", "41", None, {"T3"}),
    ("jejunum_ileum", "10", "submucosa", {"T1"}),
    ("jejunum_ileum", "11", "submucosa", {"T2"}),
    ("jejunum_ileum", "8", "muscularis", {"T2"}),
    ("jejunum_ileum", "8", "subserosa", {"T3"}),
    ("jejunum_ileum", "8", "serosa", {"T4"}),
    ("colon", "20", "submucosa", {"T1b"}),
    ("colon", "21", "submucosa", {"T2"}),
    ("rectum", "9", "mucosa", {"T1a"}),
    ("rectum", "10", "mucosa", {"T1a", "T1b"}),
    ("rectum", "11", "mucosa", {"T1b"}),
    ("stomach", "10", "submucosa", {"T1"}),
    ("stomach", "11", "submucosa", {"T2"}),
    ("duodenum", "10", "submucosa", {"T1"}),
    ("duodenum", "10.1", "submucosa", {"T2"}),
    ("ampulla", "10", "muscularis", {"T2"}),
    ("ampulla", "10", "adjacent_organ", {"T3", "T4"}),
    ("lung", "10", None, {"T1a", "T2a"}),
    ("lung", "20", None, {"T1b", "T2a"}),
    ("lung", "30", None, {"T1c", "T2a"}),
    ("lung", "31", None, {"T2a"}),
    ("lung", "41", None, {"T2b"}),
    ("lung", "50", None, {"T2b"}),
    ("lung", "70", None, {"T3"}),
    ("lung", "71", None, {"T4"}),
    ("thymus", "60", None, {"T1a", "T1b"}),
]


@pytest.mark.parametrize(("site", "size", "depth", "expected"), T_BY_SIZE)
def test_t_follows_size_and_depth(
    protocol: Protocol, site: str, size: str, depth: str | None, expected: set[str]
) -> None:
    """AJCC 8, sizes as written: at a boundary the smaller category where it says so."""
    more = {"pathology__depth": depth} if depth else {}
    case = case_of(site, "localized", "G1", disease__size_mm=size, **more)
    assert derived(protocol, "t_derived", case) == expected


@pytest.mark.parametrize(
    ("size", "mesoappendix", "expected"),
    [
        ("20", "0", {"T1"}),
        ("21", "0", {"T2"}),
        ("40", "0", {"T2"}),
        ("41", "0", {"T3"}),
        ("8", "1", {"T3"}),
    ],
)
def test_t_of_the_appendix(
    protocol: Protocol, size: str, mesoappendix: str, expected: set[str]
) -> None:
    """The mesoappendix makes a T3 of a small tumour."""
    case = case_of(
        "appendix",
        "localized",
        "G1",
        disease__size_mm=size,
        pathology__mesoappendix_invasion_mm=mesoappendix,
    )
    assert derived(protocol, "t_derived", case) == expected


@pytest.mark.parametrize(
    ("site", "invasion", "bile_duct", "expected"),
    [
        ("pancreas", "vessels", "no", {"T4"}),
        ("pancreas", "adjacent_organ", "no", {"T3", "T4"}),
        ("pancreas", "none", "yes", {"T3"}),
        ("pancreas", "none", "no", {"T1"}),
        ("jejunum_ileum", "adjacent_organ", "no", {"T4"}),
        ("colon", "adjacent_organ", "no", {"T4"}),
        ("stomach", "adjacent_organ", "no", {"T4"}),
        ("duodenum", "adjacent_organ", "no", {"T3", "T4"}),
        ("lung", "adjacent_organ", "no", {"T3", "T4"}),
        ("lung", "vessels", "no", {"T3", "T4"}),
        ("thymus", "vessels", "no", {"T3", "T4"}),
        ("thymus", "adjacent_organ", "no", {"T2", "T3", "T4"}),
    ],
)
def test_t_follows_what_is_invaded(
    protocol: Protocol, site: str, invasion: str, bile_duct: str, expected: set[str]
) -> None:
    """What is invaded goes before the size; what a case cannot tell stays a set."""
    case = case_of(
        site,
        "localized",
        "G1",
        disease__size_mm="8",
        disease__local_invasion=invasion,
        disease__bile_duct_involvement=bile_duct,
    )
    assert derived(protocol, "t_derived", case) == expected


@pytest.mark.parametrize(
    ("site", "depth", "expected"),
    [
        *((site, "mucosa", "T1") for site in ("jejunum_ileum", "stomach", "duodenum", "ampulla")),
        *((site, "muscularis", "T2") for site in ("jejunum_ileum", "stomach", "duodenum")),
        *((site, "subserosa", "T3") for site in ("jejunum_ileum", "stomach", "appendix")),
        ("duodenum", "subserosa", "T2"),
        *((site, "serosa", "T4") for site in ("jejunum_ileum", "stomach", "duodenum", "appendix")),
        *((site, "adjacent_organ", "T4") for site in ("jejunum_ileum", "stomach", "appendix")),
    ],
)
def test_t_of_a_small_tumour_follows_its_depth(
    protocol: Protocol, site: str, depth: str, expected: str
) -> None:
    """8 mm: the depth decides alone."""
    more = {"pathology__mesoappendix_invasion_mm": "0"} if site == "appendix" else {}
    case = case_of(site, "localized", "G1", disease__size_mm="8", pathology__depth=depth, **more)
    assert derived(protocol, "t_derived", case) == {expected}


@pytest.mark.parametrize("site", ["colon", "rectum"])
@pytest.mark.parametrize(
    ("size", "depth", "expected"),
    [
        *(("9.9", layer, {"T1a"}) for layer in ("mucosa", "submucosa")),
        *(("10", layer, {"T1a", "T1b"}) for layer in ("mucosa", "submucosa")),
        *(("10.1", layer, {"T1b"}) for layer in ("mucosa", "submucosa")),
        *(("20", layer, {"T1b"}) for layer in ("mucosa", "submucosa")),
        ("20.1", "mucosa", {"T2"}),
        ("8", "muscularis", {"T2"}),
        ("8", "subserosa", {"T3"}),
        ("8", "serosa", {"T4"}),
        ("8", "adjacent_organ", {"T4"}),
    ],
)
def test_t_of_the_large_bowel(
    protocol: Protocol, site: str, size: str, depth: str, expected: set[str]
) -> None:
    """The tables differ on exactly 10 mm: both stay possible."""
    case = case_of(site, "localized", "G1", disease__size_mm=size, pathology__depth=depth)
    assert derived(protocol, "t_derived", case) == expected


def test_depth_not_known_leaves_the_set(protocol: Protocol) -> None:
    """What is undecided is shown as what is still possible, never as the smallest."""
    case = typical("jejunum_ileum", _GRADES["G1"], "localized")
    bare = attrs.evolve(case, pathology=(attrs.evolve(case.pathology[0], depth=None),))
    assert derived(protocol, "t_derived", bare) == {"T2", "T3", "T4"}


@pytest.mark.parametrize(
    ("nodes", "mass", "expected"),
    [
        ("1", "0", {"N1"}),
        ("11", "0", {"N1"}),
        ("12", "0", {"N2"}),
        ("3", "20", {"N1"}),
        ("3", "21", {"N2"}),
    ],
)
def test_n_of_the_small_intestine(
    protocol: Protocol, nodes: str, mass: str, expected: set[str]
) -> None:
    """N2 from 12 nodes, or a mesenteric mass above 20 mm."""
    case = case_of(
        "jejunum_ileum",
        "regional",
        "G1",
        disease__nodes_examined="20",
        disease__nodes_positive=nodes,
        disease__mesenteric_mass_mm=mass,
    )
    assert derived(protocol, "n_derived", case) == expected


def test_nodes_not_counted_leave_both(protocol: Protocol) -> None:
    """Regional disease of the small intestine without numbers is N1 or N2."""
    case = typical("jejunum_ileum", _GRADES["G1"], "regional")
    assert derived(protocol, "n_derived", case) == {"N1", "N2"}


@pytest.mark.parametrize(
    ("site", "extent", "recorded", "expected"),
    [
        ("lung", "regional", None, {"N1", "N2", "N3"}),
        ("lung", "regional", "N1", {"N1"}),
        ("lung", "regional", "N2", {"N2"}),
        ("lung", "regional", "N3", {"N3"}),
        ("thymus", "regional", "N2", {"N2"}),
        ("thymus", "localized", None, {"N0"}),
        ("lung", "beyond_liver", "N2", {"N2"}),
        ("lung", "beyond_liver", "N0", {"N0"}),
        ("pancreas", "beyond_liver", "N0", {"N0"}),
        ("pancreas", "beyond_liver", "N1", {"N1"}),
        ("pancreas", "beyond_liver", "N2", None),
        ("pancreas", "beyond_liver", None, None),
        ("jejunum_ileum", "liver_only", "N2", {"N2"}),
        ("jejunum_ileum", "liver_only", "N1", {"N1"}),
    ],
)
def test_the_node_station_is_read_from_the_record(
    protocol: Protocol, site: str, extent: str, recorded: str | None, expected: set[str] | None
) -> None:
    """Of lung and thymus always, elsewhere only beside distant disease; no word of another site."""
    more = {"disease__n_category": recorded} if recorded else {}
    case = case_of(site, extent, "G1", **more)
    assert derived(protocol, "n_derived", case) == expected


@pytest.mark.parametrize("recorded", ["N1", "N2", "N3"])
def test_nodes_of_a_thoracic_nec_are_not_staged(protocol: Protocol, recorded: str) -> None:
    """The record's word is that of the carcinoma TNM (COM-03)."""
    case = case_of("lung", "regional", "NEC", disease__n_category=recorded)
    assert derived(protocol, "n_derived", case) is None


@pytest.mark.parametrize(
    ("extent", "sites", "expected"),
    [
        ("localized", "none", {"M0"}),
        ("liver_only", "liver", {"M1a"}),
        ("beyond_liver", "bone", {"M1b"}),
        ("beyond_liver", "liver, bone", {"M1c"}),
    ],
)
def test_m_of_the_gut_and_pancreas(
    protocol: Protocol, extent: str, sites: str, expected: set[str]
) -> None:
    """COM-06: liver only, elsewhere only, both."""
    case = case_of("pancreas", extent, "G1", disease__metastasis_sites=sites)
    assert derived(protocol, "m_derived", case) == expected


GROUPS = [
    # site, extent, size, depth, stage groups still possible
    ("pancreas", "localized", "19", None, {"I"}),
    ("pancreas", "localized", "20", None, {"II"}),
    ("pancreas", "regional", "19", None, {"III"}),
    ("pancreas", "liver_only", "19", None, {"IV"}),
    ("jejunum_ileum", "localized", "9", "submucosa", {"I"}),
    ("jejunum_ileum", "localized", "9", "serosa", {"III"}),
    ("jejunum_ileum", "regional", "9", "submucosa", {"III"}),
    ("appendix", "localized", "20", "submucosa", {"I", "II"}),
    ("colon", "localized", "15", "submucosa", {"I"}),
    ("colon", "localized", "15", "muscularis", {"IIA"}),
    ("colon", "localized", "15", "subserosa", {"IIB"}),
    ("colon", "localized", "15", "serosa", {"IIIA"}),
    ("rectum", "regional", "15", "submucosa", {"IIIB"}),
    ("stomach", "localized", "15", "submucosa", {"II"}),
    ("duodenum", "localized", "8", "submucosa", {"I"}),
    ("ampulla", "beyond_liver", "8", "submucosa", {"IV"}),
    ("lung", "localized", "8", None, {"IA1", "IB"}),
    ("lung", "localized", "45", None, {"IIA"}),
    ("lung", "localized", "60", None, {"IIB"}),
    ("lung", "localized", "80", None, {"IIIA"}),
    ("lung", "beyond_liver", "8", None, {"IVA", "IVB"}),
    ("thymus", "localized", "60", None, {"I"}),
    ("thymus", "beyond_liver", "60", None, {"IVA", "IVB"}),
]


@pytest.mark.parametrize("row", GROUPS)
def test_stage_groups(protocol: Protocol, row: tuple[str, str, str, str | None, set[str]]) -> None:
    """Each site has its own groups; any M1 is stage IV."""
    site, extent, size, depth, expected = row
    more = {"pathology__depth": depth} if depth else {}
    case = case_of(site, extent, "G1", disease__size_mm=size, **more)
    assert derived(protocol, "stage_group", case) == expected


@pytest.mark.parametrize("name", ["t_derived", "n_derived", "m_derived", "stage_group"])
def test_a_nec_is_never_staged_by_the_net_tables(protocol: Protocol, name: str) -> None:
    """INV-18."""
    case = typical("colon", _GRADES["NEC"], "localized")
    assert derived(protocol, name, case) is None


@pytest.mark.parametrize("site", ["pancreas", "jejunum_ileum", "colon", "lung", "thymus"])
@pytest.mark.parametrize("extent", ["localized", "regional", "liver_only", "beyond_liver"])
@pytest.mark.parametrize("family", ["MiNEN", "DIPNECH"])
def test_what_is_outside_the_scope_is_not_staged_by_the_net_tables(
    protocol: Protocol, site: str, extent: str, family: str
) -> None:
    """Neither mixed nor not yet a tumour (A27, LUN-10), whatever the record says of its nodes."""
    case = case_of(site, extent, "G1", pathology__histology_family=family, disease__n_category="N2")
    for name in ("t_derived", "n_derived", "m_derived", "stage_group"):
        assert derived(protocol, name, case) is None
