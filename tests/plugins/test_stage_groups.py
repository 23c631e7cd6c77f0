"""Stage groups of AJCC 8, every T, N and M of a site, as the site file prints them."""

from __future__ import annotations

from itertools import product

import pytest

from nettui.engine.evaluation.columns import Column, Columns, facts_of
from nettui.engine.evaluation.possible import Words
from tests.guideline.records import picture, spread
from tests.plugins.records import full

_GUT = {"T1": "I", "T2": "II", "T3": "II", "T4": "III"}
_BOWEL = {"T1": "I", "T1a": "I", "T1b": "I", "T2": "IIA", "T3": "IIB", "T4": "IIIA"}
# By T without nodes, and what nodes make of any T.
GROUPS = {
    **dict.fromkeys(("pancreas", "jejunum_ileum", "appendix"), (_GUT, "III")),
    **dict.fromkeys(("stomach", "duodenum", "ampulla"), (_GUT, "III")),
    **dict.fromkeys(("colon", "rectum"), (_BOWEL, "IIIB")),
}
# Lung, by N: one group for each of T1a T1b T1c T2a T2b T3 T4.
LUNG_T = ("T1a", "T1b", "T1c", "T2a", "T2b", "T3", "T4")
LUNG = {
    "N0": "IA1 IA2 IA3 IB IIA IIB IIIA",
    "N1": "IIB IIB IIB IIB IIB IIIA IIIA",
    "N2": "IIIA IIIA IIIA IIIA IIIA IIIB IIIB",
    "N3": "IIIB IIIB IIIB IIIB IIIB IIIC IIIC",
}
THYMUS = {"T1a": "I", "T1b": "I", "T2": "II", "T3": "IIIA", "T4": "IIIB"}


def rows() -> list[tuple[str, str, str, str, str]]:
    """Return site, T, N, M and the group printed for them."""
    found = []
    for site, (by_t, nodes) in GROUPS.items():
        positive = ("N1", "N2") if site == "jejunum_ileum" else ("N1",)
        for t, group in by_t.items():
            found.append((site, t, "N0", "M0", group))
            found += [(site, t, n, "M0", nodes) for n in positive]
            found += [(site, t, n, m, "IV") for n in ("N0", "N1") for m in ("M1a", "M1b", "M1c")]
    for n, groups in LUNG.items():
        found += [("lung", t, n, "M0", g) for t, g in zip(LUNG_T, groups.split(), strict=True)]
    for t, n, (m, group) in product(LUNG_T, LUNG, (("M1a", "IVA"), ("M1b", "IVA"), ("M1c", "IVB"))):
        found.append(("lung", t, n, m, group))
    for t, group in THYMUS.items():
        found += [("thymus", t, "N0", "M0", group), ("thymus", t, "N1", "M0", "IVA")]
        found += [("thymus", t, "N2", "M0", "IVB"), ("thymus", t, "N0", "M1a", "IVA")]
        found += [("thymus", t, "N0", "M1b", "IVB"), ("thymus", t, "N2", "M1a", "IVB")]
    return found


def group(site: str, **told: str) -> tuple[str, ...]:
    """Return the groups still possible where T, N and M are these."""
    extent = "localized" if told["m"] == "M0" else "beyond_liver"
    seen = picture({"disease.primary_site": site}, spread(extent))
    known = Columns(full(), facts_of([seen.values]), everywhere=1)
    for item in full().tables.values():
        known.facts[item.table.name] = known.derived(item.table)
    read: dict[str, Column] = {
        f"{name}_derived": {Words(frozenset({word}), True): 1} for name, word in told.items()
    }
    (state,) = Columns(full(), {**known.facts, **read}, 1).derived(full().table("stage_group"))
    assert isinstance(state, Words)
    return tuple(sorted(state.possible or ()))


@pytest.mark.parametrize(("site", "t", "n", "m", "expected"), rows())
def test_a_stage_group_is_the_one_printed(site: str, t: str, n: str, m: str, expected: str) -> None:
    """As in sections 1 to 9 of the site file; any M1 of the gut is IV (COM-07)."""
    assert group(site, t=t, n=n, m=m) == (expected,)
