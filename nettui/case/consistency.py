"""What a record implies beside what it says, and where it contradicts itself.

Only what the data dictionary itself says: everything else stays unknown until somebody says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from operator import attrgetter

from attrs import frozen

from nettui.case.declare import Value, facts_of, picture_value
from nettui.case.disease import Disease
from nettui.case.function import Function
from nettui.case.history import History
from nettui.case.model import Case
from nettui.case.patient import Patient
from nettui.case.plain import Plain
from nettui.case.vocabulary import Partly


@frozen(repr=False, eq=False)
class Implied(Plain):
    """A fact that was not answered at all and follows from another: ``given`` in ``when``."""

    fact: str
    given: str
    when: tuple[str, ...]
    value: Value
    says: str


_NO_DISTANT: frozenset[str] = frozenset()
_FACTS = {
    fact.name: fact
    for cls, section in (
        (Patient, "patient"),
        (Disease, "disease"),
        (Function, "function"),
        (History, "history"),
    )
    for fact in facts_of(cls, section)
}
_SITES = _FACTS["disease.metastasis_sites"]
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
    Implied(
        "history.gallbladder",
        "history.prior_abdominal_surgery",
        ("cholecystectomy",),
        "absent",
        "Gallbladder: absent, since a cholecystectomy is recorded.",
    ),
    Implied(
        "function.ppi_use",
        "function.cga_confounders",
        ("PPI",),
        "yes",
        "Proton pump inhibitor: yes, since it is recorded as raising chromogranin A.",
    ),
)


@frozen(repr=False, eq=False)
class Excluded(Plain):
    """A word of a list that cannot be true beside an answer: then the answer is not believed."""

    fact: str
    value: str
    listed: str
    word: str
    says: str


EXCLUDED: tuple[Excluded, ...] = (
    Excluded(
        "history.gallbladder",
        "in_situ",
        "history.prior_abdominal_surgery",
        "cholecystectomy",
        "the gallbladder is recorded as in place, but a cholecystectomy is listed",
    ),
    Excluded(
        "organ.ild_status",
        "none",
        "patient.comorbidities",
        "interstitial_lung_disease",
        "interstitial lung disease is recorded as none, but is listed among the comorbidities",
    ),
    Excluded(
        "organ.liver_disease",
        "none",
        "patient.comorbidities",
        "cirrhosis",
        "liver function is recorded as normal, but cirrhosis is listed among the comorbidities",
    ),
    Excluded(
        "organ.diabetes_control",
        "none",
        "patient.comorbidities",
        "diabetes",
        "diabetes is recorded as none, but is listed among the comorbidities",
    ),
    Excluded(
        "function.ppi_use",
        "no",
        "function.cga_confounders",
        "PPI",
        "a proton pump inhibitor is recorded as not taken, but as raising chromogranin A",
    ),
)


def implied(case: Case) -> Iterator[Implied]:
    """Yield what follows from the record of a case.

    An answer that is there stands, "unknown" too; so does a mark beside the fact.
    """
    against = extent_contradiction(case)
    for row in IMPLIED:
        if not _says(case, row.given, row.when):
            continue
        contradicted = row.given == "disease.extent" and against is not None
        silent = _held(case, row.fact) is None and row.fact not in case.marks
        if silent and not contradicted:
            yield row


def doubtful(case: Case) -> Iterator[str]:
    """Yield the facts that the record contradicts: rules read them as not known."""
    if extent_contradiction(case) is not None:
        yield "disease.extent"
    for row in excluded(case):
        yield row.fact


def excluded(case: Case) -> Iterator[Excluded]:
    """Yield where an answer cannot be true beside what is listed."""
    for row in EXCLUDED:
        if _held(case, row.fact) in (row.value, row.value == "yes") and _says(
            case, row.listed, (row.word,)
        ):
            yield row


def _says(case: Case, name: str, words: tuple[str, ...]) -> bool:
    """Say whether an answer is one of these words; a list, whether any of them is on it."""
    given = _held(case, name)
    if isinstance(given, frozenset):
        return not _on(name, given).isdisjoint(words)
    return given in words


def _on(name: str, given: frozenset[str]) -> frozenset[str]:
    """Return what is on a list for certain."""
    found = picture_value(_FACTS[name], given)
    if isinstance(found, Partly):
        return found.words
    return found if isinstance(found, frozenset) else _NO_DISTANT


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
    extent, sites = disease.extent, picture_value(_SITES, disease.metastasis_sites)
    if extent in (None, "unknown"):
        return None
    spread = extent in ("liver_only", "beyond_liver")
    # What a word that cannot be read says, contradicts nothing.
    is_open = isinstance(sites, Partly)
    listed = sites.words if isinstance(sites, Partly) else sites
    if isinstance(listed, frozenset):
        shown = ", ".join(sorted(listed)) or "none"
        beyond = listed - {"liver"}
        if not spread and listed:
            return f"extent is {extent}, but metastases are listed: {shown}"
        if extent == "liver_only" and (beyond or not (listed or is_open)):
            return f"extent is liver_only, but the listed metastases are: {shown}"
        if extent == "beyond_liver" and not (beyond or is_open):
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
        left = sorted(_on(_SITES.name, disease.metastasis_sites or _NO_DISTANT))
        if disease.margin in ("R1", "R2", "not_resected"):
            found.append(f"recorded with nothing left, but the margin is {disease.margin}.")
        if left:
            found.append(f"recorded with nothing left, but with metastases: {', '.join(left)}.")
    found += [f"{row.says}. It is treated as unknown." for row in excluded(case)]
    if case.history.treatment_naive and case.treatments:
        found.append("recorded as not treated so far, but treatments are listed: these count.")
    return tuple(f"Contradiction: {what}" for what in found)
