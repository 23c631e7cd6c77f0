"""Checks before starting, said once for a class of options (ruling Z23).

Blood count, creatinine, liver values, ECOG, blood pressure, lung shunt, DPD and hepatitis B: while
one is not done, or older than it may be (ruling Z31), its options keep their place and are not
cleared. What is found stops them by the stops of `guards` and its companions, which read what is
known. Everything else that a stop reads holds: pregnancy, breast-feeding, brain, portal vein, liver
function before embolisation and SIRT.

A DPYD result has no age: the gene does not change. An ECOG that nobody dated counts, as most
records have it; a laboratory result that nobody dated does not.
"""

from __future__ import annotations

from nettui.plugin.api import Condition, Guard, Parameter, derived, fact, parameter
from nettui.plugin.terms import recorded

ecog = fact("patient.ecog")
_NOT_GATED = ("symptom", "supportive", "diagnostic")

AGES = tuple(
    Parameter(
        name=f"{name}_age",
        label=f"{label} before treatment: at most so old",
        unit="months",
        value=1.5,
        low=0.25,
        high=3,
        mark="E",
    )
    for name, label in (
        ("blood_count", "Blood count"),
        ("creatinine", "Creatinine"),
        ("liver_tests", "Liver tests"),
        ("ecog", "ECOG"),
    )
)


def _is_old(name: str) -> Condition:
    """Hold where a result that it rests on is older than it may be; open where one has no date."""
    return fact(f"labs.{name}_age_months") > parameter(f"{name}_age")


_ecog_age = fact("patient.ecog_age_months")
_ecog_open: Condition = ecog.missing | recorded(_ecog_age > parameter("ecog_age"), _ecog_age)

CHECKS = (
    Guard(
        id="systemic.check_counts",
        kind="check",
        classes=("chemotherapy",),
        when=fact("labs.anc").missing | fact("labs.platelets").missing | _is_old("blood_count"),
        sources=("Z23", "Z31", "D-GATES"),
        mark="E",
        says="Blood count.",
    ),
    Guard(
        id="systemic.check_counts_radioligand",
        kind="check",
        classes=("radioligand",),
        when=fact("labs.hb").missing
        | fact("labs.platelets").missing
        | fact("labs.wcc").missing
        | _is_old("blood_count"),
        sources=("Z23", "Z31", "T20"),
        mark="E",
        says="Blood count.",
    ),
    Guard(
        id="systemic.check_creatinine",
        kind="check",
        classes=("radioligand", "capecitabine", "cisplatin"),
        when=derived("crcl").missing | _is_old("creatinine"),
        sources=("Z23", "Z31", "T20", "T40", "T44"),
        mark="E",
        says="Creatinine clearance.",
    ),
    Guard(
        id="systemic.check_bilirubin",
        kind="check",
        classes=("chemotherapy",),
        when=fact("labs.bilirubin_uln_ratio").missing | _is_old("liver_tests"),
        sources=("Z23", "Z31", "D-GATES"),
        mark="E",
        says="Bilirubin.",
    ),
    Guard(
        id="systemic.check_ecog",
        kind="check",
        classes=("chemotherapy",),
        when=_ecog_open,
        sources=("Z23", "Z31", "D-GATES"),
        mark="E",
        says="ECOG.",
    ),
    Guard(
        id="systemic.check_dpd",
        kind="check",
        classes=("fluoropyrimidine",),
        # A germline result never ages.
        when=fact("organ.dpyd_status").missing,
        sources=("Z23", "D-GATES"),
        mark="E",
        says="DPD.",
    ),
    Guard(
        id="systemic.check_hepatitis_b",
        kind="check",
        classes=("everolimus",),
        when=fact("organ.hbv_status").missing,
        sources=("Z23", "T30"),
        mark="E",
        says="Hepatitis B.",
    ),
)

CHECKS_OF_PROCEDURES = (
    Guard(
        id="extent.check_ecog",
        kind="check",
        options=("curative_resection",),
        except_roles=_NOT_GATED,
        when=_ecog_open,
        sources=("Z23", "Z31", "DICT"),
        mark="E",
        says="ECOG.",
    ),
    Guard(
        id="extent.check_lung_shunt",
        kind="check",
        classes=("liver_radiation",),
        when=fact("disease.lung_shunt_pct").missing,
        sources=("Z23", "T53"),
        mark="E",
        says="Lung shunt.",
    ),
)
