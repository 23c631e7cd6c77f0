"""Refinements for pancreas, and duodenum operated alike (rows F20 to F25, F55)."""

from __future__ import annotations

from nettui.plugin.api import Condition, Due, fact
from nettui.plugin.terms import (
    MASS_SYMPTOMS,
    functional_,
    grade,
    in_scope,
    ki67,
    low_g2,
    metastatic,
    pancreas,
    present,
    recorded,
    site,
)

from .refine import (
    CLOCK,
    CT,
    EUS,
    clock,
    current,
    g1_g2,
    imaging,
    net_g3,
    node_negative,
    node_positive,
    r0,
    refinement,
    size,
    to_year,
    years,
)

progression = fact("disease.progression_status")
hereditary = fact("heredity.hereditary")
ON_SYSTEMIC: Condition = current.include(
    *("T01", "T02", "T05", "T08", "T20", "T21", "T22", "T23"),
    *("T30", "T31", "T32", "T33", "T34", "T40", "T41", "T42", "T43", "T47"),
)
_sporadic: Condition = ~recorded(hereditary.one_of("MEN1", "VHL"), hereditary)  # F25
_duct = fact("disease.main_duct_dilatation")
_invasion = fact("disease.local_invasion")
_bile_duct = fact("disease.bile_duct_involvement")
_nodes = fact("disease.suspicious_nodes")
_growth = fact("disease.growth_mm_per_year")
_symptoms = fact("function.symptoms")
# A tumour that PAN-NF-04 removes has no schedule of surveillance; what is not recorded is not
# held against one that is watched.
_watched: Condition = (
    pancreas
    & (grade.is_("G1") | (grade.is_("G2") & low_g2))
    & _sporadic
    & present
    & node_negative
    & (size <= 20)
    & functional_.no
    & ~recorded(_duct.yes, _duct)
    & ~recorded(_invasion.one_of("vessels", "adjacent_organ"), _invasion)
    & ~recorded(_bile_duct.is_("yes"), _bile_duct)
    & ~recorded(_nodes.is_("yes"), _nodes)
    & ~recorded(_growth > 5, _growth)
    & ~recorded(_symptoms.include(*MASS_SYMPTOMS), _symptoms)
)
_duodenal: Condition = site.one_of("duodenum", "ampulla") & ((size > 10) | node_positive)
_operated: Condition = g1_g2 & (pancreas | _duodenal) & _sporadic & r0
_g3_sites: Condition = site.one_of("pancreas", "appendix", "stomach")
_mri_or_eus = (EUS, *CLOCK)

ACTS = (
    refinement(
        "pancreas_watched_first",
        "F20",
        "surveillance up to 20 mm, MRI or EUS at 6-12 months.",
        _watched & (clock <= 12),
        "ENETS-NFPAN-2023",
        due=Due(low=6, high=12, anchor=CT, after=_mri_or_eus),
        less=True,
    ),
    refinement(
        "pancreas_watched",
        "F20",
        "surveillance up to 20 mm, MRI or EUS every 12 months.",
        _watched & (clock > 12),
        "ENETS-NFPAN-2023",
        due=Due(low=12, high=12, anchor=CT, after=_mri_or_eus),
        less=True,
    ),
    refinement(
        "pancreas_resected",
        "F21 F55",
        "R0, N0, yearly for 3 years.",
        _operated & node_negative & to_year(3),
        "COMMNETS-2018",
        "ENETS-GD-2023",
        due=imaging(12, 12),
        less=True,
        mark="C",
    ),
    refinement(
        "pancreas_resected_later",
        "F21 F55",
        "R0, N0, after 3 years every 12-24 months to 10 years.",
        _operated & node_negative & years(3, 10),
        "COMMNETS-2018",
        "ENETS-GD-2023",
        due=imaging(12, 24),
        less=True,
        mark="C",
    ),
    refinement(
        "pancreas_resected_higher_risk",
        "F21",
        "Node-positive or Ki-67 above 5 %: more often than yearly, and for at least 10 years.",
        _operated & (node_positive | (ki67 > 5)),
        "COMMNETS-2018",
        mark="C",
    ),
    refinement(
        "pancreas_small",
        "F22",
        "G1, N0, below 20 mm, R0: no follow-up is an option; to stop takes the board's decision.",
        _operated & pancreas & grade.is_("G1") & node_negative & (size < 20),
        "COMMNETS-2018",
        less=True,
        mark="C",
    ),
    refinement(
        "net_g3",
        "F23 F42 F53",
        "NET G3: every 2-3 months for 2 years; FDG PET when progression is suspected.",
        net_g3 & _g3_sites & (clock <= 24),
        "ENETS-G3-2025",
        due=imaging(2, 3),
    ),
    refinement(
        "net_g3_later",
        "F23 F42 F53",
        "NET G3, after 2 years every 3-6 months; FDG PET when progression is suspected.",
        net_g3 & _g3_sites & (clock > 24),
        "ENETS-G3-2025",
        due=imaging(3, 6),
        less=True,
    ),
    refinement(
        "pancreas_on_therapy",
        "F24 S53",
        "On therapy: every 3 months; SSTR imaging when the therapy changes.",
        g1_g2
        & pancreas
        & present
        & metastatic
        & ON_SYSTEMIC
        & ~recorded(progression.is_("stable"), progression),
        due=imaging(3, 3),
        mark="E",
    ),
    refinement(
        "pancreas_on_therapy_stable",
        "F24 S53",
        "On therapy and stable: every 3-6 months; SSTR imaging when the therapy changes.",
        g1_g2 & pancreas & present & metastatic & ON_SYSTEMIC & progression.is_("stable"),
        due=imaging(3, 6),
        mark="E",
    ),
    refinement(
        "pancreas_hereditary",
        "F25",
        "MEN1 or VHL: see the rows for inherited syndromes (F80-F82).",
        in_scope & pancreas & recorded(hereditary.one_of("MEN1", "VHL"), hereditary),
        "CHALLIS-2019",
    ),
)
