"""Gates of chemotherapy, said once for a class of options (therapy file, section D).

Classes: ``chemotherapy`` for every regimen; ``fluoropyrimidine``, ``capecitabine``,
``temozolomide``, ``cisplatin``, ``oxaliplatin``, ``irinotecan`` for what is in it;
``nec_regimen`` for platinum with etoposide or irinotecan.
"""

from __future__ import annotations

from nettui.plugin.api import ALWAYS, Guard, derived, fact
from nettui.plugin.terms import recorded, tumour_class, well

ecog = fact("patient.ecog")
dpd = fact("organ.dpyd_status")
anc, platelets = fact("labs.anc"), fact("labs.platelets")
bilirubin = fact("labs.bilirubin_uln_ratio")
crcl = derived("crcl")

COMMON = (
    Guard(
        id="systemic.chemotherapy_ecog_4",
        classes=("chemotherapy",),
        when=recorded(ecog >= 4, ecog),
        sources=("D-GATES",),
        mark="E",
        says="ECOG 4.",
    ),
    Guard(
        id="systemic.chemotherapy_ecog_3",
        classes=("chemotherapy",),
        when=recorded(ecog >= 3, ecog) & ~tumour_class.is_("poor"),
        sources=("D-GATES",),
        mark="E",
        says="ECOG 3, except NEC.",
    ),
    Guard(
        id="systemic.chemotherapy_ecog_nec",
        kind="caution",
        classes=("chemotherapy",),
        when=(ecog >= 3) & tumour_class.is_("poor"),
        sources=("D-GATES",),
        mark="E",
        says="ECOG 3 in NEC: board.",
    ),
    Guard(
        id="systemic.chemotherapy_anc",
        classes=("chemotherapy",),
        when=recorded(anc < 1.0, anc),
        sources=("D-GATES",),
        mark="E",
        says="Neutrophils below 1.0 x 10^9/L.",
    ),
    Guard(
        id="systemic.chemotherapy_anc_low",
        kind="caution",
        classes=("chemotherapy",),
        when=anc < 1.5,
        sources=("D-GATES",),
        mark="E",
        says="Neutrophils below 1.5 x 10^9/L: dose.",
    ),
    Guard(
        id="systemic.chemotherapy_platelets",
        classes=("chemotherapy",),
        when=recorded(platelets < 75, platelets),
        sources=("D-GATES",),
        mark="E",
        says="Platelets below 75 x 10^9/L.",
    ),
    Guard(
        id="systemic.chemotherapy_platelets_low",
        kind="caution",
        classes=("chemotherapy",),
        when=platelets < 100,
        sources=("D-GATES",),
        mark="E",
        says="Platelets below 100 x 10^9/L: dose.",
    ),
    Guard(
        id="systemic.chemotherapy_bilirubin",
        classes=("chemotherapy",),
        when=recorded(bilirubin > 2, bilirubin),
        sources=("D-GATES",),
        mark="E",
        says="Bilirubin above 2 x ULN.",
    ),
)

REGIMENS = (
    Guard(
        id="systemic.dpd_complete",
        classes=("fluoropyrimidine",),
        when=recorded(dpd.is_("complete_deficient"), dpd),
        sources=("T40", "D-GATES"),
        mark="R",
        says="Complete DPD deficiency.",
    ),
    Guard(
        id="systemic.dpd_partial",
        kind="caution",
        classes=("fluoropyrimidine",),
        when=recorded(dpd.is_("partial"), dpd),
        sources=("T40", "D-GATES"),
        mark="C",
        says="Partial DPD deficiency: halve the fluoropyrimidine.",
    ),
    Guard(
        id="systemic.capecitabine_anc",
        classes=("capecitabine",),
        when=recorded(anc < 1.5, anc),
        sources=("T40",),
        mark="C",
        says="Neutrophils below 1.5 x 10^9/L: do not start capecitabine.",
    ),
    Guard(
        id="systemic.capecitabine_platelets",
        classes=("capecitabine",),
        when=recorded(platelets < 100, platelets),
        sources=("T40",),
        mark="C",
        says="Platelets below 100 x 10^9/L: do not start capecitabine.",
    ),
    Guard(
        id="systemic.capecitabine_crcl",
        classes=("capecitabine",),
        when=recorded(crcl < 30, crcl),
        sources=("T40",),
        mark="R",
        says="Creatinine clearance below 30 mL/min (capecitabine).",
    ),
    Guard(
        id="systemic.capecitabine_crcl_50",
        kind="caution",
        classes=("capecitabine",),
        when=(crcl >= 30) & (crcl <= 50),
        sources=("T40",),
        mark="C",
        says="Creatinine clearance 30-50 mL/min: reduce capecitabine.",
    ),
    Guard(
        id="systemic.capecitabine_warfarin",
        kind="caution",
        classes=("capecitabine",),
        when=recorded(fact("patient.warfarin").yes, fact("patient.warfarin")),
        sources=("T40",),
        mark="C",
        says="On warfarin: INR rises with capecitabine.",
    ),
    Guard(
        id="systemic.temozolomide_lymphocytes",
        kind="caution",
        classes=("temozolomide",),
        when=ALWAYS,
        sources=("T40", "INV-51"),
        mark="C",
        says="Lymphopenia: below 0.5 x 10^9/L Pneumocystis prophylaxis.",
    ),
    Guard(
        id="systemic.cisplatin_crcl",
        classes=("cisplatin",),
        when=recorded(crcl < 50, crcl),
        sources=("T44", "INV-49"),
        mark="E",
        says="Creatinine clearance below 50 mL/min (carboplatin instead: T45).",
    ),
    Guard(
        id="systemic.cisplatin_neuropathy",
        classes=("cisplatin",),
        when=fact("patient.neuropathy_grade") >= 2,
        sources=("T44", "INV-49"),
        mark="E",
        says="Neuropathy of grade 2 or more (cisplatin).",
    ),
    Guard(
        id="systemic.cisplatin_hearing",
        classes=("cisplatin",),
        when=fact("patient.hearing_grade") >= 2,
        sources=("T44", "INV-49"),
        mark="E",
        says="Hearing loss of grade 2 or more (cisplatin).",
    ),
    Guard(
        id="systemic.cisplatin_support",
        kind="first",
        classes=("cisplatin",),
        when=ALWAYS,
        sources=("T44",),
        mark="C",
        says="Hydration, antiemetics, G-CSF (febrile neutropenia 26.8 % in the trial).",
    ),
    Guard(
        id="systemic.platinum_well",
        classes=("nec_regimen",),
        except_roles=("later_line",),
        when=well,
        sources=("INV-13", "U33"),
        mark="C",
        says="Well differentiated: platinum with etoposide or irinotecan is not first line.",
    ),
    Guard(
        id="systemic.oxaliplatin_neuropathy",
        classes=("oxaliplatin",),
        when=fact("patient.neuropathy_grade") >= 2,
        sources=("T43",),
        mark="C",
        says="Neuropathy of grade 2 or more (oxaliplatin).",
    ),
    Guard(
        id="systemic.irinotecan_obstruction",
        classes=("irinotecan",),
        when=fact("disease.bowel_obstruction").yes,
        sources=("T46",),
        mark="C",
        says="Bowel obstruction (irinotecan).",
    ),
    Guard(
        id="systemic.irinotecan_diarrhoea",
        kind="caution",
        classes=("irinotecan",),
        when=ALWAYS,
        sources=("T46",),
        mark="C",
        says="Diarrhoea (47.6 % any grade in the trial); UGT1A1.",
    ),
)

CHEMOTHERAPY = (*COMMON, *REGIMENS)
