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
        question="Is there cirrhosis, and of which Child-Pugh class?",
        noun="Child-Pugh class",
        says={
            "none": "no cirrhosis",
            "CPA_A": "Child-Pugh A",
            "CPA_B7": "Child-Pugh B7",
            "CPA_B8+": "Child-Pugh B8 or B9",
            "CPA_C": "Child-Pugh C",
        },
    )
    portal_vein: str | None = choice(
        "Portal vein",
        "patent branch_thrombus main_thrombus severely_reduced_flow unknown",
        level="DEP",
        needed_when="TAE or TACE",
        blocks="TAE, TACE",
        question="Is the portal vein patent?",
        noun="portal vein patency",
        says={
            "patent": "the portal vein is patent",
            "branch_thrombus": "a branch of the portal vein is thrombosed",
            "main_thrombus": "the main portal vein is thrombosed",
            "severely_reduced_flow": "portal flow is severely reduced",
        },
    )
    biliary_status: frozenset[str] | None = several(
        "Bile ducts",
        "intact sphincterotomy stent bilio_enteric_anastomosis dilated_ducts",
        level="DEP",
        needed_when="TAE or ablation",
        blocks="embolisation, ablation",
        question="Are the bile ducts intact?",
        noun="state of the bile ducts",
        reads="bile ducts: {}",
    )
    ascites: str | None = choice(
        "Ascites",
        "none controlled refractory unknown",
        level="DEP",
        blocks="embolisation, SIRT",
        question="Is there ascites?",
        lacking="not excluded",
        says={
            "none": "no ascites",
            "controlled": "controlled ascites",
            "refractory": "refractory ascites",
        },
    )
    encephalopathy: str | None = choice(
        "Hepatic encephalopathy",
        "none controlled present unknown",
        level="DEP",
        blocks="embolisation, SIRT",
        question="Is there hepatic encephalopathy?",
        lacking="not excluded",
        says={
            "none": "no hepatic encephalopathy",
            "controlled": "controlled hepatic encephalopathy",
            "present": "hepatic encephalopathy",
        },
    )
    coagulopathy: str | None = choice(
        "Coagulopathy",
        "none correctable uncorrectable unknown",
        level="DEP",
        blocks="ablation, liver procedures",
        question="Is there coagulopathy?",
        lacking="not excluded",
        says={
            "none": "no coagulopathy",
            "correctable": "correctable coagulopathy",
            "uncorrectable": "uncorrectable coagulopathy",
        },
    )
    active_infection: str | None = choice(
        "Active infection",
        "none active_severe unknown",
        level="DEP",
        blocks="liver procedures, everolimus, transplantation",
        question="Is there an active infection?",
        lacking="not excluded",
        says={"none": "no active infection", "active_severe": "severe active infection"},
    )
    hbv_status: str | None = choice(
        "Hepatitis B",
        "negative past active unknown",
        level="DEP",
        needed_when="everolimus",
        blocks="everolimus caution",
        question="Has hepatitis B been tested, and with what result?",
        lacking="not tested",
        says={
            "negative": "hepatitis B is negative",
            "past": "past hepatitis B",
            "active": "active hepatitis B",
        },
    )
    ild_status: str | None = choice(
        "Interstitial lung disease",
        "none stable active_pneumonitis unknown",
        level="DEP",
        needed_when="everolimus",
        blocks="everolimus",
        question="Is there interstitial lung disease?",
        lacking="not excluded",
        says={
            "none": "no interstitial lung disease",
            "stable": "stable interstitial lung disease",
            "active_pneumonitis": "active pneumonitis",
        },
    )
    diabetes_control: str | None = choice(
        "Diabetes",
        "none controlled uncontrolled unknown",
        level="DEP",
        needed_when="everolimus or pasireotide",
        blocks="everolimus, pasireotide",
        question="Is there diabetes, and is it controlled?",
        lacking="not excluded",
        says={
            "none": "no diabetes",
            "controlled": "controlled diabetes",
            "uncontrolled": "uncontrolled diabetes",
        },
    )
    dpyd_status: str | None = choice(
        "DPD (DPYD)",
        "normal partial complete_deficient not_tested",
        level="DEP",
        needed_when="capecitabine or 5-FU",
        blocks="capecitabine, 5-FU",
        question="Is there DPD deficiency (DPYD)?",
        lacking="not tested",
        says={
            "normal": "DPD (DPYD) is normal",
            "partial": "partial DPD deficiency",
            "complete_deficient": "complete DPD deficiency",
        },
    )
    recent_major_bleed: str | None = choice(
        "Major bleed",
        "none within_3_months older unknown",
        level="DEP",
        needed_when="cabozantinib",
        blocks="cabozantinib",
        question="Has there been a major bleed?",
        noun="major bleed",
        lacking="not excluded",
        says={
            "none": "no major bleed",
            "within_3_months": "major bleed within 3 months",
            "older": "major bleed more than 3 months ago",
        },
    )
    gi_perforation_fistula: str | None = choice(
        "Gastrointestinal perforation or fistula",
        "none past uncontrolled unknown",
        level="DEP",
        needed_when="cabozantinib",
        blocks="cabozantinib",
        question="Is there a gastrointestinal perforation or fistula?",
        lacking="not excluded",
        says={
            "none": "no gastrointestinal perforation or fistula",
            "past": "past gastrointestinal perforation or fistula",
            "uncontrolled": "uncontrolled gastrointestinal perforation or fistula",
        },
    )
    prior_liver_irradiation: bool | None = yes_no(
        "Liver irradiated before",
        level="DEP",
        needed_when="SIRT",
        blocks="SIRT caution",
        question="Has the liver been irradiated before?",
        noun="earlier liver irradiation",
        lacking="not excluded",
        says={
            "yes": "the liver was irradiated before",
            "no": "the liver was not irradiated before",
        },
    )
    benign_cytopenia: bool | None = yes_no(
        "Low counts have a benign cause (for example a large spleen)",
        level="DEP",
        needed_when="low counts before PRRT",
        blocks="review by the board",
        question="Do the low counts have a benign cause?",
        noun="a benign cause of the low counts",
        says={
            "yes": "the low counts have a benign cause",
            "no": "the low counts have no benign cause",
        },
    )
