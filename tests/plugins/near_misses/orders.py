"""Near misses of orders, and of the grade where mitoses decide it."""

from __future__ import annotations

from tests.guideline.records import PATTERNS
from tests.plugins.near_misses.rule import (
    BEYOND,
    CELLS,
    COURSE,
    FAMILY,
    FUNCTIONAL,
    G2,
    HEREDITY,
    KI67,
    LEFT_OPEN,
    LIVER,
    NEC_ALONE,
    OUT,
    PRIOR,
    PROGRESSIVE,
    RESECTED,
    SITE,
    SYNDROME,
    Rule,
    at,
    nec,
    of,
    some,
)

# What is first of two, at each of the words that decide it (A13, A14, SI-06, NEC-03, GEN-02).
_MITOSES = "pathology.mitoses_per_2mm2"
_QUIET = {"function.symptoms": some(), "disease.liver_burden_pct": 30.0, KI67: 5.0}
_GIVEN = tuple({PRIOR: some(row), "history.prior_ssa": None} for row in ("T01", "T02", "T05"))
_NO_SSA = {PRIOR: some("T30"), "history.prior_ssa": "no"}
ORDERS = (
    # Control of the syndrome goes first whether or not it is known that tumour is left (Z04).
    *(
        Rule(
            name,
            at("pancreas", LIVER, of(syndrome)),
            still=(LEFT_OPEN, nec("pancreas"), OUT),
            misses=(RESECTED, {SYNDROME: "gastrinoma"}, {FUNCTIONAL: "no"}),
            open=({SYNDROME: None}, {FUNCTIONAL: None}),
        )
        for name, syndrome in (
            ("pancreas:functional.calcium_first", "PTHrP"),
            ("pancreas:functional.vipoma_support_first", "VIPoma"),
            ("therapies:functional.cortisol_first", "ACTH"),
        )
    ),
    *(
        Rule(
            name,
            at(site, BEYOND, PROGRESSIVE, G2, {PRIOR: some("T01")}),
            still=(*_GIVEN, {PRIOR: some(), "history.prior_ssa": "yes"}),
            misses=(_NO_SSA, {PRIOR: None, "history.prior_ssa": None}),
        )
        for name, site in (
            ("appendix:systemic.prrt_before_ssa", "appendix"),
            ("small_intestine:systemic.prrt_before_ssa", "jejunum_ileum"),
            ("updates:systemic.rank_other_sites_progressed", "rectum"),
            ("updates:systemic.rank_prrt_over_targeted", "pancreas"),
        )
    ),
    Rule(
        "updates:systemic.rank_other_sites",
        at("rectum", BEYOND, G2, _NO_SSA, {COURSE: "RECIST_progressive"}),
        still=({COURSE: "stable"}, *({COURSE: "stable", **given} for given in _GIVEN)),
        no=_GIVEN,
    ),
    Rule(
        "nec:systemic.second_line_first",
        {**nec("colon"), **BEYOND, **PROGRESSIVE, PRIOR: some("T44")},
        still=(
            *({PRIOR: some(row)} for row in ("T45", "T46")),
            *({SITE: site} for site in NEC_ALONE),
        ),
        misses=({PRIOR: some("T43")}, {COURSE: "stable"}, {SITE: "ovary"}),
    ),
    Rule(
        "hereditary:workup.calcium",
        at("pancreas", of("gastrinoma"), {HEREDITY: None, "labs.calcium": None}),
        still=({SITE: "jejunum_ileum"}, {SITE: "jejunum_ileum", SYNDROME: None, HEREDITY: "MEN1"}),
        open=tuple(
            {SYNDROME: None, SITE: site} for site in ("pancreas", "duodenum", "thymus", None)
        ),
        # Where MEN1 makes no tumours an unnamed syndrome is no question of it.
        no=tuple({SYNDROME: None, SITE: site} for site in ("jejunum_ileum", "appendix", "lung")),
    ),
    # What a NET is asked for, and a NEC with a syndrome (Z07).
    *(
        Rule(
            f"base:workup.{need}",
            at("colon", {fact: None}),
            still=(
                {**nec("colon"), FUNCTIONAL: "yes"},
                {"pathology.differentiation": None, FAMILY: "NEC", KI67: 9.0},
                {**nec("lung")},
                {**nec("ovary")},
                {FAMILY: None},
            ),
            no=(
                {**nec("colon"), FUNCTIONAL: "no"},
                {**nec("colon"), FUNCTIONAL: None},
                nec("oesophagus"),
            ),
        )
        for need, fact in (("cga", "labs.serum_cga"), ("hiaa", "labs.u5hiaa_24h"))
    ),
    *(
        Rule(
            name,
            at("paraganglioma"),
            still=(
                {SITE: "other", FAMILY: "paraganglioma"},
                {SITE: None, FAMILY: "paraganglioma"},
                {FAMILY: None},
            ),
            misses=({SITE: "other"}, {SITE: "kidney"}),
            no=({SITE: None}, {SITE: "jejunum_ileum", FAMILY: None}),
        )
        for name in (
            "base:extent.procedure_alpha_blockade",
            "base:extent.urgent_alpha_blockade",
        )
    ),
    *(
        Rule(
            name,
            {**nec("colon"), **BEYOND, CELLS: None},
            still=tuple({SITE: site} for site in NEC_ALONE),
            misses=({SITE: "ovary"}, {SITE: "kidney"}, OUT),
        )
        for name in (
            "nec:systemic.carboplatin_preferred",
            "nec:systemic.no_ssa",
            "nec:workup.cell_size",
        )
    ),
    Rule(
        "pancreas:systemic.after_chemotherapy",
        at("pancreas", BEYOND, PROGRESSIVE, G2, {PRIOR: some("T40")}),
        still=tuple({PRIOR: some(row)} for row in ("T41", "T42")),
        misses=({PRIOR: some("T31")}, {PRIOR: some()}),
    ),
    Rule(
        "base:systemic.rank_chemotherapy_first",
        at("pancreas", BEYOND, {COURSE: "stable"}, _QUIET, {KI67: 10.1}),
        still=(
            {**_QUIET, "disease.liver_burden_pct": 50.1},
            {**_QUIET, "function.symptoms": some("pain")},
            {**_QUIET, **PROGRESSIVE, "disease.progression_interval_months": 6.0},
        ),
        misses=(
            {KI67: 10.0},
            {**_QUIET, "disease.liver_burden_pct": 50.0},
            {**_QUIET, **PROGRESSIVE, "disease.progression_interval_months": 6.1},
        ),
    ),
    Rule(
        "base:functional.rank_diffuse",
        {**LIVER, FUNCTIONAL: "yes"},
        still=(
            {
                "disease.liver_lesion_count": None,
                "disease.liver_distribution": "multifocal",
            },
        ),
        misses=(PATTERNS["few"], PATTERNS["indeterminate"]),
    ),
    Rule(
        "base:functional.rank_few",
        {**LIVER, **PATTERNS["few"], FUNCTIONAL: "yes"},
        misses=(PATTERNS["diffuse"], PATTERNS["indeterminate"]),
    ),
    Rule(
        "unknown_primary:systemic.carboplatin_preferred",
        {**nec("colon"), "disease.primary_site": None, **BEYOND},
        still=tuple({"pathology.ihc_ttf1": found} for found in (None, "negative", "positive")),
        misses=({"disease.primary_site": "colon"},),
    ),
    # The higher of Ki-67 and mitoses decides (U01).
    *(
        Rule(
            f"updates:grading.who2022_{name}",
            {KI67: value, _MITOSES: counts[0]},
            still=tuple({_MITOSES: count} for count in counts[1:]),
            misses=(*({_MITOSES: count} for count in others), {_MITOSES: None}),
        )
        for name, value, counts, others in (
            ("g1_to_g2", 1.0, (2.0, 20.0), (1.9, 20.1)),
            ("g1_to_net_g3", 1.0, (20.1,), (20.0,)),
            ("g2_to_net_g3", 5.0, (20.1,), (20.0,)),
            ("gap_g1", 2.5, (1.9,), (2.0,)),
            ("gap_g2", 2.5, (2.0, 20.0), (1.9, 20.1)),
            ("gap_net_g3", 2.5, (20.1,), (20.0,)),
        )
    ),
)

RULES = ORDERS
