"""Control of the syndrome beyond the first analogue, and precautions at procedures."""

from __future__ import annotations

from nettui.plugin.api import CONDITIONAL, INFO, OPTION, STRONG, Guard, Order, Rule, derived, fact
from nettui.plugin.terms import (
    active_syndrome,
    after_ssa,
    any_procedure,
    carcinoid,
    functioning,
    in_scope,
    insulinoma,
    planned,
    present,
    recorded,
    serotonin_producing,
    surgery_or_anaesthesia,
    syndrome,
    unexplained_hypoglycaemia,
)

from .terms import diarrhoea, refractory

_ELECTIVE = (
    *("curative_resection", "node_dissection", "liver_resection", "primary_resection"),
    *("parenchyma_sparing_resection", "local_excision", "endoscopic_resection"),
    *("completion_surgery", "re_resection", "liver_transplantation"),
    *("tace", "tae", "rfa", "sirt", "prrt"),
)
_acth = syndrome.is_("ACTH")
_gastrinoma = syndrome.is_("gastrinoma")
# A high gastrin with an acid stomach, unlike that of atrophic gastritis (Z28).
_zollinger_ellison = (
    recorded(fact("labs.gastrin_uln_ratio") > 1, fact("labs.gastrin_uln_ratio"))
    & recorded(fact("labs.gastric_ph") <= 2, fact("labs.gastric_ph"))
    & ~recorded(fact("disease.gastric_type").is_("1"), fact("disease.gastric_type"))
    & ~recorded(
        fact("disease.gastric_background").is_("atrophic"), fact("disease.gastric_background")
    )
)
_treatments_open = fact("history.prior_ssa").missing & fact("history.prior_therapies").missing
# That nobody recorded what is planned is not "none planned".
_procedure = any_procedure | planned.missing
_surgery = fact("history.prior_abdominal_surgery")

ACTS = (
    Rule(
        id="functional.octreotide_short",
        statements=("T03",),
        strength=OPTION,
        role="symptom",
        intent="symptom_control",
        mark="R",
        options=("octreotide_short",),
        # Treatments that nobody recorded do not hold it.
        when=active_syndrome
        & (fact("function.syndrome_refractory").yes | ~after_ssa | _treatments_open),
        says="Short-acting octreotide: breakthrough symptoms, or titration before the "
        "long-acting form.",
    ),
    Rule(
        id="functional.ssa_above_label",
        statements=("T05",),
        sources=("ENETS-CS-2022",),
        strength=OPTION,
        role="symptom",
        intent="symptom_control",
        mark="R",
        options=("ssa_above_label",),
        when=refractory,
        says="Not controlled by the standard analogue: shorter interval or higher dose.",
    ),
    Rule(
        id="functional.telotristat",
        statements=("T07",),
        sources=("TELESTAR", "FDA-XERMELO"),
        strength=CONDITIONAL,
        role="symptom",
        intent="symptom_control",
        mark="C",
        options=("telotristat",),
        when=refractory & carcinoid & (diarrhoea | (fact("function.stool_per_day") >= 4)),
        says="Carcinoid-syndrome diarrhoea not controlled by the analogue: add telotristat.",
    ),
    Rule(
        id="functional.pasireotide",
        statements=("T06",),
        sources=("ENETS-CS-2022",),
        strength=OPTION,
        role="symptom",
        intent="symptom_control",
        mark="R",
        options=("pasireotide",),
        when=refractory,
        says="Refractory syndrome: pasireotide, by specialists only.",
    ),
    Rule(
        id="functional.interferon",
        statements=("T08",),
        sources=("ESMO-GEP-2020",),
        strength=OPTION,
        role="symptom",
        intent="symptom_control",
        mark="R",
        options=("interferon",),
        when=refractory,
        says="Refractory syndrome: interferon added to the analogue.",
    ),
    Rule(
        id="functional.cover_serotonin",
        statements=("T04",),
        sources=("UKINETS-2012", "INV-26"),
        strength=STRONG,
        role="supportive",
        mark="C",
        options=("octreotide_cover",),
        when=serotonin_producing & _procedure,
        says="Serotonin-producing: octreotide cover for every procedure.",
    ),
    Rule(
        id="functional.cover_insulinoma",
        statements=("T04",),
        sources=("INV-28",),
        strength=INFO,
        mark="E",
        when=insulinoma & surgery_or_anaesthesia,
        says="Insulinoma: octreotide cover only after a safe monitored test dose; else "
        "anaesthesia plans the alternative.",
    ),
    Rule(
        id="functional.vasopressors",
        statements=("T60", "T61"),
        sources=("MCCULLY-2024", "INV-27"),
        strength=STRONG,
        role="supportive",
        mark="C",
        fixed=True,
        options=("vasopressor_plan",),
        when=(functioning & any_procedure) | (serotonin_producing & _procedure),
        says="Vasopressors on the checklist: never withheld in an established crisis.",
    ),
    Rule(
        id="functional.diazoxide",
        statements=("T63",),
        sources=("ENETS-FPAN-2023",),
        strength=STRONG,  # as PAN-F-03, to which T63 points, at every site
        role="symptom",
        mark="R",
        options=("diazoxide",),
        when=active_syndrome & insulinoma,
        says="Insulinoma: diazoxide for glucose.",
    ),
    Rule(
        id="functional.diazoxide_possible",
        statements=("T63",),
        sources=("ENETS-FPAN-2023", "Z15"),
        strength=CONDITIONAL,
        role="symptom",
        mark="E",
        options=("diazoxide",),
        when=unexplained_hypoglycaemia,
        says="Hypoglycaemia, insulinoma possible: diazoxide where meals do not hold the glucose, "
        "once blood for the diagnosis was taken.",
    ),
    Guard(
        id="functional.diazoxide_failed",
        kind="caution",
        options=("diazoxide",),
        when=derived("diazoxide_failed").is_("yes"),
        sources=("Z09",),
        mark="R",
        says="Ended for progression before: the glucose decides, not growth. Did it hold the "
        "glucose?",
    ),
    Rule(
        id="functional.ppi",
        statements=("T64",),
        sources=("ENETS-FPAN-2023", "INV-30", "Z28"),
        strength=STRONG,  # wherever a gastrinoma is on record (Z28)
        role="symptom",
        mark="R",
        options=("ppi",),
        # Resected or not: it is never stopped abruptly.
        when=(functioning & _gastrinoma) | _zollinger_ellison,
        says="Gastrinoma: proton pump inhibitor, never stopped abruptly.",
    ),
    Rule(
        id="functional.syndrome_support",
        statements=("T65",),
        sources=("ENETS-FPAN-2023",),
        strength=STRONG,  # as PAN-F-08 and PAN-F-09, to which T65 points, at every site
        role="symptom",
        mark="R",
        options=("syndrome_support",),
        when=active_syndrome & syndrome.one_of("glucagonoma", "VIPoma"),
        says="Glucagonoma, VIPoma: volume, electrolytes (potassium first), nutrition, thrombosis "
        "prophylaxis.",
    ),
    Rule(
        id="functional.cortisol_control",
        statements=("T66",),
        sources=("INV-76", "ENETS-FPAN-2023", "Z13"),
        strength=STRONG,  # as PAN-F-11, to which T66 points, at every site (INV-76)
        role="symptom",
        mark="R",
        options=("cortisol_control",),
        when=active_syndrome & _acth,
        says="ACTH syndrome: control cortisol before anything elective (metyrapone, osilodrostat, "
        "ketoconazole, etomidate, or bilateral adrenalectomy); potassium; when severe, prophylaxis "
        "against thrombosis and Pneumocystis.",
    ),
    Order(
        id="functional.cortisol_first",
        statements=("T66",),
        sources=("INV-76", "ENETS-FPAN-2023"),
        mark="R",
        first=("cortisol_control",),
        over=_ELECTIVE,
        when=active_syndrome & _acth,
        says="ACTH syndrome: control cortisol before anything elective.",
    ),
    Rule(
        id="functional.splenectomy",
        sources=("Z32",),
        strength=STRONG,
        role="supportive",
        mark="R",
        when=planned.include("splenectomy"),
        says="Splenectomy is planned: vaccinate before it (pneumococci, meningococci, Haemophilus "
        "influenzae b).",
    ),
    Rule(
        id="functional.valve_surgery",
        statements=("T67",),
        sources=("ENETS-CS-2022",),
        strength=OPTION,
        role="supportive",
        mark="R",
        options=("valve_surgery",),
        when=serotonin_producing & fact("imaging.echocardiography").is_("CHD_severe"),
        says="Severe carcinoid heart disease: valve surgery, diuretics.",
    ),
    Rule(
        id="functional.pancreatic_enzymes",
        statements=("T68",),
        strength=OPTION,
        role="supportive",
        mark="R",
        options=("pancreatic_enzymes",),
        when=in_scope & present & after_ssa & diarrhoea,
        says="Fatty stools under an analogue: pancreatic enzymes.",
    ),
    Rule(
        id="functional.bile_acid_binder",
        statements=("T68",),
        strength=OPTION,
        role="supportive",
        mark="R",
        options=("bile_acid_binder",),
        when=in_scope
        & diarrhoea
        & _surgery.include("right_hemicolectomy", "small_bowel_resection"),
        says="Diarrhoea after ileal resection: bile-acid binder.",
    ),
    Rule(
        id="functional.nicotinamide",
        statements=("T69",),
        sources=("Z14",),
        strength=OPTION,
        role="supportive",
        mark="R",
        options=("nicotinamide",),
        when=active_syndrome & carcinoid,
        says="Carcinoid syndrome: nicotinamide against niacin deficiency (diet, skin, "
        "diarrhoea, cognition).",
    ),
)
