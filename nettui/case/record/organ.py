"""Organ function and conditions that stop or caution a therapy. Numbers are in the labs."""

from __future__ import annotations

from attrs import frozen

from nettui.case.base.declare import Section, choice, several, yes_no


@frozen(kw_only=True, repr=False, eq=False)
class Organ(Section):
    """Liver, bile ducts, bleeding, infection, lung, drug metabolism."""

    liver_disease: str | None = choice(
        "Liver function (Child-Pugh)",
        "none CPA_A CPA_B7 CPA_B8+ CPA_C unknown",
        level="DEP",
        blocks="embolisation, everolimus and sunitinib dosing",
    )
    portal_vein: str | None = choice(
        "Portal vein",
        "patent branch_thrombus main_thrombus severely_reduced_flow unknown",
        level="DEP",
        needed_when="TAE or TACE",
        blocks="TAE, TACE",
    )
    biliary_status: frozenset[str] | None = several(
        "Bile ducts",
        "intact sphincterotomy stent bilio_enteric_anastomosis dilated_ducts",
        level="DEP",
        needed_when="TAE or ablation",
        blocks="embolisation, ablation",
    )
    ascites: str | None = choice(
        "Ascites",
        "none controlled refractory unknown",
        level="DEP",
        blocks="embolisation, SIRT",
    )
    encephalopathy: str | None = choice(
        "Hepatic encephalopathy",
        "none controlled present unknown",
        level="DEP",
        blocks="embolisation, SIRT",
    )
    coagulopathy: str | None = choice(
        "Coagulopathy",
        "none correctable uncorrectable unknown",
        level="DEP",
        blocks="ablation, liver procedures",
    )
    active_infection: str | None = choice(
        "Active infection",
        "none active_severe unknown",
        level="DEP",
        blocks="liver procedures, everolimus, transplantation",
    )
    hbv_status: str | None = choice(
        "Hepatitis B",
        "negative past active unknown",
        level="DEP",
        needed_when="everolimus",
        blocks="everolimus caution",
    )
    ild_status: str | None = choice(
        "Interstitial lung disease",
        "none stable active_pneumonitis unknown",
        level="DEP",
        needed_when="everolimus",
        blocks="everolimus",
    )
    diabetes_control: str | None = choice(
        "Diabetes",
        "none controlled uncontrolled unknown",
        level="DEP",
        needed_when="everolimus or pasireotide",
        blocks="everolimus, pasireotide",
    )
    dpyd_status: str | None = choice(
        "DPD (DPYD)",
        "normal partial complete_deficient not_tested",
        level="DEP",
        needed_when="capecitabine or 5-FU",
        blocks="capecitabine, 5-FU",
    )
    recent_major_bleed: str | None = choice(
        "Major bleed",
        "none within_3_months older unknown",
        level="DEP",
        needed_when="cabozantinib",
        blocks="cabozantinib",
    )
    gi_perforation_fistula: str | None = choice(
        "Gastrointestinal perforation or fistula",
        "none past uncontrolled unknown",
        level="DEP",
        needed_when="cabozantinib",
        blocks="cabozantinib",
    )
    prior_liver_irradiation: bool | None = yes_no(
        "Liver irradiated before", level="DEP", needed_when="SIRT", blocks="SIRT caution"
    )
    benign_cytopenia: bool | None = yes_no(
        "Low counts have a benign cause (for example a large spleen)",
        level="DEP",
        needed_when="low counts before PRRT",
        blocks="review by the board",
    )
