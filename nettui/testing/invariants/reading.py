"""Plain questions about a plan, answered from the bytes of its result."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

from attrs import frozen

from nettui.case.base.vocabulary import Contradictory, Partly, Range
from nettui.engine.language.states import CHECK, CLEAR, MISSING, TRUE
from nettui.engine.plan.plan import Plan
from nettui.engine.protocol.protocol import Protocol

Check = Callable[[Plan], str | None]
QUIET_ROLES = ("symptom", "supportive", "diagnostic")


@frozen
class Invariant:
    """One invariant: its id in the safety file, and the check."""

    id: str
    check: Check


class Register(list[Invariant]):
    """The invariants of a module, in the order of the file."""

    def __call__(self, name: str) -> Callable[[Check], Check]:
        """Register a check under the id of its invariant."""

        def put(check: Check) -> Check:
            self.append(Invariant(name, check))
            return check

        return put


@frozen
class _Place:
    """Where one rule offers one option: role, and positions of truth and stop."""

    rule: int
    role: str
    key: int


@cache
def _places(protocol: Protocol) -> Mapping[str, tuple[_Place, ...]]:
    """Return, by option, where it is offered."""
    return {
        option: tuple(
            _Place(n, role, protocol.key_at[option, role, protocol.entries[n].stage])
            for n in rules
            for role in (protocol.entries[n].role,)
        )
        for option, rules in protocol.offering.items()
    }


@cache
def of_class(protocol: Protocol, *classes: str) -> tuple[str, ...]:
    """Return the options of any of these classes."""
    wanted = set(classes)
    return tuple(o.id for o in protocol.options.values() if wanted & set(o.classes))


@cache
def _citing(protocol: Protocol, name: str) -> tuple[int, ...]:
    return tuple(n for n, e in enumerate(protocol.entries) if name in e.cites)


def fact(plan: Plan, name: str) -> Any:
    """Return the value of a fact; None where it is not known, or the record contradicts itself."""
    value = plan.picture.get(name)
    return None if isinstance(value, Contradictory) else value


def low(plan: Plan, name: str) -> float | None:
    """Return the lowest value that a number may have; None where it is not known."""
    value = fact(plan, name)
    return value.low if isinstance(value, Range) else value


def high(plan: Plan, name: str) -> float | None:
    """Return the highest value that a number may have; None where it is not known."""
    value = fact(plan, name)
    return value.high if isinstance(value, Range) else value


def among(plan: Plan, name: str, *words: str) -> bool:
    """Say whether a list on record holds any of these words."""
    value = fact(plan, name)
    value = value.words if isinstance(value, Partly) else value
    return isinstance(value, frozenset) and not value.isdisjoint(words)


def derived(plan: Plan, name: str) -> str | None:
    """Return the word of a derived fact; None where it is unknown."""
    state: Any = plan.seen().possible(name)
    words = state.possible
    return next(iter(words)) if state.known and words and len(words) == 1 else None


def says(plan: Plan, entry: str) -> bool:
    """Say whether an entry holds: its condition is true, or, for a need, it is missing."""
    n = plan.protocol.position[entry]
    return plan.truth(n) == (MISSING if plan.protocol.entries[n].kind == "need" else TRUE)


def any_says(plan: Plan, cited: str, kind: str = "", option: str = "") -> bool:
    """Say whether an entry that cites a source or statement holds (of a kind, on an option)."""
    on = plan.protocol.guards.get(option, ()) if option else None
    return any(
        plan.truth(n) == TRUE
        and (not kind or plan.protocol.entries[n].kind == kind)
        and (on is None or n in on)
        for n in _citing(plan.protocol, cited)
    )


def active(plan: Plan, option: str, *roles: str, but: Iterable[str] = ()) -> bool:
    """Say whether an option is recommended: a rule that offers it holds, and nothing stops it.

    Also where only checks before starting are open: it keeps its place.
    """
    return any(
        plan.result[place.rule] == TRUE
        and plan.result[place.key] in (CLEAR, CHECK)
        and (not roles or place.role in roles)
        and place.role not in but
        for place in _places(plan.protocol).get(option, ())
    )


def shown(plan: Plan, option: str, *roles: str) -> bool:
    """Say whether an option is listed, active or held or stopped with its reason."""
    return any(
        plan.result[place.rule] == TRUE and (not roles or place.role in roles)
        for place in _places(plan.protocol).get(option, ())
    )


def cleared(plan: Plan, option: str) -> bool:
    """Say whether an option is recommended and no check before starting it is open."""
    return any(
        plan.result[place.rule] == TRUE and plan.result[place.key] == CLEAR
        for place in _places(plan.protocol).get(option, ())
    )


def active_of(plan: Plan, *classes: str, but: Iterable[str] = ()) -> list[str]:
    """Return the recommended options of any of these classes, in roles other than ``but``."""
    but = tuple(but)
    return [o for o in of_class(plan.protocol, *classes) if active(plan, o, but=but)]


@cache
def opposed(protocol: Protocol) -> tuple[tuple[str, str], ...]:
    """Return the pairs of options that exclude each other."""
    pairs = {
        (min(option.id, other), max(option.id, other))
        for option in protocol.options.values()
        for other in option.opposes
    }
    return tuple(sorted(pairs))


def offered_by(plan: Plan, option: str) -> list[int]:
    """Return the rules that recommend an option now."""
    return [
        place.rule
        for place in _places(plan.protocol).get(option, ())
        if plan.result[place.rule] == TRUE and plan.result[place.key] == CLEAR
    ]


def paired(plan: Plan, one: int, other: int) -> bool:
    """Say whether one of two rules contradicts the other."""
    entries = plan.protocol.entries
    return any(entries[b].id in entries[a].against for a, b in ((one, other), (other, one)))


def rules_offering(plan: Plan, option: str) -> list[str]:
    """Return the texts of the rules that list an option now."""
    return [
        plan.protocol.entries[place.rule].says
        for place in _places(plan.protocol).get(option, ())
        if plan.result[place.rule] == TRUE
    ]


def holds(right: bool, wrong: str) -> str:
    """Return "" when it is right, else what is wrong."""
    return "" if right else wrong


# --- terms of the safety file ------------------------------------------------------------------


def tumour_class(plan: Plan) -> str | None:
    """Return well, poor, or None where it is not known or contradicts the family (A04, Z01)."""
    family = fact(plan, "pathology.histology_family")
    differentiation = fact(plan, "pathology.differentiation")
    ki67 = low(plan, "pathology.ki67")
    if family == "NEC" and differentiation is None and isinstance(ki67, float) and ki67 > 20:
        return "poor"
    if family is None or (family, differentiation) in (("NET", "poor"), ("NEC", "well")):
        return None
    return str(differentiation) if differentiation in ("well", "poor") else None


def in_scope(plan: Plan) -> bool:
    """Say whether the protocol covers the tumour (A27)."""
    family, site = fact(plan, "pathology.histology_family"), fact(plan, "disease.primary_site")
    nec = family == "NEC" or fact(plan, "pathology.differentiation") == "poor"
    if family in ("MiNEN", "GCA", "other", "paraganglioma", "DIPNECH"):
        return False
    if site in ("other", "ovary", "breast", "kidney", "skin", "paraganglioma"):
        return False
    if site in ("oesophagus", "liver", "gallbladder", "bile_duct", "anus") and family not in (
        "NEC",
        None,
    ):
        return False
    return not (nec and site in ("lung", "thymus"))


def nothing_left(plan: Plan) -> bool:
    """Say whether the tumour is recorded as resected with nothing left."""
    return bool(fact(plan, "disease.disease_status") == "resected_no_residual")


def tumour_present(plan: Plan) -> bool:
    """Say whether the tumour is recorded as still there, or something says so (A31, Z03)."""
    status = fact(plan, "disease.disease_status")
    if status is not None:
        return status in ("not_resected", "residual", "recurrent")
    margin = fact(plan, "disease.margin")
    operations = ("history.surgery_date", "history.prior_abdominal_surgery")
    operated = fact(plan, "pathology.specimen_type") in (
        "surgical_resection",
        "endoscopic_resection",
    ) or any(fact(plan, name) is not None for name in operations)
    spread = extent(plan) in ("liver_only", "beyond_liver")
    return margin == "R2" or (margin is None and not operated and spread)


def well(plan: Plan) -> bool:
    """Say whether it is well differentiated and covered."""
    return tumour_class(plan) == "well" and in_scope(plan)


def nec(plan: Plan) -> bool:
    """Say whether it is a NEC that is covered."""
    return tumour_class(plan) == "poor" and in_scope(plan)


def extent(plan: Plan) -> str | None:
    """Return the extent."""
    return fact(plan, "disease.extent")  # type: ignore[no-any-return]


def feasible(plan: Plan) -> str | None:
    """Return the board's judgement of curative resection; None where it has not judged."""
    return fact(plan, "disease.curative_resection_feasible")  # type: ignore[no-any-return]


def localized(plan: Plan) -> bool:
    """Say whether there are no distant metastases."""
    return extent(plan) in ("localized", "regional")


def metastatic(plan: Plan) -> bool:
    """Say whether there are distant metastases."""
    return extent(plan) in ("liver_only", "beyond_liver")


def liver_metastases(plan: Plan) -> bool:
    """Say whether liver metastases are on record."""
    return extent(plan) == "liver_only" or (
        extent(plan) == "beyond_liver" and among(plan, "disease.metastasis_sites", "liver")
    )


def functional(plan: Plan) -> bool:
    """Say whether the tumour is functional."""
    return bool(fact(plan, "function.functional") == "yes")


def serotonin(plan: Plan) -> bool:
    """Say whether it is serotonin-producing (data dictionary, section I)."""
    ratios = (low(plan, f"labs.{name}_uln_ratio") for name in ("u5hiaa_24h", "p5hiaa"))
    return fact(plan, "function.syndrome") == "carcinoid" or any(r and r > 1 for r in ratios)


SURGERIES = (
    *("surgery_abdominal", "surgery_other", "liver_resection"),
    *("liver_transplantation", "splenectomy"),
)
PROCEDURES = (*SURGERIES, "ablation", "embolisation", "SIRT", "endoscopy", "biopsy_liver")


def surgery_planned(plan: Plan) -> bool:
    """Say whether an operation is planned."""
    return among(plan, "history.planned_procedure", *SURGERIES)


def procedure_planned(plan: Plan) -> bool:
    """Say whether a procedure in the sense of the safety file is planned."""
    return among(plan, "history.planned_procedure", *PROCEDURES)
