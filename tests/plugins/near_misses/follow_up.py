"""Near misses of follow-up."""

from __future__ import annotations

from tests.guideline.records import spread
from tests.plugins.near_misses.rule import (
    BACKGROUND,
    BEYOND,
    DIAGNOSIS,
    FUNCTIONAL,
    GASTRIC,
    HEREDITY,
    KI67,
    LIVER,
    MARGIN,
    MONTHS,
    OUT,
    RESECTABLE,
    RESECTED,
    SITE,
    SIZE,
    STATUS,
    SYNDROME,
    THERAPY,
    Facts,
    Rule,
    at,
    nec,
    of,
)

_CLOCK: Facts = {
    **spread("localized"),
    **RESECTED,
    KI67: 1.0,
    "pathology.mitoses_per_2mm2": 1.0,
    "pathology.necrosis": "absent",
    MONTHS: 60.1,
}

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
        still=({SIZE: 29.9}, {SIZE: None}),
        # Not under surveillance (HER-04): distant disease, 30 mm.
        misses=({HEREDITY: "MEN1"}, {SITE: "duodenum"}, LIVER, {SIZE: 30.0}, RESECTED, OUT),
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

RULES = FOLLOW_UP
