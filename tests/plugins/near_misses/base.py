"""Near misses of grading and extent in the base protocol and of what refines it."""

from __future__ import annotations

from tests.guideline.records import NEC, spread
from tests.plugins.near_misses.rule import (
    BEYOND,
    FAMILY,
    FEASIBLE,
    GASTRIC,
    KI67,
    LEFT_OPEN,
    LIVER,
    NODES,
    OUT,
    RESECTABLE,
    RESECTED,
    SHALLOW,
    SITE,
    SIZE,
    SYNDROME,
    UNRESECTABLE,
    Facts,
    Rule,
    at,
    nec,
    of,
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

GRADING = tuple(
    Rule(
        f"base:grading.thoracic_band_{band}",
        at("lung", RESECTABLE, {KI67: ki67}),
        no=({SITE: None}, {SITE: "colon"}),
    )
    for band, ki67 in (("middle", 3.0), ("gap", 2.5))
)

COUNT, LOBES = "disease.liver_lesion_count", "disease.liver_distribution"
LARGEST, BURDEN = "disease.liver_largest_mm", "disease.liver_burden_pct"


def pattern(count: float, lobes: str, burden: float, largest: float) -> Facts:
    """Return liver metastases counted and measured, curative resection not judged."""
    counted = {COUNT: count, LOBES: lobes, BURDEN: burden, LARGEST: largest}
    return {**spread("liver_only"), **counted, FEASIBLE: None}


LIVER_PATTERNS = (  # A07
    Rule(
        "base:extent.few",
        at("jejunum_ileum", pattern(5.0, "bilobar_discrete", 50.0, 30.0)),
        # Size limits ablation, not the number: Z05.
        still=(
            {LOBES: "unilobar"},
            {LOBES: "multifocal"},
            {LOBES: None},
            {COUNT: 1.0, LOBES: None},
            {LARGEST: 30.1},
            {LARGEST: 90.0},
            {LARGEST: None},
            {BURDEN: None},
            {"disease.liver_resectability": "resectable"},
        ),
        misses=(
            {COUNT: 6.0},
            {LOBES: "bilobar_diffuse"},
            {LOBES: "miliary"},
            {LOBES: "diffuse"},
            {BURDEN: 50.1},
            {COUNT: None},
            {FEASIBLE: "yes"},
            BEYOND,
            RESECTED,
            nec("colon"),
        ),
    ),
    Rule(
        "base:extent.diffuse",
        at("jejunum_ileum", pattern(6.0, "bilobar_discrete", 50.0, 20.0)),
        still=(
            {LOBES: "bilobar_diffuse", COUNT: 2.0},
            {LOBES: "miliary", COUNT: None},
            {LOBES: "diffuse", COUNT: None},
            {LOBES: "unilobar", BURDEN: 50.1},
            {LOBES: "unilobar", COUNT: 10.1},
            {LOBES: None, COUNT: 40.0},
            # In words, without a count: multifocal, multiple, bilobar alone (Z05).
            {LOBES: "multifocal", COUNT: None},
            {COUNT: None},
        ),
        misses=(
            {COUNT: 5.0},
            {LOBES: "unilobar"},
            {LOBES: "unilobar", COUNT: 10.0},
            {LOBES: None, COUNT: None},
            BEYOND,
            RESECTED,
            nec("colon"),
        ),
    ),
    Rule(
        "base:extent.indeterminate",
        at("jejunum_ileum", pattern(6.0, "unilobar", 50.0, 20.0)),
        still=(
            {COUNT: 10.0},
            {COUNT: None},
            {COUNT: None, LOBES: None},
            {FEASIBLE: "no"},
            {FEASIBLE: "borderline"},
        ),
        misses=(
            {COUNT: 5.0},
            {COUNT: 10.1},
            {LOBES: "multifocal"},
            {LOBES: "bilobar_discrete"},
            {BURDEN: 50.1},
            {FEASIBLE: "yes"},
            BEYOND,
            RESECTED,
        ),
    ),
)

EXTENT = (
    Rule(
        "base:extent.liver_resection",
        at("jejunum_ileum", LIVER, {FEASIBLE: "yes"}),
        misses=(LEFT_OPEN, {FEASIBLE: "borderline"}, BEYOND, nec("colon")),
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
        still=({KI67: None},),  # a NEC by its morphology (Z06)
        # Without these the route is the one that asks for them (RT-01 to RT-06).
        no=({FAMILY: None}, {"disease.extent": None}, {FEASIBLE: "yes"}),
    ),
    Rule(
        "nec:extent.chemoradiotherapy_unresectable",
        at("rectum", NEC, UNRESECTABLE, {SITE: "rectum"}),
        still=(spread("regional"),),
        misses=(
            LIVER,
            {SITE: "colon"},
            RESECTABLE,
            RESECTED,
            {"pathology.differentiation": "indeterminate"},
        ),
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

RULES = (*BASE, *GRADING, *LIVER_PATTERNS, *EXTENT)
