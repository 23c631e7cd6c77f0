"""Gates of operations and liver procedures, said once for a class of options.

Classes: ``surgery`` and ``major_procedure``; ``liver_procedure`` for every intervention in the
liver, ``embolisation``, ``ablation``, ``liver_radiation``. Source: therapy file, section E.
"""

from __future__ import annotations

from nettui.guideline.guards_checks import CHECKS_OF_PROCEDURES
from nettui.plugin.api import ALWAYS, Condition, Guard, derived, fact
from nettui.plugin.terms import recorded, syndrome

ecog = fact("patient.ecog")
heredity = fact("heredity.hereditary")
family = fact("heredity.family_phaeo_men2")
phaeo = fact("heredity.phaeo_excluded")
echo = fact("imaging.echocardiography")
potassium = fact("labs.potassium")
allergies = fact("patient.allergies")
biliary = fact("organ.biliary_status")
coagulopathy = fact("organ.coagulopathy")
portal = fact("organ.portal_vein")
liver = fact("organ.liver_disease")
bilirubin = fact("labs.bilirubin_uln_ratio")
lung_shunt = fact("disease.lung_shunt_pct")
serotonin = derived("serotonin")

# An urgent operation waits for no preparation (A02, INV-72; rows INV-25 and INV-76 speak of planned
# and elective ones): what the others do first goes on beside it. It is the one supportive operation
# on the tumour.
_WAITS_FOR_NOTHING = ("supportive",)
# MEN2 and SDHx carry it as NF1 and VHL do, of which alone the rows speak [E].
PHAEO_SYNDROMES = ("NF1", "VHL", "MEN2", "SDHx")
_phaeo_open: Condition = ~phaeo.is_("yes") | phaeo.missing
_heart: Condition = serotonin.is_("yes") & (echo.is_("CHD_severe") | echo.missing)
_vipoma: Condition = recorded(syndrome.is_("VIPoma"), syndrome) & (
    ~(potassium >= 3.5) | potassium.missing
)
_acth: Condition = recorded(syndrome.is_("ACTH"), syndrome)

OPERATION = (
    Guard(
        id="extent.surgery_fitness",
        kind="caution",
        classes=("surgery",),
        when=ecog >= 3,
        sources=("INV-24",),
        statements=("A01",),
        mark="E",
        says="ECOG 3 or more: fitness review.",
    ),
    Guard(
        id="extent.surgery_phaeo",
        kind="first",
        classes=("surgery",),
        options=("biopsy",),
        when=(
            recorded(heredity.one_of(*PHAEO_SYNDROMES), heredity)
            | recorded(family.is_("yes"), family)
        )
        & _phaeo_open,
        sources=("INV-31", "Z16"),
        mark="E",
        says="Exclude phaeochromocytoma first.",
    ),
    Guard(
        id="extent.surgery_phaeo_perhaps",
        kind="caution",
        classes=("surgery",),
        options=("biopsy",),
        when=recorded(heredity.is_("other"), heredity) & _phaeo_open,
        sources=("INV-31",),
        mark="E",
        says="Another hereditary syndrome: if it carries phaeochromocytoma, exclude that first.",
    ),
    Guard(
        id="extent.major_heart",
        kind="first",
        classes=("major_procedure",),
        except_roles=_WAITS_FOR_NOTHING,
        when=_heart,
        sources=("INV-25", "U39"),
        mark="C",
        says="Cardiac review first: carcinoid heart disease severe or not looked for.",
    ),
    Guard(
        id="extent.procedure_vipoma",
        kind="first",
        classes=("surgery", "liver_procedure"),
        except_roles=_WAITS_FOR_NOTHING,
        when=_vipoma,
        sources=("INV-76", "T65"),
        mark="E",
        says="VIPoma: correct volume, potassium, acidosis first.",
    ),
    Guard(
        id="extent.procedure_acth",
        kind="first",
        classes=("surgery", "liver_procedure"),
        except_roles=_WAITS_FOR_NOTHING,
        when=_acth,
        sources=("INV-76", "T66"),
        mark="E",
        says="ACTH syndrome: control cortisol first.",
    ),
    Guard(
        id="extent.urgent_heart",
        kind="caution",
        options=("urgent_surgery",),
        when=_heart,
        statements=("A02",),
        sources=("INV-72", "INV-25", "U39"),
        mark="E",
        says="Carcinoid heart disease severe or not looked for: cardiac review beside the urgent "
        "operation, which does not wait for it.",
    ),
    Guard(
        id="extent.urgent_syndrome",
        kind="caution",
        options=("urgent_surgery",),
        when=_vipoma | _acth,
        statements=("A02",),
        sources=("INV-72", "INV-76"),
        mark="E",
        says="VIPoma: correct volume, potassium, acidosis; ACTH syndrome: control cortisol; beside "
        "the urgent operation, which does not wait for it.",
    ),
)

LIVER_PROCEDURE = (
    Guard(
        id="extent.liver_infection",
        classes=("liver_procedure",),
        when=fact("organ.active_infection").is_("active_severe"),
        sources=("E-GATES",),
        mark="E",
        says="Active severe infection.",
    ),
    Guard(
        id="extent.liver_coagulopathy",
        classes=("liver_procedure",),
        when=coagulopathy.is_("uncorrectable"),
        sources=("T54", "E-GATES"),
        mark="C",
        says="Coagulopathy that cannot be corrected.",
    ),
    Guard(
        id="extent.liver_correct_coagulopathy",
        kind="first",
        classes=("liver_procedure",),
        when=recorded(coagulopathy.is_("correctable"), coagulopathy),
        sources=("E-GATES",),
        mark="C",
        says="Correct the coagulopathy.",
    ),
    Guard(
        id="extent.liver_contrast_allergy",
        kind="caution",
        classes=("liver_procedure",),
        when=recorded(allergies.include("iodinated_contrast", "gadolinium"), allergies),
        sources=("E-GATES",),
        mark="C",
        says="Contrast allergy: plan.",
    ),
    Guard(
        id="extent.liver_octreotide",
        kind="first",
        classes=("liver_procedure",),
        when=serotonin.is_("yes"),
        statements=("A11", "S28"),
        sources=("E-GATES", "T04"),
        mark="E",
        says="Serotonin-producing: octreotide cover (S28).",
    ),
    Guard(
        id="extent.liver_biliary",
        kind="caution",
        classes=("embolisation", "ablation", "liver_radiation"),
        when=biliary.include(
            "bilio_enteric_anastomosis", "stent", "sphincterotomy", "dilated_ducts"
        ),
        sources=("T50", "T54", "JOSKIN-2015"),
        mark="C",
        says="Bile-duct anastomosis, stent, sphincterotomy or dilatation: abscess, necrosis "
        "(OR 119.6 with dilated ducts); prophylaxis or avoid.",
    ),
)

EMBOLISATION = (
    Guard(
        id="extent.embolisation_child_pugh",
        classes=("embolisation",),
        when=liver.one_of("CPA_B8+", "CPA_C"),
        sources=("T50", "INV-34"),
        mark="C",
        says="Child-Pugh B8 or worse.",
    ),
    Guard(
        id="extent.embolisation_encephalopathy",
        classes=("embolisation", "liver_radiation"),
        when=fact("organ.encephalopathy").is_("present"),
        sources=("T50", "INV-34"),
        mark="C",
        says="Encephalopathy.",
    ),
    Guard(
        id="extent.embolisation_ascites",
        classes=("embolisation", "liver_radiation"),
        when=fact("organ.ascites").is_("refractory"),
        sources=("T50", "INV-34"),
        mark="C",
        says="Refractory ascites.",
    ),
    Guard(
        id="extent.embolisation_jaundice",
        classes=("embolisation",),
        when=bilirubin > 3,
        sources=("T50",),
        mark="E",
        says="Jaundice: bilirubin above 3 x ULN.",
    ),
    Guard(
        id="extent.embolisation_portal",
        classes=("embolisation",),
        when=portal.one_of("main_thrombus", "severely_reduced_flow"),
        sources=("T50", "INV-34"),
        mark="C",
        says="Main portal vein thrombosis or severely reduced portal flow.",
    ),
    Guard(
        id="extent.embolisation_portal_branch",
        kind="caution",
        classes=("embolisation",),
        when=recorded(portal.is_("branch_thrombus"), portal),
        sources=("T50", "JOSKIN-2015"),
        mark="C",
        says="Portal branch thrombus (necrosis: OR 9.8 for portal thrombus).",
    ),
    Guard(
        id="extent.embolisation_burden",
        kind="caution",
        classes=("embolisation",),
        when=fact("disease.liver_burden_pct") > 75,
        sources=("T50",),
        mark="C",
        says="More than 75 % of the liver replaced.",
    ),
    Guard(
        id="extent.embolisation_contrast",
        kind="caution",
        classes=("embolisation",),
        when=derived("crcl") < 30,
        sources=("T50",),
        mark="C",
        says="Creatinine clearance below 30 mL/min: contrast.",
    ),
)

RADIATION = (
    Guard(
        id="extent.sirt_lung_shunt",
        classes=("liver_radiation",),
        when=recorded(lung_shunt > 20, lung_shunt),
        sources=("T53",),
        mark="R",
        says="Lung shunt above 20 % (dose limit).",
    ),
    Guard(
        id="extent.sirt_child_pugh",
        classes=("liver_radiation",),
        when=liver.is_("CPA_C"),
        sources=("T53",),
        mark="C",
        says="Child-Pugh C.",
    ),
    Guard(
        id="extent.sirt_bilirubin",
        kind="caution",
        classes=("liver_radiation",),
        when=bilirubin > 2,
        sources=("T53",),
        mark="C",
        says="Bilirubin above 2 x ULN.",
    ),
    Guard(
        id="extent.sirt_irradiated",
        kind="caution",
        classes=("liver_radiation",),
        when=fact("organ.prior_liver_irradiation").yes,
        sources=("T53",),
        mark="C",
        says="The liver was irradiated before.",
    ),
    Guard(
        id="extent.sirt_prrt",
        kind="caution",
        classes=("liver_radiation",),
        when=ALWAYS,
        sources=("T53", "INV-54"),
        mark="R",
        says="PRRT before or after increases liver toxicity.",
    ),
    Guard(
        id="extent.sirt_remnant",
        kind="first",
        classes=("liver_radiation",),
        when=ALWAYS,
        sources=("T53",),
        mark="R",
        says="Confirm an adequate liver remnant (no field of the record says it).",
    ),
)

EXTENT = (
    *OPERATION,
    *LIVER_PROCEDURE,
    *EMBOLISATION,
    *RADIATION,
    *CHECKS_OF_PROCEDURES,
)
