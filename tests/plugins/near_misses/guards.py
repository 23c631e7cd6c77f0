"""Near misses of guards."""

from __future__ import annotations

from tests.guideline.records import NEC
from tests.plugins.near_misses.rule import (
    BEYOND,
    FAMILY,
    IRRADIATED,
    KI67,
    LIVER,
    NOT_FUNCTIONAL,
    NOTHING_TOLD,
    OUT,
    PRIOR,
    SITE,
    STOOLS,
    SYMPTOMS,
    SYNDROME,
    TEST,
    Rule,
    at,
    of,
    some,
)

SEX, PREGNANCY = "patient.sex_at_birth", "patient.pregnancy_status"
CONTRACEPTION = "patient.contraception"
_CARCINOID = at("jejunum_ileum", LIVER, of("carcinoid"))

GUARDS = (
    Rule(
        "base:octreotide_cover.insulinoma_worse",
        at("pancreas", of("insulinoma"), {TEST: "worse"}),
        # Not tested is not cleared (INV-28, PAN-F-04): left open.
        misses=({TEST: "safe"}, {TEST: None}, {SYNDROME: "glucagonoma"}, {SYNDROME: None}),
        # Not every tumour without a syndrome on record may be an insulinoma.
        no=({SYNDROME: None, SITE: "jejunum_ileum"}, NOTHING_TOLD),
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
        "base:systemic.contraception",
        {SEX: "female", "patient.age": 54.0, CONTRACEPTION: "none", PREGNANCY: "not_pregnant"},
        still=({CONTRACEPTION: None}, {PREGNANCY: None}),
        misses=({SEX: None, CONTRACEPTION: "effective"},),
        no=(
            {SEX: "male"},
            {"patient.age": 55.0},
            {CONTRACEPTION: "effective"},
            {CONTRACEPTION: "not_applicable"},
            {PREGNANCY: "not_applicable"},
        ),
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

RULES = GUARDS
