"""Systemic options (therapy file, sections A to D). What a class shares is in `guards`."""

from __future__ import annotations

from nettui.plugin.api import ALWAYS, Option, caution, check, fact, stop
from nettui.plugin.terms import pancreas, recorded

LOCAL = "check local formulary"
allergies = fact("patient.allergies")
# An allergy to one platinum compound is a contraindication to all (labels, recalled).
PLATINUM = ("platinum", "cisplatin", "carboplatin", "oxaliplatin")
systolic, diastolic = fact("patient.sbp"), fact("patient.dbp")
on_treatment = fact("patient.on_antihypertensives")

SYSTEMIC = (
    Option(
        id="octreotide_lar",
        label="Octreotide LAR",
        therapy="T01",
        classes=("ssa", "systemic_antitumour", "definitive"),
        dose=f"20-30 mg IM every 4 weeks (30 mg antiproliferative); {LOCAL}",
        monitoring="Gallbladder ultrasound, glucose or HbA1c, fat-soluble vitamins, B12",
        evidence="PROMID, randomised, n = 85: TTP 14.3 vs 6.0 months, HR 0.34",
        sources=("T01", "PROMID"),
        guards=(
            stop(
                recorded(allergies.include("octreotide"), allergies),
                "Hypersensitivity to octreotide.",
                sources=("T01",),
                mark="C",
            ),
        ),
    ),
    Option(
        id="lanreotide",
        label="Lanreotide autogel",
        therapy="T02",
        classes=("ssa", "systemic_antitumour", "definitive"),
        dose=f"120 mg deep SC every 4 weeks; {LOCAL}",
        monitoring="Gallbladder ultrasound, glucose or HbA1c, fat-soluble vitamins, B12",
        evidence="CLARINET, randomised, n = 204: PFS not reached vs 18.0 months, HR 0.47; open "
        "extension median 38.5 months",
        sources=("T02", "CLARINET"),
        guards=(
            stop(
                recorded(allergies.include("lanreotide"), allergies),
                "Hypersensitivity to lanreotide.",
                sources=("T02",),
                mark="C",
            ),
            caution(
                fact("pathology.ki67") >= 10,
                "Outside the label claim (Ki-67 below 10 %).",
                sources=("T02",),
                mark="C",
            ),
        ),
    ),
    Option(
        id="prrt",
        label="PRRT, 177Lu-DOTATATE",
        therapy="T20",
        classes=("radioligand", "systemic_antitumour", "definitive"),
        dose=f"7.4 GBq IV every 8 weeks (+-1) x 4, with amino acids and antiemetic; {LOCAL}",
        monitoring="Blood count, creatinine clearance, liver tests 2-4 weeks before each dose "
        "and to 24 months (MDS 2.0 %, AML 0.5 % in the ERASMUS cohort)",
        evidence="NETTER-1, randomised: PFS HR 0.21 in the 2017 publication (recalled), 0.18 in "
        "later company reporting",
        sources=("T20", "NETTER1", "NANETS-SNMMI-2020", "EANM-SNMMI-2024"),
        guards=(
            stop(
                recorded(allergies.include("amino_acid_infusion"), allergies),
                "Hypersensitivity to the amino-acid infusion.",
                sources=("DICT",),
                mark="E",
            ),
        ),
    ),
    Option(
        id="everolimus",
        label="Everolimus",
        therapy="T30",
        classes=("targeted", "everolimus", "cyp3a4", "systemic_antitumour", "definitive"),
        dose=f"10 mg by mouth daily; {LOCAL}",
        monitoring="Glucose, lipids, blood count, creatinine, mouth, chest symptoms",
        evidence="RADIANT-3, randomised: PFS 11.0 vs 4.6 months, HR 0.35; RADIANT-4 (GI, lung): "
        "11.0 vs 3.9, HR 0.48",
        sources=("T30", "RADIANT3", "RADIANT4", "FDA-EVEROLIMUS"),
    ),
    Option(
        id="sunitinib",
        label="Sunitinib",
        therapy="T31",
        classes=("targeted", "tki", "cyp3a4", "systemic_antitumour", "definitive"),
        dose=f"37.5 mg by mouth daily, continuous (max 50 mg in the trial); {LOCAL}",
        monitoring="Blood pressure, ECG, LVEF, liver tests each cycle (boxed hepatotoxicity), "
        "TSH, urine protein",
        evidence="SUN1111, randomised: PFS 11.4 vs 5.5 months, HR 0.42",
        sources=("T31", "SUN1111", "FDA-SUNITINIB"),
        guards=(
            stop(
                recorded(allergies.include("sunitinib"), allergies),
                "Hypersensitivity to sunitinib.",
                sources=("DICT",),
                mark="E",
            ),
            stop(~pancreas, "Pancreatic primary only.", sources=("T31", "INV-44"), mark="C"),
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
                on_treatment.yes
                & (recorded(systolic > 150, systolic) | recorded(diastolic > 100, diastolic)),
                "Uncontrolled hypertension on treatment (above 150 or 100 mmHg).",
                key="blood_pressure",
                sources=("T31",),
                mark="E",
            ),
            # Without treatment for it no blood pressure is a reason to stop (T31).
            check(
                (systolic.missing | diastolic.missing)
                & ~recorded(on_treatment.is_("no"), on_treatment),
                "Blood pressure.",
                key="check_blood_pressure",
                sources=("Z23", "T31"),
                mark="E",
            ),
            caution(
                fact("patient.cardiac_event_12m").yes,
                "Cardiac event within 12 months.",
                sources=("T31",),
                mark="C",
            ),
            caution(
                recorded(
                    (fact("patient.qtc_ms") >= 470) & (fact("patient.qtc_ms") <= 500),
                    fact("patient.qtc_ms"),
                ),
                "QTc 470-500 ms.",
                key="qtc_470",
                sources=("T31",),
                mark="E",
            ),
            caution(
                fact("imaging.lvef") < 50,
                "LVEF below 50 %, or more than 20 % below baseline: interrupt or reduce.",
                sources=("T31",),
                mark="C",
            ),
            caution(ALWAYS, "Hypoglycaemia.", key="glucose", sources=("T31",), mark="C"),
        ),
    ),
    Option(
        id="captem",
        label="Capecitabine and temozolomide (CAPTEM)",
        therapy="T40",
        classes=(
            "chemotherapy",
            "fluoropyrimidine",
            "capecitabine",
            "temozolomide",
            "systemic_antitumour",
            "definitive",
        ),
        dose="Capecitabine 750 mg/m2 twice daily d1-14, temozolomide 200 mg/m2 d10-14, every 28 "
        f"days; {LOCAL}",
        monitoring="Blood count weekly in cycle 1, then d1; lymphocytes and PJP prophylaxis; "
        "liver tests; hand-foot syndrome",
        evidence="E2211, randomised phase II, n = 144: PFS 22.7 vs 14.4 months (temozolomide "
        "alone); the historical 70 % (n = 30) belongs to this combination",
        sources=("T40", "E2211"),
        guards=(
            stop(
                recorded(
                    allergies.include(
                        "capecitabine", "fluorouracil", "temozolomide", "dacarbazine"
                    ),
                    allergies,
                ),
                "Hypersensitivity to a component.",
                sources=("DICT",),
                mark="E",
            ),
        ),
    ),
    Option(
        id="temozolomide",
        label="Temozolomide alone",
        therapy="T41",
        classes=("chemotherapy", "temozolomide", "systemic_antitumour", "definitive"),
        dose=f"150-200 mg/m2 d1-5 every 28 days; {LOCAL}",
        monitoring="Blood count, liver tests, lymphocytes and PJP prophylaxis",
        evidence="E2211 control arm, randomised: PFS 14.4 months; the historical 70 % does not "
        "belong to it (A21)",
        sources=("T41", "E2211"),
        guards=(
            stop(
                recorded(allergies.include("temozolomide", "dacarbazine"), allergies),
                "Hypersensitivity to temozolomide or dacarbazine.",
                sources=("DICT",),
                mark="E",
            ),
        ),
    ),
    Option(
        id="cisplatin_etoposide",
        label="Cisplatin and etoposide",
        therapy="T44",
        classes=(
            "chemotherapy",
            "platinum",
            "cisplatin",
            "nec_regimen",
            "systemic_antitumour",
            "definitive",
        ),
        dose=f"Cisplatin 80 mg/m2 d1, etoposide 100 mg/m2 d1-3, every 3 weeks; {LOCAL}",
        monitoring="Creatinine, electrolytes, audiology, blood count",
        evidence="TOPIC-NEC, randomised: OS 12.5 months, ORR 54.5 %; base protocol 42-67 %, "
        "historical series",
        sources=("T44", "TOPIC-NEC"),
        guards=(
            stop(
                recorded(allergies.include(*PLATINUM, "etoposide"), allergies),
                "Hypersensitivity to a component.",
                sources=("DICT",),
                mark="E",
            ),
        ),
    ),
)
