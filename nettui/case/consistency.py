"""What a record implies beside what it says, and where it contradicts itself.

Only what the data dictionary itself says: everything else stays unknown until somebody says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from operator import attrgetter

from attrs import frozen

from nettui.case.declare import Value
from nettui.case.model import Case
from nettui.case.plain import Plain


@frozen(repr=False, eq=False)
class Implied(Plain):
    """A fact that was not answered at all and follows from another: ``given`` in ``when``."""

    fact: str
    given: str
    when: tuple[str, ...]
    value: Value
    says: str


_NO_DISTANT: frozenset[str] = frozenset()
IMPLIED: tuple[Implied, ...] = (
    Implied(
        "function.syndrome",
        "function.functional",
        ("no",),
        "none",
        "Syndrome: none, since the tumour is recorded as not functional.",
    ),
    Implied(
        "disease.metastasis_sites",
        "disease.extent",
        ("localized", "regional"),
        _NO_DISTANT,
        "Metastasis sites: none, since the extent recorded is without distant disease.",
    ),
    *(
        Implied(
            "disease.gastric_type",
            "disease.gastric_background",
            (background,),
            gastric_type,
            f"Gastric NET type: {gastric_type}, from the gastric background.",
        )
        for background, gastric_type in (("atrophic", "1"), ("gastrinoma_men1", "2"), ("none", "3"))
    ),
    Implied(
        "history.ssa_long_term_anticipated",
        "history.prior_ssa",
        ("yes",),
        "yes",
        "Long-term somatostatin analogue: expected, since one was given before.",
    ),
)


def implied(case: Case) -> Iterator[Implied]:
    """Yield what follows from the record of a case.

    An answer that is there stands, "unknown" too; so does a mark beside the fact.
    """
    against = extent_contradiction(case)
    for row in IMPLIED:
        if _held(case, row.given) not in row.when:
            continue
        contradicted = row.given == "disease.extent" and against is not None
        silent = _held(case, row.fact) is None and row.fact not in case.marks
        if silent and not contradicted:
            yield row


def _held(case: Case, name: str) -> object:
    return _getter(name)(case)


@cache
def _getter(name: str) -> attrgetter[object]:
    return attrgetter(name)


def extent_contradiction(case: Case) -> str | None:
    """Return how extent disagrees with the listed metastases or the M category, if it does.

    Lung and thymus build their M categories differently: there only the sites count.
    Source: data dictionary, extent.
    """
    disease = case.disease
    extent, sites = disease.extent, disease.metastasis_sites
    if extent in (None, "unknown"):
        return None
    spread = extent in ("liver_only", "beyond_liver")
    if sites is not None and "unknown" not in sites:
        listed = sites - {"none"}
        shown = ", ".join(sorted(listed)) or "none"
        if not spread and listed:
            return f"extent is {extent}, but metastases are listed: {shown}"
        if extent == "liver_only" and listed != {"liver"}:
            return f"extent is liver_only, but the listed metastases are: {shown}"
        if extent == "beyond_liver" and not listed - {"liver"}:
            return f"extent is beyond_liver, but the listed metastases are: {shown}"
    m = disease.m_category
    if m is None or m == "MX" or disease.primary_site in ("lung", "thymus"):
        return None
    fits = {
        "liver_only": ("M1", "M1a"),
        "beyond_liver": ("M1", "M1b", "M1c"),
    }.get(str(extent), ("M0",))
    return None if m in fits else f"extent is {extent}, but the M category is {m}"


def contradictions(case: Case) -> tuple[str, ...]:
    """Return where a record contradicts itself, with what becomes of it. Source: INV-73."""
    disease, function = case.disease, case.function
    found = []
    against = extent_contradiction(case)
    if against is not None:
        found.append(f"{against}. Extent is treated as unknown.")
    if function.functional == "no" and function.syndrome not in (None, "none", "unknown"):
        found.append(f"recorded as not functional, but with the syndrome {function.syndrome}.")
    if disease.disease_status == "resected_no_residual":
        left = sorted((disease.metastasis_sites or _NO_DISTANT) - {"none", "unknown"})
        if disease.margin in ("R1", "R2", "not_resected"):
            found.append(f"recorded with nothing left, but the margin is {disease.margin}.")
        if left:
            found.append(f"recorded with nothing left, but with metastases: {', '.join(left)}.")
    if case.history.treatment_naive and case.treatments:
        found.append("recorded as not treated so far, but treatments are listed: these count.")
    return tuple(f"Contradiction: {what}" for what in found)
