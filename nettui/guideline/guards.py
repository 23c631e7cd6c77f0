"""Guards that several options have in common, from the common gates of the therapy file."""

from __future__ import annotations

from nettui.plugin.api import Condition, Guard, caution, derived, fact, first, stop
from nettui.plugin.terms import carcinoid, insulinoma, nec, recorded, syndrome, tumour_class

ecog = fact("patient.ecog")
pregnancy = fact("patient.pregnancy_status")
heredity = fact("heredity.hereditary")

# Where the answer is not recorded, pregnancy is a question only for a woman under 55 (INV-52).
PREGNANCY: Condition = ~fact("patient.sex_at_birth").is_("male") & ~(fact("patient.age") >= 55)


def nobody_pregnant(what: str) -> Guard:
    """Return the stop for pregnancy; while not recorded, a question for a woman under 55."""
    return stop(
        pregnancy.is_("pregnant") & (pregnancy.known | PREGNANCY),
        f"Pregnancy: no {what}; obstetric-oncology review.",
        key="pregnancy",
        sources=("INV-52",),
        mark="E",
    )


NO_ACTIVE_SEPSIS = (
    stop(
        fact("organ.active_infection").is_("active_severe"),
        "Active severe infection.",
        key="infection",
        sources=("E-GATES",),
        mark="E",
    ),
)

CHEMOTHERAPY = (
    stop(ecog >= 4, "ECOG 4.", key="ecog_4", sources=("D-GATES",), mark="E"),
    stop((ecog >= 3) & ~nec, "ECOG 3, except NEC.", key="ecog_3", sources=("D-GATES",), mark="E"),
    stop(
        fact("labs.anc") < 1.0,
        "Neutrophils below 1.0 x 10^9/L.",
        key="anc",
        sources=("D-GATES",),
        mark="E",
    ),
    stop(
        fact("labs.platelets") < 75,
        "Platelets below 75 x 10^9/L.",
        key="platelets",
        sources=("D-GATES",),
        mark="E",
    ),
    stop(
        fact("labs.bilirubin_uln_ratio") > 2,
        "Bilirubin above 2 x ULN.",
        key="bilirubin",
        sources=("D-GATES",),
        mark="E",
    ),
    nobody_pregnant("chemotherapy"),
    caution((ecog >= 3) & nec, "ECOG 3: board.", key="ecog", sources=("D-GATES",), mark="E"),
    caution(
        fact("labs.anc") < 1.5,
        "Neutrophils below 1.5 x 10^9/L: dose.",
        key="anc_low",
        sources=("D-GATES",),
        mark="E",
    ),
    caution(
        fact("labs.platelets") < 100,
        "Platelets below 100 x 10^9/L: dose.",
        key="platelets_low",
        sources=("D-GATES",),
        mark="E",
    ),
    first(
        PREGNANCY & ~fact("patient.contraception").is_("effective"),
        "Effective contraception.",
        key="contraception",
        sources=("D-GATES",),
        mark="E",
    ),
)

SSA = (
    stop(
        tumour_class.is_("poor"),
        "NEC: not an antiproliferative option.",
        key="nec",
        except_roles=("symptom",),
        sources=("T01",),
        statements=("RT-23",),
        mark="C",
    ),
    stop(
        recorded(insulinoma, syndrome) & ~fact("function.insulinoma_ssa_test").is_("safe"),
        "Insulinoma without a safe monitored test dose.",
        key="insulinoma",
        sources=("INV-28",),
        mark="E",
    ),
    caution(
        fact("imaging.sstr_result").is_("negative"),
        "SSTR negative: weak rationale.",
        key="sstr",
        sources=("T01",),
        mark="C",
    ),
    caution(
        fact("patient.comorbidities").include("diabetes")
        | fact("organ.diabetes_control").one_of("controlled", "uncontrolled"),
        "Diabetes: glucose may change.",
        key="diabetes",
        sources=("T01",),
        mark="C",
    ),
    caution(
        fact("history.gallbladder").is_("in_situ"),
        "Gallstones may form.",
        key="gallstones",
        sources=("T01",),
        mark="C",
    ),
)

OPERATION = (
    caution(
        ecog >= 3,
        "ECOG 3 or more: fitness review.",
        key="fitness",
        sources=("INV-24",),
        statements=("A01",),
        mark="E",
    ),
    first(
        (heredity.one_of("NF1", "VHL") | fact("heredity.family_phaeo_men2").is_("yes"))
        & ~fact("heredity.phaeo_excluded").is_("yes"),
        "Exclude phaeochromocytoma first.",
        key="phaeo",
        sources=("INV-31",),
        mark="E",
    ),
    first(
        carcinoid & ~fact("imaging.echocardiography").is_("normal"),
        "Cardiac review before a major procedure (carcinoid heart disease severe or not looked "
        "for).",
        key="heart",
        sources=("INV-25",),
        mark="C",
    ),
    first(
        syndrome.is_("VIPoma") & ~(fact("labs.potassium") >= 3.5),
        "VIPoma: correct volume, potassium, acidosis first.",
        key="vipoma",
        sources=("INV-76",),
        mark="E",
    ),
    first(
        syndrome.is_("ACTH"),
        "ACTH syndrome: control cortisol first.",
        key="acth",
        sources=("INV-76",),
        mark="E",
    ),
)

LIVER_PROCEDURE = (
    *NO_ACTIVE_SEPSIS,
    stop(
        fact("organ.coagulopathy").is_("uncorrectable"),
        "Coagulopathy that cannot be corrected.",
        key="coagulopathy",
        sources=("E-GATES",),
        mark="C",
    ),
    first(
        fact("organ.coagulopathy").is_("correctable"),
        "Correct the coagulopathy.",
        key="correct_coagulopathy",
        sources=("E-GATES",),
        mark="C",
    ),
    caution(
        fact("organ.biliary_status").include(
            "bilio_enteric_anastomosis", "stent", "sphincterotomy", "dilated_ducts"
        ),
        "Bile-duct intervention or dilatation: abscess, necrosis; prophylaxis or avoid.",
        key="biliary",
        sources=("T50", "T54"),
        mark="C",
    ),
    first(
        carcinoid,
        "Octreotide cover (S28).",
        key="octreotide",
        statements=("A11",),
        sources=("E-GATES",),
        mark="E",
    ),
)

DECOMPENSATED = (
    stop(
        fact("organ.encephalopathy").is_("present"),
        "Encephalopathy.",
        key="encephalopathy",
        sources=("T50",),
        mark="C",
    ),
    stop(
        fact("organ.ascites").is_("refractory"),
        "Refractory ascites.",
        key="ascites",
        sources=("T50",),
        mark="C",
    ),
)

EMBOLISATION = (
    stop(
        fact("organ.liver_disease").one_of("CPA_B8+", "CPA_C"),
        "Child-Pugh B8 or worse.",
        key="child_pugh",
        sources=("T50",),
        mark="C",
    ),
    *DECOMPENSATED,
    stop(
        fact("labs.bilirubin_uln_ratio") > 3,
        "Jaundice: bilirubin above 3 x ULN.",
        key="jaundice",
        sources=("T50",),
        mark="E",
    ),
    stop(
        fact("organ.portal_vein").one_of("main_thrombus", "severely_reduced_flow"),
        "Main portal vein thrombosis or severely reduced portal flow.",
        key="portal",
        sources=("T50",),
        mark="C",
    ),
    caution(
        fact("organ.portal_vein").is_("branch_thrombus"),
        "Portal branch thrombus.",
        key="portal_branch",
        sources=("T50",),
        mark="C",
    ),
    caution(
        fact("disease.liver_burden_pct") > 75,
        "More than 75 % of the liver replaced.",
        key="burden",
        sources=("T50",),
        mark="C",
    ),
    caution(
        derived("crcl") < 30,
        "Creatinine clearance below 30 mL/min: contrast.",
        key="contrast",
        sources=("T50",),
        mark="C",
    ),
    *LIVER_PROCEDURE,
)
