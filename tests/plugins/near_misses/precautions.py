"""Near misses of the precautions at a procedure: planned, or offered by the plan itself."""

from __future__ import annotations

from nettui.case.record.facts import FACTS
from tests.guideline.records import PATTERNS, spread
from tests.plugins.near_misses.rule import (
    BY_HIAA,
    FEASIBLE,
    FUNCTIONAL,
    HIAA,
    LIVER,
    NOT_FUNCTIONAL,
    PLANNED,
    RESECTABLE,
    SITE,
    SYNDROME,
    TEST,
    UNRESECTABLE,
    Facts,
    Rule,
    at,
    of,
    some,
)

# A tumour at which the plan offers no procedure of its own.
_NOTHING: Facts = at("jejunum_ileum", UNRESECTABLE, {PLANNED: some()})
_SURGERY = (
    *("surgery_abdominal", "surgery_other", "liver_resection"),
    *("liver_transplantation", "splenectomy"),
)
_PROCEDURES = tuple(word for word in FACTS[PLANNED].choices if word != "none")
_NO_PRIMARY: Facts = {"disease.primary_resectable": "no"}
_URGENT: Facts = {
    "disease.primary_complication": some("obstruction"),
    "disease.urgent_complication": "yes",
}
_CUT_LIVER: Facts = {**PATTERNS["few"], "disease.liver_resectability": "resectable", **_NO_PRIMARY}
# Operations that the plan itself offers, one at a time.
_OFFERED: tuple[Facts, ...] = (
    RESECTABLE,
    {**LIVER, "disease.primary_resectable": "yes"},
    {**LIVER, **_CUT_LIVER},
    _URGENT,
)
# Operations that are listed and not cleared: they wait for a check, or are held (Z04); and stopped.
_REMNANT = "disease.future_liver_remnant_pct"
_HELD: tuple[Facts, ...] = (
    {**RESECTABLE, "patient.ecog": None},
    {**LIVER, **_CUT_LIVER, _REMNANT: None},
)
_STOPPED: Facts = {**LIVER, **_CUT_LIVER, _REMNANT: 29.0}
_CLOSED: Facts = {"organ.portal_vein": "main_thrombus", "disease.liver_largest_mm": 60.0}


def planned(*words: str) -> tuple[Facts, ...]:
    """Return a change for each of the procedures, planned alone."""
    return tuple({PLANNED: some(word)} for word in words)


RULES = (
    Rule(
        "therapies:functional.splenectomy",
        {PLANNED: some("splenectomy", "surgery_abdominal")},
        still=(NOT_FUNCTIONAL, {"pathology.histology_family": "MiNEN"}),
        misses=({PLANNED: some("surgery_abdominal")}, {PLANNED: some()}),
        open=({PLANNED: None},),
    ),
    *(
        Rule(
            f"base:functional.{name}",
            # Not serotonin-producing: an operation or an anaesthetic (S30, S31, INV-27).
            {**_NOTHING, **of("VIPoma"), PLANNED: some("surgery_abdominal")},
            still=(
                *planned(*_SURGERY, "anaesthesia"),
                *({PLANNED: some(), **offered} for offered in _OFFERED),
                # Serotonin-producing: every procedure (INV-26).
                *({**BY_HIAA, **change} for change in planned(*_PROCEDURES)),
                *({**BY_HIAA, PLANNED: some(), **offered} for offered in _OFFERED),
                {**BY_HIAA, PLANNED: some(), **LIVER, **_NO_PRIMARY},
                {**BY_HIAA, PLANNED: some(), **LIVER, **PATTERNS["few"], **_NO_PRIMARY},
                {**of("carcinoid"), PLANNED: some(), **LIVER, **_NO_PRIMARY, **_CLOSED},
            ),
            misses=(
                {PLANNED: some()},
                *planned("endoscopy", "biopsy_liver", "embolisation", "ablation", "SIRT", "PRRT"),
                {PLANNED: some(), **LIVER, **_NO_PRIMARY},
                NOT_FUNCTIONAL,
                {**BY_HIAA, PLANNED: some()},
            ),
        )
        for name in ("avoid_histamine", "avoid_sympathetic")
    ),
    Rule(
        "base:functional.octreotide_cover",
        {**_NOTHING, **of("carcinoid"), PLANNED: some("surgery_abdominal")},
        still=(
            *planned(*_PROCEDURES),
            {SYNDROME: "VIPoma", HIAA: 1.1},
            *({**BY_HIAA, PLANNED: some(), **offered} for offered in _OFFERED),
            {**BY_HIAA, PLANNED: some(), **LIVER, **_NO_PRIMARY},
            {**BY_HIAA, PLANNED: some(), **LIVER, **PATTERNS["few"], **_NO_PRIMARY},
            {PLANNED: some(), **LIVER, **_NO_PRIMARY, **_CLOSED},
            {
                PLANNED: some(),
                **LIVER,
                **_NO_PRIMARY,
                **_CLOSED,
                **spread("beyond_liver"),
            },
        ),
        misses=(
            {PLANNED: some()},
            of("VIPoma"),
            NOT_FUNCTIONAL,
            {
                PLANNED: some(),
                **LIVER,
                **_NO_PRIMARY,
                **_CLOSED,
                **spread("beyond_liver"),
                "disease.metastasis_sites": some("bone"),
            },
        ),
    ),
    Rule(
        "base:functional.octreotide_cover_surgery",
        {**_NOTHING, **of("VIPoma"), PLANNED: some("surgery_abdominal")},
        still=(
            *planned(*_SURGERY),
            *({PLANNED: some(), **offered} for offered in (*_OFFERED, *_HELD)),
        ),
        misses=(
            *planned("anaesthesia", "endoscopy"),
            {PLANNED: some()},
            {PLANNED: some(), **_STOPPED},
            NOT_FUNCTIONAL,
        ),
    ),
    Rule(
        "base:functional.crisis",
        {**_NOTHING, **of("carcinoid"), PLANNED: some("surgery_abdominal")},
        still=(*planned(*_SURGERY), *({PLANNED: some(), **offered} for offered in _OFFERED)),
        misses=({PLANNED: some()}, NOT_FUNCTIONAL),
    ),
    Rule(
        "base:functional.unknown",
        {**_NOTHING, FUNCTIONAL: None, SYNDROME: None, PLANNED: some("surgery_abdominal")},
        still=(
            *planned(*_PROCEDURES),
            *({PLANNED: some(), **offered} for offered in _OFFERED),
            {PLANNED: some(), **LIVER, **_NO_PRIMARY},
            {PLANNED: some(), **LIVER, **PATTERNS["few"], **_NO_PRIMARY},
        ),
        misses=({PLANNED: some()}, {FUNCTIONAL: "no"}, {FUNCTIONAL: "yes"}),
    ),
    Rule(
        "base:functional.cholecystectomy",
        {
            **_NOTHING,
            PLANNED: some("surgery_abdominal"),
            "history.ssa_long_term_anticipated": "yes",
            "history.gallbladder": "in_situ",
        },
        still=(
            *planned("liver_resection", "liver_transplantation", "splenectomy"),
            {"history.gallbladder": None},
            *({PLANNED: some(), **offered} for offered in _OFFERED),
            {**of("insulinoma"), SITE: "pancreas"},
            {PLANNED: some(), **LIVER, **_CUT_LIVER, SITE: "lung"},
        ),
        misses=(
            *planned("surgery_other", "endoscopy", "anaesthesia", "embolisation"),
            {PLANNED: some()},
            {"history.gallbladder": "absent"},
            {"history.ssa_long_term_anticipated": "no"},
            *({PLANNED: some(), **RESECTABLE, SITE: site} for site in ("lung", "thymus")),
            {
                **of("insulinoma"),
                SITE: "pancreas",
                TEST: None,
                "history.ssa_long_term_anticipated": None,
                "history.prior_ssa": "yes",
            },
        ),
    ),
    Rule(
        "updates:functional.vasopressors_in_crisis",
        {**_NOTHING, **of("VIPoma"), PLANNED: some("surgery_abdominal")},
        still=(
            *planned(*_SURGERY, "anaesthesia"),
            *({**BY_HIAA, **change} for change in planned(*_PROCEDURES)),
        ),
        misses=(*planned("endoscopy", "PRRT"), {PLANNED: some()}, NOT_FUNCTIONAL),
    ),
    *(
        Rule(
            f"base:functional.{name}",
            {**LIVER, **of("carcinoid")},
            still=({**spread("beyond_liver"), FEASIBLE: "no"},),
            misses=(
                {**spread("beyond_liver"), "disease.metastasis_sites": some("bone")},
                spread("localized"),
                NOT_FUNCTIONAL,
            ),
        )
        for name in ("cytoreduction",)
    ),
)
