"""Near misses of the first lines of a plan: what cannot wait, and what is asked about it (Z20)."""

from __future__ import annotations

import datetime

from tests.guideline.records import NEC
from tests.plugins.near_misses.rule import MARGIN, OUT, STATUS, SYMPTOMS, Facts, Rule, of, some

ACUTE, OVER = "disease.acute_events", "disease.acute_events_over"
COMPLICATION, URGENT = "disease.primary_complication", "disease.urgent_complication"
OPERATED = "history.surgery_date"
POTASSIUM, CALCIUM, NEUTROPHILS = "labs.potassium", "labs.calcium", "labs.anc"
INFECTION = "organ.active_infection"
FISTULA = "organ.gi_perforation_fistula"

_DAY = datetime.date(2026, 3, 1)
# Whatever else is missing, contradicted, out of scope or resected, the line stays.
NOTHING_ELSE: Facts = {
    "pathology.histology_family": None,
    "pathology.differentiation": None,
    "pathology.ki67": None,
    "disease.primary_site": None,
    "disease.extent": None,
    STATUS: None,
    "patient.age": None,
    "patient.ecog": None,
    "function.functional": None,
    "function.syndrome": None,
}
_WHATEVER: tuple[Facts, ...] = (NOTHING_ELSE, OUT, NEC, {STATUS: "residual", MARGIN: "R1"})
_NO_EVENT: Facts = {ACUTE: some(), URGENT: None}


def _recorded(name: str, word: str) -> Rule:
    """An event that is urgent because it is recorded as present."""
    return Rule(
        f"base:workup.urgent_{name}",
        {ACUTE: some(word), URGENT: None},
        still=(
            *_WHATEVER,
            {ACUTE: some(word, "bleeding")},
            {OVER: some("obstruction")},
            {OVER: some(word)},  # present again
            {URGENT: "no"},
        ),
        misses=({ACUTE: some()}, {ACUTE: some("bleeding")}),
        no=({ACUTE: some(), OVER: some(word)}, {ACUTE: None}),
    )


def _complication(word: str) -> tuple[Rule, Rule]:
    """A complication of the primary that is urgent unasked, and asked about after an operation."""
    here: Facts = {**_NO_EVENT, COMPLICATION: some(word)}
    return (
        Rule(
            f"base:workup.urgent_{word}",
            here,
            still=(
                *(NOTHING_ELSE, OUT, NEC),
                {ACUTE: None},
                {COMPLICATION: some(), ACUTE: some(word)},
                {OPERATED: _DAY, URGENT: "yes"},
                {OPERATED: _DAY, ACUTE: some(word)},
                {OVER: some("bleeding")},
            ),
            misses=(
                {COMPLICATION: some("bleeding")},
                {URGENT: "no"},
                {OVER: some(word)},
                {OPERATED: _DAY},
                *({MARGIN: margin} for margin in ("R0", "R1", "R2")),
                *({STATUS: word} for word in ("resected_no_residual", "residual", "recurrent")),
            ),
            no=({COMPLICATION: None}, {COMPLICATION: None, ACUTE: None}),
        ),
        Rule(
            f"base:workup.ask_{word}",
            {**here, OPERATED: _DAY},
            still=(
                {ACUTE: None},
                {OPERATED: None, MARGIN: "R1"},
                {OPERATED: None, STATUS: "recurrent"},
                {OVER: some("bleeding")},
            ),
            misses=(
                {OPERATED: None},
                {URGENT: "yes"},
                {URGENT: "no"},
                {OVER: some(word)},
                {ACUTE: some(word)},
                {COMPLICATION: some("bleeding")},
            ),
            no=({COMPLICATION: None},),
        ),
    )


def _asked(name: str, *signs: Facts, word: str = "") -> tuple[Rule, Rule]:
    """An event of which it is asked whether it is urgent, and what is said once it is."""
    word = word or name
    nothing: Facts = {
        ACUTE: some(),
        COMPLICATION: some(),
        SYMPTOMS: some(),
        "disease.bowel_obstruction": "no",
        "function.syndrome": "none",
    }
    signs = ({ACUTE: some(word)}, *signs)
    past = tuple(
        {**nothing, **sign, OVER: some(word)} for sign in signs if sign != {ACUTE: some(word)}
    )
    found = tuple({**nothing, **sign} for sign in signs)
    return (
        Rule(
            f"base:workup.ask_{name}",
            {**found[0], URGENT: None},
            still=(*found, NOTHING_ELSE, OUT, NEC, {OVER: some("perforation")}),
            misses=(nothing, {URGENT: "yes"}, {URGENT: "no"}, *past),
            no=({**nothing, ACUTE: None},),
        ),
        Rule(
            f"base:workup.urgent_{name}",
            {**found[0], URGENT: "yes"},
            still=(*found, NOTHING_ELSE, OUT, NEC),
            misses=(nothing, {URGENT: "no"}, *past),
            no=({**nothing, ACUTE: None},),
            open=({URGENT: None},),
        ),
    )


_SEPSIS: Facts = {**_NO_EVENT, INFECTION: "active_severe", NEUTROPHILS: 0.4}

RULES = (
    *_complication("perforation"),
    *_complication("ischaemia"),
    _recorded("cord_compression", "cord_compression"),
    _recorded("carcinoid_crisis", "carcinoid_crisis"),
    _recorded("cholangitis", "cholangitis"),
    _recorded("hypoglycaemia", "severe_hypoglycaemia"),
    _recorded("adrenal_crisis", "adrenal_crisis"),
    _recorded("neutropenic_sepsis", "neutropenic_sepsis"),
    _recorded("airway", "airway_obstruction"),
    _recorded("haemoptysis", "haemoptysis"),
    _recorded("hypercalcaemia", "severe_hypercalcaemia"),
    Rule(
        "base:workup.urgent_neutropenic_sepsis",
        _SEPSIS,
        still=({NEUTROPHILS: 0.49}, {ACUTE: None}),
        misses=({NEUTROPHILS: 0.5}, {INFECTION: "none"}, {OVER: some("neutropenic_sepsis")}),
        no=({NEUTROPHILS: None}, {INFECTION: None}),
    ),
    Rule(
        "base:workup.urgent_hypercalcaemia",
        {**_NO_EVENT, CALCIUM: 3.6},
        still=({ACUTE: None}, *_WHATEVER),
        misses=({CALCIUM: 3.5}, {CALCIUM: 3.4}, {OVER: some("severe_hypercalcaemia")}),
        no=({CALCIUM: None},),
    ),
    Rule(
        "base:workup.urgent_potassium",
        {POTASSIUM: 2.4},
        still=(*_WHATEVER, {ACUTE: None}, {URGENT: "no"}),
        misses=({POTASSIUM: 2.5}, {POTASSIUM: 2.6}),
        no=({POTASSIUM: None},),
    ),
    Rule(
        "base:workup.ask_fistula",
        {FISTULA: "uncontrolled", URGENT: None},
        misses=({FISTULA: "past"}, {FISTULA: "none"}, {URGENT: "no"}, {ACUTE: some("perforation")}),
        no=({FISTULA: None},),
    ),
    *_asked(
        "obstruction",
        {COMPLICATION: some("obstruction")},
        {SYMPTOMS: some("obstruction")},
        {"disease.bowel_obstruction": "yes"},
    ),
    *_asked("bleeding", {COMPLICATION: some("bleeding")}, {SYMPTOMS: some("bleeding")}),
    *_asked("jaundice", {COMPLICATION: some("jaundice")}, {SYMPTOMS: some("jaundice")}),
    *_asked("vena_cava", word="vena_cava_obstruction"),
    *_asked("cortisol", of("ACTH"), word="cortisol_excess"),
    Rule(
        "base:extent.urgent_surgery",
        {ACUTE: some("obstruction"), URGENT: "yes"},
        still=(
            *(NOTHING_ELSE, OUT, NEC),
            {ACUTE: some(), COMPLICATION: some("bleeding")},
            {ACUTE: some(), COMPLICATION: some("perforation"), URGENT: None},
            {ACUTE: some("ischaemia"), URGENT: None},
        ),
        misses=(
            {URGENT: "no"},
            {ACUTE: some("jaundice")},
            {ACUTE: some(), COMPLICATION: some("bleeding"), OVER: some("bleeding")},
        ),
        open=(
            {URGENT: None},
            {ACUTE: None, COMPLICATION: None},
            {
                ACUTE: some(),
                COMPLICATION: some("perforation"),
                OPERATED: _DAY,
                URGENT: None,
            },
        ),
    ),
    Rule(
        "base:workup.emergencies_open",
        {ACUTE: None},
        still=tuple(
            {ACUTE: some(), fact: None}
            for fact in (
                *(COMPLICATION, SYMPTOMS, POTASSIUM, CALCIUM, FISTULA, INFECTION, NEUTROPHILS),
                "disease.bowel_obstruction",
            )
        ),
        misses=({ACUTE: some()},),
        no=({ACUTE: some("perforation")},),
    ),
    Rule(
        "base:extent.drainage",
        {ACUTE: some(), SYMPTOMS: some("jaundice"), URGENT: None},
        still=(NOTHING_ELSE, OUT, {URGENT: "yes"}, {SYMPTOMS: some(), ACUTE: some("cholangitis")}),
        misses=({URGENT: "no"}, {SYMPTOMS: some()}, {OVER: some("jaundice")}),
        no=({SYMPTOMS: None},),
    ),
    Rule(
        "base:extent.decompression",
        {COMPLICATION: some("obstruction"), URGENT: "yes"},
        still=(NOTHING_ELSE, OUT),
        misses=({URGENT: "no"}, {COMPLICATION: some("bleeding")}),
        open=({URGENT: None},),
    ),
    Rule(
        "base:extent.vena_cava",
        {ACUTE: some("vena_cava_obstruction"), URGENT: None},
        still=(NOTHING_ELSE, OUT, {URGENT: "yes"}),
        misses=({URGENT: "no"}, {ACUTE: some("jaundice")}),
        no=({ACUTE: None},),
    ),
)
