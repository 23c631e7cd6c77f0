"""Where a record contradicts itself in what only code can compare."""

from __future__ import annotations

from collections.abc import Iterable

from nettui.case.base.declare import Value, facts_of, picture_value
from nettui.case.base.vocabulary import OneOf, Partly
from nettui.case.base.words import plain
from nettui.case.picture.inference import ExcludedAnswer
from nettui.case.record.case import Case
from nettui.case.record.disease import REGIONAL, Disease

_FACTS = {fact.field: fact for fact in facts_of(Disease, "disease")}
_EXTENT, _M = _FACTS["extent"], _FACTS["m_category"]
_MARGIN = _FACTS["margin"]


def extent_contradiction(case: Case) -> str | None:
    """Return how extent disagrees with the listed metastases or the M category, if it does.

    Lung and thymus build their M categories differently: there only the sites count.
    Source: data dictionary, extent.
    """
    disease = case.disease
    extent = picture_value(_EXTENT, disease.extent)
    if extent is None:
        named = ", ".join(sorted(_listed(case)))
        if named and picture_value(_M, disease.m_category) == "M0":
            return f"metastases are listed ({named}), but the M category is M0"
        return None
    # What leaves open which of several it is contradicts what none of them can be.
    found = [_against(case, word) for word in _words(extent)]
    first = found[0]
    if first is None or None in found:
        return None
    return f"extent is {disease.extent}, but {first}"


def _words(value: Value) -> tuple[str, ...]:
    return value.words if isinstance(value, OneOf) else (str(value),)


def _against(case: Case, extent: str) -> str | None:
    """Return what an extent cannot be beside: the metastases that are listed, the M category."""
    disease = case.disease
    sites = disease.sites_read
    spread = extent in ("liver_only", "beyond_liver")
    # What a word that cannot be read says, contradicts nothing.
    is_open = isinstance(sites, Partly)
    every = sites.words if isinstance(sites, Partly) else sites
    if isinstance(every, frozenset):
        if extent == "localized" and REGIONAL in every:
            return "regional nodes are listed"
        listed = every - {REGIONAL}
        shown = ", ".join(sorted(every)) or "none"
        beyond = listed - {"liver"}
        if not spread and listed:
            return f"metastases are listed: {shown}"
        if extent == "liver_only" and (beyond or not (listed or is_open)):
            return f"the listed metastases are: {shown}"
        if extent == "beyond_liver" and not (beyond or is_open):
            return f"the listed metastases are: {shown}"
    m = picture_value(_M, disease.m_category)
    if m is None or m == "MX" or disease.primary_site in ("lung", "thymus"):
        return None
    fits = {
        "liver_only": ("M1", "M1a"),
        "beyond_liver": ("M1", "M1b", "M1c"),
    }.get(extent, ("M0",))
    return None if any(word in fits for word in _words(m)) else f"the M category is {m}"


def contradictions(case: Case, excluded: Iterable[ExcludedAnswer] = ()) -> tuple[str, ...]:
    """Return where a record contradicts itself, with what becomes of it. Source: INV-73.

    ``excluded`` are the answers that cannot be true by the protocol in force.
    """
    disease, function = case.disease, case.function
    found = []
    against = extent_contradiction(case)
    if against is not None:
        found.append(f"{against}. Extent is treated as unknown.")
    pregnancy = case.patient.pregnancy_status
    if case.patient.pregnancy_week is not None and pregnancy in ("not_pregnant", "not_applicable"):
        found.append(f"recorded as {plain(pregnancy)}, but with a week of pregnancy.")
    if function.functional == "no" and function.syndrome not in (None, "none", "unknown"):
        found.append(f"recorded as not functional, but with the syndrome {function.syndrome}.")
    if disease.disease_status == "resected_no_residual":
        left = sorted(_listed(case))
        margin = _words(picture_value(_MARGIN, disease.margin))
        if not set(margin) - {"R1", "R2", "not_resected"}:
            found.append(f"recorded with nothing left, but the margin is {disease.margin}.")
        if left:
            found.append(f"recorded with nothing left, but with metastases: {', '.join(left)}.")
    lines = [f"Contradiction: {what}" for what in found]
    lines += [row.note for row in excluded]
    if case.history.treatment_naive and case.treatments:
        lines.append(
            "Contradiction: recorded as not treated so far, but treatments are listed: these count."
        )
    return tuple(lines)


def _listed(case: Case) -> frozenset[str]:
    """Return the metastases that are listed for certain."""
    found = case.disease.sites_read
    if isinstance(found, Partly):
        found = found.words
    return found - {REGIONAL} if isinstance(found, frozenset) else frozenset()
