"""Who may be watched, and who is resected: the conditions of PAN-NF-01 to PAN-NF-04."""

from __future__ import annotations

from nettui.plugin.api import Condition, fact
from nettui.plugin.terms import (
    MASS_SYMPTOMS,
    asymptomatic_primary,
    extent_,
    functional_,
    grade,
    localized,
    low_g2,
    pancreas,
    present,
    recorded,
    upper_g2,
    well,
)

size = fact("disease.size_mm")
growth = fact("disease.growth_mm_per_year")
duct = fact("disease.main_duct_dilatation")
invasion = fact("disease.local_invasion")
heredity = fact("heredity.hereditary")
_symptoms = fact("function.symptoms")

# PAN-NF-12: known MEN1 and VHL have thresholds of their own (section 11). Not recorded: sporadic.
sporadic: Condition = ~recorded(
    heredity.one_of("MEN1", "VHL", "NF1", "TSC", "CDKN1B", "MEN2", "SDHx", "other"), heredity
)
hereditary_thresholds: Condition = recorded(heredity.one_of("MEN1", "VHL"), heredity)
nodes: Condition = extent_.is_("regional") | fact("disease.suspicious_nodes").is_("yes")

non_functioning: Condition = pancreas & well & functional_.is_("no")
any_heredity: Condition = non_functioning & present & localized
# PAN-NF-12 puts the thresholds of section 11 in the place of PAN-NF-01 to PAN-NF-04 alone.
in_place: Condition = any_heredity & ~hereditary_thresholds

risk: Condition = (
    recorded(_symptoms.include(*MASS_SYMPTOMS), _symptoms)
    | duct.is_("yes")
    | fact("disease.bile_duct_involvement").is_("yes")
    | fact("disease.primary_complication").include(
        "jaundice", "obstruction", "perforation", "bleeding", "ischaemia"
    )
    | invasion.one_of("vessels", "adjacent_organ")
    | nodes
    | upper_g2
    | grade.is_("NET_G3")  # by Ki-67 or, in WHO 2022, by mitoses
    | (growth > 5)
)

# Growth is not known of a tumour seen for the first time; it then holds nothing back.
watchable: Condition = (
    in_place
    & sporadic
    & asymptomatic_primary
    # Low G2 is a band of Ki-67: a tumour that its mitoses make G3 is not watched.
    & (grade.is_("G1") | (grade.is_("G2") & low_g2))
    & duct.is_("no")
    & ~fact("disease.bile_duct_involvement").is_("yes")
    & ~invasion.one_of("vessels", "adjacent_organ")
    & ~nodes
    & ~recorded(growth > 5, growth)
)
