"""Grading by Ki-67 (S07), with NET G3 and NEC kept apart (A03, A04), lung and thymus (A33)."""

from __future__ import annotations

from nettui.plugin.api import INFO, STRONG, Condition, Rule, fact
from nettui.plugin.terms import ki67, recorded, scope, site, thoracic, tumour_class

# Lung and thymus are classified otherwise (A33); a primary that is not known is graded by Ki-67.
_thoracic: Condition = recorded(thoracic, site)
_graded: Condition = scope.is_("in_scope") & tumour_class.is_("well")
_well: Condition = _graded & ~_thoracic
_carcinoid: Condition = _graded & _thoracic
_nec: Condition = tumour_class.is_("poor")
_mitoses = fact("pathology.mitoses_per_2mm2")
_necrosis = fact("pathology.necrosis")


def _band(name: str, when: Condition, says: str) -> Rule:
    return Rule(
        id=f"grading.thoracic_band_{name}",
        statements=("S07", "A33"),
        strength=INFO,
        mark="E",
        when=_carcinoid & when,
        says=f"Ki-67 band (base S07): {says}. The class is typical or atypical carcinoid.",
    )


ACTS = (
    Rule(
        id="grading.g1",
        statements=("S07",),
        answer="G1",
        when=_well & (ki67 <= 2),
        says="G1: Ki-67 up to 2 %",
    ),
    Rule(
        id="grading.gap_g1_g2",
        statements=("S07", "A03"),
        answer=("G1", "G2"),
        mark="C",
        when=_well & (ki67 > 2) & (ki67 < 3),
        flags=("BASE_GAP_KI67_2_3",),
        says="G1 or G2: Ki-67 between 2 and 3 % falls in no band of the base protocol",
    ),
    Rule(
        id="grading.g2",
        statements=("S07",),
        answer="G2",
        when=_well & (ki67 >= 3) & (ki67 <= 20),
        says="G2: Ki-67 3-20 %",
    ),
    Rule(
        id="grading.net_g3",
        statements=("S07", "A04"),
        answer="NET_G3",
        mark="C",
        when=_well & (ki67 > 20),
        says="NET G3: well differentiated, Ki-67 above 20 %",
    ),
    Rule(
        id="grading.nec",
        statements=("A04",),
        answer="NEC",
        mark="C",
        when=_nec,
        says="NEC: poorly differentiated, not graded",
    ),
    Rule(
        id="grading.discordant",
        statements=("A04", "RT-34"),
        sources=("INV-15",),
        strength=STRONG,
        status="provisional",
        role="diagnostic",
        options=("pathology_review",),
        mark="E",
        when=_nec & (ki67 <= 20),
        says="Poorly differentiated with Ki-67 up to 20 % is discordant: pathology review.",
    ),
    Rule(
        id="grading.typical_carcinoid",
        statements=("A33",),
        sources=("DICT",),
        answer="TC",
        mark="E",
        when=_carcinoid & (_mitoses < 2) & _necrosis.is_("absent"),
        says="Typical carcinoid: fewer than 2 mitoses per 2 mm2, no necrosis",
    ),
    Rule(
        id="grading.atypical_carcinoid",
        statements=("A33",),
        sources=("DICT",),
        answer="AC",
        mark="E",
        when=_carcinoid & (_mitoses <= 10) & ((_mitoses >= 2) | _necrosis.is_("present")),
        says="Atypical carcinoid: 2-10 mitoses per 2 mm2, or necrosis",
    ),
    Rule(
        id="grading.thoracic_review",
        statements=("A33",),
        sources=("DICT",),
        strength=STRONG,
        role="diagnostic",
        options=("pathology_review",),
        mark="E",
        when=_carcinoid & (_mitoses > 10),
        says="More than 10 mitoses per 2 mm2: pathology review before any class.",
    ),
    _band("low", ki67 <= 2, "up to 2 %"),
    _band("gap", (ki67 > 2) & (ki67 < 3), "between 2 and 3 %"),
    _band("middle", (ki67 >= 3) & (ki67 <= 20), "3-20 %"),
    _band("high", ki67 > 20, "above 20 %"),
)
