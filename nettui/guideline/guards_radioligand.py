"""Gates of peptide receptor radionuclide therapy (therapy file, rows T20-T23 and section G).

Class ``radioligand``: every product inherits all of them.
"""

from __future__ import annotations

from nettui.plugin.api import ALWAYS, Guard, derived, fact
from nettui.plugin.terms import functional_, recorded, sstr_positive, tumour_class

prior = fact("history.prior_therapies")
hb, platelets, wcc = fact("labs.hb"), fact("labs.platelets"), fact("labs.wcc")
bilirubin = fact("labs.bilirubin_uln_ratio")
crcl = derived("crcl")

RADIOLIGAND = (
    Guard(
        id="systemic.radioligand_sstr",
        classes=("radioligand",),
        when=~sstr_positive,
        sources=("T20", "INV-41"),
        statements=("A26",),
        mark="C",
        says="SSTR imaging is not positive (stains, markers and symptoms do not replace it).",
    ),
    Guard(
        id="systemic.radioligand_uptake",
        classes=("radioligand",),
        when=~derived("uptake_gate").is_("passed"),
        sources=("G-GATE", "INV-41"),
        mark="C",
        says="Uptake does not reach that of the liver (Krenning 3-4; 2 only if equal): nuclear "
        "medicine.",
    ),
    Guard(
        id="systemic.radioligand_poor",
        classes=("radioligand",),
        when=tumour_class.is_("poor"),
        sources=("T20", "INV-41"),
        mark="C",
        says="Poorly differentiated.",
    ),
    Guard(
        id="systemic.radioligand_crcl",
        classes=("radioligand",),
        when=recorded(crcl < 30, crcl),
        sources=("T20",),
        mark="R",
        says="Creatinine clearance below 30 mL/min.",
    ),
    Guard(
        id="systemic.radioligand_crcl_40",
        kind="caution",
        classes=("radioligand",),
        when=crcl < 40,
        sources=("T20",),
        mark="R",
        says="Creatinine clearance below 40 mL/min (not recommended, EU).",
    ),
    Guard(
        id="systemic.radioligand_hb",
        classes=("radioligand",),
        when=recorded(hb < 80, hb),
        sources=("T20",),
        mark="E",
        says="Haemoglobin below 80 g/L (a benign cause: board).",
    ),
    Guard(
        id="systemic.radioligand_platelets",
        classes=("radioligand",),
        when=recorded(platelets < 75, platelets),
        sources=("T20",),
        mark="E",
        says="Platelets below 75 x 10^9/L (a benign cause such as the spleen: board).",
    ),
    Guard(
        id="systemic.radioligand_wcc",
        classes=("radioligand",),
        when=recorded(wcc < 2, wcc),
        sources=("T20",),
        mark="E",
        says="White cells below 2 x 10^9/L (a benign cause: board).",
    ),
    Guard(
        id="systemic.radioligand_cns",
        classes=("radioligand",),
        when=fact("disease.cns_disease").is_("uncontrolled"),
        sources=("T20",),
        mark="C",
        says="Uncontrolled disease of brain or spinal cord.",
    ),
    Guard(
        id="systemic.radioligand_bilirubin",
        kind="caution",
        classes=("radioligand",),
        when=bilirubin > 3,
        sources=("T20",),
        mark="C",
        says="Bilirubin above 3 x ULN.",
    ),
    Guard(
        id="systemic.radioligand_albumin",
        kind="caution",
        classes=("radioligand",),
        when=fact("labs.albumin") < 30,
        sources=("T20",),
        mark="R",
        says="Albumin below 30 g/L: with a raised INR, liver caution of the label.",
    ),
    Guard(
        id="systemic.radioligand_heart",
        kind="caution",
        classes=("radioligand",),
        when=recorded(fact("patient.nyha_class") >= 3, fact("patient.nyha_class")),
        sources=("T20",),
        mark="C",
        says="Heart failure NYHA III or IV.",
    ),
    Guard(
        id="systemic.radioligand_crisis",
        kind="caution",
        classes=("radioligand",),
        when=functional_.is_("yes"),
        sources=("T20",),
        mark="C",
        says="Hormonal crisis during or within a day of the infusion, mostly cycle 1.",
    ),
    Guard(
        id="systemic.radioligand_mesentery",
        kind="caution",
        classes=("radioligand",),
        when=recorded(
            fact("disease.local_invasion").is_("mesenteric_mass"), fact("disease.local_invasion")
        )
        | recorded(fact("disease.bowel_obstruction").yes, fact("disease.bowel_obstruction")),
        sources=("T20", "INV-43"),
        mark="C",
        says="Mesenteric mass or bowel obstruction: timing.",
    ),
    Guard(
        id="systemic.radioligand_steroid",
        kind="caution",
        classes=("radioligand",),
        when=recorded(fact("patient.steroid_high_dose").yes, fact("patient.steroid_high_dose")),
        sources=("T20",),
        mark="C",
        says="High-dose steroid lowers SSTR expression.",
    ),
    Guard(
        id="systemic.radioligand_marrow",
        kind="caution",
        classes=("radioligand",),
        when=recorded(prior.include("T40", "T41", "T42"), prior)
        | recorded(fact("history.prior_ebrt_marrow_pct") > 0, fact("history.prior_ebrt_marrow_pct"))
        | recorded(
            fact("disease.metastasis_sites").include("bone"), fact("disease.metastasis_sites")
        ),
        sources=("T20",),
        mark="R",
        says="Marrow: alkylating chemotherapy, irradiation, or bone disease (if extensive).",
    ),
    Guard(
        id="systemic.radioligand_after_sirt",
        kind="caution",
        classes=("radioligand",),
        when=recorded(prior.include("T53"), prior)
        | recorded(
            fact("organ.prior_liver_irradiation").yes, fact("organ.prior_liver_irradiation")
        ),
        sources=("T53", "INV-54"),
        mark="R",
        says="After SIRT: more liver toxicity.",
    ),
    Guard(
        id="systemic.radioligand_scan_age",
        kind="caution",
        classes=("radioligand",),
        when=fact("imaging.sstr_age_months") > 12,
        sources=("DICT",),
        mark="E",
        says="SSTR imaging is older than 12 months.",
    ),
    Guard(
        id="systemic.radioligand_mismatch",
        kind="caution",
        classes=("radioligand",),
        when=recorded(
            fact("imaging.sstr_fdg_discordance").one_of("sstr_negative_fdg_positive", "mixed"),
            fact("imaging.sstr_fdg_discordance"),
        ),
        sources=("U07",),
        mark="R",
        says="SSTR and FDG disagree: argues against PRRT.",
    ),
    Guard(
        id="systemic.radioligand_wash_out",
        kind="first",
        classes=("radioligand",),
        when=ALWAYS,
        sources=("T20", "INV-43"),
        mark="C",
        says="Somatostatin analogue: long-acting at least 4 weeks, short-acting 24 h before.",
    ),
    Guard(
        id="systemic.radioligand_outflow",
        kind="first",
        classes=("radioligand",),
        when=ALWAYS,
        sources=("T20", "INV-43"),
        mark="R",
        says="Check for bowel obstruction, a mesenteric mass, and urinary outflow.",
    ),
    Guard(
        id="systemic.radioligand_before_surgery",
        kind="first",
        classes=("radioligand",),
        roles=("adjunct",),
        when=ALWAYS,
        sources=("T23",),
        statements=("S44",),
        mark="R",
        says="Before surgery: agree its timing before the start; imaging after 2 cycles.",
    ),
)
