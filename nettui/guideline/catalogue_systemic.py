"""Systemic options with the guards of the therapy file, sections A to D."""

from __future__ import annotations

from nettui.guideline.guards import (
    CHEMOTHERAPY,
    NO_ACTIVE_SEPSIS,
    PREGNANCY,
    SSA,
    nobody_pregnant,
)
from nettui.plugin.api import ALWAYS, Option, caution, derived, fact, first, stop
from nettui.plugin.terms import (
    pancreas,
    recorded,
    sstr_positive,
    tumour_class,
)

crcl = derived("crcl")
LOCAL = "check local formulary"

SYSTEMIC = (
    Option(
        id="octreotide_lar",
        label="Octreotide LAR",
        therapy="T01",
        classes=("ssa", "systemic_antitumour", "definitive"),
        dose=f"20-30 mg IM every 4 weeks (30 mg antiproliferative); {LOCAL}",
        monitoring="Gallbladder ultrasound, glucose or HbA1c, fat-soluble vitamins, B12",
        evidence="PROMID, n = 85: TTP 14.3 vs 6.0 months, HR 0.34",
        guards=(
            stop(
                recorded(
                    fact("patient.allergies").include("octreotide", "somatostatin_analogue"),
                    fact("patient.allergies"),
                ),
                "Hypersensitivity to octreotide.",
                sources=("T01",),
                mark="C",
            ),
            *SSA,
        ),
    ),
    Option(
        id="lanreotide",
        label="Lanreotide autogel",
        therapy="T02",
        classes=("ssa", "systemic_antitumour", "definitive"),
        dose=f"120 mg deep SC every 4 weeks; {LOCAL}",
        monitoring="Gallbladder ultrasound, glucose or HbA1c, fat-soluble vitamins, B12",
        evidence="CLARINET, n = 204: PFS not reached vs 18.0 months, HR 0.47",
        guards=(
            stop(
                recorded(
                    fact("patient.allergies").include("lanreotide", "somatostatin_analogue"),
                    fact("patient.allergies"),
                ),
                "Hypersensitivity to lanreotide.",
                sources=("T02",),
                mark="C",
            ),
            *SSA,
        ),
    ),
    Option(
        id="prrt",
        label="PRRT, 177Lu-DOTATATE",
        therapy="T20",
        classes=("radioligand", "systemic_antitumour", "definitive"),
        dose=f"7.4 GBq IV every 8 weeks x 4, with amino acids and antiemetic; {LOCAL}",
        monitoring="Blood count, creatinine clearance, liver tests 2-4 weeks before each dose "
        "and to 24 months",
        evidence="NETTER-1: PFS HR 0.21 in the 2017 publication (recalled)",
        guards=(
            stop(
                ~sstr_positive,
                "SSTR imaging is not positive.",
                sources=("INV-41",),
                statements=("A26",),
            ),
            stop(
                tumour_class.is_("poor"),
                "Poorly differentiated.",
                sources=("T20",),
                mark="C",
            ),
            stop(
                ~(
                    (fact("imaging.krenning_score") >= 3)
                    | fact("imaging.uptake_vs_liver").one_of("equal", "above")
                ),
                "Uptake is not shown to reach that of the liver (Krenning 3-4, or equal/above).",
                key="uptake",
                sources=("G-GATE",),
                mark="C",
            ),
            stop(crcl < 30, "Creatinine clearance below 30 mL/min.", sources=("T20",), mark="R"),
            stop(
                fact("labs.hb") < 80,
                "Haemoglobin below 80 g/L (a benign cause: board).",
                sources=("T20",),
                mark="E",
            ),
            stop(
                fact("labs.platelets") < 75,
                "Platelets below 75 x 10^9/L (a benign cause such as the spleen: board).",
                sources=("T20",),
                mark="E",
            ),
            stop(
                fact("labs.wcc") < 2,
                "White cells below 2 x 10^9/L (a benign cause: board).",
                sources=("T20",),
                mark="E",
            ),
            nobody_pregnant("PRRT"),
            stop(
                fact("patient.breastfeeding").is_("yes")
                & (fact("patient.breastfeeding").known | PREGNANCY),
                "Breast-feeding.",
                sources=("T20",),
                mark="C",
            ),
            stop(
                fact("disease.cns_disease").is_("uncontrolled"),
                "Uncontrolled disease of brain or spinal cord.",
                sources=("T20",),
                mark="C",
            ),
            caution(
                crcl < 40,
                "Creatinine clearance below 40 mL/min (not recommended).",
                key="crcl_40",
                sources=("T20",),
                mark="R",
            ),
            caution(
                fact("labs.bilirubin_uln_ratio") > 3,
                "Bilirubin above 3 x ULN.",
                sources=("T20",),
                mark="C",
            ),
            caution(
                fact("labs.albumin") < 30,
                "Albumin below 30 g/L: with a raised INR, liver caution of the label.",
                sources=("T20",),
                mark="R",
            ),
            caution(
                fact("patient.nyha_class") >= 3,
                "Heart failure NYHA III or IV.",
                sources=("T20",),
                mark="C",
            ),
            caution(
                fact("function.functional").yes,
                "Hormonal crisis during or within a day of the infusion, mostly cycle 1.",
                sources=("T20",),
                mark="C",
            ),
            caution(
                fact("disease.local_invasion").is_("mesenteric_mass"),
                "Mesenteric mass at risk of obstruction.",
                sources=("T20",),
                mark="C",
            ),
            caution(
                fact("patient.steroid_high_dose").yes,
                "High-dose steroid lowers SSTR expression.",
                sources=("T20",),
                mark="C",
            ),
            caution(
                fact("history.prior_therapies").include("T40", "T41", "T42"),
                "Alkylating chemotherapy before: marrow.",
                sources=("T20",),
                mark="R",
            ),
            caution(
                fact("disease.bowel_obstruction").yes,
                "Bowel obstruction: timing.",
                sources=("INV-43",),
                mark="C",
            ),
            first(
                ALWAYS,
                "Somatostatin analogue: long-acting at least 4 weeks, short-acting 24 h before.",
                key="wash_out",
                sources=("INV-43",),
                mark="C",
            ),
            first(
                ALWAYS,
                "Check for bowel obstruction and a mesenteric mass, and urinary outflow.",
                key="obstruction",
                sources=("INV-43", "T20"),
                mark="R",
            ),
        ),
    ),
    Option(
        id="everolimus",
        label="Everolimus",
        therapy="T30",
        classes=("targeted", "systemic_antitumour", "definitive"),
        dose=f"10 mg by mouth daily; {LOCAL}",
        monitoring="Glucose, lipids, blood count, creatinine, mouth, chest symptoms",
        evidence="RADIANT-3: 11.0 vs 4.6 months, HR 0.35",
        guards=(
            stop(
                recorded(
                    fact("patient.allergies").include("everolimus"), fact("patient.allergies")
                ),
                "Hypersensitivity to everolimus.",
                sources=("T30",),
                mark="C",
            ),
            *NO_ACTIVE_SEPSIS,
            nobody_pregnant("everolimus"),
            stop(
                fact("organ.ild_status").is_("active_pneumonitis"),
                "Active pneumonitis.",
                sources=("T30",),
                mark="E",
            ),
            caution(
                fact("organ.diabetes_control").is_("uncontrolled")
                | (fact("labs.glucose_fasting_uln_ratio") > 1.5),
                "Uncontrolled diabetes (fasting glucose above 1.5 x ULN).",
                key="glucose",
                sources=("T30",),
                mark="E",
            ),
            caution(
                fact("organ.liver_disease").one_of("CPA_A", "CPA_B7", "CPA_B8+", "CPA_C"),
                "Child-Pugh A 7.5, B 5, C 2.5 mg.",
                sources=("T30",),
                mark="R",
            ),
            caution(
                fact("organ.ild_status").is_("stable"),
                "Lung disease.",
                key="lung",
                sources=("T30",),
                mark="C",
            ),
            caution(
                fact("organ.hbv_status").one_of("past", "active"),
                "Hepatitis B.",
                sources=("T30",),
                mark="C",
            ),
            caution(
                fact("patient.cyp3a4_drugs").include("strong_inhibitor", "strong_inducer"),
                "Strong CYP3A4 interaction.",
                sources=("T30",),
                mark="C",
            ),
        ),
    ),
    Option(
        id="sunitinib",
        label="Sunitinib",
        therapy="T31",
        classes=("targeted", "systemic_antitumour", "definitive"),
        dose=f"37.5 mg by mouth daily, continuous; {LOCAL}",
        monitoring="Blood pressure, ECG, LVEF, liver tests each cycle, TSH, urine protein",
        evidence="SUN1111: 11.4 vs 5.5 months, HR 0.42",
        guards=(
            stop(~pancreas, "Pancreatic primary only.", sources=("T31",), mark="C"),
            stop(
                fact("organ.liver_disease").is_("CPA_C"),
                "Child-Pugh C.",
                sources=("T31",),
                mark="E",
            ),
            stop(
                fact("patient.nyha_class") >= 2,
                "Symptomatic heart failure (NYHA II or more).",
                sources=("T31",),
                mark="E",
            ),
            stop(fact("patient.qtc_ms") > 500, "QTc above 500 ms.", sources=("T31",), mark="E"),
            stop(
                fact("patient.on_antihypertensives").yes
                & ((fact("patient.sbp") > 150) | (fact("patient.dbp") > 100)),
                "Uncontrolled hypertension on treatment (above 150 or 100 mmHg).",
                key="blood_pressure",
                sources=("T31",),
                mark="E",
            ),
            nobody_pregnant("sunitinib"),
            caution(
                (fact("labs.alt_uln_ratio") > 2.5) | (fact("labs.ast_uln_ratio") > 2.5),
                "ALT or AST above 2.5 x ULN (5 x with liver metastases).",
                sources=("T31",),
                mark="C",
            ),
            caution(
                fact("patient.cardiac_event_12m").yes,
                "Cardiac event within 12 months.",
                sources=("T31",),
                mark="C",
            ),
            caution(
                (fact("patient.qtc_ms") >= 470) & (fact("patient.qtc_ms") <= 500),
                "QTc 470-500 ms.",
                key="qtc_470",
                sources=("T31",),
                mark="E",
            ),
            caution(fact("imaging.lvef") < 50, "LVEF below 50 %.", sources=("T31",), mark="C"),
            caution(
                ALWAYS,
                "Bleeding, proteinuria, thyroid, CYP3A4, wound healing (stop before "
                "surgery), hypoglycaemia.",
                key="general",
                sources=("T31",),
                mark="C",
            ),
        ),
    ),
    Option(
        id="captem",
        label="Capecitabine and temozolomide (CAPTEM)",
        therapy="T40",
        classes=("chemotherapy", "systemic_antitumour", "definitive"),
        dose="Capecitabine 750 mg/m2 twice daily d1-14, temozolomide 200 mg/m2 d10-14, every 28 "
        f"days; {LOCAL}",
        monitoring="Blood count weekly in cycle 1, then d1; lymphocytes and PJP prophylaxis; "
        "liver tests",
        evidence="E2211, n = 144; the historical 70 % (n = 30) belongs to this combination",
        guards=(
            stop(
                recorded(
                    fact("organ.dpyd_status").is_("complete_deficient"), fact("organ.dpyd_status")
                ),
                "Complete DPD deficiency.",
                sources=("T40",),
                mark="R",
            ),
            stop(
                fact("labs.anc") < 1.5,
                "Neutrophils below 1.5 x 10^9/L (capecitabine).",
                key="anc_capecitabine",
                sources=("T40",),
                mark="C",
            ),
            stop(
                fact("labs.platelets") < 100,
                "Platelets below 100 x 10^9/L (capecitabine).",
                key="platelets_capecitabine",
                sources=("T40",),
                mark="C",
            ),
            stop(
                crcl < 30,
                "Creatinine clearance below 30 mL/min (capecitabine).",
                sources=("T40",),
                mark="R",
            ),
            stop(
                fact("patient.breastfeeding").is_("yes")
                & (fact("patient.breastfeeding").known | PREGNANCY),
                "Breast-feeding.",
                sources=("T40",),
                mark="C",
            ),
            *CHEMOTHERAPY,
            caution(
                fact("organ.dpyd_status").missing,
                "DPD not tested.",
                key="dpyd_open",
                sources=("D-GATES",),
                mark="C",
            ),
            caution(
                recorded(fact("organ.dpyd_status").is_("partial"), fact("organ.dpyd_status")),
                "Partial DPD deficiency: halve the dose.",
                key="dpyd_partial",
                sources=("T40",),
                mark="C",
            ),
            caution(
                (crcl >= 30) & (crcl <= 50),
                "Creatinine clearance 30-50 mL/min: reduce.",
                key="crcl_50",
                sources=("T40",),
                mark="C",
            ),
            caution(fact("patient.warfarin").yes, "On warfarin.", sources=("T40",), mark="C"),
        ),
    ),
    Option(
        id="temozolomide",
        label="Temozolomide alone",
        therapy="T41",
        classes=("chemotherapy", "systemic_antitumour", "definitive"),
        dose=f"150-200 mg/m2 d1-5 every 28 days; {LOCAL}",
        monitoring="Blood count, liver tests, lymphocytes and PJP prophylaxis",
        evidence="E2211 control arm; the historical 70 % does not belong to it (A21)",
        sources=("T41",),
        guards=CHEMOTHERAPY,
    ),
    Option(
        id="cisplatin_etoposide",
        label="Cisplatin and etoposide",
        therapy="T44",
        classes=("chemotherapy", "platinum", "systemic_antitumour", "definitive"),
        dose=f"Cisplatin 80 mg/m2 d1, etoposide 100 mg/m2 d1-3, every 3 weeks; {LOCAL}",
        monitoring="Creatinine, electrolytes, audiology, blood count",
        evidence="TOPIC-NEC: OS 12.5 months, ORR 54.5 %; base protocol 42-67 %, historical series",
        guards=(
            stop(
                crcl < 50,
                "Creatinine clearance below 50 mL/min (carboplatin instead: T45).",
                sources=("T44",),
                mark="E",
            ),
            stop(
                fact("patient.neuropathy_grade") >= 2,
                "Neuropathy of grade 2 or more.",
                sources=("T44",),
                mark="E",
            ),
            stop(
                fact("patient.hearing_grade") >= 2,
                "Hearing loss of grade 2 or more.",
                sources=("T44",),
                mark="E",
            ),
            *CHEMOTHERAPY,
            first(
                ALWAYS,
                "Hydration, antiemetics, G-CSF (febrile neutropenia 26.8 % in the trial).",
                key="support",
                sources=("T44",),
                mark="C",
            ),
        ),
    ),
)
