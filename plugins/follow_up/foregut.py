"""Refinements for stomach and duodenum (rows F50 to F54)."""

from __future__ import annotations

from nettui.plugin.api import Condition, fact
from nettui.plugin.terms import extent_, localized, recorded, resected, site

from .refine import (
    after_year,
    endoscopic,
    g1_g2,
    imaging,
    r0,
    refinement,
    size,
    to_year,
)

gastric_type = fact("disease.gastric_type")
background = fact("disease.gastric_background")
stomach: Condition = g1_g2 & site.is_("stomach")


def _type(number: str, word: str) -> Condition:
    """Return the type as recorded or by its background, where the two do not differ."""
    other = tuple({"atrophic", "gastrinoma_men1", "none"} - {word})
    return (gastric_type.is_(number) | (gastric_type.missing & background.is_(word))) & ~recorded(
        background.one_of(*sorted(other)), background
    )


# Its intervals are excluded by positive nodes and by metastases (Z26).
_n = fact("disease.n_category")
_no_spread: Condition = extent_.is_("localized") & ~recorded(~_n.is_("N0"), _n)
_type_1 = _type("1", "atrophic")
_type_2 = _type("2", "gastrinoma_men1")
_type_3 = _type("3", "none")

ACTS = (
    refinement(
        "stomach_type_1",
        "F50",
        "type 1, gastroscopy every 12-24 months (2-3-yearly reported safe below 10 mm), lifelong; "
        "B12.",
        stomach & _no_spread & _type_1,
        "ENETS-GD-2023",
        "EXARCHOU-2022",
        due=endoscopic(12, 24),
        less=True,
    ),
    refinement(
        "stomach_type_2",
        "F51",
        "type 2, as the gastrinoma, with gastroscopy every 12 months.",
        stomach & _type_2,
        "ENETS-GD-2023",
        due=endoscopic(12, 12),
        less=True,
    ),
    refinement(
        "stomach_type_3_endoscopy",
        "F52",
        "Type 3, R0: gastroscopy every 6 months for 2 years.",
        stomach & _type_3 & r0 & to_year(2),
        "ENETS-GD-2023",
        due=endoscopic(6, 6),
    ),
    refinement(
        "stomach_type_3_endoscopy_later",
        "F52",
        "Type 3, R0: after 2 years gastroscopy yearly.",
        stomach & _type_3 & r0 & after_year(2),
        "ENETS-GD-2023",
        due=endoscopic(12, 12),
    ),
    refinement(
        "stomach_type_3_imaging",
        "F52",
        "type 3, R0, CT or SSTR imaging every 6-12 months.",
        stomach & _type_3 & r0,
        "ENETS-GD-2023",
        due=imaging(6, 12),
        less=True,
    ),
    refinement(
        "duodenum_endoscopic",
        "F54",
        "up to 10 mm, endoscopic R0, endoscopy with EUS every 12 months for 5 years.",
        g1_g2
        & site.is_("duodenum")
        & localized
        & resected
        & r0
        & (size <= 10)
        & fact("pathology.specimen_type").is_("endoscopic_resection")
        & to_year(5),
        "ENETS-GD-2023",
        due=endoscopic(12, 12),
        less=True,
    ),
)
