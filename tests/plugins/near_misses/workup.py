"""Near misses of work-up, staging and syndromes."""

from __future__ import annotations

from tests.guideline.records import DAY, NEC, spread
from tests.plugins.near_misses.rule import (
    BEYOND,
    BY_HIAA,
    COURSE,
    FUNCTIONAL,
    HEREDITY,
    KI67,
    LIVER,
    MARGIN,
    NOT_FUNCTIONAL,
    NOTHING_TOLD,
    NT_PROBNP,
    OUT,
    PLANNED,
    PROOF,
    RESECTABLE,
    RESECTED,
    SITE,
    SIZE,
    STATUS,
    SYMPTOMS,
    SYNDROME,
    TNM,
    M,
    N,
    Rule,
    T,
    at,
    counted,
    nec,
    of,
    some,
)

MITOSES, METASTASES = "pathology.mitoses_per_2mm2", "disease.metastasis_sites"
MODALITY, MESOAPPENDIX = "imaging.conv_imaging_modality", "pathology.mesoappendix_invasion_mm"
RECTAL = {
    KI67: 1.0,
    SIZE: 10.0,
    "pathology.depth": "submucosa",
    "pathology.lvi": "absent",
    "disease.suspicious_nodes": "no",
}
_UNSCANNED = {"imaging.sstr_modality": None, "imaging.sstr_age_months": None}
INTERVAL = "disease.progression_interval_months"
_CARCINOID = at("jejunum_ileum", LIVER, of("carcinoid"))

WORKUP = (
    # The order of two treatments is a question for small cells in the brain alone (Z25).
    Rule(
        "therapies:extent.brain_small_cell",
        {
            **nec("colon"),
            **BEYOND,
            METASTASES: some("brain"),
            "pathology.cell_size": "small",
        },
        misses=(
            {"pathology.cell_size": "large"},
            {METASTASES: some("liver", "bone")},
            {"pathology.histology_family": "NET", "pathology.differentiation": "well"},
        ),
        no=({"pathology.cell_size": None},),
    ),
    # What came of a treatment is asked while the tumour grows, or may (Z09).
    Rule(
        "base:workup.treatment_outcome",
        {
            **at("jejunum_ileum", LIVER),
            COURSE: "RECIST_progressive",
            "history.prior_therapies": some("T02"),
            "history.prior_ssa": None,
            "history.progressed_on": None,
        },
        still=(
            *({"history.prior_therapies": some(row)} for row in ("T01", "T05", "T20", "T30")),
            {COURSE: None},
            {"history.prior_therapies": None, "history.prior_ssa": "yes"},
        ),
        misses=(
            *({"history.prior_therapies": some(row)} for row in ("T63", "T50")),
            {COURSE: "stable"},
            {COURSE: "responding"},
        ),
        no=({"history.prior_therapies": None},),
    ),
    # What a person knows of "nothing left" and of spread rests on these two (A31, 06 C).
    Rule(
        "base:workup.margin",
        {STATUS: "resected_no_residual", MARGIN: None},
        misses=({MARGIN: "R0"}, {MARGIN: "R1"}),
        no=({STATUS: "not_resected"}, {STATUS: "residual"}, {STATUS: None}),
    ),
    Rule(
        "base:workup.metastases",
        {**spread("liver_only"), METASTASES: None},
        still=({"disease.extent": "beyond_liver"},),
        misses=({METASTASES: some("liver")}, {"disease.extent": None}),
        no=tuple({"disease.extent": word} for word in ("localized", "regional")),
    ),
    Rule(
        "hereditary:workup.calcium",
        {HEREDITY: "MEN1"},
        still=({HEREDITY: None, **of("gastrinoma")},),
        no=({HEREDITY: "none", **of("gastrinoma")}, {HEREDITY: None}),
    ),
    Rule(
        "pancreas:workup.biochemistry",
        at("pancreas", LIVER, of("glucagonoma"), {PROOF: None}),
        no=({SYNDROME: "none"}, {SYNDROME: "carcinoid"}, {FUNCTIONAL: "no"}, OUT),
        misses=({PROOF: "yes"}, {PROOF: "no"}),
    ),
    Rule(
        "thymus:workup.cortisol",
        at("thymus", RESECTABLE),
        misses=({"labs.cortisol": 300.0},),
        no=({SITE: "lung"}, nec("thymus"), OUT),
    ),
    Rule(
        "lung:workup.hiaa",
        at("lung", RESECTABLE, {SYMPTOMS: some("flush"), "labs.u5hiaa_24h": None}),
        still=({SYMPTOMS: some("diarrhoea")},),
        misses=({SYMPTOMS: some("pain")}, {"labs.u5hiaa_24h": 31.0}, {SITE: "thymus"}, OUT),
    ),
    # Asked for where it is not on record (APP-06, REC-02, LUN-04).
    *(
        Rule(
            f"appendix:workup.{name}",
            at("appendix", spread("regional"), {**_UNSCANNED, fact: None}),
            still=(
                {**spread("localized"), "disease.primary_complication": some("perforation")},
                {**spread("localized"), MESOAPPENDIX: 3.1, SIZE: 10.1},
            ),
            misses=(
                {fact: told},
                {**spread("localized"), MESOAPPENDIX: 3.0, SIZE: 10.1},
                {**spread("localized"), MESOAPPENDIX: 3.1, SIZE: 10.0},
                nec("appendix"),
                OUT,
            ),
        )
        for name, fact, told in (
            ("staging", MODALITY, "CT"),
            ("staging_sstr", "imaging.sstr_result", "negative"),
        )
    ),
    *(
        Rule(
            f"rectum:workup.local_staging{name}",
            at("rectum", RESECTABLE, {**RECTAL, fact: untold}),
            still=({SIZE: 20.0}, {SIZE: 9.9, KI67: 4.0}, {SIZE: 9.9, "pathology.lvi": "present"}),
            misses=({fact: told}, {SIZE: 20.1}, {SIZE: 9.9}, RESECTED, nec("rectum"), OUT),
        )
        for name, fact, untold, told in (
            ("", "imaging.eus_date", None, DAY),
            ("_mri", MODALITY, None, "MRI"),
            ("_mri", MODALITY, "CT", "both"),
            ("_sstr", "imaging.sstr_result", None, "negative"),
        )
    ),
    *(
        Rule(
            f"lung:workup.{name}",
            at("lung", RESECTABLE, {**_UNSCANNED, fact: None}),
            misses=({fact: told}, RESECTED, {SITE: "thymus"}, nec("lung"), OUT),
        )
        for name, fact, told in (
            ("ct", MODALITY, "MRI"),
            ("sstr_pet", "imaging.sstr_result", "negative"),
        )
    ),
    # A question to the board after an operation (A31), of the chest (LUN-03, THY-03).
    Rule(
        "base:extent.completion",
        {STATUS: "residual", MARGIN: "R1"},
        still=({MARGIN: "R2"},),
        misses=({MARGIN: "R0"}, {MARGIN: "Rx"}, {MARGIN: "not_resected"}, OUT),
    ),
    Rule(
        "base:extent.completion_nodes",
        {**spread("localized"), **RESECTED, "disease.nodes_examined": 0.0},
        still=(spread("regional"),),
        misses=({"disease.nodes_examined": 1.0}, LIVER, {STATUS: "not_resected"}),
    ),
    Rule(
        "lung:extent.adjuvant_question",
        at("lung", spread("regional"), RESECTED, {MITOSES: 2.0, MARGIN: "R1", STATUS: "residual"}),
        still=({MARGIN: "R0", N: "N2"}, {MITOSES: 10.0}),
        misses=({MARGIN: "R0", N: "N1"}, {MARGIN: "R2"}, {MITOSES: 1.0}, LIVER, nec("lung")),
    ),
    Rule(
        "thymus:extent.radiotherapy_question",
        at("thymus", spread("localized"), {STATUS: "residual", MARGIN: "R1", MITOSES: 1.0}),
        still=({MARGIN: "R2"}, {MARGIN: "R0", MITOSES: 2.0}),
        misses=({MARGIN: "R0"}, {MARGIN: "Rx"}, LIVER, nec("thymus")),
    ),
    Rule(
        "updates:workup.heart",
        {**_CARCINOID, NT_PROBNP: 100.0, "imaging.echocardiography": None},
        still=(BY_HIAA,),
        misses=({"imaging.echocardiography": "normal"}, NOT_FUNCTIONAL, of("gastrinoma"), OUT),
        no=(NOTHING_TOLD,),
    ),
    Rule(
        "updates:workup.heart_marker",
        {**_CARCINOID, NT_PROBNP: None},
        still=(BY_HIAA,),
        misses=({NT_PROBNP: 100.0}, NOT_FUNCTIONAL, of("gastrinoma"), OUT),
        no=(NOTHING_TOLD,),
    ),
    Rule(
        "updates:workup.nt_probnp",
        {**_CARCINOID, NT_PROBNP: 260.1},
        still=(BY_HIAA,),
        misses=({NT_PROBNP: 260.0}, NOT_FUNCTIONAL, OUT),
        no=({NT_PROBNP: None}, NOTHING_TOLD),
    ),
    Rule(
        "pancreas:workup.gastrin",
        at("pancreas", of("gastrinoma"), {PROOF: None}),
        still=({**NOT_FUNCTIONAL, SYMPTOMS: some("ulcer")}, {PROOF: "no"}),
        misses=({SYNDROME: "insulinoma"}, NOT_FUNCTIONAL, {PROOF: "yes"}),
    ),
    Rule(
        "pancreas:workup.tissue_first",
        at("pancreas", RESECTABLE, {SIZE: 20.0, KI67: None}),
        still=(spread("regional"),),
        misses=(
            {SIZE: 20.1},
            {KI67: 1.0},
            LIVER,
            BEYOND,
            of("gastrinoma"),
            {SITE: "duodenum"},
            RESECTED,
        ),
    ),
    Rule(
        "unknown_primary:workup.sstr_pet",
        at("colon", BEYOND, {SITE: None, "imaging.sstr_modality": None}),
        still=(
            {"imaging.sstr_modality": "111In-pentetreotide"},
            {"imaging.sstr_modality": "99mTc"},
        ),
        misses=({SITE: "colon"}, NEC | {SITE: None}),
        no=({"imaging.sstr_modality": "68Ga-DOTATOC"}, {"imaging.sstr_modality": "64Cu-DOTATATE"}),
    ),
    Rule(
        "stomach:workup.type",
        at("stomach", RESECTABLE, {"disease.gastric_type": None}),
        still=(LIVER, RESECTED),
        no=({SITE: None}, {SITE: "duodenum"}, nec("stomach")),
    ),
)

# M codes of a NET of the gut; a NEC is staged with the carcinoma TNM of its organ (COM-03, COM-06).
_BEYOND = at("colon", spread("beyond_liver"))
CODES = (
    Rule(
        "updates:extent.m1a",
        at("colon", LIVER),
        misses=(_BEYOND, spread("localized"), nec("colon"), {SITE: "lung"}, OUT),
    ),
    Rule(
        "updates:extent.m1b",
        {**_BEYOND, METASTASES: some("bone")},
        misses=(
            {METASTASES: some("bone", "liver")},
            {METASTASES: None},
            nec("colon"),
            {SITE: "lung"},
            OUT,
        ),
    ),
    Rule(
        "updates:extent.m1c",
        {**_BEYOND, METASTASES: some("bone", "liver")},
        misses=({METASTASES: some("bone")}, {METASTASES: None}, nec("colon"), OUT),
    ),
)
RESTAGING = (
    Rule(
        "updates:workup.rebiopsy",
        at("colon", LIVER, {KI67: 1.0, COURSE: "RECIST_progressive", INTERVAL: 6.0}),
        still=({KI67: 20.0}, {**LIVER, "disease.extent": "beyond_liver"}),
        misses=(
            {INTERVAL: 6.1},
            {INTERVAL: None},
            {COURSE: "stable"},
            {KI67: 20.1},
            RESECTABLE,
            RESECTED,
            nec("colon"),
            OUT,
        ),
    ),
)

STAGING = (
    Rule(
        "staging:workup.m_differs",
        at("pancreas", spread("liver_only"), TNM, {M: "M0"}),
        still=(
            {"disease.stage_edition": "UICC8"},
            {M: "M1b"},
            {M: "M1c"},
            {**spread("localized"), M: "M1"},
            {**spread("localized"), M: "M1a"},
        ),
        misses=(
            {M: "M1"},
            {M: "M1a"},
            {"disease.stage_edition": "AJCC9"},
            {"disease.stage_edition": "ENETS"},
            {**spread("localized"), M: "M0"},
            {**spread("beyond_liver"), M: "M1c"},
            {**BEYOND, "disease.metastasis_sites": some("bone"), M: "M1b"},
            nec("colon"),
        ),
        no=({M: None}, OUT),
    ),
    Rule(
        "staging:workup.n_differs",
        at("pancreas", spread("regional"), TNM, {N: "N0"}),
        still=(
            {"disease.stage_edition": "UICC8"},
            {N: "N2"},
            {N: "N3"},
            {**spread("localized"), N: "N1"},
            {SITE: "jejunum_ileum", **counted(12), N: "N1"},
            {SITE: "jejunum_ileum", **counted(11), N: "N2"},
        ),
        misses=(
            {N: "N1"},
            {SITE: "jejunum_ileum", **counted(12), N: "N2"},
            {SITE: "jejunum_ileum", **counted(11), N: "N1"},
            {**spread("localized"), N: "N0"},
            {"disease.stage_edition": "AJCC9"},
            nec("colon"),
        ),
        no=({N: None}, OUT),
    ),
    Rule(
        "staging:workup.t_differs",
        at(
            "pancreas",
            RESECTABLE,
            TNM,
            {SIZE: 24.0, T: "T1", "disease.bile_duct_involvement": "no"},
        ),
        still=(
            {"disease.stage_edition": "UICC8"},
            *({T: word} for word in ("T1a", "T1b", "T1c", "T3", "T4")),
            *({SIZE: 41.0, T: word} for word in ("T2", "T2a", "T2b")),
        ),
        misses=(
            {T: "T2"},
            {SIZE: 19.0},
            {SIZE: 41.0, T: "T3"},
            {"disease.stage_edition": "ENETS"},
            nec("colon"),
        ),
        no=({T: None}, OUT),
    ),
)

SYNDROMES = (
    *(
        Rule(
            f"pancreas:functional.{name}",
            at("pancreas", LIVER, of(word)),
            still=(RESECTABLE, nec("pancreas"), OUT),
            misses=({SYNDROME: "somatostatinoma"}, {FUNCTIONAL: None}, RESECTED),
        )
        for name, word in (("pthrp", "PTHrP"), ("glucagonoma", "glucagonoma"))
    ),
    Rule(
        "updates:functional.crisis_figures",
        {**_CARCINOID, PLANNED: some("endoscopy")},
        still=(
            BY_HIAA,
            OUT,
            {**of("gastrinoma"), PLANNED: some("surgery_abdominal")},
            {**of("gastrinoma"), PLANNED: some("anaesthesia")},
        ),
        misses=(
            {PLANNED: some()},
            of("gastrinoma"),
            NOT_FUNCTIONAL,
            {**NOT_FUNCTIONAL, PLANNED: some("surgery_abdominal")},
        ),
    ),
)

RULES = (*CODES, *WORKUP, *RESTAGING, *STAGING, *SYNDROMES)
