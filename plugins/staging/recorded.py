"""A recorded TNM beside the derived one (INV-18): a difference is shown, nothing is corrected."""

from __future__ import annotations

from collections.abc import Mapping

from nettui.plugin.api import BLOCK, INFO, STRONG, Condition, Rule, derived, fact
from nettui.plugin.terms import metastatic, nec, thoracic, well

_t, _n, _m = (fact(f"disease.{name}_category") for name in ("t", "n", "m"))
_family = fact("disease.tnm_family")
_edition = fact("disease.stage_edition")

# Recorded words and the derived ones that they agree with.
_T = {
    "T1": ("T1", "T1a", "T1b", "T1c"),
    "T1a": ("T1a", "T1"),
    "T1b": ("T1b", "T1"),
    "T1c": ("T1c", "T1"),
    "T2": ("T2", "T2a", "T2b"),
    "T2a": ("T2a", "T2"),
    "T2b": ("T2b", "T2"),
    "T3": ("T3",),
    "T4": ("T4",),
}
_N = {"N0": ("N0",), "N1": ("N1",), "N2": ("N2",), "N3": ("N3",)}
_M = {"M0": ("M0",), "M1": ("M1a", "M1b", "M1c"), "M1a": ("M1a",), "M1b": ("M1b",), "M1c": ("M1c",)}


def _differs(letter: str, words: Mapping[str, tuple[str, ...]]) -> Condition:
    recorded, found = fact(f"disease.{letter}_category"), derived(f"{letter}_derived")
    terms = [recorded.is_(word) & ~found.one_of(*same) for word, same in words.items()]
    whole = terms[0]
    for term in terms[1:]:
        whole = whole | term
    return well & recorded.known & whole


def _difference(letter: str, words: Mapping[str, tuple[str, ...]]) -> Rule:
    return Rule(
        id=f"workup.{letter}_differs",
        statements=("TNM-X",),
        sources=("AJCC8",),
        strength=STRONG,
        mark="E",
        when=_edition.one_of("AJCC8", "UICC8") & _differs(letter, words),
        says=f"The recorded {letter.upper()} category differs from the one derived from size, "
        "depth, nodes and sites: check both.",
    )


ACTS = (
    _difference("t", _T),
    _difference("n", _N),
    _difference("m", _M),
    Rule(
        id="workup.edition_missing",
        statements=("TNM-X",),
        sources=("AJCC8",),
        strength=INFO,
        mark="E",
        when=(_t.known | _n.known | _m.known) & (_edition.missing | _family.missing),
        says="A TNM is recorded without its edition or family: it cannot be compared.",
    ),
    Rule(
        id="workup.other_edition",
        statements=("TNM-X",),
        sources=("AJCC8", "AJCC9"),
        strength=INFO,
        mark="E",
        when=_edition.one_of("AJCC9", "ENETS"),
        says="The recorded TNM is of another edition than the derived one (AJCC 8): not compared.",
    ),
    Rule(
        id="workup.wrong_family_net",
        statements=("TNM-X",),
        sources=("AJCC8",),
        strength=BLOCK,
        mark="C",
        when=well & ~thoracic & _family.is_("carcinoma"),
        says="A carcinoma TNM is recorded for a well-differentiated tumour: stage by the NET TNM.",
    ),
    Rule(
        id="workup.wrong_family_nec",
        statements=("TNM-X",),
        sources=("AJCC8",),
        strength=BLOCK,
        mark="C",
        when=nec & ~thoracic & _family.is_("NET"),
        says="A NET TNM is recorded for a NEC: stage by the carcinoma TNM of the organ.",
    ),
    Rule(
        id="workup.stage_iv",
        statements=("TNM-G",),
        sources=("AJCC8",),
        strength=INFO,
        mark="C",
        when=well & metastatic,
        says="Any M1 is stage IV at every site.",
    ),
)
