"""One record that meets a rule, records that still do, and records that just miss it.

Each record differs in one thing from the first, so that every clause and every word of a rule
decides something here. What is expected comes from the rows of the protocol.
"""

from __future__ import annotations

from typing import Any

from attrs import frozen

from tests.guideline.records import NEC, PATTERNS, spread

Facts = dict[str, Any]


@frozen
class Rule:
    """A rule, the record that meets it, and single changes after which it does or does not.

    ``no``: changes after which it is not met rather than open, whatever is missing.
    """

    id: str
    meets: Facts
    still: tuple[Facts, ...] = ()
    misses: tuple[Facts, ...] = ()
    no: tuple[Facts, ...] = ()


def some(*words: str) -> frozenset[str]:
    """Return a list on record."""
    return frozenset(words)


KI67, SIZE, DEPTH = "pathology.ki67", "disease.size_mm", "pathology.depth"
STATUS, MARGIN, LVI = "disease.disease_status", "disease.margin", "pathology.lvi"
FEASIBLE, NODES = "disease.curative_resection_feasible", "disease.suspicious_nodes"
PRIOR, COURSE, SSTR = "history.prior_therapies", "disease.progression_status", "imaging.sstr_result"
FUNCTIONAL, SYNDROME = "function.functional", "function.syndrome"
HEREDITY = "heredity.hereditary"

RESECTED: Facts = {STATUS: "resected_no_residual", MARGIN: "R0", LVI: "absent"}
OUT: Facts = {"pathology.histology_family": "MiNEN"}
G1: Facts = {KI67: 1.0}
G2: Facts = {KI67: 5.0}
G3: Facts = {KI67: 30.0}
NOT_WELL = tuple({**NEC, "disease.primary_site": site} for site in ("colon",))
SSTR_OTHER = tuple({SSTR: word} for word in ("negative", "heterogeneous"))
DEEP = tuple({DEPTH: word} for word in ("muscularis", "subserosa", "serosa", "adjacent_organ"))
LIVER: Facts = {**spread("liver_only"), **PATTERNS["diffuse"], FEASIBLE: "no"}
BEYOND: Facts = {**spread("beyond_liver"), FEASIBLE: "no"}
UNRESECTABLE: Facts = {**spread("localized"), FEASIBLE: "no"}
RESECTABLE: Facts = {**spread("localized"), FEASIBLE: "yes"}
PROGRESSIVE: Facts = {COURSE: "RECIST_progressive", "disease.progression_interval_months": 8.0}


def at(site: str, *more: Facts) -> Facts:
    """Return a record of a site."""
    whole: Facts = {"disease.primary_site": site}
    for facts in more:
        whole.update(facts)
    return whole


def nec(site: str) -> Facts:
    """Return what makes a NEC of a record of a site."""
    return {**NEC, "disease.primary_site": site}


_APPENDIX = at("appendix", spread("localized"), RESECTED, G1, {NODES: "no", FEASIBLE: None})
_RECTUM = at("rectum", RESECTABLE, G1, {NODES: "no", DEPTH: "submucosa", LVI: "absent"})
_STOMACH = at("stomach", RESECTABLE, G1, {NODES: "no", DEPTH: "submucosa", LVI: "absent"})
_DUODENUM = at("duodenum", RESECTABLE, G1, {NODES: "no", DEPTH: "submucosa"})
_PANCREAS = at(
    "pancreas",
    RESECTABLE,
    G1,
    {
        NODES: "no",
        "disease.main_duct_dilatation": "no",
        "disease.bile_duct_involvement": "no",
        "disease.distance_main_duct_mm": 5.0,
        "disease.growth_mm_per_year": 0.0,
    },
)
_PANCREAS_RISK: tuple[Facts, ...] = (
    {NODES: "yes"},
    spread("regional"),
    {"disease.main_duct_dilatation": "yes"},
    {"disease.bile_duct_involvement": "yes"},
    {"disease.local_invasion": "vessels"},
    {"disease.local_invasion": "adjacent_organ"},
    {"function.symptoms": some("pain")},
    {"function.symptoms": some("weight_loss")},
    {"disease.primary_complication": some("jaundice")},
    {"disease.growth_mm_per_year": 5.1},
    {KI67: 10.1},
    G3,
)
_MEN1, _VHL = {HEREDITY: "MEN1"}, {HEREDITY: "VHL"}
_VHL_SLOW: Facts = {
    **_VHL,
    "heredity.vhl_exon3_variant": "no",
    "heredity.tumour_doubling_days": 501.0,
}
_REFRACTORY = at(
    "jejunum_ileum",
    LIVER,
    {
        FUNCTIONAL: "yes",
        SYNDROME: "carcinoid",
        "function.syndrome_refractory": "yes",
        "history.prior_ssa": "yes",
    },
)

BASE = (
    Rule(
        "base:extent.primary_prognosis",
        at("jejunum_ileum", LIVER),
        misses=(RESECTED, nec("jejunum_ileum"), BEYOND, OUT),
    ),
    Rule(
        "base:extent.surgery_only_cure",
        at("jejunum_ileum", RESECTABLE),
        still=({FEASIBLE: "borderline"}, {**LIVER, FEASIBLE: "yes"}),
        misses=(RESECTED, nec("colon"), {FEASIBLE: "no"}, {FEASIBLE: None}, OUT),
    ),
    Rule(
        "base:systemic.ssa_unresectable",
        at("jejunum_ileum", UNRESECTABLE),
        still=({**spread("regional")},),
        misses=(RESECTED, nec("colon"), {FEASIBLE: "yes"}, {FEASIBLE: "borderline"}, LIVER),
    ),
    Rule(
        "base:systemic.rank_prrt_later",
        at("jejunum_ileum", BEYOND),
        still=(LIVER, UNRESECTABLE),
        misses=(nec("colon"), RESECTED, RESECTABLE),
    ),
    Rule(
        "base:extent.rt20",
        at("colon", NEC, RESECTABLE),
        still=({FEASIBLE: "borderline"}, spread("regional")),
        misses=({"disease.primary_site": "lung"}, {FEASIBLE: "no"}, LIVER, RESECTED),
    ),
    Rule(
        "base:extent.rt22",
        at("colon", NEC, RESECTABLE, {FEASIBLE: None}),
        still=(spread("regional"),),
        misses=({FEASIBLE: "no"}, {FEASIBLE: "yes"}, LIVER, RESECTED),
    ),
    Rule(
        "base:grading.thoracic_band_middle",
        at("lung", RESECTABLE, {KI67: 3.0}),
        still=({KI67: 20.0}, {"disease.primary_site": "thymus"}),
        misses=({KI67: 2.9}, {KI67: 20.1}, {"disease.primary_site": "colon"}, nec("lung")),
    ),
    Rule(
        "base:grading.thoracic_band_gap",
        at("lung", RESECTABLE, {KI67: 2.5}),
        still=({"disease.primary_site": "thymus"},),
        misses=({KI67: 2.0}, {KI67: 3.0}, {"disease.primary_site": "stomach"}, nec("lung")),
    ),
)

SITES = (
    Rule(
        "appendix:extent.appendectomy_sufficient",
        {**_APPENDIX, SIZE: 9.9},
        still=(G2, {NODES: None}),
        misses=(
            {SIZE: 10.0},
            {MARGIN: "R1", STATUS: "residual"},
            spread("regional"),
            {NODES: "yes"},
            G3,
            {"disease.primary_site": "colon"},
        ),
    ),
    Rule(
        "appendix:extent.appendectomy_acceptable",
        {**_APPENDIX, SIZE: 15.0, "pathology.mesoappendix_invasion_mm": 0.0},
        still=({SIZE: 10.0}, {SIZE: 20.0}, {"pathology.mesoappendix_invasion_mm": 3.0}),
        misses=(
            {SIZE: 9.9},
            {SIZE: 20.1},
            {"pathology.mesoappendix_invasion_mm": 3.1},
            {LVI: "present"},
            G2,
            {MARGIN: "R1", STATUS: "residual"},
            spread("regional"),
            {NODES: "yes"},
        ),
    ),
    Rule(
        "appendix:extent.completion_to_discuss",
        {**_APPENDIX, SIZE: 15.0, LVI: "present"},
        still=(
            {SIZE: 10.0},
            {SIZE: 20.0},
            {LVI: "absent", KI67: 5.0},
            {LVI: "absent", "pathology.mesoappendix_invasion_mm": 4.0},
            {LVI: "absent", MARGIN: "R1", STATUS: "residual"},
            spread("regional"),
        ),
        misses=(
            {SIZE: 9.9},
            {SIZE: 20.1},
            {"history.prior_abdominal_surgery": some("right_hemicolectomy")},
            LIVER,
        ),
    ),
    Rule(
        "appendix:extent.hemicolectomy",
        {**_APPENDIX, SIZE: 20.1},
        still=(spread("regional"),),
        misses=(
            {SIZE: 20.0},
            {"history.prior_abdominal_surgery": some("right_hemicolectomy")},
            LIVER,
        ),
    ),
    Rule(
        "appendix:extent.re_resection",
        {
            **_APPENDIX,
            SIZE: 8.0,
            MARGIN: "R1",
            STATUS: "residual",
            "disease.appendix_position": "base",
        },
        still=({MARGIN: "R2"}, spread("regional")),
        misses=({"disease.appendix_position": "tip"}, {MARGIN: "R0"}, LIVER),
    ),
    Rule(
        "rectum:extent.endoscopic",
        {**_RECTUM, SIZE: 9.9},
        still=({DEPTH: "mucosa"}, {LVI: None}),
        misses=(
            {SIZE: 10.0},
            G2,
            *DEEP,
            spread("regional"),
            {NODES: "yes"},
            {LVI: "present"},
            {MARGIN: "R1", STATUS: "residual"},
            RESECTED,
            {"disease.primary_site": "colon"},
        ),
    ),
    Rule(
        "rectum:extent.endoscopic_done",
        {**_RECTUM, **RESECTED, SIZE: 9.0},
        misses=(
            {SIZE: 10.0},
            G2,
            *DEEP,
            {LVI: "present"},
            {STATUS: "residual", MARGIN: "R1"},
            {STATUS: "not_resected", MARGIN: None},
            spread("regional"),
            {NODES: "yes"},
        ),
    ),
    Rule(
        "rectum:extent.local_if_superficial",
        {**_RECTUM, SIZE: 15.0},
        still=(
            {SIZE: 10.0},
            {SIZE: 20.0},
            {DEPTH: "mucosa"},
            G2,
            {SIZE: 8.0, KI67: 5.0},
            {SIZE: 8.0, LVI: "present"},
        ),
        misses=({SIZE: 20.1}, {KI67: 5.1}, *DEEP, spread("regional"), {NODES: "yes"}, RESECTED),
    ),
    Rule(
        "rectum:extent.radical",
        {**_RECTUM, SIZE: 20.1},
        still=(
            *({SIZE: 15.0, **deep} for deep in DEEP),
            {SIZE: 15.0, **spread("regional")},
            {SIZE: 15.0, NODES: "yes"},
            {SIZE: 8.0, **G3},
        ),
        misses=({SIZE: 20.0}, {FEASIBLE: "no"}, RESECTED),
    ),
    Rule(
        "stomach:extent.type_1_small",
        {**_STOMACH, SIZE: 9.9, "disease.gastric_type": "1"},
        still=({DEPTH: None}, {NODES: None}, {DEPTH: "mucosa"}, G2),
        misses=(
            {SIZE: 10.0},
            {"disease.gastric_type": "2"},
            {"disease.gastric_type": "3"},
            *DEEP,
            spread("regional"),
            {NODES: "yes"},
            G3,
            RESECTED,
        ),
    ),
    Rule(
        "stomach:extent.type_1_endoscopic",
        {**_STOMACH, SIZE: 10.0, "disease.gastric_type": "1"},
        still=({DEPTH: None},),
        misses=({SIZE: 9.9}, {"disease.gastric_type": "2"}, *DEEP, {NODES: "yes"}, G3, RESECTED),
    ),
    Rule(
        "stomach:extent.type_2_endoscopic",
        {**_STOMACH, SIZE: 10.0, "disease.gastric_type": "2"},
        misses=({SIZE: 9.9}, {"disease.gastric_type": "3"}, *DEEP, {NODES: "yes"}, G3, RESECTED),
    ),
    Rule(
        "stomach:extent.type_3_small",
        {**_STOMACH, SIZE: 10.0, "disease.gastric_type": "3"},
        still=({DEPTH: "mucosa"},),
        misses=(
            {SIZE: 10.1},
            G2,
            *DEEP,
            {LVI: "present"},
            spread("regional"),
            {NODES: "yes"},
            {"disease.gastric_type": "1"},
            RESECTED,
        ),
    ),
    Rule(
        "stomach:extent.type_3_gastrectomy",
        {**_STOMACH, SIZE: 11.0, "disease.gastric_type": "3"},
        still=(spread("regional"), {SIZE: 8.0, KI67: 5.0}, {SIZE: 8.0, LVI: "present"}),
        misses=({SIZE: 10.0}, {FEASIBLE: "no"}, {"disease.gastric_type": "1"}, RESECTED),
    ),
    Rule(
        "duodenum:extent.endoscopic",
        {**_DUODENUM, SIZE: 10.0},
        still=({DEPTH: "mucosa"}, G2),
        misses=(
            {SIZE: 10.1},
            *DEEP,
            spread("regional"),
            {NODES: "yes"},
            G3,
            {"disease.primary_site": "ampulla"},
            {FUNCTIONAL: "yes", SYNDROME: "gastrinoma"},
            RESECTED,
        ),
    ),
    Rule(
        "duodenum:extent.individual",
        {**_DUODENUM, SIZE: 10.1},
        still=({SIZE: 20.0},),
        misses=(
            {SIZE: 10.0},
            {SIZE: 20.1},
            *DEEP,
            {NODES: "yes"},
            spread("regional"),
            {"disease.primary_site": "ampulla"},
            RESECTED,
        ),
    ),
    Rule(
        "duodenum:extent.surgery",
        {**_DUODENUM, SIZE: 20.1},
        still=(*({SIZE: 8.0, **deep} for deep in DEEP), {SIZE: 8.0, NODES: "yes"}),
        misses=({SIZE: 20.0}, {FEASIBLE: "no"}, {"disease.primary_site": "ampulla"}, RESECTED),
    ),
    Rule(
        "pancreas:extent.surveillance",
        {**_PANCREAS, SIZE: 20.0},
        still=({KI67: 3.0}, {KI67: 5.0}, {SIZE: 8.0}, {"disease.growth_mm_per_year": 5.0}),
        misses=(
            {SIZE: 20.1},
            {KI67: 5.1},
            *_PANCREAS_RISK,
            {FUNCTIONAL: "yes", SYNDROME: "gastrinoma"},
            *({HEREDITY: word} for word in ("MEN1", "VHL", "NF1", "TSC", "CDKN1B")),
            *({"disease.primary_complication": some(w)} for w in ("bleeding", "obstruction")),
            RESECTED,
        ),
    ),
    Rule(
        "pancreas:extent.observation_preferred",
        {**_PANCREAS, SIZE: 9.9},
        still=({KI67: 5.0},),
        misses=({SIZE: 10.0}, {KI67: 5.1}, *_PANCREAS_RISK, _MEN1),
    ),
    Rule(
        "pancreas:extent.resection",
        {**_PANCREAS, SIZE: 20.1},
        still=tuple({SIZE: 15.0, **risk} for risk in _PANCREAS_RISK),
        misses=(
            {SIZE: 20.0},
            {SIZE: 15.0, KI67: 10.0},
            {SIZE: 15.0, "disease.growth_mm_per_year": 5.0},
            {FEASIBLE: "no"},
            _MEN1,
            _VHL,
            RESECTED,
        ),
    ),
    Rule(
        "pancreas:extent.parenchyma_sparing",
        {**_PANCREAS, SIZE: 20.0, "disease.distance_main_duct_mm": 3.0},
        still=(_MEN1, {FEASIBLE: "borderline"}),
        misses=(
            {SIZE: 20.1},
            {"disease.distance_main_duct_mm": 2.9},
            {NODES: "yes"},
            {FEASIBLE: "no"},
            RESECTED,
        ),
    ),
    Rule(
        "pancreas:extent.insulinoma_enucleation",
        {
            **_PANCREAS,
            SIZE: 15.0,
            FUNCTIONAL: "yes",
            SYNDROME: "insulinoma",
            "disease.distance_main_duct_mm": 3.0,
        },
        still=({NODES: None},),
        misses=(
            {"disease.distance_main_duct_mm": 2.9},
            {NODES: "yes"},
            spread("regional"),
            {SYNDROME: "glucagonoma"},
            {FEASIBLE: "no"},
            RESECTED,
        ),
    ),
    *(
        Rule(
            f"pancreas:extent.{word}",
            {**_PANCREAS, SIZE: 25.0, FUNCTIONAL: "yes", SYNDROME: word},
            still=(spread("regional"),),
            misses=({SYNDROME: "VIPoma"}, {FEASIBLE: "no"}, {FEASIBLE: None}, RESECTED, LIVER),
        )
        for word in ("glucagonoma", "somatostatinoma", "gastrinoma")
    ),
    Rule(
        "pancreas:extent.gastrinoma_men1",
        {**_PANCREAS, **_MEN1, SIZE: 20.0, FUNCTIONAL: "yes", SYNDROME: "gastrinoma"},
        misses=({SIZE: 20.1}, {HEREDITY: "none"}, {SYNDROME: "VIPoma"}, RESECTED, LIVER),
    ),
    Rule(
        "hereditary:extent.men1_surveillance",
        {**_PANCREAS, **_MEN1, SIZE: 20.0},
        still=(G2,),
        misses=(
            {SIZE: 20.1},
            {"disease.growth_mm_per_year": 0.1},
            {"function.symptoms": some("pain")},
            {FUNCTIONAL: "yes", SYNDROME: "gastrinoma"},
            {HEREDITY: "none"},
            {NODES: "yes"},
            spread("regional"),
            G3,
            RESECTED,
        ),
    ),
    Rule(
        "hereditary:extent.vhl_surveillance",
        {**_PANCREAS, **_VHL_SLOW, SIZE: 29.9},
        misses=(
            {SIZE: 30.0},
            {"heredity.vhl_exon3_variant": "yes"},
            {"heredity.tumour_doubling_days": 500.0},
            {NODES: "yes"},
            spread("regional"),
            G3,
            {HEREDITY: "none"},
            RESECTED,
        ),
    ),
)

SYSTEMIC = (
    Rule(
        "lung:systemic.ssa",
        at("lung", BEYOND, {COURSE: "stable", "disease.stable_months": 6.0}),
        still=(LIVER, UNRESECTABLE, {COURSE: "growing_slowly"}),
        misses=(
            {"disease.stable_months": 5.9},
            *SSTR_OTHER,
            PROGRESSIVE,
            RESECTABLE,
            RESECTED,
            {"disease.primary_site": "stomach"},
        ),
    ),
    Rule(
        "lung:systemic.everolimus",
        at(
            "lung",
            BEYOND,
            {"pathology.mitoses_per_2mm2": 4.0, "pathology.necrosis": "absent"},
        ),
        still=(
            {"pathology.mitoses_per_2mm2": 1.0, "history.prior_ssa": "yes"},
            {"pathology.mitoses_per_2mm2": 1.0, PRIOR: some("T01")},
            LIVER,
        ),
        misses=(
            {"pathology.mitoses_per_2mm2": 1.0},
            {PRIOR: some("T30")},
            RESECTABLE,
            RESECTED,
        ),
    ),
    Rule(
        "lung:systemic.prrt",
        at("lung", BEYOND, PROGRESSIVE),
        misses=(*SSTR_OTHER, {COURSE: "stable"}, RESECTABLE, RESECTED),
    ),
    Rule(
        "thymus:systemic.everolimus",
        at("thymus", BEYOND),
        still=(LIVER,),
        misses=({PRIOR: some("T30")}, RESECTABLE, RESECTED),
    ),
    Rule(
        "thymus:follow_up.men1",
        at("thymus", RESECTABLE, _MEN1),
        still=(RESECTED, BEYOND),
        misses=({HEREDITY: "VHL"}, {HEREDITY: "none"}, nec("thymus")),
    ),
    Rule(
        "small_intestine:systemic.prrt_after_ssa",
        at("jejunum_ileum", BEYOND, PROGRESSIVE, {"history.prior_ssa": "yes"}),
        still=(LIVER, {"history.prior_ssa": "no", PRIOR: some("T02")}),
        misses=({"history.prior_ssa": "no"}, {COURSE: "stable"}, *SSTR_OTHER, RESECTED),
    ),
    Rule(
        "small_intestine:systemic.prrt_first",
        at("jejunum_ileum", BEYOND, {KI67: 10.0}),
        still=({KI67: 55.0}, LIVER),
        misses=({KI67: 9.9}, {KI67: 55.1}, {COURSE: "stable"}, *SSTR_OTHER, RESECTED),
    ),
    Rule(
        "nec:systemic.platinum",
        at("colon", NEC, BEYOND),
        still=(LIVER, {PRIOR: None}),
        misses=(*({PRIOR: some(row)} for row in ("T44", "T45", "T46")), RESECTABLE, RESECTED),
    ),
    Rule(
        "nec:systemic.second_line",
        at("colon", NEC, BEYOND, {PRIOR: some("T44")}),
        still=({PRIOR: some("T45")}, {PRIOR: some("T46")}, LIVER),
        misses=({PRIOR: some("T40")}, RESECTED),
    ),
    Rule(
        "updates:systemic.prrt_first_line",
        at("rectum", BEYOND, {KI67: 10.0, "imaging.sstr_all_lesions": "yes"}),
        still=(
            {KI67: 55.0},
            *({"disease.primary_site": s} for s in ("stomach", "duodenum", "ampulla", "colon")),
            *({"disease.primary_site": s} for s in ("jejunum_ileum", "appendix", "pancreas")),
            LIVER,
            UNRESECTABLE,
        ),
        misses=(
            {KI67: 9.9},
            {KI67: 55.1},
            {"imaging.sstr_all_lesions": "no"},
            *SSTR_OTHER,
            *({PRIOR: some(row)} for row in ("T01", "T20", "T30", "T34", "T40", "T47")),
            {"disease.primary_site": "lung"},
            RESECTED,
        ),
    ),
    Rule(
        "updates:systemic.prrt_us",
        at("jejunum_ileum", BEYOND),
        still=(LIVER, UNRESECTABLE, {"patient.jurisdiction": "US"}),
        misses=(
            *({"patient.jurisdiction": word} for word in ("EU", "UK", "CN")),
            *SSTR_OTHER,
            RESECTABLE,
            RESECTED,
        ),
    ),
    Rule(
        "updates:systemic.prrt_eu",
        at("jejunum_ileum", BEYOND),
        still=(LIVER, UNRESECTABLE, {"patient.jurisdiction": "EU"}, {"patient.jurisdiction": "UK"}),
        misses=(*({"patient.jurisdiction": w} for w in ("US", "CN")), *SSTR_OTHER, RESECTABLE),
    ),
    Rule(
        "updates:extent.primary_symptomatic",
        at("jejunum_ileum", LIVER, {"disease.primary_complication": some("obstruction")}),
        still=(
            {"disease.primary_complication": some("bleeding")},
            {"disease.primary_complication": some("ischaemia")},
            {"disease.primary_resectable": None},
            {"disease.primary_resectable": "borderline"},
        ),
        misses=(
            {"disease.primary_complication": some("jaundice")},
            {"disease.primary_resectable": "no"},
            {"disease.primary_resectable": "not_applicable"},
            BEYOND,
            RESECTED,
            nec("colon"),
        ),
    ),
    Rule(
        "therapies:functional.pasireotide",
        _REFRACTORY,
        still=({"history.prior_ssa": "no", PRIOR: some("T01")}, BEYOND),
        misses=(
            {"function.syndrome_refractory": "no"},
            {"history.prior_ssa": "no"},
            {FUNCTIONAL: "no", SYNDROME: "none"},
            RESECTED,
            OUT,
        ),
    ),
    Rule(
        "therapies:systemic.one_of_a_class",
        at("jejunum_ileum", BEYOND),
        still=(LIVER, UNRESECTABLE),
        misses=(RESECTABLE, RESECTED, nec("colon")),
    ),
    Rule(
        "therapies:systemic.rank_temozolomide_frail",
        at("pancreas", BEYOND, {"patient.ecog": 2.0}),
        still=(LIVER, UNRESECTABLE),
        misses=({"patient.ecog": 1.0}, {"patient.ecog": 3.0}, RESECTABLE, RESECTED),
    ),
    Rule(
        "therapies:systemic.belzutifan",
        at("pancreas", UNRESECTABLE, _VHL),
        still=(BEYOND, {FEASIBLE: None}),
        misses=({FEASIBLE: "yes"}, {HEREDITY: "MEN1"}, {"disease.primary_site": "stomach"}),
    ),
    Rule(
        "therapies:systemic.cabozantinib",
        at("jejunum_ileum", BEYOND, PROGRESSIVE, {PRIOR: some("T30")}),
        still=({PRIOR: some("T01")}, {PRIOR: some("T08")}, LIVER),
        misses=({PRIOR: some()}, {COURSE: "stable"}, RESECTABLE, RESECTED),
    ),
    Rule(
        "therapies:systemic.everolimus",
        at("lung", BEYOND, PROGRESSIVE),
        still=(LIVER, UNRESECTABLE),
        misses=(
            {COURSE: "stable"},
            {FUNCTIONAL: "yes", SYNDROME: "carcinoid"},
            {"disease.primary_site": "thymus"},
            RESECTABLE,
            RESECTED,
        ),
    ),
    *(
        Rule(
            f"{site}:systemic.cabozantinib",
            at(place, BEYOND, PROGRESSIVE, {PRIOR: some("T30")}),
            still=({PRIOR: some("T01")}, LIVER),
            misses=({PRIOR: some()}, RESECTED, *more),
        )
        for site, place, more in (
            ("small_intestine", "jejunum_ileum", ({COURSE: "stable"},)),
            ("lung", "lung", (RESECTABLE,)),
        )
    ),
    Rule(
        "updates:systemic.nec_low_ki67",
        at("colon", NEC, BEYOND, {KI67: 54.9}),
        still=(LIVER, RESECTABLE),
        misses=({KI67: 55.0}, RESECTED, {"disease.primary_site": "lung"}),
    ),
    Rule(
        "therapies:functional.nicotinamide",
        at("jejunum_ileum", BEYOND, {FUNCTIONAL: "yes", SYNDROME: "carcinoid"}),
        misses=({SYNDROME: "gastrinoma"}, {FUNCTIONAL: "no", SYNDROME: "none"}, OUT),
    ),
    Rule(
        "therapies:systemic.everolimus_lanreotide",
        at("rectum", BEYOND, G2),
        still=({KI67: 20.0}, LIVER, {**LIVER, KI67: 1.0}),
        misses=(
            {KI67: 4.9},
            {KI67: 20.1},
            {FUNCTIONAL: "yes", SYNDROME: "carcinoid"},
            {PRIOR: some("T01")},
            {"disease.primary_site": "lung"},
            UNRESECTABLE,
        ),
    ),
    Rule(
        "therapies:systemic.streptozocin",
        at("pancreas", LIVER, {"disease.liver_burden_pct": 51.0}),
        still=(
            {"disease.liver_burden_pct": 30.0, "function.symptoms": some("pain")},
            {"disease.liver_burden_pct": 30.0, FEASIBLE: "borderline"},
        ),
        misses=({"disease.liver_burden_pct": 50.0}, {"disease.primary_site": "colon"}, RESECTED),
    ),
)

RULES = (*BASE, *SITES, *SYSTEMIC)
