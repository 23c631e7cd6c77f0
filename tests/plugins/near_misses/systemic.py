"""Near misses of systemic therapy and its notes."""

from __future__ import annotations

from tests.guideline.records import NEC
from tests.plugins.near_misses.rule import (
    BEYOND,
    COURSE,
    FAMILY,
    FEASIBLE,
    FUNCTIONAL,
    G2,
    HEREDITY,
    KI67,
    LEFT_OPEN,
    LIVER,
    MEN1,
    NOT_JUDGED,
    OUT,
    PRIOR,
    PROGRESSIVE,
    RESECTABLE,
    RESECTED,
    SITE,
    SSTR,
    SSTR_OTHER,
    SYNDROME,
    UNRESECTABLE,
    VHL,
    Facts,
    Rule,
    at,
    nec,
    of,
    some,
)

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
# PAN-NF-11: chemotherapy whatever the uptake, PRRT only where it is positive.
PANCREAS_G3: tuple[tuple[str, tuple[Facts, ...], tuple[Facts, ...]], ...] = (
    ("net_g3", SSTR_OTHER, ()),
    ("net_g3_prrt", (), (*SSTR_OTHER, {SSTR: None})),
)
SYSTEMIC = (
    *(
        Rule(
            f"pancreas:systemic.{name}",
            at("pancreas", BEYOND, {KI67: 20.1}),
            still=({KI67: 55.0}, LIVER, UNRESECTABLE, *more),
            misses=({KI67: 20.0}, {KI67: 55.1}, {SITE: "colon"}, nec("pancreas"), *less),
        )
        for name, more, less in PANCREAS_G3
    ),
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
        at("thymus", RESECTABLE, MEN1),
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
        still=({"history.prior_ssa": "no", PRIOR: some("T01")}, BEYOND, OUT),
        misses=(
            {"function.syndrome_refractory": "no"},
            {"history.prior_ssa": "no"},
            {FUNCTIONAL: "no", SYNDROME: "none"},
            RESECTED,
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
        at("pancreas", UNRESECTABLE, VHL),
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
        still=(OUT,),
        misses=({SYNDROME: "gastrinoma"}, {FUNCTIONAL: "no", SYNDROME: "none"}),
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
        misses=(RESECTABLE, RESECTED, LEFT_OPEN, {SITE: "stomach"}, nec("pancreas"), OUT),
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
            LEFT_OPEN,
            {SITE: "lung"},
            OUT,
        ),
        no=(NOT_JUDGED,),
    ),
    Rule(
        "updates:systemic.nec_first_line",
        at("colon", NEC, BEYOND),
        still=(LIVER, RESECTABLE),
        misses=(RESECTED, LEFT_OPEN, {FAMILY: "NET", "pathology.differentiation": "well"}),
    ),
    Rule(
        "lung:systemic.cabozantinib",
        at("lung", UNRESECTABLE, {PRIOR: some("T30")}),
        misses=(RESECTABLE, LEFT_OPEN, {PRIOR: some()}, nec("colon")),
        no=(NOT_JUDGED,),
    ),
    *(
        Rule(
            f"updates:systemic.{name}",
            at(site, BEYOND),
            still=(LIVER, UNRESECTABLE),
            misses=(RESECTABLE, RESECTED, LEFT_OPEN, {SITE: other}, nec(site), OUT),
            no=(NOT_JUDGED,),
        )
        for name, site, other in (("captem_figures", "pancreas", "colon"),)
    ),
)

RULES = (*SYSTEMIC, *NOTES)
