"""Extent routing: each case comes to one row of the routing table (RT-01 to RT-23)."""

from __future__ import annotations

from nettui.plugin.api import (
    Condition,
    Rule,
    fact,
)
from nettui.plugin.terms import (
    beyond_liver,
    class_without_ki67,
    extent_,
    feasible_borderline,
    feasible_no,
    feasible_open,
    feasible_yes,
    in_scope,
    ki67,
    liver_only,
    liver_spread,
    localized,
    metastatic,
    nec,
    present,
    resected,
    resected_without_spread,
    tumour_class,
    well,
)

_family_known = fact("pathology.histology_family").known
_classed: Condition = tumour_class.known & (ki67.known | class_without_ki67) & _family_known
_gated: Condition = in_scope & _classed & extent_.known & present
_well: Condition = _gated & well
_nec: Condition = _gated & nec
not_yes: Condition = feasible_borderline | feasible_no | feasible_open
few = liver_spread.is_("few")
diffuse = liver_spread.one_of("diffuse", "multifocal")  # S22: one route
indeterminate = liver_spread.is_("indeterminate")


def _row(number: int, when: Condition, says: str, **more: str) -> Rule:
    row = f"RT-{number:02}"
    return Rule(
        id=f"extent.rt{number:02}",
        statements=(row,),
        answer=row,
        when=when,
        says=says,
        status=more.get("status", ""),
    )


ROUTES = (
    # The rules that name what is not covered give the status (`not_covered`).
    _row(1, ~in_scope, "Not covered by this protocol"),
    _row(2, in_scope & ~_classed, "Blocked: differentiation, family or Ki-67 is not settled"),
    _row(
        3,
        in_scope & _classed & extent_.missing & ~resected_without_spread,
        "Blocked: extent is unknown or contradicted",
    ),
    _row(
        4,
        in_scope & _classed & resected & (extent_.known | resected_without_spread),
        "Resected, nothing left: follow-up",
    ),
    _row(10, _well & localized & feasible_yes, "Localized, resectable"),
    _row(11, _well & localized & feasible_borderline, "Localized, borderline resectable"),
    _row(12, _well & localized & feasible_no, "Localized, unresectable"),
    _row(
        13,
        _well & localized & feasible_open,
        "Localized, feasibility not judged",
        status="provisional",
    ),
    _row(14, _well & liver_only & feasible_yes, "Liver only, curative resection feasible"),
    _row(15, _well & liver_only & not_yes & few, "Liver only, few lesions"),
    _row(16, _well & liver_only & not_yes & diffuse, "Liver only, multifocal or diffuse"),
    _row(17, _well & liver_only & not_yes & indeterminate, "Liver only, pattern indeterminate"),
    _row(
        18,
        _well & beyond_liver & (feasible_yes | feasible_borderline),
        "Beyond the liver, surgery may be feasible",
    ),
    _row(19, _well & beyond_liver & (feasible_no | feasible_open), "Beyond the liver"),
    _row(20, _nec & localized & (feasible_yes | feasible_borderline), "NEC, localized"),
    _row(21, _nec & localized & feasible_no, "NEC, localized, unresectable"),
    _row(22, _nec & localized & feasible_open, "NEC, localized, feasibility not judged"),
    _row(23, _nec & metastatic, "NEC, metastatic"),
)
