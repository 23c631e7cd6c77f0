"""Grading by Ki-67 (S07), with NET G3 and NEC kept apart (A03, A04), lung and thymus (A33).

A grade or class that is only reported is shown, never used as a grade (Z17): the numbers are asked
for, and where they are known and say something else, that is said.
"""

from __future__ import annotations

from nettui.plugin.api import INFO, STRONG, Condition, Rule, fact
from nettui.plugin.terms import (
    ki67,
    recorded,
    reported_grade,
    scope,
    site,
    thoracic,
    tumour_class,
)

# Lung and thymus are classified otherwise (A33); a primary that is not known is graded by Ki-67.
_thoracic: Condition = recorded(thoracic, site)
_graded: Condition = scope.is_("in_scope") & tumour_class.is_("well")
_well: Condition = _graded & ~_thoracic
_carcinoid: Condition = _graded & _thoracic
_nec: Condition = tumour_class.is_("poor")
# What the protocol does not cover is not graded (Z18); a NEC of lung or thymus is named as one.
_nec_named: Condition = scope.one_of("in_scope", "thoracic_nec") & _nec
_mitoses = fact("pathology.mitoses_per_2mm2")
_necrosis = fact("pathology.necrosis")

_specimen = fact("pathology.specimen_type")
_resection: Condition = recorded(
    _specimen.one_of("surgical_resection", "endoscopic_resection"), _specimen
)
_typical: Condition = (_mitoses < 2) & _necrosis.is_("absent")
_atypical: Condition = (_mitoses <= 10) & ((_mitoses >= 2) | _necrosis.is_("present"))
# A resection gives the class without Ki-67; a biopsy leaves it open (Z06).
_class_given: Condition = ki67.known | _resection


def _band(name: str, when: Condition, says: str) -> Rule:
    return Rule(
        id=f"grading.thoracic_band_{name}",
        statements=("S07", "A33"),
        strength=INFO,
        mark="E",
        when=_carcinoid & when,
        says=f"Ki-67 band (base S07): {says}. The class is typical or atypical carcinoid.",
    )


_in_lung_or_thymus: Condition = recorded(thoracic, site)
_numbers_missing: Condition = ki67.missing | (
    _in_lung_or_thymus & (_mitoses.missing | _necrosis.missing)
)
# What mitoses make of a grade by Ki-67 (WHO 2022) is no difference.
_by_mitoses_g2: Condition = recorded(_mitoses >= 2, _mitoses)
_by_mitoses_g3: Condition = recorded(_mitoses > 20, _mitoses)
_counted_typical: Condition = (_mitoses < 2) & _necrosis.is_("absent")
_counted_atypical: Condition = (_mitoses >= 2) | _necrosis.is_("present")


_carcinoid_word: Condition = reported_grade.one_of("typical", "atypical")
_differs: Condition = (
    (reported_grade.is_("G1") & (ki67 >= 3))
    | (reported_grade.is_("G2") & (((ki67 <= 2) & ~_by_mitoses_g2) | (ki67 > 20)))
    | (reported_grade.is_("G3") & (ki67 <= 20) & ~_by_mitoses_g3)
    | (reported_grade.is_("NEC") & ((ki67 <= 20) | tumour_class.is_("well")))
    | (reported_grade.is_("typical") & _in_lung_or_thymus & _counted_atypical)
    | (reported_grade.is_("atypical") & _in_lung_or_thymus & _counted_typical)
    | ((reported_grade.one_of("G1", "G2") | _carcinoid_word) & _nec)
)


def _reported(word: str, called: str, ask: str = "Ki-67 and mitoses") -> Rule:
    return Rule(
        id=f"grading.reported_{word.lower()}",
        sources=("Z17",),
        strength=INFO,
        mark="E",
        flags=("reading",),
        when=recorded(reported_grade.is_(word), reported_grade) & _numbers_missing,
        says=f"Reported {called}, not verified: ask for {ask}.",
    )


AS_REPORTED = (
    _reported("G1", "G1"),
    _reported("G2", "G2"),
    _reported("G3", "G3"),
    _reported("NEC", "NEC"),
    _reported("typical", "typical carcinoid", "mitoses, necrosis and Ki-67"),
    _reported("atypical", "atypical carcinoid", "mitoses, necrosis and Ki-67"),
    Rule(
        id="grading.reported_differs",
        sources=("Z17", "INV-73"),
        strength=INFO,
        mark="E",
        flags=("reading",),
        when=recorded(_differs, reported_grade),
        says="The grade or class as reported is not what the numbers or the differentiation give. "
        "These count: ask the pathologist.",
    ),
)

ACTS = (
    *AS_REPORTED,
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
        when=_nec_named,
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
        when=_carcinoid & _class_given & _typical,
        says="Typical carcinoid: fewer than 2 mitoses per 2 mm2, no necrosis",
    ),
    Rule(
        id="grading.atypical_carcinoid",
        statements=("A33",),
        sources=("DICT",),
        answer="AC",
        mark="E",
        when=_carcinoid & _class_given & _atypical,
        says="Atypical carcinoid: 2-10 mitoses per 2 mm2, or necrosis",
    ),
    Rule(
        id="grading.class_open",
        statements=("A33",),
        sources=("Z06", "WHO-THOR-2021"),
        answer=("TC", "AC"),
        mark="C",
        when=_carcinoid & ~_class_given & (_typical | _atypical),
        says="Carcinoid, class open: not from a resection",
    ),
    Rule(
        id="grading.class_of_biopsy",
        sources=("Z06", "WHO-THOR-2021"),
        strength=INFO,
        mark="C",
        when=_carcinoid
        & ki67.known
        & recorded(_specimen.one_of("biopsy", "cytology"), _specimen)
        & (_typical | _atypical),
        says="The class is from a biopsy: carcinoid, class open until the tumour is resected.",
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
