"""Near misses of guards."""

from __future__ import annotations

from tests.guideline.records import CLEARED, NEC, spread
from tests.plugins.near_misses.rule import (
    BEYOND,
    FAMILY,
    FUNCTIONAL,
    HEREDITY,
    HIAA,
    IRRADIATED,
    KI67,
    LIVER,
    NEC_ALONE,
    NOT_COVERED,
    NOT_FUNCTIONAL,
    NOTHING_TOLD,
    OUT,
    PRIOR,
    RESECTED,
    SITE,
    STOOLS,
    SYMPTOMS,
    SYNDROME,
    TEST,
    Facts,
    Rule,
    at,
    of,
    some,
)

BY_DRUG = "function.hypoglycaemia_by_drug"
METASTASES = "disease.metastasis_sites"
SEX, PREGNANCY = "patient.sex_at_birth", "patient.pregnancy_status"
CONTRACEPTION = "patient.contraception"
# A syndrome that is not told may be an insulinoma, where the tumour is one that can make it.
_MAY_BE_INSULINOMA = tuple(
    {SYNDROME: None, SITE: site} for site in ("pancreas", "duodenum", *NOT_COVERED, *NEC_ALONE)
)
# One is possible at any site with hypoglycaemia that no syndrome explains, and in MEN1 (Z15).
_HYPO: Facts = {SITE: "lung", SYMPTOMS: some("hypoglycaemia")}
_MEN1: Facts = {SITE: "lung", HEREDITY: "MEN1"}
_POSSIBLE_INSULINOMA: tuple[Facts, ...] = (
    *({**_HYPO, SYNDROME: word} for word in (None, "none", "other")),
    *(
        {SITE: "lung", SYNDROME: None, events: some("severe_hypoglycaemia")}
        for events in ("disease.acute_events", "disease.acute_events_over")
    ),
    {**_HYPO, SYNDROME: None, BY_DRUG: "no"},
    # Removed, but the glucose is low again.
    {**RESECTED, SYMPTOMS: some("hypoglycaemia")},
    {**_HYPO, SYNDROME: None, FUNCTIONAL: None},
    {**_MEN1, SYNDROME: None},
)
# What nobody recorded of symptoms, heredity or function holds nothing.
_NO_INSULINOMA: tuple[Facts, ...] = (
    {**RESECTED, TEST: None},
    {**_HYPO, SYNDROME: None, BY_DRUG: "yes"},
    {**_HYPO, SYNDROME: "carcinoid"},
    {**_HYPO, SYNDROME: None, SYMPTOMS: some("flush")},
    {**_HYPO, SYNDROME: None, SYMPTOMS: None},
    {**_MEN1, SYNDROME: "VIPoma"},
    {**_MEN1, SYNDROME: None, HEREDITY: "VHL"},
    {**_MEN1, SYNDROME: None, HEREDITY: None},
    {**_MEN1, SYNDROME: None, FUNCTIONAL: None},
    {**_MEN1, SYNDROME: None, FUNCTIONAL: "no"},
)
_NOT_PANCREAS = {SYNDROME: None, SITE: "jejunum_ileum"}
_CARCINOID = at("jejunum_ileum", LIVER, of("carcinoid"))

GUARDS = (
    Rule(
        "base:octreotide_cover.insulinoma_worse",
        at("pancreas", of("insulinoma"), {TEST: "worse"}),
        # Not tested is not cleared (INV-28, PAN-F-04): left open. Removed, the test still counts.
        still=(*_POSSIBLE_INSULINOMA, RESECTED),
        misses=(
            *({TEST: "safe"}, {SYNDROME: "glucagonoma"}),
            {**RESECTED, TEST: "safe"},
        ),
        open=({TEST: None}, *_MAY_BE_INSULINOMA),
        # Not every tumour without a syndrome on record may be an insulinoma.
        no=({SYNDROME: None, FUNCTIONAL: "no"}, _NOT_PANCREAS, NOTHING_TOLD, *_NO_INSULINOMA),
    ),
    Rule(
        "base:systemic.ssa_insulinoma_over",
        at("pancreas", of("insulinoma"), RESECTED),
        still=(
            {TEST: "safe"},
            at("lung", NOT_FUNCTIONAL, {SYMPTOMS: some("hypoglycaemia"), BY_DRUG: "yes"}),
        ),
        misses=(
            {"disease.margin": "R1"},
            {"disease.disease_status": "not_resected"},
            {SYMPTOMS: some("hypoglycaemia")},
            {SYNDROME: "gastrinoma"},
        ),
        no=({SYNDROME: None, FUNCTIONAL: None},),
    ),
    Rule(
        "therapies:telotristat.diarrhoea",
        {**_CARCINOID, SYMPTOMS: some("flush"), STOOLS: 3.0},
        # Each tells the diarrhoea that the label asks for.
        no=({SYMPTOMS: some("diarrhoea")}, {STOOLS: 4.0}, {SYMPTOMS: None, STOOLS: 4.0}),
        misses=({SYMPTOMS: None},),
    ),
    Rule(
        "base:systemic.radioligand_after_sirt",
        {PRIOR: some("T53"), IRRADIATED: "no"},
        still=({PRIOR: some(), IRRADIATED: "yes"}, {PRIOR: None, IRRADIATED: "yes"}),
        no=({PRIOR: some()}, {PRIOR: some("T50")}, {PRIOR: None, IRRADIATED: None}),
    ),
    Rule(
        "therapies:systemic.everolimus_eu_g3",
        at("lung", BEYOND, {KI67: 20.1, "patient.jurisdiction": "EU"}),
        still=tuple({SITE: site} for site in ("stomach", "jejunum_ileum", "colon", "rectum")),
        misses=(
            {KI67: 20.0},
            {SITE: "pancreas"},
            {SITE: "thymus"},
            {"patient.jurisdiction": "US"},
        ),
        no=({"patient.jurisdiction": None},),
    ),
    Rule(
        "therapies:systemic.cabozantinib_symptom_ssa",
        at("jejunum_ileum", BEYOND, of("carcinoid"), {PRIOR: some("T01")}),
        misses=(NOT_FUNCTIONAL, {PRIOR: some("T01", "T30")}, {PRIOR: some()}),
    ),
    Rule(
        "base:systemic.contraception",
        {SEX: "female", "patient.age": 54.0, CONTRACEPTION: "none", PREGNANCY: "not_pregnant"},
        still=({CONTRACEPTION: None}, {PREGNANCY: None}),
        misses=({SEX: None, CONTRACEPTION: "effective"},),
        no=(
            {SEX: "male"},
            {"patient.age": 55.0},
            {CONTRACEPTION: "effective"},
            {CONTRACEPTION: "not_applicable"},
            {PREGNANCY: "not_applicable"},
            {PREGNANCY: "pregnant"},
        ),
    ),
    Rule(
        "unknown_primary:systemic.ttf1",
        {**NEC, SITE: None, "pathology.ihc_ttf1": "positive"},
        misses=(
            {"pathology.ihc_ttf1": "negative"},
            {SITE: "colon"},
            {FAMILY: "NET", "pathology.differentiation": "well"},
            OUT,
        ),
        no=({"pathology.ihc_ttf1": None},),
    ),
)

# Said of what is on record alone: one word of a fact, and no other (file 04, CAUTION and STOP).
_ON_RECORD = (
    ("base:liver_resection.liver_resectability", "disease.liver_resectability", "unresectable"),
    ("base:sunitinib.qtc_470", "patient.qtc_ms", 480.0),
    ("therapies:diazoxide.heart_failure", "patient.comorbidities", some("heart_failure")),
    ("therapies:interferon.autoimmune", "patient.comorbidities", some("autoimmune_disease")),
    ("therapies:interferon.depression", "patient.comorbidities", some("depression")),
    ("therapies:telotristat.comorbidities", "patient.comorbidities", some("depression")),
    ("therapies:telotristat.liver_disease", "organ.liver_disease", "CPA_C"),
    ("base:extent.embolisation_portal_branch", "organ.portal_vein", "branch_thrombus"),
    ("base:extent.liver_correct_coagulopathy", "organ.coagulopathy", "correctable"),
    ("base:systemic.capecitabine_warfarin", "patient.warfarin", "yes"),
    ("base:systemic.dpd_complete", "organ.dpyd_status", "complete_deficient"),
    ("base:systemic.dpd_partial", "organ.dpyd_status", "partial"),
    ("base:systemic.everolimus_lung", "organ.ild_status", "stable"),
    ("base:systemic.radioligand_heart", "patient.nyha_class", 3.0),
    ("base:systemic.radioligand_mesentery", "disease.local_invasion", "mesenteric_mass"),
    ("base:systemic.radioligand_mesentery", "disease.bowel_obstruction", "yes"),
    ("base:systemic.radioligand_marrow", PRIOR, some("T40")),
    ("base:systemic.radioligand_marrow", "history.prior_ebrt_marrow_pct", 0.1),
    ("base:systemic.radioligand_mismatch", "imaging.sstr_fdg_discordance", "mixed"),
    ("base:systemic.radioligand_steroid", "patient.steroid_high_dose", "yes"),
    ("therapies:systemic.kidney_radioligand", "history.prior_prrt_cycles", 4.0),
)
ON_RECORD = tuple(
    Rule(name, {fact: word}, no=({fact: None}, {fact: CLEARED.get(fact)}))
    for name, fact, word in _ON_RECORD
)

POTASSIUM, EITHER = "labs.potassium", ("labs.alt_uln_ratio", "labs.ast_uln_ratio")
_NO_LIVER = at("pancreas", spread("beyond_liver"), {METASTASES: some("bone")})
_ECHO, _HEART = "imaging.echocardiography", at("jejunum_ileum", LIVER, of("carcinoid"))
MORE = (
    Rule(
        "therapies:diazoxide.heart_failure",
        {"patient.nyha_class": 2.0},
        misses=({"patient.nyha_class": 1.0},),
        no=({"patient.nyha_class": None},),
    ),
    Rule(
        "base:liver_resection.future_liver_remnant_pct",
        {"disease.future_liver_remnant_pct": 29.9},
        misses=({"disease.future_liver_remnant_pct": 30.0},),
    ),
    Rule(
        "base:rfa.size",
        {"disease.liver_largest_mm": 30.1},
        misses=({"disease.liver_largest_mm": 30.0},),
    ),
    Rule(
        "base:sunitinib.blood_pressure",
        {"patient.on_antihypertensives": "yes", "patient.sbp": 151.0},
        # Uncontrolled on treatment: without any it can still be brought down (T31).
        misses=({"patient.on_antihypertensives": "no"}, {"patient.on_antihypertensives": None}),
    ),
    Rule(
        "base:octreotide_cover.insulinoma",
        at("pancreas", of("insulinoma")),
        # A syndrome that is not told may be this one, where the tumour is one that can make it.
        still=_POSSIBLE_INSULINOMA,
        misses=({SYNDROME: "glucagonoma"}, RESECTED),
        open=_MAY_BE_INSULINOMA,
        no=({SYNDROME: None, FUNCTIONAL: "no"}, _NOT_PANCREAS, NOTHING_TOLD, *_NO_INSULINOMA),
    ),
    Rule(
        "base:systemic.ssa_insulinoma",
        at("pancreas", of("insulinoma"), {TEST: "worse"}),
        still=({FUNCTIONAL: None}, RESECTED, *_POSSIBLE_INSULINOMA),
        misses=({TEST: "safe"}, {**RESECTED, TEST: "safe"}),
        open=({TEST: None}, *_MAY_BE_INSULINOMA),
        no=(
            *_NO_INSULINOMA,
            {SYNDROME: None, FUNCTIONAL: "no"},
            {SYNDROME: None, SITE: "jejunum_ileum"},
            NOTHING_TOLD,
        ),
    ),
    Rule(
        "therapies:belzutifan.not_pregnant",
        {PREGNANCY: "pregnant"},
        no=({PREGNANCY: "not_pregnant"}, {PREGNANCY: "not_applicable"}),
        open=({PREGNANCY: None},),
    ),
    Rule(
        "therapies:radiotherapy.marrow",
        {"history.prior_prrt_cycles": 1.0},
        no=(
            {"history.prior_prrt_cycles": 0.0},
            {"history.prior_prrt_cycles": None},
            {"history.prior_prrt_cycles": 0.0, PRIOR: None},
        ),
    ),
    Rule(
        "therapies:radiotherapy.pregnancy_status",
        {SEX: "female", "patient.age": 40.0, PREGNANCY: "pregnant"},
        still=({"patient.age": 56.0},),
        no=(
            {PREGNANCY: "not_pregnant"},
            {PREGNANCY: None, SEX: "male"},
            {PREGNANCY: None, "patient.age": 55.0},
        ),
        open=({PREGNANCY: None}, {PREGNANCY: None, SEX: None}),
    ),
    Rule(
        "base:liver_resection.liver_resectability",
        {"disease.liver_resectability": "unresectable"},
        no=tuple({"disease.liver_resectability": word} for word in ("resectable", "borderline")),
    ),
    Rule(
        "base:systemic.radioligand_marrow",
        {"history.prior_ebrt_marrow_pct": 0.1},
        still=({**BEYOND, "history.prior_ebrt_marrow_pct": 0.0},),  # with metastases of the bone
        no=({"history.prior_ebrt_marrow_pct": 0.0, METASTASES: some("liver")},),
    ),
    Rule(
        "base:workup.chemotherapy_only_if",
        at("jejunum_ileum", BEYOND),
        still=({FAMILY: "MiNEN", "pathology.differentiation": "poor"}, {KI67: 20.0}),
        no=({KI67: 20.1}, {SITE: "pancreas"}, NEC),
        open=({KI67: None}, {SITE: None}),
    ),
    Rule(
        "therapies:syndrome_support.potassium",
        {POTASSIUM: 3.4},
        misses=({POTASSIUM: 3.5}, {POTASSIUM: None}),
    ),
    Rule(
        "base:extent.procedure_vipoma",
        {**of("VIPoma"), POTASSIUM: 3.4},
        still=({POTASSIUM: None},),  # unknown counts as too low (INV-76)
        misses=({POTASSIUM: 3.5}, {SYNDROME: "ACTH"}),
        no=({SYNDROME: None},),
    ),
    Rule(
        "base:extent.urgent_syndrome",
        {**of("VIPoma"), POTASSIUM: 3.4},
        still=({POTASSIUM: None}, {SYNDROME: "ACTH", POTASSIUM: 4.0}),
        misses=({POTASSIUM: 3.5},),
        no=({SYNDROME: None},),
    ),
    *(
        Rule(
            name,
            {**_HEART, _ECHO: "CHD_severe"},
            still=({_ECHO: None}, {SYNDROME: None, HIAA: 1.1}),
            misses=({_ECHO: "normal"}, {_ECHO: "CHD_mild"}, of("gastrinoma")),
        )
        for name in ("base:extent.major_heart", "base:extent.urgent_heart")
    ),
    Rule(
        "base:extent.surgery_phaeo",
        {"heredity.family_phaeo_men2": "yes", "heredity.phaeo_excluded": "no"},
        still=(
            {"heredity.phaeo_excluded": None},
            *(
                {"heredity.family_phaeo_men2": "no", HEREDITY: word}
                for word in ("NF1", "VHL", "MEN2", "SDHx")
            ),
        ),
        misses=({"heredity.phaeo_excluded": "yes"}, {"heredity.family_phaeo_men2": "no"}),
        no=(
            {"heredity.family_phaeo_men2": None},
            {"heredity.family_phaeo_men2": "no"},
            {"heredity.family_phaeo_men2": "no", HEREDITY: None},
        ),
    ),
    Rule(
        "base:extent.surgery_phaeo_perhaps",
        {HEREDITY: "other", "heredity.phaeo_excluded": "no"},
        still=({"heredity.phaeo_excluded": None},),
        misses=({"heredity.phaeo_excluded": "yes"},),
        no=({HEREDITY: None}, {HEREDITY: "SDHx"}),
    ),
    Rule(
        "hereditary:workup.metanephrines_men2_sdhx",
        {HEREDITY: "SDHx", "heredity.phaeo_excluded": "no"},
        still=({"heredity.phaeo_excluded": None}, {HEREDITY: "MEN2"}),
        misses=({"heredity.phaeo_excluded": "yes"},),
        no=({HEREDITY: None}, {HEREDITY: "other"}),
    ),
    Rule(
        "hereditary:workup.heredity_not_covered",
        {HEREDITY: "SDHx"},
        still=({HEREDITY: "MEN2"}, {HEREDITY: "other"}),
        no=({HEREDITY: None}, {HEREDITY: "MEN1"}),
    ),
    Rule(
        "base:functional.syndrome_not_covered",
        {SYNDROME: "other", FUNCTIONAL: "yes"},
        misses=({SYNDROME: "carcinoid"},),
        no=({SYNDROME: None}, RESECTED),
    ),
    Rule(
        "base:systemic.breastfeeding",
        {SEX: "female", "patient.age": 40.0, "patient.breastfeeding": "yes"},
        open=({"patient.breastfeeding": None},),
        no=(
            {"patient.breastfeeding": "no"},
            {"patient.breastfeeding": None, "patient.age": 55.0},
            {"patient.breastfeeding": None, SEX: "male"},
        ),
    ),
    Rule(
        "base:systemic.everolimus_glucose",
        {"organ.diabetes_control": "uncontrolled", "labs.glucose_fasting_uln_ratio": 1.0},
        still=({"organ.diabetes_control": "none", "labs.glucose_fasting_uln_ratio": 1.51},),
        misses=(
            {"organ.diabetes_control": "controlled", "labs.glucose_fasting_uln_ratio": 1.5},
            {"organ.diabetes_control": "none"},
        ),
    ),
    Rule(
        "base:systemic.radioligand_albumin",
        {"labs.albumin": 29.9},
        misses=({"labs.albumin": 30.0},),
    ),
    *(
        Rule(
            "base:systemic.tki_liver",
            {**_NO_LIVER, enzyme: 2.6},
            still=({**LIVER, enzyme: 5.1}, {METASTASES: some("liver", "bone"), enzyme: 5.1}),
            misses=(
                {enzyme: 2.5},
                {**LIVER, enzyme: 5.0},
                {METASTASES: some("liver", "bone"), enzyme: 5.0},
            ),
        )
        for enzyme in EITHER
    ),
    Rule(
        "small_intestine:systemic.prrt_surgical_review",
        at("jejunum_ileum", LIVER, {"disease.local_invasion": "mesenteric_mass"}),
        still=(
            {"disease.local_invasion": "none", "disease.mesenteric_mass_mm": 0.1},
            {"disease.local_invasion": "none", "disease.bowel_obstruction": "yes"},
        ),
        misses=({"disease.local_invasion": "none"},),
    ),
    Rule(
        "therapies:telotristat.without_ssa",
        {PRIOR: some("T30"), "history.prior_ssa": "no"},
        no=(
            {"history.prior_ssa": "yes"},
            *({PRIOR: some(row), "history.prior_ssa": None} for row in ("T01", "T02", "T05")),
        ),
        open=({PRIOR: None, "history.prior_ssa": None},),
    ),
    Rule(
        "therapies:cabozantinib.contraception",
        {SEX: "female", "patient.age": 54.0, CONTRACEPTION: "none"},
        still=({CONTRACEPTION: None},),
        no=({SEX: "male"}, {"patient.age": 55.0}, {CONTRACEPTION: "effective"}),
    ),
)

RULES = (*GUARDS, *ON_RECORD, *MORE)
