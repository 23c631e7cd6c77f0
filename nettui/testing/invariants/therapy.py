"""Invariants of the safety file, sections E and F: systemic therapy and follow-up."""

from __future__ import annotations

from nettui.engine.language.states import APPLIES
from nettui.engine.plan.plan import Plan
from nettui.testing.invariants.reading import (
    Register,
    active,
    active_of,
    any_says,
    cleared,
    extent,
    fact,
    feasible,
    functional,
    high,
    holds,
    low,
    metastatic,
    nec,
    nothing_left,
    shown,
    tumour_class,
    tumour_present,
    well,
)

INVARIANTS = Register()
_LATER = ("later_line",)


@INVARIANTS("INV-39")
def no_chemotherapy_for_si_g1(plan: Plan) -> str | None:
    """Small-intestinal, perhaps G1: chemotherapy is never first line."""
    if fact(plan, "disease.primary_site") != "jejunum_ileum" or "G1" not in plan.grade:
        return None
    given = active_of(plan, "chemotherapy", but=_LATER)
    return holds(not given, f"small-intestinal G1 with {given}")


@INVARIANTS("INV-40")
def chemotherapy_only_where_allowed(plan: Plan) -> str | None:
    """Chemotherapy: Ki-67 > 20 %, pancreas or NEC; never for a resectable localized NET."""
    given = active_of(plan, "chemotherapy", but=_LATER)
    if not given:
        return None
    ki67 = low(plan, "pathology.ki67")
    allowed = (
        (ki67 is not None and ki67 > 20)
        or fact(plan, "disease.primary_site") == "pancreas"
        or nec(plan)
    )
    reach = tumour_class(plan) != "well" or metastatic(plan) or feasible(plan) != "yes"
    return holds(allowed and reach, f"{given} with Ki-67 {ki67}, {extent(plan)}")


@INVARIANTS("INV-41")
def prrt_needs_its_scan(plan: Plan) -> str | None:
    """PRRT: documented positive SSTR imaging, uptake gate passed, well differentiated."""
    if not active_of(plan, "radioligand"):
        return None
    score, uptake = low(plan, "imaging.krenning_score"), fact(plan, "imaging.uptake_vs_liver")
    passed = (score is not None and score >= 3) or uptake in ("equal", "above")
    sstr = fact(plan, "imaging.sstr_result")
    return holds(
        sstr == "positive" and passed and tumour_class(plan) == "well",
        f"PRRT with SSTR {sstr}, Krenning {score}, uptake {uptake}",
    )


@INVARIANTS("INV-42")
def prrt_stops_and_cautions(plan: Plan) -> str | None:
    """PRRT only with marrow and kidneys passed, cleared only with both known; functional: caution.

    While one is not known it keeps its place, with the check before starting (Z23).
    """
    given = active_of(plan, "radioligand")
    if not given:
        return None
    hb, platelets, wcc = (low(plan, f"labs.{name}") for name in ("hb", "platelets", "wcc"))
    crcl = low(plan, "labs.crcl_measured")
    limits = ((hb, 80), (platelets, 75), (wcc, 2), (crcl, 30))
    passed = all(value is None or value >= limit for value, limit in limits)
    if None in (hb, platelets, wcc):
        passed = passed and not any(cleared(plan, option) for option in given)
    passed = passed and fact(plan, "disease.cns_disease") != "uncontrolled"
    passed = passed and fact(plan, "patient.breastfeeding") != "yes"
    crisis = not functional(plan) or any_says(plan, "T20", "guard", "prrt")
    return holds(passed and crisis, f"PRRT with {hb, platelets, wcc, crcl}")


@INVARIANTS("INV-43")
def prrt_wash_out(plan: Plan) -> str | None:
    """PRRT carries the wash-out of the analogue and the look at bowel and mesentery."""
    if not active(plan, "prrt"):
        return None
    return holds(any_says(plan, "INV-43", "guard", "prrt"), "no wash-out")


@INVARIANTS("INV-44")
def sunitinib_only_pancreas(plan: Plan) -> str | None:
    """Sunitinib only for the pancreas; everolimus elsewhere and functional carries its warning."""
    site = fact(plan, "disease.primary_site")
    if "sunitinib" not in plan.protocol.options or not shown(plan, "sunitinib"):
        return None
    return holds(site == "pancreas", f"sunitinib for {site}")


@INVARIANTS("INV-55")
def si_gets_its_analogue(plan: Plan) -> str | None:
    """Metastatic small-intestinal G1 or G2, untreated, not resectable: the analogue is there."""
    if not (well(plan) and metastatic(plan) and tumour_present(plan)):
        return None
    if fact(plan, "disease.primary_site") != "jejunum_ileum" or feasible(plan) == "yes":
        return None
    if not plan.grade or not set(plan.grade) <= {"G1", "G2"}:
        return None
    return holds(
        shown(plan, "lanreotide", "primary") and shown(plan, "octreotide_lar", "primary"),
        "no first-line analogue",
    )


@INVARIANTS("A30")
def nothing_systemic_for_the_resectable(plan: Plan) -> str | None:
    """Localized, feasible, well differentiated: no systemic antitumour therapy from S34-S44."""
    resectable = extent(plan) in ("localized", "regional") and feasible(plan) == "yes"
    if not (well(plan) and resectable):
        return None
    given = active_of(plan, "systemic_antitumour", but=("symptom", "adjunct"))
    return holds(not given, f"resectable, but {given}")


# --- follow-up ---------------------------------------------------------------------------------


def _windows(plan: Plan, origin: str = "") -> list[tuple[str, float, float]]:
    """Return id, earliest and latest (months) of what is due."""
    protocol = plan.protocol
    return [
        (e.id, e.due.low, e.due.high)
        for n in protocol.due
        for e in (protocol.entries[n],)
        if e.due and plan.settled(n) == APPLIES and origin in ("", e.origin)
    ]


@INVARIANTS("INV-56")
def follow_up_is_there(plan: Plan) -> str | None:
    """Definitive or provisional: markers and imaging; SSTR confirmed: its window."""
    if plan.status.word not in ("definitive", "provisional"):
        return None
    due = _windows(plan, "base")
    markers = any("markers" in name for name, _, _ in due)
    imaging = any("imaging" in name or "high" in name for name, low_, _ in due if low_ < 18)
    sstr = fact(plan, "imaging.sstr_result") != "positive" or any(
        (low_, high_) == (18, 24) for _, low_, high_ in due
    )
    return holds(markers and imaging and sstr, f"due: {due}")


@INVARIANTS("INV-57")
def windows_are_ordered(plan: Plan) -> str | None:
    """0 < earliest <= latest; G1 and G2 within 3-6 months, NEC within 2-3."""
    due = _windows(plan, "base")
    if not due:
        return None
    wrong = [name for name, low_, high_ in due if not 0 < low_ <= high_]
    allowed = {"NEC": (2, 3), "NET_G3": (2, 3)}
    wanted = {allowed.get(g, (3, 6)) for g in plan.grade}
    settled = plan.status.word in ("definitive", "provisional")
    if settled and len(wanted) == 1 and set(plan.grade) <= {"G1", "G2", "NET_G3", "NEC"}:
        (window,) = wanted
        found = {(low_, high_) for _, low_, high_ in due if low_ < 18}
        wrong += [f"{found} for {plan.grade}"] if found != {window} else []
    return holds(not wrong, f"{wrong}")


@INVARIANTS("INV-60")
def higher_grade_is_never_watched_less(plan: Plan) -> str | None:
    """INV-58, INV-60: no base interval of NET G3 or NEC is longer than 3 months."""
    if not set(plan.grade) or not set(plan.grade) <= {"NET_G3", "NEC"}:
        return None
    longest = max((high_ for _, low_, high_ in _windows(plan, "base") if low_ < 18), default=0)
    return holds(longest <= 3, f"every {longest} months")


@INVARIANTS("A31")
def resected_is_followed(plan: Plan) -> str | None:
    """Resected with nothing left and settled: follow-up, and no base resection."""
    if not nothing_left(plan) or not well(plan) or plan.status.word == "blocked":
        return None
    if fact(plan, "disease.margin") != "R0" or high(plan, "pathology.ki67") is None:
        return None
    return holds(
        bool(_windows(plan, "base")) and not active(plan, "curative_resection"), "not followed"
    )
