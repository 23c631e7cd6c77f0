"""Grading by Ki-67 (S07), with NET G3 and NEC kept apart (A03, A04)."""

from __future__ import annotations

from nettui.plugin.api import INFO, STRONG, Condition, Rule
from nettui.plugin.terms import ki67, scope, thoracic, tumour_class

_well: Condition = scope.is_("in_scope") & tumour_class.is_("well")
_nec: Condition = tumour_class.is_("poor")

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
        mark="E",
        when=_nec & (ki67 <= 20),
        says="Poorly differentiated with Ki-67 up to 20 % is discordant: pathology review.",
    ),
    Rule(
        id="grading.thoracic_band",
        statements=("A33",),
        strength=INFO,
        mark="E",
        when=thoracic & _well,
        says="Lung or thymus: read the grade as Ki-67 band (base S07); the class is TC or AC.",
    ),
)
