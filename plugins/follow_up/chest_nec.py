"""Refinements for lung, thymus, NEC and unknown primary (rows F48, F60 to F73)."""

from __future__ import annotations

from nettui.plugin.api import CONDITIONAL, Condition, Rule, derived, fact
from nettui.plugin.terms import (
    extent_,
    grade,
    ki67,
    localized,
    metastatic,
    nec,
    present,
    recorded,
    site,
    well,
)

from .refine import (
    after_year,
    clock,
    current,
    g1_g2,
    imaging,
    node_negative,
    node_positive,
    r0,
    refinement,
    to_year,
    years,
)

hereditary = fact("heredity.hereditary")
lung: Condition = well & site.is_("lung")
thymus: Condition = well & site.is_("thymus")
typical: Condition = grade.is_("TC")
atypical: Condition = grade.is_("AC")
# Above Ki-67 20 % the base schedule is that of NET G3, and no refinement speaks.
_low: Condition = r0 & (ki67 <= 20)
_lung_higher: Condition = lung & _low & (atypical | node_positive)
_nec_resected: Condition = nec & localized & r0
_chemotherapy: Condition = current.include("T44", "T45", "T46", "T47", "T43")

ACTS = (
    refinement(
        "lung_typical_first",
        "F60",
        "Typical carcinoid, R0, N0: CT at 3-6 months.",
        lung & _low & typical & node_negative & (clock <= 6),
        "ESMO-LUNG-2021",
        "ENETS-LUNG-2015",
        due=imaging(3, 6),
    ),
    refinement(
        "lung_typical_to_five",
        "F60",
        "typical carcinoid, R0, N0, CT yearly to 5 years.",
        lung & _low & typical & node_negative & years(0.5, 5),
        "ESMO-LUNG-2021",
        "ENETS-LUNG-2015",
        due=imaging(12, 12),
        less=True,
    ),
    refinement(
        "lung_typical_later",
        "F60",
        "typical carcinoid, R0, N0, CT every 2-3 years to 15 years.",
        lung & _low & typical & node_negative & years(5, 15),
        "ESMO-LUNG-2021",
        "ENETS-LUNG-2015",
        due=imaging(24, 36),
        less=True,
    ),
    refinement(
        "lung_atypical",
        "F61",
        "Atypical carcinoid or N+: CT every 6 months for 5 years.",
        _lung_higher & to_year(5),
        "ESMO-LUNG-2021",
        due=imaging(6, 6),
    ),
    refinement(
        "lung_atypical_later",
        "F61",
        "atypical carcinoid or N+, after 5 years CT yearly.",
        _lung_higher & after_year(5),
        "ESMO-LUNG-2021",
        due=imaging(12, 12),
        less=True,
    ),
    refinement(
        "dipnech",
        "F62",
        "DIPNECH: CT and lung function yearly (no base schedule applies).",
        derived("scope").is_("dipnech"),
        "ENETS-LUNG-2015",
        due=imaging(12, 12),
    ),
    refinement(
        "lung_metastatic",
        "F63 S53",
        "Lung, metastatic: every 3 months.",
        lung & present & metastatic,
        due=imaging(3, 3),
        mark="E",
    ),
    refinement(
        "thymus_first",
        "F64",
        "Thymus, R0: CT of the chest every 6 months for 3-5 years.",
        thymus & _low & to_year(3),
        "ESMO-LUNG-2021",
        due=imaging(6, 6),
    ),
    refinement(
        "thymus_to_five",
        "F64",
        "thymus, R0, CT of the chest every 6-12 months from year 3 to 5.",
        thymus & _low & years(3, 5),
        "ESMO-LUNG-2021",
        due=imaging(6, 12),
        less=True,
    ),
    refinement(
        "thymus_later",
        "F64",
        "thymus, R0, CT of the chest yearly to 15 years.",
        thymus & _low & years(5, 15),
        "ESMO-LUNG-2021",
        due=imaging(12, 12),
        less=True,
    ),
    refinement(
        "thymus_men1",
        "F64",
        "Thymus with MEN1: follow-up is lifelong.",
        thymus & r0 & recorded(hereditary.is_("MEN1"), hereditary),
        "ESMO-LUNG-2021",
    ),
    refinement(
        "nec_resected",
        "F70 F48 F53 F73",
        "NEC, R0 after multimodal treatment: CT every 3 months for 2-3 years.",
        _nec_resected & to_year(3),
        "ENETS-NEC-2023",
        "NO-NAT",
        due=imaging(3, 3),
    ),
    refinement(
        "nec_resected_to_five",
        "F70 F48 F53 F73",
        "NEC, R0, CT every 6 months to 5 years.",
        _nec_resected & years(3, 5),
        "ENETS-NEC-2023",
        due=imaging(6, 6),
        less=True,
    ),
    refinement(
        "nec_resected_later",
        "F70 F48 F53 F73",
        "NEC, R0, after 5 years CT yearly.",
        _nec_resected & after_year(5),
        "ENETS-NEC-2023",
        due=imaging(12, 12),
        less=True,
    ),
    refinement(
        "nec_brain",
        "F70",
        "Small-cell NEC, or symptoms: MRI of the brain too.",
        _nec_resected
        & recorded(fact("pathology.cell_size").is_("small"), fact("pathology.cell_size")),
        "ENETS-NEC-2023",
    ),
    refinement(
        "nec_on_chemotherapy",
        "F71 F48",
        "NEC on chemotherapy: CT every 2-3 months (every 2-3 cycles), blood count weekly.",
        nec & present & metastatic & _chemotherapy,
        "ENETS-NEC-2023",
        due=imaging(2, 3),
        mark="C",
    ),
    refinement(
        "unknown_primary",
        "F72",
        "Unknown primary: every 3-6 months.",
        g1_g2 & present & metastatic & site.missing,
        due=imaging(3, 6),
        mark="E",
    ),
    Rule(
        id="follow_up.unknown_primary_search",
        statements=("F72",),
        strength=CONDITIONAL,
        mark="E",
        when=g1_g2 & present & extent_.known & metastatic & site.missing & (clock <= 24),
        says="Unknown primary: search for it once a year for 2 years.",
    ),
)
