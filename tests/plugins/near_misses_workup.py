"""Near misses of grading, work-up, syndromes, follow-up, staging, guards and notes.

Written as those of `near_misses`. ``no`` holds the records in which something is missing and the
rule is still not met rather than open, because it speaks of what is on record alone.
"""

from __future__ import annotations

from tests.guideline.records import NEC, spread
from tests.plugins.near_misses import (
    BEYOND,
    COURSE,
    FEASIBLE,
    FUNCTIONAL,
    HEREDITY,
    KI67,
    LIVER,
    MARGIN,
    NODES,
    OUT,
    PRIOR,
    RESECTABLE,
    RESECTED,
    SIZE,
    STATUS,
    SYNDROME,
    UNRESECTABLE,
    Facts,
    Rule,
    at,
    nec,
    some,
)

SITE, FAMILY = "disease.primary_site", "pathology.histology_family"
PLANNED, SYMPTOMS = "history.planned_procedure", "function.symptoms"
HIAA, NT_PROBNP = "labs.u5hiaa_24h_uln_ratio", "labs.nt_probnp"
PROOF, TEST = "function.biochemistry_confirms", "function.insulinoma_ssa_test"
NOT_FUNCTIONAL: Facts = {FUNCTIONAL: "no", SYNDROME: "none"}
NOTHING_TOLD: Facts = {FUNCTIONAL: None, SYNDROME: None, HIAA: None}
BY_HIAA: Facts = {FUNCTIONAL: None, SYNDROME: None, HIAA: 1.1}
NOT_JUDGED: Facts = {**spread("localized"), FEASIBLE: None}
SHALLOW: Facts = {"pathology.depth": "submucosa", "pathology.lvi": "absent"}
TNM: Facts = {"disease.stage_edition": "AJCC8", "disease.tnm_family": "NET"}
STOOLS = "function.stool_per_day"
IRRADIATED = "organ.prior_liver_irradiation"
THERAPY = "history.months_since_therapy_start"
DIAGNOSIS = "history.months_since_diagnosis"
MONTHS = "history.months_since_surgery"
GASTRIC, BACKGROUND = "disease.gastric_type", "disease.gastric_background"
T, N, M = (f"disease.{letter}_category" for letter in "tnm")


def of(syndrome: str) -> Facts:
    """Return what makes a functional tumour of a record."""
    return {FUNCTIONAL: "yes", SYNDROME: syndrome}


def counted(nodes: float) -> Facts:
    """Return a dissection with so many positive nodes, and no mesenteric mass."""
    return {
        "disease.nodes_examined": 20.0,
        "disease.nodes_positive": nodes,
        "disease.mesenteric_mass_mm": 0.0,
    }


_CARCINOID = at("jejunum_ileum", LIVER, of("carcinoid"))
_CLOCK: Facts = {
    **spread("localized"),
    **RESECTED,
    KI67: 1.0,
    "pathology.mitoses_per_2mm2": 1.0,
    "pathology.necrosis": "absent",
    MONTHS: 60.1,
}

GRADING = tuple(
    Rule(
        f"base:grading.thoracic_band_{band}",
        at("lung", RESECTABLE, {KI67: ki67}),
        no=({SITE: None}, {SITE: "colon"}),
    )
    for band, ki67 in (("middle", 3.0), ("gap", 2.5))
)

EXTENT = (
    Rule(
        "base:extent.liver_resection",
        at("jejunum_ileum", LIVER, {FEASIBLE: "yes"}),
        misses=({STATUS: None}, {FEASIBLE: "borderline"}, BEYOND, nec("colon")),
        no=({FEASIBLE: None},),
    ),
    Rule(
        "base:extent.nodes",
        at("jejunum_ileum", RESECTABLE),
        still=(spread("regional"), nec("colon")),
        misses=(
            {"pathology.differentiation": None},
            {"pathology.differentiation": "indeterminate"},
            {FEASIBLE: "no"},
            LIVER,
            RESECTED,
            OUT,
        ),
        no=({FEASIBLE: None},),
    ),
    Rule(
        "base:extent.rt22",
        at("colon", NEC, RESECTABLE, {FEASIBLE: None}),
        # Without these the route is the one that asks for them (RT-01 to RT-06).
        no=({FAMILY: None}, {KI67: None}, {"disease.extent": None}, {FEASIBLE: "yes"}),
    ),
    Rule(
        "nec:extent.chemoradiotherapy_unresectable",
        at("colon", NEC, UNRESECTABLE),
        still=(spread("regional"),),
        misses=(LIVER, RESECTABLE, RESECTED, {"pathology.differentiation": None}),
        no=({FEASIBLE: None},),
    ),
    Rule(
        "stomach:extent.type_3_gastrectomy",
        at("stomach", RESECTABLE, {SIZE: 10.0, KI67: 1.0, GASTRIC: "3", NODES: "yes", **SHALLOW}),
        still=(
            {NODES: "no", SIZE: 10.1},
            {NODES: "no", KI67: 5.0},
            {NODES: "no", "pathology.depth": "muscularis"},
            {NODES: "no", "pathology.lvi": "present"},
            {NODES: "no", **spread("regional")},
        ),
        misses=({NODES: "no"}, {GASTRIC: "2"}, LIVER, RESECTED, nec("stomach")),
        no=({FEASIBLE: None},),
    ),
    *(
        Rule(
            f"pancreas:extent.{word}",
            at("pancreas", RESECTABLE, of(word), {SIZE: 25.0}),
            misses=(nec("pancreas"), OUT, {SYNDROME: None}),
            no=({FEASIBLE: None},),
        )
        for word in ("glucagonoma", "somatostatinoma", "gastrinoma")
    ),
)

WORKUP = (
    Rule(
        "updates:workup.heart",
        {**_CARCINOID, NT_PROBNP: None},
        still=(BY_HIAA, {NT_PROBNP: 100.0, "imaging.echocardiography": None}),
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
            still=(RESECTABLE, nec("pancreas")),
            misses=({SYNDROME: "somatostatinoma"}, {FUNCTIONAL: None}, RESECTED, OUT),
        )
        for name, word in (("pthrp", "PTHrP"), ("glucagonoma", "glucagonoma"))
    ),
    Rule(
        "updates:functional.crisis_figures",
        {**_CARCINOID, PLANNED: some("endoscopy")},
        still=(
            BY_HIAA,
            {**of("gastrinoma"), PLANNED: some("surgery_abdominal")},
            {**of("gastrinoma"), PLANNED: some("anaesthesia")},
        ),
        misses=(
            {PLANNED: some()},
            of("gastrinoma"),
            NOT_FUNCTIONAL,
            {**NOT_FUNCTIONAL, PLANNED: some("surgery_abdominal")},
            OUT,
        ),
    ),
)

GUARDS = (
    Rule(
        "base:octreotide_cover.insulinoma_worse",
        at("pancreas", of("insulinoma"), {TEST: "worse"}),
        misses=({TEST: "safe"}, {SYNDROME: "glucagonoma"}, {SYNDROME: None}),
        # Not every tumour without a syndrome on record may be an insulinoma.
        no=({TEST: None}, {SYNDROME: None, SITE: "jejunum_ileum"}, NOTHING_TOLD),
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
        "unknown_primary:systemic.thoracic_stop",
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

NOTES = (
    Rule(
        "updates:systemic.rank_other_sites",
        at("rectum", BEYOND, {KI67: 9.9}),
        still=(
            LIVER,
            *({SITE: site} for site in ("appendix", "colon", "stomach", "duodenum", "ampulla")),
            {COURSE: "RECIST_progressive"},
        ),
        misses=(
            {KI67: 10.0},
            {"imaging.sstr_result": "negative"},
            {"imaging.sstr_result": "heterogeneous"},
            {"imaging.sstr_result": None},
            {COURSE: "RECIST_progressive", PRIOR: some("T01")},
            {COURSE: "RECIST_progressive", "history.prior_ssa": "yes"},
            {SITE: "pancreas"},
            UNRESECTABLE,
            nec("rectum"),
            OUT,
        ),
    ),
    Rule(
        "updates:systemic.captem_response",
        at("pancreas", BEYOND),
        still=(LIVER, UNRESECTABLE),
        misses=(RESECTABLE, RESECTED, {STATUS: None}, {SITE: "stomach"}, nec("pancreas"), OUT),
        no=(NOT_JUDGED,),
    ),
    Rule(
        "updates:systemic.everolimus_lanreotide_figures",
        at("rectum", BEYOND, {KI67: 5.0}),
        still=({KI67: 20.0}, {**LIVER, KI67: 1.0}, UNRESECTABLE, {SITE: "pancreas"}),
        misses=(
            {KI67: 4.9},
            {KI67: 20.1},
            of("carcinoid"),
            RESECTABLE,
            RESECTED,
            {STATUS: None},
            {SITE: "lung"},
            OUT,
        ),
        no=(NOT_JUDGED,),
    ),
    Rule(
        "updates:systemic.nec_first_line",
        at("colon", NEC, BEYOND),
        still=(LIVER, RESECTABLE),
        misses=(RESECTED, {STATUS: None}, {FAMILY: "NET", "pathology.differentiation": "well"}),
    ),
    Rule(
        "lung:systemic.cabozantinib",
        at("lung", UNRESECTABLE, {PRIOR: some("T30")}),
        misses=(RESECTABLE, {STATUS: None}, {PRIOR: some()}, nec("colon")),
        no=(NOT_JUDGED,),
    ),
    *(
        Rule(
            f"updates:systemic.{name}",
            at(site, BEYOND),
            still=(LIVER, UNRESECTABLE),
            misses=(RESECTABLE, RESECTED, {STATUS: None}, {SITE: other}, nec(site), OUT),
            no=(NOT_JUDGED,),
        )
        for name, site, other in (("captem_figures", "pancreas", "colon"),)
    ),
)

FOLLOW_UP = (
    Rule(
        "follow_up:follow_up.marker_hormone",
        at("pancreas", LIVER, of("insulinoma")),
        still=({SYNDROME: "gastrinoma"}, RESECTABLE),
        misses=({SYNDROME: "carcinoid"}, {SYNDROME: "none"}, {FUNCTIONAL: "no"}, OUT),
        no=({SYNDROME: None},),
    ),
    Rule(
        "follow_up:follow_up.clock_diagnosis",
        at("jejunum_ileum", _CLOCK, {MARGIN: "R2", THERAPY: None, DIAGNOSIS: 7.0}),
        still=({MARGIN: "R0", MONTHS: None}, {MARGIN: None}),
        no=({MARGIN: "R0"}, {MARGIN: "R1"}, {THERAPY: 3.0}, {DIAGNOSIS: None}),
    ),
    Rule(
        "follow_up:follow_up.clock_therapy",
        at("jejunum_ileum", _CLOCK, {MARGIN: "R2", THERAPY: 3.0}),
        still=({MARGIN: "R1", MONTHS: None},),
        no=({MARGIN: "R0"}, {MARGIN: "R1"}, {THERAPY: None}),
    ),
    *(
        Rule(
            f"base:follow_up.{name}",
            at("jejunum_ileum", LIVER, {KI67: None}),
            still=({KI67: 5.0, "pathology.differentiation": None}, RESECTED, {SITE: "lung"}),
            misses=({KI67: 5.0}, OUT),
            no=({"disease.extent": None},),
        )
        for name in ("ungraded", "ungraded_markers")
    ),
    *(
        Rule(
            f"base:follow_up.{name}",
            at("lung", BEYOND, {KI67: ki67}),
            still=(LIVER, RESECTABLE, RESECTED, {SITE: "thymus"}),
            misses=({KI67: past}, {"pathology.differentiation": None}, nec("lung"), OUT),
            no=({SITE: None}, {SITE: "colon"}, {"disease.extent": None}),
        )
        for name, ki67, past in (
            ("thoracic_imaging", 20.0, 20.1),
            ("thoracic_markers", 20.0, 20.1),
            ("thoracic_high", 20.1, 20.0),
            ("thoracic_high_markers", 20.1, 20.0),
        )
    ),
    Rule(
        "follow_up:follow_up.stomach_type_3_endoscopy",
        at("stomach", _CLOCK, {GASTRIC: "3", MONTHS: 24.0}),
        still=({GASTRIC: None, BACKGROUND: "none"}, {KI67: 5.0}, {MONTHS: 0.1}),
        misses=(
            {MONTHS: 24.1},
            {GASTRIC: "1"},
            {GASTRIC: "1", BACKGROUND: "none"},
            {GASTRIC: "2", BACKGROUND: "none"},
            {BACKGROUND: "atrophic"},
            {BACKGROUND: "gastrinoma_men1"},
            {KI67: 30.0},
            {SITE: "duodenum"},
            {MARGIN: "R1", STATUS: "residual"},
        ),
    ),
    Rule(
        "follow_up:follow_up.vhl_watched",
        at("pancreas", RESECTABLE, {HEREDITY: "VHL"}),
        still=(LIVER,),
        misses=({HEREDITY: "MEN1"}, {SITE: "duodenum"}, RESECTED, OUT),
        no=({HEREDITY: None},),
    ),
    *(
        Rule(
            f"follow_up:follow_up.{place}_later",
            at(site, _CLOCK),
            still=({MONTHS: 180.0},),
            misses=(
                {MONTHS: 60.0},
                {MONTHS: 180.1},
                {KI67: 20.1},
                {MARGIN: "R1", STATUS: "residual"},
            ),
        )
        for place, site in (("thymus", "thymus"), ("lung_typical", "lung"))
    ),
)

RULES = (
    *(*GRADING, *EXTENT, *WORKUP, *STAGING),
    *(*SYNDROMES, *GUARDS, *NOTES, *FOLLOW_UP),
)
