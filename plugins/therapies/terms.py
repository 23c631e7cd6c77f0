"""Clinical terms that the therapy rows have in common."""

from __future__ import annotations

from nettui.plugin.api import Condition, derived, fact
from nettui.plugin.terms import (
    active_syndrome,
    after_ssa,
    in_reach,
    ki67,
    progressive,
    recorded,
    site,
    well,
)

LOCAL = "check local formulary"
ANTITUMOUR = ("systemic_antitumour", "definitive")

allergies = fact("patient.allergies")
comorbidities = fact("patient.comorbidities")
prior = fact("history.prior_therapies")
jurisdiction = fact("patient.jurisdiction")
crcl = derived("crcl")
# An allergy to one platinum compound is a contraindication to all (labels, recalled).
PLATINUM = ("platinum", "cisplatin", "carboplatin", "oxaliplatin")

first_line: Condition = derived("line").is_("first")
later_line: Condition = derived("line").is_("later")
net_g3: Condition = well & (ki67 > 20)
g1_g2: Condition = well & (ki67 <= 20)
extrapancreatic: Condition = site.one_of(
    "stomach", "duodenum", "ampulla", "jejunum_ileum", "appendix", "colon", "rectum", "lung"
)
gastroenteropancreatic: Condition = site.one_of(
    "stomach", "duodenum", "ampulla", "jejunum_ileum", "appendix", "colon", "rectum", "pancreas"
)
refractory: Condition = active_syndrome & fact("function.syndrome_refractory").yes & after_ssa
progressing: Condition = well & in_reach & progressive
diarrhoea: Condition = fact("function.symptoms").include("diarrhoea")


def allergic(*words: str) -> Condition:
    """Hold where a hypersensitivity to one of these is on record; absence only warns."""
    return recorded(allergies.include(*words), allergies)
