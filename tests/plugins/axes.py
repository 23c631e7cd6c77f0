"""The axes along which a record is moved, and the places on each: class, extent, site and so on."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from nettui.case.record.facts import FACTS, Kind
from tests.guideline.records import PATTERNS, SITES_OF
from tests.plugins.near_misses.rule import Facts

WELL: Facts = {"pathology.histology_family": "NET", "pathology.differentiation": "well"}
METASTASES = ("liver", "bone", "peritoneum", "brain")
SSA = ("T01", "T02", "T05")
THERAPIES = (
    *("T01", "T02", "T03", "T04", "T05", "T06", "T07", "T08", "T20", "T21", "T22", "T23", "T30"),
    *("T31", "T32", "T33", "T34", "T40", "T41", "T42", "T43", "T44", "T45", "T46", "T47", "T50"),
    *("T51", "T52", "T53", "T54", "T57"),
)
# Those of which rules ask what came of them.
OUTCOMES = (
    *("T01", "T02", "T05", "T08", "T20", "T21", "T22", "T23", "T30", "T31", "T32", "T33", "T34"),
    *("T40", "T41", "T42", "T43", "T44", "T45", "T46", "T47", "T63"),
)
# Just at each end of a period of follow-up, and just after it; months.
MONTHS = (1.0, 1.1, 6.0, 6.1, 12.0, 12.1, 24.0, 24.1, 36.0, 36.1, 60.0, 60.1, 120.0, 120.1)


def _at(extent: str | None, feasible: str | None) -> Facts:
    return {
        "disease.extent": extent,
        "disease.metastasis_sites": SITES_OF.get(extent or ""),
        "disease.curative_resection_feasible": feasible,
    }


def _family(family: str, differentiation: str | None) -> Facts:
    return {"pathology.histology_family": family, "pathology.differentiation": differentiation}


def _beyond(metastases: frozenset[str] | None) -> Facts:
    return {"disease.extent": "beyond_liver", "disease.metastasis_sites": metastases}


def _liver(pattern: str, feasible: str | None, resectability: str | None) -> Facts:
    return {
        **_at("liver_only", feasible),
        **PATTERNS[pattern],
        "disease.liver_largest_mm": 20.0,
        "disease.liver_resectability": resectability,
    }


def _left(status: str | None, margin: str | None) -> Facts:
    return {"disease.disease_status": status, "disease.margin": margin}


def _ki67(value: float | None) -> Facts:
    return {"pathology.ki67": value, "pathology.mitoses_per_2mm2": None}


def _syndrome(functional: str | None, syndrome: str | None) -> Facts:
    high = 3.0 if syndrome == "carcinoid" else 0.5
    return {
        "function.functional": functional,
        "function.syndrome": syndrome,
        "labs.u5hiaa_24h_uln_ratio": None if functional is None else high,
        "labs.p5hiaa_uln_ratio": None,
    }


def _given(*rows: str) -> Facts:
    return {
        "history.prior_therapies": frozenset(rows),
        "history.prior_ssa": "yes" if set(rows) & set(SSA) else "no",
    }


def _clock(months: float | None) -> Facts:
    names = ("surgery", "therapy_start", "diagnosis")
    return {f"history.months_since_{name}": months for name in names}


def _stomach(told: str | None, background: str | None) -> Facts:
    return {"disease.gastric_type": told, "disease.gastric_background": background}


def _woman(age: float, pregnancy: str | None) -> Facts:
    return {
        "patient.sex_at_birth": "female",
        "patient.age": age,
        "patient.pregnancy_status": pregnancy,
        "patient.breastfeeding": "no",
    }


def _each(fact: str, *values: object) -> dict[str, Facts]:
    """Return a place for each value of a fact, and one for it not being recorded."""
    is_list = FACTS[fact].kind is Kind.SET
    words = values or FACTS[fact].choices
    places: dict[str, Facts] = {"none": {fact: frozenset()}} if is_list else {}
    for word in words:
        places[str(word)] = {fact: frozenset({word}) if is_list else word}
    return {**places, "not recorded": {fact: None}}


AXES: Mapping[str, Mapping[str, Facts]] = MappingProxyType(
    {
        "family": {
            "NET": WELL,
            "NEC": _family("NEC", "poor"),
            "not recorded": _family("NET", None),
            "MiNEN": {"pathology.histology_family": "MiNEN"},
            "DIPNECH": {"pathology.histology_family": "DIPNECH"},
        },
        "grade": {
            "G1": {**WELL, **_ki67(1.0)},
            "between 2 and 3": {**WELL, **_ki67(2.5)},
            "G2": {**WELL, **_ki67(4.0)},
            "upper G2": {**WELL, **_ki67(15.0)},
            "G3": {**WELL, **_ki67(40.0)},
            "not recorded": {**WELL, **_ki67(None)},
        },
        "left": {
            "tumour": _left("not_resected", None),
            "R1": _left("residual", "R1"),
            "none": _left("resected_no_residual", "R0"),
            "not recorded": _left(None, None),
        },
        "extent": {
            f"{extent or 'not recorded'}/{feasible or 'not recorded'}": _at(extent, feasible)
            for extent in ("localized", "regional", "liver_only", "beyond_liver", None)
            for feasible in ("yes", "borderline", "no", None)
        },
        "site": _each(
            "disease.primary_site",
            *("stomach", "duodenum", "ampulla", "jejunum_ileum", "appendix", "colon"),
            *("rectum", "pancreas", "lung", "thymus"),
        ),
        "function": {
            "none": _syndrome("no", "none"),
            **{
                word: _syndrome("yes", word)
                for word in ("carcinoid", "insulinoma", "gastrinoma", "VIPoma", "ACTH")
            },
            "not recorded": _syndrome(None, None),
            "whether/not recorded": {"function.functional": None},
            "said no": {"function.functional": "no"},
        },
        "Ki-67": _each(
            "pathology.ki67",
            *(2.0, 2.9, 3.0, 5.0, 5.1, 9.9, 10.0, 10.1, 20.0, 20.1, 55.0, 55.1),
        ),
        "size": _each("disease.size_mm", *(9.9, 10.0, 10.1, 19.9, 20.0, 20.1, 29.9, 30.0, 30.1)),
        "metastases": {
            **{word: _beyond(frozenset({word})) for word in METASTASES},
            "not recorded": _beyond(None),
            # without an extent, what is in the liver does not make it
            "liver/extent not recorded": {
                "disease.extent": None,
                "disease.metastasis_sites": frozenset({"liver"}),
            },
        },
        "liver": {
            **{name: _liver(name, "no", None) for name in PATTERNS},
            **{
                f"indeterminate/{feasible or 'not judged'}": _liver("indeterminate", feasible, None)
                for feasible in ("yes", "borderline", None)
            },
            "few/feasible": _liver("few", "yes", None),
            "few/resectable": _liver("few", "no", "resectable"),
            "diffuse/resectable": {
                **_liver("diffuse", "no", "resectable"),
                "disease.liver_distribution": "bilobar_diffuse",
            },
            "miliary/resectable": {
                **_liver("diffuse", "no", "resectable"),
                "disease.liver_distribution": "miliary",
            },
        },
        "SSTR": _each("imaging.sstr_result", "positive", "negative", "heterogeneous"),
        "course": _each("disease.progression_status"),
        "given": {
            "none": _given(),
            **{row: _given(row) for row in THERAPIES},
            "analogue": {"history.prior_therapies": None, "history.prior_ssa": "yes"},
            "not recorded": {"history.prior_therapies": None, "history.prior_ssa": None},
        },
        "now": _each("history.current_therapies", *THERAPIES),
        "grew on": _each("history.progressed_on", *OUTCOMES),
        "held by": _each("history.held_by", *OUTCOMES),
        "not borne": _each("history.ended_for_toxicity", *OUTCOMES),
        "never again": _each("history.never_again", *OUTCOMES),
        "clock": {str(months): _clock(months) for months in MONTHS}
        | {"not recorded": _clock(None)},
        "since PRRT": _each("history.months_since_prrt", 5.9, 6.0, 11.9, 12.0, 24.0, 24.1),
        "margin": _each("disease.margin", "R0", "R1", "R2", "Rx"),
        "N": _each("disease.n_category", "N0", "N1", "N2"),
        "mesentery": _each("disease.mesenteric_mass_mm", 0.0, 0.1),
        "mesoappendix": _each("pathology.mesoappendix_invasion_mm", 3.0, 3.1),
        "growth": _each("disease.growth_mm_per_year", 5.0, 5.1),
        "main duct": _each("disease.main_duct_dilatation", "yes", "no"),
        "bile duct": _each("disease.bile_duct_involvement", "yes", "no"),
        "stomach": {
            **{f"type {word}": _stomach(word, None) for word in ("1", "2", "3")},
            "atrophic": _stomach(None, "atrophic"),
            "gastrinoma or MEN1": _stomach(None, "gastrinoma_men1"),
            "nothing": _stomach(None, "none"),
            "type 1/nothing": _stomach("1", "none"),
            "type 2/atrophic": _stomach("2", "atrophic"),
            "type 3/atrophic": _stomach("3", "atrophic"),
            "not recorded": _stomach(None, None),
        },
        "5-HIAA": {
            name: {"labs.u5hiaa_24h_uln_ratio": urine, "labs.p5hiaa_uln_ratio": plasma}
            for name, urine, plasma in (
                *(("urine 1", 1.0, None), ("urine 1.1", 1.1, None), ("plasma 1", None, 1.0)),
                *(("plasma 1.1", None, 1.1), ("not recorded", None, None)),
            )
        },
        "chromogranin A": {
            name: {"labs.serum_cga_uln_ratio": mass, "labs.serum_cga_nmol_uln_ratio": moles}
            for name, mass, moles in (
                *(("mass 1", 1.0, None), ("mass 1.1", 1.1, None), ("moles 1", None, 1.0)),
                *(("moles 1.1", None, 1.1), ("not recorded", None, None)),
            )
        },
        "proton-pump inhibitor": {
            name: {"function.ppi_use": use, "function.ppi_stopped_days": days}
            for name, use, days in (
                *(("taken", "yes", None), ("13 days ago", "no", 13.0), ("never", "no", None)),
                *(("14 days ago", "no", 14.0), ("not recorded", None, None)),
            )
        },
        "wishes": _each("patient.wishes"),
        "age": _each("patient.age", 17.0, 18.0, 39.0, 40.0, 49.0, 50.0, 60.0, 61.0),
        "heredity": _each("heredity.hereditary", *("none", "MEN1", "VHL", "NF1", "TSC", "CDKN1B")),
        "planned": _each("history.planned_procedure"),
        "complication": _each("disease.primary_complication"),
        "acute": _each("disease.acute_events"),
        "symptoms": _each("function.symptoms"),
        "depth": _each("pathology.depth"),
        "vessels": _each("pathology.lvi", "present", "absent"),
        "nodes": _each("disease.suspicious_nodes", "yes", "no"),
        "invasion": _each("disease.local_invasion"),
        "ECOG": _each("patient.ecog", 0.0, 1.0, 2.0, 3.0, 4.0),
        "place": _each("patient.jurisdiction"),
        "pregnancy": {
            "man": {"patient.sex_at_birth": "male", "patient.pregnancy_status": None},
            "54/not pregnant": _woman(54.0, "not_pregnant"),
            "54/pregnant": _woman(54.0, "pregnant"),
            "54/not recorded": _woman(54.0, None),
            "55/not recorded": _woman(55.0, None),
        },
    }
)
