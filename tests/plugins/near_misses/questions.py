"""Near misses of tests: each is offered while its question is open (Z15, Z16)."""

from __future__ import annotations

from tests.guideline.records import DAY, spread
from tests.plugins.near_misses.rule import (
    FUNCTIONAL,
    HEREDITY,
    MARGIN,
    NOTHING_TOLD,
    PROOF,
    RESECTED,
    SITE,
    STATUS,
    SYMPTOMS,
    SYNDROME,
    TEST,
    Facts,
    Rule,
    at,
    of,
    some,
)

BY_DRUG, REFRACTORY = "function.hypoglycaemia_by_drug", "function.syndrome_refractory"
URGENT, GIVEN = "disease.urgent_complication", "history.prior_therapies"
_EVENTS = tuple(
    {SYMPTOMS: None, events: some("severe_hypoglycaemia")}
    for events in ("disease.acute_events", "disease.acute_events_over")
)
_LOW: Facts = at("lung", NOTHING_TOLD, {SYMPTOMS: some("hypoglycaemia"), PROOF: None})
_NOT_LOW: tuple[Facts, ...] = ({SYMPTOMS: some("flush")}, {SYMPTOMS: None})

_EUS, _CONV, _SEEN = "imaging.eus_date", "imaging.conv_imaging_modality", "imaging.endoscopy_date"
_SCAN, _AGENT, _AGE = "imaging.sstr_result", "imaging.sstr_modality", "imaging.sstr_age_months"
_POSITION = "disease.lung_position"
_TISSUE = {
    "pathology.histology_family": "NET",
    "pathology.differentiation": "well",
    "pathology.cell_size": "small",
    "pathology.ki67": 4.0,
    "pathology.mitoses_per_2mm2": 1.0,
    "pathology.reported_grade": "G1",
    "pathology.specimen_type": "biopsy",
    "pathology.specimen_site": "liver",
    "pathology.ihc_cga": "positive",
    "pathology.ihc_synaptophysin": "positive",
}
_NO_TISSUE: Facts = at("pancreas", dict.fromkeys(_TISSUE), {STATUS: None, URGENT: None})
_FLUSH: Facts = {**_NO_TISSUE, **NOTHING_TOLD, SYMPTOMS: some("flush")}
_HIAA = "labs.u5hiaa_24h_uln_ratio"

RULES = (
    Rule(
        "base:workup.hypoglycaemia_fast",
        _LOW,
        still=(*_EVENTS, {SITE: None}, {PROOF: "no"}, {SYNDROME: "other"}, {BY_DRUG: "no"}),
        misses=({PROOF: "yes"},),
        no=(*_NOT_LOW, {BY_DRUG: "yes"}, {SYNDROME: "carcinoid"}),
    ),
    Rule(
        "base:workup.test_dose",
        _LOW,
        still=(*_EVENTS, {TEST: "worse"}, {SYMPTOMS: None, HEREDITY: "MEN1", FUNCTIONAL: "yes"}),
        misses=({TEST: "safe"},),
        # Named, it has lines of its own.
        no=(*_NOT_LOW, {BY_DRUG: "yes"}, {SYNDROME: "insulinoma"}),
    ),
    Rule(
        "base:functional.hypoglycaemia",
        _LOW,
        # From a drug it is treated as well; named and there, it need not be low today.
        still=(*_EVENTS, {BY_DRUG: "yes"}, {**of("insulinoma"), SYMPTOMS: None}),
        misses=(*_NOT_LOW, {**of("insulinoma"), **RESECTED, SYMPTOMS: None}),
    ),
    Rule(
        "base:functional.hypoglycaemia_operation",
        {**_LOW, "history.planned_procedure": some("surgery_abdominal")},
        still=({"history.planned_procedure": some("anaesthesia")},),
        misses=({"history.planned_procedure": some()},),
        no=(*_NOT_LOW, {BY_DRUG: "yes"}, {SYNDROME: "insulinoma"}),
    ),
    Rule(
        "base:functional.unknown_hypoglycaemia",
        {**_LOW, "history.planned_procedure": some("surgery_abdominal")},
        still=({"history.planned_procedure": some("endoscopy")},),
        no=(*_NOT_LOW, {BY_DRUG: "yes"}, {FUNCTIONAL: "no"}),
    ),
    Rule(
        "therapies:functional.diazoxide_possible",
        _LOW,
        still=_EVENTS,
        no=(*_NOT_LOW, {BY_DRUG: "yes"}, {SYNDROME: "insulinoma"}, {SYNDROME: "carcinoid"}),
    ),
    Rule(
        "pancreas:workup.fast",
        at("pancreas", spread("localized"), of("insulinoma"), {PROOF: None}),
        still=({PROOF: "no"}, {"disease.extent": None}),
        misses=({PROOF: "yes"},),
        # What is metastatic, refractory, removed or treated as an insulinoma is one.
        no=(
            spread("liver_only"),
            spread("beyond_liver"),
            {REFRACTORY: "yes"},
            {GIVEN: some("T63")},
            RESECTED,
            {SYMPTOMS: some("hypoglycaemia"), BY_DRUG: "yes"},
        ),
    ),
    *(
        Rule(
            f"pancreas:workup.insulinoma_{option}",
            at("pancreas", spread("localized"), of("insulinoma"), {_EUS: None, _CONV: None}),
            still=({_CONV: "CT"}, {_SCAN: None}),
            misses=(*done, RESECTED, spread("liver_only"), of("gastrinoma")),
        )
        for option, done in (
            ("eus", ({_EUS: DAY},)),
            ("mri", ({_CONV: "MRI"}, {_CONV: "both"})),
        )
    ),
    Rule(
        "lung:workup.bronchoscopy",
        at("lung", {_POSITION: "central", _SEEN: None}),
        still=({_POSITION: None},),
        misses=(RESECTED,),
        no=({_POSITION: "peripheral"}, {_SEEN: DAY}),
    ),
    # A scan without a result asks for the result; an old one answers nothing any more.
    *(
        Rule(
            name,
            at(place, {_SCAN: None, _AGENT: None, _AGE: None}),
            still=({_AGENT: "68Ga-DOTATATE", _AGE: 6.1},),
            misses=({_SCAN: "positive"}, RESECTED),
            no=tuple({_AGENT: "68Ga-DOTATATE", _AGE: age} for age in (1.0, 6.0, None)),
        )
        for name, place in (
            ("updates:workup.baseline_sstr", "jejunum_ileum"),
            ("lung:workup.sstr_pet", "lung"),
            ("therapies:workup.sstr_agent", "colon"),
            ("therapies:workup.sstr_scintigraphy", "colon"),
        )
    ),
    Rule(
        "base:workup.biopsy",
        _NO_TISSUE,
        still=({STATUS: "not_resected"}, {URGENT: "no"}, {MARGIN: "not_resected"}),
        no=(
            *({name: value} for name, value in _TISSUE.items()),
            *({MARGIN: margin} for margin in ("R0", "R1", "R2")),
            {STATUS: "recurrent"},
            {"history.surgery_date": "2026"},
            {URGENT: "yes"},
        ),
    ),
    Rule(
        "base:workup.biopsy_flush",
        _FLUSH,
        still=tuple({SYMPTOMS: some(word)} for word in ("diarrhoea", "bronchospasm")),
        no=({SYMPTOMS: some("pain")}, {SYMPTOMS: None}, {_HIAA: 2.0}),
    ),
    Rule(
        "base:workup.biopsy_cover",
        {**_FLUSH, _HIAA: 1.1},
        still=(of("carcinoid"),),
        misses=({_HIAA: None, SYNDROME: None}, {_HIAA: 1.0}),
    ),
    Rule(
        "base:workup.biopsy_glucose",
        {**_LOW, **_NO_TISSUE},
        still=(of("insulinoma"),),
        misses=(_NOT_LOW[0], {BY_DRUG: "yes"}, {**of("insulinoma"), **RESECTED, SYMPTOMS: None}),
    ),
    Rule(
        "base:workup.without_tissue",
        _NO_TISSUE,
        still=({URGENT: "yes"},),
        no=({MARGIN: "R1"}, {"pathology.ki67": 4.0}),
    ),
    Rule(
        "base:workup.pathology_review",
        {"pathology.histology_family": None, "pathology.differentiation": None},
        no=(_NO_TISSUE,),
    ),
)
