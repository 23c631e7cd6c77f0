"""WHO 2022 grading (U01, COM-01, COM-02): mitoses count too, and the higher grade decides.

Lung and thymus are left out: they are classified as typical or atypical carcinoid. Where mitoses
are not recorded the base grade stands, and between 2 and 3 % it stays G1 or G2.
"""

from __future__ import annotations

import datetime

from nettui.plugin.api import BLOCK, INFO, Condition, Override, Rule, fact
from nettui.plugin.terms import in_scope, ki67, recorded, site, thoracic, well

from .note import note, stands

mitoses = fact("pathology.mitoses_per_2mm2")
_graded: Condition = ~recorded(thoracic, site)
_counted: Condition = mitoses.known
_more: Condition = (mitoses >= 2) & (mitoses <= 20)
_most: Condition = mitoses > 20


def _who(name: str, target: str, answer: str, when: Condition, says: str) -> Override:
    return Override(
        id=f"grading.who2022_{name}",
        target=f"base:grading.{target}@1",
        statements=("U01", "COM-01"),
        sources=("WHO-2022", "WHO-DIG-2019"),
        answer=answer,
        mark="C",
        flags=stands("R", "D"),
        when=_graded & when,
        says=says,
        reason_code="newer_evidence",
        reason="WHO 2022: G1 is Ki-67 below 3 % and fewer than 2 mitoses per 2 mm2; the higher of "
        "the two decides.",
        approved_by="The maintainers of nettui",
        review_by=datetime.date(2027, 6, 30),
    )


ACTS = (
    _who(
        "gap_g1",
        "gap_g1_g2",
        "G1",
        mitoses < 2,
        "G1 (WHO 2022): Ki-67 below 3 %, fewer than 2 mitoses per 2 mm2",
    ),
    _who(
        "gap_g2",
        "gap_g1_g2",
        "G2",
        _more,
        "G2 (WHO 2022): Ki-67 below 3 %, but 2-20 mitoses per 2 mm2",
    ),
    _who(
        "gap_net_g3",
        "gap_g1_g2",
        "NET_G3",
        _counted & _most,
        "NET G3 (WHO 2022): Ki-67 below 3 %, but more than 20 mitoses per 2 mm2",
    ),
    _who(
        "g1_to_g2",
        "g1",
        "G2",
        _counted & _more,
        "G2 (WHO 2022): 2-20 mitoses per 2 mm2 give more than Ki-67",
    ),
    _who(
        "g1_to_net_g3",
        "g1",
        "NET_G3",
        _counted & _most,
        "NET G3 (WHO 2022): more than 20 mitoses per 2 mm2 give more than Ki-67",
    ),
    _who(
        "g2_to_net_g3",
        "g2",
        "NET_G3",
        _counted & _most,
        "NET G3 (WHO 2022): more than 20 mitoses per 2 mm2 give more than Ki-67",
    ),
    Rule(
        id="grading.who2022_gap_reading",
        statements=("U01", "COM-01", "A03"),
        sources=("WHO-2022",),
        strength=INFO,
        mark="C",
        flags=("reading", *stands("R", "D")),
        when=well & (ki67 > 2) & (ki67 < 3) & _graded & mitoses.missing,
        says="WHO 2022 reads Ki-67 between 2 and 3 % as G1, unless mitoses give more: 2-20 per "
        "2 mm2 G2, above 20 NET G3. Mitoses are not recorded.",
    ),
    note(
        "grading.mitoses_not_counted",
        "U01 COM-01",
        "Mitoses are not recorded: WHO 2022 also counts them (over 10 mm2, given per 2 mm2) and "
        "the higher of the two decides. The grade rests on Ki-67 alone.",
        well & ki67.known & _graded & mitoses.missing,
        "WHO-2022",
        relation="R",
        evidence="D",
    ),
    note(
        "grading.ki67_estimated",
        "U01",
        "Ki-67 is an estimate: WHO 2022 counts at least 500 cells at hot spots.",
        in_scope
        & recorded(fact("pathology.ki67_method").is_("estimate"), fact("pathology.ki67_method")),
        "WHO-2022",
        relation="R",
        evidence="D",
    ),
    Rule(
        id="grading.carcinoid_criteria",
        statements=("COM-02",),
        sources=("WHO-THOR-2021",),
        strength=BLOCK,
        mark="C",
        when=well & thoracic,
        says="Lung or thymus: the class is typical or atypical carcinoid, by mitoses and "
        "necrosis; G1-G3 are not used as the class.",
    ),
    Rule(
        id="grading.two_families",
        statements=("U02",),
        sources=("WHO-2022", "WHO-IARC-2018", "ENETS-G3-2025"),
        strength=INFO,
        mark="C",
        flags=stands("C", "D"),
        when=in_scope & (ki67 > 20),
        says="NET G3 (well differentiated, typically Ki-67 21-55 %) and NEC (poorly "
        "differentiated, small or large cell, not graded) are two families: Ki-67 alone cannot "
        "separate them, differentiation must be known.",
    ),
)
