"""What a near miss is, and the words and records that all of them share."""

from __future__ import annotations

from typing import Any

from attrs import frozen

from tests.guideline.records import NEC, PATTERNS, spread

Facts = dict[str, Any]


@frozen
class Rule:
    """A rule, the record that meets it, and single changes after which it does or does not.

    ``no``: changes after which it is not met rather than open, whatever is missing; ``open``:
    changes after which it is left open, so that what it asks for holds until it is told.
    """

    id: str
    meets: Facts
    still: tuple[Facts, ...] = ()
    misses: tuple[Facts, ...] = ()
    no: tuple[Facts, ...] = ()
    open: tuple[Facts, ...] = ()


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
CELLS = "pathology.cell_size"
# Digestive sites of which the protocol covers a NEC alone (Z18).
NEC_ALONE = ("oesophagus", "liver", "gallbladder", "bile_duct", "anus")
NOT_COVERED = ("other", "ovary", "breast", "kidney", "skin", "paraganglioma")
OUT: Facts = {"pathology.histology_family": "MiNEN"}
G1: Facts = {KI67: 1.0}
G2: Facts = {KI67: 5.0}
G3: Facts = {KI67: 30.0}
NOT_WELL = tuple({**NEC, "disease.primary_site": site} for site in ("colon",))
SSTR_OTHER = tuple({SSTR: word} for word in ("negative", "heterogeneous"))
DEEP = tuple({DEPTH: word} for word in ("muscularis", "subserosa", "serosa", "adjacent_organ"))
# Operated on with margin R1: whether anything is left must be said (Z03).
LEFT_OPEN: Facts = {STATUS: None, MARGIN: "R1"}
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


MEN1, VHL = {HEREDITY: "MEN1"}, {HEREDITY: "VHL"}
VHL_SLOW: Facts = {
    **VHL,
    "heredity.vhl_exon3_variant": "no",
    "heredity.tumour_doubling_days": 501.0,
}
